"""All scenarios to take away: one workbook, and a brief of two pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from app.elements.answers import Answers
from app.explore.runs import Runs
from app.words import language, t
from engine.law import Faults
from engine.report import as_pdf, as_word, as_workbook, has_chinese_font
from engine.scenario import BASE, Run, differences_between
from engine.show.analysis.scenario import Runs as Every
from engine.show.analysis.scenario import all_tables, scenario_brief, side_by_side

__all__ = ["papers_of_all"]

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def papers_of_all(answers: Answers, runs: Runs, found: Mapping[str, Run | Faults]) -> None:
    """Offer every scenario that can be run, with what it changes; each file is made only when it
    is asked for."""
    spoken, file = language(), runs.file.located.file

    def workbook() -> bytes:
        every = _every(runs, found)
        return as_workbook([side_by_side(every.every), *all_tables(every)], spoken)

    def word() -> bytes:
        return as_word(scenario_brief(_every(runs, found), file), spoken)

    def pdf() -> bytes:
        return as_pdf(scenario_brief(_every(runs, found), file), spoken) or b""

    def button(name: str, made: Callable[[], bytes], ending: str, mime: str | None = None) -> None:
        st.download_button(
            t(f"app.explore.{name}"),
            made,
            f"scenarios.{ending}",
            mime,
            key=answers.key(name),
            on_click="ignore",
        )

    with st.container(horizontal=True):
        button("workbook", workbook, "xlsx")
        if sum(isinstance(one, Run) for one in found.values()) > 1:
            button("brief_word", word, "docx", _WORD)
            if _printable():
                button("brief_pdf", pdf, "pdf", "application/pdf")


def _every(runs: Runs, found: Mapping[str, Run | Faults]) -> Every:
    base = found[BASE]
    assert isinstance(base, Run)
    others = tuple(one for name, one in found.items() if isinstance(one, Run) and name != BASE)
    changes = {one.id: differences_between(base.case, one.case, runs.bench.shelf) for one in others}
    return Every(runs.file.scenarios.title, base, others, changes)


@st.cache_resource(show_spinner=False)
def _printable() -> bool:
    return has_chinese_font()
