"""A schedule in whole numbers of smallest units and of a power of ten of a yuan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import pairwise
from math import ceil, floor, lcm

from engine.tariff.model.schedule import Piece, Rise, Schedule

__all__ = ["Bend", "Climb", "Course", "Figures", "Stair", "Stairs", "decimals_of", "figures_of"]

_FINEST = 18


@dataclass(frozen=True, slots=True)
class Bend:
    """From where on `jump + slope × (units − above)` is added: for units greater than `above`."""

    above: int
    jump: int
    slope: int


@dataclass(frozen=True, slots=True)
class Climb:
    """How the slope goes on rising above a number of units, by as much at each further step."""

    above: int
    width: int
    """Units of a step."""
    slope: int
    of_all: bool
    """Whether the step reached sets the price of all units."""
    upper: bool
    """Whether a number just at the edge of two steps belongs to the one that begins there."""

    def most(self, largest: int) -> int:
        """Return a number that nothing it adds for up to `largest` units exceeds."""
        steps = max(largest - self.above, 0) // self.width + 1
        return max(self.slope, 1) * steps * max(largest, self.above, self.width * (steps + 1))


@dataclass(frozen=True, slots=True)
class Course:
    """An amount by units charged: `base + slope × units`, and what its bends and climb add."""

    base: int
    slope: int
    bends: tuple[Bend, ...]
    block: tuple[int, int] | None
    """Smallest units of a block as a fraction; the slope is then the price of a block."""
    climb: Climb | None

    def most(self, largest: int) -> int:
        """Return a number that nothing on the way to an amount of up to `largest` units exceeds."""
        if self.block is not None:
            size, parts = self.block
            return max(self.slope * (largest * parts // size + 1) + self.base, largest * parts)
        climbs = 0 if self.climb is None else self.climb.most(largest)
        bent = sum(
            abs(bend.slope) * max(largest, bend.above) + abs(bend.jump) for bend in self.bends
        )
        return self.slope * largest + self.base + bent + climbs


@dataclass(frozen=True, slots=True)
class Stair:
    """For units greater than `above`: `base + price × blocks`, started blocks from `start` on."""

    above: int
    start: int
    block: tuple[int, int]
    """Smallest units of a block as a fraction."""
    base: int
    price: int


@dataclass(frozen=True, slots=True)
class Stairs:
    """An amount by units charged, of pieces that have blocks of their own; the first is of any."""

    stairs: tuple[Stair, ...]
    climb: Climb | None

    def most(self, largest: int) -> int:
        """Return a number that nothing on the way to an amount of up to `largest` units exceeds."""
        climbs = 0 if self.climb is None else self.climb.most(largest)
        far = max(largest, *(stair.start for stair in self.stairs))
        highest = 0
        for stair in self.stairs:
            size, parts = stair.block
            steps = far * parts // size + 1
            highest = max(highest, abs(stair.base) + stair.price * steps, far * parts)
        return highest + climbs


@dataclass(frozen=True, slots=True)
class Figures:
    """What a course holds, before it is known how fine its figures are."""

    amounts: Sequence[Fraction]
    """In yuan, as `made` takes them."""
    made: Callable[[Sequence[int]], Course | Stairs]

    def course(self, scale: int) -> Course | Stairs:
        """Return the course in multiples of 10 to the −`scale` yuan, which every amount is."""
        ten = 10**scale
        return self.made([each.numerator * (ten // each.denominator) for each in self.amounts])


def figures_of(schedule: Schedule, grid: Fraction, factor: Fraction) -> Figures | None:
    """Return the figures of `schedule` × `factor` for units of `grid`; None where steps or blocks
    do not begin at whole numbers of the smallest unit."""
    last = schedule.pieces[-1]
    climbs: list[Fraction] = []
    if last.rise is not None:
        width, above = last.rise.width / grid, last.above / grid
        if width.denominator != 1 or above.denominator != 1:
            return None
        climbs = [last.rise.slope * grid * factor]
    climb = partial(_climb, last.rise, last.above / grid, schedule.upper, grid)
    if len(schedule.pieces) > 1 and any(piece.block is not None for piece in schedule.pieces):
        return _stairs(schedule, grid, factor, climbs, climb)
    first, block, width = schedule.pieces[0], None, grid
    if first.block is not None:
        size, width = first.block / grid, first.block
        block = (size.numerator, size.denominator)
    amounts, reached = [first.base, first.slope * width], []
    for before, piece in pairwise(schedule.pieces):
        jump, change = piece.base - before.base, piece.slope - before.slope
        reached.append(_reached(piece, schedule.upper, grid))
        amounts += [jump + change * reached[-1] * grid, change * grid]
    if factor != 1:
        amounts = [amount * factor for amount in amounts]

    def made(figures: Sequence[int]) -> Course:
        base, slope, *rest = figures[: len(amounts)]
        pairs = zip(reached, rest[::2], rest[1::2], strict=True)
        bends = tuple(Bend(*bend) for bend in pairs)
        return Course(base, slope, bends, block, climb(figures[len(amounts) :]))

    return Figures([*amounts, *climbs], made)


def _stairs(
    schedule: Schedule,
    grid: Fraction,
    factor: Fraction,
    climbs: Sequence[Fraction],
    climb: Callable[[Sequence[int]], Climb | None],
) -> Figures | None:
    amounts: list[Fraction] = []
    places: list[tuple[int, int, tuple[int, int]]] = []
    for piece in schedule.pieces:
        size = grid if piece.block is None else piece.block
        start = piece.blocks_from / grid if piece.block is not None else Fraction(0)
        if start.denominator != 1:
            return None
        above = _reached(piece, schedule.upper, grid)
        many = size / grid
        places.append((above, start.numerator, (many.numerator, many.denominator)))
        from_start = piece.base + piece.slope * start * grid
        amounts += [from_start * factor, piece.slope * size * factor]

    def made(figures: Sequence[int]) -> Stairs:
        inside = figures[: len(amounts)]
        pairs = zip(places, inside[::2], inside[1::2], strict=True)
        stairs = tuple(Stair(*place, base, price) for place, base, price in pairs)
        return Stairs(stairs, climb(figures[len(amounts) :]))

    return Figures([*amounts, *climbs], made)


def _climb(
    rise: Rise | None, above: Fraction, upper: bool, grid: Fraction, slope: Sequence[int]
) -> Climb | None:
    if rise is None:
        return None
    width = rise.width / grid
    return Climb(above.numerator, width.numerator, slope[0], rise.of_all, upper)


def decimals_of(amounts: Iterable[Fraction]) -> int | None:
    """Return how many decimals the finest of `amounts` has; None for more than can be carried."""
    under = lcm(*(amount.denominator for amount in amounts))
    return next((many for many in range(_FINEST + 1) if 10**many % under == 0), None)


def _reached(piece: Piece, upper: bool, grid: Fraction) -> int:
    """Return the most smallest units that do not belong to `piece` yet."""
    edge = piece.above / grid
    return ceil(edge) - 1 if upper else floor(edge)
