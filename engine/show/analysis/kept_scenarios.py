"""Scenario files that are kept: a row for each, and plain data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.record import Record
from engine.report import Column, Table
from engine.text import Text, text

__all__ = ["kept_data", "kept_table"]


def kept_table(records: Sequence[Record]) -> Table:
    """Return a row for each file that is kept: id, title, file, when it was kept."""
    names = ("kept_id", "kept_of", "kept_file", "kept_on")
    return Table(
        text("show.analysis.kept_title"),
        tuple(Column(text(f"show.analysis.{name}")) for name in names),
        tuple(
            (one.number, Text(**one.body["title"]), _file(one), one.envelope["written"])
            for one in records
        ),
    )


def kept_data(records: Sequence[Record]) -> list[dict[str, Any]]:
    """Return each file that is kept."""
    return [
        {
            "id": one.number,
            "title": one.body["title"],
            "file": _file(one),
            "written": one.envelope["written"],
        }
        for one in records
    ]


def _file(record: Record) -> str:
    return str(record.body["file"]["name"])
