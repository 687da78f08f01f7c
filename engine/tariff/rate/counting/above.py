"""What the uses counted first come to, as one figure that the next use begins with."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from engine.explain import Step, given, sources
from engine.law import Citation, Source
from engine.tariff.rate.counting.uses import Use
from engine.text import text

__all__ = ["UsedAbove", "used_before"]


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


def used_before(uses: Iterable[Use], unit: str) -> list[Step]:
    """Return the units of `uses`, all before those of now; of what earlier parts of the request
    charged, whose steps stand with their lines, the sum."""
    found, charged = [], UsedAbove(unit)
    for use in uses:
        if use.paid is None:
            found.append(use.units)
        else:
            charged.add([use.units])
    return [*found, charged.step()] if charged.any else found
