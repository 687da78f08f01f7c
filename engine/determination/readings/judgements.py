"""How far a maximum can move while items await the reviewer's judgement (待判断项目)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import prod

from engine.determination.contract.method import Lines
from engine.determination.maximum.result import Determination
from engine.determination.readings.waiting import Waiting, point_of, points_of
from engine.determination.review.review import Undecided
from engine.method import OpenPoint, evaluate_readings
from engine.money import CONTEXT
from engine.text import Text

__all__ = ["MOST_TOGETHER", "Judged", "OpenJudgements", "open_judgements"]

MOST_TOGETHER = 256
"""In how many ways what awaits judgement is turned together."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What one item that awaits judgement moves, all others as the rules have them."""

    item: str
    """The item."""
    title: Text
    """What it is called."""
    low: Decimal
    """The maximum with the least that could be counted of it [yuan/year]."""
    high: Decimal
    """The maximum with the most [yuan/year]; the lower of the two where cost lowers a maximum."""

    @property
    def moves(self) -> Decimal:
        """Between the two [yuan/year]."""
        return abs(CONTEXT.subtract(self.high, self.low))


@dataclass(frozen=True, slots=True)
class OpenJudgements:
    """What hangs on items that await judgement, in the first year of the cycle.

    Of each, nothing may be counted, what the rules give, or all that was submitted.
    """

    items: tuple[Judged, ...]
    """Each item that has a place in the cost, that which moves most first."""
    bounds: tuple[Decimal, Decimal] | None
    """The least and the greatest maximum, whatever is decided of all of them [yuan/year]; None
    where they lie in more places than are looked at together."""


def open_judgements(of: Determination) -> OpenJudgements | None:
    """Return what hangs on the items of `of` that await judgement; None where none does.

    The class of an asset that is not said is no such judgement: see `Determination.possible`.
    """
    waiting: dict[str, list[Waiting]] = defaultdict(list)
    for one in of.undecided:
        if one.treated.flag is not None:
            found = Waiting(one.year, one.treated.item, _ruled(of, one))
            if found.has_a_place:
                waiting[found.item.id].append(found)
    if not waiting:
        return None
    inputs, last_year = of.worksheet.inputs, of.filed.submission.accounts_year
    items = [_judged(of, point_of(0, one, inputs, last_year), one) for one in waiting.values()]
    items.sort(key=lambda one: one.moves, reverse=True)
    points = points_of((one for each in waiting.values() for one in each), inputs, last_year)
    if prod(len(point.switch.values) for point in points) > MOST_TOGETHER:
        return OpenJudgements(tuple(items), None)
    maxima = _maxima(of, points)
    return OpenJudgements(tuple(items), (min(maxima), max(maxima)))


def _judged(of: Determination, point: OpenPoint, waiting: Sequence[Waiting]) -> Judged:
    low, high, *ruled = _maxima(of, [point])
    if low <= high:
        low, high = min([low, *ruled]), max([high, *ruled])
    else:
        low, high = max([low, *ruled]), min([high, *ruled])
    return Judged(waiting[0].item.id, waiting[0].item.title, low, high)


def _ruled(of: Determination, waiting: Undecided) -> Decimal:
    """Return what the rules give of an item in a year."""
    last = waiting.year == of.filed.submission.accounts_year
    worksheet = of.worksheet if last else of.earlier[waiting.year].worksheet
    return worksheet.step(Lines.REVIEWED, waiting.treated.item.id).number


def _maxima(of: Determination, points: Sequence[OpenPoint]) -> tuple[Decimal, ...]:
    """Return the maximum of the first year in every combination of `points`, as `of` is read."""
    worksheet = of.worksheet
    inputs = replace(worksheet.inputs, blocks=(), lines=(Lines.MAXIMUM_AFTER_DEDUCTION,))
    fixed = {switch: value.id for switch, value in worksheet.switch_values.items()}
    every = evaluate_readings(of.method_id, worksheet.version, inputs, points, fixed)
    choices = tuple(point.switch for point in points)
    found = (
        every.case(Lines.MAXIMUM_AFTER_DEDUCTION, of.years[0], readings).figure
        for readings in every.combinations(choices)
    )
    return tuple(one for one in found if one is not None)
