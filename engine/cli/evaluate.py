"""`dingjia evaluate`: was more earned in a cycle than was permitted?"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from engine.cli.conventions.answers import answering, print_json, shelf_at
from engine.cli.conventions.options import (
    FolderOption,
    JsonOption,
    LanguageOption,
    ReadingsOption,
    TariffsOption,
    argument,
    day_option,
)
from engine.cli.conventions.readings import chosen_switches
from engine.cli.conventions.records import write_recorded
from engine.money import grouped
from engine.record import read_record
from engine.report.terminal import aligned
from engine.settlement import (
    Evaluation,
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
    record: Annotated[Path, argument("cli.argument_record")],
    incomes: Annotated[Path, argument("cli.argument_incomes")],
    on: Annotated[datetime.datetime | None, day_option("--on", "cli.option_on_evaluation")] = None,
    out: FolderOption = None,
    switch: ReadingsOption = None,
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
    for year in sorted(answer.permitted.maximum):
        income, permitted = step("income_judged", year).number, step("permitted", year).number
        amounts = [grouped(amount, _FEN) for amount in (income, permitted, income - permitted)]
        rows.append([str(year), *amounts])
    income, permitted = step("income_total").number, step("permitted_total").number
    amounts = [grouped(amount, _FEN) for amount in (income, permitted, income - permitted)]
    rows.append([say("show.terminal.total", language), *amounts])
    return rows
