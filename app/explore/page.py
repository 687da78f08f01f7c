"""The Explore page: what if anything were different, over years and cycles?"""

from __future__ import annotations

from decimal import Decimal
from html import escape

import streamlit as st

from app import elements
from app.documents import shelf
from app.elements import charts
from app.elements.answers import Answers
from app.explore.again import again
from app.explore.worked import Worked, worked, worked_titles
from app.store import open_draft
from app.words import amount, change_of, language, t, tx
from engine.determination import Chosen
from engine.law import Faults, Located
from engine.method import Worksheet
from engine.money import FEN, exactly, grouped
from engine.report import as_workbook
from engine.scenario import (
    Case,
    Comparison,
    Lever,
    Levers,
    Measure,
    Run,
    Sensitivity,
    Side,
    compare,
    from_first_to_second,
    lever_layer,
    run,
    sensitivities,
    standing_at,
)
from engine.show.analysis.scenario import (
    comparison_table,
    cycles_table,
    lever_title,
    parties_table,
    side_by_side,
    years_table,
)
from engine.text import text

__all__ = ["page"]

_TEN_THOUSAND = Decimal(10_000)
_RANGES = {
    Lever.YIELD: (Decimal("0.50"), Decimal("4.00"), Decimal("0.05")),
    Lever.SPREAD: (Decimal(0), None, Decimal("0.25")),
    Lever.DEMAND: (Decimal(-20), Decimal(30), Decimal(1)),
    Lever.FREE_SHARE: (Decimal(-20), Decimal(20), Decimal(1)),
}
"""What the sliders reach: lowest, highest, step; without a highest, the method's own bound."""


def page() -> None:
    """A base, a scenario of it and four sliders; the answer beside them moves at once."""
    answers = Answers(open_draft("explore"), {"round": 0})
    documents = shelf()
    left, right = st.columns([3, 9], gap="large")
    with left:
        titles = worked_titles()
        file = answers.choice("file", t("scenario.base"), list(titles), lambda n: tx(titles[n]))
        found = worked(documents, id(documents), file)
        runs = found.runs
        start = answers.choice(
            f"start-{file}", t("app.explore.start"), list(runs), lambda name: tx(runs[name].title)
        )
        base = runs[start]
        st.subheader(t("app.explore.levers"))
        moved = {lever: _slider(answers, lever, base, f"{file}-{start}") for lever in _RANGES}
        levers = {lever: value for lever, value in moved.items() if value is not None}
        if levers and st.button(t("app.back_to_base"), key=answers.key("base")):
            for name in [lever.value for lever in Lever]:
                answers.values.pop(name, None)
            answers.values["round"] += 1
            answers.draft.keep()
            st.rerun()
    answers.draft.keep()
    with right:
        try:
            case = _moved(base.case, levers)
            now = run(found.bench, "explored", text("app.explore.title"), case) if levers else base
            comparison = compare(found.bench, base, now)
        except Faults as faults:
            elements.faults(faults)
            return
        _answer(comparison)
        _pictures(found, comparison)
    beside = side_by_side([*runs.values(), *([now] if levers else [])])
    elements.of_report(beside)
    tables = [years_table(now), parties_table(now), *cycles_table(now)]
    for table in tables:
        elements.of_report(table)
    spoken = language()
    st.download_button(
        t("app.explore.download"),
        lambda: as_workbook([beside, *tables, comparison_table(comparison)], spoken),
        "scenario.xlsx",
        on_click="ignore",
    )
    again(file, start, {lever.value: value for lever, value in levers.items()})
    st.markdown(f"**{t('app.why')}**")
    st.html(elements.tree(now.recovery))
    elements.assumptions(now.determination.standing)


def _slider(answers: Answers, lever: Lever, base: Run, of: str) -> Decimal | None:
    """Show a lever and return where it stands; None while it stands where the base has it."""
    low, reach, step = _RANGES[lever]
    high = reach if reach is not None else _greatest_spread(base.determination.worksheet)
    stops = exactly(lambda: [low + step * n for n in range(int((high - low) / step) + 1)])
    rests = standing_at(base, lever)
    options = sorted({*stops, rests})
    kept = answers.values.get(lever.value)
    value = st.select_slider(
        tx(text(f"scenario.lever_{lever.value}")),
        options,
        value=Decimal(kept) if kept is not None and Decimal(kept) in options else rests,
        format_func=lambda number: t(f"app.explore.unit_{lever.value}", number=number.normalize()),
        key=answers.key(f"{lever.value}-{of}-{answers.values['round']}"),
    )
    if value == rests:
        answers.values.pop(lever.value, None)
        return None
    answers.values[lever.value] = str(value)
    return value


def _greatest_spread(worksheet: Worksheet) -> Decimal:
    """Return the greatest spread that the method allows, or where the base has it."""
    name = Chosen.SPREAD
    greatest = next(entry.max for entry in worksheet.version.parameters if entry.id == name)
    return worksheet.step(name).number if greatest is None else greatest


def _moved(base: Case, levers: dict[Lever, Decimal]) -> Case:
    """Return the base with the levers moved."""
    if not levers:
        return base
    moved = {lever.value: value for lever, value in levers.items()}
    located = Located("explore", {"levers": moved})
    of = Levers.model_validate(moved)
    return base.with_layer(lever_layer(of, base, t("app.explore.reason"), located, ("levers",)))


def _answer(comparison: Comparison) -> None:
    base, now = comparison.first, comparison.second
    figure = escape(amount(now.maximum.number))
    if now.maximum.number != base.maximum.number:
        figure = f"{figure} {change_of(base.maximum, now.maximum)}"
    judged = "over" if now.recovery.number > 0 else "short"
    elements.headline(
        t("app.explore.answer", first=now.years[0].year, last=now.years[-1].year),
        figure,
        elements.marks(now.determination.standing),
        t(
            f"app.explore.{judged}",
            income=grouped(now.income.number, FEN),
            recovery=grouped(abs(now.recovery.number), FEN),
        ),
    )


def _pictures(found: Worked, comparison: Comparison) -> None:
    now = comparison.second
    left, right = st.columns(2, gap="medium")
    with left:
        st.caption(t("app.explore.by_year"))
        st.altair_chart(
            charts.yearly(
                [
                    (str(year.year), t(f"app.explore.line_{name}"), getattr(year, name).number)
                    for name in ("maximum", "income")
                    for year in now.years
                ]
                + [
                    (str(year.year), t("app.explore.line_base"), year.maximum.number)
                    for year in comparison.first.years
                    if comparison.parts
                ],
                _TEN_THOUSAND,
                t("app.axis_ten_thousand"),
            ),
            width="stretch",
        )
    with right:
        st.caption(t("app.explore.prices"))
        year = now.years[0]
        places = st.columns(len(year.sales))
        for place, ceiling, sale in zip(places, year.ceilings.ceilings, year.sales, strict=True):
            above = not sale.is_lawful
            charged = t("app.explore.charged_above" if above else "app.explore.charged")
            prices = [
                (charged, sale.price.number),
                (t("ceiling.column_ceiling"), ceiling.price.number),
            ]
            place.altair_chart(
                charts.ceiling_bars(tx(sale.title), prices, t("text.yuan"), above),
                width="stretch",
            )
    left, right = st.columns(2, gap="medium")
    with left:
        st.caption(t("app.explore.waterfall"))
        bars = from_first_to_second(comparison, Measure.MAXIMUM)
        ends = {0: text("scenario.base"), len(bars) - 1: text("app.explore.title")}
        st.altair_chart(
            charts.waterfall(
                [
                    charts.ChartBar(
                        tx(ends.get(place, bar.step.label)),
                        bar.start,
                        bar.end,
                        bar.kind.value,
                        grouped(bar.step.number / _TEN_THOUSAND, 1),
                    )
                    for place, bar in enumerate(bars)
                ],
                _TEN_THOUSAND,
                t("app.axis_ten_thousand"),
                height=230,
            ),
            width="stretch",
        )
    with right:
        st.caption(t("app.explore.tornado"))
        st.altair_chart(
            charts.tornado(
                [
                    (_stepped(one), _change(one.down), _change(one.up))
                    for one in _sensitivities(found, comparison.first, comparison.first.id)
                ],
                _TEN_THOUSAND,
                t("app.axis_ten_thousand"),
            ),
            width="stretch",
        )


@st.cache_resource(show_spinner=False, max_entries=8)
def _sensitivities(_found: Worked, _base: Run, which: str) -> tuple[Sensitivity, ...]:
    steps = _found.file.scenarios.sensitivity
    return sensitivities(_found.bench, _base, steps, Measure.MAXIMUM, "explore")


def _stepped(one: Sensitivity) -> str:
    return f"{tx(lever_title(one.lever))} ±{one.step.normalize():f}"


def _change(side: Side) -> Decimal:
    """Return the effect to draw; a side that the method refuses has none."""
    return side.change.number if side.change is not None else Decimal(0)
