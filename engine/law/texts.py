"""Official texts that a user has in a folder: a cited passage is found in them by its hash.

The project holds no text of law. Where one lies beside, the clause can be shown with the figure, and
a passage that is no longer there is noticed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from engine.law.model.citation import Citation
from engine.law.model.passage import folded
from engine.law.reading.fault import Fault, Faults

__all__ = ["Clause", "OfficialTexts"]

_ENDINGS = (".txt", ".md")
_MOST_PARTS = 40
"""So many parts, paragraphs or clauses, one passage has at most."""
_HEAD = 12
"""So many paragraphs at the beginning may hold the title."""
_MARKUP = re.compile(r"^\s*(?:#{1,6}\s+|>\s*|[-*+]\s+)|\*\*|__|`")
_CLAUSE = re.compile(
    r"(?<=[。；：.;:])(?=第[一二三四五六七八九十百零〇]+条|[（(][一二三四五六七八九十]+[）)])"
)
"""Where a clause begins within a paragraph."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A passage as it stands in a file."""

    file: Path
    text: str
    """Its parts, a line each, as they are written."""


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    parts: tuple[str, ...]
    """Paragraphs, cut where a clause begins."""

    def heads(self) -> Iterator[str]:
        """Yield what may be the title or number, folded."""
        yield folded(self.path.stem)
        yield from (folded(part) for part in self.parts[:_HEAD])

    def runs(self) -> Iterator[tuple[str, int, int]]:
        """Yield the hash of every run of parts, with its first part and that after its last."""
        written = [folded(part).encode() for part in self.parts]
        for first in range(len(written)):
            digest = hashlib.sha256()
            for last in range(first, min(first + _MOST_PARTS, len(written))):
                digest.update(written[last])
                yield digest.hexdigest(), first, last + 1


class OfficialTexts:
    """The texts below a folder: files that end in `.txt` or `.md`, in UTF-8 or GB 18030.

    Raises Faults when there is no such folder, it holds no text, or one cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise Faults([Fault(str(folder), "", None, None, "law.no_folder")])
        found = sorted(
            path for path in folder.rglob("*") if path.suffix.lower() in _ENDINGS and path.is_file()
        )
        if not found:
            raise Faults([Fault(str(folder), "", None, None, "law.no_texts")])
        self._files = tuple(_File(path, tuple(_parts(path))) for path in found)

    def clause(self, citation: Citation) -> Clause | None:
        """Return the passage that is cited; None unless all of it stands in one file."""
        if citation.passage is None:
            return None
        found = [self._passages.get(digest) for digest in citation.passage]
        if any(place is None for place in found):
            return None
        places = [place for place in found if place is not None]
        lines = [part for file, first, after in places for part in file.parts[first:after]]
        return Clause(places[0][0].path, "\n".join(lines))

    def holding(self, names: Collection[str]) -> Path | None:
        """Return the file of the instrument that has one of these names, or None."""
        wanted = {folded(name) for name in names}
        for file in self._files:
            if any(head.strip("()《》[]【】") in wanted for head in file.heads()):
                return file.path
        return None

    @cached_property
    def _passages(self) -> Mapping[str, tuple[_File, int, int]]:
        """Every run of parts by its hash; the first that has it."""
        found: dict[str, tuple[_File, int, int]] = {}
        for file in self._files:
            for digest, first, after in file.runs():
                found.setdefault(digest, (file, first, after))
        return found


def _parts(path: Path) -> Iterator[str]:
    for line in _content(path).splitlines():
        plain = _MARKUP.sub("", line) if path.suffix.lower() == ".md" else line
        yield from (part.strip() for part in _CLAUSE.split(plain) if part.strip())


def _content(path: Path) -> str:
    try:
        written = path.read_bytes()
    except OSError:
        raise Faults([Fault(str(path), "", None, None, "law.unreadable")]) from None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return written.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Faults([Fault(str(path), "", None, None, "law.unreadable_text")])
