"""A document, or a table of it, drawn for a terminal; plain in a pipe or a file."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Iterator

from rich.cells import cell_len

from engine.report.document import Answer, Block, Report
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
from engine.report.terminal.strips import Line, Strips
from engine.text import Language

__all__ = ["page_lines", "report_lines", "screen_width", "table_lines"]

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


def page_lines(blocks: Iterable[Block], language: Language, width: int | None = None) -> list[str]:
    """Return `blocks`, which have no title of their own, as lines; see `report_lines`."""
    return _drawn([lay_block(block, language) for block in blocks], width)


def table_lines(table: Table, language: Language, width: int | None = None) -> list[str]:
    """Return `table`, its title above it, as lines; see `report_lines`."""
    return _drawn([lay_block(table, language)], width)


def _drawn(blocks: Iterable[LaidBlock], width: int | None) -> list[str]:
    lines: list[str] = []
    before: LaidBlock | None = None
    for block in blocks:
        if before is not None and not _belong_together(before, block):
            lines.append("")
        lines += _in_a_pipe(block) if width is None else _on_a_screen(block, width)
        before = block
    return lines


def _belong_together(one: LaidBlock, other: LaidBlock) -> bool:
    """Whether no line is left free between two blocks: under a heading, between sentences."""
    if not isinstance(one, LaidText) or one.kind in _HEADINGS:
        return isinstance(one, LaidText)
    return isinstance(other, LaidText) and other.kind not in _HEADINGS


def _in_a_pipe(block: LaidBlock) -> Iterator[str]:
    """Yield the lines of a block, none of them folded."""
    for piece in _pieces(block):
        if isinstance(piece, Line):
            yield from piece.text.split("\n")
        else:
            yield from _in_columns(piece)


def _in_columns(strips: Strips) -> Iterator[str]:
    widths = strips.widths()
    for row in (*strips.heads, *strips.rows):
        cells = [cell.split("\n") for cell in row]
        for place in range(max(map(len, cells))):
            parts = []
            for column, lines in enumerate(cells):
                written = lines[place] if place < len(lines) else ""
                space = " " * (widths[column] - cell_len(written))
                parts.append(space + written if strips.right[column] else written + space)
            yield (" " * strips.gap).join(parts).rstrip()


def _on_a_screen(block: LaidBlock, width: int) -> list[str]:
    from engine.report.terminal.screen import drawn  # rich: only who reads a screen waits for it

    return drawn(_pieces(block), width)


def _pieces(block: LaidBlock) -> Iterator[Line | Strips]:
    """Yield what is drawn of `block`, from top to bottom."""
    match block:
        case LaidText(kind="answer", lines=(sentence, figure, marks)):
            yield from (Line(figure, "bold"), Line(sentence), Line(marks, "dim"))
        case LaidText(kind="points", lines=lines):
            yield Strips(tuple(("  ·", line) for line in lines), (False, False), gap=1)
        case LaidText(kind="warning", lines=(line,)):
            yield Line(f"! {line}", "bold red")
        case LaidText(kind="page"):
            return
        case LaidText(kind=kind, lines=(line,)):
            yield Line(line, _STYLES.get(kind, ""))
        case LaidBars(caption=caption, rows=rows):
            yield Line(caption, "bold")
            yield _waterfall(rows)
        case LaidTable(caption=caption, notes=notes):
            if caption:
                yield Line(caption, "bold")
            yield from (Line(note, "dim") for note in notes)
            heads = (block.heads,) if any(block.heads) else ()
            yield Strips(block.rows, block.right, heads=heads, bold=block.totals)


def _waterfall(rows: Iterable[LaidBar]) -> Strips:
    bars = []
    for row in rows:
        start, length = (places * _BAR // THOUSAND for places in (row.start, row.length))
        bars.append((row.label, row.figure, " " * start + "█" * max(length, 1)))
    return Strips(tuple(bars), (False, True, False))
