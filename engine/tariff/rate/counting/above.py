"""What the uses counted first come to, as one figure that the next use begins with."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from engine.explain import Step, given, sources
from engine.law import Citation, Source
from engine.text import text

__all__ = ["UsedAbove"]


class UsedAbove:
    """The sum of units, whose own steps stand with the lines of the request that used them.

    It cites what they rest on, but not each step again: with many lines that would grow with
    their square. Declarations are cited by the part of the file that holds them all.
    """

    def __init__(self, unit: str) -> None:
        self.any = False
        """Whether anything was added."""
        self._unit = unit
        self._number = Decimal(0)
        self._cites: dict[Source, None] = {}

    def add(self, units: Iterable[Step]) -> None:
        """Add what a line used."""
        for step in units:
            self.any = True
            self._number += step.number
            for source in sources(step):
                if isinstance(source, Citation):
                    self._cites[source] = None
                else:
                    whole = source.place.partition("[")[0]
                    self._cites[source.model_copy(update={"place": whole})] = None

    def step(self) -> Step:
        """Return the sum so far."""
        return given(text("tariff.rate.used_above"), self._number, self._unit, tuple(self._cites))
