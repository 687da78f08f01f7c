"""Tables to read, to copy and to take away."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

import streamlit as st

from app import elements
from app.elements.answers import Answers
from app.explore.runs import Runs
from app.words import language, t, tx
from engine.law import Faults
from engine.report import Table, as_csv, as_workbook
from engine.scenario import BASE, Run, differences_between
from engine.show.analysis.scenario import (
    Runs as Every,
)
from engine.show.analysis.scenario import (
    all_tables,
    cycles_table,
    parties_table,
    side_by_side,
    years_table,
)

__all__ = ["copied_or_downloaded", "every_table", "workbook_of_all"]


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


def workbook_of_all(answers: Answers, runs: Runs, found: Mapping[str, Run | Faults]) -> None:
    """Offer every scenario that can be run, with what it changes, in one workbook."""
    base = found[BASE]
    assert isinstance(base, Run)
    others = tuple(one for name, one in found.items() if isinstance(one, Run) and name != BASE)
    spoken = language()

    def workbook() -> bytes:
        changes = {
            one.id: differences_between(base.case, one.case, runs.bench.shelf) for one in others
        }
        every = Every(runs.file.scenarios.title, base, others, changes)
        return as_workbook([side_by_side(every.every), *all_tables(every)], spoken)

    st.download_button(
        t("app.explore.download"),
        workbook,
        "scenarios.xlsx",
        key=answers.key("workbook"),
        on_click="ignore",
    )


def _with_tabs(written: bytes) -> str:
    """Return a table as a spreadsheet takes it when it is pasted: cells parted by tabs."""
    rows = csv.reader(io.StringIO(written.decode("utf-8-sig")))
    return "\n".join("\t".join(row) for row in rows)
