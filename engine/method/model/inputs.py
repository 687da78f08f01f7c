"""What a worksheet is computed from, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from engine.law import Declaration, Fault, Source
from engine.method.check.document import within
from engine.method.formula.names import Names
from engine.method.formula.words import unit_in_words
from engine.method.model.document import Column, ColumnType, MethodVersion, Parameter, Table
from engine.money import plain
from engine.text import Text

__all__ = ["Cell", "CellValue", "Inputs", "Row", "faults_of_inputs", "place_of"]

CellValue = Decimal | str | Text | None
"""A figure, a text, a title in both languages, or nothing."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One given value, with its sources."""

    value: CellValue
    sources: tuple[Source, ...] = ()
    """The submission, or the document, that gives it."""


Row = Mapping[str, Cell]
"""A row of a table: `id`, `title`, and the table's columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """Everything that is given to a method."""

    tables: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    """Rows of each table; a table that is not given is not the same as an empty one."""
    scalars: Mapping[str, Cell | Mapping[int, Cell]] = field(default_factory=dict)
    """Figures of the cycle, or by year."""
    parameters: Mapping[str, Cell] = field(default_factory=dict)
    """Parameters chosen within their bounds."""
    switches: Mapping[str, str] = field(default_factory=dict)
    """Readings chosen; the others are read by default."""
    years: tuple[int, ...] = ()
    """The years of the cycle, in order."""
    blocks: tuple[str, ...] | None = None
    """The blocks wanted; None means every block for which nothing is wholly absent."""
    lines: tuple[str, ...] = ()
    """Lines wanted whatever block they stand in."""

    def figure(self, name: str, year: str | int | None = None) -> Decimal | None:
        """Return the figure given for an input or parameter, of one year when it has several."""
        given = self.parameters.get(name) or self.scalars.get(name)
        cell = given if given is None or isinstance(given, Cell) else given.get(int(year or 0))
        return cell.value if cell is not None and isinstance(cell.value, Decimal) else None

    def cell(self, table: str, row: str, column: str) -> CellValue:
        """Return what is given in a cell of a table, or None."""
        for cells in self.tables.get(table, ()):
            if "id" in cells and cells["id"].value == row and column in cells:
                return cells[column].value
        return None


def place_of(cell: Cell | None, method_id: str, place: str) -> tuple[str, str]:
    """Return the file and place at which `cell` was declared, or else its place in the inputs."""
    for source in cell.sources if cell is not None else ():
        if isinstance(source, Declaration):
            return source.file, source.place
    return method_id, place


def faults_of_inputs(method_id: str, version: MethodVersion, inputs: Inputs) -> Iterator[Fault]:
    """Yield everything in `inputs` that the method does not know or does not allow."""
    yield from _Examiner(method_id, version, inputs).all()


class _Examiner:
    def __init__(self, method_id: str, version: MethodVersion, inputs: Inputs) -> None:
        self._method_id = method_id
        self._version = version
        self._inputs = inputs
        self._names = Names(version)

    def all(self) -> Iterator[Fault]:
        yield from self._years()
        yield from self._switches()
        yield from self._parameters()
        yield from self._scalars()
        for table_id, rows in self._inputs.tables.items():
            table = self._names.tables.get(table_id)
            if table is None:
                yield self._unknown(f"tables.{table_id}", self._names.tables)
            else:
                yield from self._rows(table, rows)
        blocks = [block.id for block in self._version.blocks]
        for block in self._inputs.blocks or ():
            if block not in blocks:
                yield self._unknown(f"blocks.{block}", blocks)

    def _years(self) -> Iterator[Fault]:
        years = self._inputs.years
        if any(after != before + 1 for before, after in pairwise(years)):
            shown = ", ".join(map(str, years))
            yield self._fault(None, "years", shown, "method.years_in_order")

    def _switches(self) -> Iterator[Fault]:
        for name, chosen in self._inputs.switches.items():
            switch = self._names.switches.get(name)
            if switch is None:
                yield self._unknown(f"switches.{name}", self._names.switches)
            elif switch.value(chosen) is None:
                allowed = ", ".join(value.id for value in switch.values)
                yield self._fault(
                    None, f"switches.{name}", chosen, "law.not_one_of", allowed=allowed
                )

    def _parameters(self) -> Iterator[Fault]:
        for name, cell in self._inputs.parameters.items():
            parameter, place = self._names.parameters.get(name), f"parameters.{name}"
            if parameter is None:
                yield self._unknown(place, self._names.parameters)
            elif parameter.value is not None:
                key, fixed = "method.fixed_parameter", plain(parameter.value)
                yield self._fault(cell, place, cell.value, key, title=parameter.title, fixed=fixed)
            else:
                yield from self._parameter(parameter, cell, place)

    def _parameter(self, parameter: Parameter, cell: Cell, place: str) -> Iterator[Fault]:
        if not isinstance(cell.value, Decimal):
            yield self._fault(cell, place, cell.value, "money.not_a_number")
        elif not within(cell.value, parameter.min, parameter.max):
            yield self._fault(
                cell,
                place,
                plain(cell.value),
                "method.out_of_bounds",
                title=parameter.title,
                min="–∞" if parameter.min is None else plain(parameter.min),
                max="∞" if parameter.max is None else plain(parameter.max),
                unit=unit_in_words(parameter.unit, self._version),
            )

    def _scalars(self) -> Iterator[Fault]:
        years = ", ".join(map(str, self._inputs.years))
        for name, given in self._inputs.scalars.items():
            entry, place = self._names.inputs.get(name), f"scalars.{name}"
            if entry is None:
                yield self._unknown(place, self._names.inputs)
            elif isinstance(given, Cell) is (entry.scope == "year"):
                yield self._fault(
                    None, place, None, f"method.given_by_{entry.scope}", title=entry.title
                )
            elif isinstance(given, Cell):
                yield from self._figure(given, place)
            else:
                for year, cell in given.items():
                    yield from self._figure(cell, f"{place}[{year}]")
                    if year not in self._inputs.years:
                        key = "method.year_outside"
                        yield self._fault(cell, f"{place}[{year}]", year, key, years=years)

    def _figure(self, cell: Cell, place: str) -> Iterator[Fault]:
        if not isinstance(cell.value, Decimal):
            yield self._fault(cell, place, cell.value, "money.not_a_number")

    def _rows(self, table: Table, rows: Sequence[Row]) -> Iterator[Fault]:
        seen: set[str] = set()
        for position, row in enumerate(rows):
            identifier = row["id"].value if "id" in row else None
            place = f"tables.{table.id}[{identifier or position}]"
            if not isinstance(identifier, str) or not identifier:
                yield self._fault(None, f"{place}.id", None, "law.missing")
            elif identifier.casefold() in seen:
                # Spreadsheets compare without regard to case.
                yield self._fault(row["id"], f"{place}.id", identifier, "law.repeated_entry")
            else:
                seen.add(identifier.casefold())
            for name, cell in row.items():
                column = table.column(name)
                if column is not None:
                    yield from self._cell(column, cell, f"{place}.{name}")
                elif name not in ("id", "title"):
                    allowed = [entry.id for entry in table.columns]
                    yield self._unknown(f"{place}.{name}", allowed)

    def _cell(self, column: Column, cell: Cell, place: str) -> Iterator[Fault]:
        value = cell.value
        if value is None:
            return
        if column.type is ColumnType.NUMBER:
            yield from self._figure(cell, place)
        elif not isinstance(value, str):
            yield self._fault(cell, place, value, "law.not_text")
        elif value or not column.optional:
            yield from self._text(column, value, cell, place)

    def _text(self, column: Column, value: str, cell: Cell, place: str) -> Iterator[Fault]:
        allowed: list[str] | None = None
        if column.values:
            allowed = [entry.id for entry in column.values]
        elif column.of is not None and column.of in self._inputs.tables:
            rows = self._inputs.tables[column.of]
            allowed = [str(row["id"].value) for row in rows if "id" in row]
        if allowed is not None and value not in allowed:
            said = ", ".join(allowed)
            yield self._fault(cell, place, value, "law.not_one_of", allowed=said)

    def _unknown(self, place: str, allowed: Mapping[str, object] | Sequence[str]) -> Fault:
        name = place.rpartition(".")[2]
        return self._fault(None, place, name, "law.not_one_of", allowed=", ".join(allowed))

    def _fault(
        self, cell: Cell | None, place: str, value: object, key: str, **values: object
    ) -> Fault:
        file, where = place_of(cell, self._method_id, place)
        return Fault(file, where, None, value, key, values)
