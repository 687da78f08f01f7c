"""What is looked at when one number of a case is moved: a figure of the run (目标)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from engine.law import Fault, Faults
from engine.money import exactly
from engine.scenario.walk import Run, YearOfRun
from engine.settlement import ResultLines

__all__ = ["AIMS", "aim_of"]

Aim = Callable[[Run], Decimal]
"""Returns a figure of a run."""


def _profit(run: Run) -> Decimal:
    results = [year.result for year in run.years]
    found = [one[ResultLines.PROFIT].number for one in results if one is not None]
    if len(found) < len(results):
        at = run.case.fault(("method",), "scenario.no_result", run.case.circumstances.method)
        raise Faults([at])
    return exactly(lambda: sum(found, Decimal(0)))


def _surplus(run: Run) -> Decimal:
    found = [one.surplus.number for year in run.years for one in year.sales if one.surplus]
    if not found:
        raise Faults([run.case.fault(("market",), "scenario.no_surplus")])
    return exactly(lambda: sum(found, Decimal(0)))


AIMS: dict[str, Aim] = {
    "maximum": lambda run: run.maximum.number,
    "income": lambda run: run.income.number,
    "recovery": lambda run: run.recovery.number,
    "profit": _profit,
    "surplus": _surplus,
}
"""Figures of all years [yuan]: the maximum, income, income less the maximum, profit after tax, what
customers gain against the price of the forecast."""

_ROOM = "room."
"""Before the id of a product: its ceiling less the operator's price, where that is least
[yuan/unit]; below 0 the ceiling binds."""


def aim_of(name: str, run: Run) -> Aim:
    """Return the figure called `name`: one of `AIMS`, or `room.PRODUCT`; `run` tells the products.

    Raises Faults where there is no such figure.
    """
    products = [sale.product for sale in run.years[0].sales]
    if name in AIMS:
        return AIMS[name]
    product = name.removeprefix(_ROOM)
    if name == product or product not in products:
        allowed = ", ".join((*AIMS, *(f"{_ROOM}{one}" for one in products)))
        fault = Fault("--aim", "", None, name, "law.not_one_of", {"allowed": allowed})
        raise Faults([fault])
    return lambda moved: min(_room(year, product) for year in moved.years)


def _room(year: YearOfRun, product: str) -> Decimal:
    pairs = zip(year.ceilings.ceilings, year.sales, strict=True)
    ceiling, sale = next(pair for pair in pairs if pair[1].product == product)
    return exactly(lambda: ceiling.price.number - sale.wanted.number)
