"""Which missing facts need not be asked, as they will be presumed once the others are answered."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence, Set
from dataclasses import replace

from engine.rules.decide.cases import Case, Known
from engine.rules.decide.deciding_facts import decides
from engine.rules.model.program import Program, ReadyPresumption

__all__ = ["without_presumable"]


def without_presumable(
    program: Program,
    said: Known,
    found: Sequence[Case],
    missing: Sequence[str],
    needed: Container[str],
) -> tuple[tuple[str, ...], Sequence[Case]]:
    """Return what is still to be asked of `missing`, and the cases among which that decides.

    A fact is left out where, whatever the others turn out to be, those of `found` that remain
    agree without it: what would tell them apart is presumed while nothing is said of it. `said`
    holds the cells that are possible of each fact while nothing is presumed.
    """
    presumable = {name for one in program.presumptions for name in one.cells}
    told = {name for name, cells in said.items() if cells != program.domains[name].full}
    kept, live = tuple(missing), found
    for name in reversed(missing):
        if name in presumable and name not in needed:
            rest = tuple(other for other in kept if other != name)
            left = [case for each in found for case in _live(program, each, told.union(rest))]
            if decides(program, said, left, rest):
                kept, live = rest, left
    return kept, live


def _live(program: Program, case: Case, told: Set[str]) -> Iterator[Case]:
    """Yield the parts of `case` that can be, where something is said of the facts `told` only."""
    left = [(case, frozenset[str]())]
    for one in program.presumptions:
        left = [part for each, filled in left for part in _presumed(each, filled, one, told)]
    yield from (part for part, _ in left)


def _presumed(
    case: Case, filled: frozenset[str], one: ReadyPresumption, told: Set[str]
) -> Iterator[tuple[Case, frozenset[str]]]:
    """Yield the parts of `case` outside the presumption, and within it as it fills them, each with
    the facts that are `filled` by then.
    """
    asked = [(condition.name, condition.mask) for condition in one.conditions]
    asked += [(name, cell) for name, cell in one.cells.items() if name in told]
    if not all(name in told for name, _ in asked):
        yield case, filled
        return
    within = dict(case.known)
    for name, mask in asked:
        if outside := within[name] & ~mask:
            yield replace(case, known={**within, name: outside}), filled
        within[name] &= mask
        if not within[name]:
            return
    given = one.cells.keys() - told - filled
    for name in given:
        within[name] &= one.cells[name]
    if all(within.values()):
        yield replace(case, known=within), filled | given
