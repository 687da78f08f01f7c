"""What no other value beats on two aims, as one number is moved (有效前沿)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from engine.scenario.case import Case
from engine.scenario.questions.aim import Aim
from engine.scenario.questions.seek import Moved, swept
from engine.scenario.walk import Bench

__all__ = ["FrontierPoint", "frontier", "unbeaten"]

Figures = tuple[Decimal, Decimal]
"""A figure for each of two aims."""


@dataclass(frozen=True, slots=True)
class FrontierPoint:
    """One value of the number that is moved."""

    moved: Moved
    """The run, or why the number may not stand there."""
    figures: Figures | None
    """What it comes to on each aim."""
    is_unbeaten: bool
    """Whether no other value is as good on both aims and better on one."""


def frontier(
    bench: Bench,
    case: Case,
    path: str,
    values: Sequence[Decimal],
    aims: tuple[Aim, Aim],
    wanted: tuple[bool, bool],
) -> tuple[FrontierPoint, ...]:
    """Return the run for each of `values` of the number at `path`, and whether any other beats it;
    `wanted` says of each aim whether more of it is better, else less is."""
    every = [*swept(bench, case, path, values, aims[0])]
    figures = [
        (one.figure, aims[1](one.run))
        for one in every
        if one.run is not None and one.figure is not None
    ]
    signs = [1 if more else -1 for more in wanted]
    signed = [(one * signs[0], other * signs[1]) for one, other in figures]
    found = iter(zip(figures, unbeaten(signed), strict=True))
    return tuple(
        FrontierPoint(one, None, False) if one.run is None else FrontierPoint(one, *next(found))
        for one in every
    )


def unbeaten(figures: Sequence[Figures]) -> Iterator[bool]:
    """Yield of each pair whether no other has as much of both and more of one."""
    best_above: dict[Decimal, Decimal | None] = {}  # by the first figure: among those of more
    most_of: dict[Decimal, Decimal] = {}  # among those of as much
    best: Decimal | None = None
    for first, second in sorted(figures, reverse=True):
        if first not in most_of:
            best_above[first], most_of[first] = best, second
            best = second if best is None else max(best, second)
    for first, second in figures:
        above = best_above[first]
        yield second == most_of[first] and (above is None or second > above)
