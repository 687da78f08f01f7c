"""The chain of records in a folder: each names the seal of the one written before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from engine.law import Faults
from engine.record.record import Record, read_record

__all__ = ["Before", "before_it", "newest_record", "records_in"]

_FIRST_CHAINED_FORM = 3
"""From this form on a record in a folder with earlier ones names the newest of them."""


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
    sealed = [
        found for found in records_in(folder) if isinstance(found[1].envelope.get("seal"), str)
    ]
    return max(sealed, key=lambda found: _written(found[1]), default=None)


@dataclass(frozen=True, slots=True)
class Before:
    """What is known of the record before another one in its folder."""

    state: Literal["first", "whole", "altered", "missing", "cut", "elsewhere"]
    """`first`: it names none, nor was one written earlier. `whole`: it is there, its hashes hold.
    `altered`: it is there and its hashes do not hold. `missing`: it is not there, though earlier
    ones are, so that it was altered and sealed anew, or taken away. `cut`: none is named, though
    earlier ones are there. `elsewhere`: no earlier record is there at all."""
    path: Path | None = None
    """The file of the record before it, or of an earlier one that stands there."""
    number: str = ""
    """That record's number."""


def before_it(record: Record, path: Path) -> Before:
    """Return what is known of the record before `record`, which stands in the file at `path`."""
    seal, own = record.envelope.get("previous"), path.absolute()
    others = [found for found in records_in(path.parent) if found[0].absolute() != own]
    if seal is not None:
        for at, other in others:
            if other.envelope.get("seal") == seal:
                return Before("altered" if any(other.broken()) else "whole", at, other.number)
    earlier = [found for found in others if _written(found[1]) < _written(record)]
    found = max(earlier, key=lambda one: _written(one[1]), default=None)
    if found is None or not _names_the_one_before(record):
        return Before("first" if seal is None else "elsewhere")
    return Before("cut" if seal is None else "missing", found[0], found[1].number)


def _written(record: Record) -> str:
    return str(record.envelope.get("written"))


def _names_the_one_before(record: Record) -> bool:
    form = record.envelope.get("form")
    return isinstance(form, int) and form >= _FIRST_CHAINED_FORM
