"""How far a maximum can move while items await the reviewer's judgement (待判断项目)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from engine.determination.contract.method import ITEMS, ItemColumns, Lines
from engine.determination.maximum.result import Determination
from engine.determination.review.review import Undecided
from engine.method import OpenPoint, Switch, SwitchValue, evaluate_readings
from engine.money import CONTEXT
from engine.text import Text, text

__all__ = ["Judged", "OpenJudgements", "open_judgements"]

_CORNERS = 8
"""Places in the cost of which every combination is looked at."""
LOW, HIGH = "low", "high"


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
    waiting: dict[str, list[Undecided]] = defaultdict(list)
    for one in of.undecided:
        item = one.treated.item
        if one.treated.flag is not None and (item.pool is not None or item.direct is not None):
            waiting[item.id].append(one)
    if not waiting:
        return None
    cells = {name: _cells(of, found) for name, found in waiting.items()}
    items = []
    for name, found in waiting.items():
        low, high = _maxima(of, [_point(0, cells[name])])
        items.append(Judged(name, found[0].treated.item.title, low, high))
    items.sort(key=lambda one: one.moves, reverse=True)
    places: dict[tuple[str | None, str | None], dict[tuple[str, str, str], Mapping[str, _Cell]]]
    places = defaultdict(dict)
    for name, found in waiting.items():
        item = found[0].treated.item
        places[item.pool, item.direct] |= cells[name]
    if len(places) > _CORNERS:
        return OpenJudgements(tuple(items), None)
    maxima = _maxima(of, [_point(at, each) for at, each in enumerate(places.values())])
    return OpenJudgements(tuple(items), (min(maxima), max(maxima)))


_Cell = Decimal | str


def _cells(
    of: Determination, waiting: Sequence[Undecided]
) -> dict[tuple[str, str, str], Mapping[str, _Cell]]:
    """Return the cells of one item, with the least and the most that could be counted of it."""
    item = waiting[0].treated.item
    found: dict[tuple[str, str, str], Mapping[str, _Cell]] = {}
    earlier = _earlier(of, item.id)
    for one in waiting:
        low, high, ruled = _amounts(of, one)
        if one.year == of.filed.submission.accounts_year:
            found[ITEMS, item.id, ItemColumns.DECIDED] = {LOW: "changed", HIGH: "changed"}
            found[ITEMS, item.id, ItemColumns.DECIDED_AMOUNT] = {LOW: low, HIGH: high}
        else:
            earlier = {
                LOW: CONTEXT.add(earlier[LOW], CONTEXT.subtract(low, ruled)),
                HIGH: CONTEXT.add(earlier[HIGH], CONTEXT.subtract(high, ruled)),
            }
    found[ITEMS, item.id, ItemColumns.EARLIER_REVIEWED] = earlier
    return found


def _amounts(of: Determination, waiting: Undecided) -> tuple[Decimal, Decimal, Decimal]:
    """Return the least and the most that could be counted of an item in a year, and what is."""
    item = waiting.treated.item
    last = waiting.year == of.filed.submission.accounts_year
    worksheet = of.worksheet if last else of.earlier[waiting.year].worksheet
    ruled = worksheet.step(Lines.REVIEWED, item.id).number
    amounts = (Decimal(0), ruled, item.amount)
    return min(amounts), max(amounts), ruled


def _earlier(of: Determination, item: str) -> Mapping[str, Decimal]:
    given = of.worksheet.inputs.cell(ITEMS, item, ItemColumns.EARLIER_REVIEWED)
    amount = given if isinstance(given, Decimal) else Decimal(0)
    return {LOW: amount, HIGH: amount}


def _point(at: int, cells: Mapping[tuple[str, str, str], Mapping[str, _Cell]]) -> OpenPoint:
    title = text("determination.awaits_judgement")
    values = tuple(SwitchValue(id=one, title=title) for one in (LOW, HIGH))
    return OpenPoint(Switch(id=f"judgement_{at}", title=title, default=LOW, values=values), cells)


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
