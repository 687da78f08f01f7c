"""A part of a use that serves several purposes: what is said of it, and what is decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from engine.law import Citation, Model, Source
from engine.money import Number
from engine.rules import DeclaredFacts, FactValue

__all__ = ["WHOLE", "DeclaredPart", "Lacking", "LackingField", "UsePart"]

LackingField = Literal["share", "counted", "counted_by"]
"""What a share rests on: the share itself, what was counted, and by whom."""

WHOLE = Decimal(100)
"""The whole of a use (per cent)."""


class DeclaredPart(Model):
    """One part of a use with several purposes, as it is declared in a file."""

    share: Annotated[Number, Field(gt=0, le=100)] | None = None
    """Its share of the use (per cent); that of a single part may stand in `free_share`."""
    counted: Annotated[str, Field(min_length=1)] | None = None
    """What was counted to find the share, such as the calls of a month by application."""
    counted_by: Annotated[str, Field(min_length=1)] | None = None
    """Who counted it, such as the operator's platform or an auditor."""
    facts: DeclaredFacts = Field(default_factory=dict)
    """Its purpose and its facts, as the rules of use ask for them."""


@dataclass(frozen=True, slots=True)
class UsePart:
    """One part of a use, with where each of its facts was said."""

    facts: Mapping[str, FactValue]
    share: Decimal | None = None
    """Its share of the use (per cent)."""
    counted: str | None = None
    """What was counted to find the share."""
    counted_by: str | None = None
    """Who counted it."""
    sources: Mapping[str, Sequence[Source]] = field(default_factory=dict)
    """Where its facts come from, by fact."""

    def lacks(self) -> Iterator[LackingField]:
        """Yield what its share lacks to be taken."""
        if self.share is None:
            yield "share"
        if self.counted is None:
            yield "counted"
        if self.counted_by is None:
            yield "counted_by"


@dataclass(frozen=True, slots=True)
class Lacking:
    """What the share of a part lacks."""

    part: int
    """The place of the part."""
    field: LackingField
    cites: tuple[Citation, ...]
    """The clause that makes it matter: that of the share."""

    @property
    def id(self) -> str:
        """Its place in a request."""
        return f"parts[{self.part}].{self.field}"
