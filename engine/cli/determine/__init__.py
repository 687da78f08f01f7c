"""`dingjia determine`: how much may this operator earn a year?"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engine.cli.conventions.answers import answering, print_json, shelf_at
from engine.cli.conventions.options import (
    DayOption,
    JsonOption,
    LanguageOption,
    ReadingsOption,
    TableOption,
    TariffsOption,
    UncheckedOption,
    argument,
    option,
)
from engine.cli.conventions.readings import chosen_switches
from engine.cli.conventions.records import proved_record
from engine.cli.conventions.texts import Clauses, TextsOption
from engine.cli.conventions.workbooks import refuse_no_workbook
from engine.cli.determine.any_method import (
    compute,
    other_method,
    refuse_options_of_accounts,
    stated_method,
    tell_case,
    write_figures_template,
)
from engine.cli.determine.deducting import deducting_of, deduction_from
from engine.determination import (
    Determination,
    Objection,
    Spread,
    Stage,
    body_of_determination,
    hindrances,
    misplaced_objections,
    proceeding_after,
    read_decisions,
    read_objections,
    unknown_values,
)
from engine.determination import determine as determined
from engine.explain import outline
from engine.law import Declaration, Fault, Faults, Shelf, cited
from engine.method import Method, MethodVersion, read_figures
from engine.money import parse_number
from engine.record import write_atomically
from engine.show.standing import switch_data
from engine.submission import read_submission, workbook_template
from engine.text import Language, legible, say

if TYPE_CHECKING:
    from engine.cli.determine.dossier import WrittenDossier

__all__ = ["determine"]


def determine(
    submission: Annotated[
        Path | None, argument("cli.argument_submission", show_default=False)
    ] = None,
    method: Annotated[str | None, option("--method", "cli.option_method")] = None,
    on: DayOption = None,
    out: Annotated[Path | None, option("--out", "cli.option_out")] = None,
    switch: ReadingsOption = None,
    spread: Annotated[str | None, option("--spread", "cli.option_spread")] = None,
    reason: Annotated[str | None, option("--reason", "cli.option_reason")] = None,
    deduct: Annotated[list[Path] | None, option("--deduct", "cli.option_deduct")] = None,
    none_between: Annotated[bool, option("--none-between", "cli.option_none_between")] = False,
    overrides: Annotated[Path | None, option("--overrides", "cli.option_overrides")] = None,
    stage: Annotated[Stage, option("--stage", "cli.option_stage")] = Stage.DRAFT,
    follows: Annotated[Path | None, option("--follows", "cli.option_follows")] = None,
    objections: Annotated[Path | None, option("--objections", "cli.option_objections")] = None,
    reports: Annotated[bool, option("--reports/--no-reports", "cli.option_reports")] = True,
    switches: Annotated[bool, option("--switches", "cli.option_switches")] = False,
    template: Annotated[Path | None, option("--template", "cli.option_template")] = None,
    tariffs: TariffsOption = None,
    unchecked: UncheckedOption = False,
    texts: TextsOption = None,
    table: TableOption = False,
    explain: Annotated[bool, option("--explain", "cli.option_explain")] = False,
    lang: LanguageOption = Language.ZH,
    as_json: JsonOption = False,
) -> None:
    """Print the maximum permitted revenue of SUBMISSION, and write its record and workbook; or
    what another method answers on the figures in SUBMISSION."""
    records = [(record, "record") for record in (follows, *(deduct or ()))]
    named = [(overrides, "overrides"), (objections, "objections"), *records]
    forms = [(path, form) for path, form in named if path is not None]
    with answering(lang, as_json, forms, {"dingjia determine --method": method}):
        shelf = shelf_at(tariffs, unchecked)
        if method is None and submission is not None:
            method = stated_method(submission)
        other = None if method is None else other_method(shelf, method)
        if submission is not None and other is None:
            forms.append((submission, "submission"))
        if template is not None:
            if method is not None:
                shelf.get(method, Method)  # one that cannot be read is said, and not passed over
            if other is not None:
                write_figures_template(template, other, _day(on), lang, as_json)
            else:
                _write_template(template, submission, lang, as_json)
            return
        clauses = Clauses(texts)
        if method is None:
            raise typer.BadParameter(say("cli.needs_method_and_day", lang))
        if on is None and other is None:
            shelf.get(method, Method)  # what is wrong with it is said before what is missing
            raise typer.BadParameter(say("cli.needs_day", lang))
        if switches:
            version = shelf.get(method, Method).in_force_on(_day(on))
            _list_switches(version, lang, as_json)
            return
        if submission is None:
            raise typer.BadParameter(say("cli.needs_submission", lang))
        if other is not None:
            refuse_options_of_accounts(
                {
                    "--spread": spread,
                    "--reason": reason,
                    "--deduct": deduct,
                    "--none-between": none_between,
                    "--overrides": overrides,
                    "--stage": stage is not Stage.DRAFT,
                    "--follows": follows,
                    "--objections": objections,
                }
            )
            given = read_figures(submission)
            day = on.date() if on is not None else given.on or _day(None)
            chosen = chosen_switches(switch)
            case = compute(shelf, method, given, day, chosen, out, lang)
            tell_case(case, clauses, lang, as_json=as_json, table=table, explain=explain, out=out)
            return
        assert on is not None
        if out is not None and out.is_file():
            raise Faults([Fault("dingjia determine", "--out", None, out, "cli.not_a_folder")])
        filed = read_submission(submission, unknown_values(shelf, method, on.date()))
        deducting = deducting_of(deduct or (), filed, shelf)
        answer = determined(
            shelf,
            filed,
            method,
            on.date(),
            chosen_switches(switch),
            _spread(spread, reason),
            deduction_from(deducting, filed, none_between),
            None if overrides is None else read_decisions(overrides, filed),
        )
        answer = _proceeding(answer, stage, follows, objections, shelf)
        written = None
        if out is not None:
            from engine.cli.determine.dossier import write_dossier  # only who asks for files waits

            written = write_dossier(out, answer, shelf, reports, lang, deducting, follows)
    _tell(answer, written, clauses, lang, as_json, table, explain)
    raise typer.Exit(0 if answer.has_paid_use else 1)


def _day(on: datetime.datetime | None) -> datetime.date:
    """Return the day asked for, else today."""
    return (on or datetime.datetime.now().astimezone()).date()


def _spread(written: str | None, reason: str | None) -> Spread | None:
    if written is None:
        return None
    try:
        value = parse_number(written)
    except ValueError:
        raise Faults([Fault("--spread", "", None, written, "money.not_a_number")]) from None
    if reason is not None and legible(reason) != reason:
        raise Faults([Fault("--reason", "", None, reason, "law.unseen_character")])
    return Spread(value, Declaration(file="dingjia determine", place="--spread", reason=reason))


def _proceeding(
    answer: Determination,
    stage: Stage,
    follows: Path | None,
    objections: Path | None,
    shelf: Shelf,
) -> Determination:
    """Return `answer` at its stage, after the record it follows, with the objections to it."""
    former = None if follows is None else proved_record(follows, shelf)
    raised: tuple[Objection, ...] = ()
    if objections is not None:
        located, raised = read_objections(objections)
        if faults := list(misplaced_objections(located, raised, answer.worksheet)):
            raise Faults(faults)
    file = "" if follows is None else follows.name
    hindered = hindrances(answer.deduction, stage, answer.years[0], former)
    after = proceeding_after(
        stage, answer.filed, answer.undecided, former, file, raised, hindered, answer.unchecked
    )
    return replace(answer, proceeding=after)


def _tell(
    answer: Determination,
    written: WrittenDossier | None,
    clauses: Clauses,
    language: Language,
    as_json: bool,
    table: bool,
    explain: bool,
) -> None:
    if as_json:
        number = {} if written is None else {"number": written.record.number}
        remarks = _remarks(answer, language)
        print_json({**number, **body_of_determination(answer), "remarks": remarks})
        return
    # Imported here: only who reads waits for the drawing.
    from engine.report.terminal import page_lines, screen_width
    from engine.show.determination.page import determination_page
    from engine.show.determination.terminal import determination_shown

    width = screen_width()
    lines: Iterable[str]
    if table:
        lines = determination_shown(answer, language, width)
    else:
        lines = page_lines(determination_page(answer), language, width)
    for line in lines:
        typer.echo(line)
    if explain:
        maxima = {answer.maximum(year).number: answer.maximum(year) for year in answer.years}
        for step in maxima.values():
            typer.echo("")
            for line in outline(step, language, 0, clauses.beside):
                typer.echo(line)
    for line in clauses.listed(answer.standing.citations, language):
        typer.echo(line)
    if written is not None:
        typer.echo("")
        written.tell(language)


def _remarks(answer: Determination, language: Language) -> list[dict[str, str | None]]:
    return [
        {"remark": told.id, "of": told.of, "text": told.text.in_language(language)}
        for told in answer.remarks
    ]


def _write_template(path: Path, submission: Path | None, language: Language, as_json: bool) -> None:
    refuse_no_workbook("determine", path, "--template")
    filled = None if submission is None else read_submission(submission).submission
    write_atomically({path: workbook_template(language, filled)})
    if as_json:
        print_json({"template": str(path)})
    else:
        typer.echo(say("cli.template_written", language, file=path))


def _list_switches(version: MethodVersion, language: Language, as_json: bool) -> None:
    if as_json:
        print_json(
            [
                {
                    "switch": switch.id,
                    "title": switch.title.in_language(language),
                    "values": [
                        switch_data(value, value.id == switch.default, language)
                        for value in switch.values
                    ],
                }
                for switch in version.switches
            ]
        )
        return
    for switch in version.switches:
        typer.echo(f"{switch.id}  {switch.title.in_language(language)}")
        for value in switch.readings:
            key = "cli.reading_default" if value.id == switch.default else "cli.reading"
            title = value.title.in_language(language)
            typer.echo(say(key, language, value=value.id, title=title))
            for citation in value.cites:
                typer.echo(f"      {cited(citation).in_language(language)}")
