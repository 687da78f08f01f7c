"""Whether rounding lifts what a list charges above what its ceiling allows."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import floor

from engine.money import Rounding, RoundingMode
from engine.tariff.check.component_totals import ComponentTotals
from engine.tariff.model.bands import Graduated, GraduatedPercentage
from engine.tariff.model.document import DeclaredRounding, RoundingPlace

__all__ = ["lifted"]

_STEPS = 1000
"""So many quantities are tried from where a course begins: where rounding lifts at all, it does so
at the first few, and the further from the ceiling, the less."""


def lifted(
    charges: Sequence[ComponentTotals],
    rounding: DeclaredRounding,
    limit: Fraction,
    of_ceiling: DeclaredRounding,
    grid: Fraction,
) -> tuple[Fraction, Fraction, Fraction] | None:
    """Return a quantity whose rounded amount is above the ceiling, that amount, and the ceiling's.

    The ceiling allows `limit` (yuan) a unit, or what it comes to when rounded as its own document
    says. The unrounded amounts must not be above it. None where there is no such quantity.
    """
    if rounding.mode is RoundingMode.DOWN or _alike(charges, rounding, of_ceiling):
        return None
    tried: set[Fraction] = set()
    slope = max(piece.slope for totals in charges for piece in totals.schedule.pieces)
    # Also from where the first half, and the first whole unit of rounding is reached.
    whole = Fraction(rounding.unit) / slope if slope else Fraction(0)
    breaks = {each for totals in charges for each in totals.breaks()}
    starts = {each + more for each in breaks for more in (Fraction(0), whole / 2, whole)}
    for start in sorted(starts):
        first = start // grid * grid
        course = (first + step * grid for step in range(_STEPS))
        for quantity in (each for each in course if each not in tried):
            tried.add(quantity)
            exactly = limit * quantity
            allowed = max(exactly, _rounded(exactly, of_ceiling))
            amount = _charged(charges, quantity, rounding)
            if amount > allowed:
                return quantity, amount, allowed
            if _is_far(charges, quantity, exactly, rounding):
                break
    return None


def _alike(
    charges: Sequence[ComponentTotals], one: DeclaredRounding, other: DeclaredRounding
) -> bool:
    """Return whether both round one amount alike: then the lower stays the lower."""
    bands = one.at is RoundingPlace.BAND and any(_in_bands(each) for each in charges)
    same = one.unit == other.unit and one.mode is other.mode
    return same and not bands and (len(charges) == 1 or one.at is RoundingPlace.TOTAL)


def _is_far(
    charges: Sequence[ComponentTotals], quantity: Fraction, allowed: Fraction, rounding: Rounding
) -> bool:
    """Return whether the ceiling lies so far above that rounding of every piece cannot reach it."""
    pieces = sum(len(each.schedule.pieces) for each in charges)
    exact = sum((each.at(quantity) for each in charges), Fraction(0))
    return allowed - exact > Fraction(rounding.unit) * (pieces + 1)


def _in_bands(totals: ComponentTotals) -> bool:
    return isinstance(totals.charge, Graduated | GraduatedPercentage)


def _charged(
    charges: Sequence[ComponentTotals], quantity: Fraction, rounding: DeclaredRounding
) -> Fraction:
    """Return what `quantity` costs by all components, rounded where that is declared."""
    if rounding.at is RoundingPlace.BAND:
        return sum((_by_band(each, quantity, rounding) for each in charges), Fraction(0))
    amounts = [each.at(quantity) for each in charges]
    if rounding.at is RoundingPlace.LINE:
        amounts = [_rounded(amount, rounding) for amount in amounts]
        return sum(amounts, Fraction(0))
    return _rounded(sum(amounts, Fraction(0)), rounding)


def _by_band(totals: ComponentTotals, quantity: Fraction, rounding: Rounding) -> Fraction:
    """Return what `quantity` costs by one component whose bands are rounded each."""
    if not _in_bands(totals):
        return _rounded(totals.at(quantity), rounding)
    schedule = totals.schedule
    counted = max(quantity - totals.quota, Fraction(0))
    bands = (schedule.band(place).at(counted) for place in range(len(schedule.pieces)))
    rounded = sum((_rounded(amount, rounding) for amount in bands), Fraction(0))
    limits = totals.component.limits
    most = None if limits is None else limits.maximum
    return rounded if most is None else min(rounded, Fraction(most))


def _rounded(amount: Fraction, rounding: Rounding) -> Fraction:
    """Return `amount`, not negative, as a multiple of the rounding unit."""
    steps = amount / Fraction(rounding.unit)
    match rounding.mode:
        case RoundingMode.UP:
            whole = -floor(-steps)
        case RoundingMode.DOWN:
            whole = floor(steps)
        case RoundingMode.HALF_UP:
            whole = floor(steps + Fraction(1, 2))
        case RoundingMode.HALF_EVEN:
            whole = round(steps)
    return whole * Fraction(rounding.unit)
