"""`dingjia evaluate`: was more earned in a cycle than was permitted?"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated

import typer

from engine.cli.conventions.answers import answering, print_json, print_page, shelf_at
from engine.cli.conventions.options import (
    JsonOption,
    LanguageOption,
    ReadingsOption,
    RecordOption,
    TableOption,
    TariffsOption,
    UncheckedOption,
    argument,
    day_option,
)
from engine.cli.conventions.readings import chosen_switches
from engine.cli.conventions.records import proved_record, write_recorded
from engine.cli.conventions.texts import Clauses, TextsOption
from engine.settlement import (
    body_of_evaluation,
    evaluate_cycle,
    permitted_by,
    read_incomes,
)
from engine.text import Language, say

__all__ = ["evaluate"]


def evaluate(
    record: Annotated[Path, argument("cli.argument_record")],
    incomes: Annotated[Path, argument("cli.argument_incomes")],
    on: Annotated[datetime.datetime, day_option("--on", "cli.option_on_evaluation")],
    out: RecordOption = None,
    switch: ReadingsOption = None,
    tariffs: TariffsOption = None,
    unchecked: UncheckedOption = False,
    texts: TextsOption = None,
    table: TableOption = False,
    lang: LanguageOption = Language.ZH,
    as_json: JsonOption = False,
) -> None:
    """Print the excess of INCOMES over what the determination in RECORD permits."""
    with answering(lang, as_json, [(record, "record"), (incomes, "incomes")]):
        clauses = Clauses(texts)
        shelf = shelf_at(tariffs, unchecked)
        permitted = permitted_by(proved_record(record, shelf), record.name)
        declared = read_incomes(incomes)
        answer = evaluate_cycle(
            shelf,
            incomes.name,
            declared,
            permitted,
            on.date(),
            chosen_switches(switch),
        )
        written = (
            None
            if out is None
            else write_recorded(
                out,
                "evaluation.json",
                body_of_evaluation(answer),
                rests_on={permitted.record: record},
            )
        )
    if as_json:
        number = {} if written is None else {"number": written.number}
        print_json({**number, **body_of_evaluation(answer)})
        return
    from engine.show.settlement import evaluation_page

    print_page(evaluation_page(answer, table), lang)
    for line in clauses.listed(answer.standing.citations, lang):
        typer.echo(line)
    if written is not None:
        typer.echo("")
        typer.echo(say("cli.evaluation_written", lang, number=written.number, folder=out))
