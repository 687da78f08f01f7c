"""The given values as steps, and what was needed and not given."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise

from engine import explain
from engine.explain import Step
from engine.law import Fault
from engine.method.formula.names import YEARS, Key, Names
from engine.method.formula.words import unit_in_words
from engine.method.model.document import CYCLE, YEAR, Input, MethodVersion, Parameter, TableColumn
from engine.method.model.inputs import InputCell, InputRow, Inputs, place_of
from engine.text import Text, text

__all__ = ["GivenSteps", "written_origin"]


def written_origin(method_id: str, name: str, key: Key = None) -> str:
    """Return where a figure stands: `cn/a-method#reviewed[wages]`; without a method, the place."""
    place = name if key is None else f"{name}[{key}]"
    return f"{method_id}#{place}" if method_id else place


class GivenSteps:
    """Inputs, parameters and cells of tables, each one step.

    Something missing is noted, and a figure of 1 stands in for it, so that whatever else is
    missing is found as well; nothing computed from a stand-in leaves `evaluate`.
    """

    def __init__(self, method_id: str, names: Names, inputs: Inputs) -> None:
        self.steps: dict[tuple[str, Key], Step] = {}
        """Inputs and parameters that were asked for."""
        self.missing: list[Fault] = []
        """Inputs that were needed and not given."""
        self._method_id = method_id
        self._names = names
        self._version: MethodVersion = names.version
        self._inputs = inputs
        self._rows: dict[str, dict[str, InputRow]] = {
            table: {str(row["id"].value): row for row in rows}
            for table, rows in inputs.tables.items()
        }
        self._cells: dict[tuple[str, str, str], Step] = {}
        self._values: dict[tuple[str, str, str], Decimal | str] = {}
        self._asked: set[str] = set()
        self._before: dict[str, dict[Key, Key]] = {}

    def keys(self, scope: str) -> tuple[Key, ...]:
        """Return the rows or years of a scope; asks for a table that is not given."""
        if scope == CYCLE:
            return (None,)
        if scope in (YEAR, YEARS):
            if not self._inputs.years:
                self._miss("years", None, text("method.years"))
            return self._inputs.years
        if scope not in self._rows:
            self._miss(f"tables.{scope}", None, self._names.tables[scope].title)
            return ()
        return tuple(self._rows[scope])

    def before(self, scope: str, key: Key) -> Key:
        """Return the year, or the row of a table in order, before `key`; None before the first."""
        if scope not in self._before:
            self._before[scope] = {after: one for one, after in pairwise(self.keys(scope))}
        return self._before[scope].get(key)

    def elapsed(self, year: Key) -> int:
        """Return how many years of the cycle lie before `year`."""
        return self._inputs.years.index(int(year or 0))

    def cell(self, table_id: str, row_id: str, column: TableColumn) -> Step:
        """Return a cell of a table; an optional text left empty is empty, a number 0."""
        at = (table_id, row_id, column.id)
        if at not in self._cells:
            self._cells[at] = self._read(table_id, row_id, column)
        return self._cells[at]

    def value(self, table_id: str, row_id: str, column: TableColumn) -> Decimal | str:
        """Return what stands in a cell, as `cell` has it, without where it is from."""
        at = (table_id, row_id, column.id)
        if at not in self._values:
            self._values[at] = self._value(table_id, row_id, column)
        return self._values[at]

    @property
    def columns(self) -> frozenset[tuple[str, str]]:
        """The tables and columns of which a cell was asked for."""
        return frozenset((table, column) for table, _, column in self._cells)

    def figure(self, entry: Input | Parameter, key: Key) -> Step:
        """Return an input, of the year `key` when it has several, or a parameter; as given or by
        default."""
        year = key if isinstance(entry, Input) and entry.scope == YEAR else None
        if (entry.id, year) not in self.steps:
            self.steps[entry.id, year] = self._figure(entry, year)
        return self.steps[entry.id, year]

    def label(self, title: Text, scope: str, key: Key) -> Text:
        """Return `title` with the row or year it is of."""
        if key is None or scope == CYCLE:
            return title
        if scope == YEAR:
            return text("method.of_year", title=title, year=key)
        cell = self._rows[scope][str(key)].get("title")
        name = cell.value if cell is not None else None
        row = name if isinstance(name, Text) else Text(zh=str(name or key), en=str(name or key))
        return text("method.of_row", title=title, row=row)

    def _read(self, table_id: str, row_id: str, column: TableColumn) -> Step:
        value = self.value(table_id, row_id, column)
        label = self.label(column.title, table_id, row_id)
        if isinstance(value, str) and column.values:
            meant = column.title_of(value)
            label = text("method.reason", title=label, value=meant)
        cell = self._rows.get(table_id, {}).get(row_id, {}).get(column.id)
        sources = cell.sources if cell is not None else ()
        origin = f"{self._method_id}#{table_id}[{row_id}].{column.id}"
        return explain.given(label, value, column.unit, sources, origin)

    def _value(self, table_id: str, row_id: str, column: TableColumn) -> Decimal | str:
        row = self._rows.get(table_id, {}).get(row_id, {})
        cell = row.get(column.id)
        value = cell.value if cell is not None else None
        if value is None and column.optional:
            value = Decimal(0) if column.unit else ""
        if value is None or isinstance(value, Text):
            place = f"tables.{table_id}[{row_id}].{column.id}"
            label = self.label(column.title, table_id, row_id)
            self._miss(place, cell or row.get("id"), label, column.unit)
            value = Decimal(1) if column.unit else (column.values[0].id if column.values else "")
        return value

    def _figure(self, entry: Input | Parameter, year: Key) -> Step:
        label = self.label(entry.title, CYCLE if year is None else YEAR, year)
        origin = written_origin(self._method_id, entry.id, year)
        if isinstance(entry, Parameter):
            cell, place = self._inputs.parameters.get(entry.id), f"parameters.{entry.id}"
            # A parameter chosen within bounds rests on the rule that bounds it as well.
            bounds = entry.cites
        else:
            given, place = self._inputs.scalars.get(entry.id), f"scalars.{entry.id}"
            if isinstance(given, Mapping):
                assert isinstance(year, int)
                given = given.get(year)
            cell, bounds = given, ()
        if cell is not None and isinstance(cell.value, Decimal):
            return explain.given(label, cell.value, entry.unit, (*cell.sources, *bounds), origin)
        if entry.fallback is not None:
            return explain.given(label, entry.fallback, entry.unit, entry.cites, origin)
        self._miss(written_origin("", place, year), None, label, entry.unit)
        return explain.given(label, Decimal(1), entry.unit)

    def _miss(self, place: str, near: InputCell | None, title: Text, unit: str = "") -> None:
        """Note an input that is needed and not given, once."""
        if place in self._asked:
            return
        self._asked.add(place)
        file, where = place_of(near, self._method_id, place)
        shown = unit_in_words(unit, self._version)
        values: dict[str, object] = {
            "title": title,
            "unit": Text(zh=f"({shown.zh})", en=f" ({shown.en})") if shown.en else shown,
        }
        self.missing.append(Fault(file, where, None, None, "method.missing_input", values))
