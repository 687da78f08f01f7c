"""What makes two scenarios differ: a waterfall, and its figures in words."""

from __future__ import annotations

import streamlit as st

from app import elements
from app.elements.answers import Answers
from app.elements.waterfall import ChartBar, waterfall
from app.explore.runs import Runs
from app.explore.scenario_file import NOW
from app.explore.sections.years import TEN_THOUSAND
from app.words import t, tx
from engine.law import Faults
from engine.money import grouped
from engine.report import Table
from engine.scenario import Comparison, Measure, from_first_to_second
from engine.show.analysis.scenario import comparison_table

__all__ = ["difference_of_two"]


def difference_of_two(answers: Answers, runs: Runs, names: list[str]) -> list[Table]:
    """Show two choices among `names` and the difference of what is chosen; return its table."""
    left, middle, right = st.columns(3, gap="medium")
    if (names[-1] == NOW) is not answers.values.get("was_tried"):
        # What is tried is looked at as soon as there is something, until another is chosen.
        answers.values.update({"was_tried": names[-1] == NOW, "second": names[-1]})

    def called(name: str) -> str:
        return tx(runs.title(name))

    with left:
        first = answers.choice("first", t("app.explore.first"), names, called)
    with middle:
        second = answers.choice("second", t("app.explore.second"), names, called)
    with right:
        measure = answers.choice(
            "measure",
            t("app.explore.measure"),
            [one.value for one in Measure],
            lambda one: t(f"scenario.cycle_{one}"),
        )
    here = st.empty()

    def told(done: int, of: int) -> None:  # each showing is where whoever moves something is heard
        here.progress(done / of, t("app.explore.mixtures", done=done, of=of))

    try:
        comparison = runs.comparison(first, second, told)
    except Faults as faults:
        elements.faults(faults)
        return []
    finally:
        here.empty()
    if not comparison.parts:
        elements.note(t("app.explore.no_difference"))
        return []
    _waterfall(comparison, Measure(measure))
    table = comparison_table(comparison)
    elements.of_report(table)
    return [table]


def _waterfall(comparison: Comparison, measure: Measure) -> None:
    bars = from_first_to_second(comparison, measure)
    ends = {0: comparison.first.title, len(bars) - 1: comparison.second.title}
    st.altair_chart(
        waterfall(
            [
                ChartBar(
                    tx(ends.get(place, bar.step.label)),
                    bar.start,
                    bar.end,
                    bar.kind.value,
                    grouped(bar.step.number / TEN_THOUSAND, 1),
                )
                for place, bar in enumerate(bars)
            ],
            TEN_THOUSAND,
            t("app.axis_ten_thousand"),
            height=260,
        ),
        width="stretch",
    )
