"""Scenarios: a base and named changes of four levers, run, compared, and measured one by one.

In comes a scenario file (`model`); out go the maximum, ceilings and income of each year by run
(`run`), what each lever changes on the way from base to scenario (`comparison`, `waterfall`), and
each lever alone (`sensitivity`). Read `model`, `bench` (what all runs share), then `run`."""

from engine.scenario.bench import Bench
from engine.scenario.comparison import Comparison, Measure, Movement, compare, figure_of, run_base
from engine.scenario.model import (
    BASE,
    Base,
    CeilingChoice,
    Lever,
    Levers,
    ListPrice,
    Scenario,
    Scenarios,
    read_scenarios,
)
from engine.scenario.run import Run, Sale, YearOfRun, run
from engine.scenario.sensitivity import Sensitivity, Side, sensitivities, standing_at
from engine.scenario.waterfall import from_base_to_scenario

__all__ = [
    "BASE",
    "Base",
    "Bench",
    "CeilingChoice",
    "Comparison",
    "Lever",
    "Levers",
    "ListPrice",
    "Measure",
    "Movement",
    "Run",
    "Sale",
    "Scenario",
    "Scenarios",
    "Sensitivity",
    "Side",
    "YearOfRun",
    "compare",
    "figure_of",
    "from_base_to_scenario",
    "read_scenarios",
    "run",
    "run_base",
    "sensitivities",
    "standing_at",
]
