"""From what was submitted to what is permitted, bar by bar."""

from __future__ import annotations

from engine.determination.maximum import Determination
from engine.explain import Bar, BarKind, waterfall

__all__ = ["from_submitted_to_permitted"]

_LINES = (
    ("submitted_total", BarKind.TOTAL),
    ("reduction_total", BarKind.LESS),
    ("base_difference", BarKind.MORE),
    ("free_cost", BarKind.LESS),
    ("subsidy_paid", BarKind.LESS),
    ("unspecified_to_paid", BarKind.LESS),
    ("operating_cost", BarKind.TOTAL),
    ("permitted_profit", BarKind.MORE),
    ("income_tax", BarKind.MORE),
    ("surcharges", BarKind.MORE),
    ("maximum", BarKind.TOTAL),
)


def from_submitted_to_permitted(determination: Determination, year: int) -> tuple[Bar, ...]:
    """Return the bars from the costs submitted to the maximum permitted revenue of `year` (yuan).

    A deduction adds its bar, and the maximum after it.
    """
    worksheet = determination.worksheet
    steps = [(worksheet.step(name), kind) for name, kind in _LINES]
    taken = worksheet.step("deduction_taken", year)
    if taken.number:
        steps += [(taken, BarKind.LESS), (determination.maximum(year), BarKind.TOTAL)]
    return tuple(waterfall(steps))
