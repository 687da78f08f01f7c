"""Which facts are missing: a smallest set that decides whatever its values.

A set of facts decides when no two cases with different answers agree on all of it. So it must
contain, for each such pair, a fact on which the two cases part: a smallest hitting set. Pairs are
looked for one at a time, each against the set that hits those found before.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import combinations

from engine.rules.decide.cases import Case, Known
from engine.rules.model.domain import Domain
from engine.rules.model.program import Program

__all__ = [
    "LARGEST_SEARCH",
    "decides",
    "deciding_facts",
    "facts_in_question",
    "smallest_deciding",
    "unknown_carried",
]

LARGEST_SEARCH = 16
"""Up to so many facts in question the set is a smallest one; beyond it, one from which no fact can
be left out."""


def deciding_facts(
    program: Program, known: Known, found: Sequence[Case], needed: Sequence[str]
) -> tuple[str, ...]:
    """Return a smallest set of facts that decides among the cases `found` of what is `known`.

    It holds those in `needed`.
    """
    facts = facts_in_question(program, known, found, needed)
    return smallest_deciding(found, facts, program.domains, needed)


def decides(program: Program, known: Known, found: Sequence[Case], facts: Sequence[str]) -> bool:
    """Return whether `facts` tell apart all cases of `found` with different answers."""
    split = facts_in_question(program, known, found, facts)
    return _Pairs(found, split, program.domains).undecided(facts) is None


def facts_in_question(
    program: Program, known: Known, found: Sequence[Case], needed: Container[str]
) -> list[str]:
    """Return the facts on which `found` was split, and those in `needed`, in the tables' order."""
    return [
        name
        for name in program.facts
        if name in needed or any(case.known[name] != known[name] for case in found)
    ]


def unknown_carried(found: Sequence[Case], facts: Container[str]) -> list[str]:
    """Return what is not in `facts` and has a value that is part of an answer in `found`."""
    carried = dict.fromkeys(name for case in found for name in case.look.carried())
    return [name for name in carried if name not in facts]


def smallest_deciding(
    cases: Sequence[Case],
    facts: Sequence[str],
    domains: Mapping[str, Domain],
    needed: Sequence[str] = (),
) -> tuple[str, ...]:
    """Return a smallest subset of `facts` that decides among `cases`, in the order of `facts`.

    `facts` are those on which the cases were split, and those in `needed`, which must be among the
    result. Among smallest sets the one whose facts stand first is taken.
    """
    pairs = _Pairs(cases, facts, domains)
    if len(facts) > LARGEST_SEARCH:
        return _irreducible(pairs, facts, needed)
    parting = [frozenset({fact}) for fact in needed]
    chosen = tuple(fact for fact in facts if fact in needed)
    while (pair := pairs.undecided(chosen)) is not None:
        parting.append(pair)
        chosen = _smallest_hitting(parting, facts)
    return chosen


def _smallest_hitting(sets: list[frozenset[str]], facts: Sequence[str]) -> tuple[str, ...]:
    return next(
        chosen
        for size, _ in enumerate(facts, start=1)
        for chosen in combinations(facts, size)
        if all(not parted.isdisjoint(chosen) for parted in sets)
    )


def _irreducible(pairs: _Pairs, facts: Sequence[str], needed: Sequence[str]) -> tuple[str, ...]:
    kept = list(facts)
    for fact in reversed([fact for fact in facts if fact not in needed]):
        without = [name for name in kept if name != fact]
        if pairs.undecided(without) is None:
            kept = without
    return tuple(kept)


class _Pairs:
    """Finds two cases that differ in their answer but agree on a set of facts.

    The masks of a case stand side by side in one whole number, each with a spare bit above it:
    adding all ones to what two cases share carries into the spare bit where they share a cell.
    """

    def __init__(
        self, cases: Sequence[Case], facts: Sequence[str], domains: Mapping[str, Domain]
    ) -> None:
        self._place: dict[str, int] = {}
        self._ones: dict[str, int] = {}
        width = 0
        for fact in facts:
            self._place[fact] = width
            self._ones[fact] = domains[fact].full << width
            width += domains[fact].size + 1
        self._spare = {fact: 1 << (self._place[fact] + domains[fact].size) for fact in self._place}
        self._groups: dict[tuple[int, ...], list[int]] = {}
        for case in cases:
            packed = sum(case.known[fact] << place for fact, place in self._place.items())
            self._groups.setdefault(case.answer, []).append(packed)

    def undecided(self, facts: Iterable[str]) -> frozenset[str] | None:
        """Return the facts on which such a pair parts, or None when `facts` decides."""
        chosen = tuple(facts)
        ones = sum(self._ones[fact] for fact in chosen)
        spare = sum(self._spare[fact] for fact in chosen)
        # What lies outside the chosen facts does not count, so that many cases become one.
        groups = [{packed & ones: packed for packed in group} for group in self._groups.values()]
        for one, other in combinations(groups, 2):
            for left, whole_left in one.items():
                for right, whole_right in other.items():
                    if ((left & right) + ones) & spare == spare:
                        return self._parting(whole_left & whole_right)
        return None

    def _parting(self, shared: int) -> frozenset[str]:
        return frozenset(fact for fact, ones in self._ones.items() if not shared & ones)
