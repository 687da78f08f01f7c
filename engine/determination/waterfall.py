"""From what was submitted to what is permitted, bar by bar."""

from __future__ import annotations

from engine.determination.contract.method import Lines
from engine.determination.maximum.result import Determination
from engine.explain import Bar, BarKind, waterfall

__all__ = ["from_submitted_to_permitted"]

_COST = (
    (Lines.SUBMITTED_TOTAL, BarKind.TOTAL),
    (Lines.REDUCTION_TOTAL, BarKind.LESS),
    (Lines.BASE_DIFFERENCE, BarKind.MORE),
    (Lines.FREE_COST, BarKind.LESS),
    (Lines.SUBSIDY_PAID, BarKind.LESS),
    (Lines.UNSPECIFIED_TO_PAID, BarKind.LESS),
)
_REVENUE = (
    (Lines.OPERATING_COST, BarKind.TOTAL),
    (Lines.PERMITTED_PROFIT, BarKind.MORE),
    (Lines.INCOME_TAX, BarKind.MORE),
    (Lines.SURCHARGES, BarKind.MORE),
    (Lines.MAXIMUM, BarKind.TOTAL),
)


def from_submitted_to_permitted(determination: Determination, year: int) -> tuple[Bar, ...]:
    """Return the bars from the costs submitted to the maximum permitted revenue of `year` (yuan).

    Subsidies beyond the cost add a bar, which brings it back to 0; a deduction adds its bar, and
    the maximum after it.
    """
    worksheet = determination.worksheet
    steps = [(worksheet.step(name), kind) for name, kind in _COST]
    if determination.subsidy_beyond_cost is not None:
        steps.append((determination.subsidy_beyond_cost, BarKind.MORE))
    steps += [(worksheet.step(name), kind) for name, kind in _REVENUE]
    taken = worksheet.step(Lines.DEDUCTION_TAKEN, year)
    if taken.number:
        steps += [(taken, BarKind.LESS), (determination.maximum(year), BarKind.TOTAL)]
    return tuple(waterfall(steps))
