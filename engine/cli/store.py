"""`dingjia store`: a store of records looked over as a whole."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from engine.cli.conventions.answers import answering, print_json
from engine.cli.conventions.forms import refuse_other_form
from engine.cli.conventions.options import JsonOption, LanguageOption, argument
from engine.record.inspection import inspected
from engine.text import Language, say

__all__ = ["store"]


class StoreAction(StrEnum):
    """What is done with a store."""

    CHECK = "check"


def store(
    action: Annotated[StoreAction, argument("cli.store_action")],
    place: Annotated[Path, argument("cli.store_place")],
    lang: LanguageOption = Language.ZH,
    as_json: JsonOption = False,
) -> None:
    """Look over the records at PLACE; exit status 1 when one of them, or their chain, is broken."""
    with answering(lang, as_json):
        refuse_other_form(place, "store")
        count, flaws = inspected(place)
    if as_json:
        found = [{"file": one.file, "record": one.record, "part": one.part} for one in flaws]
        print_json({"action": action.value, "records": count, "broken": found})
    else:
        for one in flaws:
            said = say(f"record.flaw_{one.part}", lang)
            typer.echo(say("record.flaw", lang, file=one.file, record=one.record or "–", said=said))
        key = "cli.store_broken" if flaws else "cli.store_sound"
        typer.echo(say(key, lang, count=count, broken=len(flaws)))
    raise typer.Exit(1 if flaws else 0)
