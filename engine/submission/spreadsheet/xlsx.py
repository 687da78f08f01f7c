"""A workbook of the Office Open XML form (.xlsx, .xlsm): values, number formats, what is hidden.

Of the parts only those are read that say what a cell means: names of sheets, shared strings, number
formats, cells. Fonts, fills, charts, validations and the stated dimension are not looked at; a
stray blank a million rows below costs nothing.
"""

from __future__ import annotations

import datetime
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from engine.submission.spreadsheet.cell import Cell, Grid, Rectangle, is_blank, shown
from engine.submission.spreadsheet.limits import LONGEST_CELL, Budget, Unreadable
from engine.submission.spreadsheet.package import Package, Walker, attribute

__all__ = ["grids_of_xlsx"]

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_WORKBOOK = "xl/workbook.xml"
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384


def grids_of_xlsx(package: Package) -> list[Grid]:
    """Return the sheets of a workbook in their order.

    Raises Unreadable where a part that is needed is damaged, or there is too much of anything.
    """
    book = _Book()
    package.walk(_workbook_part(package), book)
    folder = posixpath.dirname(_workbook_part(package))
    related = _Related(folder)
    package.walk(f"{folder}/_rels/{posixpath.basename(_workbook_part(package))}.rels", related)
    strings, formats = _Strings(package.budget), _Formats()
    for kind, walker in (("sharedStrings", strings), ("styles", formats)):
        part = related.of_kind.get(kind, f"{folder}/{kind}.xml")
        if part in package.names:
            package.walk(part, walker)
    meanings = formats.meanings() if formats.styles else {}
    grids = []
    for title, identifier, state in book.sheets:
        part, kind = related.targets.get(identifier, ("", ""))
        if kind == "chartsheet":
            continue
        package.budget.sheet()
        grid = Grid(title, is_hidden=state != "visible")
        sheet = _Sheet(grid, strings.found, meanings, book.epoch, package.budget)
        package.walk(part, sheet, title)
        grids.append(grid)
    return grids


def _workbook_part(package: Package) -> str:
    if _WORKBOOK in package.names:
        return _WORKBOOK
    related = _Related("")
    package.walk("_rels/.rels", related)
    return related.of_kind.get("officeDocument", _WORKBOOK)


class _Related(Walker):
    """The targets of a part's relations."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self.targets: dict[str, tuple[str, str]] = {}
        self.of_kind: dict[str, str] = {}

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name != "Relationship" or attributes.get("TargetMode") == "External":
            return
        target = attributes.get("Target", "")
        absolute = target.startswith("/")
        part = target[1:] if absolute else posixpath.join(self._folder, target)
        kind = attributes.get("Type", "").rpartition("/")[2]
        part = posixpath.normpath(part)
        self.targets[attributes.get("Id", "")] = (part, kind)
        self.of_kind.setdefault(kind, part)


class _Book(Walker):
    """Names and order of the sheets, and from which day days are counted."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, str]] = []
        self.epoch = datetime.datetime(1899, 12, 30, tzinfo=datetime.UTC)

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            identifier = attribute(attributes, "id") or ""
            state = attributes.get("state", "visible")
            self.sheets.append((attributes.get("name", ""), identifier, state))
        elif name == "workbookPr" and attributes.get("date1904") in ("1", "true", "on"):
            self.epoch = datetime.datetime(1904, 1, 1, tzinfo=datetime.UTC)


class _Strings(Walker):
    """The strings that cells share, without what is said of their pronunciation."""

    def __init__(self, budget: Budget) -> None:
        self.found: list[str] = []
        self._budget = budget
        self._pieces: list[str] = []
        self._length = 0
        self._in_text = self._spoken = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "si":
            self._pieces, self._length = [], 0
        elif name == "rPh":
            self._spoken = True
        elif name == "t":
            self._in_text = not self._spoken

    def end(self, name: str) -> None:
        if name == "t":
            self._in_text = False
        elif name == "rPh":
            self._spoken = False
        elif name == "si":
            self._budget.string(self._length, "")
            self.found.append(_unescaped("".join(self._pieces)))

    def text(self, text: str) -> None:
        if self._in_text:
            self._length += len(text)
            if self._length > LONGEST_CELL:
                raise Unreadable("too_long_cell", most=LONGEST_CELL)
            self._pieces.append(text)


class _Formats(Walker):
    """The number format of each style."""

    def __init__(self) -> None:
        self.styles: list[str] = []
        self._codes: dict[str, str] = {}
        self._in_styles = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            self._codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._in_styles = True
        elif name == "xf" and self._in_styles:
            self.styles.append(attributes.get("numFmtId", "0"))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._in_styles = False

    def meanings(self) -> dict[str, str]:
        """Return what each style says of a number."""
        from openpyxl.styles.numbers import BUILTIN_FORMATS  # 0.2 s: only who reads one waits

        codes = {str(number): code for number, code in BUILTIN_FORMATS.items()} | self._codes
        meaning = {of: _meaning(codes.get(of, "General")) for of in set(self.styles)}
        return {str(style): meaning[of] for style, of in enumerate(self.styles)}


def _meaning(code: str) -> str:
    """Return what a number format says of a number: `percent`, `day`, or nothing."""
    from openpyxl.styles.numbers import is_date_format

    bare = re.sub(r'"[^"]*"|\\.|_.', "", code)
    if "%" in bare:
        return "percent"
    return "day" if is_date_format(code) else ""


@dataclass(slots=True)
class _Sheet(Walker):
    """The cells of one sheet."""

    grid: Grid
    strings: list[str]
    meanings: Mapping[str, str]
    epoch: datetime.datetime
    budget: Budget
    row: int = 0
    column: int = 0
    kind: str = ""
    style: str = "0"
    hidden: bool = False
    taking: list[str] | None = None
    length: int = 0
    value: str | None = None
    formula: str | None = None
    inline: list[str] = field(default_factory=list)

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._place(attributes.get("r"))
            self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "0")
            self.value = self.formula = None
            self.inline = []
        elif name in ("v", "f", "t"):
            self.taking, self.length = [], 0
        elif name == "row":
            self.row = int(attributes.get("r") or self.row + 1)
            self.column = 0
            self.hidden = attributes.get("hidden") in ("1", "true")
        elif name == "col" and attributes.get("hidden") in ("1", "true"):
            first, last = int(attributes["min"]), int(attributes["max"])
            self.grid.hidden_columns.update(range(first, min(last, _LAST_COLUMN) + 1))
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif name == "autoFilter":
            self.grid.is_filtered = True

    def end(self, name: str) -> None:
        if name == "c":
            self._note()
        elif name == "v":
            self.value, self.taking = "".join(self.taking or ()), None
        elif name == "f":
            self.formula, self.taking = "=" + "".join(self.taking or ()), None
        elif name == "t":
            self.inline += self.taking or ()
            self.taking = None

    def text(self, text: str) -> None:
        if self.taking is not None:
            self.length += len(text)
            if self.length > LONGEST_CELL:
                place = self.grid.place(self.row, self.column)
                raise Unreadable("too_long_cell", place, most=LONGEST_CELL)
            self.taking.append(text)

    def _place(self, reference: str | None) -> None:
        if reference is None:
            self.column += 1
            return
        found = _REFERENCE.fullmatch(reference)
        if found is None:
            raise ValueError(reference)
        self.column = _column(found[1])
        if int(found[2]) != self.row or not 0 < self.row <= _LAST_ROW:
            raise ValueError(reference)

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        top, bottom = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last or first)
        if top is None or bottom is None:
            raise ValueError(reference)
        self.budget.merged(len(self.grid.merged) + 1, self.grid.title)
        self.grid.merged.append(
            Rectangle(int(top[2]), _column(top[1]), int(bottom[2]), _column(bottom[1]))
        )

    def _note(self) -> None:
        cell = self._cell()
        if cell is None:
            return
        title, row = self.grid.title, self.grid.cells.get(self.row)
        self.budget.cell(title)
        if row is None:
            self.budget.row(len(self.grid.cells) + 1, title)
            if self.hidden:
                self.grid.hidden_rows.add(self.row)
        else:
            self.budget.width(len(row) + 1, title)
        self.grid.put(self.row, self.column, cell)

    def _cell(self) -> Cell | None:
        written = "".join(self.inline) if self.kind == "inlineStr" else self.value
        if written is None or written == "":
            stored = self.kind == "str" and written == ""  # a formula that gives an empty text
            unknown = self.formula is not None and not stored
            return Cell(None, formula=self.formula) if unknown else None
        if self.kind == "s":
            written = self.strings[int(written)]
        elif self.kind in ("str", "inlineStr"):
            written = _unescaped(written)
        if self.kind in ("s", "str", "inlineStr"):
            self.budget.characters(len(written) if self.kind != "s" else 0, self.grid.title)
            return None if is_blank(written) else Cell(written)
        if self.kind == "b":
            return Cell(written in ("1", "true"))
        if self.kind == "e":
            return Cell(written, is_error=True)
        if self.kind == "d":
            return Cell(datetime.datetime.fromisoformat(written).date())
        return self._number(float(written))

    def _number(self, number: float) -> Cell:
        meaning = self.meanings.get(self.style)
        if meaning is None and self.style != "0":
            raise Unreadable("no_styles", self.grid.place(self.row, self.column))
        if meaning == "day":
            try:
                day = self.epoch + datetime.timedelta(days=number)
            except OverflowError:
                return Cell("#VALUE!", is_error=True)
            return Cell(day.date())
        return Cell(shown(number), is_percent=meaning == "percent")


@lru_cache(maxsize=1024)
def _column(letters: str) -> int:
    column = 0
    for letter in letters.upper():
        column = 26 * column + ord(letter) - 64
    if column > _LAST_COLUMN:
        raise ValueError(letters)
    return column


def _unescaped(written: str) -> str:
    """Return `written` with the characters that XML cannot hold, which are written as _x0007_."""
    if "_x" not in written:
        return written
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), written)
