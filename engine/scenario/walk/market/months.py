"""A year of one customer by a price list: a request a month, after those before it (逐月计费)."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from engine.law import Fault, Faults, Finding, Source
from engine.scenario.walk.market.bills import Month
from engine.tariff import (
    BillLine,
    BillRule,
    Event,
    Period,
    Position,
    Rating,
    Settled,
    TariffDocument,
    TariffVersion,
    Usage,
    counting_rules,
    days_in,
    period_of,
    rate,
)

__all__ = ["Customer"]

_MONTHS = 12
_SHORT = (Period.DAY, Period.MONTH)
"""Periods that end with a month at the latest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """One who is billed for a product by a price list."""

    document: TariffDocument
    version: TariffVersion
    """The version that is read, taken to hold whatever the year."""
    product: str
    facts: Mapping[str, str]
    sources: Mapping[str, Sequence[Source]]
    keys: Mapping[str, str]
    """Who asks, and for what."""
    located: Callable[[Finding], Fault]
    unpriced: Callable[[Rating], Iterable[Fault]]
    """What keeps a rating without a total from having one."""

    def months(self, units: Sequence[int], year: int) -> tuple[Month, ...]:
        """Return the bills of the months in which something is asked for, of the `units` of each.

        Raises Faults where the list cannot price a bare number of units.
        """
        days = [datetime.date(year, month, 1) for month in range(1, _MONTHS + 1)]
        asked = [(day, Decimal(each)) for day, each in zip(days, units, strict=True) if each]
        apart = not self._goes_on
        found: list[Month] = []
        billed: list[BillLine] = []
        alike: dict[Decimal, Month] = {}
        for at, (day, quantity) in enumerate(asked):
            if apart and quantity in alike:  # whichever month it is
                found.append(alike[quantity])
                continue
            rating = self._rated(day, quantity, [] if apart else asked[:at], billed)
            assert rating.total is not None
            billed += [line for line in rating.bill if line.rule.accumulate is not None]
            found.append(Month(quantity, rating.total))
            alike[quantity] = found[-1]
        return tuple(found)

    @property
    def _rules(self) -> list[BillRule]:
        """The rules over whole bills that run over a period and sum the product's lines."""
        return [
            rule
            for rule in self.version.bill
            if rule.accumulate is not None and rule.covers(self.product)
        ]

    @property
    def _goes_on(self) -> bool:
        """Whether what a month costs can depend on the months before, or on which it is."""
        priced = self.version.product(self.product)
        counted = [] if priced is None else [one.over.within for one in counting_rules(priced)]
        summed = [rule.accumulate for rule in self._rules if rule.accumulate is not None]
        return any(one.period not in _SHORT for one in (*counted, *summed))

    def _rated(
        self,
        day: datetime.date,
        quantity: Decimal,
        before: Sequence[tuple[datetime.date, Decimal]],
        billed: Sequence[BillLine],
    ) -> Rating:
        usage = Usage(self.product, day, quantity, keys=self.keys)
        if before:
            events = [Event(on, {}, units) for on, units in (*before, (day, quantity))]
            *history, now = events
            usage = Usage(self.product, day, events=(now,), history=(*history,), keys=self.keys)
        document, version = self._held(day.year)
        rating = rate(
            document,
            version,
            [usage],
            self.facts,
            self.sources,
            [*self._closed_with(day)],
            self.located,
            billed,
        )
        modified = any(line.modifier for line in rating.lines)
        if rating.missing or rating.unsaid or rating.total is None or modified:
            raise Faults(self.unpriced(rating))
        return rating

    def _held(self, year: int) -> tuple[TariffDocument, TariffVersion]:
        """Return the document with its version as if it were in force all the year."""
        first, last = datetime.date(year, 1, 1), datetime.date(year, _MONTHS, 31)
        from_ = self.version.from_.model_copy(update={"day": first})
        version = self.version.model_copy(update={"from_": from_, "until": last})
        return self.document.model_copy(update={"versions": (version,)}), version

    def _closed_with(self, day: datetime.date) -> Iterator[Position]:
        """Yield the bills whose period ends with the month of `day`, where that settles them."""
        keys = {"product": self.product, **self.keys}
        for rule in self._rules:
            over = rule.accumulate
            assert over is not None
            ends = over.period is not Period.EVER and day.month % (over.period.months or 1) == 0
            if ends and rule.settled is Settled.AT_PERIOD_END:
                written = period_of(day, over.period)
                of = {name: keys.get(name, "") for name in over.key}
                covered = {"day": Decimal(days_in(written))}
                yield Position("", None, of, written, covered, bill=rule.id, closes=True)
