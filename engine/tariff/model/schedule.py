"""What any number of units costs, as a function in pieces: for checks and for whole columns."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

__all__ = ["Piece", "Schedule", "straight"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of quantities over which the amount is `base + slope × units`."""

    above: Fraction
    """Where it begins (units)."""
    base: Fraction
    """In yuan."""
    slope: Fraction
    """In yuan per unit."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """What a running total of units costs by one charge, before float, limits and discounts."""

    zero: Fraction
    """What is due for no unit (yuan)."""
    pieces: tuple[Piece, ...]
    """From 0 upwards."""
    upper: bool = False
    """Whether a quantity at the edge of two pieces belongs to the one that begins there."""
    block: Fraction | None = None
    """Units of a block, where started blocks count whole."""

    def at(self, units: Fraction) -> Fraction:
        """Return what `units` cost (yuan)."""
        if units == 0:
            return self.zero
        if self.block is not None:
            units = -(-units // self.block) * self.block
        piece = self.pieces[0]
        for each in self.pieces[1:]:
            if units > each.above or (self.upper and units == each.above):
                piece = each
        return piece.base + piece.slope * units

    def price_after(self, units: Fraction) -> Fraction:
        """Return the price (yuan) of a unit beyond `units`; of blocks, the average of one."""
        inside = [piece.slope for piece in self.pieces if piece.above <= units]
        return inside[-1]

    def band(self, position: int) -> Schedule:
        """Return what only the piece at `position` adds, of a schedule that sums its pieces."""
        piece, nothing = self.pieces[position], Fraction(0)
        pieces = [Piece(piece.above, self._fee(position) - piece.slope * piece.above, piece.slope)]
        if position:
            pieces.insert(0, Piece(nothing, nothing, nothing))
        if position + 1 < len(self.pieces):
            end = self.pieces[position + 1].above
            full = self._fee(position) + piece.slope * (end - piece.above)
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
