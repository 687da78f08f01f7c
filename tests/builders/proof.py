"""How long a property is tried: a seeded part with the other tests, in full by `make proof`."""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

__all__ = ["part", "rounds"]

C = TypeVar("C")


def rounds(quick: int, full: int) -> int:
    """Return how many examples to try: `full` where DINGJIA_PROOF is set, else `quick`."""
    return full if os.environ.get("DINGJIA_PROOF") else quick


def part(cases: Iterable[C], quick: int, family: Callable[[C], Hashable]) -> list[C]:
    """Return all cases where DINGJIA_PROOF is set, else `quick` of every family, evenly spread."""
    families: dict[Hashable, list[C]] = {}
    for case in cases:
        families.setdefault(family(case), []).append(case)
    tried = []
    for members in families.values():
        wanted = min(rounds(quick=quick, full=len(members)), len(members))
        tried += [members[place * len(members) // wanted] for place in range(wanted)]
    return tried
