"""The mixed-integer program on price ticks, stated in Pyomo and solved by HiGHS.

The solver works in floats; what it returns is a proposal, which `proof` judges in
whole numbers. Variables are the changes from the full prices rounded down, which keeps the numbers
that it handles small. It stops after a number of nodes, never after a time, so that the same
problem has the same answer on any machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.ceiling.program.grid import Grid

__all__ = ["least_moved", "most_revenue"]

_OPTIONS = {
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 0.5,  # revenues are whole numbers: a smaller gap is no gap
    "mip_max_nodes": 5_000,
    "random_seed": 0,
    "threads": 1,
}


def most_revenue(grid: Grid) -> tuple[int, ...]:
    """Return ticks of the most revenue within the limit, as the solver finds them.

    The answer keeps to the grid's bounds and limit exactly; when the solver's does not, it is the
    full prices rounded down.
    """
    import pyomo.environ as pyo

    model = _model(grid)
    model.limit = pyo.Constraint(expr=_revenue(model, grid) <= grid.limit - _at_start(grid))
    model.goal = pyo.Objective(expr=_revenue(model, grid), sense=pyo.maximize)
    found = _solved(model, grid)
    return found if found is not None and grid.allows(found) else grid.start


def least_moved(grid: Grid, revenue: int, shares: Sequence[float]) -> tuple[int, ...] | None:
    """Return ticks that raise exactly `revenue` and move the least money between products.

    Moved is Σ weight × |ticks − full price in ticks|; `shares` are the parts of a tick by which
    each full price lies above `grid.start`. Several answers may raise the most: this makes the
    choice among them. None when the solver finds none that is exact.
    """
    import pyomo.environ as pyo

    model = _model(grid)
    index = range(len(grid.weights))
    model.exact = pyo.Constraint(expr=_revenue(model, grid) == revenue - _at_start(grid))
    model.moved = pyo.Var(index, domain=pyo.NonNegativeReals)
    model.above = pyo.Constraint(index, rule=lambda m, i: m.moved[i] >= m.change[i] - shares[i])
    model.below = pyo.Constraint(index, rule=lambda m, i: m.moved[i] >= shares[i] - m.change[i])
    model.goal = pyo.Objective(expr=sum(grid.weights[i] * model.moved[i] for i in index))
    found = _solved(model, grid)
    exact = found is not None and grid.allows(found) and grid.revenue(found) == revenue
    return found if exact else None


def _model(grid: Grid) -> Any:
    import pyomo.environ as pyo

    model = pyo.ConcreteModel()
    model.change = pyo.Var(
        range(len(grid.weights)),
        domain=pyo.Integers,
        bounds=lambda _, i: (grid.least[i] - grid.start[i], grid.bounds[i] - grid.start[i]),
    )
    return model


def _revenue(model: Any, grid: Grid) -> Any:
    return sum(weight * model.change[i] for i, weight in enumerate(grid.weights))


def _at_start(grid: Grid) -> int:
    return grid.revenue(grid.start)


def _solved(model: Any, grid: Grid) -> tuple[int, ...] | None:
    from pyomo.contrib.solver.solvers.highs import Highs

    result = Highs().solve(
        model,
        load_solutions=False,
        raise_exception_on_nonoptimal_result=False,
        solver_options=_OPTIONS,
    )
    if result.incumbent_objective is None:
        return None
    result.solution_loader.load_vars()
    return tuple(start + round(model.change[i].value) for i, start in enumerate(grid.start))
