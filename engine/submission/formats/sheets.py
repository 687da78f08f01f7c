"""Sheets of a submission as plain values, whether they stand in a workbook or in CSV files.

Every fault is noted with its sheet and cell, and nothing that was written is taken for absent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from engine.law import Fault, written_path
from engine.submission.formats.layout import (
    PAIRS,
    SHEETS,
    Pairs,
    ShareUnit,
    SheetColumn,
    SubmissionSheet,
    as_compared,
    headings_of,
    names_of,
)
from engine.submission.formats.meaning import meaning_of
from engine.submission.spreadsheet import Grid

__all__ = ["Page", "Sheets", "list_fed_by", "read_page", "with_plain_phrases"]

Place = tuple[str | int, ...]

_LOOKED_AT = 20
"""Rows in which headings are looked for when the first has none."""


@dataclass(slots=True)
class Sheets:
    """What a workbook or folder says."""

    file: str
    tree: dict[str, Any] = field(default_factory=dict)
    """The submission as plain values, as YAML would give it."""
    places: dict[str, str] = field(default_factory=dict)
    """Path in the tree to sheet and cell."""
    in_yaml: set[str] = field(default_factory=set)
    """Paths that stand in YAML, where no cell says of a figure what it is."""
    headings: dict[str, str] = field(default_factory=dict)
    """Path of an empty cell to the heading of its column, or the name of its row."""
    faults: list[Fault] = field(default_factory=list)
    """What could not be read."""
    notices: list[Fault] = field(default_factory=list)
    """What was read, and a reader of the figures should know: hidden rows, a filter."""
    unread: set[str] = field(default_factory=set)
    """Lists, and fields of their entries (`items[].amount`), whose sheet or column is missing:
    what follows from that is not told again."""
    _rows: dict[str, int] = field(default_factory=dict)
    """How many rows each list has had; two sheets may feed one list."""

    def fault(self, place: str, key: str, value: object = None, **values: object) -> None:
        """Note a fault at sheet and cell `place`."""
        self.faults.append(self._said(place, key, value, values))

    def notice(self, place: str, key: str, **values: object) -> None:
        """Note what is told of sheet `place` and is no fault."""
        self.notices.append(self._said(place, key, None, values))

    def _said(self, place: str, key: str, value: object, values: Mapping[str, object]) -> Fault:
        shown = None if value is None else str(value)
        return Fault(self.file, place, None, shown, f"submission.{key}", values)

    def next_position(self, listed: str) -> int:
        """Return the position of the next entry of a list."""
        self._rows[listed] = self._rows.get(listed, -1) + 1
        return self._rows[listed]

    def put(self, path: Place, place: str, value: object, heading: str | None = None) -> None:
        """Note where `path` stands, and put `value` there; for None note its heading."""
        self.places[written_path(path)] = place
        if value is None:
            if heading is not None:
                self.headings[written_path(path)] = heading
            return
        node: Any = self.tree
        for part, following in pairwise(path):
            if isinstance(part, int):
                node.extend({} for _ in range(part + 1 - len(node)))
                node = node[part]
            else:
                node = node.setdefault(part, [] if isinstance(following, int) else {})
        if isinstance(node, list):
            node.append(value)
        else:
            node[path[-1]] = value


@dataclass(slots=True)
class Page:
    """One sheet as it is read: headings in its first row; rows and columns count from 1."""

    sheets: Sheets
    grid: Grid
    units: dict[int, ShareUnit] = field(default_factory=dict)
    """What the headings of columns of shares say of their figures."""

    @property
    def title(self) -> str:
        """The title of the sheet, or the name of the file."""
        return self.grid.title

    def place(self, row: int, column: int) -> str:
        """Return sheet and cell."""
        return self.grid.place(row, column)

    def written(self, row: int, column: int) -> str | None:
        """Return what stands in a cell as text, None when nothing does."""
        cell = self.grid.at(row, column)
        return None if cell is None else cell.written

    def value(self, row: int, at: int, column: SheetColumn) -> object:
        """Return the plain value of a cell, None when it is empty; note what is wrong with it."""
        cell = self.grid.at(row, at)
        if cell is None:
            return None
        unit = self.units.get(at, ShareUnit.UNSAID)
        others = (found[at] for found in self.grid.cells.values() if at in found)
        meaning = meaning_of(cell, column, self.grid.is_text, unit, others)
        if meaning.key is not None:
            place, values = self.place(row, at), dict(meaning.values)
            self.sheets.fault(place, meaning.key, meaning.value, **values)
        return meaning.value

    def note_shown(self) -> None:
        """Note merged cells, of which it cannot be told what they hold, and what is hidden."""
        grid, sheets = self.grid, self.sheets
        for merged in grid.merged:
            sheets.fault(f"{self.title}!{merged.written}", "merged_cells")
        if grid.is_hidden:
            sheets.notice(self.title, "hidden_sheet")
        hidden = sorted(row for row in grid.hidden_rows if row > 1)
        if hidden:
            key = "filtered_rows" if grid.is_filtered else "hidden_rows"
            sheets.notice(self.title, key, rows=_runs(hidden), count=len(hidden))
        columns = set(grid.columns) & grid.hidden_columns
        if columns:
            cells = ", ".join(
                grid.place(1, column).rpartition("!")[2] for column in sorted(columns)
            )
            sheets.notice(self.title, "hidden_columns", columns=cells)


def _runs(rows: list[int]) -> str:
    """Return rows as people write them: 2, 5-7."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][1] + 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs[:20])


def read_page(page: Page, sheet: SubmissionSheet | Pairs) -> None:
    """Read one sheet into the tree of its sheets."""
    row = _heading_below(page, sheet)
    if row is not None:
        page.sheets.fault(page.place(1, 1), "heading_not_first", page.written(1, 1), row=row)
        page.sheets.unread |= {list_fed_by(sheet), f"{sheet.list}[].id"}
    elif isinstance(sheet, Pairs):
        _read_pairs(page, sheet)
    else:
        _read_list(page, sheet)


def _heading_below(page: Page, sheet: SubmissionSheet | Pairs) -> int | None:
    """Return the row in which the headings stand when the first is another, or None."""
    known = {name for column in sheet.columns for name, _ in headings_of(column)}
    for row in (row for row in page.grid.cells if row <= _LOOKED_AT):
        cells = page.grid.cells[row].values()
        count = sum(as_compared(cell.written) in known for cell in cells)
        if count > 1 or (row == 1 and count):
            return row if row > 1 else None
    return None


def list_fed_by(sheet: SubmissionSheet | Pairs) -> str:
    """Return the list that `sheet` holds, or the field of its entries, as `unread` has it."""
    return f"{sheet.list}[].{sheet.into}" if isinstance(sheet, Pairs) else sheet.list


def _columns(page: Page, sheet: SubmissionSheet | Pairs) -> dict[int, SheetColumn]:
    """Return the columns found by their headings; note those missing, unknown or repeated.

    Where a heading is not known and one is missing, the one may be the other: told once, and what
    follows from it not at all.
    """
    known = {name: (column, unit) for column in sheet.columns for name, unit in headings_of(column)}
    found: dict[int, SheetColumn] = {}
    strange: list[tuple[int, str]] = []
    for number in page.grid.columns:
        heading = as_compared(page.written(1, number))
        column, unit = known.get(heading, (None, ShareUnit.UNSAID))
        if column is not None and column in found.values():
            page.sheets.fault(page.place(1, number), "repeated_column", heading)
        elif column is not None:
            found[number], page.units[number] = column, unit
        elif heading:
            strange.append((number, heading))
        else:
            page.sheets.fault(page.place(1, number), "column_without_heading")
    absent = [column for column in sheet.columns if column not in found.values()]
    _note_headings(page, strange, [column for column in absent if not column.optional])
    unread = [column for column in absent if strange or not column.optional]
    if isinstance(sheet, Pairs):
        page.sheets.unread |= {list_fed_by(sheet)} if unread else set()
    else:
        page.sheets.unread |= {f"{sheet.list}[].{'.'.join(column.path)}" for column in unread}
    return found


def _note_headings(page: Page, strange: list[tuple[int, str]], missing: list[SheetColumn]) -> None:
    names = ", ".join(names_of(column.name)[0] for column in missing)
    may_be = 0 < len(missing) <= len(strange)
    for number, heading in strange:
        key, values = ("changed_heading", {"missing": names}) if may_be else ("unknown_column", {})
        page.sheets.fault(page.place(1, number), key, heading, **values)
    for column in () if may_be else missing:
        heading = names_of(column.name)[0]
        page.sheets.fault(f"{page.title}!1", "missing_column", heading=heading)


def _read_list(page: Page, sheet: SubmissionSheet) -> None:
    columns, sheets = _columns(page, sheet), page.sheets
    sheets.places.setdefault(sheet.list, page.title)
    for row in page.grid.rows(2):
        position = sheets.next_position(sheet.list)
        entry = (sheet.list, position)
        sheets.put(entry, page.place(row, 1), {})
        if sheet.group:
            sheets.put((*entry, sheet.group), page.place(row, 1), {})
        for number, column in columns.items():
            value = page.value(row, number, column)
            heading = page.written(1, number)
            sheets.put((*entry, *column.path), page.place(row, number), value, heading)


def _read_pairs(page: Page, pairs: Pairs) -> None:
    """Read a figure for each pair of an entry and another, into a mapping inside the entry."""
    sheets = page.sheets
    entries = {
        str(entry.get("id")): position
        for position, entry in enumerate(sheets.tree.get(pairs.list, ()))
    }
    columns = _columns(page, pairs)
    is_named = f"{pairs.list}[].id" not in sheets.unread
    seen: set[tuple[str, str]] = set()
    for row in page.grid.rows(2):
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
        if pair[0] not in entries and not is_named:
            continue  # whose they are was not read, which has been said
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
            phrase = entry.get(name) if isinstance(entry, dict) else None
            if isinstance(phrase, dict) and "en" not in phrase and "zh" in phrase:
                entry[name] = phrase["zh"]
