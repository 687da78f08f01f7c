"""What a line comes to under each reading of the switches that it looks at (口径分支)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from engine.law import Fault
from engine.method.model.document import Switch

__all__ = ["Branch", "Case", "Cases", "OpenPoint"]


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


@dataclass(slots=True)
class Cases:
    """The cases of one line, by the switches that are looked at, in the order in which they are.

    Which switch is looked at next depends only on the readings before it, so that every case
    stands in one place.
    """

    top: dict[str, Case | Branch] = field(default_factory=dict)
    """Under no name the one case where no switch is looked at, else the first that is."""

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

    def all(self) -> list[Case]:
        """Return every case that was added."""
        waiting, found = [*self.top.values()], []
        while waiting:
            match waiting.pop():
                case Branch(by=by):
                    waiting.extend(reversed(by.values()))
                case Case() as one:
                    found.append(one)
        return found
