"""Circles: lines that are made from themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.method.formula.names import Names
from engine.method.formula.reach import entries
from engine.method.model.document import YEAR, Line

__all__ = ["circles"]

Edges = Mapping[str, tuple[str, ...]]


def circles(names: Names) -> Iterator[tuple[str, ...]]:
    """Yield each line that is made from itself, with the lines on the way, the first repeated.

    Last year's figure of a year's line is another figure, unless the way leads through a figure
    of the whole cycle.
    """
    now: dict[str, tuple[str, ...]] = {}
    ever: dict[str, tuple[str, ...]] = {}
    for line in names.lines.values():
        found = [
            (entry.id, before)
            for formula in line.formulas().values()
            for entry, before in entries(formula, line.scope, names)
            if isinstance(entry, Line)
        ]
        now[line.id] = tuple(dict.fromkeys(name for name, before in found if not before))
        ever[line.id] = tuple(dict.fromkeys(name for name, _ in found))
    reported: set[frozenset[str]] = set()
    for line in names.lines.values():
        way = _way_back(line.id, now) or (_way_back(line.id, ever) if line.scope != YEAR else None)
        if way is not None and frozenset(way) not in reported:
            reported.add(frozenset(way))
            yield way


def _way_back(start: str, edges: Edges) -> tuple[str, ...] | None:
    """Return the shortest way from `start` to itself, or None."""
    waiting: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    while waiting:
        way = waiting.pop(0)
        for following in edges.get(way[-1], ()):
            if following == start:
                return (*way, start)
            if following not in seen:
                seen.add(following)
                waiting.append((*way, following))
    return None
