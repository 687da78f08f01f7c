"""What the inputs of a worksheet must be before a figure is computed from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from engine.law import Fault, Faults
from engine.method.formula.names import Names
from engine.method.formula.words import unit_in_words
from engine.method.model.document import (
    ColumnType,
    MethodTable,
    MethodVersion,
    Parameter,
    TableColumn,
)
from engine.method.model.inputs import InputCell, InputRow, Inputs, place_of
from engine.money import plain

__all__ = ["bounds_of", "faults_of_inputs", "refuse"]


def faults_of_inputs(method_id: str, version: MethodVersion, inputs: Inputs) -> Iterator[Fault]:
    """Yield everything in `inputs` that the method does not know or does not allow."""
    yield from _Examiner(method_id, version, inputs).all()


def bounds_of(parameter: Parameter, version: MethodVersion) -> dict[str, object]:
    """Return what is said of a figure out of a parameter's bounds: its title, bounds and unit."""
    return {
        "title": parameter.title,
        "min": "–∞" if parameter.min is None else plain(parameter.min),
        "max": "∞" if parameter.max is None else plain(parameter.max),
        "unit": unit_in_words(parameter.unit, version),
    }


def refuse(faults: Iterable[Fault]) -> None:
    """Raise Faults with all of `faults`, when there are any."""
    if found := tuple(faults):
        raise Faults(found)


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
                yield from self._in_order(table, rows)
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

    def _parameter(self, parameter: Parameter, cell: InputCell, place: str) -> Iterator[Fault]:
        if not isinstance(cell.value, Decimal):
            yield self._fault(cell, place, cell.value, "money.not_a_number")
        elif not parameter.allows(cell.value):
            values = bounds_of(parameter, self._version)
            shown = plain(cell.value)
            yield self._fault(cell, place, shown, "method.out_of_bounds", **values)

    def _scalars(self) -> Iterator[Fault]:
        years = ", ".join(map(str, self._inputs.years))
        for name, given in self._inputs.scalars.items():
            entry, place = self._names.inputs.get(name), f"scalars.{name}"
            if entry is None:
                yield self._unknown(place, self._names.inputs)
            elif isinstance(given, InputCell) is (entry.scope == "year"):
                yield self._fault(
                    None, place, None, f"method.given_by_{entry.scope}", title=entry.title
                )
            elif isinstance(given, InputCell):
                yield from self._figure(given, place)
            else:
                for year, cell in given.items():
                    yield from self._figure(cell, f"{place}[{year}]")
                    if year not in self._inputs.years:
                        key = "method.year_outside"
                        yield self._fault(cell, f"{place}[{year}]", year, key, years=years)

    def _figure(self, cell: InputCell, place: str) -> Iterator[Fault]:
        if not isinstance(cell.value, Decimal):
            yield self._fault(cell, place, cell.value, "money.not_a_number")

    def _rows(self, table: MethodTable, rows: Sequence[InputRow]) -> Iterator[Fault]:
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

    def _in_order(self, table: MethodTable, rows: Sequence[InputRow]) -> Iterator[Fault]:
        column = table.column(table.order or "")
        if column is None:
            return
        cells = [row[column.id] for row in rows if column.id in row]
        for before, cell in pairwise(cells):
            former, value = before.value, cell.value
            if isinstance(former, Decimal) and isinstance(value, Decimal) and value <= former:
                said = {"table": table.title, "column": column.title, "before": plain(former)}
                place = f"tables.{table.id}.{column.id}"
                yield self._fault(cell, place, plain(value), "method.rows_in_order", **said)

    def _cell(self, column: TableColumn, cell: InputCell, place: str) -> Iterator[Fault]:
        value = cell.value
        if value is None:
            return
        if column.type is ColumnType.NUMBER:
            yield from self._figure(cell, place)
        elif not isinstance(value, str):
            yield self._fault(cell, place, value, "law.not_text")
        elif value or not column.optional:
            yield from self._text(column, value, cell, place)

    def _text(
        self, column: TableColumn, value: str, cell: InputCell, place: str
    ) -> Iterator[Fault]:
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
        self, cell: InputCell | None, place: str, value: object, key: str, **values: object
    ) -> Fault:
        file, where = place_of(cell, self._method_id, place)
        return Fault(file, where, None, value, key, values)
