"""Lines and strips on a screen, folded at its width, by rich."""

from __future__ import annotations

import io
from collections.abc import Iterable

from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from engine.report.terminal.strips import Line, Strips

__all__ = ["drawn"]

_NARROWEST = 8
"""Places that a folded column takes at least."""


def drawn(pieces: Iterable[Line | Strips], width: int) -> list[str]:
    """Return `pieces` as lines of at most `width` places, where the figures leave that room."""
    console = Console(
        file=io.StringIO(),
        width=width,
        force_terminal=True,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    with console.capture() as lines:
        for piece in pieces:
            if isinstance(piece, Line):
                console.width = width
                console.print(Text(piece.text, piece.style))
            else:
                console.width = max(width, sum(piece.gap + each for each in _narrowest(piece)))
                console.print(_grid(piece))
    return [line.rstrip() for line in lines.get().splitlines()]


def _grid(strips: Strips) -> Grid:
    grid = Grid(
        box=None,
        padding=(0, strips.gap, 0, 0),
        pad_edge=False,
        show_header=bool(strips.heads),
        header_style="bold",
    )
    narrowest = _narrowest(strips)
    for place, right in enumerate(strips.right):
        grid.add_column(
            Text(strips.heads[0][place] if strips.heads else ""),
            justify="right" if right else "left",
            no_wrap=right,
            overflow="fold",
            min_width=min(_NARROWEST, narrowest[place]),
        )
    for position, row in enumerate(strips.rows, 1):
        bold = position > len(strips.rows) - strips.bold
        grid.add_row(*map(Text, row), style="bold" if bold else None)
    return grid


def _narrowest(strips: Strips) -> tuple[int, ...]:
    """Return how many places each column takes at least: figures whole, words folded."""
    return tuple(
        width if right else min(_NARROWEST, width)
        for width, right in zip(strips.widths(), strips.right, strict=True)
    )
