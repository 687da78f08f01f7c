"""Tables as an Excel workbook, one sheet each."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from rich.cells import cell_len

from engine.report.table import Cell, Table, written
from engine.text import Language

__all__ = ["as_workbook", "sheet_name"]

_CREATED = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
_WIDEST = 60


def as_workbook(tables: Sequence[Table], language: Language) -> bytes:
    """Return `tables` as an .xlsx file.

    Figures are numbers of Excel, which keeps 15 digits; a figure of more digits than that has all
    of them in a comment on its cell. The creation time is fixed, so that the same tables give the
    same file. Text is never read as a formula.
    """
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"created": _CREATED})
    formats = {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "note": book.add_format({"italic": True, "font_color": "#7A4B00"}),
        "heading": book.add_format({"bold": True, "bottom": 1, "text_wrap": True}),
        "figure": book.add_format({"num_format": "#,##0.00########"}),
        "whole": book.add_format({"num_format": "#,##0"}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
    }
    names: list[str] = []
    for table in tables:
        names.append(sheet_name(table.title.in_language(language), names))
        _fill(book.add_worksheet(names[-1]), table, language, formats)
    book.close()
    return stream.getvalue()


def _fill(sheet: Any, table: Table, language: Language, formats: dict[str, Any]) -> None:
    sheet.write_string(0, 0, table.title.in_language(language), formats["title"])
    for position, note in enumerate(table.notes, start=1):
        sheet.write_string(position, 0, note.in_language(language), formats["note"])
    top = len(table.notes) + 2
    for place, column in enumerate(table.columns):
        heading = column.heading(language)
        sheet.write_string(top, place, heading, formats["heading"])
        shown = [written(row[place], language, group=True) for row in table.rows]
        sheet.set_column(place, place, min(_WIDEST, 2 + max(map(cell_len, [heading, *shown]))))
    sheet.freeze_panes(top + 1, 0)
    for down, row in enumerate(table.rows, start=top + 1):
        for place, cell in enumerate(row):
            _write(sheet, down, place, cell, language, formats)


def _write(
    sheet: Any, down: int, place: int, cell: Cell, language: Language, formats: dict[str, Any]
) -> None:
    if isinstance(cell, bool) or not isinstance(cell, Decimal | int):
        sheet.write_string(down, place, written(cell, language), formats["text"])
        return
    number = Decimal(cell)
    whole = number == number.to_integral_value()
    sheet.write_number(down, place, float(number), formats["whole" if whole else "figure"])
    if len(number.normalize().as_tuple().digits) > 15:
        sheet.write_comment(down, place, written(cell, language))


def sheet_name(title: str, taken: Sequence[str]) -> str:
    """Return `title` as Excel allows a sheet to be called, and as no other sheet is."""
    name = re.sub(r"[\[\]:*?/\\']", " ", title)[:28].strip() or "1"
    others = {other.lower() for other in taken}
    if name.lower() not in others:
        return name
    return next(
        candidate
        for number in range(2, len(taken) + 3)
        if (candidate := f"{name} {number}").lower() not in others
    )
