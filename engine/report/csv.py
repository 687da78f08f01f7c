"""A table as CSV (RFC 4180) that Excel opens with its Chinese intact."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

from engine.report.table import Cell, Table, written
from engine.text import Language

__all__ = ["as_csv"]

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(table: Table, language: Language) -> bytes:
    """Return `table` as CSV in UTF-8 with a byte-order mark; figures in full, ungrouped.

    Notes come first, a line each, then the headings. Text that a spreadsheet would take for a
    formula is given a leading apostrophe.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    for note in table.notes:
        writer.writerow([_harmless(note, language)])
    writer.writerow([column.heading(language) for column in table.columns])
    for row in table.rows:
        writer.writerow([_harmless(cell, language) for cell in row])
    return stream.getvalue().encode("utf-8-sig")


def _harmless(cell: Cell, language: Language) -> str:
    shown = written(cell, language)
    number = isinstance(cell, Decimal | int)
    return f"'{shown}" if not number and shown.startswith(_STARTS_A_FORMULA) else shown
