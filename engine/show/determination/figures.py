"""Tables of a determination for the terminal, figures flush right."""

from __future__ import annotations

from collections.abc import Sequence

from engine.report import Cell, Column, Table
from engine.text import Text, text

__all__ = ["figures_table"]

_FIGURES = {
    "submitted",
    "change",
    "reviewed",
    "sum",
    "paid_share",
    "paid",
    "free",
    "value",
    "cost",
    "quantity",
    "price",
    "more",
    "share",
    "page_items",
}


def figures_table(
    title: Text, names: Sequence[str], rows: Sequence[tuple[Cell, ...]], totals: int = 0
) -> Table:
    """Return `rows` of written figures under the headings of `names`."""
    columns = (
        Column(text(f"show.determination.{name}"), figures=name in _FIGURES) for name in names
    )
    return Table(title, tuple(columns), tuple(rows), totals=totals)
