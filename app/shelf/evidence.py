"""How well a document stands: its pieces counted by their evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from engine.law import Citation, Cited, Evidence, Standing, Version, standing
from engine.text import Text

__all__ = ["counted", "stands"]


def counted(version: Version) -> dict[Evidence, int]:
    """Return how many pieces of the version rest on each evidence, by the weakest of each piece."""
    found = Counter(standing(piece.cites).evidence for piece in _pieces(version))
    return {evidence: found[evidence] for evidence in Evidence if found[evidence]}


def stands(version: Version) -> Standing:
    """Return the weakest evidence and application among all pieces of the version."""
    return standing(cite for piece in _pieces(version) for cite in piece.cites)


def _pieces(value: Any) -> Iterator[Cited]:
    if isinstance(value, Citation | Text):
        return
    if isinstance(value, Cited):
        yield value
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _pieces(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _pieces(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _pieces(item)
