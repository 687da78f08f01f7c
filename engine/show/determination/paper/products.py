"""The products on paper, each with its full price and its ceiling."""

from __future__ import annotations

from engine.ceiling import Ceilings
from engine.determination import Determination
from engine.money import grouped
from engine.report import Cell, Column, Table
from engine.text import text

__all__ = ["ceilings_table", "products_table"]


def products_table(determination: Determination, ceilings: Ceilings | None) -> Table:
    """Return what each product costs and may cost; ceilings not set yet are left blank."""
    full = {one.offer.id: one.full_price.number for one in ceilings.ceilings} if ceilings else {}
    rows: list[tuple[Cell, ...]] = [
        (
            priced.product.title,
            priced.product.unit,
            grouped(priced.quantity.number),
            priced.cost.number,
            grouped(full.get(priced.product.id, priced.full_price.number), 6),
            _ceiling(priced.product.id, ceilings),
        )
        for priced in determination.products
    ]
    heads = ("product", "unit", "quantity", "cost", "full_price", "ceiling")
    figures = ("quantity", "full_price", "ceiling")
    return Table(
        text("show.determination.products"),
        tuple(
            Column(
                text(f"show.determination.{head}"),
                "yuan" if head == "cost" else "",
                head in figures,
            )
            for head in heads
        ),
        tuple(rows),
    )


def ceilings_table(determination: Determination, ceilings: Ceilings | None) -> Table:
    """Return the ceiling of each product, as it is published."""
    rows: list[tuple[Cell, ...]] = [
        (priced.product.title, priced.product.unit, _ceiling(priced.product.id, ceilings))
        for priced in determination.products
    ]
    heads = ("product", "unit", "ceiling")
    columns = tuple(
        Column(text(f"show.determination.{head}"), figures=head == "ceiling") for head in heads
    )
    return Table(text("show.determination.ceilings"), columns, tuple(rows))


def _ceiling(product: str, ceilings: Ceilings | None) -> Cell:
    for one in ceilings.ceilings if ceilings is not None else ():
        if one.offer.id == product:
            return grouped(one.price.number)
    return text("show.determination.blank")
