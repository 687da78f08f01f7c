"""What any number of units costs, as a function in pieces: for checks and for whole columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor

__all__ = ["STEPS", "Piece", "Rise", "Schedule", "straight"]

STEPS = 100
"""Of the steps of a price that goes on rising, so many are looked at from either end."""


@dataclass(frozen=True, slots=True)
class Rise:
    """How the price goes on rising within a piece, step after step without end."""

    width: Fraction
    """Units of a step."""
    slope: Fraction
    """What each further step adds to the price of a unit (yuan)."""
    of_all: bool
    """Whether the price of the step reached is that of all units, not only of those in the step."""

    def steps(self, beyond: Fraction, upper: bool) -> int:
        """Return how many steps are full below `beyond` units of the piece."""
        full = beyond / self.width
        return floor(full) if upper else max(ceil(full) - 1, 0)

    def added(self, units: Fraction, beyond: Fraction, upper: bool) -> Fraction:
        """Return what it adds (yuan) to `units`, of which `beyond` lie in the piece."""
        steps = self.steps(beyond, upper)
        if self.of_all:
            return self.slope * steps * units
        return self.slope * (steps * beyond - self.width * Fraction(steps * (steps + 1), 2))


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of quantities over which the amount is `base + slope × units`."""

    above: Fraction
    """Where it begins (units)."""
    base: Fraction
    """In yuan."""
    slope: Fraction
    """In yuan per unit."""
    block: Fraction | None = None
    """Units of a block, where started blocks count whole."""
    blocks_from: Fraction = Fraction(0)
    """The unit from which blocks are counted."""
    rise: Rise | None = None
    """How the price goes on rising."""

    def at(self, units: Fraction, upper: bool) -> Fraction:
        """Return what `units`, which lie in it, cost (yuan)."""
        counted = units
        if self.block is not None:
            blocks = ceil((units - self.blocks_from) / self.block)
            counted = self.blocks_from + blocks * self.block
        amount = self.base + self.slope * counted
        if self.rise is not None:
            amount += self.rise.added(units, units - self.above, upper)
        return amount

    def price_after(self, units: Fraction) -> Fraction:
        """Return the price (yuan) of a unit beyond `units`; of blocks, the average of one."""
        if self.rise is None:
            return self.slope
        return self.slope + self.rise.slope * self.rise.steps(units - self.above, upper=True)


@dataclass(frozen=True, slots=True)
class Schedule:
    """What a running total of units costs by one charge, before float, limits and discounts."""

    zero: Fraction
    """What is due for no unit (yuan)."""
    pieces: tuple[Piece, ...]
    """From 0 upwards."""
    upper: bool = False
    """Whether a quantity at the edge of two pieces belongs to the one that begins there."""

    def at(self, units: Fraction) -> Fraction:
        """Return what `units` cost (yuan)."""
        if units == 0:
            return self.zero
        piece = self.pieces[0]
        for each in self.pieces[1:]:
            if units > each.above or (self.upper and units == each.above):
                piece = each
        return piece.at(units, self.upper)

    def piece_after(self, units: Fraction) -> Piece:
        """Return the piece to which a unit beyond `units` belongs; below all, the first."""
        return [self.pieces[0], *(piece for piece in self.pieces[1:] if piece.above <= units)][-1]

    def price_after(self, units: Fraction) -> Fraction:
        """Return the price (yuan) of a unit beyond `units`; of blocks, the average of one."""
        return self.piece_after(units).price_after(units)

    def edges(self, largest: Fraction, most: int = STEPS) -> Iterator[Fraction]:
        """Yield where pieces begin, and of the steps in which one goes on rising up to `largest`
        units the first and the last `most`, between which the price only rises."""
        for piece in self.pieces:
            yield piece.above
            if piece.rise is not None:
                reached = (largest - piece.above) / piece.rise.width
                # Of all units the step that begins at the largest quantity sets the price of it.
                begun = self.upper and piece.rise.of_all
                steps = floor(reached) + 1 if begun else ceil(reached)
                for step in {*range(1, min(steps, most)), *range(max(steps - most, 1), steps)}:
                    yield piece.above + step * piece.rise.width

    def band(self, position: int) -> Schedule:
        """Return what only the piece at `position` adds, of a schedule that sums its pieces."""
        piece, nothing = self.pieces[position], Fraction(0)
        fee = self._fee(position)
        pieces = [replace(piece, base=fee - piece.slope * piece.above)]
        if position:
            pieces.insert(0, Piece(nothing, nothing, nothing))
        if position + 1 < len(self.pieces):
            end = self.pieces[position + 1].above
            full = fee + piece.slope * (end - piece.above)
            pieces.append(Piece(end, full, nothing))
        return Schedule(nothing if position else self.zero, tuple(pieces), self.upper)

    def _fee(self, position: int) -> Fraction:
        """Return what is due when the piece at `position` is entered."""
        piece = self.pieces[position]
        if position == 0:
            return piece.base
        before = self.pieces[position - 1]
        return piece.base - before.base + (piece.slope - before.slope) * piece.above


def straight(base: Fraction, slope: Fraction, zero: Fraction | None = None) -> Schedule:
    """Return `base + slope × units` (yuan), and `zero`, by default `base`, for no unit."""
    return Schedule(base if zero is None else zero, (Piece(Fraction(0), base, slope),))
