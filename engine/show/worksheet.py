"""What a method computed: its answer on a page, and every line of it as tables."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from engine.explain import source_data
from engine.law import marks
from engine.method import CYCLE, YEAR, Case, Key, Line, Remarked, Worksheet, unit_in_words
from engine.money import FEN, exactly, grouped, plain
from engine.report import UNTITLED, Block, Cell, Column, Paragraph, Table, Tone, shortened
from engine.show.standing import listed, rests_on, switched, where_the_rest_is
from engine.text import Text, joined, text

__all__ = ["case_as_data", "case_page", "signed_to_fen", "to_fen_or_six", "worksheet_tables"]

_ROWS = 12
"""Rows of a result that stand on the page."""
_LINES = 14
"""Lines beside the results that stand on the page."""
_REMARKS = 5
"""Remarks of the method that stand on the page."""


def case_page(case: Case, whole: bool = False) -> Iterator[Block]:
    """Yield what a method answers on the figures given, what it follows from, and what was left
    out; with the `whole` of it every line, and each piece that it rests on."""
    worksheet = case.worksheet
    stands = marks(case.standing)
    results = case.results
    if results:
        yield Paragraph(_answer(worksheet, results[0][0], stands))
    else:
        yield Paragraph(text("show.case_nothing"))
    yield Paragraph(
        text(
            "show.case_of",
            title=case.method.title,
            method=case.method.id,
            on=case.on,
            file=case.file,
        )
    )
    watermark = case.method.watermark
    warnings = (*case.law.watermarks, *(() if watermark is None else (watermark,)))
    yield from (Paragraph(mark, Tone.WARNING) for mark in warnings)
    yield from map(Paragraph, case.law.remarks)
    told = [_told(worksheet, one) for one in worksheet.remarks]
    if told:
        yield listed(told, len(told) if whole else _REMARKS)
    yield from _result_tables(case, whole)
    if whole:
        yield from worksheet_tables(worksheet)
    else:
        yield from _behind(case)
    for block, lacking in case.left_out:
        yield Paragraph(text("show.left_out", block=block.title, lacking=joined(lacking)))
    yield from map(Paragraph, switched(worksheet))
    yield from rests_on(case.standing, whole)
    if not whole:
        others = ("rest_explain", "rest_workbook", "rest_switches")
        yield where_the_rest_is("show.rest_case", *(f"show.{name}" for name in others))


def case_as_data(case: Case) -> dict[str, Any]:
    """Return every line of a case as plain data; figures are text."""
    worksheet = case.worksheet
    return {
        "method": case.method.id,
        "on": case.on.isoformat(),
        "file": case.file,
        "results": list(dict.fromkeys(line.id for line, _, _ in case.results)),
        "lines": {line.id: _line_data(worksheet, line) for line in worksheet.lines()},
        "switches": {name: value.id for name, value in worksheet.switch_values.items()},
        "remarks": [
            {"remark": one.remark.id, "of": one.key, "text": one.title.model_dump()}
            for one in worksheet.remarks
        ],
        "left_out": {
            block.id: [one.model_dump() for one in lacking] for block, lacking in case.left_out
        },
        "evidence": case.standing.evidence.value,
        "applies": case.standing.applies.value,
        "assumptions": [source_data(source) for source in case.standing.assumptions],
        "documents": dict(case.documents),
        **case.law.data,
    }


def _line_data(worksheet: Worksheet, line: Line) -> dict[str, Any]:
    figures = {key: plain(worksheet.step(line.id, key).number) for key in worksheet.keys(line.id)}
    value = figures[None] if line.scope == CYCLE else {str(k): v for k, v in figures.items()}
    return {"title": line.title.model_dump(), "unit": line.unit, "value": value}


def _answer(worksheet: Worksheet, line: Line, stands: Text) -> Text:
    """Return the answer in one sentence: a figure, or that it differs by year or row."""
    keys = worksheet.keys(line.id)
    figures = {_figure_of(worksheet, line, key) for key in keys}
    if len(figures) != 1:
        return text("show.case_several", title=line.title, marks=stands)
    values = {"title": line.title, "figure": figures.pop(), "unit": _unit(worksheet, line)}
    return text("show.case_answer", marks=stands, **values)


def _told(worksheet: Worksheet, one: Remarked) -> Text:
    if one.shown is None:
        return one.title
    unit = unit_in_words(one.shown.unit, worksheet.version)
    return text("show.case_told", told=one.title, figure=to_fen_or_six(one.shown.number), unit=unit)


def _result_tables(case: Case, whole: bool) -> Iterator[Table]:
    """Yield the results that one sentence cannot say: of several lines, by year, row by row."""
    worksheet = case.worksheet
    lines = list(dict.fromkeys(line.id for line, _, _ in case.results))
    of = [line for line in worksheet.lines() if line.id in lines]
    of.sort(key=lambda line: lines.index(line.id))
    title = text("show.case_results")
    for scope in dict.fromkeys(line.scope for line in of):
        same = [line for line in of if line.scope == scope]
        if scope == CYCLE and len(of) > 1:
            yield _of_the_cycle(worksheet, title, same)
        elif scope == YEAR:
            yield _by_year(worksheet, title, same)
        elif scope != CYCLE:
            table = _by_row(worksheet, title, scope, same)
            yield table if whole else shortened(table, _ROWS)


def _behind(case: Case) -> Iterator[Table]:
    """Yield the lines that the results follow from, the nearest, of the cycle and by year."""
    worksheet = case.worksheet
    near = _nearest(case)
    title = text("show.case_behind")
    for scope, table in ((CYCLE, _of_the_cycle), (YEAR, _by_year)):
        same = [line for line in worksheet.lines() if line.id in near and line.scope == scope]
        if same:
            yield table(worksheet, title, same)
            title = UNTITLED


def _nearest(case: Case) -> set[str]:
    """Return the lines that fewest steps lie between and the results, at most `_LINES`."""
    results = {line.id for line, _, _ in case.results}
    lines = {line.id for line in case.worksheet.lines() if line.scope in (CYCLE, YEAR)}
    found: set[str] = set()
    level = [step for _, _, step in case.results]
    seen: set[int] = set()
    while level and len(found) < _LINES:
        following = [child for step in level for child in step.children]
        level = [step for step in following if id(step) not in seen]
        seen |= set(map(id, level))
        for step in level:
            name = step.origin.rpartition("#")[2].partition("[")[0]
            if name in lines - results and len(found) < _LINES:
                found.add(name)
    return found


def worksheet_tables(worksheet: Worksheet) -> Iterator[Table]:
    """Yield the lines that were computed, block by block: figures of the cycle, by year, and row
    by row of each table."""
    for block in worksheet.blocks:
        for scope in dict.fromkeys(line.scope for line in block.lines):
            lines = [line for line in block.lines if line.scope == scope]
            if scope == CYCLE:
                yield _of_the_cycle(worksheet, block.title, lines)
            elif scope == YEAR:
                yield _by_year(worksheet, block.title, lines)
            else:
                yield _by_row(worksheet, block.title, scope, lines)


def _figure_of(worksheet: Worksheet, line: Line, key: Key = None) -> str:
    """Return a figure as people read it: to the fen, else to six places, or to as many as its
    rounding says."""
    number = worksheet.step(line.id, key).number
    if line.round is not None:
        return grouped(number, max(-int(line.round.unit.normalize().as_tuple().exponent), 0))
    return to_fen_or_six(number)


def signed_to_fen(amount: Decimal) -> str:
    """Return a change as people read it: to the fen, with its sign."""
    return f"{'+' if amount > 0 else ''}{grouped(amount, FEN)}"


def to_fen_or_six(number: Decimal) -> str:
    """Return a number as people read it: to the fen where that is exact, else to six places."""
    return grouped(number, FEN if number == exactly(lambda: round(number, FEN)) else 6)


def _row_title(worksheet: Worksheet, table: str, row: Key) -> Text:
    """Return what a row is called; its id where it has no title."""
    found = worksheet.inputs.cell(table, str(row), "title") or str(row)
    return found if isinstance(found, Text) else Text(zh=str(found), en=str(found))


def _of_the_cycle(worksheet: Worksheet, title: Text, lines: list[Line]) -> Table:
    rows = [
        (line.title, _figure_of(worksheet, line), _unit(worksheet, line))
        for line in lines
        if worksheet.has(line.id)
    ]
    names = ("line", "value", "unit")
    heads = tuple(Column(_heading(name), figures=name == "value") for name in names)
    return Table(title, heads, tuple(rows))


def _by_year(worksheet: Worksheet, title: Text, lines: list[Line]) -> Table:
    years = worksheet.inputs.years
    rows: list[tuple[Cell, ...]] = [
        (
            line.title,
            *(_figure_of(worksheet, line, year) for year in years),
            _unit(worksheet, line),
        )
        for line in lines
    ]
    of_years = (Column(Text(zh=str(year), en=str(year)), figures=True) for year in years)
    heads = (Column(_heading("line")), *of_years, Column(_heading("unit")))
    return Table(title, heads, tuple(rows))


def _by_row(worksheet: Worksheet, title: Text, table: str, lines: list[Line]) -> Table:
    keys = worksheet.keys(lines[0].id)
    rows: list[tuple[Cell, ...]] = [
        (_row_title(worksheet, table, key), *(_figure_of(worksheet, line, key) for line in lines))
        for key in keys
    ]
    of = next(one.title for one in worksheet.version.tables if one.id == table)
    heads = tuple(Column(_headed(worksheet, line), figures=True) for line in lines)
    title = Text(zh=f"{title.zh}：{of.zh}", en=f"{title.en}: {of.en}")
    return Table(title, (Column(_heading("row")), *heads), tuple(rows))


def _heading(name: str) -> Text:
    return text(f"show.head_{name}")


def _headed(worksheet: Worksheet, line: Line) -> Text:
    unit = _unit(worksheet, line)
    return text("report.heading", title=line.title, unit=unit) if unit.en else line.title


def _unit(worksheet: Worksheet, line: Line) -> Text:
    return unit_in_words(line.unit, worksheet.version)
