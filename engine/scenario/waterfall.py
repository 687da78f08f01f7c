"""From the base to a scenario, lever by lever."""

from __future__ import annotations

from engine.explain import Bar, BarKind, waterfall
from engine.scenario.comparison import Comparison, Measure, figure_of

__all__ = ["from_base_to_scenario"]


def from_base_to_scenario(comparison: Comparison, measure: Measure) -> tuple[Bar, ...]:
    """Return the bars from the base's figure to the scenario's, over the cycle (yuan)."""
    changes = [(movement.changes[measure], BarKind.MORE) for movement in comparison.movements]
    return tuple(
        waterfall(
            [
                (figure_of(comparison.base, measure), BarKind.TOTAL),
                *changes,
                (figure_of(comparison.scenario, measure), BarKind.TOTAL),
            ]
        )
    )
