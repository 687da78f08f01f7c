"""`dingjia draft`: a draft submission from a trial balance, and what could not be placed in it."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from engine.catalogue import ChartOfAccounts, ChartVersion
from engine.cli.conventions.answers import answering, print_json, shelf_at
from engine.cli.conventions.options import (
    JsonOption,
    LanguageOption,
    TariffsOption,
    UncheckedOption,
    argument,
    day_option,
    option,
)
from engine.determination.review.categories import categories_of_cost
from engine.law import Fault, Faults, know_all_kinds
from engine.money import plain
from engine.record import write_atomically
from engine.submission.trial_balance import (
    Book,
    Placement,
    draft_files,
    misses,
    placed_in,
    read_book,
)
from engine.text import Language

__all__ = ["draft"]


def draft(
    balance: Annotated[Path, argument("cli.argument_balance")],
    accounts: Annotated[str, option("--accounts", "cli.option_accounts")],
    on: Annotated[datetime.datetime, day_option("--on", "cli.option_on_draft")],
    out: Annotated[Path | None, option("--out", "cli.option_out_draft", file_okay=False)] = None,
    from_production: Annotated[
        bool, option("--from-production", "cli.option_from_production")
    ] = False,
    tariffs: TariffsOption = None,
    unchecked: UncheckedOption = False,
    lang: LanguageOption = Language.ZH,
    as_json: JsonOption = False,
) -> None:
    """Print what of BALANCE becomes an item of cost, and what does not, and write the draft."""
    know_all_kinds()  # so that a document of another kind is named as one
    with answering(lang, as_json, named={"dingjia draft --accounts": accounts}):
        shelf = shelf_at(tariffs, unchecked)
        chart: ChartVersion = shelf.law(accounts, ChartOfAccounts, on.date()).in_force_on(on.date())
        book = read_book(balance)
        placement = placed_in(book, chart, from_production)
        categories = categories_of_cost(shelf, accounts, chart, on.date())
        if out is not None:
            files = draft_files(book, placement, accounts, categories, lang)
            _refuse_what_is_there(out, files)
            write_atomically({out / name: content for name, content in files.items()})
    if as_json:
        print_json(_as_data(book, placement, accounts, lang))
        return
    from engine.cli.draft.screen import draft_shown
    from engine.report.terminal import screen_width

    for line in draft_shown(book, placement, chart, categories, out, lang, screen_width()):
        typer.echo(line)


def _refuse_what_is_there(out: Path, files: dict[str, bytes]) -> None:
    """Raise Faults where a draft would be written over what an operator has filled in."""
    there = [name for name in files if (out / name).exists()]
    if there:
        raise Faults([Fault(str(out), name, None, None, "cli.draft_there") for name in there])


def _as_data(book: Book, placement: Placement, accounts: str, language: Language) -> dict[str, Any]:
    return {
        "file": book.file,
        "accounts": accounts,
        "operator": book.operator,
        "months": None
        if book.months is None or book.year is None
        else [f"{y}-{m:02}" for y, m in book.months],
        "items": [
            {
                "code": one.account.code,
                "name": one.path,
                "category": one.nature.category,
                "amount": plain(one.amount),
                "place": one.place,
                "basis": one.basis.in_language(language),
            }
            for one in placement.placed
        ],
        "unplaced": [
            {
                "code": one.account.code,
                "name": one.path,
                "amount": plain(one.amount),
                "place": one.account.place,
                "why": one.why.in_language(language),
            }
            for one in placement.unplaced
        ],
        "apart": {title.in_language(language): count for title, count in placement.apart},
        "income": None if placement.income is None else plain(placement.income),
        "input_vat": None if placement.input_vat is None else plain(placement.input_vat),
        "misses": [_told(fault, language) for fault in misses(book)],
        "remarks": [_told(fault, language) for fault in (*book.notices, *placement.notices)],
    }


def _told(fault: Fault, language: Language) -> dict[str, str]:
    return {"place": fault.place, "told": fault.message(language)}
