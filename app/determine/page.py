"""The Determine page: from an operator's accounts to its maximum permitted revenue."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app import elements
from app.determine.answer import conclusion, picture
from app.determine.cycle import finished_cycle
from app.determine.files import downloads
from app.determine.inputs.law import Law, chosen_law, worked_law
from app.determine.inputs.submission import chosen_submission
from app.determine.inputs.switches import chosen_switches
from app.determine.products import ceilings_of, priced_products
from app.determine.readings import every_reading
from app.determine.record import keep, kept_page
from app.determine.review import kept_decisions, reviewed_items, undecided_items
from app.documents import shelf
from app.elements.answers import Answers
from app.store import open_draft
from app.words import t
from engine.determination import determine
from engine.law import Faults

__all__ = ["page"]


def page() -> None:
    """Show the determination that the address names; else one with what moves it at hand."""
    number = st.query_params.get("record")
    if number is not None:
        kept_page(number)
    else:
        _new_determination()


def _new_determination() -> None:
    """Ask for the accounts and the law on the right, answer on the left."""
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
        conclusion(base, now)
        keep(now)
        picture(now)
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


_STYLE = """<style>
details.opens > summary { list-style: none; cursor: pointer; }
details.opens > summary::-webkit-details-marker { display: none; }
details.opens ul.cites { margin-left: 0; max-width: 18rem; }
</style>"""
