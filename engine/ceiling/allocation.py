"""The two ways to set ceilings; every figure is a line of the rule's worksheet."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, localcontext

from engine.ceiling.contract import Allocation, CeilingBlocks, CeilingChosen, CeilingLines
from engine.ceiling.problem import AllocationRule, Problem
from engine.ceiling.program.grid import Grid, grid_of
from engine.ceiling.program.proof import improved
from engine.ceiling.program.solver import least_moved, most_revenue
from engine.ceiling.result import Ceilings, read_from
from engine.law import Source
from engine.method import InputCell, Worksheet, evaluate
from engine.money import CONTEXT, exactly

__all__ = ["by_full_cost", "by_program"]


def by_full_cost(rule: AllocationRule, problem: Problem) -> Ceilings:
    """Return the full prices of `problem` rounded down to their ticks.

    The full price is maximum × share of cost ÷ quantity: every product bears the same multiple of
    its cost. Raises Faults when a figure is not above 0, a product stands twice, or a full price
    lies below its tick.
    """
    inputs = problem.inputs(rule.switched(Allocation.FULL_COST), {}, tuple(CeilingBlocks))
    worksheet = evaluate(rule.id, rule.version, inputs)
    return read_from(worksheet, problem, rule, Allocation.FULL_COST, None, None)


def by_program(
    rule: AllocationRule, problem: Problem, tolerance: Decimal, declared: tuple[Source, ...] = ()
) -> Ceilings:
    """Return the ticks that raise most at or under the maximum.

    No ceiling is above its full price by more than `tolerance` [percent]; `declared` is its
    source. Of several answers that raise the most, the one that moves the least money between
    products, against their full prices, is taken as the solver finds it. Raises Faults as
    `by_full_cost` does, and when the tolerance is out of the rule's bounds.
    """
    switches = rule.switched(Allocation.PROGRAM)
    parameters: dict[str, InputCell] = {CeilingChosen.TOLERANCE: InputCell(tolerance, declared)}
    alone = problem.inputs(switches, parameters, (CeilingBlocks.FULL_PRICES,))
    prices = evaluate(rule.id, rule.version, alone)
    grid = grid_of(problem, prices)
    ticks, attainable = _best_ticks(grid, problem, prices)
    reading = rule.reading(Allocation.PROGRAM).cites
    chosen = {
        offer.id: InputCell(Decimal(n), reading)
        for offer, n in zip(problem.offers, ticks, strict=True)
    }
    inputs = problem.inputs(switches, parameters, tuple(CeilingBlocks), chosen)
    worksheet = evaluate(rule.id, rule.version, inputs)
    most = exactly(lambda: attainable * grid.step)
    return read_from(worksheet, problem, rule, Allocation.PROGRAM, tolerance, most)


def _best_ticks(grid: Grid, problem: Problem, prices: Worksheet) -> tuple[Sequence[int], int]:
    """Return the ticks chosen, and the revenue that none can pass, in units of the grid."""
    ticks, attainable = improved(grid, most_revenue(grid))
    with localcontext(CONTEXT):
        beyond = [
            float(prices.step(CeilingLines.FULL_PRICE, offer.id).number / offer.tick.value - start)
            for offer, start in zip(problem.offers, grid.start, strict=True)
        ]
    return least_moved(grid, grid.revenue(ticks), beyond) or ticks, attainable
