"""Whether a use counts for no more units by a list than by its ceiling, so that prices compare."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from engine.money import RoundingMode
from engine.tariff.model.charge import Charge, accumulation_of
from engine.tariff.model.count import Count
from engine.tariff.model.document import TariffVersion
from engine.tariff.model.period import Accumulation, counted_over

__all__ = ["Pair", "counted_alike", "period_of_charge"]


@dataclass(frozen=True, slots=True)
class Pair:
    """A version of a list, and one of the ceilings above it."""

    version: TariffVersion
    """The version of the list."""
    ceiling: TariffVersion
    """The version of the ceilings."""
    free_in_part: bool
    """Whether a use may be free in part, so that any share of a unit is charged."""

    @property
    def shares_units(self) -> bool:
        """Whether of a use that is free in part any share of its units is charged by the list."""
        return self.free_in_part and not self.version.free_within_bands

    @property
    def shares_amounts(self) -> bool:
        """Whether of a use that is free in part any share of its amount is charged by the list."""
        return self.free_in_part and self.version.free_within_bands

    def counts_no_more(self, listed: Count, charge: Charge, above: Count, ceiling: Charge) -> bool:
        """Return whether no use counts for more units by `listed`, for `charge` of the list, than
        by `above`, for the `ceiling`."""
        if listed.asked != above.asked or _factor(listed) != _factor(above):
            return False
        one, other = listed.rounding, above.rounding
        if one == other and listed.rounded_of is above.rounded_of:
            within = (self.version.free_within_bands, self.ceiling.free_within_bands)
            shared_alike = not self.free_in_part or within[0] is within[1]
            same = period_of_charge(charge) == period_of_charge(ceiling) and shared_alike
            return same or not listed.of_total
        not_lifted = one is None or one.mode is RoundingMode.DOWN
        return not_lifted and (other is None or other.mode is RoundingMode.UP)


def counted_alike(one: Count, other: Count) -> bool:
    """Return whether two counts make the same number of any use, of which both count no more than
    one ceiling does: they ask for the same and convert it alike, and can only round otherwise."""
    return one.rounding == other.rounding and one.rounded_of is other.rounded_of


def period_of_charge(charge: Charge) -> tuple[object, ...] | None:
    """Return over what `charge` counts, as it is compared; None where each use is apart."""
    over: Accumulation | None = accumulation_of(charge)
    return None if over is None else counted_over(over.key, over)


def _factor(count: Count) -> Fraction:
    return Fraction(1) if count.converted is None else count.converted.factor
