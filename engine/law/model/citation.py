"""Citations, and the two marks that each carries: was it read, and does it govern the case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict

from engine.law.model.form import Form
from engine.text import Text

__all__ = ["Applies", "Citation", "Declaration", "Evidence", "Source", "Standing", "standing"]


class Evidence(StrEnum):
    """Whether the rule's text was read (依据状态); the weakest stands last."""

    TEXT = "text"
    COMPUTED = "computed"
    SECONDARY = "secondary"
    ASSUMPTION = "assumption"
    ILLUSTRATIVE = "illustrative"


class Applies(StrEnum):
    """Whether the rule governs the case (适用方式); the weakest stands last."""

    DIRECTLY = "directly"
    BY_ANALOGY = "by_analogy"
    ASSUMED = "assumed"


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
    evidence: Evidence
    """Whether the text was read."""
    applies: Applies
    """Whether it governs the case."""
    note: Text | None = None
    """What was assumed or how it was read, in a sentence."""

    @property
    def named(self) -> str:
        """Instrument and article in one; Chinese ones are joined as they are written."""
        if self.article is None:
            return self.instrument
        space = " " if self.instrument[-1].isascii() or self.article[0].isascii() else ""
        return f"{self.instrument}{space}{self.article}"


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
