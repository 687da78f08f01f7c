"""What stands beside a figure in the workbook: its formula in words, its sources, their marks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from engine.law import Citation, Source
from engine.method.formula.grammar import parse
from engine.method.formula.names import Names, Place
from engine.method.formula.words import in_words
from engine.method.model.document import Demand, Line
from engine.text import Language, say

__all__ = ["Beside", "beside", "formula_in_words", "sources_of"]


@dataclass(frozen=True, slots=True)
class Beside:
    """The sources of a figure, one a line of text, and each mark on the line of its source."""

    citation: str
    """Instrument and article, or the place of a declaration."""
    evidence: str
    """Whether each was read."""
    applies: str
    """Whether each governs the case."""
    note: str
    """What was assumed."""


def beside(sources: Iterable[Source], language: Language) -> Beside:
    """Return `sources` in words."""
    citations, evidence, applies, notes = [], [], [], []
    for source in dict.fromkeys(sources):
        citations.append(source.named)
        if isinstance(source, Citation):
            evidence.append(source.evidence.in_words.in_language(language))
            applies.append(source.applies.in_words.in_language(language))
            if source.note is not None:
                notes.append(source.note.in_language(language))
        else:
            evidence.append(say("law.evidence_declared", language))
            applies.append("")
            if source.reason is not None:
                notes.append(source.reason)
    notes = list(dict.fromkeys(notes))
    return Beside(*("\n".join(lines) for lines in (citations, evidence, applies, notes)))


def sources_of(entry: Line | Demand) -> tuple[Source, ...]:
    """Return what a line rests on: its own citations, and those of its cases and rounding."""
    found: list[Source] = [*entry.cites]
    if isinstance(entry, Line) and entry.by is not None:
        found += [cite for case in entry.by.cases.values() for cite in case.cites]
    if isinstance(entry, Line) and entry.round is not None:
        found += entry.round.cites
    return tuple(dict.fromkeys(found))


def formula_in_words(entry: Line | Demand, names: Names, language: Language) -> str:
    """Return how a line is computed, one reading a line of text."""
    place = Place(entry.scope)
    if isinstance(entry, Demand) or entry.by is None:
        return in_words(parse(entry.formula or ""), place, names).in_language(language)
    if entry.by.switch is not None:
        titles = {one.id: one.title for one in names.switches[entry.by.switch].values}
    else:
        column = names.tables[entry.scope].column(entry.by.column or "")
        titles = {one.id: one.title for one in column.values} if column is not None else {}
    return "\n".join(
        say(
            "method.reading",
            language,
            case=titles[value],
            formula=in_words(parse(case.formula), place, names),
        )
        for value, case in entry.by.cases.items()
    )
