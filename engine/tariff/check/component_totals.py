"""What a running total of units costs by a component, with what stands around its charge."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from engine.tariff.model.bands import AtZero
from engine.tariff.model.charge import Metered
from engine.tariff.model.product import Component
from engine.tariff.model.schedule import STEPS, Piece, Schedule

__all__ = ["ComponentTotals", "grid_of"]


@dataclass(frozen=True, slots=True)
class ComponentTotals:
    """What a running total of units costs by a component at most: at the top of its float, without
    discounts; before rounding."""

    component: Component
    charge: Metered
    largest: Fraction
    """The largest number of units that is charged within a period."""
    up: Decimal = Decimal(0)
    """Per cent by which the base price may be exceeded."""

    @property
    def schedule(self) -> Schedule:
        """The charge as a function."""
        return self.charge.schedule

    def at(self, units: Fraction) -> Fraction:
        """Return what `units` cost (yuan)."""
        counted = self.counted(units)
        return self.limited(self.schedule.at(counted) * self.factor, counted)

    def counted(self, units: Fraction) -> Fraction:
        """Return how many of `units` lie beyond the free quota."""
        return max(units - self.quota, Fraction(0))

    def limited(self, amount: Fraction, counted: Fraction) -> Fraction:
        """Return `amount` (yuan) of so many units beyond the quota, within the limits."""
        limits = self.component.limits
        if limits is None:
            return amount
        due = counted > 0 or limits.at_zero.rule is AtZero.CHARGED
        if limits.minimum is not None and due:
            amount = max(amount, Fraction(limits.minimum))
        return amount if limits.maximum is None else min(amount, Fraction(limits.maximum))

    def price_after(self, units: Fraction) -> Fraction:
        """Return the price (yuan) of a unit beyond `units` and the free quota."""
        return self.schedule.price_after(units) * self.factor

    def breaks(self, most: int = STEPS) -> set[Fraction]:
        """Return the quantities at which the amount may jump or change its course, blocks apart; of
        steps in which it goes on rising, the first and the last `most`."""
        schedule, limits = self.schedule, self.component.limits
        found = {*schedule.edges(self.largest, most)}
        bounds = () if limits is None else (limits.minimum, limits.maximum)
        for bound in bounds:
            for piece in schedule.pieces:
                straight = piece.rise is None and piece.slope
                if bound is not None and straight and self.factor:
                    crossing = (Fraction(bound) / self.factor - piece.base) / piece.slope
                    found |= {crossing} if crossing > 0 else set()
        return {Fraction(0), *(each + self.quota for each in found)}

    def block_after(self, units: Fraction) -> Fraction | None:
        """Return how many units the block has that a unit beyond `units` begins or fills."""
        return self._piece_after(units).block

    def blocks_from(self, units: Fraction) -> Fraction:
        """Return the first quantity from `units` on that fills its last block."""
        piece, beyond = self._piece_after(units), self.counted(units)
        assert piece.block is not None
        blocks = -(-(beyond - piece.blocks_from) // piece.block)
        return piece.blocks_from + blocks * piece.block + self.quota

    def _piece_after(self, units: Fraction) -> Piece:
        return self.schedule.piece_after(self.counted(units))

    @property
    def quota(self) -> Fraction:
        """Units without charge."""
        quota = self.component.free_quota
        return Fraction(0) if quota is None else Fraction(quota.units)

    @property
    def factor(self) -> Fraction:
        """What amounts are multiplied by at the top of the float."""
        return 1 + Fraction(self.up) / 100


def grid_of(fineness: int | None) -> Fraction:
    """Return the smallest step between two quantities of a unit; any fraction: a millionth."""
    return Fraction(1, 10 ** (6 if fineness is None else fineness))
