"""What a line comes to under each reading of the switches that it looks at (口径分支)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from engine.law import Fault
from engine.method.model.document import Switch

__all__ = ["Branch", "Case", "Cases", "OpenPoint", "Tree"]


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """What is open in the figures given, as a switch is in the law: cells are one or another."""

    switch: Switch
    """Its name, its readings, and the one by default."""
    cells: Mapping[tuple[str, str, str], Mapping[str, Decimal | str]]
    """Table, row and column → reading → what the cell then is."""


class Case(NamedTuple):
    """What a line, or a demand, comes to under some readings, whatever the other switches say."""

    readings: Mapping[str, str]
    """Switch → reading, of those that were looked at, in the order in which they were."""
    is_line: bool
    """Whether it is of a line; else of a demand."""
    figure: Decimal | None
    """The line's figure in its unit; None where it has none, and for a demand."""
    holds: bool
    """Whether the line could be computed, or the demand holds."""
    missing: tuple[Fault, ...] = ()
    """What was needed and not given."""
    columns: int = 0
    """The columns of which a cell was taken, a bit each: see `EveryReading.columns`."""
    follows: bool = False
    """Whether a line that was taken has no figure, so that there is nothing wrong of its own."""

    @property
    def failed(self) -> bool:
        """Whether the method refuses these readings on its account."""
        return not self.holds or bool(self.missing)


@dataclass(slots=True)
class Branch:
    """The switch that is looked at next, and what follows by its reading."""

    switch: str
    """The switch."""
    by: dict[str, Case | Branch] = field(default_factory=dict)
    """Reading → the case, or what is looked at then."""


Tree = Case | Branch
"""The one case where no switch is looked at, else the first that is."""


@dataclass(slots=True)
class Cases:
    """The cases of one line, by the switches that are looked at, in the order in which they are.

    Which switch is looked at next depends only on the readings before it, so that every case
    stands in one place.
    """

    top: dict[str, Tree] = field(default_factory=dict)
    """The tree, under no name; nothing without any case."""

    def under(self, readings: Mapping[str, str]) -> Case | None:
        """Return the case under these readings of all switches; None where it was not computed."""
        at = self.top.get("")
        while isinstance(at, Branch):
            at = at.by.get(readings[at.switch])
        return at

    def put(self, case: Case) -> None:
        """Add a case."""
        by, reading = self.top, ""
        for switch, after in case.readings.items():
            found = by.get(reading)
            if not isinstance(found, Branch):
                found = by[reading] = Branch(switch)
            by, reading = found.by, after
        by[reading] = case

    def __iter__(self) -> Iterator[Case]:
        """Yield every case that was added."""
        waiting = [*self.top.values()]
        while waiting:
            match waiting.pop():
                case Branch(by=by):
                    waiting.extend(reversed(by.values()))
                case Case() as one:
                    yield one

    def deciding(self) -> Tree:
        """Return the tree without the switches whose readings all come to the same."""
        return _deciding(self.top[""])


def _deciding(tree: Tree) -> Tree:
    if isinstance(tree, Case):
        return tree
    by = {reading: _deciding(one) for reading, one in tree.by.items()}
    first, *others = by.values()
    # Of a switch that is read in one way only, the others were not computed and are not alike.
    alike = others and all(_alike(first, one) for one in others)
    return first if alike else Branch(tree.switch, by)


def _alike(one: Tree, other: Tree) -> bool:
    """Return whether two trees come to the same, to the last digit that is written."""
    if isinstance(one, Branch) and isinstance(other, Branch):
        return one.switch == other.switch and all(
            _alike(of, other.by[reading]) for reading, of in one.by.items()
        )
    if isinstance(one, Case) and isinstance(other, Case):
        return one[1:] == other[1:] and str(one.figure) == str(other.figure)
    return False
