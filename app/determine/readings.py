"""How much hangs on how the law is read: the band of the maximum, and what moves it most."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from app import elements
from app.determine.law import Law
from app.documents import shelf
from app.elements import charts
from app.words import language, t
from engine.determination import (
    Decided,
    Determination,
    Spread,
    maxima_by_reading,
    open_judgements,
)
from engine.law import Faults
from engine.report import as_workbook
from engine.show.analysis.readings import (
    band_shown,
    ends_shown,
    judgements_shown,
    ranking_shown,
    readings_tables,
)

__all__ = ["every_reading"]

_TEN_THOUSAND = Decimal(10_000)


def every_reading(
    now: Determination, law: Law, spread: Spread | None, decided: Decided | None
) -> None:
    """Show within what the maximum of `now` lies over all readings, and what moves it most."""
    try:
        found = maxima_by_reading(shelf(), now.filed, *law, spread, decided=decided)
    except Faults as faults:
        elements.faults(faults)
        return
    st.markdown(f"**{t('app.determine.readings')}**")
    elements.of_blocks(band_shown(found))
    year = now.years[0]
    maxima = {one.maxima[0] for one in found.outcomes if one.maxima is not None}
    if len(maxima) > 1:
        st.altair_chart(
            charts.band(
                sorted(maxima),
                now.maximum(year).number,
                t("app.determine.readings_here"),
                _TEN_THOUSAND,
                t("app.axis_ten_thousand"),
            ),
            width="stretch",
        )
    with st.expander(t("app.determine.readings_more")):
        elements.of_blocks([*ends_shown(found), *ranking_shown(found)])
        elements.of_blocks(judgements_shown(open_judgements(now)))
        spoken = language()
        st.download_button(
            t("app.determine.readings_download"),
            lambda: as_workbook(list(readings_tables(found)), spoken),
            "readings.xlsx",
            on_click="ignore",
        )
