"""Amounts of a block of rows in whole numbers; imported by the array reader only, for numpy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from engine.law import Fault, Faults
from engine.tariff.columns.course_amounts import (
    Whole,
    Working,
    course_amounts,
    round_figures,
)
from engine.tariff.columns.plan.facts import values_told
from engine.tariff.columns.plan.whole import (
    ByPeriod,
    ColumnPlan,
    ComponentPlan,
    RunningTotal,
    Tiers,
    WholeConversion,
    WholeCount,
    WholeRounding,
)
from engine.tariff.columns.spans import Days, Spans, amounts_by_period
from engine.tariff.model.document import TariffVersion

__all__ = ["Columns", "checked_units", "rate_block"]

_ANY = 2**63 - 1
"""The largest number of a column."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Rows of use, one column each; numbers are in smallest units.

    The smallest unit is one whole, or a power of ten of it for a unit that declares decimals: 120.5
    of a unit with two decimals is 12050.
    """

    quantity: Whole | None = None
    """Number in the product's unit."""
    counts: Mapping[str, Whole] = field(default_factory=dict)
    """Numbers by unit, for a product that counts in others."""
    prior: Whole | None = None
    """Units rated before in the same period, in smallest units; none of it without this column.
    Where each use is converted, those of the unit that is priced."""
    first: NDArray[np.bool_] | None = None
    """Whether nothing was rated before in the period; without it, where `prior` is 0."""
    facts: Mapping[str, str | Whole] = field(default_factory=dict)
    """Facts and floats of all rows, or a column of the positions of a fact's values in its list."""
    distinct: bool = False
    """Whether all units concern different things, none asked for before."""
    corrects: bool = False
    """Whether numbers may be below zero: corrections of what was rated before."""
    spans: Spans | None = None
    """The days of subscriptions, for a product that is priced by the period."""

    @property
    def alike(self) -> dict[str, str]:
        """The facts and floats that all rows share."""
        return {name: given for name, given in self.facts.items() if isinstance(given, str)}

    @property
    def rows(self) -> int:
        """Number of rows."""
        days = () if self.spans is None else (self.spans.first,)
        return len(
            next(iter((*self.counts.values(), *days))) if self.quantity is None else self.quantity
        )

    def expect_whole(self, document: str, version: TariffVersion, product: str) -> None:
        """Raise Faults with every column that is none of whole numbers in 64 bits, one a row.

        Read as they are, other numbers would be taken for others. `version` and `product` are those
        of which units and values are told.
        """
        given: dict[str, tuple[object, tuple[type[np.generic], ...]]] = {
            "quantity": (self.quantity, (np.int64,)),
            "prior": (self.prior, (np.int64,)),
            "first": (self.first, (np.bool_,)),
            **{f"counts.{unit}": (column, (np.int64,)) for unit, column in self.counts.items()},
            **{f"spans.{name}": (days, (np.datetime64,)) for name, days in self.days.items()},
            **{
                f"facts.{name}": (column, (np.integer,))
                for name, column in self.facts.items()
                if not isinstance(column, str)
            },
        }
        others = self.counts or self.days
        optional = ("quantity", "prior", "first") if others else ("prior", "first")
        faults: list[Fault] = []
        rows: int | None = None
        for place, (column, kinds) in given.items():
            if column is None and place in optional:
                continue
            of = getattr(column, "dtype", type(column).__name__)
            if (
                not isinstance(column, np.ndarray)
                or not issubclass(column.dtype.type, kinds)
                or not column.dtype.isnative
                or (column.dtype.kind == "M" and column.dtype != "M8[D]")
            ):
                key, values = _kind_expected(version, product, place)
                faults.append(Fault(document, place, None, str(of), key, values))
            elif column.shape != (column.size if rows is None else rows,):
                shape = str(column.shape)
                faults.append(Fault(document, place, None, shape, "tariff.columns.shape"))
            else:
                rows = column.size
        if not faults and self.spans is not None and not self.spans.in_order:
            faults.append(Fault(document, "spans", None, None, "tariff.columns.days"))
        if faults:
            raise Faults(faults)

    @property
    def days(self) -> Mapping[str, Days]:
        """The columns of the spans, by name."""
        return {} if self.spans is None else self.spans.columns

    def part(self, start: int, end: int) -> Columns:
        """Return the rows from `start` to before `end`; nothing is copied."""
        return Columns(
            None if self.quantity is None else self.quantity[start:end],
            {unit: numbers[start:end] for unit, numbers in self.counts.items()},
            None if self.prior is None else self.prior[start:end],
            None if self.first is None else self.first[start:end],
            corrects=self.corrects,
            spans=None if self.spans is None else self.spans.take(slice(start, end)),
        )

    def ordered(self, order: NDArray[np.intp]) -> Columns:
        """Return the rows in `order`."""
        return Columns(
            None if self.quantity is None else self.quantity.take(order),
            {unit: numbers.take(order) for unit, numbers in self.counts.items()},
            None if self.prior is None else self.prior.take(order),
            None if self.first is None else self.first.take(order),
            corrects=self.corrects,
            spans=None if self.spans is None else self.spans.take(order),
        )


def _kind_expected(
    version: TariffVersion, product: str, place: str
) -> tuple[str, dict[str, object]]:
    """Return the sentence of what belongs in the column `place`, with what it names."""
    column, _, name = place.partition(".")
    if column == "facts":
        return "tariff.columns.fact_column", {"allowed": values_told(version, name)}
    priced = version.product(product)
    if column == "quantity" and priced is not None:
        name = priced.unit
    unit = version.units.get(name)
    if unit is None or not unit.fineness:
        return "tariff.columns.kind", {}
    return "tariff.columns.smallest", {"unit": unit.title, "parts": 10**unit.fineness}


def rate_block(
    plan: ColumnPlan, rows: Columns, total: Whole, metered: Mapping[str, Whole], working: Working
) -> None:
    """Write what `rows` cost (micro-yuan) into `total`, and by component into `metered`.

    Raises Faults for a quantity that is missing, negative, or larger than is read.
    """
    if plan.rounding is not None and rows.prior is not None:
        _rounded_in_parts(plan, plan.rounding, rows, total, metered, working)
        return
    size = len(total)
    written = False
    for component in plan.components:
        amount = working.amount[:size] if written or metered else total
        _component(plan, component, rows, amount, working)
        if metered:
            metered[component.id][...] = amount
        if not component.collected:
            continue
        if written:
            np.add(total, amount, out=total)
        elif metered:
            total[...] = amount
        written = True
    if not written:
        total[...] = 0
    elif plan.rounding is not None:
        _round_sums(total, plan.rounding)


def _rounded_in_parts(
    plan: ColumnPlan,
    rounding: WholeRounding,
    rows: Columns,
    total: Whole,
    metered: Mapping[str, Whole],
    working: Working,
) -> None:
    """Write what the sum of the period now rounds to, less what it rounded to before."""
    size = len(total)
    earlier = np.zeros(size, dtype=np.int64)
    total[...] = 0
    for component in plan.components:
        amount = working.amount[:size]
        _component(plan, component, rows, amount, working)
        if metered:
            metered[component.id][...] = amount
        if component.collected:
            before = working.before[:size]
            np.add(total, amount, out=total)
            np.add(total, before, out=total)
            np.add(earlier, before, out=earlier)
    _round_sums(total, rounding)
    _round_sums(earlier, rounding)
    np.subtract(total, earlier, out=total)


def _round_sums(sums: Whole, rounding: WholeRounding) -> None:
    """Round `sums` of micro-yuan, none below 0: what all of a period costs, corrected or not."""
    round_figures(sums, rounding)
    np.multiply(sums, rounding.unit, out=sums)


def checked_units(
    plan: ColumnPlan, component: ComponentPlan, rows: Columns, with_prior: bool = False
) -> Whole:
    """Return the units counted, with those rated before if asked for.

    A component of one column is that column itself. Raises Faults for a column that is missing, and
    for numbers that are negative or larger than is read.
    """
    units: Whole | None = None
    for count in component.counts:
        column = _column(plan, component, count, rows)
        if units is None:
            units = column
        elif len(column):
            _check(plan, component, column, _ANY)
            _check(plan, component, units, _ANY)
            if int(units.max()) * int(column.max()) > component.largest:
                # A number of nothing is nothing, however large.
                beyond = units > component.largest // np.maximum(column, 1)
                if np.any(beyond & (column > 0)):
                    raise plan.fault(component, "tariff.columns.beyond", largest=component.largest)
            units = units * column
    assert units is not None
    most = component.largest + component.quota
    back = rows.corrects and rows.prior is not None and not component.apart
    if not back or any(count.converted is not None for count in component.counts):
        _check(plan, component, units, most)
    if with_prior and rows.prior is not None:
        _check(plan, component, rows.prior, most)
        units = units + rows.prior
        _check(plan, component, units, most)
    return units


def _column(plan: ColumnPlan, component: ComponentPlan, count: WholeCount, rows: Columns) -> Whole:
    """Return the column of `count`, converted; raises Faults where it is missing."""
    column = rows.counts.get(count.unit)
    if column is None and count.unit == plan.unit:
        column = rows.quantity
    if column is None:
        raise plan.fault(component, "tariff.columns.column_missing", unit=count.unit)
    if count.converted is None:
        return column
    _check(plan, component, column, count.converted.largest)
    return _converted(count.converted, column)


def _check(plan: ColumnPlan, component: ComponentPlan, units: Whole, most: int) -> None:
    # Read without a sign a negative number is larger than any: one pass finds both.
    if len(units) and int(units.view(np.uint64).max()) > most:
        if int(units.min()) < 0:
            raise plan.fault(component, "tariff.not_below_zero")
        raise plan.fault(component, "tariff.columns.beyond", largest=most)


def _converted(conversion: WholeConversion, units: Whole) -> Whole:
    """Return `units`, none below 0, converted and rounded."""
    figures = units * conversion.times
    round_figures(figures, conversion.rounding)
    if conversion.each != 1:
        np.multiply(figures, conversion.each, out=figures)
    return figures


# --- running totals


def _component(
    plan: ColumnPlan, component: ComponentPlan, rows: Columns, amount: Whole, working: Working
) -> None:
    """Write what a component makes of `rows` beyond what was rated before (micro-yuan).

    What was rated before costs stands in the working column `before`, where rows say it.
    """
    if isinstance(component.total, ByPeriod):
        counted = checked_units(plan, component, rows) if component.counts else None
        amount[...] = amounts_by_period(plan, component, component.total, rows.spans, counted)
        working.before[: len(amount)] = 0
        return
    if isinstance(component.total, Tiers):
        # Of several numbers no one column says what was rated before.
        _by_tiers(plan, component, component.total, rows, amount)
        return
    units = checked_units(plan, component, rows)
    if rows.prior is None:
        _running(component, units, amount, working)
        return
    if component.apart:
        _running(component, units, amount, working)
        working.before[: len(units)] = 0
        return
    cumulated = checked_units(plan, component, rows, with_prior=True)
    _running(component, cumulated, amount, working)
    before = working.before[: len(units)]
    _running(component, rows.prior, before, working)
    before[rows.first if rows.first is not None else rows.prior == 0] = 0
    np.subtract(amount, before, out=amount)


def _by_tiers(
    plan: ColumnPlan, component: ComponentPlan, tiers: Tiers, rows: Columns, amount: Whole
) -> None:
    """Write the price of the first tier that holds all numbers (micro-yuan)."""
    several = [_column(plan, component, count, rows) for count in component.counts]
    for units, most in zip(several, tiers.largest, strict=True):
        _check(plan, component, units, most)
    amount[...] = tiers.amounts[-1]
    for limits, price in reversed([*zip(tiers.limits, tiers.amounts, strict=False)]):
        held = np.logical_and.reduce(
            [units <= most for units, most in zip(several, limits, strict=True)]
        )
        np.copyto(amount, price, where=held)
    if tiers.nothing_at_zero:
        np.copyto(amount, 0, where=np.logical_and.reduce([units == 0 for units in several]))


def _running(component: ComponentPlan, units: Whole, out: Whole, working: Working) -> None:
    """Write what running totals of `units` cost (micro-yuan)."""
    total, size = component.total, len(units)
    assert isinstance(total, RunningTotal)
    if component.quota:
        charged = working.units[:size]
        np.subtract(units, component.quota, out=charged)
        np.maximum(charged, 0, out=charged)
        units = charged
    if component.converted is not None:
        units = _converted(component.converted, units)
    if total.by_band is None:
        course_amounts(total.courses[0], units, out, working)
    else:
        _bands(total, total.by_band, units, out, working)
    if total.least is not None:
        np.maximum(out, total.least, out=out)
    if total.most is not None:
        np.minimum(out, total.most, out=out)
    if total.zero is not None:
        mask = working.mask[:size]
        np.equal(units, 0, out=mask)
        np.copyto(out, total.zero, where=mask)
    if total.rounding is not None:
        round_figures(out, total.rounding)
    if total.times != 1:
        np.multiply(out, total.times, out=out)


def _bands(
    total: RunningTotal, rounding: WholeRounding, units: Whole, out: Whole, working: Working
) -> None:
    """Write the sum of all bands, each rounded."""
    course = working.course[: len(units)]
    for position, each in enumerate(total.courses):
        band = course if position else out
        course_amounts(each, units, band, working)
        round_figures(band, rounding)
        if position:
            np.add(out, band, out=out)
    np.multiply(out, total.weight, out=out)
