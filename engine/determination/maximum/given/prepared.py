"""What a maximum is computed from, whichever way the switches are read (测算所用数据)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.determination.contract.method import CONTRACT, Blocks, Chosen, Lines
from engine.determination.contract.rules import standing_on
from engine.determination.maximum.deduction import Deduction
from engine.determination.maximum.given.inputs import Spread, figures_of, tables_of
from engine.determination.maximum.given.rates import chosen_rates
from engine.determination.maximum.given.reviews import Reviews, known_to, together
from engine.determination.maximum.result import YearReview
from engine.determination.review.decisions import Decided
from engine.determination.review.review import Review
from engine.determination.review.unknown_values import unknown_values
from engine.law import Document, Faults, LawMarks, Shelf
from engine.method import InputCell, Inputs, Method, MethodRole, MethodVersion, hold_to
from engine.rules import RulesDocument
from engine.submission import Filed, entries_of
from engine.text import Text

__all__ = ["Prepared", "prepare", "refuse_unknown"]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A submission reviewed, with everything that the method is given; no switch is read yet."""

    filed: Filed
    """The submission."""
    on: datetime.date
    """The day whose law it is."""
    method: Method
    """The method, with what it stands on."""
    version: MethodVersion
    """Its version of the day."""
    inputs: Inputs
    """What the version is computed from."""
    review: Review
    """How each item of the last year was treated."""
    earlier: Mapping[int, YearReview]
    """The review of each earlier year of accounts, in order."""
    used: tuple[str, ...]
    """Every document that was read."""
    law: LawMarks
    """What is to be said of their soundness."""
    watermarks: Mapping[str, Text]
    """The warnings of those that are illustrative, by id."""


def refuse_unknown(shelf: Shelf, filed: Filed, method_id: str, on: datetime.date) -> None:
    """Raise Faults for what the submission names and the rules do not know; faulty law, and what is
    no day, are told before."""
    shelf.law(method_id, Method, on)
    entries = entries_of(filed.submission)
    if unknown := list(unknown_values(shelf, method_id, on)(entries)):
        raise Faults(filed.fault(one.path, one.key, one.value, **one.values) for one in unknown)


def prepare(
    shelf: Shelf,
    filed: Filed,
    method_id: str,
    on: datetime.date,
    spread: Spread | None = None,
    deduction: Deduction | None = None,
    decided: Decided | None = None,
    *,
    reviews: Reviews | None = None,
    explained: bool = True,
) -> Prepared:
    """Return what `determine` computes from; see there. Raises Faults as it does.

    Where nothing is to be `explained`, what earlier years came to is given without its sources.
    """
    submission, sound = filed.submission, shelf.law(method_id, Method, on)
    version, method = sound.in_force_on(on), standing_on(shelf, sound)
    hold_to(CONTRACT, method, version, shelf)
    rules = _rules(shelf, str(method.uses.review), on)
    reviewed, earlier = (reviews or Reviews()).of(filed, rules, method_id, version, decided)
    rates = chosen_rates(filed, shelf, *_rules(shelf, str(method.uses.rates), on))
    cells = figures_of(filed, rates, shelf, on, deduction)
    inputs = Inputs(
        tables=tables_of(filed, reviewed, version, decided, together(earlier, explained)),
        scalars=known_to(version, cells),
        parameters={Chosen.SPREAD: _spread(filed, spread)},
        years=filed.submission.cycle.all_years,
        blocks=tuple(
            block.id
            for block in version.blocks
            if block.id != MethodRole.EVALUATION and (block.id != Blocks.TRIAL or submission.trial)
        ),
        lines=tuple(Lines),
    )
    used = (
        method_id,
        str(method.uses.review),
        str(method.uses.rates),
        *sorted(set(rates.series.values())),
    )
    found = {identifier: shelf.read(identifier, Document).watermark for identifier in used}
    return Prepared(
        filed,
        on,
        method,
        version,
        inputs,
        reviewed,
        earlier,
        used,
        shelf.marks(used, on),
        {identifier: mark for identifier, mark in found.items() if mark is not None},
    )


def _rules(shelf: Shelf, identifier: str, on: datetime.date) -> tuple[str, Any]:
    return identifier, shelf.law(identifier, RulesDocument, on).in_force_on(on)


def _spread(filed: Filed, chosen: Spread | None) -> InputCell:
    if chosen is not None:
        return InputCell(chosen.value, (chosen.source,))
    submitted = filed.submission.spread
    if submitted is None:
        raise Faults([filed.fault(("spread",), "determination.no_spread")])
    source = filed.declared("spread", "value", reason=submitted.reason)
    return InputCell(submitted.value, (source,))
