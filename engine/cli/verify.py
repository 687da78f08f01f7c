"""`dingjia verify`: does a record hold, and does a re-run give the same?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from engine.cli.conventions.answers import answering, print_json, shelf_at
from engine.cli.conventions.options import JsonOption, LanguageOption, TariffsOption, argument
from engine.law import Faults, Shelf, canonical
from engine.quote import rerun as rerun_quote
from engine.record import Difference, Record, differences, read_record
from engine.record.chain import record_sealed
from engine.record.changed import sealed_body
from engine.settlement import rerun
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
        told = list(_found_wrong(found, record.name, shelf_at(tariffs)))
    if as_json:
        print_json({"number": found.number, "same": not told, "differences": told})
    else:
        for one in told:
            said = one.get("said", {}).get(lang.value)
            typer.echo(say(f"cli.{one['what']}", lang, **{**one, "said": said}))
        key = "cli.not_verified" if told else "cli.verified"
        typer.echo(say(key, lang, number=found.number, count=len(told)))
        typer.echo(_chain(found, record.parent, lang))
    raise typer.Exit(1 if told else 0)


def _found_wrong(record: Record, file: str, shelf: Shelf) -> Iterator[dict[str, Any]]:
    """Yield what does not hold: places of the record, documents, places of a re-run."""
    whole = sealed_body(record)
    if whole is not None:
        yield from _named("changed_since", differences(record.body, whole), "body")
    else:
        whole = record.body
        yield from ({"what": f"broken_{part}", "place": part} for part in record.broken())
    yield from _rerun_differs(whole, file, shelf)


def _rerun_differs(body: dict[str, Any], file: str, shelf: Shelf) -> Iterator[dict[str, Any]]:
    try:
        again = json.loads(canonical(_rerun(body, shelf, file)))
    except Faults as faults:
        for fault in faults.faults:
            said = {language.value: fault.message(language) for language in Language}
            yield {"what": "cannot_rerun", "place": fault.place, "said": said}
        return
    for difference in differences(body, again):
        place = difference.place
        is_document = place.startswith("documents.")
        what = "document_changed" if is_document else "rerun_differs"
        yield from _named(what, [difference], "body")


def _rerun(body: dict[str, Any], shelf: Shelf, file: str) -> dict[str, Any]:
    """Return what the inputs of `body` give today, by the room that the record came from."""
    of_quote = body.get("kind") in ("quote", "agreement")
    return rerun_quote(body, shelf, file) if of_quote else rerun(body, shelf, file)


def _named(what: str, found: Any, around: str) -> Iterator[dict[str, Any]]:
    for difference in found:
        assert isinstance(difference, Difference)
        yield {
            "what": what,
            "place": f"{around}.{difference.place}",
            "recorded": difference.recorded,
            "recomputed": difference.recomputed,
        }


def _chain(record: Record, folder: Path, language: Language) -> str:
    previous = record.envelope.get("previous")
    if previous is None:
        return say("cli.chain_first", language)
    before = record_sealed(folder, previous)
    if before is None:
        return say("cli.chain_open", language, seal=str(previous)[:12])
    return say("cli.chained", language, number=before[1].number, file=before[0].name)
