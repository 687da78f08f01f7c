"""A sheet as a grid of cells: only those in which something is written."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

__all__ = ["Cell", "Grid", "Rectangle", "column_letters", "is_blank", "stored"]

_STORED = re.compile(r"\s*[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?\s*")

_EXACT_DIGITS = 15
"""What a spreadsheet holds of a number, and what it shows; the float beneath may differ in the
17th digit."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell in which something is written."""

    value: Decimal | str | bool | datetime.date | None
    """What stands there; None for a formula whose value was never stored."""
    is_percent: bool = False
    """Whether its number is shown as per cent: 0.75 as 75 %."""
    is_error: bool = False
    """Whether its value is an error such as #REF!."""
    formula: str | None = None
    """The formula, where its value was never stored."""
    shown: str = ""
    """How its number is shown, where people see another figure: `0.00"万元"`."""
    raised: str = ""
    """The part of its text that is raised or lowered, as the mark of a footnote is."""
    struck: str = ""
    """What of it is struck through."""

    @property
    def written(self) -> str:
        """The value in one line, as it is compared and shown in a fault."""
        if isinstance(self.value, Decimal):
            return format(self.value, "f")
        if isinstance(self.value, bool):
            return "TRUE" if self.value else "FALSE"
        if isinstance(self.value, datetime.date):
            return self.value.isoformat()
        return self.value if self.value is not None else str(self.formula)


@dataclass(frozen=True, slots=True)
class Rectangle:
    """Merged cells; rows and columns count from 1, all inclusive."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def written(self) -> str:
        """The rectangle as people write it: B2:C2."""
        first = f"{column_letters(self.left)}{self.top}"
        return f"{first}:{column_letters(self.right)}{self.bottom}"


@dataclass(slots=True)
class Grid:
    """One sheet, or one text file."""

    title: str
    """Its name; of a text file, the file's."""
    cells: dict[int, dict[int, Cell]] = field(default_factory=dict)
    """By row and column, both from 1; rows in their order. Blank cells are not there."""
    merged: list[Rectangle] = field(default_factory=list)
    """Cells that are shown as one."""
    hidden_rows: set[int] = field(default_factory=set)
    """Rows that are not shown, by hand or by a filter."""
    hidden_columns: set[int] = field(default_factory=set)
    """Columns that are not shown."""
    is_hidden: bool = False
    """Whether the sheet is not shown."""
    is_filtered: bool = False
    """Whether a filter stands on it."""
    is_text: bool = False
    """Whether it is a text file, in which everything is written as text."""

    @property
    def columns(self) -> list[int]:
        """The columns in which something is written, from left to right."""
        return sorted({column for row in self.cells.values() for column in row})

    def at(self, row: int, column: int) -> Cell | None:
        """Return the cell, or None when nothing is written there."""
        return self.cells.get(row, {}).get(column)

    def rows(self, first: int) -> Iterator[int]:
        """Yield the rows from `first` on in which something is written."""
        return (row for row in self.cells if row >= first)

    def place(self, row: int, column: int) -> str:
        """Return sheet and cell as people write it: 成本项目!E4; of a sheet without a title, E4."""
        sheet = f"{self.title}!" if self.title else ""
        return f"{sheet}{column_letters(column)}{row}"

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Put `cell` in its place; rows come in their order."""
        self.cells.setdefault(row, {})[column] = cell


def column_letters(column: int) -> str:
    """Return the letters of a column that counts from 1.

    >>> column_letters(28)
    'AB'
    """
    letters = ""
    while column > 0:
        column, left = divmod(column - 1, 26)
        letters = chr(65 + left) + letters
    return letters


def is_blank(written: str) -> bool:
    """Return whether nobody can see anything in `written`: blanks of any width."""
    return not written.strip(" \t\r\n\u00a0\u3000\u200b\ufeff")


def stored(number: float | str) -> Decimal:
    """Return the number that a spreadsheet stores, with the digits that it shows of it.

    Raises ValueError when it is none.
    """
    if isinstance(number, str) and not _STORED.fullmatch(number):
        raise ValueError(number)
    found = Decimal(f"{float(number):.{_EXACT_DIGITS}g}")
    if not found.is_finite():
        raise ValueError(number)
    return found
