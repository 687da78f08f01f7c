"""What a name in a formula stands for, seen from the scope the formula stands in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from engine.method.formula import expression as ex
from engine.method.formula.expression import Expression
from engine.method.model.document import (
    CYCLE,
    YEAR,
    Input,
    Line,
    MethodTable,
    MethodVersion,
    Parameter,
    Switch,
    TableColumn,
)
from engine.text import Text

__all__ = ["YEARS", "BuiltIn", "Key", "Meaning", "Names", "Place", "names_of"]

Key = str | int | None
"""The row, the year, or None for a figure of the cycle."""
YEARS = "years"
"""The name under which formulas sum over, and count, the years."""


class BuiltIn(StrEnum):
    """Names that every method has."""

    ID = "id"
    """The name of the row at hand."""
    ELAPSED = "elapsed"
    """Years that have passed since the first: 0 in the first year."""
    YEAR = "year"
    """The calendar year at hand, such as 2026."""


Meaning = Parameter | Input | Line | TableColumn | BuiltIn
"""What a name can stand for."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a formula stands, and which rows the sums around it are at."""

    scope: str
    """`cycle`, `year` or a table."""
    key: Key = None
    """The row or year that it is read for, when it is read for one."""
    tables: Mapping[str, str] = field(default_factory=dict)
    """Name of a sum's row → its table, or `years`."""
    keys: Mapping[str, Key] = field(default_factory=dict)
    """Name of a sum's row → the row or year that the sum is at; None where it is at all of them."""

    def inside(self, rows: ex.RowSum | ex.RowCount, key: Key = None) -> Place:
        """Return the place inside a sum or a count, at the row or year `key`."""
        tables, keys = {**self.tables, rows.row: rows.table}, {**self.keys, rows.row: key}
        return Place(self.scope, self.key, tables, keys)


class Names:
    """The names of one version of a method."""

    def __init__(self, version: MethodVersion) -> None:
        self.version = version
        self.parameters = {entry.id: entry for entry in version.parameters}
        self.inputs = {entry.id: entry for entry in version.inputs}
        self.switches = {entry.id: entry for entry in version.switches}
        self.tables = {entry.id: entry for entry in version.tables}
        self.lines = {entry.id: entry for entry in version.lines()}
        self._found: dict[tuple[str, str], Meaning | None] = {}

    def meaning(self, expression: Expression, place: Place) -> Meaning | None:
        """Return what a Name, Field, Lookup or Prior stands for, or None."""
        match expression:
            case ex.Name(name=name):
                return self._in_scope(name, place.scope) or self._of_cycle(name)
            case ex.Field(row=row, name=name):
                table = place.tables.get(row)
                if table is None:
                    return None
                return self._in_scope(name, YEAR if table == YEARS else table)
            case ex.Lookup(name=name):
                looked_in = self.looked_up_in(expression, place)
                return None if looked_in is None else self._in_scope(name, looked_in.id)
            case ex.Prior(name=name) if self.in_order(place.scope):
                found = self._in_scope(name, place.scope)
                return None if isinstance(found, BuiltIn) else found
        return None

    def in_order(self, scope: str) -> bool:
        """Return whether there is one before each row or year of `scope` but the first."""
        table = self.tables.get(scope)
        return scope == YEAR or (table is not None and table.order is not None)

    def looked_up_in(self, lookup: ex.Lookup, place: Place) -> MethodTable | None:
        """Return the table whose row a lookup's key names, or None."""
        key = self.meaning(lookup.key, place)
        if isinstance(key, TableColumn) and key.of is not None:
            return self.tables.get(key.of)
        return None

    def chooser(self, line: Line) -> Switch | TableColumn | None:
        """Return what chooses between the cases of a line: a switch, or a column of its table.

        Its `values` are all there must be cases of. None for a line with one formula, and where
        what the line names does not exist.
        """
        if line.by is None:
            return None
        if line.by.switch is not None:
            return self.switches.get(line.by.switch)
        table = self.tables.get(line.scope)
        return None if table is None else table.column(line.by.column or "")

    def title_compared(self, literal: Expression, beside: Expression, place: Place) -> Text | None:
        """Return the title of a written text in the closed list of the column `beside` it."""
        column = self.meaning(beside, place)
        if isinstance(literal, ex.Literal) and isinstance(column, TableColumn):
            return next((one.title for one in column.values if one.id == literal.text), None)
        return None

    def scopes_of(self, name: str) -> tuple[str, ...]:
        """Return the scopes in which `name` stands for something."""
        scopes = [table.id for table in self.version.tables if table.column(name) is not None]
        for entry in (self.lines.get(name), self.inputs.get(name)):
            if entry is not None:
                scopes.append(entry.scope)
        return (*scopes, CYCLE) if name in self.parameters else tuple(scopes)

    def _in_scope(self, name: str, scope: str) -> Meaning | None:
        at = (name, scope)
        if at not in self._found:
            self._found[at] = self._looked_for(name, scope)
        return self._found[at]

    def _looked_for(self, name: str, scope: str) -> Meaning | None:
        if scope == CYCLE:
            return None
        if scope == YEAR:
            if name in (BuiltIn.ELAPSED, BuiltIn.YEAR):
                return BuiltIn(name)
        elif scope in self.tables:
            if name == BuiltIn.ID:
                return BuiltIn.ID
            column = self.tables[scope].column(name)
            if column is not None:
                return column
        entry = self.lines.get(name) or self.inputs.get(name)
        return entry if entry is not None and entry.scope == scope else None

    def _of_cycle(self, name: str) -> Meaning | None:
        entry = self.lines.get(name) or self.inputs.get(name)
        if entry is not None and entry.scope == CYCLE:
            return entry
        return self.parameters.get(name)


_KNOWN: dict[int, Names] = {}
_MOST_KNOWN = 32


def names_of(version: MethodVersion) -> Names:
    """Return the names of `version`, gathered once for the versions that were last computed."""
    names = _KNOWN.get(id(version))  # it holds the version, so that no other has its id
    if names is None:
        if len(_KNOWN) >= _MOST_KNOWN:
            _KNOWN.clear()
        names = _KNOWN[id(version)] = Names(version)
    return names
