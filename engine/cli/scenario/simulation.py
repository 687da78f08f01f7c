"""What is uncertain of a scenario, drawn many times."""

from __future__ import annotations

from typing import Any

from engine.law import Fault, Faults
from engine.report import Block, Table
from engine.scenario import BASE, Bench, ScenarioFile

__all__ = ["simulation"]


def simulation(
    bench: Bench, file: ScenarioFile, name: str
) -> tuple[list[Block], list[Table], dict[str, Any]]:
    """Return the draws of the scenario called `name` as a page, as tables, and as data.

    Raises Faults where there is no such scenario, and where nothing of the file is uncertain.
    """
    # Late: numpy takes longer to import than most answers take.
    from engine.scenario.draws import drawn_from, each_alone, simulated
    from engine.show.analysis.scenario.draws import (
        simulation_data,
        simulation_page,
        simulation_tables,
    )

    uncertain = file.scenarios.uncertain
    if uncertain is None:
        key = "scenario.draws.no_uncertainty"
        raise Faults([Fault(file.located.file, "uncertain", None, None, key)])
    case = file.base if name == BASE else file.case_of(file.named(name))
    found = simulated(bench, case, drawn_from(uncertain))
    alone = each_alone(bench, case, uncertain)
    pages = [*simulation_page(found, uncertain, alone)]
    return pages, [*simulation_tables(found, alone)], simulation_data(found, uncertain, alone)
