"""The facts that a quote can ask for: those of the rules of use, and those of the prices."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from engine.law import Citation, Shelf
from engine.money import grouped
from engine.quote.result import AnswerKind, MissingAnswer
from engine.rules import Fact, FactValue, RulesDocument
from engine.tariff import TariffDocument
from engine.text import Text, text

__all__ = ["AskedFact", "facts_of"]


@dataclass(frozen=True, slots=True)
class AskedFact:
    """A fact of the use or of the customer, as it is asked for."""

    id: str
    title: Text
    """What it is called."""
    question: Text
    """How it is asked for."""
    kind: AnswerKind
    """How it is answered."""
    values: tuple[tuple[FactValue, Text], ...]
    """The possible answers with what a person reads; none for a number or a day."""
    part: Literal["use", "facts"]
    """The part of the request that holds it."""
    cites: tuple[Citation, ...]
    """The provisions that make it matter."""

    def asked(self) -> MissingAnswer:
        """Return the question for it, for one who would change the answer."""
        values = tuple((_written(value), title) for value, title in self.values)
        return MissingAnswer(self.id, self.question, self.kind, values, self.cites, self.part)

    def in_words(self, value: FactValue) -> Text:
        """Return an answer as a person reads it."""
        for known, title in self.values:
            if known == value and type(known) is type(value):
                return title
        if isinstance(value, str | bool):
            return Text(zh=str(value), en=str(value))
        if isinstance(value, datetime.date):
            return text("quote.day", year=value.year, month=value.month, day=value.day)
        return Text(zh=grouped(value), en=grouped(value))


def facts_of(shelf: Shelf, document: TariffDocument, on: datetime.date) -> Mapping[str, AskedFact]:
    """Return every fact that `document` and the rules it stands under can ask for, by id."""
    found: dict[str, AskedFact] = {}
    decided: set[str] = set()
    for role in ("use", "gate"):
        name = document.stands_under.get(role)
        rules = None if name is None else shelf.get(name, RulesDocument).in_force(on)
        if rules is None:
            continue
        decided |= {output.id for table in rules.tables for output in table.outputs}
        found |= {
            fact.id: _of_use(fact)
            for fact in rules.facts
            if fact.type != "switch" and fact.id not in decided
        }
    version = document.in_force(on)
    for priced in () if version is None else version.facts:
        values = tuple((value.id, value.title) for value in priced.values)
        found[priced.id] = AskedFact(
            priced.id, priced.title, priced.question, "choice", values, "facts", priced.cites
        )
    floats = {} if version is None else version.floats
    for name, around in floats.items():
        found[name] = AskedFact(
            name, around.title, around.question, "number", (), "facts", around.cites
        )
    return found


def _of_use(fact: Fact) -> AskedFact:
    assert fact.type != "switch"
    match fact.type:
        case "enumeration":
            named: tuple[tuple[FactValue, Text], ...] = tuple(
                (value.id, value.title) for value in fact.values
            )
            return AskedFact(fact.id, fact.title, fact.question, "choice", named, "use", fact.cites)
        case "yes_no":
            either = ((True, text("explain.yes")), (False, text("explain.no")))
            return AskedFact(
                fact.id, fact.title, fact.question, "yes_no", either, "use", fact.cites
            )
        case "number" | "date":
            return AskedFact(fact.id, fact.title, fact.question, fact.type, (), "use", fact.cites)


def _written(value: FactValue) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
