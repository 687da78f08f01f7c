"""How much hangs on how the law is read: the band of each scenario, and what holds."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app import elements
from app.elements.answers import Answers
from app.elements.readings import drawn_bands, every_reading_as_workbook, moving_most
from app.explore.runs import Runs
from app.words import t, tx
from engine.law import Faults
from engine.report import Table
from engine.scenario import ScenarioReadings
from engine.show.analysis.scenario import band_of_scenario, readings_bands, verdicts_of_scenario

__all__ = ["under_every_reading"]


def under_every_reading(answers: Answers, runs: Runs, name: str) -> list[Table]:
    """Show the scenario `name` under every reading, the others beside it; return the tables."""
    here = st.empty()

    def told(done: int, of: int) -> None:  # each showing is where whoever moves something is heard
        here.progress(done / of, t("app.explore.reading", done=done, of=of))

    try:
        every = runs.readings(told)
    finally:
        here.empty()
    for of, one in every.items():
        if isinstance(one, Faults):
            elements.note(t("app.explore.cannot_run", name=tx(runs.title(of))), "warn")
            elements.faults(one)
    found = [one for one in every.values() if isinstance(one, ScenarioReadings)]
    tables = [table for one in found if one.id == name for table in _looked_at(answers, one)]
    if others := [one for one in found if one.id != name]:
        beside = readings_bands(found)
        elements.of_report(beside)
        _others(others)
        tables.append(beside)
    for mark in dict.fromkeys(mark for one in found for mark in one.found.warnings):
        elements.watermark(mark)
    return tables


def _looked_at(answers: Answers, one: ScenarioReadings) -> list[Table]:
    elements.of_blocks(band_of_scenario(one))
    taken = {band.years[0]: band.default for band in one.bands}
    drawn_bands(one.found, taken.get, t("show.analysis.taken_of_band"))
    elements.of_blocks(verdicts_of_scenario(one))
    with st.expander(t("app.readings_more")):
        tables = moving_most(one.found)
        every_reading_as_workbook(one.found, answers.key("every-reading"))
    return tables


def _others(others: Sequence[ScenarioReadings]) -> None:
    with st.expander(t("app.explore.readings_of_others")):
        for one in others:
            elements.of_blocks([*band_of_scenario(one), *verdicts_of_scenario(one)])
