"""The maximum permitted revenue of each year of a cycle, computed by the method (核定)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace
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
from engine.determination.maximum.doubt import bounds_of
from engine.determination.maximum.inputs import (
    Spread,
    figures_of,
    review_figures,
    tables_of,
    yield_years,
)
from engine.determination.maximum.missing_years import missing_years
from engine.determination.maximum.rates import chosen_rates
from engine.determination.maximum.remarks import told_of
from engine.determination.maximum.result import Determination, YearReview
from engine.determination.review.decisions import Decided
from engine.determination.review.review import review
from engine.determination.review.unknown_values import unknown_values
from engine.explain import sources
from engine.law import Document, Fault, Faults, FaultyLaw, Shelf
from engine.method import (
    InputCell,
    Inputs,
    Method,
    MethodRole,
    MethodVersion,
    Worksheet,
    evaluate,
    hold_to,
)
from engine.money import CONTEXT, plain
from engine.rules import RulesDocument
from engine.submission import Filed, entries_of, of_year
from engine.text import Text

__all__ = ["determine"]


def determine(
    shelf: Shelf,
    filed: Filed,
    method_id: str,
    on: datetime.date,
    switches: Mapping[str, str] | None = None,
    spread: Spread | None = None,
    deduction: Deduction | None = None,
    decided: Decided | None = None,
) -> Determination:
    """Return the determination of `filed` by the method `method_id` as it stands on the day `on`.

    `switches` names the readings chosen, the others are read by default; `spread` replaces the
    submission's; `deduction` is taken off; `decided` is what the reviewer decided of items. The
    rules of review and of rates are those that the method names. Raises Faults with everything
    that is wrong with the inputs, or that the method lacks of its contract.
    """

    def determined(of: Filed) -> Determination:
        return _determined(shelf, of, method_id, on, switches, spread, deduction, decided)

    shelf.law(method_id, Method, on)  # faulty law, and what is no day, are told before
    entries = entries_of(filed.submission)
    if unknown := list(unknown_values(shelf, method_id, on)(entries)):
        raise Faults(filed.fault(one.path, one.key, one.value, **one.values) for one in unknown)
    answer = determined(filed)
    return replace(answer, possible=bounds_of(answer, determined))


def _determined(
    shelf: Shelf,
    filed: Filed,
    method_id: str,
    on: datetime.date,
    switches: Mapping[str, str] | None,
    spread: Spread | None,
    deduction: Deduction | None,
    decided: Decided | None,
) -> Determination:
    """Return the determination as filed, whatever is in doubt."""
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
        tables=tables_of(filed, reviewed, version, decided, _together(earlier)),
        scalars=_taken(version, cells),
        parameters={Chosen.SPREAD: _spread(filed, spread)},
        switches=dict(switches or {}),
        years=filed.submission.cycle.all_years,
        blocks=tuple(
            block.id
            for block in version.blocks
            if block.id != MethodRole.EVALUATION and (block.id != Blocks.TRIAL or submission.trial)
        ),
        lines=tuple(Lines),
    )
    worksheet = _evaluated(method_id, version, inputs, filed, on)
    if missing := tuple(missing_years(filed, worksheet, decided)):
        raise Faults(missing)
    used = [
        method_id,
        str(method.uses.review),
        str(method.uses.rates),
        *sorted(set(rates.series.values())),
    ]
    answer = Determination(
        method_id,
        on,
        filed,
        spread,
        reviewed,
        deduction,
        worksheet,
        {identifier: shelf.hash_of(identifier) for identifier in used},
        method.title,
        _watermarks(shelf, used),
        decided,
        earlier,
        remarks=told_of(filed, on, worksheet, [shelf.read(one, Document) for one in used]),
        law=shelf.marks(used, on),
    )
    if answer.carried_on < 0:
        assert deduction is not None
        due = {"due": plain(deduction.open)}
        raise Faults([Fault(method_id, "", None, None, "determination.more_taken_than_due", due)])
    return answer


def _evaluated(
    method_id: str, version: MethodVersion, inputs: Inputs, filed: Filed, on: datetime.date
) -> Worksheet:
    """Return the worksheet; a yield that it asks for and nobody published is told where the
    submission can give it."""
    try:
        return evaluate(method_id, version, inputs)
    except FaultyLaw:
        raise
    except Faults as wrong:
        years = {f"scalars.{name}": year for name, year in yield_years(filed, on).items()}
        raise Faults(
            filed.fault(("yield_override",), "determination.no_yield", year=years[fault.place])
            if fault.place in years
            else fault
            for fault in wrong.faults
        ) from None


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
    return YearReview(filed, reviewed, evaluate(method_id, version, inputs))


def _together(earlier: Mapping[int, YearReview]) -> dict[str, InputCell]:
    """Return what all earlier years came to: items as reviewed, subsidies as received."""
    found: dict[str, InputCell] = {}
    for of in earlier.values():
        figures = [(row.treatment.item.id, row.reviewed, sources(row.step)) for row in of.rows]
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


def _watermarks(shelf: Shelf, used: Sequence[str]) -> dict[str, Text]:
    found = {identifier: shelf.read(identifier, Document).watermark for identifier in used}
    return {identifier: mark for identifier, mark in found.items() if mark is not None}


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
