"""`dingjia evaluate`: was more earned in a cycle than was permitted?"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from engine.cli.determine import chosen_switches
from engine.cli.options import (
    HELP_LANGUAGE,
    JsonOption,
    LanguageOption,
    TariffsOption,
    answering,
    print_json,
    shelf_at,
)
from engine.cli.records import write_recorded
from engine.money import grouped
from engine.record import read_record
from engine.report.terminal import aligned
from engine.settlement import (
    Evaluation,
    EvaluationInputs,
    EvaluationLines,
    body_of_evaluation,
    evaluate_cycle,
    permitted_by,
    read_incomes,
)
from engine.show.terminal.standing import badge, switches_shown, weak_pieces
from engine.text import Language, say

__all__ = ["evaluate"]

_FEN = 2


def evaluate(
    record: Annotated[Path, typer.Argument(help=say("cli.argument_record", HELP_LANGUAGE))],
    incomes: Annotated[Path, typer.Argument(help=say("cli.argument_incomes", HELP_LANGUAGE))],
    on: Annotated[
        datetime.datetime | None,
        typer.Option(
            "--on", formats=["%Y-%m-%d"], help=say("cli.option_on_evaluation", HELP_LANGUAGE)
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", file_okay=False, help=say("cli.option_out", HELP_LANGUAGE)),
    ] = None,
    switch: Annotated[
        list[str] | None,
        typer.Option("--switch", help=say("cli.option_switch", HELP_LANGUAGE)),
    ] = None,
    tariffs: TariffsOption = None,
    lang: LanguageOption = Language.ZH,
    as_json: JsonOption = False,
) -> None:
    """Print the excess of INCOMES over what the determination in RECORD permits."""
    with answering(lang, as_json):
        permitted = permitted_by(read_record(record), record.name)
        declared = read_incomes(incomes)
        answer = evaluate_cycle(
            shelf_at(tariffs),
            incomes.name,
            declared,
            permitted,
            permitted.on if on is None else on.date(),
            chosen_switches(switch),
        )
        written = (
            None
            if out is None
            else write_recorded(out, "evaluation.json", body_of_evaluation(answer), {})
        )
    if as_json:
        number = {} if written is None else {"number": written.number}
        print_json({**number, **body_of_evaluation(answer)})
        return
    for line in _shown(answer, lang):
        typer.echo(line)
    if written is not None:
        typer.echo("")
        typer.echo(say("cli.evaluation_written", lang, number=written.number, folder=out))


def _shown(answer: Evaluation, language: Language) -> Iterator[str]:
    yield say(
        "cli.excess" if answer.excess.number else "cli.no_excess",
        language,
        amount=grouped(answer.excess.number, _FEN),
        marks=badge(answer.standing, language),
    )
    yield say(
        "cli.evaluated",
        language,
        operator=answer.incomes.operator,
        record=answer.permitted.record,
        on=answer.on,
    )
    yield ""
    yield from aligned(_table(answer, language), (1, 2, 3))
    yield ""
    if answer.excess.number:
        yield say("cli.to_deduct", language)
    yield say("cli.propose_ceilings", language, clause=answer.duty_cites[0].named)
    yield from switches_shown(answer.worksheet, language)
    yield from weak_pieces(answer.standing, language)


def _table(answer: Evaluation, language: Language) -> list[list[str]]:
    columns = ("year", "income", "permitted", "above")
    rows = [[say(f"show.terminal.column_{column}", language) for column in columns]]
    step = answer.worksheet.step
    by_year = (EvaluationLines.INCOME_JUDGED, EvaluationInputs.PERMITTED)
    in_all = (EvaluationLines.INCOME_TOTAL, EvaluationLines.PERMITTED_TOTAL)
    for year in sorted(answer.permitted.maximum):
        income, permitted = (step(name, year).number for name in by_year)
        amounts = [grouped(amount, _FEN) for amount in (income, permitted, income - permitted)]
        rows.append([str(year), *amounts])
    income, permitted = (step(name).number for name in in_all)
    amounts = [grouped(amount, _FEN) for amount in (income, permitted, income - permitted)]
    rows.append([say("show.terminal.total", language), *amounts])
    return rows
