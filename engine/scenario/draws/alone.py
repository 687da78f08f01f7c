"""Each uncertain number alone, at either end of where it may lie (逐项敏感性)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from engine.money import CONTEXT
from engine.scenario.case import Case, Distribution, Uncertainty
from engine.scenario.draws.chain import simulated
from engine.scenario.walk import Bench, run
from engine.text import text

Floats = NDArray[np.float64]

__all__ = ["Alone", "each_alone"]

_DEVIATIONS = 2
"""How many standard deviations from its mean a number without ends is moved."""


@dataclass(frozen=True, slots=True)
class Alone:
    """One number moved while all others stand as in the case."""

    path: str
    """The number."""
    ends: tuple[Decimal, Decimal]
    """Its least and its greatest."""
    maximum: tuple[Decimal, Decimal]
    """What the maximum of all years is more at either end [yuan]."""
    recovery: tuple[Decimal, Decimal]
    """What income less the maximum is more at either end [yuan]."""

    @property
    def width(self) -> Decimal:
        """The distance between the two effects on what is over [yuan]."""
        every = (*self.recovery, Decimal(0))
        return CONTEXT.subtract(max(every), min(every))


def each_alone(bench: Bench, case: Case, uncertainty: Uncertainty) -> tuple[Alone, ...]:
    """Return each uncertain number alone, that which moves most what is over first.

    Raises Faults as `simulated` does.
    """
    base = run(bench, "base", text("scenario.base"), case)
    found = []
    for path, of in uncertainty.of.items():
        ends = _ends(of)
        moved = simulated(bench, case, {path: np.array([float(one) for one in ends])})
        maxima, over = _both(moved.maximum), _both(moved.income - moved.maximum)
        found.append(
            Alone(
                path,
                ends,
                _less(maxima, base.maximum.number),
                _less(over, base.recovery.number),
            )
        )
    return tuple(sorted(found, key=lambda one: one.width, reverse=True))


def _ends(of: Distribution) -> tuple[Decimal, Decimal]:
    if of.between is not None:
        return of.between
    assert of.mean is not None and of.deviation is not None
    apart = CONTEXT.multiply(of.deviation, Decimal(_DEVIATIONS))
    return CONTEXT.subtract(of.mean, apart), CONTEXT.add(of.mean, apart)


def _both(years: Floats) -> tuple[Decimal, Decimal]:
    low, high = (round(Decimal(float(one)), 2) for one in years.sum(axis=1))
    return low, high


def _less(both: tuple[Decimal, Decimal], base: Decimal) -> tuple[Decimal, Decimal]:
    return CONTEXT.subtract(both[0], base), CONTEXT.subtract(both[1], base)
