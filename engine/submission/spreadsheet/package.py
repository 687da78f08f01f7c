"""The parts of a zipped workbook, read as XML a block at a time, within a budget."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any
from xml.parsers import expat

from engine.submission.spreadsheet.limits import Budget, Unreadable

__all__ = ["Package", "Walker", "attribute"]

_BLOCK = 1 << 16

_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError),
    *(RuntimeError, ValueError, LookupError, ArithmeticError, expat.ExpatError),
)
"""What reading a damaged part raises; RuntimeError is what an encrypted one raises."""


class Walker:
    """What is done while a part is gone through: elements begin, end, and hold text."""

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element, by its name without a namespace."""

    def end(self, name: str) -> None:
        """Take the end of an element."""

    def text(self, text: str) -> None:
        """Take a piece of the text of an element."""


class Package:
    """An open zip file. Close it, or use it in a `with` statement."""

    def __init__(self, path: Path, budget: Budget) -> None:
        self.budget = budget
        self._stream = path.open("rb")  # opened here: who opens it closes it, whatever happens
        try:
            self._zip = zipfile.ZipFile(self._stream)
        except _DAMAGED:
            self._stream.close()
            raise Unreadable("not_a_workbook") from None
        self.names = set(self._zip.namelist())
        """The names of its parts."""

    def __enter__(self) -> Package:
        """Return the package itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file."""
        self._zip.close()
        self._stream.close()

    def beginning(self, name: str, length: int) -> bytes:
        """Return the first `length` bytes of a part; nothing when there is none."""
        if name not in self.names:
            return b""
        try:
            with self._zip.open(name) as part:
                return part.read(length)
        except _DAMAGED:
            return b""

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
        pieces = 0

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
