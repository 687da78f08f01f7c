"""The uses of a request by spells: days on which the same law prices them on the same facts."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from engine.law import Located
from engine.quote.answer.days.turns import Turns
from engine.quote.request.facts import Facts, facts_for
from engine.quote.request.request import QuoteRequest
from engine.tariff import Span, TariffVersion, Usage, facts_asked

__all__ = ["Spell", "spells_of"]

_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Spell:
    """Uses that the same law decides and prices, on the same facts."""

    first: datetime.date
    """The first day of its uses: the law of that day is used."""
    last: datetime.date
    """The last day of its uses."""
    version: TariffVersion | None
    """The tariff in force; None where none is."""
    facts: Facts
    """The facts that hold."""
    usages: tuple[Usage, ...]
    """What is used, each a line of the request or the part of it that falls here."""

    @property
    def days(self) -> set[datetime.date]:
        """The days of its uses; of a subscription the first."""
        return {self.first} | {event.on for usage in self.usages for event in usage.events}

    def prices(self, usage: Usage) -> bool:
        """Return whether the tariff in force has a price for the product of `usage`."""
        return self.version is not None and self.version.product(usage.product) is not None

    @property
    def prices_all(self) -> bool:
        """Whether it has a price for every product asked for."""
        return all(self.prices(usage) for usage in self.usages)

    def facts_asked(self) -> set[str]:
        """Return the facts of the prices of all its uses."""
        if self.version is None:
            return set()
        products = (self.version.product(usage.product) for usage in self.usages)
        priced = (product for product in products if product is not None)
        return {name for product in priced for name in facts_asked(self.version, product)}


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line of a request, or the part of it of one day or of days on which nothing turns."""

    line: int
    first: datetime.date
    last: datetime.date
    facts: Facts
    standing: object
    """What decides and prices it; equal for pieces of one spell."""
    usage: Usage


def spells_of(
    request: QuoteRequest, located: Located, usages: Sequence[Usage], turns: Turns
) -> tuple[Spell, ...]:
    """Return the uses that `request` asks for, in the order of their days.

    A quantity is used on the day asked for; a dated request and a day of a subscription is of its
    own day.
    """
    days = {event.on for usage in usages for event in usage.events}
    dated = bool(days - {request.on}) or any(usage.span is not None for usage in usages)
    cutter = _Cutter(request, located, turns, dated)
    pieces = [piece for line, usage in enumerate(usages) for piece in cutter.pieces(line, usage)]
    # Of one day they go by their facts, whatever the order of the lines.
    pieces.sort(key=lambda piece: (piece.first, str(piece.facts.told)))
    spells: list[list[_Piece]] = []
    for piece in pieces:
        if not spells or spells[-1][0].standing != piece.standing:
            spells.append([])
        spells[-1].append(piece)
    if len(spells) == 1:
        return (_spell(turns, pieces, usages),)
    return tuple(_spell(turns, members, _parts(members)) for members in spells)


def _spell(turns: Turns, pieces: Sequence[_Piece], usages: Iterable[Usage]) -> Spell:
    first = pieces[0].first
    last = max(piece.last for piece in pieces)
    return Spell(first, last, turns.version(first), pieces[0].facts, tuple(usages))


def _parts(pieces: Sequence[_Piece]) -> Iterator[Usage]:
    """Yield what falls into one spell, a usage for each line of the request."""
    of_line: dict[int, list[_Piece]] = {}
    for piece in pieces:
        of_line.setdefault(piece.line, []).append(piece)
    for line in sorted(of_line):
        yield _rejoined(of_line[line])


def _rejoined(pieces: Sequence[_Piece]) -> Usage:
    """Return the pieces of a line that fall into one spell as one usage."""
    usage = pieces[0].usage
    events = tuple(event for piece in pieces for event in piece.usage.events)
    spans = [piece.usage.span for piece in pieces if piece.usage.span is not None]
    if spans:
        usage = replace(usage, span=replace(spans[0], last=spans[-1].last))
    return replace(usage, events=events)


@dataclass(frozen=True)
class _Cutter:
    request: QuoteRequest
    located: Located
    turns: Turns
    dated: bool
    """Whether there are uses of other days than the one asked for."""

    def pieces(self, line: int, usage: Usage) -> Iterator[_Piece]:
        """Yield the pieces of a line, each of days and facts on which nothing turns."""
        if usage.span is not None and usage.span.first <= usage.span.last:
            yield from self._of_span(line, usage, usage.span)
        elif usage.events:
            for place, event in enumerate(usage.events):
                yield self._piece(line, replace(usage, events=(event,)), event.on, event.on, place)
        else:
            yield self._piece(line, usage, usage.on, usage.on)

    def _of_span(self, line: int, usage: Usage, span: Span) -> Iterator[_Piece]:
        """Yield the parts of a subscription; adjoining ones that are alike are one."""
        found: list[_Piece] = []
        for first, last in self._stretches(span):
            events = tuple(event for event in usage.events if first <= event.on <= last)
            part = replace(
                usage,
                span=replace(span, first=first, last=last, since=span.since or span.first),
                events=events,
                quantity=Decimal(0) if usage.events and not events else usage.quantity,
            )
            piece = self._piece(line, part, first, last)
            if found and found[-1].standing == piece.standing:
                before = found.pop()
                piece = replace(before, last=last, usage=_rejoined([before, piece]))
            found.append(piece)
        yield from found

    def _stretches(self, span: Span) -> Iterator[tuple[datetime.date, datetime.date]]:
        changed = {one.from_ for one in self.request.changes if span.first < one.from_ <= span.last}
        cuts = sorted({*self.turns.between(span.first, span.last), *changed})
        firsts = [span.first, *cuts]
        lasts = [*(day - _DAY for day in cuts), span.last]
        yield from zip(firsts, lasts, strict=True)

    def _piece(
        self,
        line: int,
        usage: Usage,
        first: datetime.date,
        last: datetime.date,
        event: int | None = None,
    ) -> _Piece:
        facts = facts_for(self.request, self.located, first, line, event)
        standing = (self.turns.standing(first) if self.dated else None, facts.told)
        return _Piece(line, first, last, facts, standing, usage)
