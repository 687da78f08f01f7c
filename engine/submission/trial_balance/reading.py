"""A spreadsheet as a trial balance: its sheets, which must go together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from engine.law import Fault, Faults
from engine.submission.spreadsheet import read_spreadsheet
from engine.submission.spreadsheet.numeral import flaw_of
from engine.submission.trial_balance.above import heading_of, titles_of
from engine.submission.trial_balance.book import Book
from engine.submission.trial_balance.sheet import Reading, Sheet
from engine.submission.trial_balance.together import compare, firm_of

__all__ = ["read_book"]


def read_book(path: Path) -> Book:
    """Return the trial balance in the file at `path`: .xlsx, .xls, .ods or CSV.

    Several sheets of the same form, as one for each branch, are one book. Raises Faults for a file
    that cannot be read or holds no trial balance, and for every cell that cannot be understood.
    """
    found = read_spreadsheet(path)
    reading = Reading(path.name)
    # A file that has no sheets is named by its name already.
    grids = (replace(one, title="") if one.is_text else one for one in found.grids)
    headings = [(grid, heading_of(grid)) for grid in grids if grid.cells]
    headed = [(grid, heading) for grid, heading in headings if heading is not None]
    if not headed:
        raise Faults([Fault(path.name, "", None, None, "submission.trial_balance.no_heading")])
    for grid, heading in headings:
        if heading is None:
            reading.notice(grid.title, "sheet_not_read")
    if found.encoding not in (None, "utf-8-sig"):
        reading.notice("", "other_encoding", encoding=str(found.encoding).upper())
    sheets = [
        Sheet(
            reading, grid, heading, titles_of(grid, heading), grid.title if len(headed) > 1 else ""
        )
        for grid, heading in headed
    ]
    for sheet in sheets:
        sheet.read()
        reading.faults += _flaws(path.name, sheet)
    compare(reading, sheets, (grid for grid, heading in headings if heading is None))
    if reading.faults:
        raise Faults(reading.faults)
    if not reading.accounts:
        raise Faults([Fault(path.name, "", None, None, "submission.trial_balance.no_accounts")])
    return Book(
        path.name,
        tuple(reading.accounts),
        tuple(reading.totals),
        reading.months,
        reading.months_at,
        firm_of(sheet.titles.operator for sheet in sheets),
        tuple(reading.notices),
    )


def _flaws(file: str, sheet: Sheet) -> Iterator[Fault]:
    """Yield a fault for each cell with amounts, or of an account with some, that is not plain."""
    grid, columns, amounts = sheet.grid, sheet.heading.columns, sheet.heading.amounts
    for row in grid.rows(sheet.heading.last_row + 1):
        cells = grid.cells[row]
        for at in columns if cells.keys() & amounts.keys() else ():
            flaw = flaw_of(cells[at]) if at in cells else None
            is_figure = at in amounts or columns[at].word in ("code", "period")
            if flaw is not None and (is_figure or cells[at].struck):
                key, place = f"submission.spreadsheet.{flaw[0]}", grid.place(row, at)
                yield Fault(file, place, None, cells[at].written, key, flaw[1])
