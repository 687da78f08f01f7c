"""Pictures of what the engine computed. Floats appear only here, as lengths on a screen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from textwrap import wrap
from typing import Any

import altair as alt
import pandas as pd

__all__ = [
    "BRICK",
    "CHINESE",
    "INK",
    "OCHRE",
    "Picture",
    "band",
    "banded",
    "ceiling_bars",
    "drawn",
    "folded",
    "shares",
    "step_curve",
    "tornado",
    "words_at",
    "yearly",
]

Picture = alt.LayerChart | alt.FacetChart
"""What a page can show; every picture here is made of layers."""

_PAGE = "currentColor"
"""The ink of the page around a picture, also when its theme changes."""
CHINESE = re.compile("[\u4e00-\u9fff]")

INK = "light-dark(#0E5A60, #1C7C7C)"
OCHRE, BRICK, BLUE = "#C99A2E", "#B0472A", "#3486AD"
"""The same colour for the same thing on every page: ink for what is permitted or owed, brick for
what is taken away, ochre for what is added or asked for, blue for what is charged. On dark paper
the ink is that of the dark theme: the other would be 2.2 times as bright as the paper, not 3."""
VIOLET, SAGE = "#7860AA", "#7BA58A"
"""For parts of a whole beyond these."""


def words_at(chart: alt.Chart, **how: Any) -> alt.Chart:
    """Return the words of a chart, in the ink of the page around it, also when its theme changes:
    the toolkit's are black."""
    words: alt.Chart = chart.mark_text(**{"color": _PAGE, "fontSize": 11, **how})
    return words


def drawn(*layers: Any, **how: Any) -> alt.LayerChart:
    """Return layers as one picture, its axes and legends in the ink of the page as well."""
    picture = alt.layer(*layers).properties(**how)
    inked: alt.LayerChart = picture.configure_axis(
        labelColor=_PAGE, titleColor=_PAGE
    ).configure_legend(labelColor=_PAGE)
    return inked


def folded(label: str, signs: int) -> str:
    """Return a label in lines short enough to stand under a bar: of so many Chinese signs."""
    return "\n".join(wrap(label, signs if CHINESE.search(label) else 2 * signs + 1))


def step_curve(
    bands: Sequence[tuple[Decimal, Decimal | None, Decimal]],
    quantity: Decimal,
    axes: tuple[str, str],
    marked: str,
    height: int = 190,
) -> Picture:
    """Return the unit price over quantity as a step curve, the customer's quantity marked.

    `bands` are (above, up to or None, price). The curve is drawn past the last band's beginning.
    """
    last = max([above for above, _, _ in bands] + [quantity])
    end = last + (last / 5 if last else Decimal(1))
    rows: list[dict[str, Any]] = []
    for above, up_to, price in bands:
        stop = min(up_to if up_to is not None else end, end)
        rows.append(
            {"from": float(above), "to": float(stop), "price": float(price), "shown": f"{price:f}"}
        )
    highest = max(float(price) for _, _, price in bands) * 1.35
    base = alt.Chart(pd.DataFrame(rows))
    steps = base.mark_rule(strokeWidth=3, color=INK).encode(
        x=alt.X("from:Q", title=axes[0], axis=alt.Axis(format=",d", tickCount=5)),
        x2="to:Q",
        y=alt.Y("price:Q", title=axes[1], scale=alt.Scale(domain=[0, highest])),
    )
    prices = words_at(base, align="left", dx=4, dy=-9).encode(
        x="from:Q", y="price:Q", text="shown:N"
    )
    here = alt.Chart(
        pd.DataFrame([{"quantity": float(quantity), "label": marked, "foot": highest / 12}])
    )
    mark = here.mark_rule(color=OCHRE, strokeWidth=2, strokeDash=[5, 3]).encode(x="quantity:Q")
    word = words_at(here, align="right", dx=-6).encode(x="quantity:Q", y="foot:Q", text="label:N")
    return drawn(steps, prices, mark, word, height=height)


def yearly(
    rows: Sequence[tuple[str, str, Decimal]], scale: Decimal, axis: str, height: int = 210
) -> Picture:
    """Return lines over years: rows of (year, name of line, yuan), named at the top right."""
    frame = pd.DataFrame(
        {
            "year": [year for year, _, _ in rows],
            "line": [line for _, line, _ in rows],
            "value": [float(value / scale) for _, _, value in rows],
        }
    )
    names = list(dict.fromkeys(frame["line"]))
    colour = alt.Color(
        "line:N",
        scale=alt.Scale(domain=names, range=[INK, BLUE, OCHRE][: len(names)]),
        legend=None,
    )
    top = max(frame["value"].max(), 0.0) * _HEAD_ROOM or 1.0
    base = alt.Chart(frame).encode(
        x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0)),
        y=alt.Y(
            "value:Q",
            title=axis,
            scale=alt.Scale(domain=[min(frame["value"].min(), 0.0), top]),
            axis=alt.Axis(tickCount=5),
        ),
        color=colour,
    )
    lines = base.mark_line(strokeWidth=2.5) + base.mark_point(filled=True, size=50)
    last = frame[frame["year"] == frame["year"].max()].sort_values("value", ascending=False)
    colours = dict(zip(names, [INK, BLUE, OCHRE], strict=False))
    return drawn(lines, *_named([*last["line"]], colours), height=height)


_HEAD_ROOM = 1.4
"""How far above the highest line a picture goes, so that the names stand over none."""


def _named(lines: Sequence[str], colours: Mapping[str, str]) -> Iterator[alt.Chart]:
    """Yield the names of lines at the top right, the highest line first, each with its colour."""
    for place, line in enumerate(lines):
        one = alt.Chart(pd.DataFrame([{"line": line}]))
        at = 6 + 14 * place
        yield one.mark_point(
            filled=True, size=50, opacity=1, color=colours[line], x=alt.ExprRef("width - 5"), y=at
        )
        yield words_at(one, align="right", x=alt.ExprRef("width - 14"), y=at).encode(text="line:N")


def banded(
    rows: Sequence[tuple[str, str, tuple[Decimal, Decimal, Decimal]]],
    scale: Decimal,
    axis: str,
    height: int = 240,
) -> Picture:
    """Return lines over years with the band that each lies in: rows of (year, name of line, (low,
    middle, high) in yuan), named at the top right."""
    frame = pd.DataFrame(
        [
            {
                "year": year,
                "line": line,
                **{
                    end: float(value / scale)
                    for end, value in zip(("low", "middle", "high"), values, strict=True)
                },
            }
            for year, line, values in rows
        ]
    )
    colours = dict(zip(dict.fromkeys(frame["line"]), [INK, BLUE], strict=False))
    scale_y = alt.Scale(domain=[min(frame["low"].min(), 0.0), frame["high"].max() * _HEAD_ROOM])
    base = alt.Chart(frame).encode(
        x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0)),
        color=alt.Color(
            "line:N",
            scale=alt.Scale(domain=[*colours], range=[*colours.values()]),
            legend=None,
        ),
    )
    named_y = alt.Y("middle:Q", title=axis, scale=scale_y, axis=alt.Axis(tickCount=5))
    bands = base.mark_area(opacity=0.25).encode(
        y=alt.Y("low:Q", title=axis, scale=scale_y), y2="high:Q"
    )
    lines = base.mark_line(strokeWidth=2.5) + base.mark_point(filled=True, size=45)
    last = frame[frame["year"] == frame["year"].max()].sort_values("middle", ascending=False)
    names = _named([*last["line"]], colours)
    return drawn(bands, lines.encode(y=named_y), *names, height=height)


def shares(
    rows: Sequence[tuple[str, str, Decimal]], scale: Decimal, axis: str, height: int = 230
) -> Picture:
    """Return what each year is made up of: rows of (year, part, yuan), the parts named below."""
    frame = pd.DataFrame(
        [{"year": year, "part": part, "value": float(value / scale)} for year, part, value in rows]
    )
    parts = list(dict.fromkeys(frame["part"]))
    colours = [BLUE, INK, OCHRE, SAGE, VIOLET, BRICK]
    columns = (
        alt.Chart(frame)
        .mark_bar(size=alt.ExprRef("min(46, width / 9)"))
        .encode(
            x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0)),
            y=alt.Y("value:Q", title=axis, axis=alt.Axis(tickCount=5), stack="zero"),
            color=alt.Color(
                "part:N",
                scale=alt.Scale(domain=parts, range=[colours[n % 6] for n in range(len(parts))]),
                legend=alt.Legend(title=None, orient="bottom", columns=2, labelLimit=0),
            ),
            order=alt.Order("at:Q"),
            tooltip=[
                alt.Tooltip("part:N", title=" "),
                alt.Tooltip("value:Q", title=" ", format=",.1f"),
            ],
        )
        .transform_calculate(at=f"indexof({parts!r}, datum.part)")
    )
    return drawn(columns, height=height)


def ceiling_bars(
    title: str, rows: Sequence[tuple[str, Decimal]], axis: str, above: bool, height: int = 170
) -> Picture:
    """Return a product's price beside its ceiling: rows of (name of bar, yuan).

    A price `above` its ceiling, which has to be lowered, has the colour of what is taken away.
    """
    frame = pd.DataFrame(
        {
            "bar": [name for name, _ in rows],
            "value": [float(value) for _, value in rows],
            "shown": [format(value, "f") for _, value in rows],
        }
    )
    names = [name for name, _ in rows]
    base = alt.Chart(frame).encode(
        x=alt.X(
            "bar:N",
            sort=names,
            title=None,
            axis=alt.Axis(labelAngle=0, labelLimit=0, labelExpr="split(datum.label, '\\n')"),
        ),
        y=alt.Y("value:Q", title=axis, scale=alt.Scale(zero=True), axis=alt.Axis(tickCount=4)),
    )
    bars = base.mark_bar(size=34).encode(
        color=alt.Color(
            "bar:N",
            scale=alt.Scale(domain=names, range=[BRICK if above else BLUE, INK]),
            legend=None,
        )
    )
    words = words_at(base, dy=-8).encode(text="shown:N")
    titled = alt.Title(title, fontSize=12, anchor="start", color=_PAGE)
    return drawn(bars, words, height=height, title=titled)


def tornado(
    rows: Sequence[tuple[str, Decimal, Decimal]], scale: Decimal, axis: str, height: int = 210
) -> Picture:
    """Return what matters most: rows of (lever, effect of less, effect of more) in yuan."""
    order = [folded(lever, 12) for lever, _, _ in rows]
    frame = pd.DataFrame(
        [
            {
                "lever": folded(lever, 12),
                "effect": float(effect / scale),
                "side": side,
                "shown": f"{effect / scale:+,.1f}" if effect else "",
            }
            for lever, less, more in rows
            for effect, side in ((less, "−"), (more, "+"))
        ]
    )
    reach = max(abs(value) for value in frame["effect"]) * 1.45 or 1.0
    names = alt.Axis(labelOverlap=False, labelLimit=0, labelExpr="split(datum.label, '\\n')")
    base = alt.Chart(frame).encode(
        y=alt.Y("lever:N", sort=order, title=None, axis=names),
        x=alt.X("effect:Q", title=axis, scale=alt.Scale(domain=[-reach, reach])),
    )
    bars = base.mark_bar(size=18).encode(
        color=alt.Color(
            "side:N", scale=alt.Scale(domain=["−", "+"], range=[BLUE, OCHRE]), legend=None
        )
    )
    right = words_at(base.transform_filter("datum.effect >= 0"), align="left", dx=4)
    left = words_at(base.transform_filter("datum.effect < 0"), align="right", dx=-4)
    words = (right.encode(text="shown:N"), left.encode(text="shown:N"))
    return drawn(bars, *words, height=height)


def band(
    found: Sequence[Decimal],
    marked: Decimal | None,
    name: str,
    scale: Decimal,
    axis: str,
    height: int = 130,
) -> Picture:
    """Return where figures lie (yuan): a stroke each, the ends written, one `marked` by name."""
    ends = (min(found), max(found))
    reach = float((ends[1] - ends[0]) / scale) or 1.0
    strokes = pd.DataFrame({"value": [float(one / scale) for one in found], "at": 0.0})
    x = alt.X(
        "value:Q",
        title=axis,
        scale=alt.Scale(
            domain=[float(ends[0] / scale) - reach * 0.12, float(ends[1] / scale) + reach * 0.12],
            zero=False,
        ),
        axis=alt.Axis(tickCount=4, grid=False),
    )
    y = alt.Y("at:Q", axis=None, scale=alt.Scale(domain=[-2, 2]))
    base = alt.Chart(strokes).encode(x=x, y=y)
    whole = {"value": strokes["value"].min(), "to": strokes["value"].max(), "at": 0.0}
    span = (
        alt.Chart(pd.DataFrame([whole]))
        .mark_rule(strokeWidth=14, color=INK, opacity=0.25)
        .encode(x=x, x2="to:Q", y=y)
    )
    layers = [span, base.mark_tick(thickness=1.5, size=22, color=INK, opacity=0.7)]
    for at, (end, side) in enumerate(zip(ends, ("left", "right"), strict=True)):
        words = pd.DataFrame(
            {"value": [float(end / scale)], "at": [-0.8], "shown": [f"{end / scale:,.1f}"]}
        )
        if not at or ends[0] != ends[1]:
            layers.append(
                words_at(alt.Chart(words), align=side, baseline="top").encode(
                    x=x, y=y, text="shown:N"
                )
            )
    if marked is not None:
        where = float(marked / scale)
        point = pd.DataFrame({"value": [where], "at": [0.0], "above": [1.4], "shown": [name]})
        side = "left" if marked <= sum(ends) / 2 else "right"
        layers += [
            alt.Chart(point)
            .mark_point(filled=True, size=110, color=OCHRE, opacity=1)
            .encode(x=x, y=y),
            words_at(alt.Chart(point), align=side).encode(x=x, y="above:Q", text="shown:N"),
        ]
    return drawn(*layers, height=height)
