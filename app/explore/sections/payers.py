"""Who pays: what each product brings in, and from whom."""

from __future__ import annotations

import streamlit as st

from app import elements
from app.elements import charts
from app.explore.sections.years import TEN_THOUSAND
from app.words import t, tx
from engine.report import Table
from engine.scenario import Run
from engine.show.analysis.payers import payers_table
from engine.show.analysis.scenario import parties_table

__all__ = ["who_pays"]


def who_pays(now: Run) -> list[Table]:
    """Show income by product in each year, price times quantity, and what it means for whom."""
    st.caption(t("app.explore.by_product"))
    st.altair_chart(
        charts.shares(
            [
                (str(year.year), tx(sale.title), sale.income.number)
                for year in now.years
                for sale in year.sales
            ],
            TEN_THOUSAND,
            t("app.axis_ten_thousand"),
        ),
        width="stretch",
    )
    tables = [payers_table(now), parties_table(now)]
    for table in tables:
        elements.of_report(table)
    return tables
