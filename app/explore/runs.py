"""What is run for the page: each scenario once, whatever else moves on the page."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import streamlit as st

from app.explore.base import Ground
from app.explore.scenario_file import NOW, PageFile
from engine.law import Faults
from engine.scenario import (
    BASE,
    Case,
    Comparison,
    Measure,
    Run,
    ScenarioFile,
    ScenarioReadings,
    Sensitivity,
    compare,
    readings_of_scenario,
    run,
    scenarios_over,
    sensitivities,
)
from engine.text import Text, text

__all__ = ["Runs"]

_MOST_COMPARED = 16
_MOST_READ = 32

K = TypeVar("K")
V = TypeVar("V")


class Runs:
    """The runs of the page's file over its base."""

    def __init__(self, file: PageFile, ground: Ground) -> None:
        self.ground = ground
        self.bench = ground.bench
        self.file: ScenarioFile = scenarios_over(file.located, ground.base)
        self._entries: dict[str, Any] = {
            one["id"]: one for one in self.file.located.tree.get("scenarios") or ()
        }

    @property
    def now(self) -> str:
        """The id of what is tried now; the base while nothing is."""
        return NOW if NOW in self._entries else BASE

    def key(self, name: str) -> str:
        """Return what tells a scenario from any other: all that it stands on, and itself."""
        if name == BASE:
            return self.ground.known
        stack = [self._entries[one.id] for one in self.file.stack(self.file.named(name))]
        return self.ground.known + json.dumps(stack, ensure_ascii=False, default=str)

    def run(self, name: str) -> Run:
        """Return what a scenario comes to; raises Faults with what is wrong with it."""
        return _run(self.key(name), name, self)

    def runs(self) -> Mapping[str, Run | Faults]:
        """Return what the base and each scenario comes to, or what is wrong with it."""
        return {name: self._found(name) for name in (BASE, *self._entries)}

    def comparison(self, first: str, second: str, told: Callable[[int, int], None]) -> Comparison:
        """Return one against another; `told` hears how many of its mixtures are run, of how many.

        Raises Faults with what is wrong with either.
        """
        known, kept = (self.key(first), self.key(second)), _comparisons()
        found = kept.get(known)
        if found is None:
            found = compare(self.bench, self.run(first), self.run(second), told)
            _keep(kept, known, found, _MOST_COMPARED)
        return found

    def readings(self, told: Callable[[int, int], None]) -> Mapping[str, ScenarioReadings | Faults]:
        """Return what the base and each scenario comes to under every reading of the law, or what
        is wrong with it; `told` hears how many of those not known yet are done, of how many."""
        kept = _readings()
        found = {name: kept.get(self.key(name)) for name in (BASE, *self._entries)}
        missing = [name for name, one in found.items() if one is None]
        for done, name in enumerate(missing):
            told(done, len(missing))
            found[name] = one = self._read(name)
            _keep(kept, self.key(name), one, _MOST_READ)
        return {name: one for name, one in found.items() if one is not None}

    def sensitivities(self, name: str) -> tuple[Sensitivity, ...]:
        """Return what moves the maximum of a scenario most."""
        steps = self.file.scenarios.sensitivity
        known = self.key(name) + steps.model_dump_json()
        return _sensitivities(known, self, self.run(name))

    def title(self, name: str) -> Text:
        """Return what a scenario is called."""
        return text("scenario.base") if name == BASE else self.file.named(name).title

    def case(self, name: str) -> Case:
        """Return what a scenario is computed from; raises Faults with what is wrong with it."""
        return self.file.base if name == BASE else self.file.case_of(self.file.named(name))

    def _read(self, name: str) -> ScenarioReadings | Faults:
        try:
            return readings_of_scenario(self.bench, name, self.title(name), self.case(name))
        except Faults as faults:
            return faults

    def _found(self, name: str) -> Run | Faults:
        try:
            return self.run(name)
        except Faults as faults:
            return faults


@st.cache_resource(show_spinner=False, max_entries=48)
def _run(known: str, name: str, _runs: Runs) -> Run:
    return run(_runs.bench, name, _runs.title(name), _runs.case(name))


# Kept by hand: what is cached by the toolkit cannot show how far it has come.


@st.cache_resource(show_spinner=False)
def _comparisons() -> dict[tuple[str, str], Comparison]:
    return {}


@st.cache_resource(show_spinner=False)
def _readings() -> dict[str, ScenarioReadings | Faults]:
    return {}


def _keep(kept: dict[K, V], known: K, found: V, most: int) -> None:
    """Keep what was found, in the place of what was found first where there is no room."""
    while len(kept) >= most:
        kept.pop(next(iter(kept)))
    kept[known] = found


@st.cache_resource(show_spinner=False, max_entries=16)
def _sensitivities(known: str, _runs: Runs, _of: Run) -> tuple[Sensitivity, ...]:
    steps = _runs.file.scenarios.sensitivity
    return sensitivities(_runs.bench, _of, steps, Measure.MAXIMUM, _runs.file.located.file)
