"""By which method an operator is determined, and as of which day."""

from __future__ import annotations

import datetime
from typing import Any

import streamlit as st

from app import elements
from app.documents import shelf
from app.elements.answers import Answers
from app.words import t, tx
from engine.law import Shelf, installed
from engine.method import Method, MethodRole, methods_of
from engine.scenario import read_scenarios

__all__ = ["Law", "chosen_law", "worked_law"]

Law = tuple[str, datetime.date]
"""A method of determination, and the day whose law it is."""


def worked_law() -> dict[str, Any]:
    """Return the method and the day of the worked case, as answers."""
    path = installed("examples") / "scenarios" / "lower-yield.yaml"
    worked = read_scenarios(path).base.circumstances
    return {"method": worked.method, "on": worked.on.isoformat()}


def chosen_law(answers: Answers) -> Law | None:
    """Show the methods of determination, where there are several, and the day; return both.

    None, and what is wrong, where there is no such method. Raises Faults at a faulty one.
    """
    documents = shelf()
    titles = {method.id: method.title for method in _methods(documents, id(documents))}
    if not titles:
        elements.note(t("app.determine.no_method"), "warn")
        return None
    on = answers.day("on", t("show.determination.on"))
    if len(titles) == 1:
        return next(iter(titles)), on
    label = t("app.determine.method")
    return answers.choice("method", label, list(titles), lambda name: tx(titles[name])), on


@st.cache_resource(show_spinner=False, max_entries=2)
def _methods(_documents: Shelf, which: int) -> list[Method]:
    """Return the methods; `which` tells one loading of the documents from the next."""
    return methods_of(_documents, MethodRole.DETERMINATION)
