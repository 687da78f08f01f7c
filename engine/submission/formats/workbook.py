"""A submission workbook as plain values; every fault at once, each with its sheet and cell."""

from __future__ import annotations

from pathlib import Path

from engine.submission.formats.layout import (
    BASICS,
    PAIRS,
    SHEETS,
    as_compared,
    names_of,
)
from engine.submission.formats.sheets import (
    Page,
    Sheets,
    list_fed_by,
    read_page,
    with_plain_phrases,
)
from engine.submission.spreadsheet import Grid, read_spreadsheet

__all__ = ["read_workbook"]

_GROUPS = ("operator", "cycle", "taxes")  # always there, so that a fault names the missing figure


def read_workbook(path: Path, /) -> Sheets:
    """Return what the submission workbook at `path` says: .xlsx, .xls or .ods.

    Raises Faults when the file is no workbook at all; what is wrong inside it is in `faults`.
    """
    sheets = Sheets(path.name)
    wanted = (BASICS, *SHEETS, *PAIRS)
    names = {title: sheet.name for sheet in wanted for title in names_of(sheet.name)}
    notes = names_of("sheet_notes")
    grids: dict[str, Grid] = {}
    for each in read_spreadsheet(path).grids:
        title = each.title.strip()
        name = names.get(title)
        if name is None and title not in notes:
            allowed = ", ".join(names_of(sheet.name)[0] for sheet in wanted)
            sheets.fault(title, "unknown_sheet", allowed=allowed)
        elif name in grids:
            sheets.fault(each.title, "repeated_sheet", first=grids[name].title)
        elif name is not None:
            grids[name] = each
    missing: set[str] = set()
    for sheet in wanted:
        grid = grids.get(sheet.name)
        if grid is None:
            missing.add(sheet.list)
            if not sheet.optional:
                sheets.fault(names_of(sheet.name)[0], "missing_sheet")
                sheets.unread.add(list_fed_by(sheet))
            continue
        page = Page(sheets, grid)
        page.note_shown()
        if sheet is BASICS:
            _read_basics(page)
        elif sheet not in PAIRS or sheet.list not in missing:  # what is missing has been said
            read_page(page, sheet)
    with_plain_phrases(sheets.tree)
    return sheets


def _read_basics(page: Page) -> None:
    rows = {as_compared(n): column for column in BASICS.columns for n in names_of(column.name)}
    for column in BASICS.columns:
        page.sheets.put(column.path, f"{page.title}!{names_of(column.name)[0]}", None)
    for group in _GROUPS:
        page.sheets.tree[group] = {}
    seen: set[str] = set()
    for number in page.grid.columns:
        if number > 2:
            page.sheets.fault(page.place(1, number), "unknown_column", page.written(1, number))
    for row in page.grid.rows(2):
        name = as_compared(page.written(row, 1))
        found, place = rows.get(name), page.place(row, 1)
        if found is None:
            page.sheets.fault(place, "unknown_basic", name)
        elif found.name in seen:
            page.sheets.fault(place, "repeated_basic", name)
        else:
            seen.add(found.name)
            page.sheets.put(found.path, page.place(row, 2), page.value(row, 2, found), name)
    page.sheets.places[""] = page.title
