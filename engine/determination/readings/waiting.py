"""Items that await the reviewer's judgement, as points that are open beside the law's (待判断项目).

Of each, nothing may be counted, what the rules give, or all that was submitted. Items in one place
of the cost are turned together: the maximum hangs on their sum. What the rules count of an asset
can lie outside of what was submitted where it is rolled forward, so that each asset is turned by
itself, and left as it is ruled, too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from engine.determination.contract.method import ITEMS, ItemColumns
from engine.method import Inputs, OpenPoint, Switch, SwitchValue
from engine.money import CONTEXT
from engine.submission import Item
from engine.text import text

__all__ = ["HIGH", "LOW", "RULED", "Waiting", "point_of", "points_of"]

LOW, HIGH, RULED = "low", "high", "ruled"

_At = tuple[str, str, str]
_Cell = Decimal | str


@dataclass(frozen=True, slots=True)
class Waiting:
    """An item that awaits judgement in one year of accounts."""

    year: int
    """The year."""
    item: Item
    """The item, as submitted of that year."""
    ruled: Decimal
    """What the rules give of it meanwhile [yuan]."""

    @property
    def has_a_place(self) -> bool:
        """Whether it could count: it is of a pool, or of one use."""
        return self.item.pool is not None or self.item.direct is not None

    @property
    def least(self) -> Decimal:
        """The least that could be counted of it [yuan]."""
        return min(Decimal(0), self.ruled, self.item.amount)

    @property
    def most(self) -> Decimal:
        """The most that could be counted of it [yuan]."""
        return max(Decimal(0), self.ruled, self.item.amount)


def points_of(waiting: Iterable[Waiting], inputs: Inputs, last_year: int) -> list[OpenPoint]:
    """Return what is open in the cells of `inputs`, a point for all that is turned together."""
    places: dict[tuple[str | None, ...], list[Waiting]] = defaultdict(list)
    for one in waiting:
        item = one.item
        alone = None if item.asset is None else item.id
        places[item.pool, item.direct, alone].append(one)
    return [point_of(at, of, inputs, last_year) for at, of in enumerate(places.values())]


def point_of(at: int, waiting: Sequence[Waiting], inputs: Inputs, last_year: int) -> OpenPoint:
    """Return the point at which all that is `waiting` is turned together."""
    title = text("determination.awaits_judgement")
    names = (LOW, HIGH, RULED) if waiting[0].item.asset is not None else (LOW, HIGH)
    values = tuple(SwitchValue(id=one, title=title) for one in names)
    switch = Switch(id=f"judgement_{at}", title=title, default=LOW, values=values)
    by_item: dict[str, list[Waiting]] = defaultdict(list)
    for one in waiting:
        by_item[one.item.id].append(one)
    cells: dict[_At, Mapping[str, _Cell]] = {}
    for name, of in by_item.items():
        cells |= _cells(name, of, inputs, last_year)
    return OpenPoint(switch, cells)


def _cells(
    item: str, waiting: Sequence[Waiting], inputs: Inputs, last_year: int
) -> dict[_At, Mapping[str, _Cell]]:
    """Return the cells of one item, as they are in each case."""
    found: dict[_At, Mapping[str, _Cell]] = {}
    given = inputs.cell(ITEMS, item, ItemColumns.EARLIER_REVIEWED)
    before = given if isinstance(given, Decimal) else Decimal(0)
    earlier = {LOW: before, HIGH: before, RULED: before}
    for one in waiting:
        if one.year == last_year:
            changed = {LOW: "changed", HIGH: "changed", RULED: ""}
            amounts = {LOW: one.least, HIGH: one.most, RULED: Decimal(0)}
            found[ITEMS, item, ItemColumns.DECIDED] = changed
            found[ITEMS, item, ItemColumns.DECIDED_AMOUNT] = amounts
        else:
            for case, amount in ((LOW, one.least), (HIGH, one.most)):
                more = CONTEXT.subtract(amount, one.ruled)
                earlier[case] = CONTEXT.add(earlier[case], more)
    found[ITEMS, item, ItemColumns.EARLIER_REVIEWED] = earlier
    return found
