"""What differs between two worksheets of one method, each difference a decision or an input."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from engine.law import Source
from engine.method import (
    YEAR,
    At,
    CellValue,
    Input,
    InputCell,
    InputRow,
    Inputs,
    MethodTable,
    MethodVersion,
    Parameter,
    TableColumn,
    Worksheet,
)
from engine.text import Text, text

Scalars = Mapping[str, InputCell | Mapping[int, InputCell]]
Place = At | tuple[str, int]
"""A figure or a switch by name, a cell by table, row and column, or a figure of one year."""
Pair = tuple[Decimal | str, Decimal | str]

__all__ = ["Change", "Move", "Place", "changes_between", "united"]


@dataclass(frozen=True, slots=True)
class Move:
    """One value that differs."""

    what: Text
    """The column, or what the figure is."""
    before: CellValue
    """As the first has it; nothing where it has no such row."""
    after: CellValue
    """As the second has it."""


@dataclass(frozen=True, slots=True)
class Change:
    """What differs in one row, in one figure, or in how one switch is read."""

    id: str
    """Where: `items[wages]`, `input_vat`."""
    title: Text
    """What it is called."""
    moves: tuple[Move, ...]
    """What differs."""
    drawn: Mapping[Place, Pair]
    """What the method takes, as the first and as the second has it."""
    sources: tuple[Source, ...]
    """What the second rests on, else the first: where it was declared, why, by which clause."""


def united(first: Worksheet, second: Worksheet) -> tuple[Inputs, Inputs]:
    """Return the inputs of both with the same rows: a row that one does not have stands there with
    all its amounts 0, and with the texts of the other."""
    return (
        replace(first.inputs, tables=_tables(first, second), scalars=_scalars(first, second)),
        replace(second.inputs, tables=_tables(second, first), scalars=_scalars(second, first)),
    )


def changes_between(
    version: MethodVersion,
    first: Inputs,
    second: Inputs,
    read_first: Mapping[str, str],
    read_second: Mapping[str, str],
) -> tuple[Change, ...]:
    """Return what differs between two inputs of `version` with the same rows, and between how each
    is read: switches, figures, then row by row."""
    return (
        *_readings(version, read_first, read_second),
        *_figures(version, first, second),
        *(
            change
            for table in version.tables
            for change in _rows(
                table, first.tables.get(table.id, ()), second.tables.get(table.id, ())
            )
        ),
    )


def _tables(own: Worksheet, other: Worksheet) -> dict[str, list[InputRow]]:
    """Return the rows of one worksheet, in the order of the other, with those that only it has."""
    found: dict[str, list[InputRow]] = {}
    for table in own.version.tables:
        mine = {_name(row): row for row in own.inputs.tables.get(table.id, ())}
        theirs = {_name(row): row for row in other.inputs.tables.get(table.id, ())}
        names = sorted({*mine, *theirs})
        found[table.id] = [
            mine.get(name) or _without_amounts(table, theirs[name]) for name in names
        ]
    return found


def _scalars(own: Worksheet, other: Worksheet) -> Scalars:
    """Return the figures of one worksheet, with those that only the other has."""
    return {**other.inputs.scalars, **own.inputs.scalars}


def _without_amounts(table: MethodTable, row: InputRow) -> InputRow:
    """Return a row in which every amount of money is 0."""
    amounts = {column.id for column in table.columns if column.unit.startswith("yuan")}
    return {
        name: replace(cell, value=Decimal(0)) if name in amounts else cell
        for name, cell in row.items()
    }


def _name(row: InputRow) -> str:
    return str(row["id"].value)


def _readings(
    version: MethodVersion, first: Mapping[str, str], second: Mapping[str, str]
) -> Iterator[Change]:
    """Yield the switches that are read in two ways."""
    for switch in version.switches:
        before, after = first.get(switch.id), second.get(switch.id)
        if before is not None and after is not None and before != after:
            titles = {value.id: value.title for value in switch.values}
            move = Move(switch.title, titles[before], titles[after])
            sources = next(value.cites for value in switch.readings if value.id == after)
            drawn: dict[Place, Pair] = {switch.id: (before, after)}
            yield Change(switch.id, switch.title, (move,), drawn, sources)


def _figures(version: MethodVersion, first: Inputs, second: Inputs) -> Iterator[Change]:
    """Yield the inputs and parameters of the cycle that differ; by default where none is given."""
    entries: tuple[Parameter | Input, ...] = (*version.parameters, *version.inputs)
    for entry in entries:
        years: Sequence[int | None] = (None,)
        if isinstance(entry, Input) and entry.scope == YEAR:
            years = second.years
        for year in years:
            before, after = (_figure(of, entry, year) for of in (first, second))
            if before is None or after is None or before.value == after.value:
                continue
            assert isinstance(before.value, Decimal) and isinstance(after.value, Decimal)
            title = entry.title
            if year is not None:
                title = text("method.of_year", title=title, year=year)
            move = Move(title, before.value, after.value)
            place: Place = entry.id if year is None else (entry.id, year)
            at = entry.id if year is None else f"{entry.id}[{year}]"
            sources = after.sources or before.sources
            yield Change(at, title, (move,), {place: (before.value, after.value)}, sources)


def _figure(of: Inputs, entry: Parameter | Input, year: int | None) -> InputCell | None:
    """Return what is given for an entry, or by default."""
    given = of.parameters.get(entry.id) or of.scalars.get(entry.id)
    if isinstance(given, Mapping) and year is not None:
        given = given.get(year)
    if isinstance(given, InputCell) and isinstance(given.value, Decimal):
        return given
    return None if entry.fallback is None else InputCell(entry.fallback)


def _rows(
    table: MethodTable, first: Sequence[InputRow], second: Sequence[InputRow]
) -> Iterator[Change]:
    """Yield the rows of which a cell differs."""
    for before, after in zip(first, second, strict=True):
        name, title = _name(after), after.get("title", after["id"]).value
        moves: list[Move] = []
        drawn: dict[Place, Pair] = {}
        sources: list[Source] = []
        for column in table.columns:
            empty: Decimal | str = Decimal(0) if column.unit else ""
            old, new = (row.get(column.id, InputCell(empty)) for row in (before, after))
            if old.value == new.value:
                continue
            was, is_now = (
                one.value if isinstance(one.value, Decimal | str) else empty for one in (old, new)
            )
            told = (_told(column, was), _told(column, is_now))
            moves.append(Move(column.title, *told))
            drawn[table.id, name, column.id] = (was, is_now)
            sources += new.sources or old.sources
        if moves:
            called = title if isinstance(title, Text) else Text(zh=str(title), en=str(title))
            yield Change(
                f"{table.id}[{name}]", called, tuple(moves), drawn, tuple(dict.fromkeys(sources))
            )


def _told(column: TableColumn, value: Decimal | str) -> CellValue:
    """Return a text as the column has it in words."""
    return column.title_of(value) if isinstance(value, str) else value
