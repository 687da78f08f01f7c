"""The reader of all readings: each line once for each reading of the switches that it looks at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import takewhile
from typing import TypeVar

from engine.law import Fault
from engine.method.exact.values import GivenSteps
from engine.method.formula.grammar import parse
from engine.method.formula.names import Key, Names, Place
from engine.method.model.document import (
    YEAR,
    Demand,
    Input,
    Line,
    Parameter,
    Switch,
    TableColumn,
)
from engine.method.readings.cases import Case, Cases, OpenPoint
from engine.method.readings.functions import At, Function, FunctionMaker, NoFigure
from engine.money import LARGEST_COMPUTED, round_to

__all__ = ["ReadingsReader"]

K = TypeVar("K")
V = TypeVar("V")


@dataclass(slots=True)
class _Looked:
    """What is looked at while a line is computed, by itself and by the lines that it takes."""

    readings: dict[str, str] = field(default_factory=dict)
    missing: dict[str, Fault] = field(default_factory=dict)
    columns: int = 0
    follows: bool = False

    def add(self, case: Case) -> None:
        """Add what was looked at for the case of a line that is taken."""
        if case.readings:
            self.readings |= case.readings
        if case.missing:
            self.missing |= {fault.place: fault for fault in case.missing}
        self.columns |= case.columns


class ReadingsReader(FunctionMaker):
    """Computes lines as the exact reader does, without their explanation.

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
        super().__init__(names, given)
        self.columns: dict[tuple[str, str], int] = {}
        """Table and column → the bit of `Case.columns` that stands for it."""
        self._values = switches
        self._read_as = {switch: values[0] for switch, values in switches.items()}
        self._open = {at: point for point in points for at in point.cells}
        self._kept: dict[str, dict[Key, Cases]] = {}
        self._functions: dict[str, Function] = {}
        self._cells: dict[tuple[str, str], Callable[[str], Decimal | str]] = {}
        self._entries: dict[str, Callable[[Key], Decimal]] = {}
        self._looked = _Looked()

    def cases(self, entry: Line | Demand, key: Key) -> Cases:
        """Return every case of a line or a demand, for one row or year."""
        kept = self._kept.setdefault(entry.id, {}).setdefault(key, Cases())
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

    def line(self, line: Line) -> Callable[[Key], Decimal]:
        """Return the function of a line, under the readings at hand."""

        def figure(key: Key) -> Decimal:
            case = self._case_of(line, key)
            self._looked.add(case)
            if case.figure is None:
                self._looked.follows = True
                raise NoFigure
            return case.figure

        return figure

    def _up_to(self, line: Line, key: Key) -> None:
        if key not in self._kept.get(line.id, {}):
            for before in takewhile(key.__ne__, self._given.keys(line.scope)):
                self._case_of(line, before)

    def _case_of(self, entry: Line | Demand, key: Key) -> Case:
        kept = self._kept.setdefault(entry.id, {}).setdefault(key, Cases())
        found = kept.under(self._read_as)
        if found is None:
            outer, self._looked = self._looked, _Looked()
            try:
                found = self._computed(entry, key)
            finally:
                self._looked = outer
            kept.put(found)
        return found

    def _computed(self, entry: Line | Demand, key: Key) -> Case:
        """Return the case of a line or a demand under the readings at hand."""
        is_line, looked = isinstance(entry, Line), self._looked
        try:
            found = self._function(entry)((key,))
        except NoFigure:
            found = None
        figure = _shown(entry, found) if isinstance(entry, Line) else None
        holds = figure is not None if is_line else bool(found)
        missing = tuple(looked.missing.values())
        return Case(looked.readings, is_line, figure, holds, missing, looked.columns, looked.follows)

    def _function(self, entry: Line | Demand) -> Function:
        if entry.id not in self._functions:
            self._functions[entry.id] = self._made(entry)
        return self._functions[entry.id]

    def _made(self, entry: Line | Demand) -> Function:
        """Return the function of a formula; of several, that of the case at hand."""
        place = Place(entry.scope)
        formulas = {of: self.read(parse(one), place) for of, one in entry.formulas().items()}
        chooser = self._names.chooser(entry) if isinstance(entry, Line) else None
        match chooser:
            case Switch(id=switch):

                def by_switch(at: At) -> Decimal:
                    found: Decimal = formulas[self._reading(switch)](at)
                    return found

                return by_switch
            case TableColumn() as column:
                text = self._cell(entry.scope, column)

                def by_text(at: At) -> Decimal:
                    found: Decimal = formulas[str(text(str(at[0])))](at)
                    return found

                return by_text
        return formulas[""]

    def _reading(self, switch: str) -> str:
        """Return how a switch is read, and note that it was looked at."""
        reading = self._looked.readings[switch] = self._read_as[switch]
        return reading

    def _cell(self, table: str, column: TableColumn) -> Callable[[str], Decimal | str]:
        at = (table, column.id)
        if at not in self._cells:
            self._cells[at] = self._cells_of(table, column)
        return self._cells[at]

    def _cells_of(self, table: str, column: TableColumn) -> Callable[[str], Decimal | str]:
        bit = self.columns[table, column.id] = 1 << len(self.columns)
        opened = {at[1]: one for at, one in self._open.items() if at[::2] == (table, column.id)}
        value = self._asked(lambda row: self._given.value(table, row, column))

        def cell(row: str) -> Decimal | str:
            self._looked.columns |= bit
            if row in opened:
                point = opened[row]
                return point.cells[table, row, column.id][self._reading(point.switch.id)]
            return value(row)

        return cell

    def _entry(self, entry: Input | Parameter) -> Callable[[Key], Decimal]:
        if entry.id not in self._entries:
            figure = self._asked(lambda key: self._given.figure(entry, key).number)
            by_year = isinstance(entry, Input) and entry.scope == YEAR
            self._entries[entry.id] = figure if by_year else lambda key: figure(None)
        return self._entries[entry.id]

    def _asked(self, ask: Callable[[K], V]) -> Callable[[K], V]:
        """Return `ask`, each answer kept, noting whenever it is asked what was found missing when
        it was first."""
        known: dict[K, V] = {}
        lacking: dict[K, dict[str, Fault]] = {}

        def answer(of: K) -> V:
            if of not in known:
                before = len(self._given.missing)
                known[of] = ask(of)
                if found := self._given.missing[before:]:
                    lacking[of] = {fault.place: fault for fault in found}
            if of in lacking:
                self._looked.missing |= lacking[of]
            return known[of]

        return answer


def _shown(line: Line, found: Decimal | None) -> Decimal | None:
    """Return the figure of a line as it is shown; None where it is too large to be."""
    if found is None or abs(found) > LARGEST_COMPUTED:
        return None
    return found if line.round is None else round_to(found, line.round.rule)
