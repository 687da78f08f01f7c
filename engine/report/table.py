"""A table to be shown or written: a title, headed columns, rows, and notes."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from decimal import Decimal

from engine.money import FEN, grouped, plain
from engine.text import Language, Text, say, text, unit_words

__all__ = [
    "UNTITLED",
    "Cell",
    "Column",
    "Table",
    "day_in_words",
    "for_reading",
    "shortened",
    "written",
]

Cell = Text | Decimal | int | str | bool | datetime.date | None
"""What can stand in a table; amounts are Decimal."""

UNTITLED = Text(zh="", en="")
"""The title of a table, or of a column, that needs none."""

_MONEY = ("yuan", "yuan/year")


@dataclass(frozen=True, slots=True)
class Column:
    """A column."""

    title: Text
    """Heading."""
    unit: str = ""
    """Unit of the figures, shown in the heading; empty when there is none."""
    figures: bool = False
    """Whether written cells are figures, to be set flush right on paper."""

    def heading(self, language: Language) -> str:
        """Return the heading with its unit."""
        title = self.title.in_language(language)
        unit = unit_words(self.unit, language)
        return say("report.heading", language, title=title, unit=unit) if unit else title


@dataclass(frozen=True, slots=True)
class Table:
    """A table."""

    title: Text
    """Heading, and name of its sheet."""
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    """The rows, each as long as `columns`."""
    notes: tuple[Text, ...] = ()
    """Sentences above the table: a watermark, what it rests on."""
    totals: int = 0
    """How many of the last rows state totals."""

    def __post_init__(self) -> None:
        """Raise ValueError for a row that does not fit the columns."""
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"{len(row)} cells for {len(self.columns)} columns")


def shortened(table: Table, most: int) -> Table:
    """Return `table` with its first `most` rows and its totals, saying how many rows it has more;
    `table` itself where it has no more."""
    body = len(table.rows) - table.totals
    if body <= most:
        return table
    left = (text("report.more_rows", count=body - most), *(None,) * (len(table.columns) - 1))
    rows = (*table.rows[:most], left, *table.rows[body:])
    return replace(table, rows=rows)


def written(cell: Cell, language: Language, group: bool = False) -> str:
    """Return `cell` as text; `group` separates the thousands of a number."""
    if cell is None:
        return ""
    if isinstance(cell, Text):
        return cell.in_language(language)
    if isinstance(cell, bool):
        return say("explain.yes" if cell else "explain.no", language)
    if isinstance(cell, Decimal | int):
        return grouped(Decimal(cell)) if group else plain(Decimal(cell))
    return cell.isoformat() if isinstance(cell, datetime.date) else cell


def for_reading(cell: Cell, unit: str, language: Language) -> str:
    """Return `cell` as a person reads it on paper.

    Amounts of money show the fen, other figures at most six decimals, half up; thousands are
    separated, days written out.
    """
    if isinstance(cell, bool) or not isinstance(cell, Decimal | int | datetime.date):
        return written(cell, language)
    if isinstance(cell, datetime.date):
        return day_in_words(cell).in_language(language)
    number = Decimal(cell)
    if unit in _MONEY:
        return grouped(number, FEN)
    exponent = number.as_tuple().exponent
    return grouped(number, 6 if isinstance(exponent, int) and exponent < -6 else None)


def day_in_words(day: datetime.date) -> Text:
    """Return `day` as 2026年3月1日 and as 1 March 2026."""
    month = Text(zh=str(day.month), en=f"{day:%B}")
    return text("report.day", day=day.day, month=month, year=day.year)
