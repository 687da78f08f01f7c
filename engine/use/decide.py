"""Deciding a use."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from engine.law import Shelf, Source
from engine.rules import FactValue
from engine.use.decision import Change, StandsUnder, UseDecision

__all__ = ["decide_use"]


def decide_use(
    shelf: Shelf,
    stands_under: StandsUnder,
    on: datetime.date,
    facts: Mapping[str, FactValue],
    sources: Mapping[str, Sequence[Source]] | None = None,
    *,
    product: str | None = None,
    operator: str | None = None,
    scenario: str | None = None,
    changes: Sequence[Change] = (),
) -> UseDecision:
    """Return the decision on one use on the day `on`.

    `facts` holds what was declared, by fact id of the gate and use rules; `sources` says where each
    comes from. The facts of the gate are derived from the registers when `product`, `operator` and
    `scenario` (ids there) are named. `changes` re-classify the use, each from its day.
    The facts of the price (`tariff_in_force`, `tariff_is_trial`, `waived`,
    `differs_from_like_customer`) are looked at when at least one of them is given.
    Raises Faults for documents that are missing or not in force, ids that the registers do not
    hold, and facts that the rules do not know.
    """
    raise NotImplementedError
