"""What still has to be answered, from the rules of use and from the tariff, in one form."""

from __future__ import annotations

from engine.quote.result import AnswerKind, MissingAnswer
from engine.rules import Fact
from engine.tariff import MissingFact
from engine.text import Text, text

__all__ = ["asked_by_tariff", "asked_by_use"]


def asked_by_use(fact: Fact) -> MissingAnswer:
    """Return the question for a fact that the rules of use lack."""
    kind, values = _answers(fact)
    question = fact.title if fact.type == "switch" else fact.question
    return MissingAnswer(fact.id, question, kind, values, fact.cites, "use")


def asked_by_tariff(missing: MissingFact) -> MissingAnswer:
    """Return the question for a fact that the tariff lacks, of the customer or of a line."""
    kind: AnswerKind = "choice" if missing.values else "number"
    if dict(missing.values).keys() == {"true", "false"}:
        kind = "yes_no"
    return MissingAnswer(
        missing.id,
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
