"""A submission workbook as plain values; every fault at once, each with its sheet and cell."""

from __future__ import annotations

import datetime
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

from engine.law import Fault, Faults
from engine.money import plain
from engine.submission.formats.layout import (
    BASICS,
    PAIRS,
    SHEETS,
    Holds,
    SheetColumn,
    as_compared,
    names_of,
)
from engine.submission.formats.sheets import Page, Sheets, read_page, with_plain_phrases

__all__ = ["read_workbook"]

_LARGEST = 20_000_000
_LARGEST_UNPACKED = 400_000_000
_MOST_ROWS = 20_000
_EXACT_DIGITS = 15  # what a spreadsheet holds of a number, and what it shows

_GROUPS = ("operator", "cycle", "taxes")  # always there, so that a fault names the missing figure

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def read_workbook(path: Path, /) -> Sheets:
    """Return what the submission workbook at `path` says.

    Raises Faults when the file is no workbook at all; what is wrong inside it is in `faults`.
    """
    whole, written = _opened(path)
    sheets = Sheets(path.name)
    wanted = (BASICS, *SHEETS, *PAIRS)
    titles = {title: sheet for sheet in wanted for title in names_of(sheet.name)}
    notes = names_of("sheet_notes")
    for title in whole.sheetnames:
        if title not in titles and title not in notes:
            allowed = ", ".join(names_of(sheet.name)[0] for sheet in wanted)
            sheets.fault(title, "unknown_sheet", allowed=allowed)
    missing: set[str] = set()
    for sheet in wanted:
        title = next((name for name in names_of(sheet.name) if name in whole.sheetnames), None)
        if title is None:
            missing.add(sheet.list)
            if not sheet.optional:
                sheets.fault(names_of(sheet.name)[0], "missing_sheet")
            continue
        page = _Page(sheets, title, whole[title], written[title])
        page.note_merged()
        if sheet is BASICS:
            _read_basics(page)
        elif sheet not in PAIRS or sheet.list not in missing:  # what is missing has been said
            read_page(page, sheet)
    with_plain_phrases(sheets.tree)
    return sheets


_BROKEN = (
    *(OSError, EOFError, ValueError, LookupError, TypeError, AttributeError, RuntimeError),
    *(SyntaxError, zlib.error, zipfile.BadZipFile),
)
"""What is raised on reading a damaged workbook; of XML, two parsers raise their own SyntaxError."""


def _opened(path: Path) -> tuple[Any, Any]:
    """Return the workbook twice: with the values of its formulas, and with the formulas."""
    import openpyxl  # 0.2 s: only who reads a workbook waits for it
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        if path.stat().st_size > _LARGEST or _unpacked(path) > _LARGEST_UNPACKED:
            raise Faults([Fault(path.name, "", None, None, "submission.workbook_too_large")])
        if too_long := list(_too_long(path)):
            raise Faults(too_long)
        return openpyxl.load_workbook(path, data_only=True), openpyxl.load_workbook(path)
    except FileNotFoundError:
        raise Faults([Fault(path.name, "", None, None, "law.no_file")]) from None
    except (*_BROKEN, InvalidFileException):
        raise Faults([Fault(path.name, "", None, None, "submission.not_a_workbook")]) from None


def _unpacked(path: Path) -> int:
    with zipfile.ZipFile(path) as packed:
        return sum(entry.file_size for entry in packed.infolist())


def _too_long(path: Path) -> Iterator[Fault]:
    """Yield the sheets with more rows than any submission has, before they are read at length."""
    with zipfile.ZipFile(path) as packed:
        for title, name in _sheet_files(packed).items():
            rows = 0
            with packed.open(name) as stream:
                left = b""
                while block := stream.read(1 << 20):
                    rows += (left + block).count(b"<row ")
                    left = block[-4:]
            if rows > _MOST_ROWS:
                values = {"rows": rows, "most": _MOST_ROWS}
                yield Fault(path.name, title, None, None, "submission.too_many_rows", values)


def _sheet_files(packed: zipfile.ZipFile) -> dict[str, str]:
    """Return the file inside the workbook of each sheet, by the sheet's title."""
    related = fromstring(packed.read("xl/_rels/workbook.xml.rels"))
    targets = {one.get("Id"): str(one.get("Target")) for one in related}
    found: dict[str, str] = {}
    for sheet in fromstring(packed.read("xl/workbook.xml")).iter(f"{{{_MAIN}}}sheet"):
        target = targets.get(sheet.get(f"{{{_RELATED}}}id"), "")
        name = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if name in packed.namelist():
            found[str(sheet.get("name"))] = name
    return found


@dataclass(slots=True)
class _Page(Page):
    """One sheet of the open workbook, with the values and with the formulas."""

    values: Any
    formulas: Any

    @property
    def width(self) -> int:
        return int(self.values.max_column)

    def place(self, row: int, column: int) -> str:
        return f"{self.title}!{self.values.cell(row, column).coordinate}"

    def written(self, row: int, column: int) -> object:
        found: object = self.formulas.cell(row, column).value
        return None if found == "" else found

    def rows(self, first: int) -> Iterator[int]:
        for row, found in enumerate(self.formulas.iter_rows(first, values_only=True), first):
            if any(value not in (None, "") for value in found):
                yield row

    def note_merged(self) -> None:
        """Note the cells that are merged, of which it cannot be told what they hold."""
        for merged in self.values.merged_cells.ranges:
            self.sheets.fault(f"{self.title}!{merged.coord}", "merged_cells")

    def value(self, row: int, at: int, column: SheetColumn) -> object:
        cell, formula = self.values.cell(row, at), self.formulas.cell(row, at)
        place, found = self.place(row, at), cell.value
        if formula.data_type == "f" and found is None:
            return self.broken(place, "formula_without_value", formula.value)
        if found is None or (isinstance(found, str) and not found.strip()):
            return None
        if cell.data_type == "e":
            return self.broken(place, "error_value", found)
        if column.holds in (Holds.MONTH, Holds.DAY):
            is_day = isinstance(found, datetime.datetime)
            return self.date(place, found.date().isoformat() if is_day else str(found), column)
        if column.holds in (Holds.TEXT, Holds.YES_NO):
            return self._text(place, found, column)
        if isinstance(found, bool) or not isinstance(found, int | float):
            return self.broken(place, "not_a_number_cell", found)
        number = _exact(found)
        if column.holds is Holds.PERCENT and "%" in str(cell.number_format):
            number = number.scaleb(2)
        return self.number(place, number, found, column)

    def _text(self, place: str, found: object, column: SheetColumn) -> object:
        if isinstance(found, bool | datetime.date | datetime.time):
            return self.broken(place, "not_a_text_cell", found)
        if isinstance(found, int | float):
            return plain(_exact(found))
        said = str(found).strip()
        if not column.choices:
            return self.words(place, said)
        words = (names_of(f"choice_{code}")[0] for code in column.choices)
        return self.choice(place, said, column, words)


def _exact(found: int | float) -> Decimal:
    """Return the number that the spreadsheet shows; the float beneath may differ in the 17th."""
    return Decimal(found) if isinstance(found, int) else Decimal(f"{found:.{_EXACT_DIGITS}g}")


def _read_basics(page: _Page) -> None:
    rows = {as_compared(n): column for column in BASICS.columns for n in names_of(column.name)}
    for column in BASICS.columns:
        page.sheets.put(column.path, f"{page.title}!{names_of(column.name)[0]}", None)
    for group in _GROUPS:
        page.sheets.tree[group] = {}
    seen: set[str] = set()
    for row in page.rows(2):
        name = as_compared(page.values.cell(row, 1).value)
        found, place = rows.get(name), page.place(row, 1)
        if found is None:
            page.sheets.fault(place, "unknown_basic", name)
        elif found.name in seen:
            page.sheets.fault(place, "repeated_basic", name)
        else:
            seen.add(found.name)
            page.sheets.put(found.path, page.place(row, 2), page.value(row, 2, found))
    page.sheets.places[""] = page.title
