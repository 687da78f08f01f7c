"""Windows: requests for the same thing within so many days are charged once."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from engine.explain import Step, chosen, compared, given
from engine.tariff.model.document import TariffVersion
from engine.tariff.model.product import Anchor, OncePer
from engine.tariff.rate.counting.uses import Use
from engine.tariff.usage.position import Position
from engine.text import text

__all__ = ["outside_windows"]


def outside_windows(
    version: TariffVersion,
    rule: OncePer,
    uses: Sequence[Use],
    positions: Sequence[Position],
    unit: str,
) -> list[Use]:
    """Return `uses` with 0 units where an earlier one for the same key still covers them.

    A quantity whose units all concern different things is not touched.
    """
    anchors = {
        version.group(rule.key, position.keys): position.last_charged
        for position in positions
        if position.last_charged is not None
    }
    counted: list[Use] = []
    for use in uses:
        if use.apart:
            counted.append(use)
            continue
        group = version.group(rule.key, use.keys)
        anchor = anchors.get(group)
        if anchor is None:
            counted.append(use)
            anchors[group] = use.on
            continue
        units, covered = _again(rule, use.on, anchor, use.units, unit)
        counted.append(replace(use, units=units))
        if not covered or rule.reading.anchor is Anchor.LAST_REQUEST:
            anchors[group] = use.on
    return counted


def _again(
    rule: OncePer, day: datetime.date, anchor: datetime.date, request: Step, unit: str
) -> tuple[Step, bool]:
    """Return a repeated request's units, and whether the window covers it."""
    passed = Decimal((day - anchor).days)
    days = given(text("tariff.rate.days_since"), passed, "day", rule.reading.cites)
    window = given(text("tariff.rate.window"), Decimal(rule.days), "day", rule.cites)
    relation = "<" if rule.reading.first_day_counts else "<="
    within = compared(text("tariff.rate.within"), days, relation, window)
    if not within.value:
        return chosen(request.label, [within], request), False
    nothing = given(text("tariff.rate.not_again"), Decimal(0), unit, rule.cites)
    return chosen(request.label, [within, request], nothing), True
