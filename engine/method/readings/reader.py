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
from engine.method.readings.cases import Branch, Case, Cases, OpenPoint, Tree
from engine.method.readings.functions import At, Function, FunctionMaker, NoFigure
from engine.money import LARGEST_COMPUTED, round_to

__all__ = ["ReadingsReader"]

K = TypeVar("K")
V = TypeVar("V")


@dataclass(slots=True)
class _Looked:
    """What is looked at while a line is computed, by itself and by the lines that it takes."""

    readings: dict[str, str] = field(default_factory=dict)
    missing: tuple[Fault, ...] = ()
    columns: int = 0
    follows: bool = False

    def lack(self, missing: tuple[Fault, ...]) -> None:
        """Add what was needed and not given, each once."""
        self.missing += tuple(fault for fault in missing if fault not in self.missing)


class ReadingsReader(FunctionMaker):
    """Computes lines as the exact reader does, without their explanation.

    A line is computed once for each reading of the switches that are looked at on the way, and
    kept; what takes it looks only at those of them that make it another.
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
        self.asked_for: set[str] = set()
        """Places of what some case needed, and was not given."""
        self._values = switches
        self._read_as = {switch: values[0] for switch, values in switches.items()}
        self._open = {at: point for point in points for at in point.cells}
        self._cases: dict[tuple[str, Key], Cases] = {}
        self._trees: dict[str, dict[Key, Tree]] = {}
        self._functions: dict[str, Function] = {}
        self._columns: dict[tuple[str, str], Callable[[str], Decimal | str]] = {}
        self._entries: dict[str, Callable[[Key], Decimal]] = {}
        self._looked = _Looked()

    def cases(self, entry: Line | Demand, key: Key) -> Cases:
        """Return every case of a line or a demand, for one row or year."""
        at = (entry.id, key)
        if at not in self._cases:
            found = Cases()
            found.put(self._computed(entry, key))
            self._complete(found, found.top[""], entry, key)
            self._cases[at] = found
        return self._cases[at]

    def _complete(self, cases: Cases, at: Tree, entry: Line | Demand, key: Key) -> None:
        """Compute every case from here on that is not known; the switches above are read so."""
        if isinstance(at, Branch):
            before = self._read_as[at.switch]
            for reading in self._values[at.switch]:
                self._read_as[at.switch] = reading
                if reading not in at.by:
                    cases.put(self._computed(entry, key))
                self._complete(cases, at.by[reading], entry, key)
            self._read_as[at.switch] = before

    def line(self, line: Line) -> Callable[[Key], Decimal]:
        """Return the function of a line, under the readings at hand."""
        trees, read_as = self._trees.setdefault(line.id, {}), self._read_as

        def figure(key: Key) -> Decimal:
            if key not in trees:
                trees[key] = self.cases(line, key).deciding()
            at, looked = trees[key], self._looked
            while isinstance(at, Branch):
                looked.readings[at.switch] = reading = read_as[at.switch]
                at = at.by[reading]
            looked.columns |= at.columns
            if at.missing:
                looked.lack(at.missing)
            if at.figure is None:
                looked.follows = True
                raise NoFigure
            return at.figure

        return figure

    def _up_to(self, line: Line, key: Key) -> None:
        if (line.id, key) not in self._cases:
            for before in takewhile(key.__ne__, self._given.keys(line.scope)):
                self.cases(line, before)

    def _computed(self, entry: Line | Demand, key: Key) -> Case:
        """Return the case of a line or a demand under the readings at hand."""
        outer, self._looked = self._looked, _Looked()
        looked, is_line = self._looked, isinstance(entry, Line)
        try:
            found = self._function(entry)((key,))
        except NoFigure:
            found = None
        finally:
            self._looked = outer
        figure = found if is_line else None
        holds = figure is not None if is_line else bool(found)
        of = (looked.missing, looked.columns, looked.follows)
        return Case(looked.readings, is_line, figure, holds, *of)

    def _function(self, entry: Line | Demand) -> Function:
        if entry.id not in self._functions:
            made = self._made(entry)
            self._functions[entry.id] = _shown(entry, made) if isinstance(entry, Line) else made
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
        if at not in self._columns:
            self._columns[at] = self._cells_of(table, column)
        return self._columns[at]

    def _cells_of(self, table: str, column: TableColumn) -> Callable[[str], Decimal | str]:
        bit = self.columns[table, column.id] = 1 << len(self.columns)
        opened = {at[1]: one for at, one in self._open.items() if at[::2] == (table, column.id)}

        def given(row: str) -> Decimal | str:
            return self._given.value(table, row, column)

        value = self._asked(given)

        def cell(row: str) -> Decimal | str:
            self._looked.columns |= bit
            if row in opened:
                point = opened[row]
                return point.cells[table, row, column.id][self._reading(point.switch.id)]
            return value(row)

        return cell

    def _entry(self, entry: Input | Parameter) -> Callable[[Key], Decimal]:
        if entry.id not in self._entries:

            def given(key: Key) -> Decimal:
                return self._given.figure(entry, key).number

            figure = self._asked(given)
            by_year = isinstance(entry, Input) and entry.scope == YEAR
            self._entries[entry.id] = figure if by_year else lambda key: figure(None)
        return self._entries[entry.id]

    def _asked(self, ask: Callable[[K], V]) -> Callable[[K], V]:
        """Return `ask`, each answer kept, noting whenever it is asked what was found missing when
        it was first."""
        known: dict[K, V] = {}
        lacking: dict[K, tuple[Fault, ...]] = {}

        def answer(of: K) -> V:
            if of not in known:
                before = len(self._given.missing)
                known[of] = ask(of)
                if found := self._given.missing[before:]:
                    lacking[of] = tuple(found)
                    self.asked_for |= {fault.place for fault in found}
            if of in lacking:
                self._looked.lack(lacking[of])
            return known[of]

        return answer


def _shown(line: Line, made: Function) -> Function:
    """Return the function of a line with its rounding; one too large to be shown is no figure."""
    rule = None if line.round is None else line.round.rule

    def shown(at: At) -> Decimal:
        found: Decimal = made(at)
        if abs(found) > LARGEST_COMPUTED:
            raise NoFigure
        return found if rule is None else round_to(found, rule)

    return shown
