"""What is found of a record, as a person reads it."""

from __future__ import annotations

from collections.abc import Sequence

from engine.record.verification import Mismatch
from engine.text import Language, say

__all__ = ["mismatch_in_words", "wrong_and_remarked"]


def wrong_and_remarked(every: Sequence[Mismatch]) -> tuple[list[Mismatch], list[Mismatch]]:
    """Return what does not hold of a record, and what is only to be remarked.

    Where a figure differs, a document that changed is no mere remark: it may be why.
    """
    same = all(one.remark for one in every)
    wrong = [
        one for one in every if not one.remark or (not same and one.what == "document_changed")
    ]
    return wrong, [one for one in every if one not in wrong]


def mismatch_in_words(one: Mismatch, language: Language) -> str:
    """Return one thing found of a record, with its place in it."""
    said = None if one.fault is None else one.fault.message(language)
    words = say(f"record.{one.what}", language, said=said, **one.values)
    if one.fault is not None:
        return words
    return say("show.at_place", language, place=one.place, said=words)
