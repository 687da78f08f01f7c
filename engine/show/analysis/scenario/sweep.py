"""One number moved: a row for each value, and where a figure reaches its aim."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from engine.money import FEN, grouped
from engine.report import Cell, Column, Paragraph, Table
from engine.scenario import Crossing, FrontierPoint, Moved, Run
from engine.show.analysis.scenario.tables import column
from engine.text import Language, Text, text

__all__ = ["crossing_shown", "frontier_table", "sweep_table"]

_OF_ALL_YEARS = {
    "maximum": "scenario.cycle_maximum",
    "income": "scenario.cycle_income",
    "recovery": "scenario.cycle_recovery",
    "profit": "scenario.profit_of_all",
    "surplus": "scenario.surplus_of_all",
}


def sweep_table(change: str, aim: str, base: Run, moved: Sequence[Moved]) -> Table:
    """Return a row for each value of the number at `change`: the figure, maximum, income; or why
    it may not stand there."""
    rows: list[tuple[Cell, ...]] = []
    for one in moved:
        if one.run is None:
            rows.append((one.value, None, None, None, _why_not(one)))
        else:
            rows.append(
                (one.value, one.figure, one.run.maximum.number, one.run.income.number, None)
            )
    refused = any(one.run is None for one in moved)
    columns = [
        column("value"),
        column("figure_looked_at"),
        column("maximum", "yuan"),
        column("charged", "yuan"),
        column("why_not"),
    ]
    return Table(
        title=text("scenario.sweep_title", change=change, aim=_aim(aim, base)),
        columns=tuple(columns if refused else columns[:-1]),
        rows=tuple(row if refused else row[:-1] for row in rows),
    )


def frontier_table(
    change: str, aims: tuple[str, str], base: Run, found: Sequence[FrontierPoint], whole: bool
) -> Table:
    """Return a row for each value of the number at `change` that no other beats on two aims; with
    the `whole`, for every value, marked."""
    rows: list[tuple[Cell, ...]] = []
    for one in found:
        figures = (None, None) if one.figures is None else one.figures
        row = (one.moved.value, *figures)
        if whole:
            rows.append((*row, one.is_unbeaten, _why_not(one.moved)))
        elif one.is_unbeaten:
            rows.append(row)
    titles = [_aim(aim, base) for aim in aims]
    marked = (Column(text("show.analysis.unbeaten")), column("why_not")) if whole else ()
    named = {"change": change, "first": titles[0], "second": titles[1]}
    beaten = sum(not one.is_unbeaten for one in found)
    return Table(
        title=text("show.analysis.frontier_title", **named),
        columns=(column("value"), *map(Column, titles), *marked),
        rows=tuple(rows),
        notes=(text("show.analysis.frontier_note", count=len(found), beaten=beaten),),
    )


def crossing_shown(change: str, aim: str, base: Run, found: Crossing, target: Decimal) -> Paragraph:
    """Return between which values of the number at `change` the figure reaches `target`."""
    below, above = found.below, found.above
    assert below.figure is not None and above.figure is not None
    return Paragraph(
        text(
            "scenario.crossing",
            change=change,
            aim=_aim(aim, base),
            target=_figure(target),
            below=grouped(below.value),
            above=grouped(above.value),
            first=_figure(below.figure),
            second=_figure(above.figure),
        )
    )


def _why_not(moved: Moved) -> Text | None:
    """Return why a number may not stand somewhere; None where it may."""
    if moved.run is not None:
        return None
    said = {one: "; ".join(fault.message(one) for fault in moved.refused) for one in Language}
    why = Text(zh=said[Language.ZH], en=said[Language.EN])
    return text("scenario.refused", why=why)


def _aim(aim: str, base: Run) -> Text:
    if aim in _OF_ALL_YEARS:
        return text(_OF_ALL_YEARS[aim])
    name = aim.partition(".")[2]
    title = next(sale.title for sale in base.years[0].sales if sale.product == name)
    return text("scenario.room", product=title)


def _figure(number: Decimal) -> str:
    return grouped(number, FEN) if number == round(number, 2) else grouped(number)
