"""Prices by the calendar period: what the days of a subscription cost."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import count

from engine.explain import Step, difference, given, product, quotient, same, total
from engine.law import Source
from engine.money.currency import YUAN
from engine.tariff.model.charge import PerPeriod, ProrationRule
from engine.tariff.model.period import Runs, begins, contract_period, period_of, start_of
from engine.tariff.usage.position import Position
from engine.tariff.usage.usage import Span
from engine.text import Text, text

__all__ = [
    "amount_by_period",
    "amounts_by_runs",
    "begins_inside",
    "days_covered",
    "runs_of",
]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Periods of one length, each covered for as many days."""

    periods: int
    days: int
    """Days covered in each."""
    length: int
    """Days that each has."""
    before: Position | None = None
    """What was covered of it before, where that was said."""


def days_covered(span: Span, sources: tuple[Source, ...]) -> Step:
    """Return the number of days of `span`, both ends included."""
    label = text("tariff.rate.days_covered", first=span.first, last=span.last)
    return given(label, Decimal((span.last - span.first).days + 1), "day", sources)


def runs_of(charge: PerPeriod, span: Span) -> Runs:
    """Return from when periods run: as the tariff says, or the request, or by the calendar."""
    return charge.runs.rule if charge.runs is not None else span.runs or Runs.CALENDAR


def amounts_by_runs(charge: PerPeriod, span: Span) -> tuple[Decimal, Decimal] | None:
    """Return what `span` costs (yuan) by the calendar and by the contract, where they differ and
    neither the tariff nor the request says which."""
    if charge.runs is not None or span.runs is not None:
        return None
    by_calendar, by_contract = (
        amount_by_period(charge, replace(span, runs=runs), None, (), Text(zh="", en=""), "").number
        for runs in Runs
    )
    return None if by_calendar == by_contract else (by_calendar, by_contract)


def begins_inside(charge: PerPeriod, span: Span) -> bool:
    """Whether `span` begins within a period that counts whole once it is started."""
    first, _ = next(_periods(charge, span))
    return charge.proration.rule is ProrationRule.STARTED_WHOLE and first < span.first


def amount_by_period(
    charge: PerPeriod,
    span: Span,
    counted: Step | None,
    sources: tuple[Source, ...],
    label: Text,
    origin: str,
    positions: Sequence[Position] = (),
) -> Step:
    """Return what `charge` makes (yuan) of the days of `span`, times what is `counted`.

    Periods covered whole cost the price each; for parts of one the declared rule is cited. Where
    `positions` say that days of a period were covered before, its days cost what they add.
    """
    price = given(
        text("tariff.rate.period_price"), charge.price, YUAN, charge.cites, f"{origin}.price"
    )
    amounts = [
        _beyond(charge, each, price, sources, counted) for each in _merged(charge, span, positions)
    ]
    whole = amounts[0] if len(amounts) == 1 else total(label, amounts, YUAN)
    if charge.runs is not None and len(amounts) > 1:
        return same(label, whole, cites=charge.runs.cites)
    return whole


def _beyond(
    charge: PerPeriod,
    stretch: _Stretch,
    price: Step,
    sources: tuple[Source, ...],
    counted: Step | None,
) -> Step:
    before = stretch.before
    if before is None:
        return _counted(_stretch(charge, stretch, price, sources), counted)
    covered = int(before.used.get("day", Decimal(0)))
    so_far = replace(stretch, days=min(stretch.days + covered, stretch.length))
    now = _counted(_stretch(charge, so_far, price, (*sources, *before.sources)), counted)
    if before.charged is not None:
        label = text("tariff.rate.charged_before")
        earlier = given(label, before.charged, YUAN, before.sources)
    elif covered:
        days = replace(stretch, days=min(covered, stretch.length))
        earlier = _counted(_stretch(charge, days, price, before.sources), counted)
    else:
        return now
    return difference(text("tariff.rate.increment"), [now, earlier], YUAN)


def _counted(amount: Step, counted: Step | None) -> Step:
    return amount if counted is None else product(amount.label, [amount, counted], YUAN)


def _stretch(
    charge: PerPeriod, stretch: _Stretch, price: Step, sources: tuple[Source, ...]
) -> Step:
    number = given(text("tariff.rate.periods"), Decimal(stretch.periods), "1", sources)
    label = text("tariff.rate.periods_of", days=stretch.days, length=stretch.length)
    if stretch.days == stretch.length:
        return product(label, [number, price], YUAN)
    if charge.proration.rule is ProrationRule.STARTED_WHOLE:
        return product(label, [number, price], YUAN, charge.proration.cites)
    days = given(text("tariff.rate.period_days"), Decimal(stretch.days), "day", sources)
    length = given(text("tariff.rate.period_length"), Decimal(stretch.length), "day")
    for_days = product(text("tariff.rate.price_times_days"), [number, price, days], "yuan*day")
    return quotient(label, for_days, length, YUAN, charge.proration.cites)


def _merged(charge: PerPeriod, span: Span, positions: Sequence[Position]) -> list[_Stretch]:
    """Return the periods that `span` touches, alike ones together, those begun before apart."""
    found: dict[tuple[int, int], int] = {}
    apart: list[_Stretch] = []
    for first, following in _periods(charge, span):
        covered_from, covered_to = max(first, span.first), min(following, _after(span.last))
        days, length = (covered_to - covered_from).days, (following - first).days
        names = (period_of(first, charge.period), contract_period(first, following))
        said = next((one for one in positions if one.period in names), None)
        before = _with_days(said, _days_within(span.charged, first, following))
        if before is None:
            found[days, length] = found.get((days, length), 0) + 1
        else:
            apart.append(_Stretch(1, days, length, before))
    return [*(_Stretch(number, *key) for key, number in found.items()), *apart]


def _days_within(stretches: Sequence[Span], first: datetime.date, following: datetime.date) -> int:
    """Return how many days of `stretches` lie from `first` to the day before `following`."""
    covered = (min(following, _after(one.last)) - max(first, one.first) for one in stretches)
    return sum(max(0, each.days) for each in covered)


def _with_days(said: Position | None, days: int) -> Position | None:
    """Return what was covered of a period: what was `said`, and `days` more that this request
    charged, by prices of their own."""
    if days == 0:
        return said
    known = said or Position("")
    return replace(known, used={"day": known.used.get("day", Decimal(0)) + days}, charged=None)


def _periods(charge: PerPeriod, span: Span) -> Iterator[tuple[datetime.date, datetime.date]]:
    """Yield first day and following first day of each period that `span` touches."""
    if runs_of(charge, span) is Runs.CONTRACT:
        start = span.since or span.first
    else:
        start = start_of(span.first, charge.period)
    for number in count():
        first, following = (begins(start, charge.period, place) for place in (number, number + 1))
        if first > span.last:
            return
        if following > span.first:
            yield first, following


def _after(day: datetime.date) -> datetime.date:
    return day + datetime.timedelta(days=1)
