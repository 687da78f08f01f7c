"""`dingjia scenario`: what if yields, spread, free share or demand were different?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from engine.cli.conventions.answers import answering, print_json, shelf_at
from engine.cli.conventions.options import (
    JsonOption,
    LanguageOption,
    TariffsOption,
    UncheckedOption,
    argument,
    option,
)
from engine.explain import Step, standing_of
from engine.law import Fault, Faults
from engine.money import FEN, grouped, plain
from engine.record import write_atomically
from engine.report import Table, as_workbook
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
from engine.show.scenario import comparison_table, sensitivity_table, trimmed, years_table
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

    def tables(self) -> list[Table]:
        """Return the tables in the order in which they are shown."""
        tables = [years_table(self.base)]
        for comparison in self.comparisons:
            tables += [comparison_table(comparison), years_table(comparison.scenario)]
        return [*tables, sensitivity_table(self.sensitivities)] if self.sensitivities else tables


def scenario(
    file: Annotated[Path, argument("scenario.argument_file")],
    out: Annotated[Path | None, option("--out", "scenario.option_out", dir_okay=False)] = None,
    tariffs: TariffsOption = None,
    unchecked: UncheckedOption = False,
    lang: LanguageOption = Language.ZH,
    as_json: JsonOption = False,
) -> None:
    """Run the base and every scenario of FILE, compare them, and move each lever alone."""
    with answering(lang, as_json):
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
            if out.suffix.lower() != ".xlsx":
                raise Faults([Fault("dingjia scenario", "--out", None, out, "cli.not_xlsx")])
            write_atomically({out: as_workbook(answer.tables(), lang)})
    if as_json:
        print_json(_as_data(answer))
        return
    for line in _shown(answer, lang):
        typer.echo(line)
    if out is not None:
        typer.echo(say("scenario.written", lang, file=out))


def _shown(answer: _Answer, language: Language) -> Iterator[str]:
    from engine.report.terminal import screen_width, table_lines

    yield answer.title.in_language(language)
    yield _headline(answer.base, None, language)
    for comparison in answer.comparisons:
        yield _headline(comparison.scenario, comparison, language)
    for table in answer.tables():
        yield from ("", *table_lines(table, language, screen_width()))


def _headline(run: Run, comparison: Comparison | None, language: Language) -> str:
    over = run.recovery.number
    key = "scenario.over_by" if over >= 0 else "scenario.short_by"
    figures = {
        "maximum": grouped(run.maximum.number, FEN),
        "income": grouped(run.income.number, FEN),
        "recovery": say(key, language, amount=grouped(abs(over), FEN)),
    }
    if comparison is None:
        return say("scenario.answer_base", language, run=run.title, **figures)
    change = comparison.changes[Measure.MAXIMUM].number
    signed = f"{'+' if change > 0 else ''}{grouped(change, FEN)}"
    return say("scenario.answer", language, run=run.title, change=signed, **figures)


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
