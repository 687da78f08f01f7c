"""The products: what each costs in full, and the most that may be charged for it."""

from __future__ import annotations

from html import escape

import streamlit as st

from app import elements
from app.documents import shelf
from app.words import t, tx
from engine.ceiling import Ceilings, by_full_cost, problem_of, rule_of
from engine.determination import Determination
from engine.law import Faults
from engine.money import FEN, grouped

__all__ = ["ceilings_of", "priced_products"]


def ceilings_of(now: Determination) -> Ceilings | Faults:
    """Return the ceilings that the first year of `now` allows, by full cost."""
    try:
        return by_full_cost(rule_of(now, shelf()), problem_of(now, now.years[0]))
    except Faults as faults:
        return faults


def priced_products(now: Determination, ceilings: Ceilings | Faults) -> None:
    """Show each product with its cost, its full price and its ceiling."""
    st.markdown(f"**{t('show.determination.products')}**")
    if isinstance(ceilings, Faults):
        elements.faults(ceilings)
        return
    heads = ("product", "cost", "share", "quantity", "full_price", "ceiling", "income")
    rows = [
        (
            tx(priced.product.title),
            grouped(priced.cost.number, FEN),
            f"{priced.share.number:.2%}",
            f"{grouped(priced.quantity.number)} {tx(priced.product.unit)}",
            grouped(ceiling.full_price.number, 6),
            grouped(ceiling.price.number),
            grouped(ceiling.revenue.number, FEN),
        )
        for priced, ceiling in zip(now.products, ceilings.ceilings, strict=True)
    ]
    elements.table(
        [t(f"app.determine.head_{name}") for name in heads], rows, right=tuple(range(1, len(heads)))
    )
    total, left = grouped(ceilings.revenue.number, FEN), grouped(ceilings.left.number, FEN)
    sentence = escape(t("app.determine.ceilings_sum", total=total, left=left))
    st.html(f'<div class="quiet">{sentence} {elements.marks(ceilings.standing)}</div>')
