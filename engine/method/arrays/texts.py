"""Texts of which each draw has its own: a cell of a table, or how a switch is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from engine.method.arrays.figures import Figure, Floats, chosen

__all__ = ["DrawnText", "Texts", "by_text", "drawn_text", "same_text"]

Texts = NDArray[np.str_]
"""One text a draw."""


@dataclass(frozen=True, slots=True, eq=False)
class DrawnText:
    """One text a draw, each of a few."""

    values: tuple[str, ...]
    """The texts."""
    codes: NDArray[np.intp]
    """Which of them each draw has."""

    def cases(self) -> Iterator[tuple[str, Floats]]:
        """Yield each text, and 1 for the draws that have it, else 0."""
        for code, value in enumerate(self.values):
            yield value, (self.codes == code).astype(np.float64)


def drawn_text(texts: Texts) -> str | DrawnText:
    """Return `texts`; one text alone where no draw has another."""
    values, codes = np.unique(texts, return_inverse=True)
    if len(values) == 1:
        return str(values[0])
    return DrawnText(tuple(map(str, values)), codes)


def same_text(left: str | DrawnText, right: str | DrawnText) -> bool | Floats:
    """Return in which draws two texts are the same."""
    if isinstance(left, str) and isinstance(right, str):
        return left == right
    if isinstance(left, str):
        return same_text(right, left)
    if isinstance(right, str):
        return next((holds for value, holds in left.cases() if value == right), False)
    found = [np.asarray(same_text(right, value)) * holds for value, holds in left.cases()]
    same: Floats = np.sum(found, axis=0, dtype=np.float64)
    return same


def by_text(text: str | DrawnText, read: Callable[[str], Figure]) -> Figure:
    """Return what is read for the text of each draw; a text that no draw has is not read."""
    if isinstance(text, str):
        return read(text)
    (first, _), *others = text.cases()
    return reduce(
        lambda so_far, case: chosen(case[1], lambda: read(case[0]), lambda: so_far),
        others,
        read(first),
    )
