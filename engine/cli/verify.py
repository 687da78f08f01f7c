"""`dingjia verify`: does a record hold, and does a re-run give the same?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

import engine
from engine.cli.conventions.answers import answering, print_json, shelf_at
from engine.cli.conventions.options import JsonOption, LanguageOption, TariffsOption, argument
from engine.record import Record, read_record
from engine.record.chain import record_sealed
from engine.record.verification import Mismatch
from engine.text import Language, say

__all__ = ["verify"]


def verify(
    record: Annotated[Path, argument("cli.argument_record")],
    tariffs: TariffsOption = None,
    lang: LanguageOption = Language.ZH,
    as_json: JsonOption = False,
) -> None:
    """Recompute RECORD; exit status 1, with each place that differs, when it is not the same."""
    with answering(lang, as_json):
        found = read_record(record)
        wrong = engine.verify(shelf_at(tariffs), found, record.name)
    if as_json:
        differences = [_as_data(one) for one in wrong]
        print_json({"number": found.number, "same": not wrong, "differences": differences})
    else:
        for one in wrong:
            typer.echo(_in_words(one, lang))
        key = "cli.not_verified" if wrong else "cli.verified"
        typer.echo(say(key, lang, number=found.number, count=len(wrong)))
        typer.echo(_chain(found, record.parent, lang))
    raise typer.Exit(1 if wrong else 0)


def _as_data(one: Mismatch) -> dict[str, Any]:
    named = {"what": one.what, "place": one.place}
    if one.fault is not None:
        return {**named, "said": {each.value: one.fault.message(each) for each in Language}}
    if one.what.startswith("broken_"):
        return named
    return {**named, "recorded": one.recorded, "recomputed": one.recomputed}


def _in_words(one: Mismatch, language: Language) -> str:
    return say(
        f"cli.{one.what}",
        language,
        place=one.place,
        recorded=one.recorded,
        recomputed=one.recomputed,
        said=None if one.fault is None else one.fault.message(language),
    )


def _chain(record: Record, folder: Path, language: Language) -> str:
    previous = record.envelope.get("previous")
    if previous is None:
        return say("cli.chain_first", language)
    before = record_sealed(folder, previous)
    if before is None:
        return say("cli.chain_open", language, seal=str(previous)[:12])
    return say("cli.chained", language, number=before[1].number, file=before[0].name)
