"""Most revenue on price ticks: what full cost leaves unused by rounding is taken up again."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, localcontext

from engine.ceiling.full_cost import full_prices
from engine.ceiling.grid import Grid, grid_of
from engine.ceiling.problem import Offer, Problem
from engine.ceiling.proof import improved
from engine.ceiling.result import Allocation, Ceiling, Ceilings, gathered, revenue_of
from engine.ceiling.solver import least_moved, most_revenue
from engine.explain import Step, chosen, compared, given, product, total
from engine.law import Fault, Faults, Source
from engine.money import CONTEXT, exactly
from engine.wording import text

__all__ = ["by_program"]


def by_program(
    problem: Problem, tolerance: Decimal, file: str, declared: tuple[Source, ...] = ()
) -> Ceilings:
    """Return the ticks that raise most at or under the maximum.

    No ceiling is above its full price by more than `tolerance`, a fraction of it (0.001 is 0.1 %),
    from 0 up to but not including 1; `declared` is its source. Of several answers that raise the
    most, the one that moves the least money between products against their full prices is taken.
    `file` is named in faults. Raises Faults when the problem is faulty, a full price lies below
    its tick, or the tolerance is out of its range.
    """
    if not 0 <= tolerance < 1:
        raise Faults([Fault(file, "tolerance", None, tolerance, "ceiling.bad_tolerance")])
    prices = full_prices(problem, file)
    bounds = tuple(
        _bound(offer, price, tolerance, (*problem.provisions.program, *declared))
        for offer, price in zip(problem.offers, prices, strict=True)
    )
    full = [price.number for price in prices]
    grid = grid_of(problem.offers, full, [b.number for b in bounds], problem.maximum.number)
    ticks, attainable = _best_ticks(grid, problem.offers, full)
    ceilings = tuple(
        _ceiling(offer, price, bound, n, problem)
        for offer, price, bound, n in zip(problem.offers, prices, bounds, ticks, strict=True)
    )
    most = exactly(lambda: attainable * grid.step)
    return gathered(
        problem,
        Allocation.PROGRAM,
        tolerance,
        ceilings,
        given(text("ceiling.attainable"), most, "yuan/year", problem.provisions.program),
    )


def _best_ticks(
    grid: Grid, offers: Sequence[Offer], full: Sequence[Decimal]
) -> tuple[tuple[int, ...], int]:
    """Return the ticks chosen, and the revenue that none can pass, in units of the grid."""
    ticks, attainable = improved(grid, most_revenue(grid))
    with localcontext(CONTEXT):
        beyond = [
            float(price / offer.tick.number - start)
            for price, offer, start in zip(full, offers, grid.start, strict=True)
        ]
    return least_moved(grid, grid.revenue(ticks), beyond) or ticks, attainable


def _bound(offer: Offer, full_price: Step, tolerance: Decimal, cites: tuple[Source, ...]) -> Step:
    if tolerance == 0:
        return full_price
    factor = total(
        text("ceiling.tolerance_factor"),
        [
            given(text("ceiling.one"), Decimal(1), "1"),
            given(text("ceiling.tolerance"), tolerance, "1", cites),
        ],
        "1",
    )
    return product(
        text("ceiling.bound", product=offer.title), [full_price, factor], full_price.unit
    )


def _ceiling(offer: Offer, full_price: Step, bound: Step, ticks: int, problem: Problem) -> Ceiling:
    provisions = problem.provisions
    count = given(text("ceiling.ticks"), Decimal(ticks), "1", provisions.program)
    price = product(
        text("ceiling.ticks_price"), [count, offer.tick], full_price.unit, provisions.tick
    )
    ceiling = chosen(
        text("ceiling.ceiling", product=offer.title),
        [compared(text("ceiling.within_bound"), price, "<=", bound)],
        price,
        provisions.program,
    )
    return Ceiling(
        offer=offer,
        full_price=full_price,
        bound=bound,
        price=ceiling,
        revenue=revenue_of(offer, ceiling),
    )
