"""A determination as the problem of setting ceilings."""

from __future__ import annotations

from collections.abc import Mapping

from engine.ceiling.problem import Figure, Offer, Problem
from engine.determination import Determination
from engine.explain import Step

__all__ = ["problem_of"]


def problem_of(
    determination: Determination, year: int, forecasts: Mapping[str, Step] | None = None
) -> Problem:
    """Return what the ceilings of `year` are set from.

    `forecasts` are quantities of that year by product [unit/year], in place of those submitted.
    """
    quantities = forecasts or {}
    return Problem(
        year=year,
        maximum=Figure.of(determination.maximum(year)),
        offers=tuple(
            Offer(
                id=priced.product.id,
                title=priced.product.title,
                unit=priced.product.unit,
                cost=Figure.of(priced.cost),
                quantity=Figure.of(quantities.get(priced.product.id, priced.quantity)),
                tick=Figure.of(priced.tick),
            )
            for priced in determination.products
        ),
    )
