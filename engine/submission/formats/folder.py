"""A submission as a folder: submission.yaml with the basics, and a CSV file for each list."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from engine.law import Fault, Faults, written_path
from engine.law.reading.yaml import gathered
from engine.submission.formats.layout import PAIRS, SHEETS
from engine.submission.formats.sheets import (
    Page,
    Sheets,
    list_fed_by,
    read_page,
    with_plain_phrases,
)
from engine.submission.spreadsheet import Grid, read_spreadsheet

__all__ = ["UNPLACED", "read_folder"]

_BASICS = "submission.yaml"
UNPLACED = "unplaced.csv"
"""What a draft lists beside its items; it is no part of the submission."""
_TABLES = {".xlsx", ".xlsm", ".xls", ".ods", ".tsv", ".txt"}
"""Endings of files that may hold figures, and are no part of a folder."""


def read_folder(folder: Path, /) -> Sheets:
    """Return what the files in `folder` say; what is wrong in them is in `faults`.

    A list may stand in submission.yaml in place of its CSV file. Raises Faults when there is no
    submission.yaml that can be read.
    """
    sheets = Sheets(folder.name)
    files = {sheet.file for sheet in (*SHEETS, *PAIRS)}
    for path in sorted(folder.iterdir()):
        if path.name == UNPLACED:
            _note_unplaced(path, sheets)
        elif path.name in {*files, _BASICS}:
            continue
        elif path.suffix.lower() in {".csv", ".yaml", ".yml"}:
            sheets.fault(path.name, "unknown_file", allowed=", ".join(sorted(files)))
        elif path.suffix.lower() in _TABLES and not path.name.startswith((".", "~")):
            sheets.notice(path.name, "file_not_read")
    if not (folder / _BASICS).is_file():
        raise Faults(
            [*sheets.faults, Fault(folder.name, _BASICS, None, None, "submission.no_basics_file")]
        )
    located, faults = gathered(folder / _BASICS, _BASICS)
    sheets.faults += faults
    if not isinstance(located.tree, dict):
        raise Faults([*sheets.faults, Fault(_BASICS, "", None, None, "law.not_a_mapping")])
    sheets.tree = located.tree
    for at, line in located.lines.items():
        written = written_path(at)
        sheets.in_yaml.add(written)
        sheets.places[written] = f"{_BASICS}:{line} {written}".strip()
    told = set(located.tree)
    for sheet in (*SHEETS, *PAIRS):
        path = folder / sheet.file
        if path.is_file() and sheet.list in told and sheet in SHEETS:
            sheets.fault(sheet.file, "list_twice", sheet.list, file=sheet.file)
        elif path.is_file():
            grid = _grid(path, sheets)
            if grid is not None:
                read_page(Page(sheets, grid), sheet)
            else:
                sheets.unread.add(list_fed_by(sheet))
        elif not sheet.optional and sheet.list not in told:
            sheets.fault(sheet.file, "missing_file")
            sheets.unread.add(list_fed_by(sheet))
    with_plain_phrases(sheets.tree)
    return sheets


def _note_unplaced(path: Path, sheets: Sheets) -> None:
    """Note how many accounts of a draft were placed nowhere, and so are not in the submission."""
    try:
        count = sum(1 for _ in read_spreadsheet(path).grids[0].rows(2))
    except Faults:
        sheets.notice(path.name, "file_not_read")
        return
    if count:
        sheets.notice(path.name, "unplaced_accounts", count=count)


def _grid(path: Path, sheets: Sheets) -> Grid | None:
    """Return what a CSV file holds; None, with its fault noted, when it cannot be read."""
    try:
        found = read_spreadsheet(path)
    except Faults as wrong:
        sheets.faults += (replace(fault, place=fault.place or path.name) for fault in wrong.faults)
        return None
    if found.separator is None:
        sheets.fault(path.name, "spreadsheet.not_csv")
        return None
    if found.encoding not in (None, "utf-8-sig"):
        sheets.notice(path.name, "other_encoding", encoding=str(found.encoding).upper())
    if found.separator != ",":
        sign = "tab" if found.separator == "\t" else found.separator
        sheets.notice(path.name, "other_separator", sign=sign)
    return found.grids[0]
