"""`dingjia quote`: what does this use cost?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from engine.cli.conventions.answers import answering, print_json, shelf_at
from engine.cli.conventions.options import (
    JsonOption,
    LanguageOption,
    RecordOption,
    TariffsOption,
    UncheckedOption,
    argument,
    option,
)
from engine.cli.conventions.records import write_recorded
from engine.cli.conventions.texts import Clauses, TextsOption
from engine.cli.quote.questions import ask as asked
from engine.explain import outline
from engine.law import Fault, Faults
from engine.quote import Quote, read_request
from engine.quote import quote as quoted
from engine.quote.request.yaml import as_yaml
from engine.record import write_atomically
from engine.text import Language, say

__all__ = ["quote"]


def quote(
    file: Annotated[Path, argument("quote.argument_file", show_default=False)],
    tariffs: TariffsOption = None,
    unchecked: UncheckedOption = False,
    texts: TextsOption = None,
    explain: Annotated[bool, option("--explain", "quote.option_explain")] = False,
    ask: Annotated[bool, option("--ask", "quote.option_ask")] = False,
    save: Annotated[Path | None, option("--save", "quote.option_save")] = None,
    word: Annotated[Path | None, option("--word", "quote.option_word")] = None,
    out: RecordOption = None,
    lang: LanguageOption = Language.ZH,
    as_json: JsonOption = False,
) -> None:
    """Print the quote for the request in FILE; exit status 1 when there is no amount."""
    with answering(lang, as_json, [(file, "request")]):
        if word is not None and word.suffix.lower() != ".docx":
            raise Faults([Fault("dingjia quote", "--word", None, word, "quote.not_docx")])
        clauses = Clauses(texts)
        request, located = read_request(file)
        shelf = shelf_at(tariffs, unchecked)
        if ask:
            request, answer = asked(shelf, request, located, lang)
        else:
            answer = quoted(shelf, request, located)
        files: dict[Path, bytes] = {}
        if save is not None:
            files[save] = as_yaml(request).encode()
        if word is not None:
            # Imported here: only who asks for paper waits for it.
            from engine.report import as_word
            from engine.show.quote import quote_report

            paper = quote_report(answer.sheet(), answer.number, answer.missing)
            files[word] = as_word(paper, lang)
        if out is None:
            write_atomically(files)
        else:
            besides = {str(place.absolute()): content for place, content in files.items()}
            write_recorded(out, "record.json", answer.body(), besides)
    if as_json:
        print_json(answer.as_json(lang))
    else:
        for line in _shown(answer, lang, explain, clauses):
            typer.echo(line)
    raise typer.Exit(0 if answer.answered else 1)


def _shown(answer: Quote, language: Language, explain: bool, clauses: Clauses) -> Iterator[str]:
    """Yield the quote as a person reads it, the answer first."""
    # Imported here: only who reads waits for the drawing.
    from engine.report.terminal import report_lines, screen_width
    from engine.show.quote import quote_report

    report = quote_report(answer.sheet(), answer.number, answer.missing, changes=None)
    yield from report_lines(report, language, screen_width())
    if explain:
        yield from ("", say("quote.explained", language))
        for step in answer.steps:
            yield from outline(step, language, 1, clauses.beside)
    else:
        yield from clauses.listed(answer.standing.citations, language)
