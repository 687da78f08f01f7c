"""A submission workbook as plain values; every fault at once, each with its sheet and cell."""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from engine.cost.workbook_layout import (
    BASICS,
    SHARES,
    SHEETS,
    Column,
    Holds,
    Sheet,
    as_compared,
    names_of,
)
from engine.law import Fault, Faults, written_path
from engine.money import plain

__all__ = ["Sheets", "read_workbook"]

_LARGEST = 20_000_000
_EXACT_DIGITS = 15  # what a spreadsheet holds of a number, and what it shows

_GROUPS = ("operator", "cycle", "taxes")  # always there, so that a fault names the missing figure

Place = tuple[str | int, ...]


@dataclass(slots=True)
class Sheets:
    """What a workbook says."""

    file: str
    tree: dict[str, Any] = field(default_factory=dict)
    """The submission as plain values, as YAML would give it."""
    places: dict[str, str] = field(default_factory=dict)
    """Path in the tree to sheet and cell."""
    faults: tuple[Fault, ...] = ()
    """What could not be read."""

    def fault(self, place: str, key: str, value: object = None, **values: object) -> None:
        """Note a fault at sheet and cell `place`."""
        shown = None if value is None else str(value)
        self.faults = (*self.faults, Fault(self.file, place, None, shown, f"cost.{key}", values))

    def put(self, path: Place, place: str, value: object) -> None:
        """Note where `path` stands, and put `value` there unless it is None."""
        self.places[written_path(path)] = place
        if value is None:
            return
        node: Any = self.tree
        for part, following in pairwise(path):
            if isinstance(node, list) and isinstance(part, int):
                node.extend({} for _ in range(part + 1 - len(node)))
                node = node[part]
            else:
                node = node.setdefault(part, [] if isinstance(following, int) else {})
        node[path[-1]] = value


def read_workbook(path: Path) -> Sheets:
    """Return what the submission workbook at `path` says.

    Raises Faults when the file is no workbook at all; what is wrong inside it is in `faults`.
    """
    whole, written = _opened(path)
    sheets = Sheets(path.name)
    wanted = (BASICS, *SHEETS, SHARES)
    titles = {title: sheet for sheet in wanted for title in names_of(sheet.name)}
    notes = names_of("sheet_notes")
    for title in whole.sheetnames:
        if title not in titles and title not in notes:
            allowed = ", ".join(names_of(sheet.name)[0] for sheet in wanted)
            sheets.fault(title, "unknown_sheet", allowed=allowed)
    products: dict[str, int] | None = None
    for sheet in wanted:
        title = next((name for name in names_of(sheet.name) if name in whole.sheetnames), None)
        if title is None:
            sheets.fault(names_of(sheet.name)[0], "missing_sheet")
            continue
        page = _Page(sheets, title, whole[title], written[title])
        page.note_merged()
        if sheet is BASICS:
            _read_basics(page)
        elif sheet is SHARES:
            _read_shares(page, products)
        else:
            _read_list(page, sheet)
            if sheet.list == "products":
                products = _positions(sheets.tree.get("products", []))
    _plain_phrases(sheets)
    return sheets


def _opened(path: Path) -> tuple[Any, Any]:
    """Return the workbook twice: with the values of its formulas, and with the formulas."""
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        if path.stat().st_size > _LARGEST:
            raise Faults([Fault(path.name, "", None, None, "cost.workbook_too_large")])
        return openpyxl.load_workbook(path, data_only=True), openpyxl.load_workbook(path)
    except FileNotFoundError:
        raise Faults([Fault(path.name, "", None, None, "law.no_file")]) from None
    except (OSError, KeyError, ValueError, ParseError, zipfile.BadZipFile, InvalidFileException):
        raise Faults([Fault(path.name, "", None, None, "cost.not_a_workbook")]) from None


@dataclass(slots=True)
class _Page:
    """One sheet of the open workbook, with the values and with the formulas."""

    sheets: Sheets
    title: str
    values: Any
    formulas: Any

    def place(self, row: int, column: int) -> str:
        from openpyxl.utils import get_column_letter

        return f"{self.title}!{get_column_letter(column)}{row}"

    def note_merged(self) -> None:
        for merged in self.values.merged_cells.ranges:
            self.sheets.fault(f"{self.title}!{merged.coord}", "merged_cells")

    def rows(self, first: int) -> Iterator[int]:
        """Yield the rows from `first` on that hold anything."""
        for row in range(first, self.values.max_row + 1):
            cells = self.formulas[row]
            if any(cell.value not in (None, "") for cell in cells):
                yield row

    def broken(self, place: str, key: str, found: object, **values: object) -> str:
        """Note a fault and return what was found as text, so that nothing is taken for absent."""
        self.sheets.fault(place, key, found, **values)
        return str(found)

    def value(self, row: int, number: int, column: Column) -> object:
        """Return the plain value of a cell, None when it is empty; note what is wrong with it."""
        cell, formula = self.values.cell(row, number), self.formulas.cell(row, number)
        place, found = self.place(row, number), cell.value
        if formula.data_type == "f" and found is None:
            return self.broken(place, "formula_without_value", formula.value)
        if found is None or (isinstance(found, str) and not found.strip()):
            return None
        if cell.data_type == "e":
            return self.broken(place, "error_value", found)
        if column.holds in (Holds.TEXT, Holds.YES_NO):
            return self._text(place, found, column)
        if isinstance(found, bool) or not isinstance(found, int | float):
            return self.broken(place, "not_a_number_cell", found)
        return self._number(place, found, column, "%" in str(cell.number_format))

    def _text(self, place: str, found: object, column: Column) -> object:
        if isinstance(found, bool | datetime.date | datetime.time):
            return self.broken(place, "not_a_text_cell", found)
        if isinstance(found, int | float):
            return plain(_exact(found))
        said = str(found).strip()
        if not column.choices:
            return said
        words = {
            as_compared(word): code
            for code in column.choices
            for word in (code, *names_of(f"choice_{code}"))
        }
        if as_compared(said) not in words:
            allowed = ", ".join(names_of(f"choice_{code}")[0] for code in column.choices)
            return self.broken(place, "no_such_choice", said, allowed=allowed)
        code = words[as_compared(said)]
        return code == "yes" if column.holds is Holds.YES_NO else code

    def _number(self, place: str, found: int | float, column: Column, as_percent: bool) -> object:
        number = _exact(found)
        if column.holds is Holds.PERCENT and as_percent:
            number = number.scaleb(2)
        if column.holds is Holds.WHOLE:
            if number != number.to_integral_value():
                return self.broken(place, "not_whole_cell", found)
            return int(number)
        if number < 0:
            return self.broken(place, "negative_cell", found)
        return number


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


def _columns(page: _Page, sheet: Sheet) -> dict[int, Column]:
    """Return the columns found by their headings; note those missing, unknown or repeated."""
    known = {as_compared(n): column for column in sheet.columns for n in names_of(column.name)}
    found: dict[int, Column] = {}
    for number in range(1, page.values.max_column + 1):
        heading = as_compared(page.values.cell(1, number).value)
        column = known.get(heading)
        if column in found.values():
            page.sheets.fault(page.place(1, number), "repeated_column", heading)
        elif column is not None:
            found[number] = column
        elif heading:
            page.sheets.fault(page.place(1, number), "unknown_column", heading)
        elif any(page.values.cell(row, number).value is not None for row in page.rows(2)):
            page.sheets.fault(page.place(1, number), "column_without_heading")
    for column in sheet.columns:
        if column not in found.values() and not column.name.endswith("_en"):
            heading = names_of(column.name)[0]
            page.sheets.fault(f"{page.title}!1", "missing_column", heading=heading)
    return found


def _read_list(page: _Page, sheet: Sheet) -> None:
    columns = _columns(page, sheet)
    page.sheets.places[sheet.list] = page.title
    for position, row in enumerate(page.rows(2)):
        page.sheets.put((sheet.list, position), page.place(row, 1), None)
        for number, column in columns.items():
            value = page.value(row, number, column)
            page.sheets.put((sheet.list, position, *column.path), page.place(row, number), value)


def _positions(products: list[Mapping[str, Any]]) -> dict[str, int]:
    return {str(product.get("id")): position for position, product in enumerate(products)}


def _read_shares(page: _Page, products: Mapping[str, int] | None) -> None:
    if products is None:
        return  # the sheet of products is missing, and that has been said
    columns = _columns(page, SHARES)
    seen: set[tuple[str, str]] = set()
    for row in page.rows(2):
        entry = {c.name: (n, page.value(row, n, c)) for n, c in columns.items()}
        if len(entry) < len(SHARES.columns):
            return
        (at, product), (beside, shared), (last, share) = (
            entry[column.name] for column in SHARES.columns
        )
        for number in (at, beside, last):
            if page.formulas.cell(row, number).value in (None, ""):
                page.sheets.fault(page.place(row, number), "empty_cell")
        if product is None or shared is None:
            continue
        pair = (str(product), str(shared))
        if pair[0] not in products:
            known = ", ".join(products)
            page.sheets.fault(page.place(row, at), "no_such_product", product, known=known)
        elif pair in seen:
            page.sheets.fault(page.place(row, beside), "repeated", shared)
        else:
            seen.add(pair)
            path = ("products", products[pair[0]], "shares", pair[1])
            page.sheets.put(path, page.place(row, last), share)


def _plain_phrases(sheets: Sheets) -> None:
    """Let one text stand for both languages where the workbook gives only the Chinese."""
    for entries in sheets.tree.values():
        for entry in entries if isinstance(entries, list) else ():
            for name in ("title", "driver", "unit"):
                phrase = entry.get(name)
                if isinstance(phrase, dict) and "en" not in phrase and "zh" in phrase:
                    entry[name] = phrase["zh"]
