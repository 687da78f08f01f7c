"""A tariff as its published price list, with a curve where the price depends on the quantity."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

import streamlit as st

from app.shelf import elements as shelf_elements
from app.shelf.kinds.curve import show_curve
from app.words import language, t, tx
from engine.law import Citation, Teller, name_of
from engine.money import grouped
from engine.tariff import (
    Band,
    Component,
    Flat,
    Ladder,
    PercentBand,
    Period,
    PerUnit,
    TariffDocument,
    TariffProduct,
    TariffVersion,
    Unread,
)
from engine.text import Text, say, unit_text

__all__ = ["show_tariff"]


def show_tariff(document: TariffDocument, version: TariffVersion) -> None:
    """Show the price list: products, components, classes, quotas, windows; then what is asked."""
    _about(document, version)
    teller = Teller(version, currency=document.currency)
    for product in version.products:
        _product(document, version, product, teller)
    _bills(version, teller)
    _classes(version, teller)
    _questions(version)


def _bills(version: TariffVersion, teller: Teller) -> None:
    """Show the rules over whole bills."""
    if version.bill:
        shelf_elements.heading(t("app.shelf.bills"), "")
        heads = ("rule", "price", "cites")
        rows = [
            (
                escape(tx(rule.title)),
                escape(tx(teller.piece(rule, (version,)))),
                shelf_elements.cited(rule.cites),
            )
            for rule in version.bill
        ]
        shelf_elements.table([t(f"app.shelf.head_{name}") for name in heads], rows)


def _about(document: TariffDocument, version: TariffVersion) -> None:
    rounding = version.rounding
    role = say(f"law.comparison.word_{document.role.value}", language())
    sentence = t(
        "app.shelf.tariff",
        role=role,
        vat=t(f"app.vat_{document.vat.value}"),
        count=len(version.products),
        unit=grouped(rounding.unit),
        money=unit_text(document.money),
        mode=say(f"law.comparison.word_{rounding.mode.value}", language()),
        at=say(f"law.comparison.word_{rounding.at.value}", language()),
    )
    badge = shelf_elements.cited(rounding.cites)
    st.html(f'<div class="note note-plain">{escape(sentence)} {badge}</div>')
    if document.obeys is not None:
        link = shelf_elements.link(document.obeys, document=document.obeys)
        st.html(f'<div class="quiet">{escape(t("app.shelf.obeys"))} {link}</div>')
    if document.stands_under:
        links = " · ".join(
            shelf_elements.link(identifier, document=identifier)
            for identifier in document.stands_under.values()
        )
        st.html(f'<div class="quiet">{escape(t("app.shelf.stands_under"))} {links}</div>')
    if version.trial is not None:
        trial = escape(t("app.shelf.trial", years=version.trial.longest_years))
        st.html(f'<div class="note">{trial} {shelf_elements.cited(version.trial.cites)}</div>')


# --- one product ---------------------------------------------------------------------

Row = tuple[str, str, str, str]
"""Component, for whom, price or rule, badge; HTML."""


def _product(
    document: TariffDocument, version: TariffVersion, product: TariffProduct, teller: Teller
) -> None:
    unit = version.units[product.unit].title if product.unit in version.units else None
    shelf_elements.heading(
        tx(product.title), t("app.shelf.per", unit=tx(unit)) if unit else product.unit
    )
    rows = [
        row
        for component in product.components
        for row in _component(version, product, component, teller)
    ]
    rows += _for_classes(version, product, teller)
    heads = ("component", "for_whom", "price", "cites")
    shelf_elements.table([t(f"app.shelf.head_{name}") for name in heads], rows, look="prices")
    for component in product.components:
        show_curve(document, version, product, component)


def _component(
    version: TariffVersion, product: TariffProduct, component: Component, teller: Teller
) -> Iterator[Row]:
    title = escape(tx(component.title))
    around = (version, product, component)
    counts = version.name_of([count.unit for count in product.counts_of(component)])
    first = True
    for price, cites in _prices(component.charge, tx(counts), teller, around):
        whom = escape(t("app.shelf.everyone")) if first else ""
        yield title if first else "", whom, price, shelf_elements.cited(cites)
        first = False
    for name, classed in component.for_class.items():
        whom = tx(version.classes[name].title) if name in version.classes else name
        for price, cites in _prices(classed.charge, tx(counts), teller, around):
            yield "", escape(whom), price, shelf_elements.cited(cites)
    for field, told in _conditions(version, component):
        text = tx(teller.value(field, told, around))
        label = say(f"law.comparison.field_{field}", language())
        yield (
            "",
            "",
            f'<span class="quiet">{escape(label)}</span> {escape(text)}',
            shelf_elements.cited(_cites_within(told)),
        )


def _prices(
    charge: Any, unit: str, teller: Teller, around: tuple[Any, ...]
) -> Iterator[tuple[str, Sequence[Citation]]]:
    """Yield each price of a charge in words, with what it rests on."""
    match charge:
        case PerUnit():
            each = t("app.shelf.each", price=grouped(charge.price), unit=unit, money=teller.money)
            yield _strong(each), charge.cites
        case Flat():
            within = charge.accumulate.period
            period = say(f"law.comparison.word_{within.value}", language())
            price = grouped(charge.price)
            key = "app.shelf.flat_ever" if within is Period.EVER else "app.shelf.flat"
            flat = t(key, price=price, period=period, money=teller.money)
            yield _strong(flat), charge.cites
        case Unread():
            yield escape(tx(charge.reason)), charge.cites
        case _:
            yield from _banded(charge, unit, teller, around)


def _banded(
    charge: Any, unit: str, teller: Teller, around: tuple[Any, ...]
) -> Iterator[tuple[str, Sequence[Citation]]]:
    """Yield how a charge works, then its bands one by one."""
    bands: Sequence[Band | PercentBand] = getattr(charge, "bands", ())
    then: Ladder | None = getattr(charge, "then", None)
    plain = charge.model_copy(update={"bands": (), "then": None}) if bands else charge
    how = tx(teller.piece(plain, around))
    yield f'<span class="quiet">{escape(how)}</span>' if bands else escape(how), charge.cites
    for band in bands:
        each, fee = _price_of(band, unit, teller.money), ""
        if band.entry_fee:
            fee = t("app.shelf.entry_fee", fee=grouped(band.entry_fee), money=teller.money)
        yield f"{escape(_span(band, unit))} {_strong(each)} {escape(fee)}", band.cites
    if then is not None and (end := bands[-1].up_to) is not None:
        above = t("app.shelf.band_open", above=grouped(end), unit=unit)
        climbs = t(
            "app.shelf.ladder",
            every=grouped(then.every),
            adds=grouped(then.adds),
            unit=unit,
            money=teller.money,
        )
        yield f"{escape(above)} {_strong(climbs)}", then.cites


def _price_of(band: Band | PercentBand, unit: str, money: Text) -> str:
    """Return the price of a band in words."""
    if isinstance(band, PercentBand):
        return t("app.shelf.percent", percent=grouped(band.percent))
    if band.size is None:
        return t("app.shelf.each", price=grouped(band.price), unit=unit, money=money)
    size = grouped(band.size)
    return t("app.shelf.block", price=grouped(band.price), size=size, unit=unit, money=money)


def _span(band: Band | PercentBand, unit: str) -> str:
    """Return which units a band holds, in words."""
    if band.up_to is None:
        return t("app.shelf.band_open", above=grouped(band.above), unit=unit)
    if not band.above:
        return t("app.shelf.band_first", up_to=grouped(band.up_to), unit=unit)
    return t("app.shelf.band", above=grouped(band.above), up_to=grouped(band.up_to), unit=unit)


_PRICED_BY = {"id", "title", "per", "charge", "for_class", "float_"}


def _conditions(version: TariffVersion, component: Component) -> Iterator[tuple[str, Any]]:
    """Yield what else a component says: windows, quotas, floats, what is not collected …"""
    if component.per:
        yield "per", component.per
    if component.float_ in version.floats:
        yield "float", version.floats[component.float_]
    for name in type(component).model_fields:
        value = getattr(component, name)
        if name not in _PRICED_BY | {"cites"} and value not in (None, (), {}):
            yield name, value


def _cites_within(piece: Any) -> tuple[Citation, ...]:
    """Return the citations of a piece and of those inside it."""
    if isinstance(piece, tuple):
        return tuple(cite for item in piece for cite in _cites_within(item))
    own = tuple(getattr(piece, "cites", ()))
    fields = getattr(type(piece), "model_fields", {})
    inner = (getattr(piece, name) for name in fields if name != "cites")
    return own + tuple(cite for value in inner for cite in _cites_within(value))


def _for_classes(version: TariffVersion, product: TariffProduct, teller: Teller) -> Iterator[Row]:
    titles = {component.id: tx(component.title) for component in product.components}
    for off in product.discounts:
        yield (
            escape(titles.get(off.component, off.component)),
            escape(tx(teller.title(off.for_, (version,)))),
            _strong(t("app.shelf.discount", percent=grouped(off.percent))),
            shelf_elements.cited(off.cites),
        )
    for exempt in product.exemptions:
        names = t("app.shelf.comma").join(titles.get(name, name) for name in exempt.components)
        yield (
            escape(names),
            escape(tx(teller.title(exempt.for_, (version,)))),
            f"{_strong(t('app.shelf.exempt'))} {escape(tx(exempt.reason))}",
            shelf_elements.cited(exempt.cites),
        )


def _strong(shown: str) -> str:
    return f'<span class="result">{escape(shown)}</span>'


# --- classes and questions -----------------------------------------------------------


def _classes(version: TariffVersion, teller: Teller) -> None:
    if not version.classes:
        return
    shelf_elements.heading(t("app.shelf.classes"), "")
    rows = []
    for found in version.classes.values():
        fact = version.fact(found.fact)
        around = (version,) if fact is None else (version, fact)
        members = t("app.shelf.list_comma").join(
            tx(teller.title(name, around)) for name in found.in_
        )
        asked = name_of(fact) if fact is not None else None
        rows.append(
            (
                escape(tx(found.title)),
                escape(tx(asked) if asked is not None else found.fact),
                escape(members),
                shelf_elements.cited(found.cites),
            )
        )
    heads = ("class", "fact", "values", "cites")
    shelf_elements.table([t(f"app.shelf.head_{name}") for name in heads], rows)


def _questions(version: TariffVersion) -> None:
    if not version.facts:
        return
    shelf_elements.heading(
        t("app.shelf.questions"), t("app.shelf.entries", count=len(version.facts))
    )
    heads = ("fact", "question", "values", "cites")
    shelf_elements.table(
        [t(f"app.shelf.head_{name}") for name in heads],
        [
            (
                escape(tx(fact.title)),
                escape(tx(fact.question)),
                escape(t("app.shelf.list_comma").join(tx(value.title) for value in fact.values)),
                shelf_elements.cited(fact.cites),
            )
            for fact in version.facts
        ],
    )
