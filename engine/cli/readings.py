"""`dingjia readings`: what if the law is read otherwise, in every way at once?"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated

import typer

from engine.ceiling import rule_for
from engine.cli.conventions.answers import answering, print_json, shelf_at
from engine.cli.conventions.options import (
    JsonOption,
    LanguageOption,
    TableOption,
    TariffsOption,
    UncheckedOption,
    argument,
    day_option,
    option,
)
from engine.cli.determine.deducting import deducting_of, deduction_from
from engine.determination import (
    Decided,
    MaximaByReading,
    OpenJudgements,
    determine,
    maxima_by_reading,
    open_judgements,
    read_decisions,
    unknown_values,
    variations_of,
)
from engine.law import Fault, Faults, Shelf
from engine.readings import Verdict, ceilings_by_reading, verdicts_on_charges, verdicts_on_incomes
from engine.record import write_atomically
from engine.report import as_workbook
from engine.settlement import read_charges, read_incomes
from engine.show.analysis.readings import readings_as_data, readings_page, readings_tables
from engine.submission import read_submission
from engine.text import Language, say

__all__ = ["readings"]


def readings(
    submission: Annotated[Path, argument("cli.argument_submission")],
    method: Annotated[str, option("--method", "cli.option_method")],
    on: Annotated[datetime.datetime, day_option("--on", "cli.option_on")],
    overrides: Annotated[Path | None, option("--overrides", "cli.option_overrides")] = None,
    deduct: Annotated[list[Path] | None, option("--deduct", "cli.option_deduct")] = None,
    none_between: Annotated[bool, option("--none-between", "cli.option_none_between")] = False,
    charges: Annotated[Path | None, option("--charges", "cli.option_charges")] = None,
    incomes: Annotated[Path | None, option("--incomes", "cli.option_incomes")] = None,
    year: Annotated[int | None, option("--year", "cli.option_year_of_ceilings")] = None,
    out: Annotated[Path | None, option("--out", "scenario.option_out", dir_okay=False)] = None,
    tariffs: TariffsOption = None,
    unchecked: UncheckedOption = False,
    table: TableOption = False,
    lang: LanguageOption = Language.ZH,
    as_json: JsonOption = False,
) -> None:
    """Print the maximum of SUBMISSION under every reading, and what holds under each."""
    named = [(overrides, "overrides"), (charges, "charges"), (incomes, "incomes")]
    forms = [(submission, "submission"), *((path, form) for path, form in named if path)]
    forms += [(record, "record") for record in deduct or ()]
    with answering(lang, as_json, forms, {"dingjia readings --method": method}):
        if out is not None and out.suffix.lower() != ".xlsx":
            raise Faults([Fault("dingjia readings", "--out", None, out, "cli.not_xlsx")])
        shelf, day = shelf_at(tariffs, unchecked), on.date()
        filed = read_submission(submission, unknown_values(shelf, method, day))
        deducting = deducting_of(deduct or (), filed, shelf)
        deduction = deduction_from(deducting, filed, none_between)
        decided = None if overrides is None else read_decisions(overrides, filed)
        found = maxima_by_reading(shelf, filed, method, day, None, deduction, decided)
        judgements = _judgements(found, shelf, decided)
        places = [
            maxima_by_reading(shelf, filed, place, day, None, deduction, decided)
            for place in variations_of(shelf, method, day)
        ]
        verdicts = [*_on_charges(found, shelf, charges, year), *_on_incomes(found, shelf, incomes)]
        if out is not None:
            write_atomically({out: as_workbook(list(readings_tables(found)), lang)})
    if as_json:
        print_json(readings_as_data(found, judgements, places, verdicts))
        return
    from engine.report.terminal import page_lines, screen_width

    page = readings_page(found, judgements, places, verdicts, table)
    for line in page_lines(page, lang, screen_width()):
        typer.echo(line)
    if out is not None:
        typer.echo(say("scenario.written", lang, file=out))


def _judgements(
    found: MaximaByReading, shelf: Shelf, decided: Decided | None
) -> OpenJudgements | None:
    """Return what hangs on open judgements by the default readings, where these give a maximum."""
    if found.default.maxima is None:
        return None
    of = found.prepared
    answer = determine(
        shelf, of.filed, of.method.id, of.on, deduction=found.deduction, decided=decided
    )
    return open_judgements(answer)


def _on_charges(
    found: MaximaByReading, shelf: Shelf, file: Path | None, year: int | None
) -> list[Verdict]:
    if file is None:
        return []
    asked = found.years[0] if year is None else year
    if asked not in found.years:
        allowed = {"allowed": ", ".join(map(str, found.years))}
        raise Faults([Fault("dingjia readings", "--year", None, asked, "law.not_one_of", allowed)])
    on = found.prepared.on
    rule = rule_for(shelf, found.prepared.method.id, on)
    ceilings = ceilings_by_reading(found, rule, asked)
    return [*verdicts_on_charges(found, ceilings, shelf, file.name, read_charges(file), on)]


def _on_incomes(found: MaximaByReading, shelf: Shelf, file: Path | None) -> list[Verdict]:
    if file is None:
        return []
    on = found.prepared.on
    return [*verdicts_on_incomes(found, shelf, file.name, read_incomes(file), on)]
