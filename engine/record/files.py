"""Files written all or none."""

from __future__ import annotations

import os
import secrets
import shutil
import sys
import time
import zlib
from contextlib import suppress
from pathlib import Path

from engine.law import Fault, Faults

__all__ = ["write_atomically"]


_PART = ".part-"
_DAY = 86_400
"""Seconds after which a part is left, whoever wrote it."""


def write_atomically(files: dict[Path, bytes]) -> None:
    """Write all `files` or none; raises Faults, with nothing changed, when one cannot be written.

    Each is written beside its place first, and all are moved there when all are on the disk. What
    stood there is put back when a move fails. Should the machine stop during the moves, every
    single file is still whole, old or new, and the later ones are old: name the record last. What
    is then left beside them is removed when something is next written there.
    """
    waiting: list[tuple[Path, Path]] = []
    kept: list[tuple[Path, Path | None]] = []
    cleared: set[Path] = set()
    place = Path()
    try:
        for place, content in files.items():
            if place.exists() and not place.is_file():
                # A folder; or a device, whose copy has no end and which a file must not replace.
                raise OSError(place)
            place.parent.mkdir(parents=True, exist_ok=True)
            if place.parent not in cleared:
                cleared.add(place.parent)
                _clear(place.parent)
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
    return place.with_name(f"{_PART}{_machine()}-{os.getpid()}-{secrets.token_hex(8)}")


def _machine() -> str:
    """Return what tells this machine from others that may write into the same folder."""
    name = os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")
    return f"{zlib.crc32(name.encode()):08x}"


def _clear(folder: Path) -> None:
    """Remove what a writer that is gone left in `folder`: its machine or its process stopped."""
    with suppress(OSError):
        for path in folder.glob(f"{_PART}*"):
            if _is_left(path):
                path.unlink(missing_ok=True)


def _is_left(path: Path) -> bool:
    """Return whether nobody writes the part at `path` any more.

    Of another machine's process nothing is known; after a day it has ended.
    """
    machine, _, rest = path.name.removeprefix(_PART).partition("-")
    process = rest.partition("-")[0]
    if machine == _machine() and process.isdecimal() and sys.platform != "win32":
        return not _runs(int(process))
    return time.time() - path.stat().st_mtime > _DAY


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)  # asks, and sends nothing
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


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
