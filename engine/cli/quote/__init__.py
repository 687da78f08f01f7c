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
    TariffsOption,
    argument,
    option,
)
from engine.cli.conventions.records import write_recorded
from engine.cli.quote.questions import ask as asked
from engine.explain import outline
from engine.law import Citation, Fault, Faults
from engine.money import grouped
from engine.quote import MissingAnswer, Quote, QuoteLine, read_request
from engine.quote import quote as quoted
from engine.quote.request.yaml import as_yaml
from engine.record import write_atomically
from engine.report.terminal import aligned
from engine.text import Language, say
from engine.use import PriceStatus, Regime

__all__ = ["quote"]

_NUMBERS = (1, 3, 4, 5)


def quote(
    file: Annotated[Path, argument("quote.argument_file", show_default=False)],
    tariffs: TariffsOption = None,
    explain: Annotated[bool, option("--explain", "quote.option_explain")] = False,
    ask: Annotated[bool, option("--ask", "quote.option_ask")] = False,
    save: Annotated[Path | None, option("--save", "quote.option_save")] = None,
    word: Annotated[Path | None, option("--word", "quote.option_word")] = None,
    out: Annotated[Path | None, option("--out", "quote.option_out")] = None,
    lang: LanguageOption = Language.ZH,
    as_json: JsonOption = False,
) -> None:
    """Print the quote for the request in FILE; exit status 1 when there is no amount."""
    with answering(lang, as_json):
        if word is not None and word.suffix.lower() != ".docx":
            raise Faults([Fault("dingjia quote", "--word", None, word, "quote.not_docx")])
        request, located = read_request(file)
        shelf = shelf_at(tariffs)
        if ask:
            request, answer = asked(shelf, request, located, lang)
        else:
            answer = quoted(shelf, request, located)
        if save is not None:
            write_atomically({save: as_yaml(request).encode()})
        if word is not None:
            # Imported here: only who asks for paper waits for it.
            from engine.report import as_word
            from engine.show.quote import quote_on_paper

            paper = quote_on_paper(answer.sheet(), answer.number)
            write_atomically({word: as_word(paper, lang)})
        if out is not None:
            write_recorded(out, "record.json", answer.body(), {})
    if as_json:
        print_json(answer.as_json(lang))
    else:
        for line in _shown(answer, lang, explain):
            typer.echo(line)
    raise typer.Exit(0 if answer.answered else 1)


def _shown(answer: Quote, language: Language, explain: bool) -> Iterator[str]:
    """Yield the quote as a person reads it, the answer first."""
    yield _headline(answer, language)
    yield from (f"! {mark.in_language(language)}" for mark in answer.watermarks)
    yield _decision(answer, language)
    yield say(
        "quote.for",
        language,
        number=answer.number,
        customer=answer.request.customer.name,
        title=answer.title,
        on=answer.request.on,
    )
    if answer.answered:
        yield _validity(answer, language)
    if answer.lines:
        yield ""
        yield from aligned(_table(answer, language), _NUMBERS)
    yield from _notes(answer, language)
    if answer.conditions:
        yield from ("", say("quote.conditions", language))
        for position, condition in enumerate(answer.conditions, 1):
            yield f"  {position}. {condition.text.in_language(language)}"
    if answer.nearest:
        yield from ("", say("quote.nearest", language))
        yield from (f"  · {change.sentence(language)}" for change in answer.nearest)
    if answer.missing:
        yield from ("", say("quote.missing", language))
        for question in answer.missing:
            yield from _question(question, language)
    yield from _standing(answer, language)
    if explain:
        yield from ("", say("quote.explained", language))
        for step in answer.steps:
            yield from outline(step, language, 1)


def _headline(answer: Quote, language: Language) -> str:
    if answer.total is None:
        return say("quote.headline_open", language, regime=_regime(answer, language))
    total = grouped(answer.total.number, 2)
    vat = say(f"quote.vat_{answer.vat.value}", language)
    return say("quote.headline_priced", language, total=total, vat=vat)


def _regime(answer: Quote, language: Language) -> str:
    # Under no rules of use the price is the authority's own, not one it guides.
    own = answer.regime is Regime.GUIDED and answer.channel is None
    return say("quote.regime_set" if own else f"quote.regime_{answer.regime.value}", language)


def _decision(answer: Quote, language: Language) -> str:
    parts = [_regime(answer, language)]
    if answer.channel is not None:
        parts.append(say(f"quote.channel_{answer.channel.value}", language))
    if answer.regime not in (Regime.REFUSED, Regime.UNDETERMINED, Regime.FREE) or (
        answer.price_status is not PriceStatus.NONE
    ):
        parts.append(say(f"quote.status_{answer.price_status.value}", language))
    return " · ".join(parts)


def _validity(answer: Quote, language: Language) -> str:
    start, until = answer.request.on, answer.valid_until
    if until is None:
        return say("quote.valid_open", language, from_day=start)
    return say("quote.valid", language, from_day=start, until=until)


def _table(answer: Quote, language: Language) -> list[list[str]]:
    columns = ("label", "quantity", "unit", "price", "metered", "amount", "regime")
    head = [say(f"quote.column_{column}", language) for column in columns]
    return [head, *(_row(line, language) for line in answer.lines)]


def _row(line: QuoteLine, language: Language) -> list[str]:
    bands = say("quote.several", language) if line.metered is not None else "–"
    return [
        line.label.in_language(language),
        "–" if line.quantity is None else grouped(line.quantity),
        "–" if line.unit is None else line.unit.in_language(language),
        bands if line.unit_price is None else grouped(line.unit_price),
        "–" if line.metered is None else grouped(line.metered.number, 2),
        "–" if line.amount is None else grouped(line.amount.number, 2),
        say(f"quote.regime_line_{line.regime.value}", language),
    ]


def _notes(answer: Quote, language: Language) -> Iterator[str]:
    notes = [line.note for line in answer.lines if line.note is not None]
    said = dict.fromkeys(note.in_language(language) for note in [*answer.notes, *notes])
    if said:
        yield ""
    yield from (f"· {note}" for note in said)


def _question(question: MissingAnswer, language: Language) -> Iterator[str]:
    found = ""
    if question.found is not None:
        found = say("quote.not_an_answer", language, found=question.found)
    yield f"  {question.id}  {question.question.in_language(language)}{found}"
    for name, title in question.values:
        yield say("quote.answer", language, id=name, title=title)


def _standing(answer: Quote, language: Language) -> Iterator[str]:
    stands = answer.standing
    yield ""
    yield say(
        "quote.stands",
        language,
        evidence=say(f"law.evidence_{stands.evidence.value}", language),
        applies=say(f"law.evidence_{stands.applies.value}", language),
    )
    if stands.assumptions:
        yield say("quote.assumptions", language)
    yield from (f"  · {_weak(citation, language)}" for citation in stands.assumptions)


def _weak(citation: Citation, language: Language) -> str:
    note = "" if citation.note is None else say("quote.note", language, note=citation.note)
    return say(
        "quote.weak",
        language,
        name=citation.named,
        evidence=say(f"law.evidence_{citation.evidence.value}", language),
        applies=say(f"law.evidence_{citation.applies.value}", language),
        note=note,
    )
