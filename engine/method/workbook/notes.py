"""The notes beside a figure in the workbook: its sources, their marks, what was assumed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from engine.law import Citation, Source
from engine.text import Language, say

__all__ = ["Notes", "notes_on"]


@dataclass(frozen=True, slots=True)
class Notes:
    """The sources of a figure, one a line of text, and each mark on the line of its source."""

    citation: str
    """Instrument and article, or the place of a declaration."""
    evidence: str
    """Whether each was read."""
    applies: str
    """Whether each governs the case."""
    note: str
    """What was assumed."""


def notes_on(sources: Iterable[Source], language: Language) -> Notes:
    """Return `sources` in words."""
    citations, evidence, applies, notes = [], [], [], []
    for source in dict.fromkeys(sources):
        if isinstance(source, Citation):
            citations.append(" ".join(filter(None, (source.instrument, source.article))))
            evidence.append(say(f"law.evidence_{source.evidence.value}", language))
            applies.append(say(f"law.evidence_{source.applies.value}", language))
            if source.note is not None:
                notes.append(source.note.in_language(language))
        else:
            citations.append(f"{source.file} {source.place}")
            evidence.append(say("law.evidence_declared", language))
            applies.append("")
            if source.reason is not None:
                notes.append(source.reason)
    notes = list(dict.fromkeys(notes))
    return Notes(*("\n".join(lines) for lines in (citations, evidence, applies, notes)))
