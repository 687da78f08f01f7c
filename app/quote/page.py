"""The Quote page: what a use costs, and why; a quote that was saved; an agreement."""

from __future__ import annotations

import datetime
from decimal import Decimal

import streamlit as st

from app import elements
from app.documents import shelf
from app.elements import charts
from app.elements.answers import Answers, ask, summary
from app.quote.answer import conclusion, why
from app.quote.record import agreement_page, kept_page
from app.quote.request import NOTHING_BEFORE, ask_for_use, with_parts, worked
from app.store import open_draft, records
from app.words import t
from engine.law import Faults
from engine.money import grouped
from engine.money.currency import unit_of_money
from engine.quote import Quote, QuoteLine, quote
from engine.tariff import Graduated, TariffProduct, has_plain_bands
from engine.text import unit_text
from engine.use import Regime

__all__ = ["page"]


def page() -> None:
    """Show the quote or the agreement that the address names; else ask for a use and answer."""
    number = st.query_params.get("quote")
    identifier = st.query_params.get("agreement")
    if identifier is not None:
        agreement_page(identifier)
    elif number is not None:
        kept_page(number)
    else:
        _new_quote()


def _new_quote() -> None:
    """Ask for the use on the left, answer on the right."""
    answers = Answers(open_draft("quote"), worked())
    left, right = st.columns([5, 7], gap="large")
    with left:
        asked = ask_for_use(answers)
    if asked is None:
        answers.draft.keep()
        return
    try:
        answer = quote(shelf(), asked.request, asked.located)
        if any(question.part == "parts" for question in answer.missing):
            answer = quote(shelf(), with_parts(answers, asked.request), asked.located)
    except Faults as faults:
        with right:
            elements.faults(faults)
        answers.draft.keep()
        return
    with left:
        ask(answers, answer, asked.facts)
        summary(answers, answer, asked.facts)
    with right:
        conclusion(answer.sheet())
        _nothing_before(answers, answer)
        _curve(answer, asked.product)
        _save(answer)
        why(answer.sheet(), answer.steps, answer.number)
    answers.draft.keep()


def _nothing_before(answers: Answers, answer: Quote) -> None:
    """Ask whether nothing was used before, where that was not said and could change the total."""
    said = bool(answers.values.get(NOTHING_BEFORE))
    if not answer.unsaid and not said:
        return
    ticked = st.checkbox(t("app.quote.nothing_before"), said, key=answers.key(NOTHING_BEFORE))
    if ticked != said:
        answers.values[NOTHING_BEFORE] = ticked
        answers.draft.keep()
        st.rerun()


def _save(answer: Quote) -> None:
    """Offer to keep a quote that is decided; the address then leads back to it."""
    if answer.missing:
        return
    if st.button(t("app.quote.save"), key="save-quote", type="primary"):
        records().add(answer.body(), datetime.datetime.now(datetime.UTC))
        st.query_params["quote"] = answer.number
        st.rerun()


def _on_the_axis(line: QuoteLine) -> Decimal | None:
    """Return the units that the bands count: those asked for, where they are not converted."""
    return line.quantity if line.asked is None or line.asked_unit is not None else line.asked


def _curve(answer: Quote, product: TariffProduct) -> None:
    """Draw the bands of a graduated charge, with the customer's quantity marked."""
    charge = product.components[0].charge
    quantity = _on_the_axis(answer.lines[0]) if answer.lines else None
    charged = answer.regime in (Regime.GUIDED, Regime.MIXED)
    if not charged or not isinstance(charge, Graduated) or quantity is None:
        return
    if not has_plain_bands(charge):
        return
    money = unit_text(unit_of_money(answer.currency))
    st.altair_chart(
        charts.step_curve(
            [(band.above, band.up_to, band.price) for band in charge.bands],
            quantity,
            (t("app.quote.axis_quantity"), t("app.quote.axis_price", money=money)),
            t("app.quote.here", quantity=grouped(quantity)),
            height=180,
        ),
        width="stretch",
    )
