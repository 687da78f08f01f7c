"""What a price that depends on the quantity comes to, drawn as curves, with a quantity to try."""

from __future__ import annotations

import datetime
from decimal import Decimal
from html import escape

import streamlit as st
from pydantic_core import PydanticCustomError

from app import elements
from app.elements import charts
from app.shelf import charts as shelf_charts
from app.words import amount, language, t, tx
from engine.law import Faults
from engine.money import grouped, typed_number
from engine.tariff import (
    Component,
    Graduated,
    TariffDocument,
    TariffProduct,
    TariffVersion,
    Usage,
    Volume,
    has_plain_bands,
    rate,
)
from engine.text import say, unit_text

__all__ = ["show_curve"]

_MANY = Decimal(5)
"""Beyond the last band the curve goes on by one part in so many."""


def show_curve(
    document: TariffDocument, version: TariffVersion, product: TariffProduct, component: Component
) -> None:
    """Draw unit price and amount over the quantity, with a quantity to try."""
    charge = component.charge
    if not isinstance(charge, Graduated | Volume) or component.per or not has_plain_bands(charge):
        return
    bands = charge.bands
    last = max(band.above for band in bands)
    left, middle, right = st.columns([2, 4, 4], gap="medium")
    with left:
        unit = tx(version.units[product.unit].title)
        quantity = _quantity(f"try-{product.id}-{component.id}", unit, last or Decimal(1))
    if quantity is None:
        return
    end = max(last, quantity)
    end += end / _MANY if end else Decimal(1)
    edges = sorted({Decimal(0), *(band.above for band in bands), quantity, end})
    edges = sorted({*edges, *(edge + 1 for edge in edges[:-1] if edge + 1 < end)})
    plain = _plain(version, product, component)
    try:
        totals = [(edge, _amount(document, plain, product, edge)) for edge in edges]
        here = _amount(document, plain, product, quantity)
    except Faults as faults:
        elements.faults(faults)
        return
    with left:
        st.html(
            f'<div class="quiet">{escape(t("app.shelf.amount"))}</div>'
            f'<div class="result">{escape(amount(here, document.money))}</div>'
        )
    marked, money = t("app.shelf.here", quantity=grouped(quantity)), unit_text(document.money)
    axis = t("app.quote.axis_quantity")
    with middle:
        st.altair_chart(
            charts.step_curve(
                [(band.above, band.up_to, band.price) for band in bands],
                quantity,
                (axis, t("app.quote.axis_price", money=money)),
                marked,
            ),
            width="stretch",
        )
    with right:
        st.altair_chart(
            shelf_charts.totals(
                totals,
                (quantity, here),
                (axis, t("app.shelf.axis_amount", money=money)),
                amount(here, document.money),
            ),
            width="stretch",
        )


def _quantity(key: str, unit: str, first: Decimal) -> Decimal | None:
    written = st.text_input(t("app.shelf.try", unit=unit), grouped(first), key=key)
    try:
        found = typed_number(written)
    except PydanticCustomError:
        found = Decimal(-1)
    if found < 0:
        elements.note(say("money.not_a_number", language()), "warn")
        return None
    return found


def _plain(version: TariffVersion, product: TariffProduct, component: Component) -> TariffVersion:
    """Return the version with this one component at its plain price, as the curve shows it."""
    alone = component.model_copy(
        update={"for_class": {}, "once_per": None, "free_quota": None, "not_collected": None}
    )
    only = product.model_copy(update={"components": (alone,), "discounts": (), "exemptions": ()})
    return version.model_copy(update={"products": (only,)})


def _amount(
    document: TariffDocument, version: TariffVersion, product: TariffProduct, quantity: Decimal
) -> Decimal:
    """Return what the tariff's own reader makes of a quantity (yuan)."""
    charge = version.products[0].components[0].charge
    over = charge.accumulate if isinstance(charge, Graduated | Volume) else None
    keys = {} if over is None else dict.fromkeys(over.key, product.id)
    keys.pop("product", None)
    on: datetime.date = version.from_.start
    usage = Usage(product=product.id, on=on, quantity=quantity, keys=keys, distinct=True)
    rated = rate(document, version, [usage], {})
    return rated.total.number if rated.total is not None else Decimal(0)
