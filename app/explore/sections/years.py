"""Income against the maximum year by year, and each price against its ceiling."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TypeVar

import streamlit as st

from app.elements import charts
from app.words import t, tx
from engine.scenario import Run
from engine.show.analysis.scenario import unlawful

__all__ = ["TEN_THOUSAND", "prices_against_ceilings", "year_by_year"]

TEN_THOUSAND = Decimal(10_000)

T = TypeVar("T")
_MOST_BESIDE = 4
"""How many products stand side by side."""


def year_by_year(base: Run, now: Run) -> None:
    """Show the lines of maximum and income, and the base's maximum where it is another."""
    st.caption(t("app.explore.by_year"))
    lines: list[tuple[str, str, Decimal]] = [
        (str(year.year), t(f"app.explore.line_{name}"), getattr(year, name).number)
        for name in ("maximum", "income")
        for year in now.years
    ]
    if base.maximum.number != now.maximum.number:
        said = t("app.explore.line_base")
        lines += [(str(year.year), said, year.maximum.number) for year in base.years]
    axis = t("app.axis_ten_thousand")
    st.altair_chart(charts.yearly(lines, TEN_THOUSAND, axis), width="stretch")


def prices_against_ceilings(now: Run) -> None:
    """Show each product's price beside its ceiling in the first year; which are unlawful is said
    by the engine."""
    year = now.years[0]
    st.caption(t("app.explore.prices", year=year.year))
    pairs = list(zip(year.ceilings.ceilings, year.sales, strict=True))
    beside = min(len(pairs), _MOST_BESIDE)
    for row in _in_rows(pairs, beside):
        for place, (ceiling, sale) in zip(st.columns(beside), row, strict=False):
            above = not sale.is_lawful
            charged = t("app.explore.charged_above" if above else "app.explore.charged")
            prices = [
                (charged, sale.price.number),
                (t("ceiling.column_ceiling"), ceiling.price.number),
            ]
            picture = charts.ceiling_bars(tx(sale.title), prices, t("text.yuan"), above)
            place.altair_chart(picture, width="stretch")
    if (said := unlawful(now)) is not None:
        st.caption(tx(said))


def _in_rows(every: Sequence[T], length: int) -> list[Sequence[T]]:
    return [every[at : at + length] for at in range(0, len(every), length)]
