"""The parts of a zipped workbook, read as XML a block at a time, within a budget."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections.abc import Callable
from typing import Any
from xml.parsers import expat

from engine.submission.spreadsheet.limits import Budget, Unreadable

__all__ = ["Package", "Walker", "attribute"]

_BLOCK = 1 << 16

_DAMAGED = (
    # Of a package: RuntimeError is of one that is encrypted, or packed in an unknown way.
    *(zipfile.BadZipFile, RuntimeError, EOFError, zlib.error, lzma.LZMAError, OSError),
    # Of a part: what walkers raise where a place, a number or a day is none.
    *(expat.ExpatError, ValueError, LookupError, ArithmeticError),
)
"""What reading a damaged part raises; OSError is of one that bzip2 packed: no file is open."""


class Walker:
    """What is done while a part is gone through: elements begin, end, and hold text."""

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element, by its name without a namespace."""

    def end(self, name: str) -> None:
        """Take the end of an element."""

    def text(self, text: str) -> None:
        """Take a piece of the text of an element."""


class Package:
    """A zip file."""

    def __init__(self, content: bytes, budget: Budget) -> None:
        self.budget = budget
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except _DAMAGED:
            raise Unreadable("not_a_workbook") from None
        self.names = set(self._zip.namelist())
        """The names of its parts."""

    def walk(self, name: str, walker: Walker, place: str = "") -> None:
        """Go through the part `name`; `place` is what a user knows it by, such as a sheet's title.

        Raises Unreadable for a part that is missing or damaged, that declares entities, or that is
        more than the budget allows.
        """
        if name not in self.names:
            raise Unreadable("damaged_part", place, part=name)
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_declarations(place, name)
        begin, end, names = walker.begin, walker.end, _LocalNames()
        pieces = given = 0

        def began(qualified: str, attributes: dict[str, str]) -> None:
            nonlocal pieces
            pieces += 1
            begin(names[qualified], attributes)

        parser.StartElementHandler = began
        parser.EndElementHandler = lambda qualified: end(names[qualified])
        parser.CharacterDataHandler = walker.text
        try:
            with self._zip.open(name) as part:
                while block := part.read(_BLOCK):
                    self.budget.unpack(len(block), place)
                    parser.Parse(block)
                    given += len(block)
                    self.budget.mark(given - parser.CurrentByteIndex, place)
                    self.budget.go_through(pieces, place)
                    pieces = 0
                parser.Parse(b"", True)
        except _DAMAGED:
            raise Unreadable("damaged_part", place, part=name) from None


class _LocalNames(dict[str, str]):
    """Names of elements without their namespace, each cut once."""

    def __missing__(self, qualified: str) -> str:
        self[qualified] = qualified.rpartition(" ")[2]
        return self[qualified]


def _refuse_declarations(place: str, name: str) -> Callable[..., None]:
    def refuse(*declared: Any) -> None:
        raise Unreadable("declares_entities", place, part=name)

    return refuse


def attribute(attributes: dict[str, str], name: str) -> str | None:
    """Return the attribute `name` of whatever namespace."""
    if name in attributes:
        return attributes[name]
    return next((v for key, v in attributes.items() if key.rpartition(" ")[2] == name), None)
