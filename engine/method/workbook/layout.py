"""Where each figure of a worksheet stands in its workbook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from xlsxwriter.utility import xl_rowcol_to_cell

from engine.method.exact.worksheet import Worksheet
from engine.method.formula.names import YEARS, Key, Names
from engine.method.model.document import CYCLE, YEAR, Demand, Line, MethodTable
from engine.method.workbook.extent import Extent
from engine.report.workbook import sheet_name
from engine.text import Language, say

__all__ = ["FIRST_ROW", "TABLE_HEAD", "Layout", "Spot"]

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
        return str(xl_rowcol_to_cell(self.row, self.column))

    def seen_from(self, sheet: str) -> str:
        """Return the reference that a formula on `sheet` makes to it."""
        prefix = "" if sheet == self.sheet else f"'{self.sheet}'!"
        return f"{prefix}{self._fixed}"

    def range_to(self, last: Spot, sheet: str) -> str:
        """Return the reference from here to `last`."""
        return f"{self.seen_from(sheet)}:{last._fixed}"

    @property
    def _fixed(self) -> str:
        return str(xl_rowcol_to_cell(self.row, self.column, row_abs=True, col_abs=True))


class Layout:
    """Spots of lines, demands, inputs, parameters, switches and the cells of tables."""

    def __init__(self, worksheet: Worksheet, language: Language) -> None:
        self.worksheet = worksheet
        self.language = language
        self.names = Names(worksheet.version)
        self.extent = Extent(self.names, worksheet.blocks)
        self.years = worksheet.inputs.years
        titles = [say(f"method.sheet_{name}", language) for name in ("lines", "years", "inputs")]
        titles += [table.title.in_language(language) for table in self.extent.tables]
        sheets: list[str] = []
        for title in titles:
            sheets.append(sheet_name(title, sheets))
        self.lines_sheet, self.years_sheet, self.inputs_sheet, *others = sheets
        tables = (table.id for table in self.extent.tables)
        self.table_sheets = dict(zip(tables, others, strict=True))
        self.headings: dict[str, dict[int, str]] = {}
        """Of each sheet: the heading that stands over some rows, by its own row."""
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

    def sheet_of(self, scope: str) -> str:
        """Return the sheet on which the lines of a scope stand."""
        sheets = {CYCLE: self.lines_sheet, YEAR: self.years_sheet, **self.table_sheets}
        return sheets[scope]

    def entries(self, scope: str) -> Iterator[Line | Demand]:
        """Yield the lines and demands of a scope that have a place in the workbook, in order."""
        for block in self.extent.blocks:
            yield from self.extent.entries(block, scope)

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
        self.headings.setdefault(sheet, {})[row] = say(f"method.{name}", self.language)
        return row + 1

    def _lay_lines(self, sheet: str, scope: str, row: int) -> int:
        for block in self.extent.blocks:
            entries = list(self.extent.entries(block, scope))
            if entries:
                headings = self.headings.setdefault(sheet, {})
                headings[row] = block.title.in_language(self.language)
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
            self._spots[YEARS, year] = Spot(sheet, FIRST_ROW - 1, column)
        by_year = [entry for entry in self.extent.inputs if entry.scope == YEAR]
        if by_year:
            row = self._head(sheet, row, "inputs")
        for entry in by_year:
            for column, year in enumerate(self.years, start=_YEARS):
                self._spots[entry.id, year] = Spot(sheet, row, column)
            row += 1
        self._lay_lines(sheet, YEAR, row)

    def _lay_table(self, table: MethodTable) -> None:
        sheet, top = self.table_sheets[table.id], FIRST_ROW - 1 + len(TABLE_HEAD)
        given = ["id", "title", *(column.id for column in table.columns)]
        own = [entry.id for entry in self.entries(table.id)]
        for down, row in enumerate(self.rows(table.id), start=top):
            for across, name in enumerate(given):
                self._spots[f"{table.id}.{name}", row] = Spot(sheet, down, across)
            for across, name in enumerate(own, start=len(given)):
                self._spots[name, row] = Spot(sheet, down, across)
