"""Use apart by the bills it belongs to: each use at its day, and each amount once."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from engine.law import Fault, Faults, Finding
from engine.tariff.model.bill import BillRule
from engine.tariff.model.charge import Charge, PerPeriod
from engine.tariff.model.document import TariffVersion
from engine.tariff.rate.counting.uses import Uncorrectable
from engine.tariff.usage.keys import bill_of
from engine.tariff.usage.usage import Event, Span, Usage

__all__ = ["BillPart", "held", "parts_by_bill"]

_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class BillPart:
    """A use, or what of it belongs to one bill of every rule."""

    usage: Usage
    """The use, or the part of it."""
    day: datetime.date
    """A day of it: that of the bill."""
    keys: Mapping[str, str]
    """Whom and what it concerns."""
    by_period: bool = True
    """Whether prices for a period are charged for its days."""
    by_use: bool = True
    """Whether all other prices are charged for what is used."""

    days_above: int = 0
    """How many parts of the same days stand above it: what is counted beside them is so once."""

    def makes(self, charge: Charge) -> bool:
        """Whether `charge` is charged for it."""
        return self.by_period if isinstance(charge, PerPeriod) else self.by_use


def parts_by_bill(version: TariffVersion, usages: Sequence[Usage]) -> list[BillPart]:
    """Return `usages` so that all of each belongs to one bill of every rule.

    Dated requests stand apart by their days, in order. Of a subscription the days stand apart from
    what is used beside them, which is of its own day, so that it is charged once.
    """
    running = [rule for rule in version.bill if rule.accumulate is not None]
    return [part for usage in usages for part in _parts(_Bills(version, running, usage), usage)]


@dataclass(frozen=True, slots=True)
class _Bills:
    version: TariffVersion
    running: Sequence[BillRule]
    usage: Usage

    def of(self, day: datetime.date, event: Event | None = None) -> tuple[tuple[str, ...], ...]:
        """Return to which bill of each rule a day, or a request of it, belongs."""
        keys, since = self.usage.all_keys(event), self.usage.contract_since
        return tuple(bill_of(self.version, rule, keys, day, since) for rule in self.running)


def _parts(bills: _Bills, usage: Usage) -> Iterator[BillPart]:
    span = usage.span
    uses = [*_uses(bills, usage)]
    if span is None:
        yield from uses
        return
    days = [*_days(bills, span)] if bills.running else [span]
    used = bool(usage.events or usage.counts or usage.quantity is not None)
    if len(days) == 1 and (not used or _are_of(bills, uses, days[0].first)):
        yield BillPart(usage, span.first, usage.all_keys())
        return
    for above, each in enumerate(days):
        part = replace(usage, span=each)
        yield BillPart(part, each.first, usage.all_keys(), by_use=False, days_above=above)
    for use in uses if used else ():
        own = replace(use.usage, span=None, since=usage.contract_since)
        yield replace(use, usage=own, by_period=False)


def _are_of(bills: _Bills, uses: Sequence[BillPart], day: datetime.date) -> bool:
    """Whether all that is used belongs to the bills of `day`."""
    events = uses[0].usage.events[:1]
    return len(uses) == 1 and bills.of(uses[0].day, *events) == bills.of(day)


def _uses(bills: _Bills, usage: Usage) -> Iterator[BillPart]:
    """Yield what is used, its dated requests by bill; a number is of the day asked for, or of the
    day next to it that is covered."""
    if not usage.events:
        day, span = usage.on, usage.span
        if span is not None:
            day = min(max(day, span.first), span.last)
        yield BillPart(usage, day, usage.all_keys())
        return
    groups: dict[tuple[tuple[str, ...], ...], list[Event]] = {}
    for event in sorted(usage.events, key=lambda event: event.on):
        groups.setdefault(bills.of(event.on, event), []).append(event)
    for place, (first, *others) in enumerate(groups.values()):
        own = usage
        if len(groups) > 1:
            history = () if place else usage.history
            own = replace(usage, events=(first, *others), history=history)
        yield BillPart(own, first.on, usage.all_keys(first))


def _days(bills: _Bills, span: Span) -> Iterator[Span]:
    """Yield the days of a subscription by bill; each part knows the days charged before it."""
    first, day = span.first, span.first
    here = bills.of(first)
    while day <= span.last:
        after = None if day == span.last else bills.of(day + _DAY)
        if after != here:
            before = () if first == span.first else (Span(span.first, first - _DAY),)
            yield replace(
                span,
                first=first,
                last=day,
                since=span.since or span.first,
                charged=(*span.charged, *before),
            )
            first, here = day + _DAY, after or here
        day += _DAY


@contextmanager
def held(parts: Sequence[BillPart], fault: Callable[[Finding], Fault]) -> Iterator[None]:
    """Raise as Faults a correction that cannot be taken back, at the line of its part."""
    try:
        yield
    except Uncorrectable as over:
        found = Finding(parts[over.line].usage.path, over.key, over.values)
        raise Faults([fault(found)]) from over
