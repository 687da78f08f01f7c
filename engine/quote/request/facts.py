"""Which facts hold for a use: of the request, as changed by its day, of the line, of the event."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.law import Declaration, Located, Path, Source, written_path
from engine.quote.request.request import QuoteRequest, RequestChange
from engine.rules import FactValue

__all__ = [
    "Facts",
    "Level",
    "day_in",
    "declared",
    "facts_for",
    "facts_of_line",
    "levels",
    "named_in",
]


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts that hold for a use, and where each was declared."""

    use: Mapping[str, FactValue]
    """Facts of the use."""
    use_sources: Mapping[str, tuple[Source, ...]]
    """Where they were declared."""
    prices: Mapping[str, str]
    """Facts on which prices depend, and floats chosen."""
    price_sources: Mapping[str, tuple[Source, ...]]
    """Where they were declared."""

    @property
    def told(self) -> tuple[object, ...]:
        """What tells them from other facts."""
        return tuple(sorted(self.use.items())), tuple(sorted(self.prices.items()))


@dataclass(frozen=True, slots=True)
class Level:
    """A place of a request where facts are declared: all of it, a change, a line, an event."""

    path: Path
    """The place."""
    use: Mapping[str, FactValue]
    """The facts of the use declared there."""
    prices: Mapping[str, str]
    """The facts of prices declared there."""


def declared(request: QuoteRequest, located: Located, *path: str | int) -> Declaration:
    """Return the source of what `request` says at `path`."""
    return Declaration(file=located.file, place=written_path(path), who=request.customer.name)


def named_in(
    request: QuoteRequest, located: Located, product: str, scenario: str | None
) -> dict[str, Declaration]:
    """Return where `request` names the operator, a `product`, and the `scenario` of its use."""
    lines = [at for at, line in enumerate(request.lines) if line.product == product]
    of_line = [at for at in lines if scenario and request.lines[at].scenario == scenario]
    places: dict[str, Path] = {"operator": ("operator",), "scenario": ("scenario",)}
    if lines:
        places["product"] = ("lines", lines[0], "product")
    if of_line:
        places["scenario"] = ("lines", of_line[0], "scenario")
    return {name: declared(request, located, *path) for name, path in places.items()}


def day_in(request: QuoteRequest, day: datetime.date) -> Path:
    """Return where `request` asks for `day`: the first line or event that does, else all of it."""
    for position, line in enumerate(request.lines):
        for place, event in enumerate(line.events if day != request.on else ()):
            if event.on == day:
                return ("lines", position, "events", place, "on")
        if line.span is not None and line.span.from_ == day:
            return ("lines", position, "span", "from")
    return ("on",)


def levels(request: QuoteRequest) -> Iterator[Level]:
    """Yield every place of `request` where facts may be declared, the widest first."""
    yield Level((), request.use, request.facts)
    for place, change in enumerate(request.changes):
        yield _of_change(place, change)
    for position, line in enumerate(request.lines):
        path = ("lines", position)
        yield Level(path, line.use, line.facts)
        for place, event in enumerate(line.events):
            yield Level((*path, "events", place), event.use, event.facts)


def facts_for(
    request: QuoteRequest,
    located: Located,
    day: datetime.date,
    line: int | None = None,
    event: int | None = None,
) -> Facts:
    """Return the facts that hold on `day` for the whole request, one `line`, or one `event` of it.

    What is declared of less goes before what is declared of more; a later change before an earlier.
    """
    found = [Level((), request.use, request.facts)]
    changes = [(one.from_, place) for place, one in enumerate(request.changes) if one.from_ <= day]
    found += [_of_change(place, request.changes[place]) for _, place in sorted(changes)]
    if line is not None:
        of_line = request.lines[line]
        found.append(Level(("lines", line), of_line.use, of_line.facts))
        if event is not None:
            of_event = of_line.events[event]
            found.append(Level(("lines", line, "events", event), of_event.use, of_event.facts))
    use: dict[str, FactValue] = {}
    prices: dict[str, str] = {}
    use_sources: dict[str, tuple[Source, ...]] = {}
    price_sources: dict[str, tuple[Source, ...]] = {}
    for level in found:
        use |= level.use
        prices |= level.prices
        for name in level.use:
            use_sources[name] = (declared(request, located, *level.path, "use", name),)
        for name in level.prices:
            price_sources[name] = (declared(request, located, *level.path, "facts", name),)
    return Facts(use, use_sources, prices, price_sources)


def facts_of_line(
    request: QuoteRequest, located: Located, line: int
) -> Iterator[tuple[int | None, Facts]]:
    """Yield the facts that hold for each event of a `line`, by its place, and those on the days of
    a subscription, or of a quantity, with None."""
    said = request.lines[line]
    for place, event in enumerate(said.events):
        yield place, facts_for(request, located, event.on, line, place)
    days = {request.on} if not said.events else set()
    if (span := said.span) is not None:
        changed = (change.from_ for change in request.changes)
        days = {span.from_, *(day for day in changed if span.from_ < day <= span.until)}
    for day in sorted(days):
        yield None, facts_for(request, located, day, line)


def _of_change(place: int, change: RequestChange) -> Level:
    return Level(("changes", place), change.use, change.facts)
