"""Rules over whole bills in columns: one row is one bill, in whole micro-yuan.

It imports numpy and is therefore imported by those who use it, not by the room.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from engine.law import Fault, Faults
from engine.money import MICRO, exactly
from engine.tariff.columns.block import Columns
from engine.tariff.columns.course_amounts import Whole, round_figures, round_to_units
from engine.tariff.columns.plan.facts import missing_fact
from engine.tariff.columns.plan.whole import FITS, WholeRounding
from engine.tariff.columns.reader import RatedColumns
from engine.tariff.model.bands import AtZero
from engine.tariff.model.bill import BillModel, BillRule, PartOfPeriod, Settled
from engine.tariff.model.document import RoundingPlace, TariffDocument, TariffVersion
from engine.tariff.rate.customer import Charged

__all__ = ["Bills", "Closing", "as_bills", "bill_many"]


@dataclass(frozen=True, slots=True)
class Bills:
    """What bills come to, one entry a row, in micro-yuan."""

    total: Whole
    """Due now."""
    adjusted: Mapping[str, Whole]
    """What each rule adds, by its id; below zero, what it takes off."""


@dataclass(frozen=True, slots=True)
class Closing:
    """Which rows close the period of a rule that is settled at its end."""

    rows: NDArray[np.bool_]
    """Whether each row does."""
    days: Whole | None = None
    """The days covered of the period, where its least amount is by the day."""
    length: Whole | None = None
    """The days that the period has."""


def bill_many(
    document: TariffDocument,
    version: TariffVersion,
    amounts: Mapping[str, Whole],
    before: Mapping[str, Whole] | None = None,
    closing: Mapping[str, Closing] | None = None,
    facts: Mapping[str, str] | None = None,
) -> Bills:
    """Return what each row comes to as one bill (micro-yuan), by the version's rules over bills.

    `amounts` are what the lines of each product sum to, by product; `before` what each rule had
    summed before in its period, by rule, 0 where it is not given; `closing` which rows close the
    period of a rule. All of a row belongs to one bill of every rule. Raises Faults for a fact that
    is missing, for amounts that are too large, and for what is not rounded by line.
    """
    charged = Charged(document, version, facts or {}, {})
    rows = next(iter(amounts.values()))
    _expect_small(document, version, [*amounts.values(), *(before or {}).values()])
    adjusted: dict[str, Whole] = {}
    done: list[BillRule] = []
    for rule in version.bill:
        if rule.for_ is not None and not _applies(charged, rule.for_):
            continue
        gross: Whole = np.zeros(len(rows), dtype=np.int64)
        for product, column in amounts.items():
            gross += column if rule.covers(product) else 0
        for earlier in done:
            if any(rule.covers(each) and earlier.covers(each) for each in amounts):
                gross += adjusted[earlier.id]
        base = (before or {}).get(rule.id)
        so_far = gross if base is None else gross + base
        if rule.settled is Settled.AT_PERIOD_END:
            close = (closing or {}).get(rule.id)
            made = so_far if close is None else _closed(document, version, rule, so_far, close)
            adjusted[rule.id] = made - so_far
        else:
            due = _due(document, version, rule, so_far)
            if base is not None:
                due -= np.where(base == 0, 0, _due(document, version, rule, base))
            adjusted[rule.id] = due - gross
        done.append(rule)
    total: Whole = sum(amounts.values(), np.zeros(len(rows), dtype=np.int64))
    for column in adjusted.values():
        total = total + column
    return Bills(total, adjusted)


def as_bills(
    document: TariffDocument,
    version: TariffVersion,
    product: str,
    columns: Columns,
    rated: RatedColumns,
) -> RatedColumns:
    """Return what rows come to, each as a bill of its own and the first of its period.

    Raises Faults where a rule over whole bills hangs on what was charged before, or on a column of
    facts; where the days of a row fall into several bills of a rule; and where it is the total that
    is rounded, which is so after the rules.
    """
    rules = [rule for rule in version.bill if rule.covers(product)]
    if not rules:
        return rated
    if columns.prior is not None and any(rule.accumulate is not None for rule in rules):
        raise Faults([Fault(document.id, "prior", None, None, "tariff.columns.billed_before")])
    if version.rounding.at is RoundingPlace.TOTAL:
        raise Faults([Fault(document.id, "bill", None, None, "tariff.columns.bills_of_totals")])
    overs = (rule.accumulate for rule in rules if rule.accumulate is not None)
    if columns.spans is not None and not all(map(columns.spans.each_in_one, overs)):
        raise Faults([Fault(document.id, "span", None, None, "tariff.columns.several_bills")])
    asked = {version.classes[rule.for_].fact for rule in rules if rule.for_ is not None}
    if apart := asked & columns.facts.keys() - columns.alike.keys():
        raise Faults(
            Fault(document.id, f"facts.{name}", None, None, "tariff.columns.bills_apart")
            for name in sorted(apart)
        )
    bills = bill_many(document, version, {product: rated.total}, facts=columns.alike)
    return RatedColumns(bills.total, rated.metered)


def _closed(
    document: TariffDocument, version: TariffVersion, rule: BillRule, gross: Whole, close: Closing
) -> Whole:
    """Return what bills come to whose period ends, and `gross` where it does not (micro-yuan)."""
    if rule.part_of_period is PartOfPeriod.WHOLE:
        return np.where(close.rows, _due(document, version, rule, gross), gross)
    if close.days is None or close.length is None:
        lacking = {"unit": "days" if close.days is None else "length"}
        key = "tariff.columns.column_missing"
        raise Faults([Fault(document.id, rule.id, None, None, key, lacking)])
    if version.rounding.at is not RoundingPlace.LINE:
        raise Faults([Fault(document.id, rule.id, None, None, "tariff.columns.too_fine")])
    assert rule.amount is not None
    least, length = int(rule.amount * MICRO) * close.days, close.length
    unit, mode = int(version.rounding.unit * MICRO), version.rounding.mode
    part, own = least.copy(), gross.copy()
    round_to_units(part, unit * length, mode)
    round_to_units(own, unit, mode)
    due = (gross > 0) | (rule.at_zero is AtZero.CHARGED)
    made = np.where(due & (gross * length < least), part * unit, own * unit)
    return np.where(close.rows, made, gross)


def _applies(charged: Charged, name: str) -> bool:
    fact = charged.version.classes[name].fact
    if fact not in charged.facts:
        raise Faults([missing_fact(charged.document, charged.version, f"facts.{fact}", fact)])
    return charged.is_in(name)


def _expect_small(document: TariffDocument, version: TariffVersion, columns: list[Whole]) -> None:
    """Raise Faults where something on the way to an amount could exceed 64 bits."""
    steep = max([1, *(_left(rule)[0] for rule in version.bill if rule.percent is not None)])
    most = FITS // (4 * steep * len(columns))
    for column in columns:
        if len(column) and max(int(column.max()), -int(column.min())) > most:
            raise Faults(
                [Fault(document.id, "amounts", None, None, "law.too_big", {"bound": str(most)})]
            )


def _left(rule: BillRule) -> tuple[int, int]:
    """Return the part that a discount leaves, as a fraction."""
    percent = Decimal(0) if rule.percent is None else rule.percent
    return exactly(lambda: (100 - percent) / 100).as_integer_ratio()


def _due(document: TariffDocument, version: TariffVersion, rule: BillRule, gross: Whole) -> Whole:
    """Return what a bill of `gross` comes to by `rule` (micro-yuan)."""
    amount = 0 if rule.amount is None else int(rule.amount * MICRO)
    declared = version.rounding
    at_line = declared.at is RoundingPlace.LINE
    per = 1
    match rule.model:
        case BillModel.WAIVED_UP_TO:
            due = np.where(gross <= amount, 0, gross)
        case BillModel.AT_LEAST:
            charged = rule.at_zero is AtZero.CHARGED
            due = np.where(charged | (gross > 0), np.maximum(gross, amount), gross)
        case BillModel.AT_MOST:
            due = np.minimum(gross, amount)
        case BillModel.AMOUNT_OFF:
            due = np.maximum(gross - amount, 0)
        case BillModel.PERCENT_OFF:
            over, per = _left(rule)
            due = gross * over
    if not at_line:
        if per != 1 and (due % per).any():
            raise Faults([Fault(document.id, rule.id, None, None, "tariff.columns.too_fine")])
        return due // per
    unit = int(declared.unit * MICRO)
    signs, figures = np.sign(due), np.abs(due)
    round_figures(figures, WholeRounding(unit * per, declared.mode))
    return figures * signs * unit
