"""A schedule in whole numbers of smallest units and of a power of ten of a yuan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from engine.tariff.schedule import Piece, Schedule

__all__ = ["Bend", "Course", "course_of", "decimals_of", "figures_of"]

_FINEST = 18


@dataclass(frozen=True, slots=True)
class Bend:
    """From where on `jump + slope × (units − above)` is added: for units greater than `above`."""

    above: int
    jump: int
    slope: int


@dataclass(frozen=True, slots=True)
class Course:
    """An amount by units charged: `base + slope × units`, and what its bends add."""

    base: int
    slope: int
    bends: tuple[Bend, ...]
    block: tuple[int, int] | None
    """Smallest units of a block as a fraction; the slope is then the price of a block."""

    def most(self, largest: int) -> int:
        """Return a number that nothing on the way to an amount of up to `largest` units exceeds."""
        steep = abs(self.slope) + sum(abs(bend.slope) for bend in self.bends)
        jumps = abs(self.base) + sum(abs(bend.jump) for bend in self.bends)
        if self.block is None:
            return steep * largest + jumps
        size, parts = self.block
        return max(steep * (largest * parts // size + 1) + jumps, largest * parts)


def course_of(schedule: Schedule, grid: Fraction, factor: Fraction, scale: int) -> Course:
    """Return `schedule` × `factor` for units of `grid`, in multiples of 10 to the −`scale` yuan.

    Every figure must be such a multiple (`decimals_of`).
    """
    first = schedule.pieces[0]
    block = None
    width = grid
    if schedule.block is not None:
        size = schedule.block / grid
        block, width = (size.numerator, size.denominator), schedule.block
    ten = factor * 10**scale
    return Course(
        base=_whole(first.base * ten),
        slope=_whole(first.slope * width * ten),
        bends=tuple(
            _bend(before, piece, schedule.upper, grid, ten)
            for before, piece in pairwise(schedule.pieces)
        ),
        block=block,
    )


def decimals_of(figures: Iterable[Fraction]) -> int | None:
    """Return how many decimals the finest of `figures` has; None for more than can be carried."""
    finest = 0
    for figure in figures:
        while (figure * 10**finest).denominator != 1:
            finest += 1
            if finest > _FINEST:
                return None
    return finest


def figures_of(schedule: Schedule, grid: Fraction, factor: Fraction) -> list[Fraction]:
    """Return every figure (yuan) that a course of `schedule` holds."""
    width = grid if schedule.block is None else schedule.block
    figures = [schedule.zero, schedule.pieces[0].base, schedule.pieces[0].slope * width]
    for before, piece in pairwise(schedule.pieces):
        above = _reached(before, piece, schedule.upper, grid)
        figures += [_jump(before, piece, grid, above), (piece.slope - before.slope) * grid]
    return [figure * factor for figure in figures]


def _bend(before: Piece, piece: Piece, upper: bool, grid: Fraction, ten: Fraction) -> Bend:
    above = _reached(before, piece, upper, grid)
    return Bend(
        above=above,
        jump=_whole(_jump(before, piece, grid, above) * ten),
        slope=_whole((piece.slope - before.slope) * grid * ten),
    )


def _reached(before: Piece, piece: Piece, upper: bool, grid: Fraction) -> int:
    """Return the most smallest units that do not belong to `piece` yet.

    Where the amount does not jump it makes no difference, and the edge itself is taken.
    """
    edge = piece.above / grid
    jumps = piece.base - before.base + (piece.slope - before.slope) * piece.above != 0
    return ceil(edge) - 1 if upper and jumps else floor(edge)


def _jump(before: Piece, piece: Piece, grid: Fraction, above: int) -> Fraction:
    """Return what `piece` differs from the one before it at `above` smallest units (yuan)."""
    return piece.base - before.base + (piece.slope - before.slope) * above * grid


def _whole(figure: Fraction) -> int:
    assert figure.denominator == 1
    return figure.numerator
