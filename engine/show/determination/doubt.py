"""Within what a maximum could be, in words, as long as the class of an asset is in doubt."""

from __future__ import annotations

from collections.abc import Iterator

from engine.determination import Determination
from engine.money import FEN, grouped
from engine.text import Text, text

__all__ = ["bounds_in_words"]


def bounds_in_words(determination: Determination) -> Iterator[Text]:
    """Yield one sentence where all years are alike, else one a year; none without a doubt."""
    possible = determination.possible
    if len(set(possible.values())) == 1:
        bounds = next(iter(possible.values()))
        low, high = grouped(bounds.low, FEN), grouped(bounds.high, FEN)
        yield text("show.determination.possible", low=low, high=high)
        return
    for year, bounds in possible.items():
        low, high = grouped(bounds.low, FEN), grouped(bounds.high, FEN)
        yield text("show.determination.possible_in_year", year=year, low=low, high=high)
