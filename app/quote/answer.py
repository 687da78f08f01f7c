"""A quote as the page shows it, whether it was just made or kept: the answer, then the reasons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from app import elements
from app.words import amount, language, t, tx
from engine.explain import Step
from engine.money import FEN, grouped
from engine.money.currency import unit_of_money
from engine.quote import QuoteSheet, SheetCondition, SheetLine
from engine.text import unit_text

__all__ = ["conclusion", "conditions", "why"]


def conclusion(sheet: QuoteSheet) -> None:
    """Show the answer, its warnings, its lines and the conditions of free use."""
    sentence = t(sheet.regime_key())
    if sheet.channel is not None:
        sentence = f"{sentence} · {t(f'app.quote.channel_{sheet.channel.value}')}"
    if sheet.total is not None:
        sentence = f"{sentence} · {t(f'app.quote.status_{sheet.price_status.value}')}"
        figure = escape(amount(sheet.total))
    else:
        figure = escape(t(f"app.quote.no_amount_{sheet.regime.value}"))
    basis = t(f"app.vat_{sheet.vat.value}")
    elements.headline(
        sentence, figure, elements.marks(sheet.standing), f"{tx(sheet.title)} · {basis}"
    )
    for what in sheet.unsaid or ():
        elements.note(t("show.unsaid", what=what), "ask")
    for mark in dict.fromkeys(sheet.watermarks):
        elements.watermark(mark)
    for remark in sheet.notes:
        elements.note(tx(remark))
    if sheet.lines:
        _lines(sheet)
        if sheet.lines_differ:
            elements.note(t("show.lines_differ"))
    if sheet.conditions:
        st.markdown(f"**{t('show.quote_conditions')}**")
        conditions(sheet.conditions)


def conditions(held: Iterable[SheetCondition]) -> None:
    """Show conditions, each with its badge."""
    shown = "".join(
        f'<div class="leaf">· {escape(tx(one.text))} '
        f"{elements.badge(one.cites[0].evidence.value, one.cites[0].applies.value)}</div>"
        for one in held
    )
    st.html(shown)


def why(sheet: QuoteSheet, steps: Sequence[Step], number: str) -> None:
    """Show what would change the answer, how it came about, and what it rests on."""
    if sheet.nearest:
        changes = "".join(
            f'<div class="leaf">{escape(change.sentence(language()))}</div>'
            for change in sheet.nearest
        )
        st.html(
            '<details class="step"><summary><span class="label">'
            f"{escape(t(f'app.quote.otherwise_{sheet.regime.value}'))}</span></summary>{changes}</details>"
        )
    st.markdown(f"**{t(f'app.quote.why_{sheet.regime.value}')}**")
    for step in steps:
        st.html(elements.tree(step))
    elements.assumptions(sheet.standing)
    st.caption(t("app.quote.number", number=number))


def _lines(sheet: QuoteSheet) -> None:
    money = unit_text(unit_of_money(sheet.currency))
    names = ("item", "quantity", "price", "metered", "owed")
    heads = [t(f"app.quote.head_{name}", money=money) for name in names]
    elements.table(heads, [_row(line) for line in sheet.lines], right=(1, 2, 3, 4))


def _row(line: SheetLine) -> list[str]:
    quantity = "–" if line.quantity is None else grouped(line.quantity)
    pricing = t("quote.priced_by_tariff") if line.pricing is None else tx(line.pricing)
    several = pricing if line.metered is not None else "–"
    return [
        tx(line.named) + (f"\n{tx(line.note)}" if line.note else ""),
        quantity + (f" {tx(line.unit)}" if line.unit else ""),
        several if line.unit_price is None else grouped(line.unit_price),
        "–" if line.metered is None else grouped(line.metered, FEN),
        "–" if line.amount is None else grouped(line.amount, FEN),
    ]
