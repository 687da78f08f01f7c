"""Scenarios under every reading of the law: the band of each, and what holds (情景与口径)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from engine.determination import Band
from engine.money import FEN, grouped, plain
from engine.readings import Holds
from engine.report import Block, Cell, Column, Paragraph, Points, Table
from engine.scenario import ScenarioReadings
from engine.show.analysis.readings import verdict_as_data
from engine.show.analysis.verdicts import verdict_shown
from engine.text import Text, joined, text

__all__ = [
    "band_of_scenario",
    "readings_bands",
    "scenario_readings_data",
    "scenario_readings_page",
    "verdicts_of_scenario",
]


def scenario_readings_page(title: Text, found: Sequence[ScenarioReadings]) -> Iterator[Block]:
    """Yield within what the maximum of each scenario's first cycle lies, which verdicts hold, and
    the bands side by side."""
    yield Paragraph(title)
    for one in found:
        yield from band_of_scenario(one)
        yield from verdicts_of_scenario(one)
    yield readings_bands(found)
    warnings = dict.fromkeys(mark for one in found for mark in one.found.warnings)
    yield from map(Paragraph, warnings)


def band_of_scenario(one: ScenarioReadings) -> Iterator[Paragraph]:
    """Yield within what the maximum of one scenario lies."""
    for band in one.bands:
        said = text("show.analysis.of_scenario", title=one.title, said=_band(band))
        yield Paragraph(_in_years(said, band, one.bands))


def verdicts_of_scenario(of: ScenarioReadings) -> Iterator[Block]:
    """Yield the verdicts that hold under some reading, each, and those that hold under none."""
    held = [one for one in of.verdicts if one.holds is not Holds.NONE]
    if held:
        yield Points(tuple(verdict_shown(of.found, one, "as_taken") for one in held))
    if never := [one.title for one in of.verdicts if one.holds is Holds.NONE]:
        yield Paragraph(text("show.analysis.never_held", verdicts=joined(never, "；", "; ")))


def readings_bands(found: Sequence[ScenarioReadings]) -> Table:
    """Return the bands side by side."""
    heads = ("least_of_band", "taken_of_band", "greatest_of_band")
    rows: list[tuple[Cell, ...]] = [
        (one.title, ", ".join(map(str, band.years)), band.low, band.default, band.high)
        for one in found
        for band in one.bands
    ]
    return Table(
        title=text("show.analysis.scenario_bands"),
        columns=(
            Column(text("show.analysis.scenario")),
            Column(text("show.analysis.years_of_band")),
            *(Column(text(f"show.analysis.{head}"), "yuan/year") for head in heads),
        ),
        rows=tuple(rows),
    )


def scenario_readings_data(found: Sequence[ScenarioReadings]) -> list[dict[str, Any]]:
    """Return all of it as plain data, amounts as text."""
    return [
        {
            "id": one.id,
            "title": one.title.model_dump(),
            "taken": {switch.id: one.taken[switch.id] for switch in one.found.switches},
            "combinations": len(one.found.outcomes),
            "bands": [
                {
                    "years": list(band.years),
                    "least": None if band.low is None else plain(band.low),
                    "taken": None if band.default is None else plain(band.default),
                    "greatest": None if band.high is None else plain(band.high),
                }
                for band in one.bands
            ],
            "verdicts": [verdict_as_data(each) for each in one.verdicts],
        }
        for one in found
    ]


def _band(band: Band) -> Text:
    if band.low is None or band.high is None:
        return text("show.analysis.no_maximum")
    ends = {"low": grouped(band.low, FEN), "high": grouped(band.high, FEN)}
    if band.default is None:
        return text("show.analysis.not_as_read", **ends)
    return text("show.analysis.band_as_read", **ends, taken=grouped(band.default, FEN))


def _in_years(said: Text, band: Band, bands: Sequence[Band]) -> Text:
    """Return a sentence with its years, where they are not all alike."""
    if len(bands) == 1:
        return said
    return text("show.analysis.in_years", years=", ".join(map(str, band.years)), said=said)
