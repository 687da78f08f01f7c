"""The sentences of the Determine page."""

from __future__ import annotations

from app.words import language
from engine.text import say

__all__ = ["d"]


def d(key: str, **values: object) -> str:
    """Return the sentence `app_determine.key` in the language of this visit."""
    return say(f"app.determine.{key}", language(), **values)
