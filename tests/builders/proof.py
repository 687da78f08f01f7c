"""How long a property is tried, a seeded part or in full (`make proof`), and how much was tried."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

__all__ = ["FULL", "part", "rounds", "said", "tried"]

C = TypeVar("C")

FULL = bool(os.environ.get("DINGJIA_PROOF"))
_TRIED: dict[str, Counter[str]] = {}


def rounds(quick: int, full: int) -> int:
    """Return how many examples to try: `full` where DINGJIA_PROOF is set, else `quick`."""
    return full if FULL else quick


def part(cases: Iterable[C], quick: int, family: Callable[[C], Hashable]) -> list[C]:
    """Return all cases where DINGJIA_PROOF is set, else `quick` of every family, evenly spread."""
    families: dict[Hashable, list[C]] = {}
    for case in cases:
        families.setdefault(family(case), []).append(case)
    taken = []
    for members in families.values():
        wanted = min(rounds(quick=quick, full=len(members)), len(members))
        taken += [members[place * len(members) // wanted] for place in range(wanted)]
    return taken


def tried(what: str, **counts: int) -> None:
    """Add to what was counted of a proof: `tried("seeded faults", edits=1, computed=0)`.

    tests/conftest.py takes it from the test that ran, and says the sums at the end.
    """
    _TRIED.setdefault(what, Counter()).update(counts)


def said() -> dict[str, Counter[str]]:
    """Return what was counted since this was last asked."""
    taken = dict(_TRIED)
    _TRIED.clear()
    return taken
