"""A formula written down: what writing it in words and writing it for a spreadsheet share."""

from __future__ import annotations

from abc import abstractmethod
from typing import NamedTuple

from engine.method.formula.expression import Expression
from engine.method.formula.names import Place
from engine.method.formula.walker import Walker

__all__ = ["Writer", "Written"]


class Written(NamedTuple):
    """A piece as it is written, and how strongly its sign binds what stands around it."""

    text: str
    binds: int = 9


class Writer(Walker[Written, Written, Written]):
    """Writes a formula; a piece stands in brackets where its sign binds less than it must."""

    def figure(self, piece: Expression, place: Place) -> Written:
        """Return an operand as it is written."""
        return self.read(piece, place)

    def condition(self, piece: Expression, place: Place) -> Written:
        """Return a condition as it is written."""
        return self.read(piece, place)

    def _inside(self, piece: Written, strength: int) -> str:
        """Return a piece, in brackets when it binds less than `strength`."""
        return piece.text if piece.binds >= strength else self._bracketed(piece.text)

    @abstractmethod
    def _bracketed(self, text: str) -> str:
        """Return `text` in brackets."""
