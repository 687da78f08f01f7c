"""How much of a file made by others is read, so that none takes long or much memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.law import Extent

__all__ = ["LONGEST_CELL", "SPREADSHEET", "Budget", "Unreadable"]

LONGEST_CELL = 32_767
"""Characters in one cell, as spreadsheet programs have it."""
_UNPACKED = 200_000_000
"""Bytes of what is read, unpacked."""
_ROWS = 20_000
"""Rows of a sheet in which something is written."""
_COLUMNS = 256
"""Cells of a row in which something is written."""
_CELLS = 120_000
"""Cells of all sheets in which something is written."""
SPREADSHEET = Extent(20, _CELLS)
"""What a spreadsheet of accounts comes to."""
_STRINGS = 150_000
"""Strings that cells share."""
_CHARACTERS = 30_000_000
"""Characters of all strings together."""
_PIECES = 700_000
"""Elements or records gone through, empty ones included: what takes the time."""
_SHEETS = 256
"""Sheets of a file."""
_MERGED = 20_000
"""Merged cells of a sheet."""
_MARK = 1_000_000
"""Bytes of one tag or comment, which is looked through anew with every block of a part."""


class Unreadable(Exception):
    """Why a file is not read: the key of the sentence, the place in the file, and its values."""

    def __init__(self, key: str, place: str = "", **values: object) -> None:
        self.key = key
        self.place = place
        self.values: Mapping[str, object] = values
        super().__init__(key)


@dataclass(slots=True)
class Budget:
    """What may still be read of one file. Each method takes from it.

    They raise Unreadable where more is asked for than is left.
    """

    _left: dict[str, int] = field(
        default_factory=lambda: {
            "bytes": _UNPACKED,
            "cells": _CELLS,
            "strings": _STRINGS,
            "characters": _CHARACTERS,
            "pieces": _PIECES,
            "sheets": _SHEETS,
        }
    )

    def unpack(self, count: int, place: str) -> None:
        """Take `count` bytes of what a file unpacks to."""
        self._take("bytes", count, place, "too_much_unpacked", _UNPACKED // 1_000_000)

    def cell(self, place: str, count: int = 1) -> None:
        """Take one cell, or `count` of them."""
        self._take("cells", count, place, "too_many_cells", _CELLS)

    def string(self, length: int, place: str) -> None:
        """Take one shared string of `length` characters."""
        self._take("strings", 1, place, "too_many_strings", _STRINGS)
        self.characters(length, place)

    def characters(self, length: int, place: str) -> None:
        """Take `length` characters of text."""
        self._take("characters", length, place, "too_much_text", _CHARACTERS)

    def sheet(self) -> None:
        """Take one sheet."""
        self._take("sheets", 1, "", "too_many_sheets", _SHEETS)

    def go_through(self, count: int, place: str) -> None:
        """Take `count` pieces gone through."""
        self._take("pieces", count, place, "too_many_pieces", _PIECES)

    @staticmethod
    def mark(length: int, place: str) -> None:
        """Raise when a tag or a comment is longer than the longest, as far as it is read."""
        if length > _MARK:
            raise Unreadable("too_long_mark", place, most=_MARK // 1_000_000)

    @staticmethod
    def row(rows: int, place: str) -> None:
        """Raise when a sheet has more than the most rows."""
        if rows > _ROWS:
            raise Unreadable("too_many_rows", place, most=_ROWS)

    @staticmethod
    def width(cells: int, place: str) -> None:
        """Raise when a row has more than the most cells."""
        if cells > _COLUMNS:
            raise Unreadable("too_many_columns", place, most=_COLUMNS)

    @staticmethod
    def merged(count: int, place: str) -> None:
        """Raise when a sheet has more than the most merged cells."""
        if count > _MERGED:
            raise Unreadable("too_many_merged", place, most=_MERGED)

    def _take(self, what: str, count: int, place: str, key: str, most: int) -> None:
        self._left[what] -= count
        if self._left[what] < 0:
            raise Unreadable(key, place, most=most)
