"""`dingjia refund`: what was charged above a ceiling, customer by customer."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated

import typer

from engine.cli.conventions.answers import answering, print_json, print_page, shelf_at
from engine.cli.conventions.options import (
    JsonOption,
    LanguageOption,
    RecordOption,
    TableOption,
    TariffsOption,
    UncheckedOption,
    argument,
    day_option,
    option,
)
from engine.cli.conventions.records import write_recorded
from engine.method import MethodRole, method_of
from engine.settlement import body_of_refund, read_charges, refunds_of
from engine.text import Language, say

__all__ = ["refund"]


def refund(
    charges: Annotated[Path, argument("cli.argument_charges")],
    on: Annotated[datetime.datetime, day_option("--on", "cli.option_on_refund")],
    method: Annotated[str | None, option("--method", "cli.option_refund_method")] = None,
    out: RecordOption = None,
    tariffs: TariffsOption = None,
    unchecked: UncheckedOption = False,
    table: TableOption = False,
    lang: LanguageOption = Language.ZH,
    as_json: JsonOption = False,
) -> None:
    """Print what of CHARGES is to be refunded to each customer, and write its record."""
    with answering(lang, as_json, [(charges, "charges")], {"dingjia refund --method": method}):
        declared = read_charges(charges)
        shelf = shelf_at(tariffs, unchecked)
        named = method or method_of(shelf, MethodRole.REFUND)
        answer = refunds_of(shelf, charges.name, declared, named, on.date())
        body = body_of_refund(answer)
        written = None if out is None else write_recorded(out, "refund.json", body)
    if as_json:
        print_json({**({} if written is None else {"number": written.number}), **body})
        return
    from engine.show.settlement import refunds_page

    print_page(refunds_page(answer, table), lang)
    if written is not None:
        typer.echo("")
        typer.echo(say("cli.refund_written", lang, number=written.number, folder=out))
