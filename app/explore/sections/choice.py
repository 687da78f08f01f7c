"""Which section is looked at."""

from __future__ import annotations

import streamlit as st

from app import elements
from app.elements.answers import Answers
from app.explore.runs import Runs
from app.explore.scenario_file import PageFile
from app.explore.sections.bands import where_they_may_lie
from app.explore.sections.difference import difference_of_two
from app.explore.sections.payers import who_pays
from app.explore.sections.readings import under_every_reading
from app.explore.sections.sensitivity import what_matters_most
from app.explore.sections.tables import copied_or_downloaded, every_table
from app.words import t
from engine.report import Table
from engine.scenario import BASE, Run

__all__ = ["section_shown"]

_SECTIONS = ("difference", "sensitivity", "bands", "readings", "payers", "tables", "why")


def section_shown(answers: Answers, file: PageFile, runs: Runs, now: Run) -> PageFile:
    """Show the choice of a section and the one chosen; return the file with what was changed
    there."""
    kept = answers.values.get("section")
    called = {name: t(f"app.explore.section_{name}") for name in _SECTIONS}
    section = st.segmented_control(
        t("app.explore.sections"),
        _SECTIONS,
        default=kept if kept in _SECTIONS else _SECTIONS[0],
        format_func=called.__getitem__,
        key=answers.key("section"),
        required=True,
        label_visibility="collapsed",
    )
    answers.values["section"] = section
    tables: list[Table] = []
    match section:
        case "difference":
            names = [BASE, *(one.id for one in runs.file.scenarios.scenarios)]
            tables = difference_of_two(answers, runs, names)
        case "sensitivity":
            tables = what_matters_most(runs, now.id)
        case "bands":
            file, tables = where_they_may_lie(answers, file, runs, now.id)
        case "readings":
            tables = under_every_reading(answers, runs, now.id)
        case "payers":
            tables = who_pays(now)
        case "tables":
            tables = every_table(now)
        case _:
            st.markdown(f"**{t('app.why')}**")
            st.html(elements.tree(now.recovery))
            elements.assumptions(now.determination.standing)
    copied_or_downloaded(answers, tables)
    answers.draft.keep()
    return file
