"""A schedule in whole numbers of smallest units and of a power of ten of a yuan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor, lcm

from engine.tariff.model.schedule import Piece, Schedule

__all__ = ["Bend", "Course", "Figures", "decimals_of", "figures_of"]

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


@dataclass(frozen=True, slots=True)
class Figures:
    """What a course holds, before it is known how fine its figures are."""

    amounts: Sequence[Fraction]
    """In yuan: base, slope, and jump and slope of each bend."""
    above: Sequence[int]
    """Where each bend begins."""
    block: tuple[int, int] | None

    def course(self, scale: int) -> Course:
        """Return the course in multiples of 10 to the −`scale` yuan, which every amount is."""
        ten = 10**scale
        base, slope, *bends = [each.numerator * (ten // each.denominator) for each in self.amounts]
        pairs = zip(self.above, bends[::2], bends[1::2], strict=True)
        return Course(base, slope, tuple(Bend(*bend) for bend in pairs), self.block)


def figures_of(schedule: Schedule, grid: Fraction, factor: Fraction) -> Figures:
    """Return the figures of `schedule` × `factor` for units of `grid`."""
    first, block, width = schedule.pieces[0], None, grid
    if schedule.block is not None:
        size, width = schedule.block / grid, schedule.block
        block = (size.numerator, size.denominator)
    amounts, above = [first.base, first.slope * width], []
    for before, piece in pairwise(schedule.pieces):
        jump, change = piece.base - before.base, piece.slope - before.slope
        reached = _reached(piece, jump, change, schedule.upper, grid)
        above.append(reached)
        amounts += [jump + change * reached * grid, change * grid]
    if factor != 1:
        amounts = [amount * factor for amount in amounts]
    return Figures(amounts, above, block)


def decimals_of(amounts: Iterable[Fraction]) -> int | None:
    """Return how many decimals the finest of `amounts` has; None for more than can be carried."""
    under = lcm(*(amount.denominator for amount in amounts))
    return next((many for many in range(_FINEST + 1) if 10**many % under == 0), None)


def _reached(piece: Piece, jump: Fraction, change: Fraction, upper: bool, grid: Fraction) -> int:
    """Return the most smallest units that do not belong to `piece` yet.

    Where the amount does not jump it makes no difference, and the edge itself is taken.
    """
    edge = piece.above / grid
    jumps = upper and jump + change * piece.above != 0
    return ceil(edge) - 1 if jumps else floor(edge)
