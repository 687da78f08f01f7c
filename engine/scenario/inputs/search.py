"""Inputs found by words, in either language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.scenario.inputs.input import Input
from engine.text.folding import folded

__all__ = ["found"]


def found(inputs: Iterable[Input], words: Iterable[str]) -> Iterator[Input]:
    """Yield the inputs of which each of `words` is part of the title, in either language, or of the
    path; in whatever order the words are, and however letters are written."""
    wanted = [part for word in words for part in _folded(word).split()]
    for one in inputs:
        within = _folded(f"{one.title.zh}\n{one.title.en}\n{one.path}")
        if all(word in within for word in wanted):
            yield one


def _folded(written: str) -> str:
    return folded(written, ignore_case=True).casefold()
