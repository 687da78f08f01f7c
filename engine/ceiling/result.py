"""Ceilings, each with the steps that led to it, and their sum against the maximum."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from engine.ceiling.problem import Offer, Problem
from engine.explain import Step, compared, difference, product, total
from engine.wording import text

__all__ = ["Allocation", "Ceiling", "Ceilings", "gathered", "revenue_of"]


class Allocation(StrEnum):
    """How the maximum is shared among products."""

    FULL_COST = "full_cost"
    """In proportion to cost, each price rounded down to its tick."""
    PROGRAM = "program"
    """The ticks of most revenue, no price above its full price by more than a tolerance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceiling:
    """The ceiling of one product."""

    offer: Offer
    full_price: Step
    """Maximum × share of cost ÷ quantity, unrounded [yuan/unit]."""
    bound: Step
    """What the ceiling may not pass: the full price, or that and the tolerance [yuan/unit]."""
    price: Step
    """The ceiling [yuan/unit]."""
    revenue: Step
    """Ceiling × forecast quantity [yuan/year]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceilings:
    """The ceilings of all products."""

    problem: Problem
    by: Allocation
    tolerance: Decimal
    """Largest excess over a full price, as a fraction of it; 0 by full cost."""
    ceilings: tuple[Ceiling, ...]
    """In the order of the problem's offers."""
    revenue: Step
    """Σ ceiling × forecast quantity [yuan/year]."""
    left: Step
    """What of the maximum the ceilings leave unused [yuan/year]."""
    within: Step
    """Whether the revenue is at or under the maximum."""
    attainable: Step
    """No choice of ticks within the bounds can raise more than this [yuan/year]; for the program,
    equal to `revenue` when the answer is proved best."""

    @property
    def proved(self) -> bool:
        """Whether no other choice of ticks within the bounds raises more."""
        return self.revenue.number == self.attainable.number


def gathered(
    problem: Problem,
    by: Allocation,
    tolerance: Decimal,
    ceilings: tuple[Ceiling, ...],
    attainable: Step | None = None,
) -> Ceilings:
    """Return `ceilings` with their sum against the maximum.

    Without `attainable` the revenue itself is taken. Raises ArithmeticError when the sum is above
    the maximum: an allocation that does so is wrong, and nothing is handed on.
    """
    revenue = total(text("ceiling.revenue"), [each.revenue for each in ceilings], "yuan/year")
    within = compared(
        text("ceiling.within"), revenue, "<=", problem.maximum, problem.provisions.within_maximum
    )
    if within.value is not True:
        raise ArithmeticError(f"{revenue.number} is above {problem.maximum.number}")
    return Ceilings(
        problem=problem,
        by=by,
        tolerance=tolerance,
        ceilings=ceilings,
        revenue=revenue,
        left=difference(text("ceiling.left"), [problem.maximum, revenue], "yuan/year"),
        within=within,
        attainable=attainable or revenue,
    )


def revenue_of(offer: Offer, price: Step) -> Step:
    """Return what `price` raises at the forecast quantity [yuan/year]."""
    return product(
        text("ceiling.product_revenue", product=offer.title), [price, offer.quantity], "yuan/year"
    )
