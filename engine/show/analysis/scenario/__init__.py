"""Runs of scenarios: a page, tables, plain data.

Read `headline`, `tables`, `questions` and `sweep`, then `page` and `data`; `brief` is a paper of
all of them, `readings` what each comes to under every reading of the law. What may be changed is
shown beside this folder.
"""

from engine.show.analysis.scenario.brief import scenario_brief
from engine.show.analysis.scenario.data import comparison_data, run_data, runs_data
from engine.show.analysis.scenario.headline import assumed, unlawful
from engine.show.analysis.scenario.page import (
    Runs,
    all_tables,
    runs_of,
    scenario_page,
    side_by_side,
)
from engine.show.analysis.scenario.questions import (
    comparison_page,
    comparison_table,
    lever_title,
    sensitivity_table,
)
from engine.show.analysis.scenario.readings import (
    band_of_scenario,
    readings_bands,
    scenario_readings_data,
    scenario_readings_page,
    verdicts_of_scenario,
)
from engine.show.analysis.scenario.sweep import crossing_shown, frontier_table, sweep_table
from engine.show.analysis.scenario.tables import (
    changes_table,
    cycles_table,
    parties_table,
    years_table,
)
from engine.show.analysis.scenario_inputs import inputs_data, inputs_table

__all__ = [
    "Runs",
    "all_tables",
    "assumed",
    "band_of_scenario",
    "changes_table",
    "comparison_data",
    "comparison_page",
    "comparison_table",
    "crossing_shown",
    "cycles_table",
    "frontier_table",
    "inputs_data",
    "inputs_table",
    "lever_title",
    "parties_table",
    "readings_bands",
    "run_data",
    "runs_data",
    "runs_of",
    "scenario_brief",
    "scenario_page",
    "scenario_readings_data",
    "scenario_readings_page",
    "sensitivity_table",
    "side_by_side",
    "sweep_table",
    "unlawful",
    "verdicts_of_scenario",
    "years_table",
]
