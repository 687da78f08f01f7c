"""What a worksheet was computed from, on paper: how open questions were read, and the figures."""

from __future__ import annotations

from engine.law import Declaration
from engine.method import Input, Parameter, Worksheet, unit_in_words
from engine.report import Cell, Column, Table
from engine.show.determination.paper.phrases import clauses, figure, standing_of
from engine.text import Text, text

__all__ = ["figures_table", "readings_table"]


def readings_table(worksheet: Worksheet) -> Table:
    """Return how each question that the rules leave open was read."""
    used = {line.by.switch for line in worksheet.lines() if line.by is not None}
    rows: list[tuple[Cell, ...]] = []
    for switch in worksheet.version.switches:
        if switch.id in used:
            value = worksheet.switch_values[switch.id]
            by = "default" if value.id == switch.default else "chosen"
            cites = value.cites
            how = text(f"show.determination.{by}")
            rows.append((switch.title, value.title, how, clauses(cites), standing_of(cites)))
    heads = ("question", "reading", "chosen_by", "source", "marks")
    columns = tuple(Column(text(f"show.determination.{head}")) for head in heads)
    return Table(text("show.determination.readings"), columns, tuple(rows))


def figures_table(worksheet: Worksheet) -> Table:
    """Return the single figures used: rates, yields, limits and what was declared, with sources."""
    rows: list[tuple[Cell, ...]] = []
    version = worksheet.version
    entries: tuple[Parameter | Input, ...] = (*version.parameters, *version.inputs)
    for entry in entries:
        for key in worksheet.keys(entry.id):
            step = worksheet.step(entry.id, key)
            unit = unit_in_words(step.unit, version)
            title = entry.title
            if key is not None:
                title = text("method.of_year", title=title, year=key)
            declared = [source for source in step.cites if isinstance(source, Declaration)]
            origin: Cell = clauses(step.cites)
            if declared:
                origin = _origin(declared[0])
            rows.append((title, figure(step), unit, origin, standing_of(step.cites)))
    heads = ("line", "value", "unit", "source", "marks")
    columns = tuple(
        Column(text(f"show.determination.{head}"), figures=head == "value") for head in heads
    )
    return Table(text("show.determination.figures"), columns, tuple(rows))


def _origin(source: Declaration) -> Text:
    reason = Text(zh="", en="")
    if source.reason is not None:
        reason = text("show.determination.because", reason=source.reason)
    return text("show.determination.declared", file=source.file, place=source.place, reason=reason)
