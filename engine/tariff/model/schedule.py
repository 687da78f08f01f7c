"""What any number of units costs, as a function in pieces: for checks and for whole columns."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from engine.tariff.model.charge import (
    AtZero,
    Band,
    Edges,
    Flat,
    Graduated,
    GraduatedPercentage,
    Metered,
    Package,
    Percentage,
    PercentBand,
    PerUnit,
    Volume,
)
from engine.tariff.model.product import Component

__all__ = ["ComponentTotals", "Piece", "Schedule", "grid_of", "schedule_of"]


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


def schedule_of(charge: Metered) -> Schedule:
    """Return `charge` as a function of the units charged."""
    pieces: tuple[Piece, ...]
    match charge:
        case PerUnit():
            return _one(Fraction(0), Fraction(charge.price))
        case Percentage():
            return _one(Fraction(0), Fraction(charge.percent) / 100)
        case Flat():
            price = Fraction(charge.price)
            return _one(price, Fraction(0), price if _charged(charge) else Fraction(0))
        case Package():
            size = Fraction(charge.size)
            pieces = (Piece(Fraction(0), Fraction(0), Fraction(charge.price) / size),)
            return Schedule(Fraction(0), pieces, block=size)
        case Graduated() | GraduatedPercentage():
            pieces = _graduated(charge)
        case Volume():
            pieces = tuple(
                Piece(Fraction(band.above), Fraction(band.entry_fee), _slope(band))
                for band in charge.bands
            )
    zero = Fraction(charge.bands[0].entry_fee) if _charged(charge) else Fraction(0)
    return Schedule(zero, pieces, charge.edges.rule is Edges.IN_UPPER_BAND)


def _one(base: Fraction, slope: Fraction, zero: Fraction | None = None) -> Schedule:
    return Schedule(base if zero is None else zero, (Piece(Fraction(0), base, slope),))


def _charged(charge: Flat | Graduated | GraduatedPercentage | Volume) -> bool:
    return charge.at_zero.rule is AtZero.CHARGED


def _slope(band: Band | PercentBand) -> Fraction:
    return Fraction(band.percent) / 100 if isinstance(band, PercentBand) else Fraction(band.price)


def _graduated(charge: Graduated | GraduatedPercentage) -> tuple[Piece, ...]:
    """Each piece begins with all that the bands below it cost, and with its own entry fee."""
    bands: list[Band | PercentBand] = [*charge.bands]
    pieces = []
    before = Fraction(0)
    for band, following in pairwise([*bands, None]):
        assert band is not None
        above, slope = Fraction(band.above), _slope(band)
        before += Fraction(band.entry_fee)
        pieces.append(Piece(above, before - slope * above, slope))
        if following is not None:
            before += slope * (Fraction(following.above) - above)
    return tuple(pieces)


# --- with what stands around the charge


def grid_of(fineness: int | None) -> Fraction:
    """Return the smallest step between two quantities of a unit; any fraction: a millionth."""
    return Fraction(1, 10 ** (6 if fineness is None else fineness))


@dataclass(frozen=True, slots=True)
class ComponentTotals:
    """What a running total of units costs by a component at most: at the top of its float, without
    discounts; before rounding."""

    component: Component
    charge: Metered
    up: Decimal = Decimal(0)
    """Per cent by which the base price may be exceeded."""

    @property
    def schedule(self) -> Schedule:
        """The charge as a function."""
        return schedule_of(self.charge)

    def at(self, units: Fraction) -> Fraction:
        """Return what `units` cost (yuan)."""
        counted = max(units - self._quota, Fraction(0))
        amount = self.schedule.at(counted) * self._factor
        limits = self.component.limits
        if limits is None:
            return amount
        due = counted > 0 or limits.at_zero.rule is AtZero.CHARGED
        if limits.minimum is not None and due:
            amount = max(amount, Fraction(limits.minimum))
        return amount if limits.maximum is None else min(amount, Fraction(limits.maximum))

    def price_after(self, units: Fraction) -> Fraction:
        """Return the price (yuan) of a unit beyond `units` and the free quota."""
        return self.schedule.price_after(units) * self._factor

    def breaks(self) -> set[Fraction]:
        """Return the quantities at which the amount may jump or change its course, blocks apart."""
        schedule, limits = self.schedule, self.component.limits
        found = {piece.above for piece in schedule.pieces}
        bounds = () if limits is None else (limits.minimum, limits.maximum)
        for bound in bounds:
            for piece in schedule.pieces:
                if bound is not None and piece.slope and self._factor:
                    crossing = (Fraction(bound) / self._factor - piece.base) / piece.slope
                    found |= {crossing} if crossing > 0 else set()
        return {Fraction(0), *(each + self._quota for each in found)}

    @property
    def block(self) -> Fraction | None:
        """Units of a block."""
        return self.schedule.block

    def blocks_from(self, units: Fraction) -> Fraction:
        """Return the first quantity from `units` on that fills its last block."""
        assert self.block is not None
        beyond = max(units - self._quota, Fraction(0))
        return -(-beyond // self.block) * self.block + self._quota

    @property
    def _quota(self) -> Fraction:
        quota = self.component.free_quota
        return Fraction(0) if quota is None else Fraction(quota.units)

    @property
    def _factor(self) -> Fraction:
        return 1 + Fraction(self.up) / 100
