"""The bytes of a file that a user names: an ordinary one, no larger than its kind is read."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from engine.law.reading.fault import Fault, Faults

__all__ = ["ACCOUNTS", "LARGEST", "REQUEST", "Extent", "bytes_of", "text_of"]


@dataclass(frozen=True, slots=True)
class Extent:
    """How much of a kind of file is read; a larger one is refused before it is read."""

    megabytes: int
    """Its bytes, in millions."""
    places: int
    """Its values, mappings and lists."""


REQUEST = Extent(2, 200_000)
"""What one person writes: a request, a use, judgements, objections, scenarios, a document."""
ACCOUNTS = Extent(10, 500_000)
"""What a year of accounts comes to: a submission, incomes, charges."""
LARGEST = Extent(50, 500_000)
"""What a program has written: a record."""

_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""Not to wait for a pipe, and on Windows to read bytes as they are."""

_ENCODINGS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


def bytes_of(path: Path, file: str, extent: Extent = LARGEST) -> bytes:
    """Return the bytes of the file at `path`; `file` is its name in faults.

    Raises Faults where there is none, or where it is a folder, a pipe or a device, cannot be read,
    or is larger than `extent`: at once, without waiting for what a pipe may bring.
    """
    most = extent.megabytes * 1_000_000
    try:
        with os.fdopen(os.open(path, _READ), "rb") as stream:
            found = os.fstat(stream.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise _fault(file, "law.not_a_file")
            content = b"" if found.st_size > most else stream.read(most + 1)
    except FileNotFoundError:
        raise _fault(file, "law.no_file") from None
    except IsADirectoryError:
        raise _fault(file, "law.a_folder") from None
    except (OSError, ValueError):
        raise _fault(file, "law.unreadable") from None
    if found.st_size > most or len(content) > most:
        raise _fault(file, "law.too_large", most=extent.megabytes)
    return content


def text_of(content: bytes, file: str) -> str:
    """Return the text in `content`; raises Faults, saying what it may be, when it is not UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        encoding = _ENCODINGS.get(content[:2]) or _chinese(content)
    if encoding is None:
        raise _fault(file, "law.no_text_file")
    raise _fault(file, "law.other_encoding", encoding=encoding)


def _chinese(content: bytes) -> str | None:
    """Return the name of the Chinese encoding that `content` may be in."""
    try:
        written = content.decode("gb18030")
    except UnicodeDecodeError:
        return None
    legible = all(sign.isprintable() or sign.isspace() for sign in written)
    return "GB 18030" if legible else None


def _fault(file: str, key: str, **values: object) -> Faults:
    return Faults([Fault(file, "", None, None, key, values)])
