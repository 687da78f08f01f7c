"""Pictures of the shelf. Floats appear only here, as lengths on a screen."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import altair as alt
import pandas as pd

from app.elements.charts import INK, OCHRE, Picture, drawn, words_at

__all__ = ["series", "totals"]


def series(points: Sequence[tuple[str, Decimal]], unit: str, height: int = 260) -> Picture:
    """Return figures by period as a line with each figure written at its point."""
    frame = pd.DataFrame(
        {
            "period": [period for period, _ in points],
            "value": [float(value) for _, value in points],
            "shown": [format(value, "f") for _, value in points],
        }
    )
    base = alt.Chart(frame).encode(
        x=alt.X("period:O", title=None, axis=alt.Axis(labelAngle=0)),
        y=alt.Y("value:Q", title=unit, scale=alt.Scale(zero=True), axis=alt.Axis(tickCount=5)),
    )
    line = base.mark_line(strokeWidth=2.5, color=INK) + base.mark_point(
        filled=True, size=60, color=INK
    )
    words = words_at(base, dy=-12).encode(text="shown:N")
    return drawn(line, words, height=height)


def totals(
    points: Sequence[tuple[Decimal, Decimal]],
    here: tuple[Decimal, Decimal],
    axes: tuple[str, str],
    marked: str,
    height: int = 190,
) -> Picture:
    """Return the amount over the quantity as a line, one quantity marked with its amount."""
    frame = pd.DataFrame(
        {
            "quantity": [float(quantity) for quantity, _ in points],
            "amount": [float(amount) for _, amount in points],
        }
    )
    line = (
        alt.Chart(frame)
        .mark_line(strokeWidth=2.5, color=INK)
        .encode(
            x=alt.X("quantity:Q", title=axes[0], axis=alt.Axis(format=",d", tickCount=5)),
            y=alt.Y("amount:Q", title=axes[1], axis=alt.Axis(format=",d", tickCount=5)),
        )
    )
    spot = alt.Chart(
        pd.DataFrame([{"quantity": float(here[0]), "amount": float(here[1]), "label": marked}])
    )
    mark = spot.mark_point(filled=True, size=80, color=OCHRE).encode(x="quantity:Q", y="amount:Q")
    word = words_at(spot, align="right", dx=-8, dy=-8).encode(
        x="quantity:Q", y="amount:Q", text="label:N"
    )
    return drawn(line, mark, word, height=height)
