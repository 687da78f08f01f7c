"""Which missing facts need not be asked, as they will be presumed once the others are answered."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from engine.rules.decide.cases import Case, Known
from engine.rules.decide.deciding_facts import decides
from engine.rules.model.program import Program, ReadyPresumption

__all__ = ["without_presumable"]


def without_presumable(
    program: Program,
    known: Known,
    found: Sequence[Case],
    missing: Sequence[str],
    needed: Container[str],
) -> tuple[tuple[str, ...], Sequence[Case]]:
    """Return what is still to be asked of `missing`, and the cases among which that decides.

    A fact is left out where, whatever the others turn out to be, those of `found` that remain
    agree without it: what would tell them apart is presumed while nothing is said of it.
    """
    presumable = {name for one in program.presumptions for name in one.presumed}
    kept, live = tuple(missing), found
    for name in reversed(missing):
        if name in presumable and name not in needed:
            rest = tuple(other for other in kept if other != name)
            left = [case for each in found for case in _live(program, known, each, rest)]
            if decides(program, known, left, rest):
                kept, live = rest, left
    return kept, live


def _live(program: Program, known: Known, case: Case, said: Sequence[str]) -> Iterator[Case]:
    """Yield the parts of `case` that can be, where of unknown facts only those `said` are told."""
    left = [case]
    for one in program.presumptions:
        left = [part for each in left for part in _presumed(program, known, each, one, said)]
    yield from left


def _presumed(
    program: Program, known: Known, case: Case, one: ReadyPresumption, said: Sequence[str]
) -> Iterator[Case]:
    """Yield the parts of `case` outside the presumption, and within it as it fills them."""
    told = {name for name, cells in known.items() if cells != program.domains[name].full}
    asked = [(condition.name, condition.mask) for condition in one.conditions]
    asked += [(name, cell) for name, cell in one.cells.items() if name in said or name in told]
    if not all(name in said or name in told for name, _ in asked):
        yield case
        return
    within = dict(case.known)
    for name, mask in asked:
        if outside := within[name] & ~mask:
            yield replace(case, known={**within, name: outside})
        within[name] &= mask
        if not within[name]:
            return
    for name, cell in one.cells.items():
        within[name] &= cell
        if not within[name]:
            return
    yield replace(case, known=within)
