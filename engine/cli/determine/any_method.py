"""`dingjia determine --method ID FIGURES`: any other method, computed on a file of figures."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path

import typer

from engine.cli.conventions.answers import print_json, print_page
from engine.cli.conventions.texts import Clauses
from engine.cli.conventions.workbooks import refuse_no_workbook
from engine.explain import outline
from engine.law import Fault, Faults, Shelf, read_yaml
from engine.method import (
    Case,
    GivenFigures,
    Method,
    MethodRole,
    computed,
    figures_template,
    is_for,
    workbook,
)
from engine.record import write_atomically
from engine.text import Language, say

__all__ = [
    "compute",
    "other_method",
    "refuse_options_of_accounts",
    "stated_method",
    "tell_case",
    "write_figures_template",
]


def other_method(shelf: Shelf, identifier: str) -> Method | None:
    """Return the method `identifier` when it is none that determines from accounts; None when it
    is one, or cannot be read: what determines says what is wrong."""
    try:
        method = shelf.read(identifier, Method)
    except Faults:
        return None
    return None if is_for(method, MethodRole.DETERMINATION) else method


def stated_method(file: Path) -> str | None:
    """Return the method that a file of figures says it is for; None where none is said there, or
    the file cannot be read, which is told when it is."""
    if file.suffix.lower() not in (".yaml", ".yml"):
        return None
    try:
        tree = read_yaml(file).tree
    except Faults:
        return None
    stated = tree.get("method") if isinstance(tree, dict) else None
    return stated if isinstance(stated, str) else None


def refuse_options_of_accounts(given: Mapping[str, object]) -> None:
    """Raise Faults for each option that is `given`, and means something only of accounts."""
    faults = [
        Fault("dingjia determine", name, None, None, "cli.only_of_accounts")
        for name, value in given.items()
        if value
    ]
    if faults:
        raise Faults(faults)


def compute(
    shelf: Shelf,
    method: str,
    given: GivenFigures,
    on: datetime.date,
    switches: Mapping[str, str],
    out: Path | None,
    language: Language,
) -> Case:
    """Return the method computed on the figures, its live workbook written to `out`.

    Raises Faults, with nothing written, for figures that are wrong or a workbook that is none.
    """
    refuse_no_workbook("determine", out)
    case = computed(shelf, method, given, on, switches)
    if out is not None:
        content = workbook(case.worksheet, language, case.method.title, case.method.watermark)
        write_atomically({out: content})
    return case


def tell_case(
    case: Case,
    clauses: Clauses,
    language: Language,
    *,
    as_json: bool,
    table: bool,
    explain: bool,
    out: Path | None,
) -> None:
    """Print a case: as JSON, or the page, or all tables, or every step of its results."""
    # Imported here: only who reads waits for the drawing.
    from engine.show.worksheet import case_as_data, case_page

    if as_json:
        print_json(case_as_data(case))
        return
    print_page(case_page(case, table), language)
    if explain:
        typer.echo("")
        for _, _, step in case.results:
            for line in outline(step, language, 0, clauses.beside):
                typer.echo(line)
    else:
        for line in clauses.listed(case.standing.citations, language):
            typer.echo(line)
    if out is not None:
        typer.echo("")
        typer.echo(say("cli.workbook_written", language, file=out))


def write_figures_template(
    path: Path, method: Method, on: datetime.date, language: Language, as_json: bool
) -> None:
    """Write the file of figures that `method` asks for, to be filled in."""
    if path.suffix.lower() not in (".yaml", ".yml"):
        raise Faults([Fault("dingjia determine", "--template", None, path, "cli.not_yaml")])
    content = figures_template(method, method.in_force_on(on), on)
    write_atomically({path: content.encode()})
    if as_json:
        print_json({"template": str(path)})
    else:
        typer.echo(say("cli.template_written", language, file=path))
