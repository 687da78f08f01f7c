"""The problem in whole numbers: ticks to choose, and the revenue of a tick as an integer.

With the weights w (revenue of one tick of each product), the bounds l and u and the limit m, all
whole, the question is: n with l ≤ n ≤ u and Σ w n ≤ m, of the largest Σ w n. Whole numbers are
exact however large, so an answer found in floats is judged here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal, localcontext
from math import gcd

from engine.ceiling.contract import CeilingFurtherLines, CeilingLines
from engine.ceiling.problem import Problem
from engine.method import ContractFigure, Worksheet
from engine.money import CONTEXT

__all__ = ["Grid", "grid_of"]


@dataclass(frozen=True, slots=True)
class Grid:
    """The grid (价格档): the problem in whole numbers, each price a count of ticks (档差)."""

    weights: tuple[int, ...]
    """Revenue of one tick of each product, in units of `step`."""
    start: tuple[int, ...]
    """The ticks of each full price, rounded down: an answer that keeps within the limit."""
    least: tuple[int, ...]
    """The fewest ticks of each product; never above `start`."""
    bounds: tuple[int, ...]
    """The most ticks of each product; never below `start`."""
    limit: int
    """The most revenue, in units of `step`."""
    step: Decimal
    """Every revenue is a whole number of these [yuan/year]."""

    def revenue(self, ticks: Sequence[int]) -> int:
        """Return the revenue of `ticks` in units of `step`."""
        return sum(weight * n for weight, n in zip(self.weights, ticks, strict=True))

    def allows(self, ticks: Sequence[int]) -> bool:
        """Return whether `ticks` keep within every bound and the limit."""
        allowed = zip(self.least, ticks, self.bounds, strict=True)
        inside = all(least <= n <= bound for least, n, bound in allowed)
        return inside and self.revenue(ticks) <= self.limit

    @property
    def ceiling(self) -> int:
        """No answer is above this: the limit, or every product at its bound."""
        return min(self.limit, self.revenue(self.bounds))


def grid_of(problem: Problem, prices: Worksheet) -> Grid:
    """Return `problem` in whole numbers, between the full and the highest prices of `prices`."""
    with localcontext(CONTEXT):
        weights = [offer.quantity.value * offer.tick.value for offer in problem.offers]
        places = max(0, *(-int(weight.as_tuple().exponent) for weight in weights))
        whole = [int(weight.scaleb(places)) for weight in weights]
        common = gcd(*whole)
        step = Decimal(common).scaleb(-places)
        limit = int((problem.maximum.value / step).to_integral_value(rounding=ROUND_FLOOR))
    return Grid(
        weights=tuple(weight // common for weight in whole),
        start=_ticks(CeilingLines.FULL_TICKS, problem, prices),
        least=_least(problem, prices),
        bounds=_ticks(CeilingLines.HIGHEST_TICKS, problem, prices),
        limit=limit,
        step=step,
    )


def _least(problem: Problem, prices: Worksheet) -> tuple[int, ...]:
    """Return the fewest ticks of each product: 0 where the rule has no lowest price."""
    if prices.keys(CeilingFurtherLines.LOWEST_TICKS):
        return _ticks(CeilingFurtherLines.LOWEST_TICKS, problem, prices)
    return tuple(0 for _ in problem.offers)


def _ticks(line: ContractFigure, problem: Problem, prices: Worksheet) -> tuple[int, ...]:
    return tuple(int(prices.step(line, offer.id).number) for offer in problem.offers)
