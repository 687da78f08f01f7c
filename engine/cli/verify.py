"""`dingjia verify`: does a record hold, and does a re-run give the same?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

import engine
from engine.cli.conventions.answers import answering, print_json, shelf_at
from engine.cli.conventions.options import (
    JsonOption,
    LanguageOption,
    TableOption,
    TariffsOption,
    argument,
)
from engine.record import read_record
from engine.record.folder.chain import before_it
from engine.record.verification import Mismatch
from engine.show.records.verification import mismatch_in_words, wrong_and_remarked
from engine.text import Language, say

__all__ = ["verify"]

_DIFFERENCES = 20
"""Differences that stand on the page."""


def verify(
    record: Annotated[Path, argument("cli.argument_record")],
    tariffs: TariffsOption = None,
    table: TableOption = False,
    lang: LanguageOption = Language.ZH,
    as_json: JsonOption = False,
) -> None:
    """Recompute RECORD; exit status 1, with each place that differs, when it is not the same."""
    with answering(lang, as_json, [(record, "record")]):
        found = read_record(record)
        every = engine.verify(shelf_at(tariffs), found, record.name, record)
    wrong, remarks = wrong_and_remarked(every)
    if as_json:
        print_json(
            {
                "number": found.number,
                "same": not wrong,
                "differences": [_as_data(one) for one in wrong],
                "remarks": [_as_data(one) for one in remarks],
            }
        )
    else:
        most = len(wrong) if table else _DIFFERENCES
        for one in wrong[:most]:
            typer.echo(mismatch_in_words(one, lang))
        if (left := len(wrong) - most) > 0:
            typer.echo(say("cli.verify_more", lang, count=left))
        key = "cli.not_verified" if wrong else "cli.verified"
        typer.echo(say(key, lang, number=found.number, count=len(wrong)))
        for one in remarks:
            typer.echo(say("cli.remark", lang, said=mismatch_in_words(one, lang)))
        before = before_it(found, record)
        if before.state == "first":
            typer.echo(say("cli.chain_first", lang))
        elif before.state == "whole" and before.path is not None:
            typer.echo(say("cli.chained", lang, number=before.number, file=before.path.name))
    raise typer.Exit(1 if wrong else 0)


def _as_data(one: Mismatch) -> dict[str, Any]:
    named = {"what": one.what, "place": one.place}
    if one.fault is not None:
        return {**named, "said": {each.value: one.fault.message(each) for each in Language}}
    if one.what.startswith("broken_"):
        return named
    return {**named, "recorded": one.recorded, "recomputed": one.recomputed}
