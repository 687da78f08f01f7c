"""The uses of a request by spells: days on which the same law prices them on the same facts."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from engine.law import Located
from engine.quote.answer.days.turns import Turns
from engine.quote.request.facts import Facts, facts_for
from engine.quote.request.request import QuoteRequest
from engine.tariff import Span, TariffVersion, Usage, counted_with, facts_asked

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


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line of a request, or the part of it of one day or of days on which nothing turns."""

    line: int
    first: datetime.date
    last: datetime.date
    facts: Facts
    reads: Mapping[str, str | None]
    """The facts on which the prices of its product depend; None for one that is not said."""
    standing: object
    """What decides it, and the version that prices it; equal for pieces of one spell."""
    usage: Usage

    @property
    def alike(self) -> tuple[object, ...]:
        """What decides and prices it."""
        return self.standing, self.reads


@dataclass(slots=True)
class _Begun:
    """A spell, as far as its pieces are known."""

    pieces: list[_Piece] = field(default_factory=list)
    reads: dict[str, str | None] = field(default_factory=dict)
    products: set[str] = field(default_factory=set)

    def takes(self, piece: _Piece) -> bool:
        """Whether `piece` is decided and priced like those that it has."""
        alike = all(self.reads.get(name, said) == said for name, said in piece.reads.items())
        return self.pieces[0].standing == piece.standing and alike

    def add(self, piece: _Piece) -> None:
        """Add a piece that it takes."""
        self.pieces.append(piece)
        self.reads |= piece.reads
        self.products.add(piece.usage.product)


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
    pieces.sort(key=cutter.order)
    begun: list[_Begun] = []
    for piece in pieces:
        joined = cutter.joined(piece, begun)
        if joined is None:
            joined = _Begun()
            begun.append(joined)
        joined.add(piece)
    if len(begun) == 1:
        return (_spell(turns, pieces, usages, {}),)
    known: dict[str, Facts] = {}
    return tuple(_spell(turns, one.pieces, _parts(one.pieces), known) for one in begun)


def _spell(
    turns: Turns, pieces: Sequence[_Piece], usages: Iterable[Usage], known: dict[str, Facts]
) -> Spell:
    """Return `pieces` as a spell. Each fact is as the uses have it whose prices depend on it: those
    of now or else, of products that count with them, those `known` of earlier spells."""
    first = pieces[0].first
    last = max(piece.last for piece in pieces)
    now = {name: piece.facts for piece in reversed(pieces) for name in piece.reads}
    known |= now
    facts = pieces[0].facts
    prices, sources = dict(facts.prices), dict(facts.price_sources)
    for name, of_it in known.items():
        prices.pop(name, None)
        if name in of_it.prices:
            prices[name], sources[name] = of_it.prices[name], of_it.price_sources[name]
    facts = replace(facts, prices=prices, price_sources=sources)
    return Spell(first, last, turns.version(first), facts, tuple(usages))


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
    _counted: dict[tuple[datetime.date | None, str], set[str]] = field(default_factory=dict)

    def order(self, piece: _Piece) -> tuple[object, ...]:
        """Return by what pieces follow one another, whatever the order of the lines: the uses of a
        day as the tariff lists their products, and of one product by the facts that its prices
        depend on; corrections last."""
        version, product = self.turns.version(piece.first), piece.usage.product
        listed = () if version is None else tuple(one.id for one in version.products)
        place = listed.index(product) if product in listed else len(listed)
        corrects = piece.usage.correction is not None
        read = sorted((name, value or "") for name, value in piece.reads.items())
        use, _ = piece.facts.told
        return (piece.first, corrects, place, product, read, str(use))

    def joined(self, piece: _Piece, begun: Sequence[_Begun]) -> _Begun | None:
        """Return the spell that `piece` is of: the last, or one before it where what lies between
        is of the same day and does not count with it; None where it begins another."""
        for spell in reversed(begun):
            if spell.takes(piece):
                return spell
            if spell.pieces[0].first != piece.first or self._beside(piece) & spell.products:
                return None
        return None

    def _beside(self, piece: _Piece) -> set[str]:
        """Return the product of `piece` and those that count with it."""
        version, product = self.turns.version(piece.first), piece.usage.product
        which = (None if version is None else version.from_.start, product)
        if which not in self._counted:
            others = () if version is None else counted_with(version, (product,))
            self._counted[which] = {product, *others}
        return self._counted[which]

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
                span=replace(span, first=first, last=last, since=usage.contract_since),
                events=events,
                quantity=Decimal(0) if usage.events and not events else usage.quantity,
            )
            piece = self._piece(line, part, first, last)
            if found and found[-1].alike == piece.alike:
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
        use, _ = facts.told
        version = self.turns.version(first)
        priced = None if version is None else version.product(usage.product)
        names = () if version is None or priced is None else facts_asked(version, priced)
        reads = {name: facts.prices.get(name) for name in names}
        standing = (self.turns.standing(first) if self.dated else None, use)
        return _Piece(line, first, last, facts, reads, standing, usage)
