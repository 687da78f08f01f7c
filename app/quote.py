"""The Quote page: what a use costs, and why."""

from __future__ import annotations

from html import escape

import streamlit as st

from app import charts, look
from app.answers import Answers, ask, summary
from app.quote_request import ask_for_use, worked
from app.shelf import shelf
from app.store import open_draft
from app.words import amount, t, tx
from engine.law import Faults
from engine.money import grouped
from engine.quote import Quote, quote
from engine.tariff import Graduated, PricedProduct

__all__ = ["page"]


def page() -> None:
    """Ask for the use on the left, answer on the right."""
    answers = Answers(open_draft("quote"), worked())
    left, right = st.columns([5, 7], gap="large")
    with left:
        st.subheader(t("quote_this_use"))
        asked = ask_for_use(answers)
    if asked is None:
        answers.draft.keep()
        return
    try:
        answer = quote(shelf(), asked.request)
    except Faults as faults:
        with right:
            look.faults(faults)
        answers.draft.keep()
        return
    with left:
        if answer.missing:
            ask(answers, answer, asked.facts)
        summary(answers, asked.facts)
    with right:
        _conclusion(answer, asked.product)
    answers.draft.keep()


# --- the conclusion, on the right -------------------------------------------------


def _conclusion(answer: Quote, product: PricedProduct) -> None:
    sentence = t(f"quote_regime_{answer.regime.value}")
    if answer.channel is not None:
        sentence = f"{sentence} · {t(f'quote_channel_{answer.channel.value}')}"
    if answer.total is not None:
        sentence = f"{sentence} · {t(f'quote_status_{answer.price_status.value}')}"
        figure = escape(amount(answer.total.number))
    else:
        figure = escape(t(f"quote_no_amount_{answer.regime.value}"))
    basis = t(f"vat_{answer.vat.value}")
    look.headline(sentence, figure, look.marks(answer.standing), f"{tx(answer.title)} · {basis}")
    for mark in dict.fromkeys(answer.watermarks):
        look.watermark(mark)
    for remark in answer.notes:
        look.note(tx(remark))
    _curve(answer, product)
    _lines(answer)
    if answer.conditions:
        st.markdown(f"**{t('quote_conditions')}**")
        for condition in answer.conditions:
            st.html(
                f'<div class="leaf">· {escape(tx(condition.text))} '
                f"{look.badge(condition.cites[0].evidence.value, condition.cites[0].applies.value)}"
                "</div>"
            )
    st.markdown(f"**{t('quote_why')}**")
    for step in answer.steps:
        st.html(look.tree(step))
    look.assumptions(answer.standing)
    st.caption(t("quote_number", number=answer.number))


def _curve(answer: Quote, product: PricedProduct) -> None:
    """Draw the bands of a graduated charge, with the customer's quantity marked."""
    charge = product.components[0].charge
    quantity = answer.lines[0].asked or answer.lines[0].quantity if answer.lines else None
    if not isinstance(charge, Graduated) or quantity is None:
        return
    st.altair_chart(
        charts.step_curve(
            [(band.above, band.up_to, band.price) for band in charge.bands],
            quantity,
            (t("quote_axis_quantity"), t("quote_axis_price")),
            t("quote_here", quantity=grouped(quantity)),
        ),
        width="stretch",
    )


def _lines(answer: Quote) -> None:
    if not answer.lines:
        return
    rows = []
    for line in answer.lines:
        quantity = "–" if line.quantity is None else grouped(line.quantity)
        unit = f" {tx(line.unit)}" if line.unit else ""
        rows.append(
            [
                tx(line.label) + (f"\n{tx(line.note)}" if line.note else ""),
                quantity + unit,
                "–" if line.unit_price is None else grouped(line.unit_price),
                "–" if line.metered is None else grouped(line.metered.number, 2),
                "–" if line.amount is None else grouped(line.amount.number, 2),
            ]
        )
    heads = [t(f"quote_head_{name}") for name in ("item", "quantity", "price", "metered", "owed")]
    look.table(heads, rows, right=(1, 2, 3, 4))
