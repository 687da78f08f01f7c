"""`dingjia determine`: how much may this operator earn a year?"""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engine.cli.options import (
    HELP_LANGUAGE,
    JsonOption,
    LanguageOption,
    TariffsOption,
    answering,
    print_json,
    shelf_at,
)
from engine.determination import (
    Deduction,
    Determination,
    Objection,
    Spread,
    Stage,
    body_of_determination,
    deduction_from,
    misplaced_objections,
    proceeding_after,
    read_decisions,
    read_objections,
)
from engine.determination import determine as determined
from engine.law import Declaration, Fault, Faults, cited
from engine.method import Method, MethodVersion
from engine.money import parse_number
from engine.record import read_record, write_atomically
from engine.show.terminal.determination import determination_shown
from engine.show.terminal.standing import switch_data
from engine.submission import Filed, read_submission, workbook_template
from engine.text import Language, say

if TYPE_CHECKING:
    from engine.cli.determine.dossier import Written

__all__ = ["chosen_switches", "determine"]


def determine(
    submission: Annotated[
        Path | None,
        typer.Argument(help=say("cli.argument_submission", HELP_LANGUAGE), show_default=False),
    ] = None,
    method: Annotated[
        str | None, typer.Option("--method", help=say("cli.option_method", HELP_LANGUAGE))
    ] = None,
    on: Annotated[
        datetime.datetime | None,
        typer.Option("--on", formats=["%Y-%m-%d"], help=say("cli.option_on", HELP_LANGUAGE)),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", file_okay=False, help=say("cli.option_out", HELP_LANGUAGE)),
    ] = None,
    switch: Annotated[
        list[str] | None,
        typer.Option("--switch", help=say("cli.option_switch", HELP_LANGUAGE)),
    ] = None,
    spread: Annotated[
        str | None, typer.Option("--spread", help=say("cli.option_spread", HELP_LANGUAGE))
    ] = None,
    reason: Annotated[
        str | None, typer.Option("--reason", help=say("cli.option_reason", HELP_LANGUAGE))
    ] = None,
    deduct: Annotated[
        Path | None, typer.Option("--deduct", help=say("cli.option_deduct", HELP_LANGUAGE))
    ] = None,
    overrides: Annotated[
        Path | None,
        typer.Option("--overrides", help=say("cli.option_overrides", HELP_LANGUAGE)),
    ] = None,
    stage: Annotated[
        Stage, typer.Option("--stage", help=say("cli.option_stage", HELP_LANGUAGE))
    ] = Stage.DRAFT,
    follows: Annotated[
        Path | None, typer.Option("--follows", help=say("cli.option_follows", HELP_LANGUAGE))
    ] = None,
    objections: Annotated[
        Path | None,
        typer.Option("--objections", help=say("cli.option_objections", HELP_LANGUAGE)),
    ] = None,
    reports: Annotated[
        bool,
        typer.Option("--reports/--no-reports", help=say("cli.option_reports", HELP_LANGUAGE)),
    ] = True,
    switches: Annotated[
        bool, typer.Option("--switches", help=say("cli.option_switches", HELP_LANGUAGE))
    ] = False,
    template: Annotated[
        Path | None, typer.Option("--template", help=say("cli.option_template", HELP_LANGUAGE))
    ] = None,
    tariffs: TariffsOption = None,
    lang: LanguageOption = Language.ZH,
    as_json: JsonOption = False,
) -> None:
    """Print the maximum permitted revenue of SUBMISSION, and write its record and workbook."""
    with answering(lang, as_json):
        if template is not None:
            _write_template(template, submission, lang)
            return
        shelf = shelf_at(tariffs)
        if method is None or on is None:
            raise typer.BadParameter(say("cli.needs_method_and_day", lang))
        if switches:
            version = shelf.get(method, Method).in_force_on(on.date())
            _list_switches(version, lang, as_json)
            return
        if submission is None:
            raise typer.BadParameter(say("cli.needs_submission", lang))
        filed = read_submission(submission)
        answer = determined(
            shelf,
            filed,
            method,
            on.date(),
            chosen_switches(switch),
            _spread(spread, reason),
            None if deduct is None else _deduction(deduct, filed),
            None if overrides is None else read_decisions(overrides, filed),
        )
        answer = _proceeding(answer, stage, follows, objections)
        written = None
        if out is not None:
            from engine.cli.determine.dossier import write_dossier  # only who asks for files waits

            written = write_dossier(out, answer, shelf, reports, lang)
    _tell(answer, written, lang, as_json)


def chosen_switches(written: list[str] | None) -> dict[str, str]:
    """Return the readings in `--switch NAME=VALUE …`; raises Faults for any other form."""
    chosen: dict[str, str] = {}
    faults: list[Fault] = []
    for one in written or ():
        name, sign, value = one.partition("=")
        if not (name and sign and value):
            faults.append(Fault("--switch", one, None, one, "cli.bad_switch"))
        elif name in chosen:
            faults.append(Fault("--switch", name, None, one, "cli.switch_twice"))
        chosen[name] = value
    if faults:
        raise Faults(faults)
    return chosen


def _spread(written: str | None, reason: str | None) -> Spread | None:
    if written is None:
        return None
    try:
        value = parse_number(written)
    except ValueError:
        raise Faults([Fault("--spread", "", None, written, "money.not_a_number")]) from None
    return Spread(value, Declaration(file="dingjia determine", place="--spread", reason=reason))


def _deduction(path: Path, filed: Filed) -> Deduction:
    """Return the deduction in the record at `path`, which must be of the same authorisation."""
    of = filed.submission.authorisation
    operator = filed.submission.operator.name
    return deduction_from(read_record(path), path.name, operator, None if of is None else of.id)


def _proceeding(
    answer: Determination, stage: Stage, follows: Path | None, objections: Path | None
) -> Determination:
    """Return `answer` at its stage, after the record it follows, with the objections to it."""
    former = None if follows is None else read_record(follows)
    raised: tuple[Objection, ...] = ()
    if objections is not None:
        located, raised = read_objections(objections)
        if faults := list(misplaced_objections(located, raised, answer.worksheet)):
            raise Faults(faults)
    file = "" if follows is None else follows.name
    after = proceeding_after(stage, answer.filed, answer.undecided, former, file, raised)
    return replace(answer, proceeding=after)


def _tell(
    answer: Determination,
    written: Written | None,
    language: Language,
    as_json: bool,
) -> None:
    if as_json:
        number = {} if written is None else {"number": written.record.number}
        print_json({**number, **body_of_determination(answer)})
        return
    for line in determination_shown(answer, language):
        typer.echo(line)
    if written is not None:
        typer.echo("")
        written.tell(language)


def _write_template(path: Path, submission: Path | None, language: Language) -> None:
    if path.suffix.lower() != ".xlsx":
        raise Faults([Fault("dingjia determine", "--template", None, path, "cli.not_xlsx")])
    filled = None if submission is None else read_submission(submission).submission
    write_atomically({path: workbook_template(language, filled)})
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
