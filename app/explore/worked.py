"""The worked scenario files: each base with its scenarios, run once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from engine.law import Shelf, installed
from engine.scenario import Bench, Run, ScenarioFile, read_scenarios, run_all
from engine.text import Text

__all__ = ["Worked", "worked", "worked_titles"]


@dataclass(frozen=True)
class Worked:
    """A scenario file, run."""

    file: ScenarioFile
    bench: Bench
    runs: Mapping[str, Run]
    """By id: the base, and each scenario."""


@st.cache_resource(show_spinner=False)
def worked_titles() -> dict[str, Text]:
    """Return the worked files by name, the smallest first, with their titles."""
    paths = sorted(
        (installed("examples") / "scenarios").glob("*.yaml"), key=lambda path: path.stat().st_size
    )
    return {path.name: read_scenarios(path).scenarios.title for path in paths}


@st.cache_resource(max_entries=4)
def worked(_documents: Shelf, which: int, name: str) -> Worked:
    """Return a worked file, run; `which` tells one loading of the documents from the next."""
    file, bench = read_scenarios(installed("examples") / "scenarios" / name), Bench(_documents)
    return Worked(file, bench, run_all(bench, file))
