"""Citations, and the two marks that each carries: was it read, and does it govern the case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict

from engine.law.model.day import CalendarDay
from engine.law.model.form import Form
from engine.law.model.passage import PassageHashes
from engine.text import Text, text

__all__ = [
    "Applies",
    "Citation",
    "Declaration",
    "Evidence",
    "Source",
    "Standing",
    "cited",
    "marks",
    "standing",
    "stands",
]


class Evidence(StrEnum):
    """Whether the rule's text was read (依据状态); the weakest stands last."""

    TEXT = "text"
    COMPUTED = "computed"
    SECONDARY = "secondary"
    ASSUMPTION = "assumption"
    ILLUSTRATIVE = "illustrative"

    @property
    def in_words(self) -> Text:
        """The mark in words."""
        return text(f"law.evidence_{self.value}")


class Applies(StrEnum):
    """Whether the rule governs the case (适用方式); the weakest stands last."""

    DIRECTLY = "directly"
    BY_ANALOGY = "by_analogy"
    ASSUMED = "assumed"

    @property
    def in_words(self) -> Text:
        """The mark in words."""
        return text(f"law.evidence_{self.value}")


_EVIDENCE_ORDER = {mark: rank for rank, mark in enumerate(Evidence)}
_APPLIES_ORDER = {mark: rank for rank, mark in enumerate(Applies)}


class Citation(BaseModel):
    """The provision that a rule, parameter, band or line rests on."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    instrument: Annotated[str, Form(r"\s*\S[\s\S]*", "law.blank")]
    """Document number or title of the instrument, such as 发改价格〔2025〕65号."""
    article: str | None = None
    """Article, clause or section within it."""
    address: str | None = None
    """Where the text can be read, when known."""
    seen: CalendarDay | None = None
    """The day on which it was read, when known."""
    passage: PassageHashes | None = None
    """The hash of what was read; see `engine.law.model.passage`."""
    evidence: Evidence
    """Whether the text was read."""
    applies: Applies
    """Whether it governs the case."""
    note: Text | None = None
    """What was assumed or how it was read, in a sentence."""

    @property
    def followable(self) -> bool:
        """Whether it leads to a text: it has an article, and an address or a passage."""
        return self.article is not None and not (self.address is None and self.passage is None)

    def as_cited(self) -> Citation:
        """Return the citation as the law has it, less where it was read.

        What a record must reproduce does not change when a text moves to another address. An
        address without a day on which it was read is the document's own, and stays.
        """
        where = {"seen": None, "address": None} if self.seen is not None else {}
        return self.model_copy(update={**where, "passage": None})

    @property
    def named(self) -> str:
        """Instrument and article in one: 发改价格〔2025〕65号 第三条."""
        return " ".join(filter(None, (self.instrument, self.article)))


class Declaration(BaseModel):
    """The source of a user's input: what was submitted, where, by whom (申报)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: str
    """File name of the submission."""
    place: str
    """Place in the file: a path or a sheet and cell."""
    who: str | None = None
    """Who declared it, when said."""
    reason: str | None = None
    """Why, when said."""

    @property
    def named(self) -> str:
        """File and place in one."""
        return f"{self.file} {self.place}".strip()


Source = Citation | Declaration


@dataclass(frozen=True, slots=True)
class Standing:
    """How well a result stands: the weakest of both marks, and the pieces that are weak."""

    evidence: Evidence
    applies: Applies
    assumptions: tuple[Citation, ...]
    """Citations that are an assumption, illustrative, or only assumed to apply."""
    citations: tuple[Citation, ...]
    """All distinct citations, in order of first use."""
    declarations: tuple[Declaration, ...]
    """Inputs declared by the user, listed apart."""


def standing(sources: Iterable[Source]) -> Standing:
    """Return the weakest evidence and application among `sources`, and what makes it weak.

    Without any citation the marks are the strongest: nothing weak was used.
    """
    distinct = dict.fromkeys(sources)
    citations = tuple(source for source in distinct if isinstance(source, Citation))
    return Standing(
        evidence=max(
            (citation.evidence for citation in citations),
            key=_EVIDENCE_ORDER.__getitem__,
            default=Evidence.TEXT,
        ),
        applies=max(
            (citation.applies for citation in citations),
            key=_APPLIES_ORDER.__getitem__,
            default=Applies.DIRECTLY,
        ),
        assumptions=tuple(
            citation
            for citation in citations
            if citation.evidence in (Evidence.ASSUMPTION, Evidence.ILLUSTRATIVE)
            or citation.applies is Applies.ASSUMED
        ),
        citations=citations,
        declarations=tuple(source for source in distinct if isinstance(source, Declaration)),
    )


def cited(citation: Citation, *, note: bool = True) -> Text:
    """Return a citation in words: instrument, article, both marks, and its `note` if wanted."""
    said = text(
        "law.cited",
        name=citation.named,
        evidence=citation.evidence.in_words,
        applies=citation.applies.in_words,
    )
    if not note or citation.note is None:
        return said
    return text("law.cited_noted", cited=said, note=citation.note)


def marks(of: Source | Standing) -> Text:
    """Return the marks of a source, or the weakest of a result, as a badge: 转引·直接适用.

    What was declared has no marks but that it was.
    """
    if isinstance(of, Declaration):
        return text("law.evidence_declared")
    return text("law.marks", evidence=of.evidence.in_words, applies=of.applies.in_words)


def stands(of: Citation | Standing) -> Text:
    """Return in a sentence how well a citation or a result stands."""
    return text("law.stands", evidence=of.evidence.in_words, applies=of.applies.in_words)
