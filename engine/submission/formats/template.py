"""The submission workbook as a template: empty, or filled with a submission."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from typing import Any

from engine.submission.formats.layout import (
    BASICS,
    PAIRS,
    SHEETS,
    Holds,
    Pairs,
    SheetColumn,
    SubmissionSheet,
)
from engine.submission.model import Submission
from engine.text import Language, say

__all__ = ["workbook_template"]

_CREATED = datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC).replace(tzinfo=None)
_CHOICE_ROWS = 500
_WIDTH = 18


def workbook_template(language: Language, filled: Submission | None = None) -> bytes:
    """Return a submission workbook (xlsx) with all sheets and headings in `language`.

    It holds the figures of `filled`, when given, and reads back as the same submission; the same
    input gives the same bytes.
    """
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"created": _CREATED})
    percent = book.add_format({"num_format": "0.############%"})
    bold = book.add_format({"bold": True, "bg_color": "#E8EEF4", "bottom": 1})
    data = {} if filled is None else _as_declared(filled)
    notes = book.add_worksheet(say("submission.sheet_notes", language))
    notes.set_column(0, 0, 100)
    for row, line in enumerate(say("submission.template_notes", language).splitlines()):
        notes.write_string(row, 0, line)
    basics = book.add_worksheet(say(f"submission.{BASICS.name}", language))
    basics.set_column(0, 1, 2 * _WIDTH)
    basics.write_row(
        0, 0, [say("submission.head_basic", language), say("submission.head_value", language)], bold
    )
    for row, column in enumerate(BASICS.columns, start=1):
        basics.write_string(row, 0, say(f"submission.{column.name}", language))
        _write(basics, row, 1, _at(data, column.path), column, language, percent)
        _offer(basics, row, row, 1, column, language)
    for sheet in (*SHEETS, *PAIRS):
        page = book.add_worksheet(say(f"submission.{sheet.name}", language))
        page.set_column(0, len(sheet.columns) - 1, _WIDTH)
        page.freeze_panes(1, 0)
        for number, column in enumerate(sheet.columns):
            page.write_string(0, number, say(f"submission.{column.name}", language), bold)
            _offer(page, 1, _CHOICE_ROWS, number, column, language)
        for row, entry in enumerate(_entries(sheet, data), start=1):
            for number, column in enumerate(sheet.columns):
                _write(page, row, number, _at(entry, column.path), column, language, percent)
    book.close()
    return stream.getvalue()


def _as_declared(submission: Submission) -> dict[str, Any]:
    """Return `submission` as plain values, without the shares that follow from its drivers."""
    data = submission.model_dump(mode="python")
    governed = {pool["id"] for pool in data["pools"] if pool["by"] is not None}
    for pool in data["pools"]:
        if pool["id"] in governed:
            pool["paid_share"] = None
    for product in data["products"]:
        product["shares"] = {
            pool: share for pool, share in product["shares"].items() if pool not in governed
        }
    return data


def _entries(sheet: SubmissionSheet | Pairs, data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if isinstance(sheet, Pairs):
        (first,), (second,), (figure,) = (column.path for column in sheet.columns)
        for entry in data.get(sheet.list, ()):
            for other, value in entry[sheet.into].items():
                yield {first: entry["id"], second: other, figure: value}
        return
    groups = {other.group for other in SHEETS if other.list == sheet.list and other.group}
    for entry in data.get(sheet.list, ()):
        if {group for group in groups if entry[group] is not None} == {sheet.group} - {""}:
            yield entry


def _at(entry: dict[str, Any], path: tuple[str, ...]) -> Any:
    node: Any = entry
    for part in path:
        node = node.get(part) if isinstance(node, dict) else None
    return node


def _write(
    page: Any,
    row: int,
    number: int,
    value: Any,
    column: SheetColumn,
    language: Language,
    percent: Any,
) -> None:
    """Write a value into its cell; a small rate in the format `percent`, else it would be asked."""
    if value is None:
        return
    if column.choices:
        code = ("yes" if value else "no") if column.holds is Holds.YES_NO else value
        page.write_string(row, number, say(f"submission.choice_{code}", language))
    elif column.holds in (Holds.TEXT, Holds.MONTH, Holds.DAY):
        page.write_string(row, number, str(value))
    elif column.holds in (Holds.PERCENT, Holds.RATE) and 0 < value <= 1:
        page.write_number(row, number, value.scaleb(-2), percent)
    else:
        page.write_number(row, number, value)


def _offer(
    page: Any, first: int, last: int, number: int, column: SheetColumn, language: Language
) -> None:
    if column.choices:
        words = [say(f"submission.choice_{code}", language) for code in column.choices]
        page.data_validation(first, number, last, number, {"validate": "list", "source": words})
