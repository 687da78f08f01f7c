"""What a terminal shows: lines, and strips of text that stand side by side as columns."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len

__all__ = ["Line", "Strips"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text."""

    text: str
    style: str = ""
    """As rich names it; empty for none."""


@dataclass(frozen=True, slots=True)
class Strips:
    """Rows of cells, each column as wide as its widest cell."""

    rows: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]
    """Whether a column is flush right; it is never folded then."""
    heads: tuple[tuple[str, ...], ...] = ()
    """One row of headings, or none."""
    bold: int = 0
    """How many of the last rows stand out."""
    gap: int = 2
    """Places between two columns."""

    def widths(self) -> tuple[int, ...]:
        """Return how many places each column takes; a Chinese character takes two."""
        every = (*self.heads, *self.rows)
        return tuple(
            max((cell_len(line) for row in every for line in row[place].split("\n")), default=0)
            for place in range(len(self.right))
        )
