"""A submission as a folder: submission.yaml with the basics, and a CSV file for each list."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.law import Fault, Faults, written_path
from engine.law.reading.yaml import gathered
from engine.money import parse_number
from engine.submission.formats.layout import PAIRS, SHEETS, Holds, SheetColumn
from engine.submission.formats.sheets import Page, Sheets, read_page, with_plain_phrases

__all__ = ["read_folder"]

_BASICS = "submission.yaml"
_LARGEST = 20_000_000


def read_folder(folder: Path, /) -> Sheets:
    """Return what the files in `folder` say; what is wrong in them is in `faults`.

    A list may stand in submission.yaml in place of its CSV file. Raises Faults when there is no
    submission.yaml that can be read.
    """
    sheets = Sheets(folder.name)
    files = {sheet.file for sheet in (*SHEETS, *PAIRS)}
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in {".csv", ".yaml", ".yml"} and path.name not in {*files, _BASICS}:
            sheets.fault(path.name, "unknown_file", allowed=", ".join(sorted(files)))
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
        sheets.places[written] = f"{_BASICS}:{line} {written}".strip()
    told = set(located.tree)
    for sheet in (*SHEETS, *PAIRS):
        path = folder / sheet.file
        if path.is_file() and sheet.list in told and sheet in SHEETS:
            sheets.fault(sheet.file, "list_twice", sheet.list, file=sheet.file)
        elif path.is_file():
            rows = _rows(path, sheets)
            if rows is not None:
                read_page(_Page(sheets, sheet.file, rows), sheet)
        elif not sheet.optional and sheet.list not in told:
            sheets.fault(sheet.file, "missing_file")
    with_plain_phrases(sheets.tree)
    return sheets


def _rows(path: Path, sheets: Sheets) -> list[list[str]] | None:
    try:
        if path.stat().st_size > _LARGEST:
            raise ValueError(path)
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return list(csv.reader(stream, strict=True))
    except (OSError, ValueError, csv.Error):
        sheets.fault(path.name, "not_csv")
        return None


@dataclass(slots=True)
class _Page(Page):
    """One CSV file."""

    cells: list[list[str]]

    @property
    def width(self) -> int:
        return max((len(row) for row in self.cells), default=0)

    def place(self, row: int, column: int) -> str:
        from xlsxwriter.utility import xl_rowcol_to_cell

        return f"{self.title}!{xl_rowcol_to_cell(row - 1, column - 1)}"

    def written(self, row: int, column: int) -> str | None:
        found = self.cells[row - 1] if row <= len(self.cells) else []
        return (found[column - 1].strip() or None) if column <= len(found) else None

    def rows(self, first: int) -> Iterator[int]:
        for row in range(first, len(self.cells) + 1):
            if any(cell.strip() for cell in self.cells[row - 1]):
                yield row

    def value(self, row: int, at: int, column: SheetColumn) -> object:
        written, place = self.written(row, at), self.place(row, at)
        if written is None:
            return None
        if column.choices:
            return self.choice(place, written, column, column.choices)
        if column.holds in (Holds.MONTH, Holds.DAY):
            return self.date(place, written, column)
        if column.holds is Holds.TEXT:
            return self.words(place, written)
        try:
            return self.number(place, parse_number(written), written, column)
        except ValueError:
            return self.broken(place, "not_a_number_cell", written)
