"""`dingjia readings`: what if the law is read otherwise, in every way at once?"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from engine.ceiling import rule_for
from engine.cli.conventions.answers import answering, print_json, print_page, shelf_at
from engine.cli.conventions.options import (
    DayOption,
    JsonOption,
    LanguageOption,
    TableOption,
    TariffsOption,
    UncheckedOption,
    argument,
    option,
)
from engine.cli.conventions.records import is_record, proved_result
from engine.cli.conventions.workbooks import WorkbookOption, refuse_no_workbook
from engine.cli.determine.deducting import deducting_of, deduction_from
from engine.determination import (
    ByPlace,
    Decided,
    Deduction,
    Determination,
    MaximaByReading,
    OpenJudgements,
    Spread,
    determine,
    maxima_by_place,
    maxima_by_reading,
    open_judgements,
    open_range,
    read_decisions,
    unknown_values,
)
from engine.law import Fault, Faults, Shelf
from engine.readings import Verdict, ceilings_by_reading, verdicts_on_charges, verdicts_on_incomes
from engine.record import write_atomically
from engine.report import as_workbook
from engine.settlement import read_charges, read_incomes
from engine.show.analysis.readings import (
    readings_as_data,
    readings_page,
    readings_tables,
)
from engine.submission import Filed, read_submission
from engine.text import Language, say

__all__ = ["readings"]


@dataclass(frozen=True, slots=True)
class _Base:
    """What is read in every way."""

    filed: Filed
    method: str
    on: datetime.date
    spread: Spread | None = None
    deduction: Deduction | None = None
    decided: Decided | None = None

    def maxima(self, shelf: Shelf) -> MaximaByReading:
        """Return the maxima by the method."""
        of = (self.spread, self.deduction, self.decided)
        return maxima_by_reading(shelf, self.filed, self.method, self.on, *of)

    def places(self, shelf: Shelf) -> tuple[ByPlace, ...]:
        """Return the maxima by the methods of other places that vary it."""
        of = (self.spread, self.deduction, self.decided)
        return maxima_by_place(shelf, self.filed, self.method, self.on, *of)

    def judgements(self, shelf: Shelf) -> OpenJudgements | None:
        """Return what hangs on open judgements while all is read by default, which must give a
        maximum; None where none is open."""
        of = (self.spread, self.deduction, self.decided)
        answer = determine(shelf, self.filed, self.method, self.on, None, *of)
        return open_judgements(answer)


def readings(
    submission: Annotated[Path, argument("cli.argument_first")],
    method: Annotated[str | None, option("--method", "cli.option_method")] = None,
    on: DayOption = None,
    overrides: Annotated[Path | None, option("--overrides", "cli.option_overrides")] = None,
    deduct: Annotated[list[Path] | None, option("--deduct", "cli.option_deduct")] = None,
    none_between: Annotated[bool, option("--none-between", "cli.option_none_between")] = False,
    charges: Annotated[Path | None, option("--charges", "cli.option_charges")] = None,
    incomes: Annotated[Path | None, option("--incomes", "cli.option_incomes")] = None,
    year: Annotated[int | None, option("--year", "cli.option_year_of_ceilings")] = None,
    out: WorkbookOption = None,
    tariffs: TariffsOption = None,
    unchecked: UncheckedOption = False,
    table: TableOption = False,
    lang: LanguageOption = Language.ZH,
    as_json: JsonOption = False,
) -> None:
    """Print the maximum of SUBMISSION, or of its record, under every reading, and what holds under
    each."""
    named = [(overrides, "overrides"), (charges, "charges"), (incomes, "incomes")]
    own = "record" if is_record(submission) else "submission"
    forms = [(submission, own), *((path, form) for path, form in named if path)]
    forms += [(record, "record") for record in deduct or ()]
    with answering(lang, as_json, forms, {"dingjia readings --method": method}):
        refuse_no_workbook("readings", out)
        shelf = shelf_at(tariffs, unchecked)
        if is_record(submission):
            given = {
                "--method": method,
                "--on": on,
                "--overrides": overrides,
                "--deduct": deduct,
                "--none-between": none_between,
            }
            if twice := [name for name, one in given.items() if one]:
                here, key = "dingjia readings", "cli.said_by_record"
                raise Faults(Fault(here, name, None, None, key) for name in twice)
            base = _of_record(submission, shelf)
        elif method is None or on is None:
            raise typer.BadParameter(say("cli.needs_method_and_day", lang))
        else:
            day = on.date()
            filed = read_submission(submission, unknown_values(shelf, method, day))
            deduction = deduction_from(
                deducting_of(deduct or (), filed, shelf), filed, none_between
            )
            decided = None if overrides is None else read_decisions(overrides, filed)
            base = _Base(filed, method, day, None, deduction, decided)
        found = base.maxima(shelf)
        judgements = None if found.default.maxima is None else base.judgements(shelf)
        together = open_range(found)
        places = base.places(shelf)
        verdicts = [*_on_charges(found, shelf, charges, year), *_on_incomes(found, shelf, incomes)]
        if out is not None:
            write_atomically({out: as_workbook(list(readings_tables(found)), lang)})
    if as_json:
        print_json(readings_as_data(found, judgements, together, places, verdicts))
        return
    print_page(readings_page(found, judgements, together, places, verdicts, table), lang)
    if out is not None:
        typer.echo(say("cli.tables_written", lang, file=out))


def _of_record(path: Path, shelf: Shelf) -> _Base:
    """Return what a record of a determination, proved first, was determined from."""
    record, of = proved_result(path, shelf)
    if not isinstance(of, Determination):
        kind = record.body.get("kind")
        raise Faults([Fault(path.name, "body.kind", None, kind, "determination.no_determination")])
    return _Base(of.filed, of.method_id, of.on, of.spread, of.deduction, of.decided)


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
