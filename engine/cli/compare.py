"""`dingjia compare`: what changed between two versions of a document, in words."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, Any

import typer

from engine.cli.conventions.answers import answering, print_json, shelf_at
from engine.cli.conventions.forms import refuse_other_form
from engine.cli.conventions.options import JsonOption, LanguageOption, TariffsOption, argument
from engine.explain import source_data
from engine.law import (
    Citation,
    Difference,
    Document,
    Fault,
    Faults,
    Shelf,
    compare_days,
    know_all_kinds,
    laid_over,
    written_path,
)
from engine.method import formula_told
from engine.text import Language, say

__all__ = ["compare"]

_LIKE_A_DAY = re.compile(r"[0-9]+(\D[0-9]+){0,2}\D?")


def compare(
    first: Annotated[str, argument("cli.compare_first")],
    second: Annotated[str, argument("cli.compare_second")],
    third: Annotated[str | None, argument("cli.compare_third")] = None,
    tariffs: TariffsOption = None,
    lang: LanguageOption = Language.ZH,
    as_json: JsonOption = False,
) -> None:
    """Compare a document on two days, or two documents, of which any may be a draft in a file."""
    know_all_kinds()
    with answering(lang, as_json), ExitStack() as drafts:
        shelf = shelf_at(tariffs)
        before = after = _document(first, shelf, drafts)
        day = _day(second) if _LIKE_A_DAY.fullmatch(second) else None
        last = None if third is None else _day(third)
        if day is None:
            after = _document(second, shelf, drafts)
            days = (last or _newest(before), last or _newest(after))
        elif last is None:
            raise _no_day(None)
        else:
            days = (day, last)
        found = compare_days(before, days[0], after, days[1], formula_told)
    if as_json:
        print_json({"document": after.id, "differences": [_plain(one) for one in found]})
        return
    typer.echo(say("cli.compare_count", lang, title=after.title, count=len(found)))
    for one in found:
        for line in _told(one, lang):
            typer.echo(line)


def _document(named: str, shelf: Shelf, drafts: ExitStack) -> Document[Any]:
    """Return the document of an id, or the draft in a file; raises Faults with all its faults."""
    path = Path(named)
    if path.suffix != ".yaml" and not path.is_file():
        return shelf.get(named, Document)
    refuse_other_form(path, "document")
    draft = drafts.enter_context(laid_over(shelf, path))
    if draft.faults:
        raise Faults(draft.faults)
    return draft.shelf.get(draft.id, Document)


def _day(written: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(written)
    except ValueError:
        raise _no_day(written) from None


def _no_day(written: str | None) -> Faults:
    return Faults([Fault("DAY", "", None, written, "law.not_a_day")])


def _newest(document: Document[Any]) -> datetime.date:
    """Return the first day of the newest version."""
    first_days: list[datetime.date] = [version.from_.start for version in document.versions]
    return max(first_days)


def _told(one: Difference, language: Language) -> Iterator[str]:
    yield f"- {one.said.in_language(language)}"
    yield f"    {written_path(one.path)}{_cited(one.before_cites)} →{_cited(one.after_cites)}"


def _cited(cites: tuple[Citation, ...]) -> str:
    return "".join(f" [{cite.named}]" for cite in cites)


def _plain(one: Difference) -> dict[str, Any]:
    return {
        "path": written_path(one.path),
        "change": one.change.value,
        "said": one.said.model_dump(),
        "before_cites": [source_data(cite) for cite in one.before_cites],
        "after_cites": [source_data(cite) for cite in one.after_cites],
    }
