"""A waterfall: from one running total to the next, as wide as the page has room for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import altair as alt
import pandas as pd

from app.elements.charts import BRICK, CHINESE, INK, OCHRE, Picture, drawn, folded, words_at

__all__ = ["ChartBar", "waterfall"]


@dataclass(frozen=True, slots=True)
class ChartBar:
    """One bar of a waterfall, from one running total to the next (yuan)."""

    label: str
    start: Decimal
    end: Decimal
    kind: str
    """total, less or more."""
    shown: str
    """The figure written at the bar."""


def waterfall(bars: Sequence[ChartBar], scale: Decimal, axis: str, height: int = 300) -> Picture:
    """Return a waterfall; amounts are divided by `scale`, which `axis` names."""
    labels = [folded(bar.label, 6 if len(bars) < 10 else 5) for bar in bars]
    frame = pd.DataFrame(
        {
            "label": labels,
            "start": [float(bar.start / scale) for bar in bars],
            "end": [float(bar.end / scale) for bar in bars],
            "top": [float(max(bar.start, bar.end) / scale) for bar in bars],
            "kind": [bar.kind for bar in bars],
            "shown": [bar.shown for bar in bars],
        }
    )
    narrow = f"width < {55 * len(bars)}"  # as on a telephone: names stand upright, in one line
    whole = f"replace(datum.label, /\\n/g, '{_gap(labels)}')"
    names = alt.Axis(
        labelAngle=alt.ExprRef(f"{narrow} ? -90 : 0"),
        labelAlign=alt.ExprRef(f"{narrow} ? 'right' : 'center'"),
        labelBaseline=alt.ExprRef(f"{narrow} ? 'middle' : 'top'"),
        labelOverlap=False,
        labelLimit=alt.ExprRef(f"{narrow} ? 150 : 0"),
        labelExpr=f"{narrow} ? {whole} : split(datum.label, '\\n')",
    )
    base = alt.Chart(frame).encode(x=alt.X("label:N", sort=labels, title=None, axis=names))
    columns = base.mark_bar(size=alt.ExprRef(f"min(34, 0.8 * width / {len(bars)})")).encode(
        y=alt.Y("start:Q", title=axis, axis=alt.Axis(tickCount=5)),
        y2="end:Q",
        color=alt.Color(
            "kind:N",
            scale=alt.Scale(domain=["total", "less", "more"], range=[INK, BRICK, OCHRE]),
            legend=None,
        ),
        tooltip=[alt.Tooltip("label:N", title=" "), alt.Tooltip("shown:N", title=" ")],
    )
    size = alt.ExprRef(f"{narrow} ? 9 : 11")
    words = words_at(base, dy=-8, fontSize=size).encode(y="top:Q", text="shown:N")
    return drawn(columns, words, height=height)


def _gap(labels: Sequence[str]) -> str:
    """Return what stands between the lines of folded labels when they are one."""
    return "" if CHINESE.search("".join(labels)) else " "
