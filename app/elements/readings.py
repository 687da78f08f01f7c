"""What a maximum comes to under every reading of the law, as every page shows it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import streamlit as st

from app import elements
from app.elements import charts
from app.words import language, t
from engine.determination import MaximaByReading, bands_of
from engine.report import Block, Table, as_workbook
from engine.show.analysis.readings import ends_shown, ranking_shown, readings_tables

__all__ = ["drawn_bands", "every_reading_as_workbook", "moving_most"]

_TEN_THOUSAND = Decimal(10_000)


def drawn_bands(found: MaximaByReading, marked: Callable[[int], Decimal | None], name: str) -> None:
    """Draw where the maximum of a year lies over all readings, once for all years that are alike;
    where it is `marked`, by `name`."""
    bands = bands_of(found)
    for band in bands:
        year = band.years[0]
        at = found.years.index(year)
        maxima = {one.maxima[at] for one in found.outcomes if one.maxima is not None}
        if len(maxima) < 2:
            continue
        if len(bands) > 1:
            st.caption(", ".join(map(str, band.years)))
        axis = t("app.axis_ten_thousand")
        picture = charts.band(sorted(maxima), marked(year), name, _TEN_THOUSAND, axis)
        st.altair_chart(picture, width="stretch")


def moving_most(found: MaximaByReading) -> list[Table]:
    """Show which readings give the ends, and which text to obtain first; return the tables."""
    blocks: list[Block] = [*ends_shown(found), *ranking_shown(found)]
    elements.of_blocks(blocks)
    return [one for one in blocks if isinstance(one, Table)]


def every_reading_as_workbook(found: MaximaByReading, key: str) -> None:
    """Offer every different maximum, with the readings that give it."""
    spoken = language()
    st.download_button(
        t("app.readings_download"),
        lambda: as_workbook(list(readings_tables(found)), spoken),
        "readings.xlsx",
        key=key,
        on_click="ignore",
    )
