"""A workbook of the older binary form (.xls), as accounting programs still export it."""

from __future__ import annotations

import datetime
import io
import struct
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

from engine.submission.spreadsheet.cell import Cell, Grid, Rectangle, is_blank, stored
from engine.submission.spreadsheet.limits import LONGEST_CELL, Budget, Unreadable
from engine.submission.spreadsheet.shown import is_per_cent, is_time, shown_by

__all__ = ["grids_of_xls"]

_CELLS = {0x0006, 0x0203, 0x0204, 0x0205, 0x027E, 0x00FD}
"""Records that hold one cell: formula, number, label, boolean or error, short number, shared."""
_NUMBERS, _BLANKS = 0x00BD, 0x00BE
"""Records that hold several cells of a row: short numbers of six bytes each, blanks of two."""
_STRINGS = 0x00FC
_FIRST_OWN_FORMAT = 164
"""Those before it are known to programs, and show the currency of whoever looks."""

_DAMAGED = (
    *(struct.error, AssertionError, LookupError, ValueError, TypeError, AttributeError),
    *(EOFError, OSError, OverflowError, UnicodeError, MemoryError, RecursionError),
)
"""What the reader raises on damaged files, beside its own kinds."""


def grids_of_xls(content: bytes, budget: Budget) -> list[Grid]:
    """Return the sheets of a workbook in their order.

    Raises Unreadable for what is damaged, encrypted, or too much of anything.
    """
    import xlrd
    from xlrd.compdoc import CompDocError

    try:
        _measure(content, budget)
        with xlrd.open_workbook(
            file_contents=content,
            formatting_info=True,
            on_demand=True,
            ragged_rows=True,
            logfile=io.StringIO(),
        ) as book:
            grids = []
            for number in range(book.nsheets):
                budget.sheet()
                grids.append(_grid(book, book.sheet_by_index(number), budget))
                book.unload_sheet(number)
            return grids
    except (*_DAMAGED, xlrd.XLRDError, xlrd.xldate.XLDateError, CompDocError):
        raise Unreadable("not_a_workbook") from None


def _measure(content: bytes, budget: Budget) -> None:
    """Count the records of the workbook's stream before they are read."""
    from xlrd.compdoc import CompDoc

    document = CompDoc(content, io.StringIO())
    for name in ("Workbook", "Book"):
        stream, start, length = document.locate_named_stream(name)
        if stream is not None:
            break
    else:
        raise ValueError(content[:8])
    at, end, pieces = start, min(start + length, len(stream)), 0
    while at + 4 <= end:
        record, size = struct.unpack_from("<HH", stream, at)
        pieces += 1
        if record in _CELLS:
            budget.cell("")
        elif record == _NUMBERS:
            budget.cell("", max(size - 6, 0) // 6)
        elif record == _BLANKS:
            pieces += max(size - 6, 0) // 2
        elif record == _STRINGS and at + 12 <= end:
            (unique,) = struct.unpack_from("<i", stream, at + 8)
            for _ in range(max(unique, 0)):
                budget.string(0, "")
        if pieces > 10_000:
            budget.go_through(pieces, "")
            pieces = 0
        at += 4 + size
    budget.go_through(pieces, "")


def _grid(book: Any, sheet: Any, budget: Budget) -> Grid:
    grid = Grid(sheet.name, is_hidden=bool(sheet.visibility))
    for row in range(sheet.nrows):
        for column, cell in _cells(book, sheet, row, budget):
            if row + 1 not in grid.cells:
                budget.row(len(grid.cells) + 1, grid.title)
            grid.put(row + 1, column + 1, cell)
        info = sheet.rowinfo_map.get(row)
        if info is not None and info.hidden and row + 1 in grid.cells:
            grid.hidden_rows.add(row + 1)
    grid.hidden_columns = {column + 1 for column, info in sheet.colinfo_map.items() if info.hidden}
    budget.merged(len(sheet.merged_cells), grid.title)
    grid.merged = [
        Rectangle(top + 1, left + 1, bottom, right)
        for top, bottom, left, right in sheet.merged_cells
    ]
    return grid


def _cells(book: Any, sheet: Any, row: int, budget: Budget) -> Iterator[tuple[int, Cell]]:
    for column in range(sheet.row_len(row)):
        cell = _cell(book, sheet, row, column, budget)
        if cell is None:
            continue
        if not isinstance(cell.value, str) and _font(book, sheet, row, column).struck_out:
            cell = replace(cell, struck=cell.written)
        yield column, cell


def _cell(book: Any, sheet: Any, row: int, column: int, budget: Budget) -> Cell | None:
    import xlrd

    kind, value = sheet.cell_type(row, column), sheet.cell_value(row, column)
    if kind == xlrd.XL_CELL_TEXT:
        budget.characters(len(value), sheet.name)
        if len(value) > LONGEST_CELL:
            raise Unreadable("too_long_cell", sheet.name, most=LONGEST_CELL)
        raised, struck = _set_apart(book, sheet, row, column, value)
        return None if is_blank(value) else Cell(value, raised=raised, struck=struck)
    if kind == xlrd.XL_CELL_NUMBER:
        number = stored(value)
        code, is_own = _format(book, sheet, row, column)
        shown = shown_by(code, number) if is_own else ""
        return Cell(number, is_percent=is_per_cent(code), shown=shown)
    if kind == xlrd.XL_CELL_DATE:
        return _date(book, value, is_time(_format(book, sheet, row, column)[0]))
    if kind == xlrd.XL_CELL_BOOLEAN:
        return Cell(bool(value))
    if kind == xlrd.XL_CELL_ERROR:
        return Cell(xlrd.error_text_from_code.get(value, "#N/A"), is_error=True)
    return None


def _date(book: Any, passed: float, is_time: bool) -> Cell:
    import xlrd

    try:
        if is_time:
            return Cell(str(datetime.timedelta(days=passed)))
        return Cell(xlrd.xldate_as_datetime(passed, book.datemode).date())
    except OverflowError:
        return Cell("#VALUE!", is_error=True)


def _set_apart(book: Any, sheet: Any, row: int, column: int, value: str) -> tuple[str, str]:
    """Return which parts of a text are raised or lowered among others, and which struck through."""
    runs = sheet.rich_text_runlist_map.get((row, column), ())
    fonts = [(0, _font(book, sheet, row, column))]
    fonts += [(first, book.font_list[number]) for first, number in runs]
    raised = struck = ""
    for (first, font), (end, _) in pairwise((*fonts, (len(value), None))):
        if font.escapement:
            raised += value[first:end]
        if font.struck_out:
            struck += value[first:end]
    return "" if raised == value else raised.strip(), struck.strip()


def _font(book: Any, sheet: Any, row: int, column: int) -> Any:
    return book.font_list[book.xf_list[sheet.cell_xf_index(row, column)].font_index]


def _format(book: Any, sheet: Any, row: int, column: int) -> tuple[str, bool]:
    """Return the number format of a cell, and whether the file says it itself."""
    style = book.xf_list[sheet.cell_xf_index(row, column)]
    found = book.format_map.get(style.format_key)
    code = "General" if found is None else str(found.format_str)
    return code, style.format_key >= _FIRST_OWN_FORMAT
