"""What a maximum is computed from, whichever way the switches are read (测算所用数据)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from engine.determination.contract.method import (
    CONTRACT,
    ITEMS,
    LINES_OF_REVIEW,
    POOLS,
    SUBSIDIES,
    Blocks,
    Chosen,
    Lines,
)
from engine.determination.contract.rules import standing_on
from engine.determination.maximum.deduction import Deduction
from engine.determination.maximum.given.inputs import Spread, figures_of, review_figures, tables_of
from engine.determination.maximum.given.rates import chosen_rates
from engine.determination.maximum.result import YearReview
from engine.determination.review.decisions import Decided
from engine.determination.review.review import Review, review
from engine.determination.review.unknown_values import unknown_values
from engine.explain import sources
from engine.law import Document, Faults, LawMarks, Shelf, Source
from engine.method import InputCell, Inputs, Method, MethodRole, MethodVersion, hold_to
from engine.money import CONTEXT
from engine.rules import RulesDocument
from engine.submission import Filed, entries_of, of_year
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
    explained: bool = True,
) -> Prepared:
    """Return what `determine` computes from; see there. Raises Faults as it does.

    Where nothing is to be `explained`, what earlier years came to is given without its sources.
    """
    submission, sound = filed.submission, shelf.law(method_id, Method, on)
    version, method = sound.in_force_on(on), standing_on(shelf, sound)
    hold_to(CONTRACT, method, version, shelf)
    rules = _rules(shelf, str(method.uses.review), on)
    reviewed = review(filed, *rules, decided)
    earlier = {
        of.year: _year_review(of_year(filed, of.year), rules, method_id, version, decided)
        for of in sorted(filed.submission.earlier_years, key=lambda of: of.year)
    }
    rates = chosen_rates(filed, shelf, *_rules(shelf, str(method.uses.rates), on))
    cells = figures_of(filed, rates, shelf, on, deduction)
    inputs = Inputs(
        tables=tables_of(filed, reviewed, version, decided, _together(earlier, explained)),
        scalars=_taken(version, cells),
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


def _taken(version: MethodVersion, cells: Mapping[str, InputCell]) -> dict[str, InputCell]:
    """Return those of `cells` that the method has an input for."""
    return {entry.id: cells[entry.id] for entry in version.inputs if entry.id in cells}


def _year_review(
    filed: Filed,
    rules: tuple[str, Any],
    method_id: str,
    version: MethodVersion,
    decided: Decided | None,
) -> YearReview:
    """Return the review of one earlier year, by the same rules and lines as the last."""
    reviewed = review(filed, *rules, decided, filed.last_year)
    tables = tables_of(filed, reviewed, version, decided)
    inputs = Inputs(
        tables={name: tables[name] for name in (ITEMS, SUBSIDIES, POOLS)},
        scalars=_taken(version, review_figures(filed)),
        blocks=(Blocks.REVIEW,),
        lines=LINES_OF_REVIEW,
    )
    return YearReview(filed, reviewed, method_id, version, inputs)


def _together(earlier: Mapping[int, YearReview], explained: bool) -> dict[str, InputCell]:
    """Return what all earlier years came to: items as reviewed, subsidies as received."""
    found: dict[str, InputCell] = {}
    for of in earlier.values():
        figures: list[tuple[str, Decimal, tuple[Source, ...]]] = (
            [(row.treatment.item.id, row.reviewed, sources(row.step)) for row in of.rows]
            if explained
            else [(name, amount, ()) for name, amount in of.amounts().items()]
        )
        figures += [
            (subsidy.id, subsidy.amount, (of.filed.declared("subsidies", at, "amount"),))
            for at, subsidy in enumerate(of.filed.submission.subsidies)
            if subsidy.tag != "asset"
        ]
        for identifier, amount, cited in figures:
            before = found.get(identifier, InputCell(Decimal(0)))
            assert isinstance(before.value, Decimal)
            all_sources = tuple(dict.fromkeys((*before.sources, *cited)))
            found[identifier] = InputCell(CONTEXT.add(before.value, amount), all_sources)
    return found


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
