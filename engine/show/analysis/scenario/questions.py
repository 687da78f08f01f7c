"""What makes two runs differ, and what moves one most: a page and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.money import FEN, grouped
from engine.report import Block, Cell, Column, Paragraph, Table, Tone
from engine.scenario import (
    Comparison,
    Lever,
    Measure,
    Run,
    Sensitivity,
    Side,
    figure_of,
)
from engine.show.analysis.scenario.headline import headline
from engine.show.analysis.scenario.tables import column, marks
from engine.text import Language, Text, joined, say, text

__all__ = [
    "comparison_page",
    "comparison_table",
    "lever_title",
    "sensitivity_table",
]


def comparison_page(comparison: Comparison) -> Iterator[Block]:
    """Yield the difference between two runs, shared out over what they have differently."""
    for run in (comparison.first, comparison.second):
        yield Paragraph(headline(run, comparison.first))
    yield comparison_table(comparison)
    yield Paragraph(marks(comparison.second), Tone.QUIET)


def comparison_table(comparison: Comparison) -> Table:
    """Return the first run, a row for each change, the whole of them, the second run."""
    rows: list[tuple[Cell, ...]] = [_measures(comparison.first)]
    for part in comparison.parts:
        moves = joined([one.said for one in part.change.moves], "；", "; ")
        rows.append((part.change.title, moves, *(part.amounts[one] for one in Measure)))
    whole = (comparison.difference(measure) for measure in Measure)
    rows.append((text("scenario.whole"), None, *whole))
    rows.append(_measures(comparison.second))
    note = text("scenario.shares_note")
    if comparison.error is not None:
        error = grouped(comparison.error, FEN)
        drawn = text("scenario.shares_drawn", orders=comparison.orders, error=error)
        note = joined([note, drawn], "；", "; ")
    return Table(
        title=text(
            "scenario.comparison_title",
            first=comparison.first.title,
            second=comparison.second.title,
        ),
        columns=(
            column("change"),
            column("moved"),
            *(Column(text(f"scenario.cycle_{measure.value}"), "yuan") for measure in Measure),
        ),
        rows=tuple(rows),
        notes=(note, marks(comparison.second)),
    )


def sensitivity_table(found: Sequence[Sensitivity]) -> Table:
    """Return a row for each lever, in the order of `found`."""
    return Table(
        title=text("scenario.sensitivity_title"),
        columns=(
            column("lever"),
            column("down"),
            column("down_change", "yuan"),
            column("up"),
            column("up_change", "yuan"),
        ),
        rows=tuple(
            (
                lever_title(one.lever),
                one.down.value,
                _effect(one.down),
                one.up.value,
                _effect(one.up),
            )
            for one in found
        ),
    )


def lever_title(lever: Lever) -> Text:
    """Return the name of a lever, with its unit."""
    name, unit = text(f"scenario.lever_{lever.value}"), text(f"scenario.unit_{lever.value}")
    return Text(zh=f"{name.zh}（{unit.zh}）", en=f"{name.en} ({unit.en})")


def _measures(run: Run) -> tuple[Cell, ...]:
    return (run.title, None, *(figure_of(run, measure).number for measure in Measure))


def _effect(side: Side) -> Cell:
    if side.change is not None:
        return side.change.number
    return Text(
        zh=_refusal(side, Language.ZH),
        en=_refusal(side, Language.EN),
    )


def _refusal(side: Side, language: Language) -> str:
    why = "; ".join(fault.message(language) for fault in side.refused)
    return say("scenario.refused", language, why=why)
