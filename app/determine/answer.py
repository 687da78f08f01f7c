"""The answer of a determination, whether it was just made or kept: the maximum, and its picture."""

from __future__ import annotations

from decimal import Decimal
from html import escape

import streamlit as st

from app import elements
from app.elements.waterfall import ChartBar, waterfall
from app.words import amount, change_of, day, t, tx
from engine.determination import Determination, from_submitted_to_permitted
from engine.money import FEN, grouped

__all__ = ["conclusion", "picture"]

_TEN_THOUSAND = Decimal(10_000)


def conclusion(base: Determination, now: Determination) -> None:
    """Show the maximum of the first year, and what it is in `base`."""
    year = now.years[0]
    maximum, before = now.maximum(year), base.maximum(year)
    operator = now.filed.submission.operator.name
    figure = escape(t("app.a_year", amount=amount(maximum.number)))
    if not now.has_paid_use:
        figure = escape(t("show.determination.no_maximum"))
    elif maximum.number != before.number:
        figure = f"{figure} {change_of(before.number, maximum.number)}"
    elements.headline(
        t("app.determine.answer", operator=operator, first=now.years[0], last=now.years[-1]),
        figure,
        elements.marks(now.standing),
        t("app.determine.sub", on=day(now.on), uncovered=grouped(now.uncovered.number, FEN)),
    )


def picture(now: Determination) -> None:
    """Draw how the costs submitted become the maximum of the first year."""
    st.altair_chart(
        waterfall(
            [
                ChartBar(
                    tx(bar.step.label),
                    bar.start,
                    bar.end,
                    bar.kind.value,
                    grouped(bar.step.number / _TEN_THOUSAND, 1),
                )
                for bar in from_submitted_to_permitted(now, now.years[0])
            ],
            _TEN_THOUSAND,
            t("app.axis_ten_thousand"),
            height=455,
        ),
        width="stretch",
    )
