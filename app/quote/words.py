"""The sentences of the Quote page."""

from __future__ import annotations

from app.words import language
from engine.text import say

__all__ = ["q"]


def q(key: str, **values: object) -> str:
    """Return the sentence `app_quote.key` in the language of this visit."""
    return say(f"app.quote.{key}", language(), **values)
