"""What a scenario is: circumstances as one tree of inputs, and differences laid over it.

In comes a scenario file; out goes a case for each scenario: submission, law, market, mix of uses,
cycles, each value with the place where it is written and why. Read `form`, `levers`, `case`, then
`reading`; `change` says in words what a case changes.
"""

from engine.scenario.case.case import Case, Layer, read_again
from engine.scenario.case.change import Change, change_at, changes_in_words, title_of
from engine.scenario.case.form import (
    BASE,
    Base,
    CeilingChoice,
    Circumstances,
    Market,
    PriceList,
    Scenario,
    Scenarios,
    UseClass,
)
from engine.scenario.case.levers import LEVERS, Lever, Levers, changes_by
from engine.scenario.case.mixture import Difference, differences_between, mixed
from engine.scenario.case.reading import (
    ScenarioFile,
    base_of,
    lever_layer,
    read_scenarios,
    scenarios_over,
)
from engine.scenario.case.tree import (
    RELATIVE,
    Leaf,
    as_yaml,
    day_later,
    laid_at,
    leaves,
    named_at,
    path_of,
    submission_later,
    together,
    without,
)
from engine.scenario.case.uncertainty import Distribution, Uncertainty

__all__ = [
    "BASE",
    "LEVERS",
    "RELATIVE",
    "Base",
    "Case",
    "CeilingChoice",
    "Change",
    "Circumstances",
    "Difference",
    "Distribution",
    "Layer",
    "Leaf",
    "Lever",
    "Levers",
    "Market",
    "PriceList",
    "Scenario",
    "ScenarioFile",
    "Scenarios",
    "Uncertainty",
    "UseClass",
    "as_yaml",
    "base_of",
    "change_at",
    "changes_by",
    "changes_in_words",
    "day_later",
    "differences_between",
    "laid_at",
    "leaves",
    "lever_layer",
    "mixed",
    "named_at",
    "path_of",
    "read_again",
    "read_scenarios",
    "scenarios_over",
    "submission_later",
    "title_of",
    "together",
    "without",
]
