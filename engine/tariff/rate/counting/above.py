"""What the uses rated above come to, as one figure that the next use begins with."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from engine.explain import Step, given, sources
from engine.law import Citation, Source
from engine.text import text

__all__ = ["shown_above"]


def shown_above(units: Sequence[Step], unit: str) -> Step:
    """Return the sum of `units`, whose own steps stand with the lines above.

    It cites what they rest on, but not each step again: with many lines that would grow with
    their square. Declarations are cited by the part of the file that holds them all.
    """
    cites: dict[Source, None] = {}
    for step in units:
        for source in sources(step):
            if isinstance(source, Citation):
                cites[source] = None
            else:
                whole = source.place.partition("[")[0]
                cites[source.model_copy(update={"place": whole})] = None
    number = sum((step.number for step in units), Decimal(0))
    return given(text("tariff.rate.used_above"), number, unit, tuple(cites))
