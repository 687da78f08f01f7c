"""Tables to read, to copy and to take away one by one."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import streamlit as st

from app import elements
from app.elements.answers import Answers
from app.words import language, t, tx
from engine.report import Table, as_csv
from engine.scenario import Run
from engine.show.analysis.scenario import cycles_table, parties_table, years_table

__all__ = ["copied_or_downloaded", "every_table"]


def every_table(now: Run) -> list[Table]:
    """Show the tables of a run, and return them."""
    tables = [years_table(now), parties_table(now), *cycles_table(now)]
    for table in tables:
        elements.of_report(table)
    return tables


def copied_or_downloaded(answers: Answers, tables: Sequence[Table]) -> None:
    """Offer tables as text, to copy into a spreadsheet, and as files."""
    if not tables:
        return
    with st.expander(t("app.explore.take")):
        for place, table in enumerate(tables):
            written = as_csv(table, language())
            st.caption(tx(table.title))
            st.code(_with_tabs(written), language=None, height=160)
            st.download_button(
                t("app.explore.csv"),
                written,
                f"{tx(table.title)}.csv",
                "text/csv",
                key=answers.key(f"csv-{place}"),
                on_click="ignore",
            )


def _with_tabs(written: bytes) -> str:
    """Return a table as a spreadsheet takes it when it is pasted: cells parted by tabs."""
    rows = csv.reader(io.StringIO(written.decode("utf-8-sig")))
    return "\n".join("\t".join(row) for row in rows)
