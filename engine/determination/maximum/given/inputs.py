"""A reviewed submission as the inputs of a method, each figure with its source."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from engine.determination.contract.method import (
    ITEMS,
    POOLS,
    PRODUCTS,
    SUBSIDIES,
    USES,
    YIELDS,
    Given,
    ItemColumns,
    Offered,
    PoolColumns,
    ProductColumns,
    SubsidyColumns,
    UseColumns,
)
from engine.determination.maximum.deduction import Deduction
from engine.determination.maximum.given.rates import Rates
from engine.determination.review.decisions import Decided
from engine.determination.review.review import Review
from engine.explain import sources
from engine.law import Declaration, Shelf
from engine.method import InputCell, InputRow, MethodVersion
from engine.money import CONTEXT, exactly
from engine.submission import Asset, Driver, Filed, taken_by_products
from engine.text import Text

__all__ = ["Spread", "figures_of", "review_figures", "tables_of", "yield_years"]


@dataclass(frozen=True, slots=True)
class Spread:
    """The spread (加点): points chosen above the yield, with the source that gives the reason."""

    value: Decimal
    source: Declaration


def tables_of(
    filed: Filed,
    review: Review,
    version: MethodVersion,
    decided: Decided | None = None,
    earlier: Mapping[str, InputCell] | None = None,
) -> dict[str, list[InputRow]]:
    """Return the tables of a method on costs, each cell with its place in the submission.

    `decided` is where the decisions stand that the review carries; `earlier` holds, by item and
    subsidy, what all earlier years came to.
    """
    return {
        ITEMS: list(_items(filed, review, version, decided, earlier or {})),
        SUBSIDIES: list(_subsidies(filed, earlier or {})),
        POOLS: list(_pools(filed)),
        PRODUCTS: list(_products(filed)),
        USES: list(_uses(filed)),
    }


def figures_of(
    filed: Filed, rates: Rates, shelf: Shelf, on: datetime.date, deduction: Deduction | None
) -> dict[str, InputCell]:
    """Return the single figures: of the submission, the tax rates on the day `on`, the yields, and
    the excess to be deducted.

    A yield whose year is not published is left out; the method asks for it when it needs it.
    """
    submission = filed.submission
    figures: dict[str, InputCell] = {
        **review_figures(filed),
        Offered.ACCOUNTS_YEARS: InputCell(
            Decimal(1 + len(submission.earlier_years)), (filed.declared("earlier_years"),)
        ),
        Offered.CYCLE_FIRST_YEAR: InputCell(
            Decimal(submission.cycle.first_year), (filed.declared("cycle", "first_year"),)
        ),
        Offered.INPUT_VAT: InputCell(submission.input_vat, (filed.declared("input_vat"),)),
    }
    for asset, filed_as, amount in (
        (Offered.NET_ASSETS, "net_assets", submission.net_assets),
        (Offered.EFFECTIVE_ASSETS, "effective_assets", submission.effective_assets),
    ):
        if amount is not None:
            figures[asset] = InputCell(amount, (filed.declared(filed_as),))
    for name in rates.series:
        if name not in YIELDS:
            published = rates.latest(name, shelf, on)
            figures[name] = InputCell(published.value, (*published.cites, *rates.chosen_by[name]))
    figures |= _yields(filed, rates, shelf, on)
    if deduction is not None:
        figures[Given.DEDUCTION] = InputCell(deduction.open, deduction.sources)
    if submission.trial is not None:
        months = Decimal(submission.trial.months)
        figures[Offered.TRIAL_MONTHS] = InputCell(months, (filed.declared("trial", "months"),))
    return figures


def review_figures(filed: Filed) -> dict[str, InputCell]:
    """Return the single figures that the review of one year of accounts needs."""
    submission = filed.submission
    figures: dict[str, InputCell] = {
        Offered.INCOME_BASE_YEAR: InputCell(submission.income, (filed.declared("income"),)),
        Offered.ACCOUNTS_YEAR: InputCell(
            Decimal(submission.accounts_year), (filed.declared("accounts_year"),)
        ),
    }
    wage = submission.local_average_wage
    if wage is not None:
        figures[Offered.LOCAL_AVERAGE_WAGE] = InputCell(
            wage, (filed.declared("local_average_wage"),)
        )
        figures[Offered.STAFF_NUMBER] = _staff(filed)
    return figures


def _staff(filed: Filed) -> InputCell:
    """Return how many persons worked in the accounts year: all groups added."""
    year = filed.submission.accounts_year
    groups = [
        (position, group.number)
        for position, group in enumerate(filed.submission.staff)
        if group.year == year or (group.year is None and year == filed.last_year)
    ]
    return InputCell(
        exactly(lambda: sum((number for _, number in groups), Decimal(0))),
        tuple(filed.declared("staff", position, "number") for position, _ in groups),
    )


def yield_years(filed: Filed, on: datetime.date) -> dict[str, int]:
    """Return the calendar year of which each yield is taken, by its name."""
    years = (filed.submission.cycle.first_year - 1, on.year - 1)
    return {name.value: year for name, year in zip(YIELDS, years, strict=True)}


def _yields(filed: Filed, rates: Rates, shelf: Shelf, on: datetime.date) -> dict[str, InputCell]:
    override = filed.submission.yield_override
    if override is not None:
        source = filed.declared("yield_override", "value", reason=override.reason)
        return {name: InputCell(override.value, (source,)) for name in YIELDS}
    found = {
        name: rates.of_year(name, shelf, on, year)
        for name, year in yield_years(filed, on).items()
        if name in rates.series
    }
    return {
        name: InputCell(point.value, point.cites)
        for name, point in found.items()
        if point is not None
    }


def _items(
    filed: Filed,
    review: Review,
    version: MethodVersion,
    decided: Decided | None,
    earlier: Mapping[str, InputCell],
) -> Iterator[InputRow]:
    granted = _granted(filed)
    classes = _classes(version)
    for position, treated in enumerate(review.treatments):
        item, place = treated.item, ("items", position)
        row: dict[str, InputCell] = {
            "id": InputCell(item.id),
            "title": InputCell(item.title),
            ItemColumns.CATEGORY: InputCell(
                treated.category.id, (filed.declared(*place, "category"),)
            ),
            ItemColumns.TREATMENT: InputCell(treated.treatment, sources(treated.step)),
            ItemColumns.SUBMITTED: InputCell(item.amount, (filed.declared(*place, "amount"),)),
        }
        row |= _place(filed, position, decided)
        if item.asset is not None:
            given = granted.get(item.id)
            row |= _asset(filed, (*place, "asset"), item.asset, given, classes)
        decision = treated.decision
        if decision is not None and decision.amount is not None and decided is not None:
            written = (decided.declared(decision),)
            row[ItemColumns.DECIDED] = InputCell("changed", written)
            row[ItemColumns.DECIDED_AMOUNT] = InputCell(decision.amount, written)
        if item.id in earlier:
            row[ItemColumns.EARLIER_REVIEWED] = earlier[item.id]
        yield row


def _place(filed: Filed, position: int, decided: Decided | None) -> dict[str, InputCell]:
    """Return where an item belongs: as the reviewer decided, else as submitted."""
    item = filed.submission.items[position]
    placing = None if decided is None else decided.placing(item.id)
    pool, direct = (item.pool, item.direct) if placing is None else (placing.pool, placing.direct)
    row: dict[str, InputCell] = {}
    for column, name, value in (
        (ItemColumns.POOL, "pool", pool),
        (ItemColumns.DIRECT, "direct", direct),
    ):
        if value is not None:
            source = filed.declared("items", position, name)
            if decided is not None and placing is not None:
                source = decided.declared(placing)
            row[column] = InputCell(value, (source,))
    return row


def _asset(
    filed: Filed,
    place: tuple[str | int, ...],
    asset: Asset,
    granted: InputCell | None,
    classes: Mapping[str, str],
) -> dict[str, InputCell]:
    """Return what the register says of one asset; `granted` is what subsidies were given for it."""

    def told(value: Decimal | str, name: str) -> InputCell:
        return InputCell(value, (filed.declared(*place, name),))

    row: dict[str, InputCell] = {
        ItemColumns.ORIGINAL_VALUE: told(asset.original, "original"),
        ItemColumns.GRANTED_VALUE: granted or told(Decimal(0), "original"),
        ItemColumns.RESIDUAL_SHARE: told(asset.residual, "residual"),
        ItemColumns.LIFE_YEARS: told(asset.life, "life"),
    }
    if asset.asset_class is not None:
        named = asset.asset_class
        row[ItemColumns.ASSET_CLASS] = told(classes.get(named, named), "asset_class")
    if asset.in_use_from is not None:
        year, _, month = asset.in_use_from.partition("-")
        row[ItemColumns.IN_USE_YEAR] = told(Decimal(year), "in_use_from")
        row[ItemColumns.IN_USE_MONTH] = told(Decimal(month), "in_use_from")
    if asset.given:
        row[ItemColumns.GIVEN_VALUE] = told(asset.given, "given")
    if asset.revalued:
        row[ItemColumns.REVALUED_VALUE] = told(asset.revalued, "revalued")
    return row


def _classes(version: MethodVersion) -> dict[str, str]:
    """Return the classes of assets that the method knows, by their titles."""
    table = next((table for table in version.tables if table.id == ITEMS), None)
    column = None if table is None else table.column(ItemColumns.ASSET_CLASS)
    values = () if column is None else column.values
    return {title: value.id for value in values for title in (value.title.zh, value.title.en)}


def _granted(filed: Filed) -> dict[str, InputCell]:
    """Return what the government granted of each asset: the subsidies given for it, added."""
    found: dict[str, InputCell] = {}
    for position, subsidy in enumerate(filed.submission.subsidies):
        if subsidy.asset is None:
            continue
        before = found.get(subsidy.asset, InputCell(Decimal(0)))
        assert isinstance(before.value, Decimal)
        together = CONTEXT.add(before.value, subsidy.amount)
        declared = filed.declared("subsidies", position, "amount")
        found[subsidy.asset] = InputCell(together, (*before.sources, declared))
    return found


def _subsidies(filed: Filed, earlier: Mapping[str, InputCell]) -> Iterator[InputRow]:
    for position, subsidy in enumerate(filed.submission.subsidies):
        place = ("subsidies", position)
        row: dict[str, InputCell] = {
            "id": InputCell(subsidy.id),
            "title": InputCell(subsidy.title),
            SubsidyColumns.TAG: InputCell(subsidy.tag, (filed.declared(*place, "tag"),)),
            SubsidyColumns.AMOUNT: InputCell(subsidy.amount, (filed.declared(*place, "amount"),)),
        }
        if subsidy.id in earlier:
            row[SubsidyColumns.EARLIER_AMOUNT] = earlier[subsidy.id]
        yield row


def _pools(filed: Filed) -> Iterator[InputRow]:
    measured = _measured(filed)
    for position, pool in enumerate(filed.submission.pools):
        row = {"id": InputCell(pool.id), "title": InputCell(pool.title)}
        if pool.by is None:
            declared = filed.declared("pools", position, "paid_share", reason=pool.driver.zh)
            yield {**row, PoolColumns.PAID_SHARE: InputCell(pool.paid_share, (declared,))}
            continue
        at, driver = measured[pool.by]
        told = {
            name: (filed.declared("drivers", at, name, reason=driver.title.zh),)
            for name in ("paid", "free")
        }
        yield {
            **row,
            PoolColumns.PAID_SHARE: InputCell(pool.paid_share, (*told["paid"], *told["free"])),
            PoolColumns.DRIVER_PAID: InputCell(driver.paid, told["paid"]),
            PoolColumns.DRIVER_FREE: InputCell(driver.free, told["free"]),
        }


def _measured(filed: Filed) -> dict[str, tuple[int, Driver]]:
    return {driver.id: (at, driver) for at, driver in enumerate(filed.submission.drivers)}


def _products(filed: Filed) -> Iterator[InputRow]:
    for position, product in enumerate(filed.submission.products):
        place = ("products", position)
        yield {
            "id": InputCell(product.id),
            "title": InputCell(product.title),
            ProductColumns.QUANTITY: InputCell(
                product.quantity, (filed.declared(*place, "quantity"),)
            ),
            ProductColumns.DIRECT_SHARE: InputCell(
                product.direct_share, (filed.declared(*place, "direct_share"),)
            ),
        }


def _uses(filed: Filed) -> Iterator[InputRow]:
    pools = {pool.id: pool for pool in filed.submission.pools}
    measured = _measured(filed)
    for position, product in enumerate(filed.submission.products):
        for name, pool in pools.items():  # in one order, whatever that of the declaration
            if name not in product.shares:
                continue
            share = product.shares[name]
            declared = (filed.declared("products", position, "shares", name),)
            row: dict[str, InputCell] = {}
            if pool.by is not None:
                at, driver = measured[pool.by]
                declared = (filed.declared("drivers", at, "products", product.id),)
                taken = driver.products.get(product.id, Decimal(0))
                row[UseColumns.DRIVER_TAKEN] = InputCell(taken, declared)
                row[UseColumns.DRIVER_OF_ALL] = InputCell(taken_by_products(driver), declared)
            title = Text(
                zh=f"{product.title.zh}·{pool.title.zh}",
                en=f"{product.title.en}, {pool.title.en}",
            )
            yield {
                **row,
                "id": InputCell(f"{product.id}.{name}"),
                "title": InputCell(title),
                UseColumns.PRODUCT: InputCell(product.id, declared),
                UseColumns.POOL: InputCell(name, declared),
                UseColumns.SHARE: InputCell(share, declared),
            }
