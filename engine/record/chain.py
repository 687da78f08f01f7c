"""The chain of records in a folder: each names the seal of the one written before it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from engine.law import Faults
from engine.record.record import Record, read_record

__all__ = ["newest_record", "record_sealed", "records_in"]


def records_in(folder: Path) -> Iterator[tuple[Path, Record]]:
    """Yield the records in `folder` with their files, in order of name; other files are passed."""
    for path in sorted(folder.glob("*.json")) if folder.is_dir() else ():
        try:
            yield path, read_record(path)
        except Faults:
            continue


def newest_record(folder: Path) -> tuple[Path, Record] | None:
    """Return the record in `folder` that was written last, with its file, or None.

    One whose envelope has no seal is passed: no other can name it.
    """
    sealed = (
        found for found in records_in(folder) if isinstance(found[1].envelope.get("seal"), str)
    )
    return max(sealed, key=lambda found: str(found[1].envelope.get("written")), default=None)


def record_sealed(folder: Path, seal: object) -> tuple[Path, Record] | None:
    """Return the record in `folder` whose envelope has this `seal`, with its file, or None."""
    return next(
        (found for found in records_in(folder) if found[1].envelope.get("seal") == seal), None
    )
