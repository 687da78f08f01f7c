"""Questions to runs: what makes two of them differ, and what moves one most (情景问题).

In come runs; out go shares of their difference, the bars between them, each lever alone, and where
a number must stand for a figure to reach its aim, or for none to beat it on two, and what hangs on
how the law is read. Read `comparison`, `waterfall`, `sensitivity`, then `aim`, `seek` and
`frontier`; `every_reading` stands by itself.
"""

from engine.scenario.questions.aim import AIMS, aim_of
from engine.scenario.questions.comparison import Comparison, Measure, Part, compare, figure_of
from engine.scenario.questions.every_reading import (
    ScenarioReadings,
    readings_of_scenario,
    readings_of_scenarios,
)
from engine.scenario.questions.frontier import FrontierPoint, frontier, unbeaten
from engine.scenario.questions.seek import Crossing, Moved, moved_to, sought, swept
from engine.scenario.questions.sensitivity import Sensitivity, Side, sensitivities, standing_at
from engine.scenario.questions.waterfall import from_first_to_second

__all__ = [
    "AIMS",
    "Comparison",
    "Crossing",
    "FrontierPoint",
    "Measure",
    "Moved",
    "Part",
    "ScenarioReadings",
    "Sensitivity",
    "Side",
    "aim_of",
    "compare",
    "figure_of",
    "from_first_to_second",
    "frontier",
    "moved_to",
    "readings_of_scenario",
    "readings_of_scenarios",
    "sensitivities",
    "sought",
    "standing_at",
    "swept",
    "unbeaten",
]
