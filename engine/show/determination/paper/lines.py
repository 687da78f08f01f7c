"""A worksheet on paper: every line with value, formula, provision and marks, block by block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.explain import Operation, Step
from engine.law import Source
from engine.method import Line, MethodBlock, Worksheet, formula_in_words, unit_in_words
from engine.method.formula.names import Names
from engine.method.model.document import CYCLE, YEAR
from engine.report import Cell, Column, Table
from engine.show.determination.paper.phrases import figure, grounds
from engine.text import Language, Text, text

__all__ = ["tables_of_lines"]


def tables_of_lines(worksheet: Worksheet, shown_apart: Sequence[str] = ()) -> Iterator[Table]:
    """Yield for each block its lines, and a table for its lines on each kind of row.

    The tables `shown_apart` are too wide for paper: the figures of their rows stand in the
    workbook.
    """
    names = Names(worksheet.version)
    for block in worksheet.blocks:
        if block.lines:
            yield _lines(worksheet, block, names, shown_apart)
        for scope in dict.fromkeys(line.scope for line in block.lines):
            if scope != CYCLE and scope not in shown_apart:
                yield _rows(worksheet, block, scope)


def _lines(
    worksheet: Worksheet, block: MethodBlock, names: Names, shown_apart: Sequence[str]
) -> Table:
    heads = ("line", "value", "unit", "formula", "clause")
    columns = tuple(
        Column(text(f"show.determination.{name}"), figures=name == "value") for name in heads
    )
    rows = [
        row
        for line in block.lines
        for row in _line(worksheet, line, names, line.scope in shown_apart)
    ]
    return Table(block.title, columns, tuple(rows))


def _line(
    worksheet: Worksheet, line: Line, names: Names, elsewhere: bool
) -> Iterator[tuple[Cell, ...]]:
    keys = worksheet.keys(line.id)
    if not keys:
        return
    steps = [worksheet.step(line.id, key) for key in keys]
    cites = [source for step in steps for source in _cites(step)]
    value: Cell = figure(steps[0])
    if line.scope != CYCLE:
        value = text("show.determination.in_workbook" if elsewhere else "show.determination.by_row")
    formula = Text(
        zh=formula_in_words(line, names, Language.ZH),
        en=formula_in_words(line, names, Language.EN),
    )
    unit = unit_in_words(line.unit, worksheet.version)
    yield line.title, value, unit, formula, grounds(cites)


def _cites(step: Step) -> tuple[Source, ...]:
    """Return what a line rests on beyond the lines it is computed from."""
    if step.operation is Operation.ROUND:
        return (*step.cites, *step.children[0].cites)
    return step.cites


def _rows(worksheet: Worksheet, block: MethodBlock, scope: str) -> Table:
    """Return the lines of one scope as columns, a row for each year or row of a table."""
    lines = [line for line in block.lines if line.scope == scope and worksheet.keys(line.id)]
    if scope == YEAR:
        head, titles = text("show.year"), {}
    else:
        head = next(table.title for table in worksheet.version.tables if table.id == scope)
        titles = {row["id"].value: row.get("title") for row in worksheet.inputs.tables[scope]}
    columns = (Column(_headed(line, worksheet), figures=True) for line in lines)
    rows: list[tuple[Cell, ...]] = []
    for key in worksheet.keys(lines[0].id) if lines else ():
        named = titles.get(str(key))
        title: Cell = str(key) if named is None else named.value
        rows.append((title, *(figure(worksheet.step(line.id, key)) for line in lines)))
    title_of_all = text("show.determination.rows_of", block=block.title, table=head)
    return Table(title_of_all, (Column(head), *columns), tuple(rows))


def _headed(line: Line, worksheet: Worksheet) -> Text:
    unit = unit_in_words(line.unit, worksheet.version)
    return text("report.heading", title=line.title, unit=unit) if unit.zh else line.title
