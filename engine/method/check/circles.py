"""Circles: lines that are made from themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from engine.method.formula import expression as ex
from engine.method.formula.names import Names
from engine.method.formula.reach import pieces_of
from engine.method.model.document import Line

__all__ = ["circles"]

Edges = Mapping[str, dict[str, None]]


def circles(names: Names) -> Iterator[tuple[str, ...]]:
    """Yield each line that is made from itself, with the lines on the way, the first repeated.

    The figure of the year or row before is another figure, unless the way leads through other rows
    as well: through a sum, a row looked up, or a figure of another scope.
    """
    graph = _Graph(names)
    reported: set[frozenset[str]] = set()
    for line in names.lines:
        way = _way(line, line, graph.now) or graph.through_other_rows(line)
        if way is not None and frozenset(way) not in reported:
            reported.add(frozenset(way))
            yield way


@dataclass(frozen=True, slots=True)
class _Steps:
    """To which lines each line leads, each once, in order."""

    of: dict[str, dict[str, None]] = field(default_factory=dict)

    def add(self, one: str, other: str) -> None:
        self.of.setdefault(one, {})[other] = None


class _Graph:
    def __init__(self, names: Names) -> None:
        now, ever, before, back = _Steps(), _Steps(), _Steps(), _Steps()
        self._across: list[tuple[str, str]] = []
        for line in names.lines.values():
            for formula in line.formulas().values():
                for piece, place in pieces_of(formula, line.scope):
                    found = names.meaning(piece, place)
                    if not isinstance(found, Line):
                        continue
                    ever.add(line.id, found.id)
                    back.add(found.id, line.id)
                    (before if isinstance(piece, ex.Prior) else now).add(line.id, found.id)
                    of_row = isinstance(piece, ex.Prior | ex.Name) and found.scope == line.scope
                    if not of_row:
                        self._across.append((line.id, found.id))
        self.now, self._ever, self._before, self._back = now.of, ever.of, before.of, back.of

    def through_other_rows(self, line: str) -> tuple[str, ...] | None:
        """Return a way from `line` through a row before, and through other rows, to itself."""
        for first in self._before.get(line, ()):
            reached, leading = _reached(first, self._ever), _reached(line, self._back)
            for one, other in self._across:
                if one in reached and other in leading:
                    there, home = _way(first, one, self._ever), _way(other, line, self._ever)
                    start = there if one != first else (first,)
                    end = home if other != line else (line,)
                    return (line, *(start or ()), *(end or ()))
        return None


def _reached(start: str, edges: Edges) -> set[str]:
    """Return `start` and everything that it leads to."""
    found, waiting = {start}, [start]
    while waiting:
        following = edges.get(waiting.pop(), {}).keys() - found
        found |= following
        waiting.extend(following)
    return found


def _way(start: str, end: str, edges: Edges) -> tuple[str, ...] | None:
    """Return the shortest way of at least one step from `start` to `end`, or None."""
    waiting: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    while waiting:
        way = waiting.pop(0)
        for following in edges.get(way[-1], ()):
            if following == end:
                return (*way, end)
            if following not in seen:
                seen.add(following)
                waiting.append((*way, following))
    return None
