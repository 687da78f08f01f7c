"""Where each figure of a worksheet stands in its workbook."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from engine.method.check.extent import Extent
from engine.method.exact.values import Key
from engine.method.exact.worksheet import Worksheet
from engine.method.formula.names import Names
from engine.method.model.document import CYCLE, YEAR, Block, Demand, Line, Table
from engine.text import Language, say

__all__ = ["FIRST_ROW", "TABLE_HEAD", "Heading", "Layout", "Spot"]

FIRST_ROW = 4
"""Rows above the first entry: title, watermark, a remark, headings."""
TABLE_HEAD = ("title", "unit", "words", "citation", "evidence", "applies")
"""What the rows at the head of a table's sheet say of each column."""
_FIGURES = 1
"""The column of figures on sheets of single figures."""
_YEARS = 2
"""The column of the first year."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell; rows and columns from 0."""

    sheet: str
    row: int
    column: int

    @property
    def cell(self) -> str:
        """The cell as Excel writes it, such as `B7`."""
        return f"{_letters(self.column)}{self.row + 1}"

    def seen_from(self, sheet: str) -> str:
        """Return the reference that a formula on `sheet` makes to it."""
        return f"{self._prefix(sheet)}${_letters(self.column)}${self.row + 1}"

    def range_to(self, last: Spot, sheet: str) -> str:
        """Return the reference from here to `last`."""
        return f"{self.seen_from(sheet)}:${_letters(last.column)}${last.row + 1}"

    def _prefix(self, sheet: str) -> str:
        return "" if sheet == self.sheet else f"'{self.sheet}'!"


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading over some rows of a sheet."""

    row: int
    title: str


class Layout:
    """Spots of lines, demands, inputs, parameters, switches and the cells of tables."""

    def __init__(self, worksheet: Worksheet, language: Language) -> None:
        self.worksheet = worksheet
        self.language = language
        self.names = Names(worksheet.version)
        self.extent = Extent(self.names, worksheet.blocks)
        self.years = worksheet.inputs.years
        taken: list[str] = []
        self.lines_sheet = _sheet(say("method.sheet_lines", language), taken)
        self.years_sheet = _sheet(say("method.sheet_years", language), taken)
        self.inputs_sheet = _sheet(say("method.sheet_inputs", language), taken)
        self.table_sheets = {
            table.id: _sheet(table.title.in_language(language), taken)
            for table in self.extent.tables
        }
        self.headings: dict[str, list[Heading]] = {}
        self.switch_rows: dict[str, tuple[int, int]] = {}
        """First and last row of the readings of each switch."""
        self._spots: dict[tuple[str, Key], Spot] = {}
        self._lay_inputs()
        self._lay_lines(self.lines_sheet, CYCLE, FIRST_ROW)
        self._lay_years()
        for table in self.extent.tables:
            self._lay_table(table)

    def spot(self, name: str, key: Key = None) -> Spot:
        """Return where a line, demand, input, parameter or switch stands, of one row or year."""
        return self._spots[name, key]

    def cell(self, table: str, row: str, column: str) -> Spot:
        """Return where a given cell of a table stands; `id` and `title` are columns too."""
        return self._spots[f"{table}.{column}", row]

    def rows(self, table: str) -> tuple[str, ...]:
        """Return the names of a table's rows."""
        return tuple(str(row["id"].value) for row in self.worksheet.inputs.tables.get(table, ()))

    def entries(self, block: Block, scope: str) -> Iterator[Line | Demand]:
        """Yield the lines, and then the demands, of a block that have a place in the workbook."""
        yield from (line for line in self.extent.lines_of(block) if line.scope == scope)
        yield from (demand for demand in self.extent.demands_of(block) if demand.scope == scope)

    def _lay_inputs(self) -> None:
        sheet, row = self.inputs_sheet, FIRST_ROW
        if self.extent.switches:
            row = self._head(sheet, row, "switches")
        for switch in self.extent.switches:
            self._spots[switch.id, None] = Spot(sheet, row, _FIGURES)
            self.switch_rows[switch.id] = (row + 1, row + len(switch.values))
            row += 1 + len(switch.values)
        single = [entry for entry in self.extent.inputs if entry.scope == CYCLE]
        for heading, entries in (("parameters", self.extent.parameters), ("inputs", single)):
            if entries:
                row = self._head(sheet, row, heading)
            for entry in entries:
                self._spots[entry.id, None] = Spot(sheet, row, _FIGURES)
                row += 1

    def _head(self, sheet: str, row: int, name: str) -> int:
        title = say(f"method.{name}", self.language)
        self.headings.setdefault(sheet, []).append(Heading(row, title))
        return row + 1

    def _lay_lines(self, sheet: str, scope: str, row: int) -> int:
        for block in self.extent.blocks:
            entries = list(self.entries(block, scope))
            if entries:
                title = block.title.in_language(self.language)
                self.headings.setdefault(sheet, []).append(Heading(row, title))
                row += 1
            for entry in entries:
                keys: tuple[Key, ...] = (None,) if scope == CYCLE else self.years
                first = _FIGURES if scope == CYCLE else _YEARS
                for column, key in enumerate(keys, start=first):
                    self._spots[entry.id, key] = Spot(sheet, row, column)
                row += 1
        return row

    def _lay_years(self) -> None:
        sheet, row = self.years_sheet, FIRST_ROW
        for column, year in enumerate(self.years, start=_YEARS):
            self._spots["years", year] = Spot(sheet, FIRST_ROW - 1, column)
        by_year = [entry for entry in self.extent.inputs if entry.scope == YEAR]
        if by_year:
            row = self._head(sheet, row, "inputs")
        for entry in by_year:
            for column, year in enumerate(self.years, start=_YEARS):
                self._spots[entry.id, year] = Spot(sheet, row, column)
            row += 1
        self._lay_lines(sheet, YEAR, row)

    def _lay_table(self, table: Table) -> None:
        sheet, top = self.table_sheets[table.id], FIRST_ROW - 1 + len(TABLE_HEAD)
        given = ["id", "title", *(column.id for column in table.columns)]
        own = [entry.id for block in self.extent.blocks for entry in self.entries(block, table.id)]
        for down, row in enumerate(self.rows(table.id), start=top):
            for across, name in enumerate(given):
                self._spots[f"{table.id}.{name}", row] = Spot(sheet, down, across)
            for across, name in enumerate(own, start=len(given)):
                self._spots[name, row] = Spot(sheet, down, across)


def _sheet(title: str, taken: list[str]) -> str:
    """Return `title` as Excel allows a sheet to be called, and as no other sheet is."""
    name = re.sub(r"[\[\]:*?/\\']", " ", title)[:28].strip() or "1"
    number = 2
    unique = name
    while unique.casefold() in taken:
        unique, number = f"{name} {number}", number + 1
    taken.append(unique.casefold())
    return unique
