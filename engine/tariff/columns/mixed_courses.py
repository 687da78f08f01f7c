"""Mixed tariffs of plain courses: each row finds its band and takes its figures; no row is moved.

Imported by the array reader only, for numpy.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from engine.tariff.columns.block import Columns, checked_units
from engine.tariff.columns.course_amounts import Whole, Working, round_figures
from engine.tariff.columns.plan.course import Course
from engine.tariff.columns.plan.whole import (
    FITS,
    ColumnPlan,
    ComponentPlan,
    RunningTotal,
    WholeRounding,
)

__all__ = ["MixedCourses", "mixed_courses"]

_NEVER = 2**63 - 1
_HALF = 2**31 - 1
_MOST_BANDS = 255


@dataclass(frozen=True, slots=True)
class MixedCourses:
    """Several tariffs, the amount of each one course, as tables."""

    plan: ColumnPlan
    """The one of them that reads the least quantity; all count the same columns."""
    above: Whole
    """For each band but the first, by tariff: the units above which it begins."""
    above_half: NDArray[np.int32]
    """The same for units that fit in 32 bits."""
    constant: Whole
    slope: Whole
    """An amount is `constant + slope × units`; by tariff and band."""
    rounding: WholeRounding | None
    times: int
    """What a figure is multiplied by to be micro-yuan."""

    def rate_block(
        self, which: NDArray[np.intp], rows: Columns, total: Whole, working: Working
    ) -> None:
        """Write what `rows` cost (micro-yuan) into `total`; `which` names the tariff of each."""
        component = self.plan.components[0]
        if rows.prior is None:
            units = checked_units(self.plan, component, rows)
            self._running(which, units, total, working)
            return
        cumulated = checked_units(self.plan, component, rows, with_prior=True)
        self._running(which, cumulated, total, working)
        before = working.before[: len(total)]
        self._running(which, rows.prior, before, working)
        before[rows.first if rows.first is not None else rows.prior == 0] = 0
        np.subtract(total, before, out=total)

    def _running(self, which: NDArray[np.intp], units: Whole, out: Whole, working: Working) -> None:
        # All bands in one call each: two threads hinder each other at every call.
        size, bends = len(units), len(self.above)
        narrow = self.plan.components[0].largest < _HALF
        if narrow:  # compares at twice the speed
            edges = working.half[: bends * size].reshape(bends, size)
            np.take(self.above_half, which, axis=1, out=edges, mode="clip")
        else:
            edges = np.take(self.above, which, axis=1, mode="clip")
        passed = working.passed[: bends * size].reshape(bends, size)
        np.greater(units.astype(np.int32) if narrow else units, edges, out=passed)
        band, place, spare = working.band[:size], working.units[:size], working.spare[:size]
        np.add.reduce(passed.view(np.uint8), axis=0, out=band)
        np.multiply(which, bends + 1, out=place)
        np.add(place, band, out=place)
        np.take(self.slope, place, out=out, mode="clip")
        np.multiply(out, units, out=out)
        np.take(self.constant, place, out=spare, mode="clip")
        np.add(out, spare, out=out)
        if self.rounding is not None:
            round_figures(out, self.rounding)
        if self.times != 1:
            np.multiply(out, self.times, out=out)


def mixed_courses(plans: Sequence[ColumnPlan]) -> MixedCourses | None:
    """Return `plans` as tables; None where one is more than a course, or they round differently."""
    found = [part for plan in plans if (part := _plain(plan)) is not None]
    components = [component for component, _, _ in found]
    totals = [total for _, total, _ in found]
    ways = {
        (part.counts, total.declared, plan.unit)
        for (part, total, _), plan in zip(found, plans, strict=False)
    }
    if len(components) < len(plans) or len(ways) > 1:
        return None
    # All in the finest figures of any; to round what is a multiple anyway changes nothing.
    finest = min(map(_micro, totals))
    factors = [int(_micro(total) / finest) for total in totals]
    courses = [course for _, _, course in found]
    bands = max(len(course.bends) for course in courses) + 1
    most = [
        course.most(each.largest) * factor
        for each, course, factor in zip(components, courses, factors, strict=True)
    ]
    if bands > _MOST_BANDS or max(most) >= FITS:
        return None
    declared = totals[0].declared
    rounds = any(total.rounding is not None for total in totals)
    if not rounds:
        factors = [int(factor * finest) for factor in factors]
    pieces = [
        [*_pieces(course, factor, bands)] for course, factor in zip(courses, factors, strict=True)
    ]
    constant, slope = ([piece[part] for tariff in pieces for piece in tariff] for part in (0, 1))
    above = np.array(
        [[_above(course, position) for course in courses] for position in range(bands - 1)],
        dtype=np.int64,
    ).reshape(bands - 1, len(courses))
    return MixedCourses(
        plan=plans[min(range(len(plans)), key=lambda place: components[place].largest)],
        above=above,
        above_half=np.minimum(above, _HALF).astype(np.int32),
        constant=np.array(constant, dtype=np.int64),
        slope=np.array(slope, dtype=np.int64),
        rounding=WholeRounding(int(declared.unit / finest), declared.mode) if rounds else None,
        times=declared.unit if rounds else 1,
    )


def _plain(plan: ColumnPlan) -> tuple[ComponentPlan, RunningTotal, Course] | None:
    """Return the one component of `plan` and its course, if it is no more than that, rounded."""
    component = plan.components[0]
    total = component.total
    if not isinstance(total, RunningTotal):
        return None
    course = total.courses[0]
    if not isinstance(course, Course) or course.climb is not None:
        return None
    plain = (
        len(plan.components) == 1
        and plan.rounding is None
        and total.by_band is None
        and total.least is None
        and total.most is None
        and total.zero is None
        and course.block is None
        and not component.quota
        and component.converted is None
        and component.collected
        and not component.apart
        and len(component.counts) == 1
    )
    return (component, total, course) if plain else None


def _micro(total: RunningTotal) -> Fraction:
    """Return how many micro-yuan one of a total's figures is: a power of ten."""
    return Fraction(total.times, 1 if total.rounding is None else total.rounding.unit)


def _pieces(course: Course, factor: int, bands: int) -> Iterator[tuple[int, int]]:
    """Yield constant and slope of each band; a tariff of fewer never reaches the rest."""
    constant, slope = course.base, course.slope
    yield constant * factor, slope * factor
    for position in range(bands - 1):
        if position < len(course.bends):
            bend = course.bends[position]
            constant += bend.jump - bend.slope * bend.above
            slope += bend.slope
        yield constant * factor, slope * factor


def _above(course: Course, position: int) -> int:
    return course.bends[position].above if position < len(course.bends) else _NEVER
