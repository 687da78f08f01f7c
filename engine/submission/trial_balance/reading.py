"""A spreadsheet as a trial balance: its sheets, which must go together."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from engine.law import Fault, Faults
from engine.submission.spreadsheet import read_spreadsheet
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
        firm_of(sheets),
        tuple(reading.notices),
    )
