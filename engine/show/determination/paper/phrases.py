"""Small things said in every document of a dossier: amounts, marks, clauses, spans of years."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from engine.explain import Step
from engine.law import Citation, Source, cited, marks, standing
from engine.money import FEN, grouped
from engine.report import for_reading
from engine.text import Language, Text, text

__all__ = [
    "clauses",
    "figure",
    "grounds",
    "joined",
    "lined",
    "same_text",
    "standing_of",
    "yuan",
]


def same_text(written: str) -> Text:
    """Return what is written alike in both languages: a figure, a name."""
    return Text(zh=written, en=written)


def yuan(amount: Decimal) -> str:
    """Return an amount with thousands separated and the fen shown."""
    return grouped(amount, FEN)


def figure(step: Step) -> Text:
    """Return the value of a step as it is read on paper: money to the fen."""
    return Text(
        zh=for_reading(step.value, step.unit, Language.ZH),
        en=for_reading(step.value, step.unit, Language.EN),
    )


def standing_of(sources: Iterable[Source]) -> Text:
    """Return the weakest marks among `sources`; declared where there is no citation."""
    found = standing(sources)
    if not found.citations:
        return marks(found.declarations[0]) if found.declarations else same_text("")
    return marks(found)


def clauses(sources: Iterable[Source]) -> str:
    """Return the distinct provisions among `sources`, one a line."""
    named = (source.named for source in sources if isinstance(source, Citation))
    return "\n".join(dict.fromkeys(named))


def grounds(sources: Iterable[Source]) -> Text:
    """Return the distinct provisions among `sources` with their marks, one a line."""
    lines = dict.fromkeys(
        cited(source, note=False) for source in sources if isinstance(source, Citation)
    )
    return lined(*(lines or (text("law.evidence_declared"),)))


def joined(one: Text, other: Text) -> Text:
    """Return two sentences on one line."""
    return Text(zh=f"{one.zh}；{other.zh}", en=f"{one.en}. {other.en}")


def lined(*lines: Text) -> Text:
    """Return `lines` under each other."""
    return Text(zh="\n".join(line.zh for line in lines), en="\n".join(line.en for line in lines))
