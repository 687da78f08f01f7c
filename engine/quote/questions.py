"""What still has to be answered, from the rules of use and from the tariff, in one form."""

from __future__ import annotations

from engine.quote.result import MissingAnswer
from engine.rules import Fact
from engine.tariff import MissingFact
from engine.wording import Text, text

__all__ = ["asked_by_tariff", "asked_by_use"]


def asked_by_use(fact: Fact) -> MissingAnswer:
    """Return the question for a fact that the rules of use lack."""
    return MissingAnswer(fact.id, _question(fact), _answers(fact), fact.cites)


def asked_by_tariff(missing: MissingFact) -> MissingAnswer:
    """Return the question for a fact that the tariff lacks."""
    return MissingAnswer(
        missing.id, missing.question, missing.values, missing.because, missing.found
    )


def _question(fact: Fact) -> Text:
    return fact.title if fact.type == "switch" else fact.question


def _answers(fact: Fact) -> tuple[tuple[str, Text], ...]:
    match fact.type:
        case "enumeration" | "switch":
            return tuple((value.id, value.title) for value in fact.values)
        case "yes_no":
            return (("true", text("quote.yes")), ("false", text("quote.no")))
        case "number" | "date":
            return ()
