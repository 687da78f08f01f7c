"""Sheets of a submission as plain values, whether they stand in a workbook or in CSV files.

Every fault is noted with its sheet and cell, and nothing that was written is taken for absent.
"""

from __future__ import annotations

import datetime
import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Any

from engine.law import Fault, written_path
from engine.submission.formats.layout import (
    PAIRS,
    SHEETS,
    Holds,
    Pairs,
    SheetColumn,
    SubmissionSheet,
    as_compared,
    names_of,
)
from engine.text import legible

__all__ = ["Page", "Sheets", "read_page", "with_plain_phrases"]

Place = tuple[str | int, ...]

# Year and month, or year, month and day, with any signs between them.
_DATE = re.compile(r"((?:19|20)\d\d)\D+(\d{1,2})(?:\D+(\d{1,2}))?\D*")


@dataclass(slots=True)
class Sheets:
    """What a workbook or folder says."""

    file: str
    tree: dict[str, Any] = field(default_factory=dict)
    """The submission as plain values, as YAML would give it."""
    places: dict[str, str] = field(default_factory=dict)
    """Path in the tree to sheet and cell."""
    faults: list[Fault] = field(default_factory=list)
    """What could not be read."""
    _rows: dict[str, int] = field(default_factory=dict)
    """How many rows each list has had; two sheets may feed one list."""

    def fault(self, place: str, key: str, value: object = None, **values: object) -> None:
        """Note a fault at sheet and cell `place`."""
        shown = None if value is None else str(value)
        self.faults.append(Fault(self.file, place, None, shown, f"submission.{key}", values))

    def next_position(self, listed: str) -> int:
        """Return the position of the next entry of a list."""
        self._rows[listed] = self._rows.get(listed, -1) + 1
        return self._rows[listed]

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
        if isinstance(node, list):
            node.append(value)
        else:
            node[path[-1]] = value


@dataclass(slots=True)
class Page(ABC):
    """One sheet as it is read: headings in its first row; rows and columns count from 1."""

    sheets: Sheets
    title: str

    @property
    @abstractmethod
    def width(self) -> int:
        """How many columns it has."""

    @abstractmethod
    def place(self, row: int, column: int) -> str:
        """Return sheet and cell."""

    @abstractmethod
    def written(self, row: int, column: int) -> object:
        """Return what stands in a cell, None when nothing does."""

    @abstractmethod
    def rows(self, first: int) -> Iterator[int]:
        """Yield the rows from `first` on that hold anything."""

    @abstractmethod
    def value(self, row: int, at: int, column: SheetColumn) -> object:
        """Return the plain value of a cell, None when it is empty; note what is wrong with it."""

    def broken(self, place: str, key: str, found: object, **values: object) -> str:
        """Note a fault and return what was found as text, so that nothing is taken for absent."""
        self.sheets.fault(place, key, found, **values)
        return str(found)

    def words(self, place: str, said: str) -> str:
        """Return `said`; note a character in it that nobody can see."""
        if legible(said) != said:
            fault = Fault(self.sheets.file, place, None, said, "law.unseen_character")
            self.sheets.faults.append(fault)
        return said

    def choice(self, place: str, said: str, column: SheetColumn, allowed: Iterable[str]) -> object:
        """Return the code that `said` stands for in `column`, or whether it says yes."""
        code = column.code(said)
        if code is None:
            return self.broken(place, "no_such_choice", said, allowed=", ".join(allowed))
        return code == "yes" if column.holds is Holds.YES_NO else code

    def number(self, place: str, number: Decimal, found: object, column: SheetColumn) -> object:
        """Return `number`; one in a column of whole numbers must be whole, another not negative
        unless its column has signs."""
        if column.holds is Holds.WHOLE:
            if number != number.to_integral_value():
                return self.broken(place, "not_whole_cell", found)
            return int(number)
        negative = number < 0 and column.holds is not Holds.SIGNED
        return self.broken(place, "negative_cell", found) if negative else number

    def date(self, place: str, said: str, column: SheetColumn) -> object:
        """Return the month or the day that `said` names."""
        in_text = _month_in if column.holds is Holds.MONTH else _day_in
        return in_text(said) or self.broken(place, f"not_a_{column.holds}_cell", said)


def read_page(page: Page, sheet: SubmissionSheet | Pairs) -> None:
    """Read one sheet into the tree of its sheets."""
    if isinstance(sheet, Pairs):
        _read_pairs(page, sheet)
    else:
        _read_list(page, sheet)


def _columns(page: Page, columns: tuple[SheetColumn, ...]) -> dict[int, SheetColumn]:
    """Return the columns found by their headings; note those missing, unknown or repeated."""
    known = {
        as_compared(name): column
        for column in columns
        for name in (*names_of(column.name), ".".join(column.path))
    }
    found: dict[int, SheetColumn] = {}
    for number in range(1, page.width + 1):
        heading = as_compared(page.written(1, number))
        column = known.get(heading)
        if column in found.values():
            page.sheets.fault(page.place(1, number), "repeated_column", heading)
        elif column is not None:
            found[number] = column
        elif heading:
            page.sheets.fault(page.place(1, number), "unknown_column", heading)
        elif any(page.written(row, number) is not None for row in page.rows(2)):
            page.sheets.fault(page.place(1, number), "column_without_heading")
    for column in columns:
        if column not in found.values() and not column.optional:
            heading = names_of(column.name)[0]
            page.sheets.fault(f"{page.title}!1", "missing_column", heading=heading)
    return found


def _read_list(page: Page, sheet: SubmissionSheet) -> None:
    columns, sheets = _columns(page, sheet.columns), page.sheets
    sheets.places.setdefault(sheet.list, page.title)
    for row in page.rows(2):
        position = sheets.next_position(sheet.list)
        entry = (sheet.list, position)
        sheets.put(entry, page.place(row, 1), {})
        if sheet.group:
            sheets.put((*entry, sheet.group), page.place(row, 1), {})
        for number, column in columns.items():
            value = page.value(row, number, column)
            sheets.put((*entry, *column.path), page.place(row, number), value)


def _read_pairs(page: Page, pairs: Pairs) -> None:
    """Read a figure for each pair of an entry and another, into a mapping inside the entry."""
    sheets = page.sheets
    entries = {
        str(entry.get("id")): position
        for position, entry in enumerate(sheets.tree.get(pairs.list, ()))
    }
    columns = _columns(page, pairs.columns)
    seen: set[tuple[str, str]] = set()
    for row in page.rows(2):
        read = {c.name: (n, page.value(row, n, c)) for n, c in columns.items()}
        if len(read) < len(pairs.columns):
            return
        (at, of), (beside, other), (last, figure) = (read[c.name] for c in pairs.columns)
        for number in (at, beside, last):
            if page.written(row, number) is None:
                sheets.fault(page.place(row, number), "empty_cell")
        if of is None or other is None:
            continue
        pair = (str(of), str(other))
        if pair[0] not in entries:
            known = ", ".join(entries) or "–"
            sheets.fault(page.place(row, at), pairs.unknown, of, known=known)
        elif pair in seen:
            sheets.fault(page.place(row, beside), "repeated", other)
        else:
            seen.add(pair)
            path = (pairs.list, entries[pair[0]], pairs.into, pair[1])
            sheets.put(path, page.place(row, last), figure)


def with_plain_phrases(tree: Mapping[str, Any]) -> None:
    """Let one text stand for both languages in `tree` where only the Chinese is given."""
    lists = {sheet.list for sheet in (*SHEETS, *PAIRS)}
    entries = [entry for name in lists for entry in tree.get(name, ())]
    entries.append(tree.get("authorisation", {}))
    for entry in entries:
        for name in ("title", "driver", "unit"):
            phrase = entry.get(name)
            if isinstance(phrase, dict) and "en" not in phrase and "zh" in phrase:
                entry[name] = phrase["zh"]


def _month_in(written: str) -> str | None:
    """Return the month that `written` names, as 2024-03; of a day, its month; None for neither."""
    found = _DATE.fullmatch(written.strip())
    if found is None or not 1 <= int(found[2]) <= 12:
        return None
    return f"{found[1]}-{int(found[2]):02}"


def _day_in(written: str) -> datetime.date | None:
    """Return the day that `written` names, or None."""
    found = _DATE.fullmatch(written.strip())
    if found is None or found[3] is None:
        return None
    try:
        return datetime.date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
