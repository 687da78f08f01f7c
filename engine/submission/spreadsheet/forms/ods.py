"""A workbook of the OpenDocument form (.ods), which says itself what each value is."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from engine.submission.spreadsheet.cell import Cell, Grid, Rectangle, is_blank, stored
from engine.submission.spreadsheet.forms.package import Package, Walker, attribute
from engine.submission.spreadsheet.limits import LONGEST_CELL, Budget, Unreadable
from engine.submission.spreadsheet.shown import shown_in_words

__all__ = ["grids_of_ods"]

_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384


def grids_of_ods(package: Package) -> list[Grid]:
    """Return the sheets of a workbook in their order.

    Raises Unreadable for what is damaged, or too much of anything.
    """
    content = _Content(package.budget)
    if "styles.xml" in package.names:
        package.walk("styles.xml", content)
    package.walk("content.xml", content)
    for grid in content.grids:
        grid.is_filtered = grid.title in content.filtered
        hidden = content.hidden_styles.get(content.styles.get(grid.title, ""), False)
        grid.is_hidden = hidden
    return content.grids


@dataclass(slots=True)
class _Look:
    """What a style says of text."""

    is_raised: bool = False
    is_struck: bool = False

    def take(self, attributes: dict[str, str]) -> None:
        """Take what is said of it beside what its parent says."""
        position = attribute(attributes, "text-position")
        if position is not None:
            self.is_raised = position.split()[:1] not in ([], ["0%"])
        for name in ("text-line-through-style", "text-line-through-type"):
            line = attribute(attributes, name)
            if line is not None:
                self.is_struck = line != "none"


class _Content(Walker):
    """The sheets, as they are gone through."""

    def __init__(self, budget: Budget) -> None:
        self.grids: list[Grid] = []
        self.styles: dict[str, str] = {}
        self.hidden_styles: dict[str, bool] = {}
        self.filtered: set[str] = set()
        self._budget = budget
        self._style = ""
        self._looks: dict[tuple[str, str], _Look] = {}
        self._look = _Look()
        self._spans: list[_Look] = []
        self._raised: list[str] = []
        self._struck: list[str] = []
        self._row = self._column = 0
        self._rows = 1
        self._hidden = False
        self._held: list[tuple[int, int, Cell]] = []
        self._cell: dict[str, str] | None = None
        self._pieces: list[str] = []
        self._in_text = self._has_text = False
        self._length = 0
        self._ignored = 0

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if self._ignored or name in ("annotation", "tracked-changes", "shapes"):
            self._ignored += 1
        elif name == "style":
            self._style = attribute(attributes, "name") or ""
            family = attribute(attributes, "family") or ""
            parent = self._looks.get((family, attribute(attributes, "parent-style-name") or ""))
            self._look = self._looks[family, self._style] = replace(parent or _Look())
        elif name == "text-properties":
            self._look.take(attributes)
        elif name == "table-properties":
            self.hidden_styles[self._style] = attribute(attributes, "display") == "false"
        elif name == "table":
            self._budget.sheet()
            self.grids.append(Grid(attribute(attributes, "name") or ""))
            self.styles[self.grids[-1].title] = attribute(attributes, "style-name") or ""
            self._row = self._column = 0
        elif name == "table-column":
            self._begin_column(attributes)
        elif name == "table-row":
            self._rows = _times(attributes, "number-rows-repeated")
            self._hidden = attribute(attributes, "visibility") in ("collapse", "filter")
            self._column, self._held = 0, []
        elif name in ("table-cell", "covered-table-cell"):
            self._cell, self._pieces, self._length = attributes, [], 0
            self._raised, self._struck, self._spans = [], [], []
            self._has_text = False
        elif self._cell is not None:
            self._begin_text(name, attributes)
        elif name == "database-range" and attribute(attributes, "display-filter-buttons") == "true":
            target = attribute(attributes, "target-range-address") or ""
            self.filtered.add(target.partition(".")[0].strip("$'"))

    def end(self, name: str) -> None:
        if self._ignored:
            self._ignored -= 1
        elif name in ("table-cell", "covered-table-cell") and self._cell is not None:
            self._end_cell(self._cell)
            self._cell = None
        elif name == "p":
            self._in_text = False
        elif name == "span" and self._spans:
            self._spans.pop()
        elif name == "table-row":
            self._end_row()

    def text(self, text: str) -> None:
        if self._in_text and not self._ignored:
            self._length += len(text)
            if self._length > LONGEST_CELL:
                raise Unreadable("too_long_cell", self.grids[-1].title, most=LONGEST_CELL)
            self._pieces.append(text)
            if any(look.is_raised for look in self._spans):
                self._raised.append(text)
            if any(look.is_struck for look in self._spans):
                self._struck.append(text)

    def _begin_column(self, attributes: dict[str, str]) -> None:
        times = _times(attributes, "number-columns-repeated")
        first, last = self._column + 1, min(self._column + times, _LAST_COLUMN)
        if attribute(attributes, "visibility") in ("collapse", "filter"):
            self.grids[-1].hidden_columns.update(range(first, last + 1))
        self._column = last

    def _begin_text(self, name: str, attributes: dict[str, str]) -> None:
        if name == "p":
            self._pieces += ["\n"] if self._pieces else []
            self._in_text = self._has_text = True
        elif name == "s":
            self.text(" " * _times(attributes, "c"))
        elif name == "tab":
            self.text("\t")
        elif name == "span":
            style = attribute(attributes, "style-name") or ""
            self._spans.append(self._looks.get(("text", style), _Look()))

    def _end_cell(self, attributes: dict[str, str]) -> None:
        grid, times = self.grids[-1], _times(attributes, "number-columns-repeated")
        across = _times(attributes, "number-columns-spanned")
        down = _times(attributes, "number-rows-spanned")
        if across > 1 or down > 1:
            self._budget.merged(len(grid.merged) + 1, grid.title)
            row, column = self._row + 1, self._column + 1
            grid.merged.append(Rectangle(row, column, row + down - 1, column + across - 1))
        cell = self._value(attributes)
        style = attribute(attributes, "style-name") or ""
        if cell is not None and self._looks.get(("table-cell", style), _Look()).is_struck:
            cell = replace(cell, struck=cell.written)
        if cell is not None:
            self._budget.width(len(self._held) + times, grid.title)
            for _ in range(times):
                self._column += 1
                self._held.append((self._row + 1, self._column, cell))
        else:
            self._column += times
        if self._column > _LAST_COLUMN:
            raise ValueError(self._column)

    def _value(self, attributes: dict[str, str]) -> Cell | None:
        kind = attribute(attributes, "value-type") or ""
        said = "".join(self._pieces)
        formula = attribute(attributes, "formula")
        if kind in ("float", "percentage", "currency"):
            written = attribute(attributes, "value") or ""
            number, is_percent = stored(written), kind == "percentage"
            is_known = self._has_text and not is_percent
            seen = shown_in_words(number, said if is_known else None)
            return Cell(number, is_percent=is_percent, shown=seen)
        if kind == "date":
            return _date(attribute(attributes, "date-value") or "")
        if kind == "boolean":
            return Cell(attribute(attributes, "boolean-value") == "true")
        if kind == "string":
            said = attribute(attributes, "string-value") or said
        if formula is not None and (said.startswith(("#", "Err:"))):
            return Cell(said, is_error=True)
        if formula is not None and not kind:
            return Cell(None, formula=formula)
        self._budget.characters(len(said), self.grids[-1].title)
        raised, struck = ("".join(part).strip() for part in (self._raised, self._struck))
        return None if is_blank(said) else Cell(said, raised=raised, struck=struck)

    def _end_row(self) -> None:
        grid = self.grids[-1]
        if self._held:
            for _ in range(self._rows):
                self._row += 1
                self._budget.row(len(grid.cells) + 1, grid.title)
                for _, column, cell in self._held:
                    self._budget.cell(grid.title)
                    grid.put(self._row, column, cell)
                if self._hidden:
                    grid.hidden_rows.add(self._row)
        else:
            self._row += self._rows
        if self._row > _LAST_ROW:
            raise ValueError(self._row)


def _date(written: str) -> Cell:
    try:
        return Cell(datetime.datetime.fromisoformat(written).date())
    except ValueError:  # a day of the year 10113, or before the first
        return Cell(written or "#VALUE!", is_error=True)


def _times(attributes: dict[str, str], name: str) -> int:
    """Return how often an element is repeated, once when nothing is said."""
    times = int(attribute(attributes, name) or 1)
    if not 1 <= times <= _LAST_ROW:
        raise ValueError(times)
    return times
