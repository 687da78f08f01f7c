"""A document, or a table of it, drawn for a terminal; plain in a pipe or a file."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Iterable, Iterator

from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from engine.report.document import Answer, Report
from engine.report.layout import (
    THOUSAND,
    LaidBar,
    LaidBars,
    LaidBlock,
    LaidTable,
    LaidText,
    lay,
    lay_block,
)
from engine.report.table import Table
from engine.text import Language

__all__ = ["report_lines", "screen_width", "table_lines"]

_PLAIN = 1_000_000
"""Places in a line that is never folded."""
_NARROWEST = 8
"""Places that a folded column takes at least."""
_BAR = 40
"""Places of the drawing of a waterfall."""
_HEADINGS = ("heading", "section")
_STYLES = {"heading": "bold", "section": "bold", "quiet": "dim"}


def screen_width() -> int | None:
    """Return how many characters stand in a line of the terminal; None in a pipe or a file."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def report_lines(report: Report, language: Language, width: int | None = None) -> list[str]:
    """Return `report` as lines of at most `width` places; a Chinese character takes two.

    What the document answers stands first, its title after it. Figures are never folded: where
    the columns need more room, lines are longer. Without a width there is no bold type and no
    colour, and no line is folded.
    """
    laid = lay(report, language)
    first = 1 if report.blocks and isinstance(report.blocks[0], Answer) else 0
    head = [
        *laid.blocks[:first],
        *([LaidText("warning", (laid.watermark,))] if laid.watermark else []),
        LaidText("heading", (f"{laid.title}  {laid.subtitle}",)),
    ]
    return _drawn([*head, *laid.blocks[first:]], width)


def table_lines(table: Table, language: Language, width: int | None = None) -> list[str]:
    """Return `table`, its title above it, as lines; see `report_lines`."""
    return _drawn([lay_block(table, language)], width)


def _drawn(blocks: Iterable[LaidBlock], width: int | None) -> list[str]:
    console = Console(
        file=io.StringIO(),
        width=width or _PLAIN,
        force_terminal=width is not None,
        color_system=None if width is None else "auto",
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    before: LaidBlock | None = None
    with console.capture() as drawn:
        for block in blocks:
            if before is not None and not _belong_together(before, block):
                console.print()
            for piece, narrowest in _pieces(block):
                console.width = max(width or _PLAIN, narrowest)
                console.print(piece)
            before = block
    return [line.rstrip() for line in drawn.get().splitlines()]


def _belong_together(one: LaidBlock, other: LaidBlock) -> bool:
    """Whether no line is left free between two blocks: under a heading, between sentences."""
    if not isinstance(one, LaidText) or one.kind in _HEADINGS:
        return isinstance(one, LaidText)
    return isinstance(other, LaidText) and other.kind not in _HEADINGS


def _pieces(block: LaidBlock) -> Iterator[tuple[RenderableType, int]]:
    """Yield what is drawn of `block`, each with the width that it cannot do without."""
    match block:
        case LaidText(kind="answer", lines=(sentence, figure, marks)):
            yield from ((Text(figure, "bold"), 0), (Text(sentence), 0), (Text(marks, "dim"), 0))
        case LaidText(kind="points", lines=lines):
            yield _points(lines), 0
        case LaidText(kind="warning", lines=(line,)):
            yield Text(f"! {line}", "bold red"), 0
        case LaidText(kind="page"):
            return
        case LaidText(kind=kind, lines=(line,)):
            yield Text(line, _STYLES.get(kind, "")), 0
        case LaidBars(caption=caption, rows=rows):
            yield Text(caption, "bold"), 0
            yield _waterfall(rows), 0
        case LaidTable(caption=caption, notes=notes):
            if caption:
                yield Text(caption, "bold"), 0
            yield from ((Text(note, "dim"), 0) for note in notes)
            yield _table(block), _narrowest(block)


def _points(lines: Iterable[str]) -> Grid:
    from rich.table import Table as Grid

    points = Grid.grid(padding=(0, 1))
    points.add_column(no_wrap=True)
    points.add_column(overflow="fold")
    for line in lines:
        points.add_row("  ·", Text(line))
    return points


def _waterfall(rows: Iterable[LaidBar]) -> Grid:
    from rich.table import Table as Grid

    bars = Grid.grid(padding=(0, 2))
    bars.add_column(overflow="fold")
    bars.add_column(justify="right", no_wrap=True)
    bars.add_column(no_wrap=True)
    for row in rows:
        start, length = (places * _BAR // THOUSAND for places in (row.start, row.length))
        bars.add_row(Text(row.label), row.figure, " " * start + "█" * max(length, 1))
    return bars


def _table(data: LaidTable) -> Grid:
    from rich.table import Table as Grid

    table = Grid(
        box=None,
        padding=(0, 2, 0, 0),
        pad_edge=False,
        show_header=any(data.heads),
        header_style="bold",
    )
    for place, right in enumerate(data.right):
        table.add_column(
            Text(data.heads[place] if data.heads else ""),
            justify="right" if right else "left",
            no_wrap=right,
            overflow="fold",
            min_width=min(_NARROWEST, _width(data, place)),
        )
    for position, row in enumerate(data.rows, 1):
        total = position > len(data.rows) - data.totals
        table.add_row(*map(Text, row), style="bold" if total else None)
    return table


def _narrowest(data: LaidTable) -> int:
    """Return how many places a table takes at least: figures whole, words folded."""
    places = (
        _width(data, place) if right else min(_NARROWEST, _width(data, place))
        for place, right in enumerate(data.right)
    )
    return sum(2 + each for each in places)


def _width(data: LaidTable, place: int) -> int:
    """Return how many places the longest line of a column takes."""
    cells = [*(row[place] for row in data.rows), *data.heads[place : place + 1]]
    return max((cell_len(line) for cell in cells for line in cell.splitlines()), default=0)
