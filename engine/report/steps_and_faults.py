"""Steps and faults as tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.explain import Step
from engine.law import Citation, Fault, Source, marks
from engine.report.table import Cell, Column, Table
from engine.text import Text, joined, text

__all__ = ["fault_table", "step_table"]


def step_table(step: Step, title: Text | None = None) -> Table:
    """Return the tree of `step` as rows, parents first, with level, operation and sources."""
    names = ("level", "label", "value", "unit", "operation", "origin", "citation", "marks")
    return Table(
        title=title or text("report.explanation"),
        columns=tuple(Column(text(f"report.{name}")) for name in names),
        rows=tuple(_row(node, level) for node, level in _levels(step, 0)),
    )


def fault_table(faults: Sequence[Fault]) -> Table:
    """Return `faults` as rows: file, place, line, what was found, what would be right."""
    return Table(
        title=text("report.faults"),
        columns=tuple(
            Column(text(f"report.{name}")) for name in ("file", "place", "line", "found", "right")
        ),
        rows=tuple(
            (
                fault.file,
                fault.place,
                fault.line,
                None if fault.value is None else str(fault.value),
                text(fault.key, **fault.values),
            )
            for fault in faults
        ),
    )


def _levels(step: Step, level: int) -> Iterator[tuple[Step, int]]:
    yield step, level
    for child in step.children:
        yield from _levels(child, level + 1)


def _row(step: Step, level: int) -> tuple[Cell, ...]:
    return (
        level,
        step.label,
        step.value,
        step.unit,
        text(f"explain.{step.operation.value}"),
        step.origin,
        joined(map(_where, step.cites), "；", "; "),
        joined(map(marks, step.cites), "；", "; "),
    )


def _where(source: Source) -> Text:
    if isinstance(source, Citation):
        where = source.named
        return Text(zh=where, en=where)
    return text("report.declared", file=source.file, place=source.place)
