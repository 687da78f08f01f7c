"""What a quote can ask, and what it still has to: of the rules of use, and of the prices."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Literal

from engine.law import Shelf
from engine.quote.question import AnswerKind, Question
from engine.rules import Fact, RulesDocument
from engine.tariff import MissingFact, TariffDocument, missing_fact
from engine.text import Text, text
from engine.use import Lacking, UseDecision

__all__ = ["asked_by_decisions", "asked_by_tariff", "asked_by_use", "facts_of"]


def facts_of(shelf: Shelf, document: TariffDocument, on: datetime.date) -> Mapping[str, Question]:
    """Return every fact that `document` and the rules it stands under can ask for, by id."""
    found: dict[str, Question] = {}
    decided: set[str] = set()
    for role in ("use", "gate"):
        name = document.stands_under.get(role)
        rules = None if name is None else shelf.read(name, RulesDocument).in_force(on)
        if rules is None:
            continue
        decided |= {output.id for table in rules.tables for output in table.outputs}
        found |= {
            fact.id: asked_by_use(fact)
            for fact in rules.facts
            if fact.type != "switch" and fact.id not in decided
        }
    version = document.in_force(on)
    if version is None:
        return found
    priced = (*(fact.id for fact in version.facts), *version.floats)
    return found | {name: asked_by_tariff(missing_fact(version, name)) for name in priced}


def asked_by_use(fact: Fact) -> Question:
    """Return the question for a fact of the rules of use, of the whole use or of a part."""
    kind, values = _answers(fact)
    part: Literal["use", "parts"] = "parts" if fact.id.startswith("parts[") else "use"
    return Question(fact.id, fact.title, fact.question, kind, values, fact.cites, part)


def asked_by_decisions(
    undecided: Sequence[UseDecision],
) -> tuple[tuple[Question, ...], tuple[str, ...], int]:
    """Return what `undecided` still ask, what of it is to be asked now, and how many questions
    there are at worst.
    """
    found: dict[str, Question] = {}
    most = 0
    for one in undecided:
        order = one.asking.now if one.asking is not None else ()
        found |= {fact.id: asked_by_use(fact) for fact in (*order, *one.missing)}
        found |= {lacking.id: _asked_of_share(lacking) for lacking in one.lacking}
        most += len(one.lacking) + (one.asking.most if one.asking is not None else 0)
    first = undecided[0]
    now = first.asking.now if first.asking is not None else first.lacking
    return tuple(found.values()), tuple(one.id for one in now), min(most, len(found))


def _asked_of_share(lacking: Lacking) -> Question:
    """Return the question for what the share of a part lacks."""
    asked = text(f"use.ask_{lacking.field}")
    kind: AnswerKind = "number" if lacking.field == "share" else "text"
    return Question(lacking.id, asked, asked, kind, (), lacking.cites, "parts")


def asked_by_tariff(missing: MissingFact) -> Question:
    """Return the question for a fact that the tariff lacks, of the customer or of a line."""
    kind: AnswerKind = missing.kind
    if dict(missing.values).keys() == {"true", "false"}:
        kind = "yes_no"
    return Question(
        missing.id,
        missing.title,
        missing.question,
        kind,
        missing.values,
        missing.because,
        "lines" if missing.id.startswith("lines[") else "facts",
        missing.found,
    )


def _answers(fact: Fact) -> tuple[AnswerKind, tuple[tuple[str, Text], ...]]:
    match fact.type:
        case "enumeration" | "switch":
            return "choice", tuple((value.id, value.title) for value in fact.values)
        case "yes_no":
            return "yes_no", (("true", text("explain.yes")), ("false", text("explain.no")))
        case "number" | "date":
            return fact.type, ()
