"""Files written all or none."""

from __future__ import annotations

import os
import secrets
import shutil
from pathlib import Path

from engine.law import Fault, Faults

__all__ = ["write_atomically"]


def write_atomically(files: dict[Path, bytes]) -> None:
    """Write all `files` or none; raises Faults, with nothing changed, when one cannot be written.

    Each is written beside its place first, and all are moved there when all are on the disk. What
    stood there is put back when a move fails. Should the machine stop during the moves, every
    single file is still whole, old or new, and the later ones are old: name the record last.
    """
    waiting: list[tuple[Path, Path]] = []
    kept: list[tuple[Path, Path | None]] = []
    place = Path()
    try:
        for place, content in files.items():
            if place.exists() and not place.is_file():
                # A folder; or a device, whose copy has no end and which a file must not replace.
                raise OSError(place)
            place.parent.mkdir(parents=True, exist_ok=True)
            waiting.append((_beside(place), place))
            with waiting[-1][0].open("xb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
        for written, place in waiting:
            kept.append((place, _kept(place)))
            written.replace(place)
    except OSError:
        for moved, before in reversed(kept):
            _put_back(moved, before)
        raise Faults([Fault(str(place), "", None, None, "record.cannot_write")]) from None
    finally:
        for written, _ in waiting:
            written.unlink(missing_ok=True)
        for _, before in kept:
            if before is not None:
                before.unlink(missing_ok=True)


def _beside(place: Path) -> Path:
    return place.with_name(f".part-{secrets.token_hex(8)}")


def _kept(place: Path) -> Path | None:
    """Return a copy of the file at `place`, or None when there is no file."""
    if not place.exists():
        return None
    before = _beside(place)
    shutil.copyfile(place, before)
    return before


def _put_back(place: Path, before: Path | None) -> None:
    if before is None:
        place.unlink(missing_ok=True)
    else:
        before.replace(place)
