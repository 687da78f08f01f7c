"""Runs of scenarios side by side on a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from engine.money import CONTEXT
from engine.report import Block, Cell, Column, Paragraph, Table, Tone
from engine.scenario import (
    Bench,
    Difference,
    Measure,
    Run,
    ScenarioFile,
    Sensitivity,
    differences_between,
    figure_of,
    run_all,
    sensitivities,
)
from engine.show.analysis.scenario.headline import (
    against,
    assumed,
    changes_said,
    headline,
    unlawful,
)
from engine.show.analysis.scenario.questions import sensitivity_table
from engine.show.analysis.scenario.tables import (
    changes_table,
    column,
    cycles_table,
    marks,
    parties_table,
    years_table,
)
from engine.show.standing import where_the_rest_is
from engine.text import Text, text

__all__ = [
    "Runs",
    "all_tables",
    "excess_of",
    "runs_of",
    "scenario_page",
    "side_by_side",
]


@dataclass(frozen=True, slots=True)
class Runs:
    """What a scenario file comes to."""

    title: Text
    base: Run
    scenarios: tuple[Run, ...]
    changes: Mapping[str, tuple[Difference, ...]]
    """By scenario, what it changes."""
    sensitivities: tuple[Sensitivity, ...] = ()

    @property
    def every(self) -> tuple[Run, ...]:
        """The base and the scenarios."""
        return (self.base, *self.scenarios)


def runs_of(bench: Bench, file: ScenarioFile) -> Runs:
    """Return every run of a scenario file, and what moves the base most.

    Raises Faults with what is wrong with any scenario.
    """
    base, *others = run_all(bench, file).values()
    changes = {one.id: differences_between(base.case, one.case, bench.shelf) for one in others}
    asked = file.scenarios.sensitivity
    moved = sensitivities(bench, base, asked, Measure.MAXIMUM, file.located.file)
    return Runs(file.scenarios.title, base, tuple(others), changes, moved)


def scenario_page(of: Runs, whole: bool = False) -> Iterator[Block]:
    """Yield what each scenario changes and comes to, side by side, what is unlawful or assumed in
    it, and which lever moves most; with the `whole`, every table."""
    yield Paragraph(of.title)
    years = of.base.years
    yield Paragraph(text("scenario.of_years", first=years[0].year, last=years[-1].year), Tone.QUIET)
    for run in of.every:
        yield Paragraph(headline(run, of.base))
        if run is not of.base:
            said = changes_said(of.changes[run.id])
            yield Paragraph(text("scenario.changes_said", changes=said), Tone.QUIET)
        if (wrong := unlawful(run)) is not None:
            yield Paragraph(wrong, Tone.WARNING)
    yield from map(Paragraph, assumed(of.every))
    yield side_by_side(of.every)
    if whole:
        yield from all_tables(of)
        return
    if of.sensitivities:
        yield sensitivity_table(of.sensitivities)
    warnings = dict.fromkeys(mark for run in of.every for mark in run.law.watermarks)
    yield from (Paragraph(mark, Tone.WARNING) for mark in warnings)
    yield from map(Paragraph, dict.fromkeys(said for run in of.every for said in run.law.remarks))
    yield Paragraph(marks(of.base), Tone.QUIET)
    yield where_the_rest_is("show.rest_scenario", "scenario.rest_out")


def all_tables(of: Runs) -> list[Table]:
    """Return every table but the one of all runs side by side, run by run."""
    tables = []
    for run in of.every:
        if run is not of.base:
            tables.append(
                changes_table(run, [move for one in of.changes[run.id] for move in one.moves])
            )
        tables += [years_table(run), parties_table(run), *cycles_table(run)]
    return [*tables, sensitivity_table(of.sensitivities)] if of.sensitivities else tables


def side_by_side(runs: Sequence[Run]) -> Table:
    """Return a row for each run, against the first."""
    base = runs[0]
    rows = []
    for run in runs:
        row: list[Cell] = [run.title]
        for measure in Measure:
            row.append(figure_of(run, measure).number)
            if measure is not Measure.RECOVERY:
                row.append(None if run is base else against(run, base, measure))
        row.append(excess_of(run))
        rows.append(tuple(row))
    return Table(
        title=text("scenario.side_by_side"),
        columns=(
            column("run"),
            Column(text("scenario.cycle_maximum"), "yuan"),
            column("against_base", "yuan"),
            Column(text("scenario.cycle_income"), "yuan"),
            column("against_base", "yuan"),
            Column(text("scenario.cycle_recovery"), "yuan"),
            column("excess", "yuan"),
        ),
        rows=tuple(rows),
    )


def excess_of(run: Run) -> Decimal | None:
    """Return what the evaluations of all cycles find in excess."""
    found = [one.evaluation.excess.number for one in run.cycles if one.evaluation is not None]
    total = Decimal(0)
    for amount in found:
        total = CONTEXT.add(total, amount)
    return total if found else None
