"""Writing a result beside its record: all files or none, the record chained to the one before."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from engine.record import Record, read_record, sealed, write_atomically
from engine.record.chain import newest_record

__all__ = ["write_recorded"]


def write_recorded(
    folder: Path, name: str, body: dict[str, Any], beside: Mapping[str, bytes]
) -> Record:
    """Write the record of `body` as `name`, and the files `beside`, into `folder`; return it.

    A file beside it whose place is absolute is written there, with the rest or not at all.

    An unchanged result leaves its record as it stands. A record of another result that has the
    name is kept under its number. Raises Faults, with nothing written, when a file cannot be.
    """
    newest = newest_record(folder)
    record = sealed(body, datetime.datetime.now(datetime.UTC), newest[1] if newest else None)
    files = {folder / other: content for other, content in beside.items()}
    place = folder / name
    before = read_record(place) if place.is_file() else None
    if before is not None and before.number == record.number and not any(before.broken()):
        record = before
    elif before is not None:
        files[folder / f"{before.number}.json"] = place.read_bytes()
    files[place] = record.text().encode()
    write_atomically(files)
    return record
