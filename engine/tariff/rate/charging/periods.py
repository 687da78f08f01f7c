"""Prices by the calendar period: what the days of a subscription cost."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import count

from engine.explain import Step, given, product, quotient, same, total
from engine.law import Source
from engine.money.currency import YUAN
from engine.tariff.model.charge import PerPeriod, ProrationRule
from engine.tariff.model.period import Runs, begins, contract_period, period_of, start_of
from engine.tariff.usage.position import Position
from engine.tariff.usage.usage import Span
from engine.text import Text, text

__all__ = [
    "ByPeriod",
    "amount_by_period",
    "amounts_by_runs",
    "begins_inside",
    "days_covered",
    "runs_of",
]


@dataclass(frozen=True, slots=True)
class ByPeriod:
    """What the periods that days touch cost (yuan), before class, float, discounts and rounding."""

    now: Step
    """All that is covered of them, days before included."""
    earlier: Step | None
    """The days before, where it was not said what was charged for them."""
    charged: tuple[Step, ...]
    """What was charged for days before, where it was said."""
    said: tuple[tuple[Position, Step], ...] = ()
    """Who said it, each with what those days cost."""


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
    ends = [
        amount_by_period(charge, replace(span, runs=runs), None, (), Text(zh="", en=""), "")
        for runs in Runs
    ]
    by_calendar, by_contract = (
        each.now.number - (Decimal(0) if each.earlier is None else each.earlier.number)
        for each in ends
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
) -> ByPeriod:
    """Return what `charge` makes of the days of `span`, times what is `counted`.

    Periods covered whole cost the price each; for parts of one the declared rule is cited. Of a
    period of which `positions` say that days were covered before, it is what all its days cost,
    and what those before did.
    """
    price = given(
        text("tariff.rate.period_price"), charge.price, YUAN, charge.cites, f"{origin}.price"
    )

    def costs(stretch: _Stretch, sources: tuple[Source, ...]) -> Step:
        amount = _stretch(charge, stretch, price, sources)
        return amount if counted is None else product(amount.label, [amount, counted], YUAN)

    now: list[Step] = []
    earlier: list[Step] = []
    charged: list[Step] = []
    who: list[tuple[Position, Step]] = []
    for each in _merged(charge, span, positions):
        said = each.before
        if said is None:
            now.append(costs(each, sources))
            continue
        covered = int(said.used.get("day", Decimal(0)))
        so_far = replace(each, days=min(each.days + covered, each.length))
        now.append(costs(so_far, (*sources, *said.sources)))
        before = costs(replace(each, days=min(covered, each.length)), said.sources)
        if said.charged is not None:
            name = text("tariff.rate.charged_before")
            charged.append(given(name, said.charged, YUAN, said.sources))
            who.append((said, before))
        elif covered:
            earlier.append(before)
    own = _sum_of(charge, label, earlier) if earlier else None
    return ByPeriod(_sum_of(charge, label, now), own, tuple(charged), tuple(who))


def _sum_of(charge: PerPeriod, label: Text, amounts: Sequence[Step]) -> Step:
    if len(amounts) == 1:
        return amounts[0]
    whole = total(label, amounts, YUAN)
    return whole if charge.runs is None else same(label, whole, cites=charge.runs.cites)


def _stretch(
    charge: PerPeriod, stretch: _Stretch, price: Step, sources: tuple[Source, ...]
) -> Step:
    number = given(text("tariff.rate.periods"), Decimal(stretch.periods), "1", sources)
    label = text("tariff.rate.periods_of", days=stretch.days, length=stretch.length)
    if stretch.days == stretch.length:
        return product(label, [number, price], YUAN)
    if stretch.days and charge.proration.rule is ProrationRule.STARTED_WHOLE:
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
