"""Steps in a row as a waterfall (瀑布图): from one total to the next, bar by bar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from engine.explain.step import Step
from engine.money import exactly

__all__ = ["Bar", "BarKind", "waterfall"]


class BarKind(StrEnum):
    """What a bar does to the running total."""

    TOTAL = "total"
    """States it."""
    LESS = "less"
    """Takes away from it."""
    MORE = "more"
    """Adds to it."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, from one running total to the next, in the unit of its step."""

    step: Step
    """The figure that the bar shows."""
    kind: BarKind
    start: Decimal
    """Where the bar begins; 0 for a total."""
    end: Decimal
    """Where it ends."""


def waterfall(entries: Iterable[tuple[Step, BarKind]]) -> Iterator[Bar]:
    """Yield a bar for each of `entries`; a change of nothing has none.

    A negative figure that is to add takes away, and the other way round.
    """
    running = Decimal(0)
    for step, kind in entries:
        value = step.number
        if kind is BarKind.TOTAL:
            yield Bar(step, kind, Decimal(0), value)
            running = value
        elif value:
            after = _after(running, value, kind)
            yield Bar(step, BarKind.MORE if after > running else BarKind.LESS, running, after)
            running = after


def _after(running: Decimal, value: Decimal, kind: BarKind) -> Decimal:
    return exactly(lambda: running - value if kind is BarKind.LESS else running + value)
