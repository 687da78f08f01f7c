"""The sheets of the workbook: results first, then years, inputs, and each table."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import xlsxwriter
from rich.cells import cell_len

from engine.law import Source
from engine.method.exact.worksheet import Worksheet
from engine.method.formula.names import YEARS, Key
from engine.method.model.document import (
    CYCLE,
    YEAR,
    Demand,
    Input,
    Line,
    MethodTable,
    Parameter,
    Switch,
    TableColumn,
)
from engine.method.workbook.formulas import ExcelWriter
from engine.method.workbook.layout import FIRST_ROW, TABLE_HEAD, Layout, Spot
from engine.method.workbook.sheet import BESIDE, SheetWriter
from engine.method.workbook.styles import Styles, style_of
from engine.money import CONTEXT
from engine.text import Language, Text

__all__ = ["BookWriter"]

_SINGLE = {"label": 40, "value": 20, "unit": 10}


@dataclass
class BookWriter:
    """Writes a worksheet into an empty workbook, sheet by sheet."""

    worksheet: Worksheet
    language: Language
    title: Text
    watermark: Text | None
    book: xlsxwriter.Workbook

    def __post_init__(self) -> None:
        self._styles = Styles(self.book)
        self._pages: list[SheetWriter] = []
        self._layout = Layout(self.worksheet, self.language)
        self._excel = ExcelWriter(self._layout)

    def write(self) -> None:
        """Fill the workbook, results first."""
        self._lines()
        if self._layout.years:
            self._years()
        self._inputs()
        for table in self._layout.extent.tables:
            self._table(table)
        for page in self._pages:
            page.close()

    def _lines(self) -> None:
        page = self._page_of_figures(self._layout.lines_sheet)
        page.remark(page.say("precision", digits=CONTEXT.prec))
        for entry in self._layout.entries(CYCLE):
            row = self._layout.spot(entry.id).row
            page.label(row, 0, entry.title)
            self._formula(page, entry, None)
            page.unit(row, 2, _unit(entry))
            page.about(row, 3, entry)

    def _years(self) -> None:
        layout, years = self._layout, self._layout.years
        name, last = layout.years_sheet, 1 + len(years)
        page = self._page(name, self.title)
        page.heads(0, {"label": 34, "unit": 12})
        page.heads(last + 1, BESIDE)
        page.sections(layout.headings.get(name, {}), last + len(BESIDE))
        page.wide(2, last, 18)
        page.sheet.freeze_panes(FIRST_ROW, 1)
        for year in years:
            spot = layout.spot(YEARS, year)
            page.sheet.write_number(spot.row, spot.column, year, self._styles.year)
        for given in (entry for entry in layout.extent.inputs if entry.scope == YEAR):
            self._given(page, given, years, 1, last + 1)
        for entry in layout.entries(YEAR):
            row = layout.spot(entry.id, years[0]).row
            page.label(row, 0, entry.title)
            page.unit(row, 1, _unit(entry))
            for year in years:
                self._formula(page, entry, year)
            page.about(row, last + 1, entry)

    def _inputs(self) -> None:
        layout = self._layout
        page = self._page_of_figures(layout.inputs_sheet)
        for switch in layout.extent.switches:
            self._switch(page, switch)
        for parameter in layout.extent.parameters:
            self._given(page, parameter, (None,), 2, 3)
        for given in (entry for entry in layout.extent.inputs if entry.scope == CYCLE):
            self._given(page, given, (None,), 2, 3)

    def _table(self, table: MethodTable) -> None:
        layout = self._layout
        page = self._page(layout.table_sheets[table.id], table.title)
        for down, heading in enumerate(TABLE_HEAD, start=FIRST_ROW - 1):
            page.text(down, 0, page.say(heading), self._styles.head)
            page.sheet.write_blank(down, 1, None, self._styles.head)
        self._row_names(page, table)
        rows, width = layout.rows(table.id), len(table.columns)
        page.wide(2, 1 + width, 16)
        for across, column in enumerate(table.columns, start=2):
            page.column_head(across, column.title, column.unit)
            for row in rows:
                self._cell(page, table, column, row)
        for across, entry in enumerate(layout.entries(table.id), start=2 + width):
            page.wide(across, across, 30)
            page.column_head(across, entry.title, _unit(entry), entry)
            for row in rows:
                self._formula(page, entry, row)
        page.sheet.freeze_panes(FIRST_ROW - 1 + len(TABLE_HEAD), 2)

    def _page_of_figures(self, name: str) -> SheetWriter:
        page = self._page(name, self.title)
        page.heads(0, _SINGLE | BESIDE)
        page.sections(self._layout.headings.get(name, {}), 2 + len(BESIDE))
        page.sheet.freeze_panes(FIRST_ROW, 2)
        return page

    def _page(self, name: str, title: Text) -> SheetWriter:
        sheet = self.book.add_worksheet(name)
        page = SheetWriter(sheet, self._styles, self.language, self._layout.names)
        page.frame(title, self.watermark)
        self._pages.append(page)
        return page

    def _formula(self, page: SheetWriter, entry: Line | Demand, key: Key) -> None:
        spot = self._layout.spot(entry.id, key)
        if isinstance(entry, Demand):
            formula, holds = self._excel.demand(entry, key), page.say("holds")
            page.sheet.write_formula(spot.row, spot.column, formula, self._styles.check, holds)
            return
        known = self.worksheet.has(entry.id, key)
        value = float(self.worksheet.step(entry.id, key).number) if known else "#N/A"
        style = self._styles.figure(style_of(entry.unit), entry.round is not None)
        formula = self._excel.line(entry, key)
        page.sheet.write_formula(spot.row, spot.column, formula, style, value)

    def _switch(self, page: SheetWriter, switch: Switch) -> None:
        spot = self._layout.spot(switch.id)
        first, last = self._layout.switch_rows[switch.id]
        top, bottom = (Spot(spot.sheet, row, spot.column) for row in (first, last))
        page.label(spot.row, 0, switch.title)
        chosen = page.shown(self.worksheet.switch_values[switch.id].title)
        page.text(spot.row, spot.column, chosen, self._styles.choice)
        choices = {"validate": "list", "source": f"={top.range_to(bottom, spot.sheet)}"}
        page.sheet.data_validation(spot.row, spot.column, spot.row, spot.column, choices)
        for row, value in enumerate(switch.values, start=first):
            mark = "reading_default" if value.id == switch.default else "reading_other"
            page.text(row, 0, page.say(mark), self._styles.reading)
            page.text(row, spot.column, page.shown(value.title), self._styles.reading)
            page.sources(row, 4, value.cites)

    def _given(
        self,
        page: SheetWriter,
        entry: Input | Parameter,
        keys: tuple[Key, ...],
        unit_column: int,
        beside_column: int,
    ) -> None:
        fixed = isinstance(entry, Parameter) and entry.value is not None
        found: list[Source] = []
        for key in keys:
            page.given(
                self._layout.spot(entry.id, key), self._figure(entry, key), entry.unit, fixed
            )
            used = self.worksheet.has(entry.id, key)
            found += self.worksheet.step(entry.id, key).cites if used else entry.cites
        row = self._layout.spot(entry.id, keys[0]).row
        page.label(row, 0, entry.title)
        page.unit(row, unit_column, entry.unit)
        remark = _bounds(page, entry) if isinstance(entry, Parameter) else ""
        if any(self._figure(entry, key) is None for key in keys):
            remark = page.say("not_given")
        page.text(row, beside_column, remark, self._styles.text)
        page.sources(row, beside_column + 1, found)

    def _figure(self, entry: Input | Parameter, key: Key) -> Decimal | None:
        """Return a figure that was used, or was given and not used; None when it was not given."""
        if self.worksheet.has(entry.id, key):
            return self.worksheet.step(entry.id, key).number
        if isinstance(entry, Parameter) and entry.value is not None:
            return entry.value
        given = self.worksheet.inputs.figure(entry.id, key)
        return entry.default if given is None else given

    def _row_names(self, page: SheetWriter, table: MethodTable) -> None:
        page.wide(0, 0, 20)
        widest = 12
        for row in self._layout.rows(table.id):
            spot = self._layout.cell(table.id, row, "id")
            value = self.worksheet.inputs.cell(table.id, row, "title") or row
            name = page.shown(value) if isinstance(value, Text) else str(value)
            page.text(spot.row, 0, row, self._styles.text)
            page.text(spot.row, 1, name, self._styles.label)
            widest = max(widest, cell_len(name))
        page.wide(1, 1, min(widest + 2, 44))

    def _cell(self, page: SheetWriter, table: MethodTable, column: TableColumn, row: str) -> None:
        spot = self._layout.cell(table.id, row, column.id)
        value = self.worksheet.inputs.cell(table.id, row, column.id)
        if value is None and column.unit and column.optional:
            value = Decimal(0)
        if isinstance(value, Decimal):
            page.given(spot, value, column.unit)
        elif isinstance(value, str) and value:
            meant = page.shown(column.title_of(value))
            page.text(spot.row, spot.column, meant, self._styles.given_text)
        else:
            page.sheet.write_blank(spot.row, spot.column, None, self._styles.given_text)


def _unit(entry: Line | Demand) -> str:
    return entry.unit if isinstance(entry, Line) else ""


def _bounds(page: SheetWriter, parameter: Parameter) -> str:
    if parameter.value is not None:
        return page.say("fixed_by_rule")
    least = "–∞" if parameter.min is None else parameter.min
    most = "∞" if parameter.max is None else parameter.max
    if parameter.min is None and parameter.max is None:
        return ""
    return page.say("bounds", min=least, max=most, unit=page.unit_shown(parameter.unit))
