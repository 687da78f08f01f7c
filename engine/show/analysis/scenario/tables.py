"""One run of a scenario as tables to be taken away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from engine.determination import added
from engine.explain import Step, standing_of
from engine.law import stands
from engine.money import CONTEXT, grouped, with_fen
from engine.report import Cell, Column, Table
from engine.scenario import (
    Change,
    CycleOfRun,
    Party,
    Run,
    YearOfRun,
    figures_of,
)
from engine.text import Text, text

__all__ = [
    "changes_table",
    "column",
    "cycles_table",
    "marks",
    "parties_table",
    "trimmed",
    "years_table",
]


def changes_table(run: Run, changes: Sequence[Change]) -> Table:
    """Return what a scenario changes, a row for each value."""
    return Table(
        title=text("scenario.changes_title", run=run.title),
        columns=(column("change"), column("changed_from"), column("changed_to")),
        rows=tuple((one.title, one.before, one.after) for one in changes),
    )


def years_table(run: Run) -> Table:
    """Return a row for each product in each year, and one for the year."""
    return Table(
        title=text("scenario.years_title", run=run.title),
        columns=(
            column("year"),
            column("product"),
            column("maximum", "yuan/year"),
            column("forecast", "unit/year"),
            column("ceiling", "yuan/unit"),
            column("at_ceilings", "yuan/year"),
            column("wanted", "yuan/unit"),
            column("above"),
            column("price", "yuan/unit"),
            column("asked", "unit/year"),
            column("charged", "yuan/year"),
            column("over", "yuan/year"),
        ),
        rows=tuple(row for year in run.years for row in _rows_of(year)),
        notes=(*run.law.watermarks, *run.law.remarks, marks(run)),
    )


def parties_table(run: Run) -> Table:
    """Return what each year means for whom: a row for each figure, a column for each year."""
    years = [(cycle, year) for cycle in run.cycles for year in cycle.years]
    found = [{(one.party, one.id): one for one in figures_of(*pair)} for pair in years]
    every = {key: one for of in found for key, one in of.items()}
    parties = [*Party]
    rows = tuple(
        (
            text(f"scenario.party_{one.party.value}"),
            one.title,
            *(None if key not in of else _shown(of[key].step) for of in found),
        )
        for key, one in sorted(every.items(), key=lambda pair: parties.index(pair[0][0]))
    )
    return Table(
        title=text("scenario.parties_title", run=run.title),
        columns=(
            column("party"),
            column("figure"),
            *(Column(Text(zh=str(year.year), en=str(year.year)), "yuan") for _, year in years),
        ),
        rows=rows,
    )


def cycles_table(run: Run) -> Iterator[Table]:
    """Yield the evaluation and the deduction of each cycle; nothing where no method says how."""
    rows = tuple(_cycle(cycle) for cycle in run.cycles if cycle.evaluation is not None)
    if rows:
        yield Table(
            title=text("scenario.cycles_title", run=run.title),
            columns=(
                column("cycle"),
                column("income_of_cycle", "yuan"),
                column("maximum_of_cycle", "yuan"),
                column("taken", "yuan"),
                column("excess", "yuan"),
                column("left", "yuan"),
            ),
            rows=rows,
        )


def trimmed(number: Decimal) -> Decimal:
    """Return `number` without the zeros that a product leaves at its end."""
    return number.normalize(CONTEXT)


def column(name: str, unit: str = "") -> Column:
    """Return a column of a table of scenarios."""
    return Column(text(f"scenario.{name}"), unit)


def marks(run: Run) -> Text:
    """Return how well a run stands, in words."""
    return stands(standing_of(run.recovery))


def _cycle(cycle: CycleOfRun) -> tuple[Cell, ...]:
    evaluation = cycle.evaluation
    assert evaluation is not None
    income = added(year.income.number for year in cycle.years)
    maximum = added(year.maximum.number for year in cycle.years)
    taken = added(one for _, of_year in cycle.determination.ledger for one in of_year.values())
    years = f"{cycle.years[0].year}–{cycle.years[-1].year}"
    left = cycle.determination.carried_on
    return (years, income, maximum, taken, evaluation.excess.number, left)


def _shown(step: Step) -> Cell:
    """Return a figure of a party: yuan to the fen, a ratio with four decimals."""
    if step.unit == "1":
        return grouped(step.number, 4)
    return round(step.number, 2)


def _rows_of(year: YearOfRun) -> Iterator[tuple[Cell, ...]]:
    for ceiling, sale in zip(year.ceilings.ceilings, year.sales, strict=True):
        yield (
            str(year.year),
            sale.title,
            None,
            trimmed(ceiling.offer.quantity.value),
            ceiling.price.number,
            with_fen(ceiling.revenue.number),
            sale.wanted.number,
            not sale.is_lawful,
            sale.price.number,
            trimmed(sale.quantity.number),
            sale.income.number,
            None,
        )
    yield (
        str(year.year),
        text("scenario.whole_year"),
        year.maximum.number,
        None,
        None,
        with_fen(year.ceilings.revenue.number),
        None,
        None,
        None,
        None,
        year.income.number,
        year.recovery.number,
    )
