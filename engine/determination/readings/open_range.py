"""Within what a maximum lies over readings and judgements together (口径与判断合并区间)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from math import prod

from engine.determination.contract.method import Lines
from engine.determination.readings.band import Band, bands_of
from engine.determination.readings.judgements import MOST_TOGETHER
from engine.determination.readings.maxima import MaximaByReading
from engine.determination.readings.waiting import Waiting, points_of
from engine.determination.review.review import Review
from engine.method import evaluate_readings

__all__ = ["OpenRange", "open_range"]


@dataclass(frozen=True, slots=True)
class OpenRange:
    """The maximum while the law can be read in several ways, and items await judgement."""

    items: int
    """How many items with a place in the cost await judgement, under some reading."""
    readings: int
    """How many combinations of readings matter."""
    bands: tuple[Band, ...] | None
    """The bands over both together, each end with its readings, the default as the rules have it
    meanwhile; None where the items lie in more places than are looked at together."""


def open_range(of: MaximaByReading) -> OpenRange | None:
    """Return the maximum over every reading and every judgement that is open; None where no item
    awaits judgement, so that the bands are those of the readings alone.

    Of each item nothing may be counted, what the rules give, or all that was submitted. One of an
    earlier year matters only in the readings that take what earlier years came to.
    """
    waiting = [one for one in _waiting(of) if one.has_a_place]
    if not waiting:
        return None
    given, items = of.prepared, len({one.item.id for one in waiting})
    points = points_of(waiting, given.inputs, given.filed.submission.accounts_year)
    if prod(len(point.switch.values) for point in points) > MOST_TOGETHER:
        return OpenRange(items, len(of.outcomes), None)
    every = evaluate_readings(given.method.id, given.version, given.inputs, points)
    both = MaximaByReading(given, every, of.missing_years, of.deduction)
    default = dict(zip(of.years, of.default.maxima or (), strict=False))
    bands = (replace(band, default=default.get(band.years[0])) for band in bands_of(both))
    return OpenRange(items, len(of.outcomes), tuple(bands))


def _waiting(of: MaximaByReading) -> Iterator[Waiting]:
    given = of.prepared
    last_year = given.filed.submission.accounts_year
    default = {one.id: one.default for one in given.version.switches}
    ruled = {
        treated.item.id: of.every.case(Lines.REVIEWED, treated.item.id, default).figure
        for treated in given.review.treatments
    }
    yield from _of_year(last_year, given.review, ruled)
    for year, earlier in given.earlier.items():
        for one in _of_year(year, earlier.review, earlier.amounts()):
            if one.item.amount:
                yield one


def _of_year(year: int, review: Review, ruled: Mapping[str, Decimal | None]) -> Iterator[Waiting]:
    for treated in review.treatments:
        figure = ruled[treated.item.id]
        if treated.flag is not None and treated.decision is None and figure is not None:
            yield Waiting(year, treated.item, figure)
