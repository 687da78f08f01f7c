"""What the engine knows by name of a method of determination (约定): gives it and takes from it."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from engine.catalogue import Disclosure
from engine.determination.contract.rules import (
    RATE_RULES,
    REVIEW_RULES,
    ReviewFacts,
    ReviewOutputs,
    outputs_of,
    series_named,
    values_of,
)
from engine.law import Faults, Finding, Path, Series, Shelf
from engine.method import (
    Contract,
    ContractColumn,
    ContractFigure,
    Method,
    MethodRole,
    MethodVersion,
    register_contract,
    texts_compared,
)
from engine.rules import RulesDocument, RulesVersion

__all__ = [
    "CONTRACT",
    "ITEMS",
    "LINES_OF_REVIEW",
    "POOLS",
    "PRODUCTS",
    "SUBSIDIES",
    "USES",
    "YIELDS",
    "Blocks",
    "Chosen",
    "Doubts",
    "Given",
    "ItemColumns",
    "Lines",
    "Offered",
    "PoolColumns",
    "ProductColumns",
    "SubsidyColumns",
    "UseColumns",
    "published_figures",
]

ITEMS, SUBSIDIES, POOLS, PRODUCTS, USES = "items", "subsidies", "pools", "products", "uses"


class Lines(ContractFigure):
    """The lines that are taken."""

    REVIEWED = "reviewed", "yuan", ITEMS
    REVIEWED_BY_RULE = "reviewed_by_rule", "yuan", ITEMS
    SUBMITTED_TOTAL = "submitted_total", "yuan"
    REDUCTION_TOTAL = "reduction_total", "yuan"
    REVIEWED_TOTAL = "reviewed_total", "yuan"
    COUNTED = "counted", "yuan", ITEMS
    COUNTED_TOTAL = "counted_total", "yuan"
    BASE_DIFFERENCE = "base_difference", "yuan"
    POOL_COST = "pool_cost", "yuan", POOLS
    POOL_PAID = "pool_paid", "yuan", POOLS
    POOL_FREE = "pool_free", "yuan", POOLS
    DIRECT_PAID = "direct_paid", "yuan"
    DIRECT_FREE = "direct_free", "yuan"
    PAID_COST = "paid_cost", "yuan"
    FREE_COST = "free_cost", "yuan"
    SUBSIDY_PAID = "subsidy_paid", "yuan"
    UNSPECIFIED_TO_PAID = "unspecified_to_paid", "yuan"
    FREE_UNCOVERED = "free_uncovered", "yuan"
    OPERATING_COST = "operating_cost", "yuan/year"
    TREASURY_YIELD = "treasury_yield", "percent"
    PERMITTED_PROFIT = "permitted_profit", "yuan/year"
    INCOME_TAX = "income_tax", "yuan/year"
    SURCHARGES = "surcharges", "yuan/year"
    MAXIMUM = "maximum", "yuan/year"
    DEDUCTION_TAKEN = "deduction_taken", "yuan/year", "year"
    MAXIMUM_AFTER_DEDUCTION = "maximum_after_deduction", "yuan/year", "year"
    SHARE_USED = "share_used", "1", USES
    USE_COST = "use_cost", "yuan", USES
    COST_BEFORE_SUBSIDY = "cost_before_subsidy", "yuan", PRODUCTS
    SHARE_OF_COST = "share_of_cost", "1", PRODUCTS
    FULL_PRICE = "full_price", "yuan/unit", PRODUCTS


class Doubts(ContractFigure):
    """The lines by which a method says of which assets the class has to be judged; 1 is yes."""

    LIFE_IN_DOUBT = "life_in_doubt", "1", ITEMS
    CLASS_FITS = "class_fits", "1", ITEMS


LINES_OF_REVIEW = (
    Lines.REVIEWED,
    Lines.REVIEWED_BY_RULE,
    Lines.SUBMITTED_TOTAL,
    Lines.REDUCTION_TOTAL,
    Lines.REVIEWED_TOTAL,
)
"""Those that are taken of every year of accounts."""


class Given(ContractFigure):
    """The inputs without which a method would drop what was declared."""

    DEDUCTION = "deduction", "yuan"


class Offered(ContractFigure):
    """The inputs that a method may have; those that published series hold are beside them."""

    INCOME_BASE_YEAR = "income_base_year", "yuan"
    ACCOUNTS_YEAR = "accounts_year", "1"
    ACCOUNTS_YEARS = "accounts_years", "1"
    CYCLE_FIRST_YEAR = "cycle_first_year", "1"
    LOCAL_AVERAGE_WAGE = "local_average_wage", "yuan"
    STAFF_NUMBER = "staff_number", "1"
    INPUT_VAT = "input_vat", "yuan/year"
    NET_ASSETS = "net_assets", "yuan"
    EFFECTIVE_ASSETS = "effective_assets", "yuan"
    TRIAL_MONTHS = "trial_months", "1"
    YIELD_BEFORE_CYCLE = "yield_before_cycle", "percent"
    YIELD_BEFORE_DETERMINATION = "yield_before_determination", "percent"


YIELDS = (Offered.YIELD_BEFORE_CYCLE, Offered.YIELD_BEFORE_DETERMINATION)
"""Those of which a year is taken that depends on the cycle, and on the day."""


class Chosen(ContractFigure):
    """The parameters that are chosen for a determination."""

    SPREAD = "spread", "percent"


class ItemColumns(ContractColumn):
    """The columns of the items of the accounts."""

    CATEGORY = "category"
    TREATMENT = "treatment"
    SUBMITTED = "submitted", "yuan"
    POOL = "pool"
    DIRECT = "direct", "", "paid", "free"
    ORIGINAL_VALUE = "original_value", "yuan"
    GRANTED_VALUE = "granted_value", "yuan"
    RESIDUAL_SHARE = "residual_share", "percent"
    LIFE_YEARS = "life_years", "year"
    ASSET_CLASS = "asset_class"
    IN_USE_YEAR = "in_use_year", "1"
    IN_USE_MONTH = "in_use_month", "1"
    GIVEN_VALUE = "given_value", "yuan"
    REVALUED_VALUE = "revalued_value", "yuan"
    DECIDED = "decided", "", "changed"
    DECIDED_AMOUNT = "decided_amount", "yuan"
    EARLIER_REVIEWED = "earlier_reviewed", "yuan"


class SubsidyColumns(ContractColumn):
    """The columns of the subsidies."""

    TAG = "tag", "", "asset", "paid", "free", "unspecified"
    AMOUNT = "amount", "yuan"
    EARLIER_AMOUNT = "earlier_amount", "yuan"


class PoolColumns(ContractColumn):
    """The columns of the pools of joint cost."""

    PAID_SHARE = "paid_share", "percent"
    DRIVER_PAID = "driver_paid", "1"
    DRIVER_FREE = "driver_free", "1"


class ProductColumns(ContractColumn):
    """The columns of the products."""

    QUANTITY = "quantity", "unit/year"
    DIRECT_SHARE = "direct_share", "percent"


class UseColumns(ContractColumn):
    """The columns of the products' use of pools."""

    PRODUCT = "product"
    POOL = "pool"
    SHARE = "share", "percent"
    DRIVER_TAKEN = "driver_taken", "1"
    DRIVER_OF_ALL = "driver_of_all", "1"


class Blocks(StrEnum):
    """The blocks that are computed, or left out, by themselves."""

    REVIEW = "review"
    """Computed alone for each earlier year of accounts."""
    TRIAL = "trial"
    """Left out where nothing is on trial."""


def published_figures(method: Method, shelf: Shelf) -> dict[str, tuple[str, ...]]:
    """Return the inputs that published series give, with the names of the series."""
    rules = _rules(method.uses.rates, shelf)
    return {name: of for version in rules for name, of in outputs_of(version).items()}


def _rules(named: str | None, shelf: Shelf) -> tuple[RulesVersion, ...]:
    return () if named is None else shelf.read(named, RulesDocument).versions


def _beside(method: Method, shelf: Shelf) -> Iterator[Finding]:
    """Yield what the rules that a method names lack, or ask without an answer."""
    for use, named, rules in (
        ("review", method.uses.review, REVIEW_RULES),
        ("rates", method.uses.rates, RATE_RULES),
    ):
        try:
            versions = _rules(named, shelf)
        except Faults:
            yield Finding(("uses", use), "method.contract_no_document", {}, named)
            continue
        # The same in several versions is one to be put right.
        told = {
            one.key + str(one.values): one
            for of in versions
            for one in rules.unlike(of, use, named)
        }
        yield from told.values()
    if method.uses.disclosure is not None:
        try:
            shelf.get(method.uses.disclosure, Disclosure)
        except Faults:
            at = ("uses", "disclosure")
            yield Finding(at, "method.contract_no_document", {}, method.uses.disclosure)


def _between(method: Method, version: MethodVersion, shelf: Shelf, path: Path) -> Iterator[Finding]:
    """Yield treatments that the method cannot hold, categories that the rules do not know, and
    inputs that no series gives, or in another unit."""
    for rules in _rules(method.uses.review, shelf):
        yield from _treatments(version, rules, path)
        known = [value.id for value in values_of(rules, ReviewFacts.CATEGORY)]
        for written, at in texts_compared(version, ITEMS, ItemColumns.CATEGORY):
            if written not in known:
                yield Finding(
                    (*path, *at), "law.not_one_of", {"allowed": ", ".join(known)}, written
                )
    if method.uses.rates is None:
        return
    published = published_figures(method, shelf)
    names = {name for of in published.values() for name in of}
    series = series_named(shelf, method.uses.rates, names)
    for position, entry in enumerate(version.inputs):
        at = (*path, "inputs", position)
        if entry.id in YIELDS and entry.id not in published:
            yield Finding((*at, "id"), "determination.no_series_of", {"rules": method.uses.rates})
        for name in published.get(entry.id, ()):
            units = {one.unit for one in shelf.read(series[name], Series).versions}
            if units != {entry.unit}:
                values = {"series": series[name], "unit": ", ".join(sorted(units))}
                yield Finding((*at, "unit"), "determination.unit_of_series", values, entry.unit)


def _treatments(version: MethodVersion, rules: RulesVersion, path: Path) -> Iterator[Finding]:
    for position, table in enumerate(version.tables):
        column = table.column(ItemColumns.TREATMENT) if table.id == ITEMS else None
        held = () if column is None else tuple(value.id for value in column.values)
        decided = outputs_of(rules).get(ReviewOutputs.TREATMENT, ())
        missing = [name for name in decided if held and name not in held]
        if column is not None and missing:
            at = (*path, "tables", position, "columns", table.columns.index(column), "values")
            yield Finding(at, "method.contract_texts", {"missing": ", ".join(missing)})


CONTRACT = Contract(
    role=MethodRole.DETERMINATION,
    lines=Lines,
    looked_at=Doubts,
    given=Given,
    offered=Offered,
    chosen=Chosen,
    tables={
        ITEMS: ItemColumns,
        SUBSIDIES: SubsidyColumns,
        POOLS: PoolColumns,
        PRODUCTS: ProductColumns,
        USES: UseColumns,
    },
    blocks=Blocks,
    uses=("review", "rates"),
    published=published_figures,
    beside=_beside,
    between=_between,
)
register_contract(CONTRACT)
