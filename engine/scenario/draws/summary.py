"""What many draws come to: the draws at given places of their order, and how often something is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from engine.scenario.draws.chain import Simulated

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["PLACES", "Summary", "summary_of"]

PLACES = (5, 25, 50, 75, 95)
"""Per cent of the draws that are at most the figure told."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Draws in short."""

    figures: Mapping[str, tuple[Decimal, ...]]
    """By measure of all years, the draw at each of `PLACES` [yuan]: `maximum`, `income`,
    `recovery`, `excess`, `profit`."""
    by_year: Mapping[tuple[str, int], tuple[Decimal, ...]]
    """The same of `maximum` and `income` by year [yuan/year]."""
    shares: Mapping[str, Decimal]
    """Of the draws, per cent with: `excess`, `loss`, and by product a price above its ceiling, as
    `above.PRODUCT`."""


def summary_of(simulated: Simulated) -> Summary:
    """Return the summary of draws; what is drawn is told to the fen."""
    whole = {
        "maximum": simulated.maximum.sum(axis=1),
        "income": simulated.income.sum(axis=1),
        "recovery": (simulated.income - simulated.maximum).sum(axis=1),
    }
    shares: dict[str, Decimal] = {}
    if simulated.excess is not None:
        whole["excess"] = simulated.excess.sum(axis=1)
        shares["excess"] = _share(whole["excess"] > 0)
    if simulated.profit is not None:
        whole["profit"] = simulated.profit.sum(axis=1)
        shares["loss"] = _share(whole["profit"] < 0)
    shares |= {
        f"above.{name}": _share(np.asarray(one.any(axis=1)))
        for name, one in simulated.above.items()
    }
    by_year = {
        (name, year): _at_places(of[:, at])
        for name, of in (("maximum", simulated.maximum), ("income", simulated.income))
        for at, year in enumerate(simulated.years)
    }
    return Summary({name: _at_places(of) for name, of in whole.items()}, by_year, shares)


def _at_places(figures: NDArray[np.float64]) -> tuple[Decimal, ...]:
    found = np.percentile(figures, PLACES, method="inverted_cdf")
    return tuple(round(Decimal(float(one)), 2) for one in found)


def _share(which: NDArray[np.bool_]) -> Decimal:
    return round(Decimal(100 * int(which.sum())) / len(which), 2)
