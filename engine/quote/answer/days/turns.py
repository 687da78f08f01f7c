"""The days on which what a request rests on may turn: versions, registrations, authorisations."""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from engine.catalogue import Authorisations, Products, Registration
from engine.law import Document, Faults, Located, Shelf
from engine.quote.request.facts import named_in
from engine.quote.request.misfits import InForce
from engine.quote.request.request import QuoteRequest
from engine.quote.request.usage import Pair
from engine.tariff import TariffDocument, TariffVersion, Usage
from engine.use import StandsUnder, registered_facts

__all__ = ["Turns"]


@dataclass(frozen=True)
class Turns:
    """What a request rests on, followed through the days."""

    shelf: Shelf
    document: TariffDocument
    request: QuoteRequest
    located: Located
    """Where the request was read from."""
    rules: StandsUnder | None
    """The documents that decide the use; None where there are none."""
    pairs: Sequence[Pair]
    """What is asked for."""
    _known: dict[int, object] = field(default_factory=dict, compare=False)

    @cached_property
    def days(self) -> tuple[datetime.date, ...]:
        """The first days of what begins, and the days after the last of what ends, in order."""
        found = {day for document in self._documents() for day in _of_versions(document)}
        return tuple(sorted(found | {*self._of_registers()}))

    def between(self, first: datetime.date, last: datetime.date | None) -> Iterator[datetime.date]:
        """Yield the turns after `first` up to `last`, in order; without `last` all of them."""
        for day in self.days[bisect_right(self.days, first) :]:
            if last is not None and day > last:
                return
            yield day

    def version(self, day: datetime.date) -> TariffVersion | None:
        """Return the version of the tariff that is in force on `day`, or None."""
        return self.document.in_force(day)

    def in_force(self, usages: Sequence[Usage]) -> tuple[InForce, ...]:
        """Return the versions of the tariff that have days of `usages`, each with what is used on
        them."""
        found: dict[datetime.date, list[tuple[Usage, tuple[int, ...]]]] = {}
        versions: dict[datetime.date, TariffVersion] = {}
        for usage in usages:
            of_day = [self.version(event.on) for event in usage.events]
            for version in self._versions_of(usage):
                since = version.from_.start
                places = tuple(n for n, one in enumerate(of_day) if one is version)
                events = tuple(usage.events[place] for place in places)
                versions[since] = version
                part = replace(usage, events=events) if events else usage
                found.setdefault(since, []).append((part, places or tuple(range(len(of_day)))))
        return tuple(
            InForce(versions[since], *zip(*found[since], strict=True)) for since in sorted(found)
        )

    def _versions_of(self, usage: Usage) -> Iterator[TariffVersion]:
        """Yield the versions of the tariff that are in force on days of `usage`."""
        span, days = usage.span, {event.on for event in usage.events}
        if span is not None:
            days |= {span.first, *self.between(span.first, span.last)}
        found = (self.version(day) for day in sorted(days or {usage.on}))
        yield from {each.from_.start: each for each in found if each is not None}.values()

    def standing(self, day: datetime.date) -> object:
        """Return what decides and prices a use on `day`: where it is equal, days are alike.

        A day on which something is not in force, or not registered, is like no other.
        """
        since = bisect_right(self.days, day)
        if since not in self._known:
            version = self.version(day)
            try:
                decided_by = self.decided_by(day, self.pairs)
            except Faults:
                decided_by = day
            self._known[since] = (None if version is None else version.from_.start, decided_by)
        return self._known[since]

    def decided_by(self, day: datetime.date, pairs: Iterable[Pair]) -> object:
        """Return what decides, on `day`, whether uses of `pairs` are to be paid for.

        Raises Faults where a document is not in force or an id is in no register on that day.
        """
        rules = self.rules
        if rules is None:
            return None
        named = (rules.gate, rules.use, rules.conditions)
        versions = tuple(
            self.shelf.read(name, Document).in_force_on(day).from_.start for name in named
        )
        return versions, tuple(
            tuple(
                registered_facts(
                    self.shelf,
                    rules,
                    day,
                    product if rules.products is not None else None,
                    self.request.operator if rules.authorisations is not None else None,
                    scenario,
                    named_in(self.request, self.located, product, scenario),
                ).facts.items()
            )
            for product, scenario in pairs
        )

    def _documents(self) -> Iterator[Document[Any]]:
        yield self.document
        for name in self.document.stands_under.values():
            yield self.shelf.read(name, Document)

    def _of_registers(self) -> Iterator[datetime.date]:
        under: Mapping[str, str] = self.document.stands_under
        asked = {product for product, _ in self.pairs}
        if "products" in under:
            for version in self.shelf.read(under["products"], Products).versions:
                for entry in version.products:
                    if entry.id in asked:
                        yield from _of_registration(entry.registration)
                        yield from _of_registration(entry.resource_registration)
        if "authorisations" in under:
            for given in self.shelf.read(under["authorisations"], Authorisations).versions:
                for one in given.authorisations:
                    if one.operator.id == self.request.operator:
                        yield one.from_
                        yield from _day_after(one.until)


def _of_versions(document: Document[Any]) -> Iterator[datetime.date]:
    for version in document.versions:
        yield version.from_.start
        yield from _day_after(version.until)


def _of_registration(registration: Registration | None) -> Iterator[datetime.date]:
    if registration is not None:
        yield registration.from_
        yield from _day_after(registration.until)


def _day_after(last: datetime.date | None) -> Iterator[datetime.date]:
    if last is not None and last < datetime.date.max:
        yield last + datetime.timedelta(days=1)
