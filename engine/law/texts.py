"""Official texts that a user has in a folder: a cited passage is found in them by its hash.

The project holds no text of law. Where one lies beside, the clause can be shown with the figure,
and a passage that is no longer there is noticed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from engine.law.model.citation import Citation
from engine.law.model.document import Document
from engine.law.model.instruments import Instruments
from engine.law.model.passage import folded
from engine.law.reading.fault import Fault, Faults, Finding
from engine.law.reading.fault import Path as Place
from engine.law.shelf.references import citations

__all__ = ["Clause", "OfficialTexts", "altered"]

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

    def file_of(self, names: Collection[str], passages: Collection[str]) -> Path | None:
        """Return the file of an instrument: one whose title or number is among `names`, else one
        that holds one of its `passages`; None where there is neither.
        """
        wanted = {folded(name) for name in names}
        for file in self._files:
            if any({head, head.strip("()《》[]【】")} & wanted for head in file.heads()):
                return file.path
        held = (self._passages[each] for each in passages if each in self._passages)
        return next((file.path for file, _, _ in held), None)

    def missing(self, passages: Iterable[str]) -> list[str]:
        """Return the passages, by their hashes, that stand in none of the texts."""
        return [each for each in passages if each not in self._passages]

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


def altered(
    document: Document[Any],
    registers: Sequence[Instruments],
    texts: OfficialTexts,
    told: set[str],
) -> Iterator[Finding]:
    """Yield the passages that `document` cites or registers, and that a text of their instrument
    among `texts` does not hold; an instrument that has no text there is passed over.

    `told` are the hashes told already, to which these are added.
    """
    known = [
        one
        for register in registers
        for version in register.versions
        for one in version.instruments
    ]
    for path, instrument, named, passages in _passages_of(document):
        missing = set(texts.missing(passages)) - told
        if not missing:
            continue
        told.update(missing)
        same = [one for one in known if one.name == instrument]
        names = {instrument, *(one.title for one in same)}
        others = {each for one in same for passage in one.passages for each in passage.hash}
        file = texts.file_of(names, others)
        if file is not None:
            yield Finding(path, "law.passage_gone", {"file": str(file)}, named)


def _passages_of(document: Document[Any]) -> Iterator[tuple[Place, str, str, tuple[str, ...]]]:
    """Yield every passage with its place, its instrument, and its name in words."""
    if isinstance(document, Instruments):
        for place, version in enumerate(document.versions):
            for position, one in enumerate(version.instruments):
                at: Place = ("versions", place, "instruments", position, "passages")
                for index, passage in enumerate(one.passages):
                    yield (*at, index), one.name, f"{one.name} {passage.article}", passage.hash
    for path, citation in citations(document):
        if citation.passage is not None:
            yield path, citation.instrument, citation.named, citation.passage
