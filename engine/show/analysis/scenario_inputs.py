"""What may be changed of a case: a row for each input, and plain data."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from engine.money import plain
from engine.report import Cell, Column, Table
from engine.scenario import Allowed, Input, InputKind
from engine.text import text

__all__ = ["inputs_data", "inputs_table"]

_FEW = ("path", "title", "value", "unit")
_ALL = (*_FEW, "allowed", "written", "together")


def inputs_table(found: Sequence[Input], whole: bool = False) -> Table:
    """Return a row for each input: path, title, value, unit; with the `whole`, also what is
    allowed, where it is written, and what moves with it."""
    return Table(
        title=text("scenario.inputs.table"),
        columns=tuple(
            Column(text(f"scenario.inputs.{name}")) for name in (_ALL if whole else _FEW)
        ),
        rows=tuple(_row(one, whole) for one in found),
        notes=(text("scenario.inputs.count", count=len(found)),),
    )


def inputs_data(found: Sequence[Input]) -> list[dict[str, Any]]:
    """Return each input, numbers as text."""
    return [
        {
            "path": one.path,
            "title": one.title.model_dump(),
            "value": plain(one.value) if isinstance(one.value, Decimal) else one.value,
            "unit": one.unit.model_dump(),
            "allowed": _allowed(one.allowed),
            "written": None
            if one.written is None
            else {"file": one.written.file, "place": one.written.place},
            "together": list(one.together),
        }
        for one in found
    ]


def _row(one: Input, whole: bool) -> tuple[Cell, ...]:
    row = (one.path, one.title, one.said, one.unit)
    if not whole:
        return row
    written = None if one.written is None else f"{one.written.file} {one.written.place or ''}"
    return (*row, one.allowed.said, written, ", ".join(one.together) or None)


def _allowed(of: Allowed) -> dict[str, Any]:
    told: dict[str, Any] = {"kind": of.kind.value}
    if of.kind is InputKind.CHOICE:
        told["choices"] = [
            {"value": one.value, "title": one.title.model_dump()} for one in of.choices
        ]
    if of.kind in (InputKind.NUMBER, InputKind.WHOLE):
        told["above" if of.without_least else "least"] = _end(of.least)
        told["below" if of.without_most else "most"] = _end(of.most)
    return told


def _end(number: Decimal | None) -> str | None:
    return None if number is None else plain(number)
