"""What a course makes of a block of units; imported by the array reader only, for numpy."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.money import RoundingMode
from engine.tariff.columns.plan.course import Climb, Course, Stairs
from engine.tariff.columns.plan.whole import WholeRounding

__all__ = ["Whole", "Working", "course_amounts", "round_figures", "round_to_units"]

Whole = NDArray[np.int64]


class Working:
    """Room for a block of rows, used again for each block."""

    def __init__(self, rows: int, bends: int = 0) -> None:
        self.amount: Whole = np.empty(rows, dtype=np.int64)
        self.before: Whole = np.empty(rows, dtype=np.int64)
        self.units: Whole = np.empty(rows, dtype=np.int64)
        self.course: Whole = np.empty(rows, dtype=np.int64)
        self.spare: Whole = np.empty(rows, dtype=np.int64)
        self.mask: NDArray[np.bool_] = np.empty(rows, dtype=np.bool_)
        self.band: NDArray[np.uint8] = np.empty(rows, dtype=np.uint8)
        self.half: NDArray[np.int32] = np.empty(rows * bends, dtype=np.int32)
        self.passed: NDArray[np.bool_] = np.empty(rows * bends, dtype=np.bool_)


def course_amounts(course: Course | Stairs, units: Whole, out: Whole, working: Working) -> None:
    """Write what a schedule makes of `units`."""
    if isinstance(course, Stairs):
        _stairs(course, units, out, working)
    else:
        _straight(course, units, out, working)


def _straight(course: Course, units: Whole, out: Whole, working: Working) -> None:
    """Write `base + slope × units` and what the bends add.

    A bend's `slope × max(units − above, 0)` is taken as `slope × max(units, above)` less a
    constant: three passes over the block instead of four.
    """
    size = len(units)
    spare, mask = working.spare[:size], working.mask[:size]
    if course.block is not None:
        per, parts = course.block
        np.multiply(units, -parts, out=out)
        np.floor_divide(out, per, out=out)
        np.multiply(out, -course.slope, out=out)
    else:
        np.multiply(units, course.slope, out=out)
    constant = course.base - sum(bend.slope * bend.above for bend in course.bends)
    if constant:
        np.add(out, constant, out=out)
    for bend in course.bends:
        if bend.slope:
            np.maximum(units, bend.above, out=spare)
            np.multiply(spare, bend.slope, out=spare)
            np.add(out, spare, out=out)
        if bend.jump:
            np.greater(units, bend.above, out=mask)
            np.multiply(mask, bend.jump, out=spare)
            np.add(out, spare, out=out)
    if course.climb is not None:
        _climb(course.climb, units, out)


def _stairs(stairs: Stairs, units: Whole, out: Whole, working: Working) -> None:
    """Write what the stair that the units have reached makes of them."""
    size = len(units)
    spare, mask = working.spare[:size], working.mask[:size]
    for position, stair in enumerate(stairs.stairs):
        per, parts = stair.block
        amount = spare if position else out
        np.subtract(stair.start, units, out=amount)
        np.multiply(amount, parts, out=amount)
        np.floor_divide(amount, per, out=amount)
        np.multiply(amount, -stair.price, out=amount)
        np.add(amount, stair.base, out=amount)
        if position:
            np.greater(units, stair.above, out=mask)
            np.copyto(out, spare, where=mask)
    if stairs.climb is not None:
        _climb(stairs.climb, units, out)


def _climb(climb: Climb, units: Whole, out: Whole) -> None:
    """Add what the steps reached add to the price of their units, or of all."""
    beyond = np.maximum(units - climb.above, 0)
    inside = beyond if climb.upper else np.maximum(beyond - 1, 0)
    steps = inside // climb.width
    if climb.of_all:
        np.add(out, steps * units * climb.slope, out=out)
    else:
        below = steps * (steps + 1) // 2 * climb.width
        np.add(out, (steps * beyond - below) * climb.slope, out=out)


def round_figures(figures: Whole, rounding: WholeRounding) -> None:
    """Replace `figures`, none below 0, by their number of rounding units."""
    round_to_units(figures, rounding.unit, rounding.mode)


def round_to_units(figures: Whole, unit: int | Whole, mode: RoundingMode) -> None:
    """Replace `figures`, none below 0, by their number of units: of one, or of each its own."""
    match mode:
        case RoundingMode.HALF_UP:
            np.add(figures, unit // 2, out=figures)
        case RoundingMode.UP:
            np.add(figures, unit - 1, out=figures)
        case RoundingMode.HALF_EVEN:
            steps, rest = np.divmod(figures, unit)
            up = (2 * rest > unit) | ((2 * rest == unit) & (steps % 2 == 1))
            figures[...] = steps + up
            return
        case RoundingMode.DOWN:
            pass
    np.floor_divide(figures, unit, out=figures)
