"""Formulas read row by row and year by year: what the exact and the array reader share."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from itertools import takewhile

from engine.method.exact.values import GivenSteps
from engine.method.formula import expression as ex
from engine.method.formula.names import BuiltIn, Key, Names, Place
from engine.method.formula.walker import F, Named, R, T, Walker
from engine.method.model.document import (
    CYCLE,
    Input,
    Line,
    Parameter,
    Switch,
    SwitchValue,
    TableColumn,
)

__all__ = ["RowReader"]


class RowReader(Walker[R, F, T]):
    """Looks names up at the row or year at hand, and goes through the rows of sums and counts."""

    def __init__(
        self, names: Names, given: GivenSteps, switches: Mapping[str, SwitchValue]
    ) -> None:
        self._names = names
        self._given = given
        self._switches = switches

    @abstractmethod
    def line(self, line: Line, key: Key) -> F:
        """Return a line for one row or year; each is computed once."""

    @abstractmethod
    def _computed(self, line: Line, key: Key) -> bool:
        """Return whether `line` was asked for before."""

    @abstractmethod
    def _entry(self, entry: Input | Parameter, key: Key) -> F:
        """Return an input, of the year `key` when it has several, or a parameter."""

    @abstractmethod
    def _cell(self, table: str, row: str, column: TableColumn) -> R | F:
        """Return a cell of a table."""

    @abstractmethod
    def _built_in(self, name: BuiltIn, key: Key) -> R | F:
        """Return what every row or year has."""

    @abstractmethod
    def _text_of(self, found: R | F | T) -> str:
        """Return the text that was read."""

    @abstractmethod
    def _no_row(self, name: R | F | T) -> R | F:
        """Return what is looked up in a row that is not there, or raise."""

    def _named(self, piece: Named, place: Place) -> R | F:
        """Return what a name stands for at the row or year at hand."""
        match piece:
            case ex.Field(row=row):
                return self._at(piece, place, place.tables[row], place.keys[row])
            case ex.Lookup():
                table = self._names.looked_up_in(piece, place)
                name = self.read(piece.key, place)
                return self._looked_up(piece, place, table.id if table is not None else "", name)
        return self._at(piece, place, place.scope, place.key)

    def _looked_up(self, piece: ex.Lookup, place: Place, table: str, name: R | F | T) -> R | F:
        """Return what stands in the row of `table` that was read as `name`."""
        key = self._text_of(name)
        if key not in self._given.keys(table):
            return self._no_row(name)
        return self._at(piece, place, table, key)

    def _at(self, piece: Named, place: Place, scope: str, key: Key) -> R | F:
        """Return what `piece`, read at `place`, stands for in one row or year of `scope`."""
        meaning = self._names.meaning(piece, place)
        match meaning:
            case TableColumn():
                return self._cell(scope, str(key), meaning)
            case BuiltIn():
                return self._built_in(meaning, key)
        assert meaning is not None
        return self._of_worksheet(meaning, key)

    def _prior(self, piece: ex.Prior, place: Place) -> R | F:
        """Return the figure of the year or row before; in the first, the start."""
        before = self._given.before(place.scope, place.key)
        if before is None:
            return self.figure(piece.start, place)
        match entry := self._names.meaning(piece, place):
            case TableColumn():
                return self._cell(place.scope, str(before), entry)
            case Line():
                if not self._computed(entry, before):
                    # From the first on, so that a long table is no tower of calls.
                    for key in takewhile(place.key.__ne__, self._given.keys(place.scope)):
                        self.line(entry, key)
                return self.line(entry, before)
        assert isinstance(entry, Input)
        return self._entry(entry, before)

    def _of_worksheet(self, entry: Line | Input | Parameter, key: Key) -> F:
        if isinstance(entry, Line):
            return self.line(entry, None if entry.scope == CYCLE else key)
        return self._entry(entry, key)

    def _rows(self, rows: ex.RowSum | ex.RowCount, place: Place) -> Iterator[tuple[T, Place]]:
        """Yield whether each row, or year, of a sum or count counts in it, and its place."""
        for key in self._given.keys(rows.table):
            inside = place.inside(rows, key)
            holds = self._joined((self.condition(one, inside) for one in rows.where), until=False)
            yield holds, inside

    def _case(self, line: Line, place: Place) -> str:
        """Return the case of a line: the reading of its switch, or the text in its row."""
        match self._names.chooser(line):
            case Switch(id=switch):
                return self._switches[switch].id
            case TableColumn() as column:
                return self._text_of(self._cell(place.scope, str(place.key), column))
        return ""
