"""Writing a result beside its record: all files or none, the record chained to the one before."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from engine.record import Record, read_record, sealed, write_atomically
from engine.record.chain import newest_record

__all__ = ["recorded_files", "write_recorded"]


def write_recorded(
    folder: Path, name: str, body: dict[str, Any], beside: Mapping[str, bytes]
) -> Record:
    """Write the record of `body` as `name`, and the files `beside`, into `folder`; return it.

    A file beside it whose place is absolute is written there, with the rest or not at all. Raises
    Faults, with nothing written, when a file cannot be; see `recorded_files`.
    """
    record, files = recorded_files(folder, name, body)
    write_atomically({folder / other: content for other, content in beside.items()} | files)
    return record


def recorded_files(
    folder: Path, name: str, body: dict[str, Any], previous: Record | None = None
) -> tuple[Record, dict[Path, bytes]]:
    """Return the record of `body` as it is to be written as `name` into `folder`, with its files.

    It is chained to `previous`, else to the newest in the folder. An unchanged result leaves its
    record as it stands. A record of another result that has the name is kept under its number.
    """
    newest = newest_record(folder)
    before_it = previous or (newest[1] if newest else None)
    record = sealed(body, datetime.datetime.now(datetime.UTC), before_it)
    files: dict[Path, bytes] = {}
    place = folder / name
    before = read_record(place) if place.is_file() else None
    if before is not None and before.number == record.number and not any(before.broken()):
        record = before
    elif before is not None:
        files[folder / f"{before.number}.json"] = place.read_bytes()
    files[place] = record.text().encode()
    return record, files
