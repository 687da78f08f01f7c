"""Whether rounding lifts what a list charges above what its ceiling allows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import count
from math import floor, lcm

from engine.money import Rounding, RoundingMode
from engine.tariff.check.ceiling.group import Bound, Group
from engine.tariff.check.component_totals import ComponentTotals
from engine.tariff.model.bands import Graduated, GraduatedPercentage
from engine.tariff.model.document import DeclaredRounding, RoundingPlace

__all__ = ["Lift", "Verdict", "held_rounded"]

_MOST = 20_000
"""So many quantities are tried: a rounding that takes more to prove is no ceiling's."""

_ORDER = [RoundingMode.DOWN, RoundingMode.HALF_EVEN, RoundingMode.HALF_UP, RoundingMode.UP]
"""Of two of one unit the earlier never rounds an amount higher."""


@dataclass(frozen=True, slots=True)
class Lift:
    """A quantity that rounding lifts above its ceiling."""

    quantity: Fraction
    amount: Fraction
    """What it costs, rounded (yuan)."""
    allowed: Fraction
    """What the ceiling allows for it (yuan)."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is known of a rounding under a ceiling."""

    proven: bool
    """Whether it is known that no quantity is lifted, or one that is."""
    lift: Lift | None = None
    """A quantity that is lifted, where one was found."""


_HELD = Verdict(proven=True)


def held_rounded(group: Group, charges: Sequence[ComponentTotals]) -> Verdict:
    """Return whether rounding lifts what `charges` come to above what the ceiling allows.

    The ceiling allows its price for each unit, or what that comes to when rounded as its own
    document says. The unrounded amounts must not be above it.
    """
    version, bound, pair = group.pair.version, group.bound, group.pair
    rounding = version.rounding
    # The paid part of bands that are rounded is rounded once more.
    twice = pair.free_in_part and any(
        each.free_within_bands and each.rounding.at is RoundingPlace.BAND
        for each in (version, pair.ceiling)
    )
    if not charges or rounding.mode is RoundingMode.DOWN:
        return _HELD
    if not twice and _never_higher(charges, rounding, bound):
        return _HELD
    grid, *finer = group.grids(charges[0])
    whole = not finer and not pair.shares_amounts
    together = group.together(charges)
    if whole and all(_exact(each, rounding, group.grids(each)[0]) for each in charges):
        return _HELD
    if not together:
        return Verdict(proven=False)
    found = _tried(charges, rounding, bound, grid)
    return found if whole or found.lift is not None else Verdict(proven=False)


# --- what needs no trying


def _never_higher(
    charges: Sequence[ComponentTotals], rounding: DeclaredRounding, bound: Bound
) -> bool:
    """Return whether of two amounts the list never rounds the lower to more than the ceiling does
    the higher."""
    if not (_at_once(charges, rounding) and _at_once(bound.totals, bound.rounding)):
        return False
    one, other = rounding, bound.rounding
    if one.unit == other.unit:
        return _ORDER.index(one.mode) <= _ORDER.index(other.mode)
    return other.mode is RoundingMode.UP and not Fraction(other.unit) % Fraction(one.unit)


def _at_once(charges: Sequence[ComponentTotals], rounding: DeclaredRounding) -> bool:
    """Return whether an amount is rounded once, and as a whole."""
    if rounding.at is RoundingPlace.TOTAL:
        return True
    if rounding.at is RoundingPlace.BAND and any(_in_bands(each) or each.up for each in charges):
        return False
    return len(charges) == 1


def _exact(totals: ComponentTotals, rounding: DeclaredRounding, grid: Fraction) -> bool:
    """Return whether all amounts on the grid are multiples of the rounding unit anyway."""
    factor = Fraction(1) if rounding.at is RoundingPlace.BAND else totals.factor
    limits = totals.component.limits
    bounds = () if limits is None else (limits.minimum, limits.maximum)
    schedule = totals.schedule
    amounts = [schedule.zero * factor, *(Fraction(each) for each in bounds if each is not None)]
    lengths = [totals.quota]
    for piece in schedule.pieces:
        if piece.block is None:
            amounts += [piece.base * factor, piece.slope * grid * factor]
        else:
            begun = piece.base + piece.slope * piece.blocks_from
            amounts += [begun * factor, piece.slope * piece.block * factor]
        if piece.rise is not None:
            steps = (grid, piece.rise.width)
            amounts += [piece.rise.slope * each * factor for each in steps]
            lengths += [piece.above]
    unit = Fraction(rounding.unit)
    return not any(each % unit for each in amounts) and not any(each % grid for each in lengths)


# --- trying


def _tried(
    charges: Sequence[ComponentTotals], rounding: DeclaredRounding, bound: Bound, grid: Fraction
) -> Verdict:
    """Try one quantity on the grid after another, until the amounts come round again or lie too far
    below the ceiling for any rounding, and so from every break on."""
    limit = bound.limit
    breaks = sorted({each for totals in charges for each in totals.breaks(_MOST)})
    left = _MOST
    for start, end in zip(breaks, [*breaks[1:], None], strict=True):
        for quantity in _course(charges, rounding, bound, grid, start, end):
            amount = _charged(charges, quantity, rounding)
            exactly = limit * quantity
            if amount > exactly and amount > (
                allowed := max(exactly, _charged(bound.totals, quantity, bound.rounding))
            ):
                return Verdict(proven=True, lift=Lift(quantity, amount, allowed))
            left -= 1
            if left == 0:
                return Verdict(proven=False)
    return _HELD


def _course(
    charges: Sequence[ComponentTotals],
    rounding: DeclaredRounding,
    bound: Bound,
    grid: Fraction,
    start: Fraction,
    end: Fraction | None,
) -> Iterator[Fraction]:
    """Yield the quantities of the course from `start` to `end` that decide of all in it."""
    below = start // grid * grid
    yield from (below, below + grid)
    slopes = [
        each.price_after(each.counted(start)) if start >= each.quota else Fraction(0)
        for each in charges
    ]
    blocks = [each.block_after(start) for each in charges]
    # No dearer than the ceiling, the amounts never come nearer to it than they have been.
    sinking = sum(slopes, Fraction(0)) <= bound.limit
    again = _period(charges, rounding, bound, grid, start) if sinking else None
    begun = sum(
        (slope * block for slope, block in zip(slopes, blocks, strict=True) if block is not None),
        Fraction(0),
    )
    reach = _lift_at_most(charges, rounding) + begun
    for number in count(2):
        quantity = below + number * grid
        if (end is not None and quantity >= end) or (again is not None and number > again + 1):
            return
        if sinking:
            exact = sum((each.at(quantity) for each in charges), Fraction(0))
            if bound.limit * quantity - exact >= reach:
                return
        yield quantity


def _period(
    charges: Sequence[ComponentTotals],
    rounding: DeclaredRounding,
    bound: Bound,
    grid: Fraction,
    start: Fraction,
) -> int:
    """Return after how many steps of the grid the rounded amounts come round again."""
    parts = []
    for totals, declared in [
        *((each, rounding) for each in charges),
        *((each, bound.rounding) for each in bound.totals),
    ]:
        slope = totals.price_after(totals.counted(start))
        if declared.at is RoundingPlace.BAND:
            slope /= totals.factor
        block = totals.block_after(start)
        parts.append(slope * grid / Fraction(declared.unit))
        if block is not None:
            parts.append(grid / block)
    return lcm(*(part.denominator for part in parts))


def _lift_at_most(charges: Sequence[ComponentTotals], rounding: DeclaredRounding) -> Fraction:
    """Return by how much (yuan) rounding can lift an amount at most."""
    unit = Fraction(rounding.unit)
    each = unit if rounding.mode is RoundingMode.UP else unit / 2
    if rounding.at is RoundingPlace.TOTAL:
        return each
    if rounding.at is RoundingPlace.LINE:
        return each * len(charges)
    pieces = (
        (len(totals.schedule.pieces) if _in_bands(totals) else 1) * totals.factor
        for totals in charges
    )
    return each * sum(pieces, Fraction(0))


# --- rounded amounts


def _in_bands(totals: ComponentTotals) -> bool:
    return isinstance(totals.charge, Graduated | GraduatedPercentage)


def _charged(
    charges: Sequence[ComponentTotals], quantity: Fraction, rounding: DeclaredRounding
) -> Fraction:
    """Return what `quantity` costs by all components, rounded."""
    if rounding.at is RoundingPlace.BAND:
        return sum((_by_band(each, quantity, rounding) for each in charges), Fraction(0))
    amounts = [each.at(quantity) for each in charges]
    if rounding.at is RoundingPlace.LINE:
        amounts = [_rounded(amount, rounding) for amount in amounts]
        return sum(amounts, Fraction(0))
    return _rounded(sum(amounts, Fraction(0)), rounding)


def _by_band(totals: ComponentTotals, quantity: Fraction, rounding: Rounding) -> Fraction:
    """Return what `quantity` costs by one component whose bands are rounded each, before float and
    limits."""
    schedule, counted = totals.schedule, totals.counted(quantity)
    bands = [schedule]
    if _in_bands(totals):
        bands = [schedule.band(place) for place in range(len(schedule.pieces))]
    rounded = sum((_rounded(band.at(counted), rounding) for band in bands), Fraction(0))
    return totals.limited(rounded * totals.factor, counted)


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
