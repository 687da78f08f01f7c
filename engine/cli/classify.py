"""`dingjia classify`: is this use free, and under which conditions?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from engine.cli.conventions.answers import answering, print_json, shelf_at
from engine.cli.conventions.options import (
    JsonOption,
    LanguageOption,
    TariffsOption,
    UncheckedOption,
    argument,
)
from engine.cli.conventions.texts import Clauses, TextsOption
from engine.explain import outline, standing_of
from engine.law import Citation, Standing, cited
from engine.money import plain
from engine.rules import Fact, Named, Nearest, Reading
from engine.text import Language, say
from engine.use import PriceStatus, Regime, UseDecision, decide_declared, read_use, use_as_data

__all__ = ["classify"]


def classify(
    file: Annotated[Path, argument("use.file")],
    tariffs: TariffsOption = None,
    unchecked: UncheckedOption = False,
    texts: TextsOption = None,
    lang: LanguageOption = Language.ZH,
    as_json: JsonOption = False,
) -> None:
    """Classify the use in FILE; exit status 1 when it is refused, undetermined or has no price."""
    with answering(lang, as_json, [(file, "use")]):
        clauses = Clauses(texts)
        use, located = read_use(file)
        decision = decide_declared(shelf_at(tariffs, unchecked), use, located)
    if as_json:
        print_json(use_as_data(decision))
    else:
        for line in _report(decision, lang, clauses):
            typer.echo(line)
    raise typer.Exit(0 if _answered(decision) else 1)


def _answered(decision: UseDecision) -> bool:
    if decision.regime in (Regime.REFUSED, Regime.UNDETERMINED):
        return False
    charged = decision.regime is not Regime.FREE and "price_status" in decision.parts
    return not charged or decision.price_status not in (PriceStatus.NONE, None)


def _report(decision: UseDecision, language: Language, clauses: Clauses) -> Iterator[str]:
    """Yield the answer first, then what it rests on."""
    yield _sentence(decision, language)
    marks = (*decision.watermarks, *decision.law.watermarks)
    yield from (f"! {mark.in_language(language)}" for mark in marks)
    yield from (remark.in_language(language) for remark in decision.law.remarks)
    if decision.before is not None and decision.since is not None:
        before = say(f"use.{decision.before.regime}", language)
        yield say("use.reclassified", language, since=decision.since, before=before)
    for broken in decision.broken:
        yield say("use.broken", language, since=broken.since, condition=broken.condition.text)
    for condition in decision.not_kept:
        yield say("use.not_kept", language, condition=condition.text)
    for remark in decision.remarks:
        yield f"{remark.title.in_language(language)}{_where(remark.cites)}"
    refusals = (
        f"{one.title.in_language(language)}{_where(one.cites)}" for one in decision.refusals
    )
    yield from _listed("use.refusals", refusals, language)
    of_parts = (
        say(
            "use.part",
            language,
            number=one.place + 1,
            share="?" if one.part.share is None else plain(one.part.share),
            regime=say(f"use.{one.regime}", language),
        )
        for one in decision.of_parts
    )
    yield from _listed("use.parts", of_parts, language)
    conditions = (one.text.in_language(language) for one in decision.conditions)
    yield from _listed("use.conditions", conditions, language)
    presumed = (
        f"{one.title.in_language(language)}{_where(one.cites)}" for one in decision.presumed
    )
    yield from _listed("use.presumed", presumed, language)
    yield from _listed("use.questions", _questions(decision, language), language)
    near = (_near(one, language) for one in decision.nearest)
    yield from _listed("use.nearest", near, language)
    yield from ("", say("use.why", language))
    yield from outline(decision.step, language, 1, clauses.beside)
    yield from ("", *_standing(decision, language))


def _sentence(decision: UseDecision, language: Language) -> str:
    regime = say(f"use.{decision.regime}", language)
    if decision.regime is Regime.MIXED and decision.free_share is not None:
        regime = say("use.share", language, share=plain(decision.free_share))
    parts = [say("use.sentence", language, on=decision.on, regime=regime)]
    if decision.reason_title is not None:
        parts.append(say("use.as_reason", language, reason=decision.reason_title))
    if decision.channel is not None:
        parts.append(say("use.through", language, way=say(f"use.{decision.channel}", language)))
    charged = decision.regime in (Regime.GUIDED, Regime.MIXED)
    if charged and decision.price_status is not None:
        parts.append(say(f"use.{decision.price_status}", language))
    return say("use.comma", language).join(parts) + say("use.stop", language)


def _listed(heading: str, entries: Iterable[str], language: Language) -> Iterator[str]:
    shown = [f"  - {entry}" for entry in entries]
    if shown:
        yield from ("", say(heading, language), *shown)


def _questions(decision: UseDecision, language: Language) -> Iterator[str]:
    """Yield the questions, the one to ask first at the head, each with what makes it matter."""
    for lacking in decision.lacking:
        yield f"{say(f'use.ask_{lacking.field}', language)} [{lacking.id}]"
    first = decision.next_fact
    for fact in sorted(decision.missing, key=lambda fact: fact is not first):
        asked = f"{fact.question.in_language(language)} [{fact.id}]{_where(fact.cites)}"
        values = (f"{value.id}: {value.title.in_language(language)}" for value in _values(fact))
        yield "\n      ".join((asked, *values))


def _values(fact: Fact) -> Iterable[Named | Reading]:
    return fact.values if fact.type in ("enumeration", "switch") else ()


def _near(change: Nearest, language: Language) -> str:
    """Return what would change, and what the answer would then be."""
    return say("use.near", language, fact=change.fact.title, values=change.values, then=change.told)


def _where(cites: Iterable[Citation]) -> str:
    return "".join(f" [{cite.named}]" for cite in cites)


def _standing(decision: UseDecision, language: Language) -> Iterator[str]:
    whole = standing_of(decision.step)
    if decision.regime is not Regime.UNDETERMINED:
        yield _marks("use.standing", decision.answer, language)
        if (whole.evidence, whole.applies) != (decision.answer.evidence, decision.answer.applies):
            yield _marks("use.standing_whole", whole, language)
    weak = (cited(cite).in_language(language) for cite in whole.assumptions)
    yield from _listed("use.weak", weak, language)


def _marks(key: str, standing: Standing, language: Language) -> str:
    evidence, applies = standing.evidence.in_words, standing.applies.in_words
    return say(key, language, evidence=evidence, applies=applies)
