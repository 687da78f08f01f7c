"""`dingjia reconcile`: why do two determinations, two evaluations, or two quotes differ?"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
import yaml

from engine.cli.conventions.answers import answering, come_so_far, print_json, print_page, shelf_at
from engine.cli.conventions.forms import has_form
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
from engine.cli.conventions.records import is_record, proved_result
from engine.cli.conventions.workbooks import WorkbookOption, refuse_no_workbook
from engine.determination import ITEMS, Determination, Lines, determine, unknown_values
from engine.law import Fault, Faults, Shelf
from engine.money import FEN, grouped
from engine.quote import Quote, quote, read_request
from engine.reconcile import (
    Quoted,
    Reconciled,
    Subject,
    quoted,
    reconciled,
    reconciled_quotes,
    subject_of,
)
from engine.record import write_atomically
from engine.report import as_workbook
from engine.settlement import Evaluation
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
    out: WorkbookOption = None,
    tariffs: TariffsOption = None,
    unchecked: UncheckedOption = False,
    table: TableOption = False,
    lang: LanguageOption = Language.ZH,
    as_json: JsonOption = False,
) -> None:
    """Print what makes the difference between FIRST and SECOND, and in which part."""
    forms = [(path, _form(path)) for path in (first, second)]
    with answering(lang, as_json, forms, {"dingjia reconcile --method": method}):
        refuse_no_workbook("reconcile", out)
        shelf = shelf_at(tariffs, unchecked)
        day = None if on is None else on.date()
        subjects = [_subject(path, shelf, method, day, lang) for path in (first, second)]
        answer = _compared(subjects, shelf, f"{first.name}, {second.name}")
        files: dict[Path, bytes] = {}
        if out is not None:
            files[out] = as_workbook([reconcile_table(answer)], lang)
        if objections is not None:
            files[objections] = _objections(answer, lang)
        write_atomically(files)
    if as_json:
        print_json(reconcile_as_data(answer))
        return
    print_page(reconcile_page(answer, table), lang)
    for path in files:
        typer.echo(say("cli.tables_written", lang, file=path))


def _form(path: Path) -> str:
    if is_record(path):
        return "record"
    return "request" if has_form(path, "request") else "submission"


def _compared(of: Sequence[Subject | Quoted], shelf: Shelf, files: str) -> Reconciled:
    first, second = of
    if isinstance(first, Quoted) and isinstance(second, Quoted):
        return reconciled_quotes(first, second, shelf, come_so_far)
    if isinstance(first, Subject) and isinstance(second, Subject):
        return reconciled(first, second)
    raise Faults([Fault(files, "", None, None, "reconcile.two_kinds")])


def _subject(
    path: Path, shelf: Shelf, method: str | None, on: datetime.date | None, lang: Language
) -> Subject | Quoted:
    """Return what of a record, computed again, of a request for a quote, or of a submission is
    compared."""
    if is_record(path):
        record, result = proved_result(path, shelf)
        if isinstance(result, Determination | Evaluation):
            return subject_of(result)
        if isinstance(result, Quote):
            return quoted(result, path.name)
        kind = record.body.get("kind")
        raise Faults([Fault(path.name, "body.kind", None, kind, "reconcile.two_kinds")])
    if has_form(path, "request"):
        return quoted(quote(shelf, *read_request(path)), path.name)
    if method is None or on is None:
        raise typer.BadParameter(say("cli.needs_method_and_day", lang))
    filed = read_submission(path, unknown_values(shelf, method, on))
    return subject_of(determine(shelf, filed, method, on))


def _objections(answer: Reconciled, language: Language) -> bytes:
    """Return drafts of objections to what lowers the second maximum, to be completed by hand."""
    second = answer.second
    if not isinstance(second, Subject) or second.line != Lines.MAXIMUM_AFTER_DEDUCTION:
        key = "cli.objections_to_maxima"
        raise Faults([Fault("dingjia reconcile", "--objections", None, None, key)])
    drafts = [
        {
            "id": f"difference-{at}",
            **_against(second, part.change.id),
            "by": say("cli.objection_by", language),
            "on": second.on.isoformat(),
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


def _against(second: Subject, change: str) -> dict[str, str]:
    """Return the line, and its row or year, that an objection to a change is against: what was
    reviewed of an item that the second has, else the maximum."""
    table, _, row = change.partition("[")
    at = (Lines.REVIEWED, row.rstrip("]"))
    if table == ITEMS and second.worksheet.inputs.cell(ITEMS, at[1], "id") is not None:
        return {"line": str(at[0]), "of": at[1]}
    return {"line": str(second.line), "of": str(second.key)}
