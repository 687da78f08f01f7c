"""What a method computed: its answer on a page, and every line of it as tables."""

from __future__ import annotations

from collections.abc import Iterator

from engine.method import Key, Line, MethodBlock, Worksheet, unit_in_words
from engine.money import FEN, exactly, grouped
from engine.report import Cell, Column, Table
from engine.text import Text, text

__all__ = ["figure_of", "row_title", "worksheet_tables"]

_CYCLE, _YEAR = "cycle", "year"


def worksheet_tables(worksheet: Worksheet) -> Iterator[Table]:
    """Yield the lines that were computed, block by block: figures of the cycle, by year, and row
    by row of each table."""
    for block in worksheet.blocks:
        for scope in dict.fromkeys(line.scope for line in block.lines):
            lines = [line for line in block.lines if line.scope == scope]
            if scope == _CYCLE:
                yield _of_the_cycle(worksheet, block, lines)
            elif scope == _YEAR:
                yield _by_year(worksheet, block, lines)
            else:
                yield _by_row(worksheet, block, scope, lines)


def figure_of(worksheet: Worksheet, line: Line, key: Key = None) -> str:
    """Return a figure as people read it: to the fen, else to six places, or to as many as its
    rounding says."""
    number = worksheet.step(line.id, key).number
    if line.round is not None:
        return grouped(number, max(-int(line.round.unit.normalize().as_tuple().exponent), 0))
    return grouped(number, FEN if number == exactly(lambda: round(number, FEN)) else 6)


def row_title(worksheet: Worksheet, table: str, row: Key) -> Text:
    """Return what a row is called; its id where it has no title."""
    found = worksheet.inputs.cell(table, str(row), "title") or str(row)
    return found if isinstance(found, Text) else Text(zh=str(found), en=str(found))


def _of_the_cycle(worksheet: Worksheet, block: MethodBlock, lines: list[Line]) -> Table:
    rows = [
        (line.title, figure_of(worksheet, line), _unit(worksheet, line))
        for line in lines
        if worksheet.has(line.id)
    ]
    heads = (
        Column(text("report.label")),
        Column(text("report.value"), figures=True),
        Column(text("report.unit")),
    )
    return Table(block.title, heads, tuple(rows))


def _by_year(worksheet: Worksheet, block: MethodBlock, lines: list[Line]) -> Table:
    years = worksheet.inputs.years
    rows: list[tuple[Cell, ...]] = [
        (
            line.title,
            *(figure_of(worksheet, line, year) for year in years),
            _unit(worksheet, line),
        )
        for line in lines
    ]
    heads = (
        Column(text("report.label")),
        *(Column(Text(zh=str(year), en=str(year)), figures=True) for year in years),
        Column(text("report.unit")),
    )
    return Table(block.title, heads, tuple(rows))


def _by_row(worksheet: Worksheet, block: MethodBlock, table: str, lines: list[Line]) -> Table:
    keys = worksheet.keys(lines[0].id)
    rows: list[tuple[Cell, ...]] = [
        (row_title(worksheet, table, key), *(figure_of(worksheet, line, key) for line in lines))
        for key in keys
    ]
    of = next(one.title for one in worksheet.version.tables if one.id == table)
    heads = tuple(Column(_headed(worksheet, line), figures=True) for line in lines)
    title = Text(zh=f"{block.title.zh}：{of.zh}", en=f"{block.title.en}: {of.en}")
    return Table(title, (Column(text("report.label")), *heads), tuple(rows))


def _headed(worksheet: Worksheet, line: Line) -> Text:
    unit = _unit(worksheet, line)
    return text("report.heading", title=line.title, unit=unit) if unit.en else line.title


def _unit(worksheet: Worksheet, line: Line) -> Text:
    return unit_in_words(line.unit, worksheet.version)
