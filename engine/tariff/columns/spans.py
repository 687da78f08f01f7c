"""What days of subscriptions cost, one span a row; imported by the array reader only, for numpy."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.tariff.columns.course_amounts import Whole, round_to_units
from engine.tariff.columns.plan.whole import FITS, ByPeriod, ColumnPlan, ComponentPlan
from engine.tariff.model.period import Period, Runs, Within

__all__ = ["Days", "Spans", "amounts_by_period"]

Days = NDArray[np.datetime64]
"""Days of the calendar, in numpy's unit D."""

_EARLIEST, _LATEST = (np.datetime64(day, "D") for day in (datetime.date.min, datetime.date.max))
_DAY, _MONTH = np.timedelta64(1, "D"), np.timedelta64(1, "M")


@dataclass(frozen=True, slots=True)
class Spans:
    """The days of subscriptions, none charged before: each row one, both ends included."""

    first: Days
    """First days."""
    last: Days
    """Last days, none before its first."""
    runs: Runs | None = None
    """From when periods run, where the tariff does not say; not said here either: the calendar."""
    since: Days | None = None
    """First days of the contracts, none after its first day here; without it, the first days."""

    @property
    def columns(self) -> dict[str, Days]:
        """The columns that are given, by name."""
        given = {"first": self.first, "last": self.last, "since": self.since}
        return {name: days for name, days in given.items() if days is not None}

    @property
    def in_order(self) -> bool:
        """Whether all are days of the calendar, the last of a row not before its first, and the
        first not before its contract's."""
        earliest = self.first if self.since is None else self.since
        inside = (earliest >= _EARLIEST) & (earliest <= self.first)
        return bool((inside & (self.first <= self.last) & (self.last <= _LATEST)).all())

    def lie_within(self, first: datetime.date, last: datetime.date | None) -> bool:
        """Whether all days are from `first` on, and none after `last`."""
        begun = (self.first >= np.datetime64(first, "D")).all()
        return bool(begun and (last is None or (self.last <= np.datetime64(last, "D")).all()))

    def each_in_one(self, over: Within) -> bool:
        """Whether the days of each row lie in one period of a rule."""
        if over.period is Period.EVER:
            return True
        if over.period is Period.DAY:
            return bool((self.first == self.last).all())
        months = over.period.months
        start = _start(self, months, over.by_contract)
        head, tail = (_number(months, start, day) for day in (self.first, self.last))
        return bool((head == tail).all())

    def take(self, rows: slice | NDArray[np.intp]) -> Spans:
        """Return some of the rows."""
        since = None if self.since is None else self.since[rows]
        return Spans(self.first[rows], self.last[rows], self.runs, since)


def amounts_by_period(
    plan: ColumnPlan,
    component: ComponentPlan,
    price: ByPeriod,
    spans: Spans | None,
    counted: Whole | None,
) -> Whole:
    """Return what each span costs (micro-yuan), times what is `counted`, none below 0.

    Raises Faults where there are no spans, for days on which the version is not in force, for an
    amount that is no whole number of micro-yuan where rows are not rounded, and for one beyond 64
    bits.
    """
    if spans is None:
        raise plan.fault(component, "tariff.columns.column_missing", unit="spans")
    first, last = plan.days
    if not spans.lie_within(first, last):
        values = {"first": first, "last": last or "–"}
        raise plan.fault(component, "tariff.columns.days_outside", **values)
    parts, whole = _in_parts(price, spans)
    size = 1 if counted is None else int(counted.max(initial=0))
    most = int(parts.max(initial=0)) * size * price.times
    least = price.under * int(whole.max(initial=1))
    if max(most, least) >= FITS // 2:
        raise plan.fault(component, "tariff.columns.too_long")
    figures, units = parts * price.times, whole * price.under
    if counted is not None:
        figures = figures * counted
    if price.rounding is None:
        if (figures % units).any():
            raise plan.fault(component, "tariff.columns.too_fine")
        return figures // units
    round_to_units(figures, units, price.rounding.mode)
    if int(figures.max(initial=0)) * price.rounding.unit >= FITS:
        raise plan.fault(component, "tariff.columns.too_long")
    return figures * price.rounding.unit


def _in_parts(price: ByPeriod, spans: Spans) -> tuple[Whole, Whole]:
    """Return how many parts of a period each span covers, and how many make a whole one."""
    if price.months == 0:
        days = _count(spans.last - spans.first, _DAY) + 1
        return days, np.ones_like(days)
    months = price.months
    start = _start(spans, months, (price.runs or spans.runs) is Runs.CONTRACT)
    head, tail = (_number(months, start, day) for day in (spans.first, spans.last))
    if price.started_whole:
        return tail - head + 1, np.ones_like(head)
    after = spans.last + _DAY
    head_first, head_after = (_begins(months, start, head + more) for more in (0, 1))
    tail_first, tail_after = (_begins(months, start, tail + more) for more in (0, 1))
    of_head, of_tail = (
        _count(end - begin, _DAY)
        for begin, end in ((head_first, head_after), (tail_first, tail_after))
    )
    in_head = _count(np.minimum(head_after, after) - spans.first, _DAY)
    in_tail = np.where(head == tail, 0, _count(after - tail_first, _DAY))
    between = np.maximum(tail - head - 1, 0)
    whole = np.lcm(of_head, of_tail)
    return between * whole + in_head * (whole // of_head) + in_tail * (whole // of_tail), whole


def _start(spans: Spans, months: int, by_contract: bool) -> Days:
    """Return the first days of periods from which those of each row are counted."""
    if by_contract:
        return spans.first if spans.since is None else spans.since
    start = _month(spans.first).astype(np.int64) // months * months
    return start.astype("M8[M]").astype("M8[D]")


def _number(months: int, start: Days, day: Days) -> Whole:
    """Return how many periods after the one that begins on `start` the one around `day` is."""
    number = _count(_month(day) - _month(start), _MONTH) // months
    # In the month in which a period begins, days before it still belong to the one before.
    return number - (_begins(months, start, number) > day)


def _begins(months: int, start: Days, number: Whole) -> Days:
    """Return first days of periods, as `engine.tariff.model.period.begins` does."""
    month = _month(start) + (number * months).astype("m8[M]")
    first, following = month.astype("M8[D]"), (month + _MONTH).astype("M8[D]")
    days: Days = np.minimum(first + (start - _month(start).astype("M8[D]")), following)
    return days


def _month(day: Days) -> NDArray[np.datetime64]:
    return day.astype("M8[M]")


def _count(length: NDArray[np.timedelta64], unit: np.timedelta64) -> Whole:
    return np.asarray(length // unit, dtype=np.int64)
