"""A determination as the problem of setting ceilings."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from engine.ceiling.problem import AllocationRule, Offer, Problem, SourcedFigure, rule_in_force
from engine.determination import Determination
from engine.explain import Step
from engine.law import Faults, Shelf
from engine.method import Method, MethodRole, method_of

__all__ = ["problem_of", "rule_for", "rule_of"]


def problem_of(
    determination: Determination, year: int, forecasts: Mapping[str, Step] | None = None
) -> Problem:
    """Return what the ceilings of `year` are set from.

    `forecasts` are quantities of that year by product [unit/year], in place of those submitted.
    Raises Faults when nothing was spent on paid use: there is no maximum then, and no ceiling.
    """
    if not determination.has_paid_use:
        raise Faults([determination.filed.fault(("products",), "determination.no_paid_use")])
    quantities = forecasts or {}
    return Problem(
        year=year,
        maximum=SourcedFigure.of(determination.maximum(year)),
        offers=tuple(
            Offer(
                id=priced.product.id,
                title=priced.product.title,
                unit=priced.product.unit,
                cost=SourcedFigure.of(priced.cost),
                quantity=SourcedFigure.of(quantities.get(priced.product.id, priced.quantity)),
                tick=SourcedFigure.of(priced.tick),
            )
            for priced in determination.products
        ),
    )


def rule_of(determination: Determination, shelf: Shelf, named: str | None = None) -> AllocationRule:
    """Return the rule for the ceilings of `determination` as of its day; see `rule_for`."""
    return rule_for(shelf, determination.method_id, determination.on, named)


def rule_for(
    shelf: Shelf, method_id: str, on: datetime.date, named: str | None = None
) -> AllocationRule:
    """Return the rule for the ceilings of what the method `method_id` determines on the day `on`.

    It is the one `named`, else the one that the method names, else the only one of its
    jurisdiction on the shelf. Raises Faults where there is none, or it lacks something of its
    contract.
    """
    method = shelf.law(method_id, Method, on)
    found = named or method.uses.ceilings
    if found is None:
        found = method_of(shelf, MethodRole.CEILINGS, method.jurisdiction)
    return rule_in_force(shelf, found, on)
