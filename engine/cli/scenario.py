"""`dingjia scenario`: what if yields, spread, free share or demand were different?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from engine.cli.conventions.answers import answering, print_json, print_page, shelf_at
from engine.cli.conventions.options import (
    JsonOption,
    LanguageOption,
    TableOption,
    TariffsOption,
    UncheckedOption,
    argument,
)
from engine.cli.conventions.workbooks import WorkbookOption, refuse_no_workbook
from engine.explain import Step, standing_of
from engine.money import plain
from engine.record import write_atomically
from engine.report import as_workbook
from engine.scenario import (
    Bench,
    Comparison,
    Measure,
    Run,
    Sensitivity,
    Side,
    compare,
    figure_of,
    read_scenarios,
    run_base,
    sensitivities,
)
from engine.show.analysis.scenario import all_tables, scenario_page, trimmed
from engine.submission import read_submission
from engine.text import Language, Text, say

__all__ = ["scenario"]


@dataclass(frozen=True, slots=True)
class _Answer:
    """Everything that a scenario file asks for."""

    title: Text
    base: Run
    comparisons: tuple[Comparison, ...]
    sensitivities: tuple[Sensitivity, ...]


def scenario(
    file: Annotated[Path, argument("scenario.argument_file")],
    out: WorkbookOption = None,
    tariffs: TariffsOption = None,
    unchecked: UncheckedOption = False,
    table: TableOption = False,
    lang: LanguageOption = Language.ZH,
    as_json: JsonOption = False,
) -> None:
    """Run the base and every scenario of FILE, compare them, and move each lever alone."""
    with answering(lang, as_json, [(file, "scenarios")]):
        refuse_no_workbook("scenario", out)
        scenarios, submission = read_scenarios(file)
        bench = Bench(
            shelf_at(tariffs, unchecked), read_submission(submission), scenarios.base, file.name
        )
        answer = _Answer(
            scenarios.title,
            run_base(bench),
            tuple(compare(bench, scenarios, one) for one in scenarios.scenarios),
            sensitivities(bench, scenarios.sensitivity, Measure.MAXIMUM),
        )
        if out is not None:
            tables = all_tables(answer.base, answer.comparisons, answer.sensitivities)
            write_atomically({out: as_workbook(tables, lang)})
    if as_json:
        print_json(_as_data(answer))
        return
    page = scenario_page(answer.title, answer.base, answer.comparisons, answer.sensitivities, table)
    print_page(page, lang)
    if out is not None:
        typer.echo(say("cli.tables_written", lang, file=out))


def _as_data(answer: _Answer) -> dict[str, Any]:
    return {
        "base": _run_data(answer.base),
        "scenarios": [
            {
                **_run_data(comparison.scenario),
                "movements": [
                    {"lever": movement.lever.value, **_figures(movement.changes)}
                    for movement in comparison.movements
                ],
                "change": _figures(comparison.changes),
            }
            for comparison in answer.comparisons
        ],
        "sensitivity": [_sensitivity_data(one) for one in answer.sensitivities],
    }


def _run_data(run: Run) -> dict[str, Any]:
    standing = standing_of(run.recovery)
    return {
        "id": run.id,
        "title": run.title.model_dump(),
        "levers": {lever.value: plain(value) for lever, value in run.levers.moved().items()},
        **_figures({measure: figure_of(run, measure) for measure in Measure}),
        "years": [
            {
                "year": year.year,
                "maximum": plain(year.maximum.number),
                "income": plain(year.income.number),
                "recovery": plain(year.recovery.number),
                "products": [
                    {
                        "product": sale.product,
                        "forecast": plain(trimmed(ceiling.offer.quantity.value)),
                        "ceiling": plain(ceiling.price.number),
                        "price": plain(sale.price.number),
                        "above_ceiling": sale.within_ceiling.value is False,
                        "income": plain(sale.income.number),
                    }
                    for ceiling, sale in zip(year.ceilings.ceilings, year.sales, strict=True)
                ],
            }
            for year in run.years
        ],
        "evidence": standing.evidence.value,
        "applies": standing.applies.value,
        "documents": run.documents,
        **run.law.data,
    }


def _sensitivity_data(one: Sensitivity) -> dict[str, Any]:
    return {
        "lever": one.lever.value,
        "step": plain(one.step),
        "down": _side_data(one.down),
        "up": _side_data(one.up),
    }


def _side_data(side: Side) -> dict[str, Any]:
    return {
        "value": plain(side.value),
        "change": None if side.change is None else plain(side.change.number),
        "refused": [fault.message(Language.EN) for fault in side.refused],
    }


def _figures(steps: Mapping[Measure, Step]) -> dict[str, str]:
    return {measure.value: plain(step.number) for measure, step in steps.items()}
