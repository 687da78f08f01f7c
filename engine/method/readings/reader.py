"""The reader of all readings: each line once for each reading of the switches that it looks at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import TypeVar

from engine.law import Fault
from engine.method.arrays.figures import NOTHING, Figure
from engine.method.arrays.reader import ArrayReader
from engine.method.arrays.texts import DrawnText
from engine.method.exact.values import GivenSteps
from engine.method.formula.names import Key, Names, Place
from engine.method.model.document import (
    Demand,
    Input,
    Line,
    Parameter,
    Switch,
    TableColumn,
)
from engine.method.readings.cases import Case, Cases, OpenPoint
from engine.money import LARGEST_COMPUTED, round_to

__all__ = ["ReadingsReader"]

_T = TypeVar("_T")


@dataclass(slots=True)
class _Looked:
    """What is looked at while a line is computed, by itself and by the lines that it takes."""

    readings: dict[str, str] = field(default_factory=dict)
    missing: dict[str, Fault] = field(default_factory=dict)
    columns: set[tuple[str, str]] = field(default_factory=set)
    follows: bool = False

    def case(self, is_line: bool, figure: Decimal | None, holds: bool) -> Case:
        missing, columns = tuple(self.missing.values()), frozenset(self.columns)
        return Case(self.readings, is_line, figure, holds, missing, columns, self.follows)

    def add(self, case: Case) -> None:
        """Add what was looked at for the case of a line that is taken."""
        self.readings |= case.readings
        self.missing |= {fault.place: fault for fault in case.missing}
        self.columns |= case.columns
        self.follows |= case.figure is None


class ReadingsReader(ArrayReader):
    """Computes lines in Decimal, as the exact reader does, without their explanation.

    A line is kept with the readings that were looked at on the way, and computed again only where
    one of them is another.
    """

    def __init__(
        self,
        names: Names,
        given: GivenSteps,
        switches: Mapping[str, Sequence[str]],
        points: Sequence[OpenPoint],
    ) -> None:
        """Read by `switches`, each with its readings."""
        super().__init__(names, given, {}, {}, {}, {})
        self._values = switches
        self._read_as = {switch: values[0] for switch, values in switches.items()}
        self._open = {at: point for point in points for at in point.cells}
        self._kept: defaultdict[tuple[str, Key], Cases] = defaultdict(Cases)
        self._lacked: dict[tuple[object, ...], tuple[Fault, ...]] = {}
        self._looked = _Looked()

    def cases(self, entry: Line | Demand, key: Key) -> Cases:
        """Return every case of a line or a demand, for one row or year."""
        kept = self._kept[entry.id, key]
        self._complete(kept, entry, key)
        return kept

    def _complete(self, cases: Cases, entry: Line | Demand, key: Key) -> None:
        """Compute every case from here on that is not known; the switches above are read so."""
        if cases.case is None and not cases.switch:
            self._case_of(entry, key)
        if cases.switch:
            for reading in self._values[cases.switch]:
                self._read_as[cases.switch] = reading
                self._complete(cases.branches.setdefault(reading, Cases()), entry, key)

    def line(self, line: Line, key: Key) -> Figure:
        """Return a line for one row or year under the readings at hand."""
        case = self._case_of(line, key)
        self._looked.add(case)
        return NOTHING if case.figure is None else case.figure

    def _case_of(self, entry: Line | Demand, key: Key) -> Case:
        kept = self._kept[entry.id, key]
        found = kept.under(self._read_as)
        if found is None:
            outer, self._looked = self._looked, _Looked()
            try:
                if isinstance(entry, Line):
                    figure = self._computed_line(entry, key)
                    found = self._looked.case(True, figure, figure is not None)
                else:
                    found = self._looked.case(False, None, self.holds(entry, key) is True)
            finally:
                self._looked = outer
            kept.put(found)
        return found

    def _computed_line(self, line: Line, key: Key) -> Decimal | None:
        """Return the figure of a line; None where it has none, or none that can be shown."""
        found = self._unrounded(line, key)
        if not isinstance(found, Decimal) or abs(found) > LARGEST_COMPUTED:
            return None
        return found if line.round is None else round_to(found, line.round.rule)

    def _computed(self, line: Line, key: Key) -> bool:
        return self._kept[line.id, key].under(self._read_as) is not None

    def _case(self, line: Line, place: Place) -> str:
        chooser = self._names.chooser(line)
        return self._reading(chooser.id) if isinstance(chooser, Switch) else ""

    def _reading(self, switch: str) -> str:
        """Return how a switch is read, and note that it was looked at."""
        self._looked.readings[switch] = self._read_as[switch]
        return self._read_as[switch]

    def _cell(self, table: str, row: str, column: TableColumn) -> str | DrawnText | Figure:
        self._looked.columns.add((table, column.id))
        at = (table, row, column.id)
        if at in self._open:
            point = self._open[at]
            return point.cells[at][self._reading(point.switch.id)]
        return self._asked(at, partial(super()._cell, table, row, column))

    def _entry(self, entry: Input | Parameter, key: Key) -> Figure:
        return self._asked((entry.id, key), partial(super()._entry, entry, key))

    def _asked(self, at: tuple[object, ...], ask: Callable[[], _T]) -> _T:
        """Return what is asked for, and note what was found missing when it was first."""
        before = len(self._given.missing)
        found = ask()
        lacking = self._lacked.setdefault(at, tuple(self._given.missing[before:]))
        self._looked.missing |= {fault.place: fault for fault in lacking}
        return found
