"""What is presumed of a case while nothing is said of it, and what cannot be so together."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping

from engine.rules.model.program import (
    Program,
    ReadyContradiction,
    ReadyPresumption,
    RowCondition,
)

__all__ = ["contradictory", "possible", "presumed"]


def presumed(
    tables: Program, known: Mapping[str, int], said: Container[str]
) -> Iterator[tuple[ReadyPresumption, dict[str, int]]]:
    """Yield each presumption that holds and fills something in, with the cells that it gives.

    `known` holds the cells that are possible of each fact, `said` the facts of which something was
    said. A presumption holds when what it asks is certain and nothing was said against it; what
    one presumption gives is not taken as known for another.
    """
    filled = set[str]()
    for one in tables.presumptions:
        cells = one.cells
        rebutted = any(name in said and known[name] & ~cell for name, cell in cells.items())
        if rebutted or not all(_certain(condition, known) for condition in one.conditions):
            continue
        given = {name: cells[name] for name in cells if name not in said and name not in filled}
        filled |= given.keys()
        if given:
            yield one, given


def contradictory(tables: Program, known: Mapping[str, int]) -> Iterator[ReadyContradiction]:
    """Yield each contradiction that is certain with the cells `known` of each fact."""
    for one in tables.contradictions:
        if all(_certain(condition, known) for condition in one.conditions):
            yield one


def possible(tables: Program, known: Mapping[str, int]) -> Iterator[Mapping[str, int]]:
    """Yield disjoint parts of the cases `known` that together are all that contradict nothing."""
    left = [known]
    for one in tables.contradictions:
        left = [part for cells in left for part in _without(cells, one.conditions)]
    yield from left


def _without(
    known: Mapping[str, int], conditions: Iterable[RowCondition]
) -> Iterator[Mapping[str, int]]:
    if any(not known[condition.name] & condition.mask for condition in conditions):
        yield known
        return
    within = dict(known)
    for condition in conditions:
        name = condition.name
        if outside := within[name] & ~condition.mask:
            yield {**within, name: outside}
        within[name] &= condition.mask


def _certain(condition: RowCondition, known: Mapping[str, int]) -> bool:
    return not known[condition.name] & ~condition.mask
