"""`dingjia reconcile`: why do two determinations, or two evaluations, differ?"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated

import typer
import yaml

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
from engine.cli.conventions.records import is_record, proved_record
from engine.determination import determine, redetermined, unknown_values
from engine.law import Fault, Faults, Shelf
from engine.money import FEN, grouped
from engine.reconcile import Reconciled, Subject, reconciled, subject_of
from engine.record import write_atomically
from engine.report import as_workbook
from engine.settlement import reevaluated
from engine.show.analysis.reconcile import reconcile_as_data, reconcile_page, reconcile_table
from engine.submission import read_submission
from engine.text import Language, say

__all__ = ["reconcile"]


def reconcile(
    first: Annotated[Path, argument("cli.argument_first")],
    second: Annotated[Path, argument("cli.argument_second")],
    method: Annotated[str | None, option("--method", "cli.option_method_of_files")] = None,
    on: Annotated[datetime.datetime | None, day_option("--on", "cli.option_on_of_files")] = None,
    objections: Annotated[
        Path | None, option("--objections", "cli.option_draft_objections", dir_okay=False)
    ] = None,
    out: Annotated[Path | None, option("--out", "scenario.option_out", dir_okay=False)] = None,
    tariffs: TariffsOption = None,
    unchecked: UncheckedOption = False,
    table: TableOption = False,
    lang: LanguageOption = Language.ZH,
    as_json: JsonOption = False,
) -> None:
    """Print what makes the difference between FIRST and SECOND, and in which part."""
    forms = [(path, "record" if is_record(path) else "submission") for path in (first, second)]
    with answering(lang, as_json, forms, {"dingjia reconcile --method": method}):
        if out is not None and out.suffix.lower() != ".xlsx":
            raise Faults([Fault("dingjia reconcile", "--out", None, out, "cli.not_xlsx")])
        shelf = shelf_at(tariffs, unchecked)
        day = None if on is None else on.date()
        answer = reconciled(*(_subject(path, shelf, method, day, lang) for path in (first, second)))
        files: dict[Path, bytes] = {}
        if out is not None:
            files[out] = as_workbook([reconcile_table(answer)], lang)
        if objections is not None:
            files[objections] = _objections(answer, lang)
        write_atomically(files)
    if as_json:
        print_json(reconcile_as_data(answer))
        return
    from engine.report.terminal import page_lines, screen_width

    for line in page_lines(reconcile_page(answer, table), lang, screen_width()):
        typer.echo(line)
    for path in files:
        typer.echo(say("scenario.written", lang, file=path))


def _subject(
    path: Path, shelf: Shelf, method: str | None, on: datetime.date | None, lang: Language
) -> Subject:
    """Return what of a record, computed again, or of a submission is compared."""
    if is_record(path):
        record = proved_record(path, shelf)
        kind = record.body.get("kind")
        if kind == "determination":
            return subject_of(redetermined(record.body, shelf, path.name))
        if kind == "evaluation":
            return subject_of(reevaluated(record.body, shelf, path.name))
        raise Faults([Fault(path.name, "body.kind", None, kind, "reconcile.two_kinds")])
    if method is None or on is None:
        raise typer.BadParameter(say("cli.needs_method_and_day", lang))
    filed = read_submission(path, unknown_values(shelf, method, on))
    return subject_of(determine(shelf, filed, method, on))


def _objections(answer: Reconciled, language: Language) -> bytes:
    """Return drafts of objections to what lowers the second figure, to be completed by hand."""
    drafts = [
        {
            "id": f"difference-{at}",
            **_against(answer, part.change.id),
            "by": say("cli.objection_by", language),
            "on": answer.second.on.isoformat(),
            "said": say(
                "cli.objection_said",
                language,
                title=part.change.title,
                amount=grouped(part.amount, FEN),
            ),
        }
        for at, part in enumerate(answer.parts, 1)
        if part.amount < 0
    ]
    if not drafts:
        raise Faults([Fault("dingjia reconcile", "--objections", None, None, "cli.nothing_lowers")])
    written: str = yaml.safe_dump({"objections": drafts}, allow_unicode=True, sort_keys=False)
    return written.encode()


def _against(answer: Reconciled, change: str) -> dict[str, str]:
    """Return the line, and its row or year, that an objection to a change is against."""
    table, _, row = change.partition("[")
    if table == "items":
        return {"line": "reviewed", "of": row.rstrip("]")}
    key = answer.second.key
    return {"line": str(answer.second.line), **({} if key is None else {"of": str(key)})}
