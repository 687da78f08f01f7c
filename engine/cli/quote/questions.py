"""The questionnaire in a terminal: what still matters, one small group at a time."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import typer

from engine.law import Citation, Located, Shelf, stands
from engine.quote import Question, Quote, QuoteRequest, quote
from engine.rules import FactValue
from engine.text import Language, say
from engine.text.folding import half_width

__all__ = ["ask"]


def ask(
    shelf: Shelf, request: QuoteRequest, located: Located, language: Language
) -> tuple[QuoteRequest, Quote]:
    """Ask on the terminal for all that `request` lacks; return it with the answers, and its quote.

    What is not known is passed over, and nothing is asked twice. Questions go to standard error, so
    that standard output holds the quote alone. Raises Faults as `engine.quote.quote` does.
    """
    put = set[str]()
    answer = quote(shelf, request, located)
    while open_ := [question for question in answer.missing if question.id not in put]:
        group = [question for question in open_ if question.id in answer.ask_now] or open_[:1]
        for question in group:
            put.add(question.id)
            most = max(answer.most_questions - group.index(question) - 1, 0)
            _tell(_asked(question, len(put), most, language))
            given = _answer_to(question, language)
            if given is not None:
                request = question.answered(request, given)
        answer = quote(shelf, request, located)
    if request.position is None and any(one.id == "position" for one in answer.unsaid):
        _tell(["", *(one.text.in_language(language) for one in answer.unsaid)])
        if _agreed(language):
            request = request.model_copy(update={"position": ()})
            answer = quote(shelf, request, located)
        else:
            _tell([say("quote.ask_needs_position", language)])
    return request, answer


def _agreed(language: Language) -> bool:
    """Return whether it is as was told; anything but 1 is no."""
    typer.echo(say("quote.ask_agreed", language) + " ", nl=False, err=True)
    return sys.stdin.readline().strip() == "1"


def _asked(question: Question, number: int, most: int, language: Language) -> Iterator[str]:
    yield ""
    yield say("quote.ask_number" if most else "quote.ask_last", language, number=number, most=most)
    yield question.spoken.in_language(language)
    yield from (f"  {line}" for line in _because(question, language, whole=False))
    for place, (_, title) in enumerate(question.values, 1):
        yield f"  {place}. {title.in_language(language)}"


def _because(question: Question, language: Language, whole: bool) -> Iterator[str]:
    """Yield the clauses that make the question matter; `whole` with evidence, note and address."""
    for source in question.because:
        if not isinstance(source, Citation):
            continue
        yield say("quote.ask_because", language, clause=source.named)
        if whole:
            yield stands(source).in_language(language)
            yield from filter(
                None, (source.note and source.note.in_language(language), source.address)
            )


def _answer_to(question: Question, language: Language) -> FactValue | None:
    """Return what is answered; None when it is not known, or the terminal has no more to say."""
    ids = [name for name, _ in question.values]
    while True:
        typer.echo(_how(question, language) + " ", nl=False, err=True)
        line = sys.stdin.readline()
        written = line.strip()
        if not written:
            return None
        if written in ("?", "\uff1f"):
            _tell(_because(question, language, whole=True))
            continue
        number = half_width(written)
        if number.isascii() and number.isdecimal() and 1 <= int(number) <= len(ids):
            written = ids[int(number) - 1]
        try:
            given = question.read(written)
        except ValueError:
            _tell([say("quote.ask_not_an_answer", language, written=written)])
            continue
        if question.part == "lines" and given is False:
            _tell([say("quote.ask_needs_events", language)])
            return None
        return given


def _how(question: Question, language: Language) -> str:
    if question.values:
        return say("quote.ask_choice", language, most=len(question.values))
    how = {"date": "quote.ask_date", "name": "quote.ask_name", "text": "quote.ask_words"}
    return say(how.get(question.kind, "quote.ask_figure"), language)


def _tell(lines: Iterator[str] | list[str]) -> None:
    for line in lines:
        typer.echo(line, err=True)
