"""`dingjia refund`: what was charged above a ceiling, customer by customer."""

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
    TariffsOption,
    argument,
    day_option,
    option,
)
from engine.cli.conventions.records import write_recorded
from engine.money import grouped
from engine.report.terminal import aligned
from engine.settlement import Refunds, body_of_refund, read_charges, refunds_of
from engine.show.terminal.standing import badge, weak_pieces
from engine.text import Language, say

__all__ = ["refund"]

_FEN = 2


def refund(
    charges: Annotated[Path, argument("cli.argument_charges")],
    on: Annotated[datetime.datetime, day_option("--on", "cli.option_on")],
    method: Annotated[str, option("--method", "cli.option_method")] = "cn/refund-of-overcharges",
    out: FolderOption = None,
    tariffs: TariffsOption = None,
    lang: LanguageOption = Language.ZH,
    as_json: JsonOption = False,
) -> None:
    """Print what of CHARGES is to be refunded to each customer, and write its record."""
    with answering(lang, as_json):
        declared = read_charges(charges)
        answer = refunds_of(shelf_at(tariffs), charges.name, declared, method, on.date())
        body = body_of_refund(answer)
        written = None if out is None else write_recorded(out, "refund.json", body, {})
    if as_json:
        print_json({**({} if written is None else {"number": written.number}), **body})
        return
    for line in _shown(answer, lang):
        typer.echo(line)
    if written is not None:
        typer.echo("")
        typer.echo(say("cli.refund_written", lang, number=written.number, folder=out))


def _shown(answer: Refunds, language: Language) -> Iterator[str]:
    owed = {name: step.number for name, step in answer.by_customer.items() if step.number}
    yield say(
        "cli.refunded" if owed else "cli.no_refund",
        language,
        amount=grouped(answer.total.number, _FEN),
        count=len(owed),
        marks=badge(answer.standing, language),
    )
    if owed:
        yield ""
        columns = ("customer", "refund")
        heads = [say(f"show.terminal.column_{column}", language) for column in columns]
        rows = [[name, grouped(amount, _FEN)] for name, amount in owed.items()]
        yield from aligned([heads, *rows], (1,))
    yield ""
    yield say("cli.refund_apart", language)
    yield from weak_pieces(answer.standing, language)
