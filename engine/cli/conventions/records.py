"""Reading what is built on, proved; writing a result beside its record: all files or none."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import engine
from engine.law import Shelf
from engine.record import Record, read_record, sealed, write_atomically
from engine.record.folder.beside import standing_at
from engine.record.folder.chain import newest_record
from engine.record.folder.lock import locked

__all__ = ["is_record", "proved_record", "proved_result", "recorded_files", "write_recorded"]


def is_record(path: Path) -> bool:
    """Return whether a path is of a record, not of what a person files."""
    return path.suffix.lower() == ".json"


def proved_record(path: Path, shelf: Shelf) -> Record:
    """Return the record at `path`, which something is to be built on.

    Raises Faults when it is none, NotProved, naming what differs, when it does not verify.
    """
    return proved_result(path, shelf)[0]


def proved_result(path: Path, shelf: Shelf) -> tuple[Record, Any]:
    """Return the record at `path`, and its result computed again; raises as `proved_record`."""
    record = read_record(path)
    return record, engine.prove(shelf, record, path.name, path)


def write_recorded(
    folder: Path,
    name: str,
    body: dict[str, Any],
    beside: Mapping[str, bytes] | None = None,
    rests_on: Mapping[str, Path] | None = None,
) -> Record:
    """Write the record of `body` as `name`, and the files `beside`, into `folder`; return it.

    A file beside it whose place is absolute is written there, with the rest or not at all. Raises
    Faults, with nothing written, when a file cannot be; see `recorded_files`.
    """
    with locked([folder]):
        record, files = recorded_files(folder, name, body, rests_on=rests_on)
        besides = {folder / other: content for other, content in (beside or {}).items()}
        write_atomically(besides | files)
    return record


def recorded_files(
    folder: Path,
    name: str,
    body: dict[str, Any],
    previous: Record | None = None,
    rests_on: Mapping[str, Path] | None = None,
) -> tuple[Record, dict[Path, bytes]]:
    """Return the record of `body` as it is to be written as `name` into `folder`, with its files.

    It is chained to `previous`, else to the newest in the folder, which should be `locked`.
    `rests_on` are the files of the records that it was built on, by number. An unchanged result
    leaves its record as it stands. A record of another result that has the name is kept under its
    number.
    """
    newest = newest_record(folder)
    before_it = previous or (newest[1] if newest else None)
    now = datetime.datetime.now(datetime.UTC)
    record = sealed(body, now, before_it, standing_at(folder, rests_on or {}))
    files: dict[Path, bytes] = {}
    place = folder / name
    before = read_record(place) if place.is_file() else None
    if before is not None and before.number == record.number and not any(before.broken()):
        record = before
    elif before is not None:
        files[folder / f"{before.number}.json"] = place.read_bytes()
    files[place] = record.text().encode()
    return record, files
