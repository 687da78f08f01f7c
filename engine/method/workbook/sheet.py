"""One sheet of a workbook: its frame, and what is written into its cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

import xlsxwriter.format
import xlsxwriter.worksheet
from rich.cells import cell_len

from engine.law import Source
from engine.method.formula.names import Names
from engine.method.formula.words import formula_in_words, unit_in_words
from engine.method.model.document import Demand, Line, sources_of
from engine.method.workbook.layout import FIRST_ROW, Spot
from engine.method.workbook.notes import notes_on
from engine.method.workbook.styles import Styles, style_of
from engine.text import Language, Text, say

__all__ = ["BESIDE", "SheetWriter"]

BESIDE = {"words": 48, "citation": 34, "evidence": 9, "applies": 10, "note": 48}
"""What stands beside a figure, and how wide."""
_A4 = 9
_WIDTH = 9
"""The width of a column that was given none."""
_LINE = 13
"""Points of a line of text."""


class SheetWriter:
    """Writes labels, figures, units and sources in one language."""

    def __init__(
        self,
        sheet: xlsxwriter.worksheet.Worksheet,
        styles: Styles,
        language: Language,
        names: Names,
    ) -> None:
        self.sheet = sheet
        self.styles = styles
        self._language = language
        self._names = names
        self._widths: dict[int, int] = {}
        self._lines: dict[int, int] = {}

    def frame(self, title: Text, watermark: Text | None) -> None:
        """Write the title and the watermark, and set the page up for print."""
        sheet = self.sheet
        sheet.write_string(0, 0, self.shown(title), self.styles.title)
        if watermark is not None:
            sheet.write_string(1, 0, self.shown(watermark), self.styles.watermark)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(FIRST_ROW - 1)
        sheet.set_footer("&L&A&R&P / &N")

    def remark(self, text: str) -> None:
        """Write a line of small print between the title and the headings."""
        self.sheet.write_string(FIRST_ROW - 2, 0, text, self.styles.remark)

    def heads(self, first: int, widths: dict[str, int]) -> None:
        """Write the headings of columns from `first` on, and set their widths."""
        for column, (name, width) in enumerate(widths.items(), start=first):
            self.wide(column, column, width)
            self.text(FIRST_ROW - 1, column, self.say(name), self.styles.head)

    def wide(self, first: int, last: int, width: int) -> None:
        """Set the width of columns, in characters."""
        self.sheet.set_column(first, last, width)
        self._widths.update(dict.fromkeys(range(first, last + 1), width))

    def text(self, row: int, column: int, text: str, style: xlsxwriter.format.Format) -> None:
        """Write a text, never read as a formula."""
        self.sheet.write_string(row, column, text, style)
        width = self._widths.get(column, _WIDTH)
        lines = sum(-(-max(1, cell_len(part)) // width) for part in text.split("\n"))
        self._lines[row] = max(lines, self._lines.get(row, 1))

    def close(self) -> None:
        """Give each row the height of its longest text: not every office does so by itself."""
        for row, lines in self._lines.items():
            if lines > 1:
                self.sheet.set_row(row, _LINE * lines + 4)

    def sections(self, headings: Mapping[int, str], last: int) -> None:
        """Write each heading across its row, up to the column `last`."""
        for row, title in headings.items():
            self.sheet.write_string(row, 0, title, self.styles.section)
            for column in range(1, last + 1):
                self.sheet.write_blank(row, column, None, self.styles.section)

    def label(self, row: int, column: int, title: Text) -> None:
        """Write what a figure is."""
        self.text(row, column, self.shown(title), self.styles.label)

    def unit(self, row: int, column: int, unit: str) -> None:
        """Write a unit as people write it."""
        self.text(row, column, self.unit_shown(unit), self.styles.text)

    def given(self, spot: Spot, figure: Decimal | None, unit: str, fixed: bool = False) -> None:
        """Write a given figure; #N/A when it was not given, so that nothing takes it for 0."""
        style = self.styles.given(style_of(unit), fixed)
        if figure is None:
            self.sheet.write_formula(spot.row, spot.column, "=NA()", style, "#N/A")
        else:
            self.sheet.write_number(spot.row, spot.column, float(figure), style)

    def about(self, row: int, first: int, entry: Line | Demand) -> None:
        """Write the formula of a line in words, and its sources, from the column `first` on."""
        words = formula_in_words(entry, self._names, self._language)
        self.text(row, first, words, self.styles.text)
        self.sources(row, first + 1, sources_of(entry))

    def sources(self, row: int, first: int, sources: Iterable[Source]) -> None:
        """Write sources, their two marks and notes from the column `first` on."""
        said = notes_on(sources, self._language)
        texts = (said.citation, said.evidence, said.applies, said.note)
        for column, text in enumerate(texts, start=first):
            self.text(row, column, text, self.styles.text)

    def column_head(
        self, across: int, title: Text, unit: str, entry: Line | Demand | None = None
    ) -> None:
        """Write the head of a column of a table: title, unit, formula in words, sources."""
        top = FIRST_ROW - 1
        words = "" if entry is None else formula_in_words(entry, self._names, self._language)
        said = notes_on(() if entry is None else sources_of(entry), self._language)
        self.text(top, across, self.shown(title), self.styles.head)
        below = (self.unit_shown(unit), words, said.citation, said.evidence, said.applies)
        for down, text in enumerate(below, start=top + 1):
            self.text(down, across, text, self.styles.subhead)

    def shown(self, text: Text) -> str:
        """Return a text in the language of the sheet."""
        return text.in_language(self._language)

    def unit_shown(self, unit: str) -> str:
        """Return a unit in the language of the sheet."""
        return self.shown(unit_in_words(unit, self._names.version))

    def say(self, name: str, **values: object) -> str:
        """Return a sentence in the language of the sheet."""
        return say(f"method.{name}", self._language, **values)
