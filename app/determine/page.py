"""The Determine page: from an operator's accounts to its maximum permitted revenue."""

from __future__ import annotations

from decimal import Decimal
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app import elements
from app.determine.cycle import finished_cycle
from app.determine.files import downloads
from app.determine.inputs.law import Law, chosen_law, worked_law
from app.determine.inputs.submission import chosen_submission
from app.determine.inputs.switches import chosen_switches
from app.determine.products import ceilings_of, priced_products
from app.determine.readings import every_reading
from app.determine.review import kept_decisions, reviewed_items, undecided_items
from app.documents import shelf
from app.elements import charts
from app.elements.answers import Answers
from app.store import open_draft
from app.words import amount, change_of, day, t, tx
from engine.determination import Determination, determine, from_submitted_to_permitted
from engine.law import Faults
from engine.money import FEN, grouped
from engine.show.deduction import unsettled

__all__ = ["page"]

_TEN_THOUSAND = Decimal(10_000)


def page() -> None:
    """Show an operator's determination, with what moves it at hand."""
    worked = {"operator": "circle", "spread": "", "switches": {}, **worked_law()}
    answers = Answers(open_draft("determine"), worked)
    st.html(f"{_STYLE}{elements.upload_words()}")
    left, right = st.columns([8, 4], gap="large")
    with right:
        above = st.container()
        law = _law(answers, left)
        with above:
            filed = chosen_submission(answers, law)
    answers.draft.keep()
    if filed is None:
        with left:
            elements.note(t("app.determine.nothing_yet"))
        return
    if law is None:
        return
    try:
        base = determine(shelf(), filed, *law)
    except Faults as faults:
        with left:
            elements.faults(faults)
        return
    with right:
        switches, spread = chosen_switches(answers, base)
    answers.draft.keep()
    try:
        decided = kept_decisions(answers, filed)
        now = determine(shelf(), filed, *law, switches, spread, None, decided)
    except Faults as faults:
        with left:
            elements.faults(faults)
        return
    ceilings = ceilings_of(now)
    with left:
        _answer(base, now)
        undecided_items(now)
        every_reading(now, law, spread, decided)
    with right:
        downloads(now, ceilings)
    reviewed_items(answers, now)
    priced_products(now, ceilings)
    finished_cycle(
        answers,
        now,
        lambda deduction: determine(shelf(), filed, *law, switches, spread, deduction, decided),
    )
    answers.draft.keep()
    st.markdown(f"**{t('app.why')}**")
    st.html(elements.tree(now.maximum(now.years[0])))
    elements.assumptions(now.standing)


def _law(answers: Answers, left: DeltaGenerator) -> Law | None:
    """Show the choice of law and return it; None, with what is wrong, where there is none."""
    try:
        return chosen_law(answers)
    except Faults as faults:
        with left:
            elements.faults(faults)
        return None


def _answer(base: Determination, now: Determination) -> None:
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
    for said in unsettled(now):
        elements.note(tx(said), "warn")
    st.altair_chart(
        charts.waterfall(
            [
                charts.ChartBar(
                    tx(bar.step.label),
                    bar.start,
                    bar.end,
                    bar.kind.value,
                    grouped(bar.step.number / _TEN_THOUSAND, 1),
                )
                for bar in from_submitted_to_permitted(now, year)
            ],
            _TEN_THOUSAND,
            t("app.axis_ten_thousand"),
            height=455,
        ),
        width="stretch",
    )


_STYLE = """<style>
details.opens > summary { list-style: none; cursor: pointer; }
details.opens > summary::-webkit-details-marker { display: none; }
details.opens ul.cites { margin-left: 0; max-width: 18rem; }
</style>"""
