"""A reviewed submission as the inputs of a method, each figure with its source."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from engine.cost import Filed, Review
from engine.explain import sources
from engine.law import Declaration, Shelf
from engine.method import Cell, Row
from engine.money import CONTEXT
from engine.revenue.deduction import Deduction
from engine.revenue.rates import Rates
from engine.wording import Text

__all__ = ["Spread", "figures_of", "tables_of"]

_YIELDS = ("yield_before_cycle", "yield_before_determination")


@dataclass(frozen=True, slots=True)
class Spread:
    """The percentage points chosen above the yield, with the source that gives the reason."""

    value: Decimal
    source: Declaration


def tables_of(filed: Filed, review: Review) -> dict[str, list[Row]]:
    """Return the tables of a method on costs, each cell with its place in the submission."""
    return {
        "items": list(_items(filed, review)),
        "subsidies": list(_subsidies(filed)),
        "pools": list(_pools(filed)),
        "products": list(_products(filed)),
        "uses": list(_uses(filed)),
    }


def figures_of(
    filed: Filed, rates: Rates, shelf: Shelf, on: datetime.date, deduction: Deduction | None
) -> dict[str, Cell]:
    """Return the single figures: of the submission, the tax rates on the day `on`, the yields, and
    the excess to be deducted.

    A yield whose year is not published is left out; the method asks for it when it needs it.
    """
    submission = filed.submission
    figures = {
        "income_base_year": Cell(submission.income, (filed.declared("income"),)),
        "input_vat": Cell(submission.input_vat, (filed.declared("input_vat"),)),
    }
    for name, amount in (
        ("net_assets", submission.net_assets),
        ("effective_assets", submission.effective_assets),
    ):
        if amount is not None:
            figures[name] = Cell(amount, (filed.declared(name),))
    for name in rates.series:
        if name not in _YIELDS:
            published = rates.latest(name, shelf, on)
            figures[name] = Cell(published.value, (*published.cites, *rates.chosen_by[name]))
    figures |= _yields(filed, rates, shelf, on)
    if deduction is not None:
        figures["deduction"] = Cell(deduction.excess, (deduction.declared,))
    return figures


def _yields(filed: Filed, rates: Rates, shelf: Shelf, on: datetime.date) -> dict[str, Cell]:
    override = filed.submission.yield_override
    if override is not None:
        source = filed.declared("yield_override", "value", reason=override.reason)
        return {name: Cell(override.value, (source,)) for name in _YIELDS}
    years = (filed.submission.cycle.first_year - 1, on.year - 1)
    found = {
        name: rates.of_year(name, shelf, on, year)
        for name, year in zip(_YIELDS, years, strict=True)
        if name in rates.series
    }
    return {
        name: Cell(point.value, point.cites) for name, point in found.items() if point is not None
    }


def _items(filed: Filed, review: Review) -> Iterator[Row]:
    granted = _granted(filed)
    for position, treated in enumerate(review.treatments):
        item, place = treated.item, ("items", position)
        row = {
            "id": Cell(item.id),
            "title": Cell(item.title),
            "category": Cell(treated.category, (filed.declared(*place, "category"),)),
            "treatment": Cell(treated.treatment, sources(treated.step)),
            "submitted": Cell(item.amount, (filed.declared(*place, "amount"),)),
        }
        if item.pool is not None:
            row["pool"] = Cell(item.pool, (filed.declared(*place, "pool"),))
        if item.direct is not None:
            row["direct"] = Cell(item.direct, (filed.declared(*place, "direct"),))
        if item.asset is not None:
            asset = (*place, "asset")
            original = (filed.declared(*asset, "original"),)
            row["original_value"] = Cell(item.asset.original, original)
            row["granted_value"] = granted.get(item.id, Cell(Decimal(0), original))
            row["residual_share"] = Cell(item.asset.residual, (filed.declared(*asset, "residual"),))
            row["life_years"] = Cell(item.asset.life, (filed.declared(*asset, "life"),))
        yield row


def _granted(filed: Filed) -> dict[str, Cell]:
    """Return what the government granted of each asset: the subsidies given for it, added."""
    found: dict[str, Cell] = {}
    for position, subsidy in enumerate(filed.submission.subsidies):
        if subsidy.asset is None:
            continue
        before = found.get(subsidy.asset, Cell(Decimal(0)))
        assert isinstance(before.value, Decimal)
        together = CONTEXT.add(before.value, subsidy.amount)
        declared = filed.declared("subsidies", position, "amount")
        found[subsidy.asset] = Cell(together, (*before.sources, declared))
    return found


def _subsidies(filed: Filed) -> Iterator[Row]:
    for position, subsidy in enumerate(filed.submission.subsidies):
        place = ("subsidies", position)
        yield {
            "id": Cell(subsidy.id),
            "title": Cell(subsidy.title),
            "tag": Cell(subsidy.tag, (filed.declared(*place, "tag"),)),
            "amount": Cell(subsidy.amount, (filed.declared(*place, "amount"),)),
        }


def _pools(filed: Filed) -> Iterator[Row]:
    for position, pool in enumerate(filed.submission.pools):
        declared = filed.declared("pools", position, "paid_share", reason=pool.driver.zh)
        yield {
            "id": Cell(pool.id),
            "title": Cell(pool.title),
            "paid_share": Cell(pool.paid_share, (declared,)),
        }


def _products(filed: Filed) -> Iterator[Row]:
    for position, product in enumerate(filed.submission.products):
        place = ("products", position)
        yield {
            "id": Cell(product.id),
            "title": Cell(product.title),
            "quantity": Cell(product.quantity, (filed.declared(*place, "quantity"),)),
            "direct_share": Cell(product.direct_share, (filed.declared(*place, "direct_share"),)),
        }


def _uses(filed: Filed) -> Iterator[Row]:
    titles = {pool.id: pool.title for pool in filed.submission.pools}
    for position, product in enumerate(filed.submission.products):
        for pool, share in product.shares.items():
            declared = (filed.declared("products", position, "shares", pool),)
            title = Text(
                zh=f"{product.title.zh}·{titles[pool].zh}",
                en=f"{product.title.en}, {titles[pool].en}",
            )
            yield {
                "id": Cell(f"{product.id}.{pool}"),
                "title": Cell(title),
                "product": Cell(product.id, declared),
                "pool": Cell(pool, declared),
                "share": Cell(share, declared),
            }
