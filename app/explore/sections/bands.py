"""Where income and maximum may lie: many draws of what is uncertain."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal

import streamlit as st
from pydantic_core import PydanticCustomError

from app import elements
from app.elements import charts
from app.elements.answers import Answers
from app.explore.base.ground import DRAWS
from app.explore.runs import Runs
from app.explore.scenario_file import PageFile
from app.explore.sections.years import TEN_THOUSAND
from app.words import language, t, tx
from engine.law import Faults, Located, checked
from engine.money import CONTEXT, parse_number, plain, typed_number
from engine.report import Table
from engine.scenario import (
    Case,
    Leaf,
    Lever,
    Run,
    Uncertainty,
    leaves,
    standing_at,
    title_of,
)
from engine.scenario.draws import (
    PLACES,
    Alone,
    Simulated,
    Summary,
    drawn_from,
    each_alone,
    simulated,
    summary_of,
)
from engine.show.analysis.scenario import lever_title
from engine.show.analysis.scenario.draws import shares_said, simulation_tables
from engine.text import Text, say

__all__ = ["where_they_may_lie"]

_BY_PATH = {lever.path: lever for lever in Lever}
_DECIMALS = 8


def where_they_may_lie(
    answers: Answers, file: PageFile, runs: Runs, name: str
) -> tuple[PageFile, list[Table]]:
    """Show the bands of what a scenario comes to, and what is uncertain; return the file with what
    is said of it, and the tables."""
    titles = _in_view(runs, name, file)
    changed = _uncertain(answers, file, runs.run(name), titles)
    uncertain = runs.file.scenarios.uncertain
    if uncertain is None:
        elements.note(t("app.explore.nothing_uncertain"), "ask")
        return changed, []
    try:
        with st.spinner(t("app.explore.computing")):
            found = _drawn(f"{runs.key(name)}{uncertain.model_dump_json()}", runs, name)
    except Faults as faults:
        elements.faults(faults)
        return changed, []
    said = {path: titles.get(path, Text(zh=path, en=path)) for path in uncertain.of}
    st.caption(t("app.explore.bands", count=found.draws.count, seed=uncertain.seed))
    _picture(found)
    st.markdown("\n".join(f"- {tx(one)}" for one in shares_said(found.draws)))
    whole, by_year, alone = simulation_tables(found.draws, found.alone)
    rows = tuple(
        (said[one.path], *row[1:]) for one, row in zip(found.alone, alone.rows, strict=True)
    )
    tables = [whole, by_year, replace(alone, rows=rows)]
    for table in tables:
        elements.of_report(table)
    return changed, tables


@dataclass(frozen=True, slots=True)
class _Found:
    draws: Simulated
    summary: Summary
    alone: tuple[Alone, ...]


@st.cache_resource(show_spinner=False, max_entries=8)
def _drawn(known: str, _runs: Runs, name: str) -> _Found:
    uncertain, case = _runs.file.scenarios.uncertain, _runs.case(name)
    assert uncertain is not None
    draws = simulated(_runs.bench, case, drawn_from(uncertain))
    return _Found(draws, summary_of(draws), each_alone(_runs.bench, case, uncertain))


def _picture(found: _Found) -> None:
    low, middle, high = (PLACES.index(place) for place in (5, 50, 95))
    st.altair_chart(
        charts.banded(
            [
                (
                    str(year),
                    t(f"app.explore.line_{measure}"),
                    (drawn[low], drawn[middle], drawn[high]),
                )
                for (measure, year), drawn in found.summary.by_year.items()
            ],
            TEN_THOUSAND,
            t("app.axis_ten_thousand"),
        ),
        width="stretch",
    )


# --- what is uncertain -------------------------------------------------------------


def _in_view(runs: Runs, name: str, file: PageFile) -> Mapping[str, Text]:
    """Return the numbers that may be said to be uncertain, by path: the levers, what the market
    has, what is changed now, what is uncertain already."""
    case = runs.case(name)
    numbers = _numbers(case)
    paths = [Lever.YIELD.path, Lever.SPREAD.path]
    paths += [".".join(leaf) for leaf, number in numbers.items() if leaf[0] == "market" and number]
    paths += [".".join(leaf) for leaf in file.changed if numbers.get(leaf)]
    uncertain = runs.file.scenarios.uncertain
    paths += [] if uncertain is None else uncertain.of
    return {path: _title(path, case, runs) for path in dict.fromkeys(paths)}


def _title(path: str, case: Case, runs: Runs) -> Text:
    if path in _BY_PATH:
        return lever_title(_BY_PATH[path])
    return title_of(tuple(path.split(".")), runs.file.base, case, runs.bench.shelf)


def _uncertain(answers: Answers, file: PageFile, run: Run, titles: Mapping[str, Text]) -> PageFile:
    """Show which numbers are uncertain and by how much, and return the file with what is said."""
    said = file.tree.get("uncertain") or {}
    of = said.get("of") or {}
    with (
        st.expander(t("app.explore.uncertain"), expanded=not of),
        st.form(answers.key(f"uncertain-{answers.values['round']}"), border=False),
    ):
        chosen = st.multiselect(
            t("app.explore.uncertain_of"),
            list(titles),
            [path for path in of if path in titles],
            format_func={path: tx(title) for path, title in titles.items()}.__getitem__,
            placeholder=t("app.explore.uncertain_none"),
        )
        left, right = st.columns(2)
        percent = left.text_input(t("app.explore.uncertain_percent"))
        seed = right.text_input(t("app.explore.seed"), str(said.get("seed", 1)))
        asked = st.form_submit_button(t("app.explore.uncertain_do"))
    if not asked:
        return file
    if not chosen:
        return file.uncertain_of(None)
    try:
        spread = typed_number(percent) if percent.strip() else None
        number = int(typed_number(seed))
    except PydanticCustomError:
        elements.note(say("money.not_a_number", language()), "warn")
        return file
    wanted = {}
    for path in chosen:
        if spread is None and path not in of:
            elements.note(t("app.explore.percent_missing", title=tx(titles[path])), "warn")
            return file
        wanted[path] = of[path] if spread is None else _around(path, run, spread)
    tree = {"seed": number, "draws": DRAWS, "of": wanted}
    try:
        checked(Uncertainty, Located(file.name, tree))
    except Faults as faults:
        elements.faults(faults)
        return file
    return file.uncertain_of(tree)


def _around(path: str, run: Run, percent: Decimal) -> Mapping[str, object]:
    """Return a number within so many per cent of where a run has it, that being the likeliest."""
    stands = _stands(path, run)
    apart = abs(CONTEXT.divide(CONTEXT.multiply(stands, percent), Decimal(100)))
    ends = CONTEXT.subtract(stands, apart), CONTEXT.add(stands, apart)
    written = [plain(CONTEXT.normalize(round(end, _DECIMALS))) for end in ends]
    return {"between": written, "likely": plain(stands)}


def _stands(path: str, run: Run) -> Decimal:
    if path in _BY_PATH:
        return standing_at(run, _BY_PATH[path])
    return _numbers(run.case)[tuple(path.split("."))]


def _numbers(case: Case) -> Mapping[Leaf, Decimal]:
    """Return every number that a case is computed from, by its place."""
    found = {}
    for leaf, value in leaves(case.located.tree):
        with suppress(PydanticCustomError):
            found[leaf] = parse_number(value)
    return found
