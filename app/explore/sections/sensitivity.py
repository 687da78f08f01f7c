"""Which lever moves the maximum most."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from app import elements
from app.elements import charts
from app.explore.runs import Runs
from app.explore.sections.years import TEN_THOUSAND
from app.words import t, tx
from engine.law import Faults
from engine.report import Table
from engine.scenario import Sensitivity, Side
from engine.show.analysis.scenario import lever_title, sensitivity_table

__all__ = ["what_matters_most"]


def what_matters_most(runs: Runs, name: str) -> list[Table]:
    """Show each lever a step to either side of where a scenario has it; return the table."""
    try:
        with st.spinner(t("app.explore.computing")):
            found = runs.sensitivities(name)
    except Faults as faults:
        elements.faults(faults)
        return []
    if not found:
        elements.note(t("app.explore.no_steps"))
        return []
    st.caption(t("app.explore.tornado"))
    st.altair_chart(
        charts.tornado(
            [(_stepped(one), _change(one.down), _change(one.up)) for one in found],
            TEN_THOUSAND,
            t("app.axis_ten_thousand"),
        ),
        width="stretch",
    )
    table = sensitivity_table(found)
    elements.of_report(table)
    return [table]


def _stepped(one: Sensitivity) -> str:
    return f"{tx(lever_title(one.lever))} ±{one.step.normalize():f}"


def _change(side: Side) -> Decimal:
    """Return the effect to draw; a side that the method refuses has none."""
    return side.change.number if side.change is not None else Decimal(0)
