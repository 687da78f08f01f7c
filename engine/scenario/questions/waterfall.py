"""From one run to another, change by change."""

from __future__ import annotations

from engine.explain import Bar, BarKind, given, waterfall
from engine.scenario.questions.comparison import Comparison, Measure, figure_of

__all__ = ["from_first_to_second"]


def from_first_to_second(comparison: Comparison, measure: Measure) -> tuple[Bar, ...]:
    """Return the bars from the first run's figure to the second's, over all years (yuan)."""
    changes = [
        (given(part.change.title, part.amounts[measure], "yuan"), BarKind.MORE)
        for part in comparison.parts
    ]
    return tuple(
        waterfall(
            [
                (figure_of(comparison.first, measure), BarKind.TOTAL),
                *changes,
                (figure_of(comparison.second, measure), BarKind.TOTAL),
            ]
        )
    )
