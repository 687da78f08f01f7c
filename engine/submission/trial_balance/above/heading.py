"""Which column of a trial balance holds what, by headings of one or two rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from engine.submission.spreadsheet import Grid
from engine.submission.trial_balance.above.column import (
    BALANCES,
    CODES,
    EITHER,
    MOVEMENTS,
    Column,
    Period,
    Side,
    amount_in,
    column_in,
    item_in,
    squeezed,
)
from engine.submission.trial_balance.above.months import Months, is_whole_year

__all__ = [
    "Flaw",
    "Heading",
    "flaw_at",
    "flaw_of_columns",
    "flaw_of_signs",
    "heading_of",
]

_LOOKED_AT = 30
"""Rows in which the heading is looked for."""
_NOT_READ = {"unused", "foreign", "other"}
"""Words of columns that are not read."""
_OF_ITEMS = {"auxiliary", "auxiliary_code", "part"}
"""Words of columns of auxiliary items."""
_MANY = {*_NOT_READ, *_OF_ITEMS, "auxiliary_kind"}
"""Words of columns that may be many."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a sheet."""

    last_row: int
    """The last row of it; accounts stand below."""
    first_row: int
    """The first row of it; titles stand above."""
    columns: dict[int, Column]
    """What each column holds, of those that are known."""
    unknown: tuple[str, ...]
    """Headings that are not known, as they are written."""
    said: dict[int, str]
    """What each column is headed."""

    def at(self, word: str) -> int | None:
        """Return the column that holds `word`, or None."""
        return next((at for at, column in self.columns.items() if column.word == word), None)

    def items(self) -> tuple[tuple[int, ...], ...]:
        """Return the columns of each auxiliary item: a code and a name are two columns of one."""
        found: dict[str, list[int]] = {}
        for at, column in self.columns.items():
            if column.word in _OF_ITEMS:
                name, is_code = item_in(self.said[at])
                columns = found.setdefault(name, [])
                # The code comes first, as it tells items apart.
                columns.insert(0 if is_code else len(columns), at)
        return tuple(tuple(columns) for columns in found.values())

    def amount(self, period: Period, side: Side) -> int | None:
        """Return the column with the amounts of `period` on `side`, or None."""
        wanted = ("", period, side)
        found = (
            at
            for at, column in self.columns.items()
            if (column.word, column.period, column.side) == wanted
        )
        return next(found, None)

    @property
    def amounts(self) -> dict[int, Column]:
        """The columns of amounts that are read."""
        return {at: column for at, column in self.columns.items() if column.is_amount}

    @property
    def years(self) -> dict[int, int]:
        """The last year that each column of movements names, of those that name one."""
        return {
            at: column.months[1][0]
            for at, column in self.amounts.items()
            if column.months and column.months[1][0] and column.period not in BALANCES
        }

    @property
    def not_used(self) -> tuple[str, ...]:
        """Headings that are not known, or of other money or another time, as they are written."""
        passed = [
            self.said[at] for at, one in self.columns.items() if one.word in _NOT_READ - {"unused"}
        ]
        return (*self.unknown, *passed)

    def within(self, months: Months | None) -> Heading:
        """Return the heading, in which columns of another time than `months` are not read.

        Where no year is stated, months that name none of their own are another time.
        """
        columns = {
            at: column
            if _is_within(column, months)
            else replace(column, word=column.word or "other")
            for at, column in self.columns.items()
        }
        return replace(self, columns=columns)

    def direction(self, period: Period) -> int | None:
        """Return the column with the side of a balance.

        It is the balance's own, else the next to its left that is of no other balance.
        """
        own, balance = self.amount(period, Side.DIRECTION), self.amount(period, Side.BALANCE)
        if own is not None or balance is None:
            return own
        general = [
            at
            for at, column in self.columns.items()
            if column.side is Side.DIRECTION and column.period is None
        ]
        left = [at for at in general if at < balance]
        return max(left) if left else min(general, default=None)


def heading_of(grid: Grid) -> Heading | None:
    """Return the heading of a sheet, or None when it has none of a trial balance."""
    for row in [row for row in grid.cells if row <= _LOOKED_AT]:
        words = {column: squeezed(cell.written) for column, cell in grid.cells[row].items()}
        named = [column for column, word in words.items() if word in CODES | EITHER]
        if not named:
            continue
        code = next((column for column in named if words[column] in CODES), named[0])
        readings = [_read(grid, *rows) for rows in _rows_around(grid, row, code)]
        whole = [reading for reading in readings if _is_whole(reading)]
        if whole:
            most = max(len(_sums(one)) for one in whole)
            fullest = [one for one in whole if len(_sums(one)) == most]
            return next((one for one in fullest if not _repeats(one)), fullest[0])
    return None


def _rows_around(grid: Grid, row: int, code: int) -> Iterator[tuple[int, int]]:
    """Yield what the rows of the heading may be: with the next, alone, with the one before."""
    below = grid.cells.get(row + 1, {})
    if below and code not in below and not any(_is_figure(cell.written) for cell in below.values()):
        yield row, row + 1
    yield row, row
    if len(grid.cells.get(row - 1, {})) > 1:
        yield row - 1, row


def _is_whole(heading: Heading) -> bool:
    """Return whether a heading has a column of numbers, and one of amounts."""
    return bool(_sums(heading)) and heading.at("code") is not None


def _sums(heading: Heading) -> list[Column]:
    """Return the columns of amounts, also those that are not read."""
    return [one for one in heading.columns.values() if one.side not in (None, Side.DIRECTION)]


def _repeats(heading: Heading) -> bool:
    """Return whether two columns seem to hold the same amounts: then their groups are missing."""
    amounts = [(one.period, one.side, one.months) for one in heading.amounts.values()]
    return len(set(amounts)) < len(amounts)


def _is_figure(written: str) -> bool:
    return re.fullmatch(r"[\d,.\-()\s]+", written) is not None


def _read(grid: Grid, first: int, last: int) -> Heading:
    columns: dict[int, Column] = {}
    said: dict[int, str] = {}
    unknown: list[str] = []
    places = sorted({*grid.cells.get(first, {}), *grid.cells.get(last, {})})
    for column in places:
        own = _written(grid, last, column)
        group = _group(grid, first, column) if last > first else ""
        joined = group + own if own != group else own
        found = column_in(joined)
        words = {known.word for known in columns.values()} - {"", *_MANY}
        said[column] = joined
        if found is None or found.word in words:
            unknown.append(joined)
        else:
            columns[column] = found
    return Heading(last, first, _with_code(columns), tuple(unknown), said)


def _with_code(columns: dict[int, Column]) -> dict[int, Column]:
    """Return `columns`, in which one headed 科目 holds numbers, or names beside numbers."""
    words = {column.word for column in columns.values()}
    for at, column in columns.items():
        if column.word == "either":
            word = "code" if "code" not in words else "name" if "name" not in words else "unused"
            return {**columns, at: Column(word)}
    return columns


def _is_within(column: Column, months: Months | None) -> bool:
    """Return whether a column is of the time `months`, as far as its heading says."""
    named = column.months
    if named is None:
        return True
    if months is not None and not months[1][0]:
        months = None
    year = named[1][0] or (months[1][0] if months else 0)
    named = (named[0][0] or year, named[0][1]), (year, named[1][1])
    if months is None:
        return year != 0 or (column.period is Period.CLOSING and named[1][1] == 12)
    if year != months[1][0]:
        return False
    if is_whole_year(named) or named == months:
        return True
    if column.period is Period.CLOSING:
        return named[1] == months[1]
    return column.period in BALANCES and named[0] == months[0]


def _written(grid: Grid, row: int, column: int) -> str:
    cell = grid.at(row, column)
    return "" if cell is None else cell.written


def _group(grid: Grid, row: int, column: int) -> str:
    """Return the group that a column stands in: its own, or the next to its left."""
    for merged in grid.merged:
        if merged.top <= row <= merged.bottom and merged.left <= column <= merged.right:
            return _written(grid, merged.top, merged.left)
    for left in range(column, 0, -1):
        written = _written(grid, row, left)
        if written:
            found = column_in(written)
            is_no_group = found is not None and found.word not in {"", "year", *_NOT_READ}
            return "" if left < column and is_no_group else written
    return ""


@dataclass(frozen=True, slots=True)
class Flaw:
    """Why amounts cannot be told by what stands above them, with the cell and what it says."""

    place: str
    key: str
    value: str
    values: Mapping[str, object] = field(default_factory=dict)


def flaw_of_columns(grid: Grid, heading: Heading) -> Flaw | None:
    """Return columns of one meaning, or amounts that stand in no column that is read; else None."""
    read: dict[tuple[Period | None, Side | None], int] = {}
    for at, column in heading.amounts.items():
        first = read.setdefault((column.period, column.side), at)
        if first != at:
            values = {"other": grid.place(heading.last_row, first)}
            return flaw_at(grid, heading, at, "column_twice", values)
    moved = any((period, Side.DEBIT) in read for period in MOVEMENTS)
    for at, column in heading.columns.items():
        if column.word == "foreign" and (column.period, column.side) not in read:
            return flaw_at(grid, heading, at, "foreign_column")
        if column.word == "other" and column.side is Side.DEBIT and not moved:
            return flaw_at(grid, heading, at, "column_of_another_time")
    return None


def flaw_of_signs(grid: Grid, heading: Heading, rows: Iterable[int]) -> Flaw | None:
    """Return a column of one side with figures of `rows` below zero alone, while the other side has
    some above zero; else None.

    Their minus may only say the side, which the column says already. A figure below zero among
    others was taken back, or is left on the other side.
    """
    cells = [grid.cells[row] for row in rows]
    signs: dict[tuple[Period | None, Side | None], set[bool]] = {}
    for at, column in heading.amounts.items():
        figures = [amount_in(of_row[at]) for of_row in cells if at in of_row]
        signs[column.period, column.side] = {figure > 0 for figure in figures if figure}
    for at, column in heading.amounts.items():
        other = {Side.DEBIT: Side.CREDIT, Side.CREDIT: Side.DEBIT}.get(column.side or Side.BALANCE)
        above = signs.get((column.period, other), set())
        if True in above and signs[column.period, column.side] == {False}:
            return flaw_at(grid, heading, at, "all_below_zero")
    return None


def flaw_at(
    grid: Grid, heading: Heading, at: int, key: str, values: Mapping[str, object] | None = None
) -> Flaw:
    """Return a flaw at the heading of the column `at`."""
    return Flaw(grid.place(heading.last_row, at), key, heading.said[at], values or {})
