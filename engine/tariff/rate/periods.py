"""Prices by the calendar period: what the days of a subscription cost."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from engine.explain import Step, given, product, quotient, total
from engine.law import Source
from engine.tariff.model.charge import Period, PerPeriod, ProrationRule
from engine.tariff.usage.usage import Span
from engine.text import Text, text

__all__ = ["amount_by_period", "days_covered"]

_YUAN = "yuan"


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Calendar periods of one length, each covered for as many days."""

    periods: int
    days: int
    """Days covered in each."""
    length: int
    """Days that each has."""


def days_covered(span: Span, sources: tuple[Source, ...]) -> Step:
    """Return the number of days of `span`, both ends included."""
    label = text("tariff.days_covered", first=span.first, last=span.last)
    return given(label, Decimal((span.last - span.first).days + 1), "day", sources)


def amount_by_period(
    charge: PerPeriod,
    span: Span,
    counted: Step | None,
    sources: tuple[Source, ...],
    label: Text,
    origin: str,
) -> Step:
    """Return what `charge` makes (yuan) of the days of `span`, times what is `counted`.

    Periods covered whole cost the price each; for parts of one the declared rule is cited.
    """
    price = given(text("tariff.period_price"), charge.price, _YUAN, charge.cites, f"{origin}.price")
    amounts = [_stretch(charge, each, price, sources) for each in _merged(charge.period, span)]
    whole = amounts[0] if len(amounts) == 1 else total(label, amounts, _YUAN)
    if counted is None:
        return whole
    return product(label, [whole, counted], _YUAN)


def _stretch(
    charge: PerPeriod, stretch: _Stretch, price: Step, sources: tuple[Source, ...]
) -> Step:
    number = given(text("tariff.periods"), Decimal(stretch.periods), "1", sources)
    label = text("tariff.periods_of", days=stretch.days, length=stretch.length)
    if stretch.days == stretch.length:
        return product(label, [number, price], _YUAN)
    if charge.proration.rule is ProrationRule.STARTED_WHOLE:
        return product(label, [number, price], _YUAN, charge.proration.cites)
    days = given(text("tariff.period_days"), Decimal(stretch.days), "day", sources)
    length = given(text("tariff.period_length"), Decimal(stretch.length), "day")
    for_days = product(text("tariff.price_times_days"), [number, price, days], "yuan*day")
    return quotient(label, for_days, length, _YUAN, charge.proration.cites)


def _merged(period: Period, span: Span) -> list[_Stretch]:
    """Return the calendar periods that `span` touches, alike ones together."""
    found: dict[tuple[int, int], int] = {}
    for first, following in _calendar(period, span):
        covered_from, covered_to = max(first, span.first), min(following, _after(span.last))
        key = ((covered_to - covered_from).days, (following - first).days)
        found[key] = found.get(key, 0) + 1
    return [_Stretch(number, days, length) for (days, length), number in found.items()]


def _calendar(period: Period, span: Span) -> Iterator[tuple[datetime.date, datetime.date]]:
    """Yield first day and following first day of each calendar period that `span` touches."""
    first = {
        Period.DAY: span.first,
        Period.MONTH: span.first.replace(day=1),
        Period.YEAR: span.first.replace(month=1, day=1),
    }[period]
    while first <= span.last:
        if period is Period.DAY:
            following = _after(first)
        elif period is Period.YEAR or first.month == 12:
            following = first.replace(year=first.year + 1, month=1)
        else:
            following = first.replace(month=first.month + 1)
        yield first, following
        first = following


def _after(day: datetime.date) -> datetime.date:
    return day + datetime.timedelta(days=1)
