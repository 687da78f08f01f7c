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
    Column,
    Input,
    Line,
    MethodVersion,
    Parameter,
    Table,
)
from engine.text import Text

__all__ = ["YEARS", "BuiltIn", "Meaning", "Names", "Place"]

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


Meaning = Parameter | Input | Line | Column | BuiltIn
"""What a name can stand for."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a formula stands, and over which tables the sums around it run."""

    scope: str
    """`cycle`, `year` or a table."""
    rows: Mapping[str, str] = field(default_factory=dict)
    """Name of a sum's row → its table, or `years`."""

    def inside(self, total: ex.Total | ex.Count) -> Place:
        """Return the place inside a sum or a count."""
        return Place(self.scope, {**self.rows, total.row: total.table})


class Names:
    """The names of one version of a method."""

    def __init__(self, version: MethodVersion) -> None:
        self.version = version
        self.parameters = {entry.id: entry for entry in version.parameters}
        self.inputs = {entry.id: entry for entry in version.inputs}
        self.switches = {entry.id: entry for entry in version.switches}
        self.tables = {entry.id: entry for entry in version.tables}
        self.lines = {entry.id: entry for entry in version.lines()}

    def meaning(self, expression: Expression, place: Place) -> Meaning | None:
        """Return what a Name, Field, Lookup or Prior stands for, or None."""
        match expression:
            case ex.Name(name=name):
                return self._in_scope(name, place.scope) or self._of_cycle(name)
            case ex.Field(row=row, name=name):
                table = place.rows.get(row)
                if table is None:
                    return None
                return self._in_scope(name, YEAR if table == YEARS else table)
            case ex.Lookup(name=name):
                looked_in = self.looked_up_in(expression, place)
                return None if looked_in is None else self._in_scope(name, looked_in.id)
            case ex.Prior(name=name):
                found = self._in_scope(name, YEAR) if place.scope == YEAR else None
                return found if isinstance(found, Line | Input) else None
        return None

    def looked_up_in(self, lookup: ex.Lookup, place: Place) -> Table | None:
        """Return the table whose row a lookup's key names, or None."""
        key = self.meaning(lookup.key, place)
        if isinstance(key, Column) and key.of is not None:
            return self.tables.get(key.of)
        return None

    def title_of_value(self, table: str, column: str, value: str) -> Text:
        """Return what a text in a column means; the text itself when the list is open."""
        entry = self.tables[table].column(column)
        for one in entry.values if entry is not None else ():
            if one.id == value:
                return one.title
        return Text(zh=value, en=value)

    def scopes_of(self, name: str) -> tuple[str, ...]:
        """Return the scopes in which `name` stands for something."""
        scopes = [table.id for table in self.version.tables if table.column(name) is not None]
        for entry in (self.lines.get(name), self.inputs.get(name)):
            if entry is not None:
                scopes.append(entry.scope)
        return (*scopes, CYCLE) if name in self.parameters else tuple(scopes)

    def _in_scope(self, name: str, scope: str) -> Meaning | None:
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
