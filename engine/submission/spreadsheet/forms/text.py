"""A text file with separated values (CSV), in the encodings and with the signs that are met."""

from __future__ import annotations

import codecs
import csv
import io

from engine.submission.spreadsheet.cell import Cell, Grid, is_blank
from engine.submission.spreadsheet.limits import LONGEST_CELL, Budget, Unreadable

__all__ = ["grid_of_text"]

_SEPARATORS = ",\t;|，；"


def grid_of_text(content: bytes, name: str, budget: Budget) -> tuple[Grid, str, str]:
    """Return what a text file `name` holds, its encoding, and the sign between its values.

    Raises Unreadable for what is no text, or too much of it.
    """
    budget.unpack(len(content), "")
    written, encoding = _decoded(content)
    if "\x00" in written:
        raise Unreadable("not_csv")
    separator = _separator(written)
    grid = Grid(name, is_text=True)
    csv.field_size_limit(LONGEST_CELL)
    try:
        lines = csv.reader(io.StringIO(written, newline=""), delimiter=separator, strict=True)
        for number, line in enumerate(lines, 1):
            budget.go_through(1 + len(line), name)
            found = {at: Cell(value) for at, value in enumerate(line, 1) if not is_blank(value)}
            if found:
                budget.row(len(grid.cells) + 1, name)
                budget.width(len(found), name)
                for _ in found:
                    budget.cell(name)
                grid.cells[number] = found
    except csv.Error:
        raise Unreadable("not_csv") from None
    return grid, encoding, separator


def _decoded(content: bytes) -> tuple[str, str]:
    """Return the text of `content`, and its encoding: UTF-8, or one that office programs write."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return content.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise Unreadable("not_csv")


def _separator(written: str) -> str:
    """Return the sign that stands most often, outside quotation marks, in the first lines."""
    lines = [line for line in written[:20_000].splitlines()[:20] if not is_blank(line)]
    outside = "".join("".join(line.split('"')[::2]) for line in lines)
    return max(_SEPARATORS, key=outside.count)
