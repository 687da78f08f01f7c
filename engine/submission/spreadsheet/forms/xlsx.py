"""A workbook of the Office Open XML form (.xlsx, .xlsm): values, number formats, what is hidden.

Of the parts only those are read that say what a cell means: names of sheets, shared strings, number
formats, cells, what is raised or struck through. Fills, charts, validations and the stated
dimension are not looked at; a stray blank a million rows below costs nothing.
"""

from __future__ import annotations

import datetime
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from engine.submission.spreadsheet.cell import Cell, Grid, Rectangle, is_blank, stored
from engine.submission.spreadsheet.forms.package import Package, Walker, attribute
from engine.submission.spreadsheet.limits import LONGEST_CELL, Budget, Unreadable
from engine.submission.spreadsheet.shown import is_per_cent, is_time, shown_by

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
        self.found: list[Cell] = []
        self._budget = budget
        self._runs = _Runs()
        self._length = 0
        self._in_text = self._spoken = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "si":
            self._runs, self._length = _Runs(), 0
        elif name == "rPh":
            self._spoken = True
        elif name == "t":
            self._in_text = not self._spoken
        else:
            self._runs.begin(name, attributes)

    def end(self, name: str) -> None:
        if name == "t":
            self._in_text = False
        elif name == "rPh":
            self._spoken = False
        elif name == "si":
            self._budget.string(self._length, "")
            self.found.append(self._runs.cell())

    def text(self, text: str) -> None:
        if self._in_text:
            self._length += len(text)
            if self._length > LONGEST_CELL:
                raise Unreadable("too_long_cell", most=LONGEST_CELL)
            self._runs.add(text)


class _Runs:
    """A text in runs, each of which may be raised, lowered, or struck through."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._raised: list[str] = []
        self._struck: list[str] = []
        self._is_raised = self._is_struck = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """Take what is said of a run before its text."""
        if name == "r":
            self._is_raised = self._is_struck = False
        elif name == "vertAlign":
            self._is_raised = attributes.get("val") != "baseline"
        elif name == "strike":
            self._is_struck = _is_on(attributes)

    def add(self, text: str) -> None:
        """Take text of the run."""
        self._pieces.append(text)
        if self._is_raised:
            self._raised.append(text)
        if self._is_struck:
            self._struck.append(text)

    def cell(self) -> Cell:
        """Return the whole text, and what of it is set apart."""
        whole, *apart = (
            _unescaped("".join(part)) for part in (self._pieces, self._raised, self._struck)
        )
        raised, struck = (part.strip() for part in apart)
        return Cell(whole, raised=raised, struck=struck)


@dataclass(frozen=True, slots=True)
class _Style:
    """What a style says of a cell."""

    is_percent: bool = False
    is_day: bool = False
    is_time: bool = False
    code: str = "General"
    """The number format, where the file says it itself."""
    is_struck: bool = False


class _Formats(Walker):
    """What each style says: by its number format, and whether its font is struck through."""

    def __init__(self) -> None:
        self.styles: list[tuple[str, str]] = []
        self._codes: dict[str, str] = {}
        self._struck: list[bool] = []
        self._in_fonts = self._in_styles = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            self._codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "fonts":
            self._in_fonts = True
        elif name == "font" and self._in_fonts:
            self._struck.append(False)
        elif name == "strike" and self._in_fonts:
            self._struck[-1] = _is_on(attributes)
        elif name == "cellXfs":
            self._in_styles = True
        elif name == "xf" and self._in_styles:
            style = attributes.get("numFmtId", "0"), attributes.get("fontId", "0")
            self.styles.append(style)

    def end(self, name: str) -> None:
        if name == "fonts":
            self._in_fonts = False
        elif name == "cellXfs":
            self._in_styles = False

    def meanings(self) -> dict[str, _Style]:
        """Return what each style says."""
        from openpyxl.styles.numbers import BUILTIN_FORMATS  # 0.2 s: only who reads one waits

        codes = {str(number): code for number, code in BUILTIN_FORMATS.items()} | self._codes
        styles = {of: self._style(codes, *of) for of in set(self.styles)}
        return {str(number): styles[of] for number, of in enumerate(self.styles)}

    def _style(self, codes: Mapping[str, str], number_format: str, font: str) -> _Style:
        from openpyxl.styles.numbers import is_date_format

        code = codes.get(number_format, "General")
        is_percent = is_per_cent(code)
        is_of_days = not is_percent and is_date_format(code)
        return _Style(
            is_percent,
            is_of_days and not is_time(code),
            is_of_days and is_time(code),
            # The currency of a form that programs know is that of whoever looks at it.
            code if number_format in self._codes else "General",
            int(font) < len(self._struck) and self._struck[int(font)],
        )


@dataclass(slots=True)
class _Sheet(Walker):
    """The cells of one sheet."""

    grid: Grid
    strings: list[Cell]
    meanings: Mapping[str, _Style]
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
    inline: _Runs = field(default_factory=_Runs)

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._place(attributes.get("r"))
            self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "0")
            self.value = self.formula = None
            self.inline = _Runs()
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
        else:
            self.inline.begin(name, attributes)

    def end(self, name: str) -> None:
        if name == "c":
            self._note()
        elif name == "v":
            self.value, self.taking = "".join(self.taking or ()), None
        elif name == "f":
            self.formula, self.taking = "=" + "".join(self.taking or ()), None
        elif name == "t":
            self.inline.add("".join(self.taking or ()))
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
        style = self.meanings.get(self.style)
        if style is not None and style.is_struck:
            cell = replace(cell, struck=cell.written)
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
        inline = self.inline.cell()
        if self.kind == "inlineStr" and inline.written:
            return self._text(inline)
        written = None if self.kind == "inlineStr" else self.value
        if written is None or written == "":
            is_empty = self.kind == "str" and written == ""  # a formula that gives an empty text
            unknown = self.formula is not None and not is_empty
            return Cell(None, formula=self.formula) if unknown else None
        if self.kind == "s":
            shared = self.strings[int(written)]
            return None if is_blank(shared.written) else shared
        if self.kind == "str":
            return self._text(Cell(_unescaped(written)))
        if self.kind == "b":
            return Cell(written in ("1", "true"))
        if self.kind == "e":
            return Cell(written, is_error=True)
        if self.kind == "d":
            return Cell(datetime.datetime.fromisoformat(written).date())
        return self._number(written)

    def _text(self, cell: Cell) -> Cell | None:
        self.budget.characters(len(cell.written), self.grid.title)
        return None if is_blank(cell.written) else cell

    def _number(self, written: str) -> Cell:
        number, style = stored(written), self.meanings.get(self.style)
        if style is None and self.style != "0":
            raise Unreadable("no_styles", self.grid.place(self.row, self.column))
        if style is None:
            return Cell(number)
        if style.is_day or style.is_time:
            try:
                passed = datetime.timedelta(days=float(written))
                return Cell(str(passed) if style.is_time else (self.epoch + passed).date())
            except OverflowError:
                return Cell("#VALUE!", is_error=True)
        return Cell(number, is_percent=style.is_percent, shown=shown_by(style.code, number))


def _is_on(attributes: Mapping[str, str]) -> bool:
    """Return whether a property that is said of a font is so; left out, it is."""
    return attributes.get("val", "1") not in ("0", "false", "off")


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
