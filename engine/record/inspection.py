"""A whole store looked over: does each record hold, and is the chain of them whole?

Nothing is computed again: that is verification, record by record.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from engine.law import Fault, Faults, bytes_of
from engine.record.folder.chain import before_it
from engine.record.record import read_record
from engine.record.store import Part, RecordStore

__all__ = ["Flaw", "flaws_of_store", "inspected"]

_STORES = (".sqlite", ".sqlite3", ".db")


@dataclass(frozen=True, slots=True)
class Flaw:
    """One record, or file of records, that does not hold."""

    file: str
    """The name of its file."""
    record: str
    """The number of the record; empty where a file cannot be read."""
    part: Part | Literal["file"]
    """What of it does not hold: one of its parts, the columns beside it, the chain to the record
    before it, or the whole file."""


def inspected(place: Path) -> tuple[int, tuple[Flaw, ...]]:
    """Return how many records there are at `place`, and what does not hold.

    `place` is a file of records, or a folder that holds such files, or records as files of JSON.
    Raises Faults when there is nothing there.
    """
    if place.is_file():
        return flaws_of_store(place)
    if not place.is_dir():
        raise Faults([Fault(str(place), "", None, None, "law.no_file")])
    count = 0
    flaws: list[Flaw] = []
    for path in sorted(place.iterdir()):
        if path.suffix in _STORES and path.is_file():
            within, found = flaws_of_store(path)
            count += within
            flaws += found
        elif path.suffix == ".json" and path.is_file():
            found = tuple(_flaws_of_file(path))
            count += _is_meant_as_record(path)
            flaws += found
    return count, tuple(flaws)


def flaws_of_store(path: Path) -> tuple[int, tuple[Flaw, ...]]:
    """Return how many records the file at `path` holds, and what does not hold of them."""
    store = RecordStore(path)
    try:
        broken = [Flaw(path.name, number, part) for number, part in store.broken()]
        return store.count(), tuple(broken)
    except sqlite3.DatabaseError:
        return 0, (Flaw(path.name, "", "file"),)


def _flaws_of_file(path: Path) -> Iterator[Flaw]:
    try:
        record = read_record(path)
    except Faults:
        if _is_meant_as_record(path):
            yield Flaw(path.name, "", "file")
        return
    for part in record.broken():
        yield Flaw(path.name, record.number, part)
    if before_it(record, path).state in ("altered", "missing", "cut"):
        yield Flaw(path.name, record.number, "chain")


def _is_meant_as_record(path: Path) -> bool:
    """Return whether a file of JSON is one, or too damaged to say that it is something else."""
    try:
        found = json.loads(bytes_of(path, path.name))
    except (Faults, ValueError, RecursionError):
        return True
    return isinstance(found, dict) and bool({"body", "envelope"} & found.keys())
