"""A reviewed submission as the inputs of a method, each figure with its source."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from engine.determination.deduction import Deduction
from engine.determination.rates import Rates
from engine.determination.review.decisions import Decided
from engine.determination.review.review import Review
from engine.explain import sources
from engine.law import Declaration, Shelf
from engine.method import Cell, MethodVersion, Row
from engine.money import CONTEXT, exactly
from engine.submission import Asset, Driver, Filed, taken_by_products
from engine.text import Text

__all__ = ["Spread", "figures_of", "review_figures", "tables_of"]

_YIELDS = ("yield_before_cycle", "yield_before_determination")


@dataclass(frozen=True, slots=True)
class Spread:
    """The percentage points chosen above the yield, with the source that gives the reason."""

    value: Decimal
    source: Declaration


def tables_of(
    filed: Filed,
    review: Review,
    version: MethodVersion,
    decided: Decided | None = None,
    earlier: Mapping[str, Cell] | None = None,
) -> dict[str, list[Row]]:
    """Return the tables of a method on costs, each cell with its place in the submission.

    `decided` is where the decisions stand that the review carries; `earlier` holds, by item and
    subsidy, what all earlier years came to.
    """
    return {
        "items": list(_items(filed, review, version, decided, earlier or {})),
        "subsidies": list(_subsidies(filed, earlier or {})),
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
        **review_figures(filed),
        "accounts_years": Cell(
            Decimal(1 + len(submission.earlier_years)), (filed.declared("earlier_years"),)
        ),
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
    if submission.trial is not None:
        months = Decimal(submission.trial.months)
        figures["trial_months"] = Cell(months, (filed.declared("trial", "months"),))
    return figures


def review_figures(filed: Filed) -> dict[str, Cell]:
    """Return the single figures that the review of one year of accounts needs."""
    submission = filed.submission
    figures = {
        "income_base_year": Cell(submission.income, (filed.declared("income"),)),
        "accounts_year": Cell(
            Decimal(submission.accounts_year), (filed.declared("accounts_year"),)
        ),
    }
    wage = submission.local_average_wage
    if wage is not None:
        figures["local_average_wage"] = Cell(wage, (filed.declared("local_average_wage"),))
        figures["staff_number"] = _staff(filed)
    return figures


def _staff(filed: Filed) -> Cell:
    """Return how many persons worked in the accounts year: all groups added."""
    year = filed.submission.accounts_year
    groups = [
        (position, group.number)
        for position, group in enumerate(filed.submission.staff)
        if group.year == year or (group.year is None and year == filed.last_year)
    ]
    return Cell(
        exactly(lambda: sum((number for _, number in groups), Decimal(0))),
        tuple(filed.declared("staff", position, "number") for position, _ in groups),
    )


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


def _items(
    filed: Filed,
    review: Review,
    version: MethodVersion,
    decided: Decided | None,
    earlier: Mapping[str, Cell],
) -> Iterator[Row]:
    granted = _granted(filed)
    classes = _classes(version)
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
            given = granted.get(item.id)
            row |= _asset(filed, (*place, "asset"), item.asset, given, classes)
        decision = treated.decision
        if decision is not None and decision.amount is not None and decided is not None:
            written = (decided.declared(decision),)
            row["decided"] = Cell("changed", written)
            row["decided_amount"] = Cell(decision.amount, written)
        if item.id in earlier:
            row["earlier_reviewed"] = earlier[item.id]
        yield row


def _asset(
    filed: Filed,
    place: tuple[str | int, ...],
    asset: Asset,
    granted: Cell | None,
    classes: Mapping[str, str],
) -> dict[str, Cell]:
    """Return what the register says of one asset; `granted` is what subsidies were given for it."""

    def told(value: Decimal | str, name: str) -> Cell:
        return Cell(value, (filed.declared(*place, name),))

    row = {
        "original_value": told(asset.original, "original"),
        "granted_value": granted or told(Decimal(0), "original"),
        "residual_share": told(asset.residual, "residual"),
        "life_years": told(asset.life, "life"),
    }
    if asset.asset_class is not None:
        named = asset.asset_class
        row["asset_class"] = told(classes.get(named, named), "asset_class")
    if asset.in_use_from is not None:
        year, _, month = asset.in_use_from.partition("-")
        row["in_use_year"] = told(Decimal(year), "in_use_from")
        row["in_use_month"] = told(Decimal(month), "in_use_from")
    if asset.given:
        row["given_value"] = told(asset.given, "given")
    if asset.revalued:
        row["revalued_value"] = told(asset.revalued, "revalued")
    return row


def _classes(version: MethodVersion) -> dict[str, str]:
    """Return the classes of assets that the method knows, by their titles."""
    table = next((table for table in version.tables if table.id == "items"), None)
    column = None if table is None else table.column("asset_class")
    values = () if column is None else column.values
    return {title: value.id for value in values for title in (value.title.zh, value.title.en)}


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


def _subsidies(filed: Filed, earlier: Mapping[str, Cell]) -> Iterator[Row]:
    for position, subsidy in enumerate(filed.submission.subsidies):
        place = ("subsidies", position)
        before = {"earlier_amount": earlier[subsidy.id]} if subsidy.id in earlier else {}
        yield {
            **before,
            "id": Cell(subsidy.id),
            "title": Cell(subsidy.title),
            "tag": Cell(subsidy.tag, (filed.declared(*place, "tag"),)),
            "amount": Cell(subsidy.amount, (filed.declared(*place, "amount"),)),
        }


def _pools(filed: Filed) -> Iterator[Row]:
    measured = _measured(filed)
    for position, pool in enumerate(filed.submission.pools):
        row = {"id": Cell(pool.id), "title": Cell(pool.title)}
        if pool.by is None:
            declared = filed.declared("pools", position, "paid_share", reason=pool.driver.zh)
            yield {**row, "paid_share": Cell(pool.paid_share, (declared,))}
            continue
        at, driver = measured[pool.by]
        told = {
            name: (filed.declared("drivers", at, name, reason=driver.title.zh),)
            for name in ("paid", "free")
        }
        yield {
            **row,
            "paid_share": Cell(pool.paid_share, (*told["paid"], *told["free"])),
            "driver_paid": Cell(driver.paid, told["paid"]),
            "driver_free": Cell(driver.free, told["free"]),
        }


def _measured(filed: Filed) -> dict[str, tuple[int, Driver]]:
    return {driver.id: (at, driver) for at, driver in enumerate(filed.submission.drivers)}


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
    pools = {pool.id: pool for pool in filed.submission.pools}
    measured = _measured(filed)
    for position, product in enumerate(filed.submission.products):
        for name, pool in pools.items():  # in one order, whatever that of the declaration
            if name not in product.shares:
                continue
            share = product.shares[name]
            declared = (filed.declared("products", position, "shares", name),)
            row = {}
            if pool.by is not None:
                at, driver = measured[pool.by]
                declared = (filed.declared("drivers", at, "products", product.id),)
                taken = driver.products.get(product.id, Decimal(0))
                row["driver_taken"] = Cell(taken, declared)
                row["driver_of_all"] = Cell(taken_by_products(driver), declared)
            title = Text(
                zh=f"{product.title.zh}·{pool.title.zh}",
                en=f"{product.title.en}, {pool.title.en}",
            )
            yield {
                **row,
                "id": Cell(f"{product.id}.{name}"),
                "title": Cell(title),
                "product": Cell(product.id, declared),
                "pool": Cell(name, declared),
                "share": Cell(share, declared),
            }
