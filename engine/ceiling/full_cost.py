"""Full cost by driver with a uniform mark-up: every product bears the same multiple of its cost."""

from __future__ import annotations

from decimal import Decimal

from engine.ceiling.problem import Offer, Problem, checked_problem
from engine.ceiling.result import Allocation, Ceiling, Ceilings, gathered, revenue_of
from engine.explain import Step, product, quotient, rounded, total
from engine.law import Fault, Faults
from engine.money import Rounding, RoundingMode
from engine.wording import text

__all__ = ["by_full_cost", "full_prices"]


def by_full_cost(problem: Problem, file: str) -> Ceilings:
    """Return the full prices of `problem` rounded down to their ticks; `file` is named in faults.

    Raises Faults when the problem is faulty or a full price lies below its tick.
    """
    ceilings = tuple(
        _rounded_down(offer, price, problem)
        for offer, price in zip(problem.offers, full_prices(problem, file), strict=True)
    )
    return gathered(problem, Allocation.FULL_COST, Decimal(0), ceilings)


def full_prices(problem: Problem, file: str) -> tuple[Step, ...]:
    """Return each product's full price: maximum × its share of cost ÷ its quantity [yuan/unit].

    It is written as one quotient, (maximum × cost) ÷ (all cost × quantity), so that a price which
    is a whole number of ticks comes out whole. Raises Faults when the problem is faulty or a full
    price lies below its tick: rounded down it would be 0.
    """
    checked_problem(problem, file)
    costs = [offer.cost for offer in problem.offers]
    all_cost = total(text("ceiling.all_cost"), costs, "yuan/year")
    prices = tuple(_full_price(offer, all_cost, problem) for offer in problem.offers)
    faults = [
        Fault(
            file,
            f"products.{offer.id}.tick",
            None,
            offer.tick.number,
            "ceiling.tick_too_coarse",
            {"price": f"{price.number:.8f}"},
        )
        for offer, price in zip(problem.offers, prices, strict=True)
        if price.number < offer.tick.number
    ]
    if faults:
        raise Faults(faults)
    return prices


def _full_price(offer: Offer, all_cost: Step, problem: Problem) -> Step:
    weighted = product(
        text("ceiling.maximum_times_cost"), [problem.maximum, offer.cost], "yuan²/year²"
    )
    spread_over = product(
        text("ceiling.all_cost_times_quantity"), [all_cost, offer.quantity], "yuan·unit/year²"
    )
    return quotient(
        text("ceiling.full_price", product=offer.title),
        weighted,
        spread_over,
        "yuan/unit",
        problem.provisions.full_cost,
    )


def _rounded_down(offer: Offer, full_price: Step, problem: Problem) -> Ceiling:
    price = rounded(
        text("ceiling.ceiling", product=offer.title),
        full_price,
        Rounding(unit=offer.tick.number, mode=RoundingMode.DOWN),
        problem.provisions.tick,
    )
    return Ceiling(
        offer=offer,
        full_price=full_price,
        bound=full_price,
        price=price,
        revenue=revenue_of(offer, price),
    )
