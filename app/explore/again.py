"""How to reproduce what is shown: the file, what stands beside it, the command, lines of Python."""

from __future__ import annotations

import streamlit as st

from app import elements
from app.elements.answers import Answers
from app.explore.base import Chosen
from app.explore.scenario_file import PageFile
from app.words import t

__all__ = ["again"]


def again(answers: Answers, chosen: Chosen, file: PageFile, now: str) -> None:
    """Show what gives the same figures outside the page."""
    path = f"examples/scenarios/{file.name}" if chosen.is_worked else file.name
    with st.expander(t("app.explore.again")):
        elements.note(t("app.explore.link"))
        st.code(file.text, language="yaml", height=240)
        st.download_button(
            t("app.explore.yaml"),
            file.text.encode(),
            file.name,
            "application/yaml",
            key=answers.key("yaml"),
            on_click="ignore",
        )
        if chosen.is_worked:
            st.caption(t("app.explore.again_worked", file=path))
        else:
            names = t("app.determine.comma").join(chosen.beside)
            said = "again_beside" if chosen.beside else "again_alone"
            st.caption(t(f"app.explore.{said}", file=file.name, names=names))
        for name, content in chosen.beside.items():
            st.download_button(
                t("app.explore.beside", file=name),
                content,
                name,
                key=answers.key(f"beside-{name}"),
                on_click="ignore",
            )
        st.code(f"dingjia scenario compare {path} --table", language="sh")
        st.code(
            "import engine\n"
            f'runs = engine.run_scenarios(engine.open_shelf(), "{path}")\n'
            f'runs["{now}"].maximum.number, runs["{now}"].income.number',
            language="python",
        )
