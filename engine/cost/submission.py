"""What an operator submits: accounts, subsidies, pools, products, taxes (成本申报)."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from engine.law import Identifier, Model
from engine.money import Number
from engine.wording import Text

__all__ = [
    "Asset",
    "Cycle",
    "Item",
    "Operator",
    "Pool",
    "Product",
    "Reasoned",
    "Submission",
    "Subsidy",
    "TaxStatus",
]

Amount = Annotated[Number, Field(ge=0)]
"""Yuan, not negative."""
Percent = Annotated[Number, Field(ge=0, le=100)]
"""Per cent, 0 to 100."""


def _one_language(value: Any) -> Any:
    return {"zh": value, "en": value} if isinstance(value, str) else value


Phrase = Annotated[Text, BeforeValidator(_one_language)]
"""A name in both languages; one text stands for both."""
Written = Annotated[str, Field(min_length=1)]
"""Text that is not empty."""


class Operator(Model):
    """The operator (运营机构)."""

    name: Written
    """Full name."""
    uscc: str | None = None
    """Unified social credit code (统一社会信用代码), when given; its check digit must be right."""

    @field_validator("uscc")
    @classmethod
    def _code_is_valid(cls, code: str | None) -> str | None:
        from stdnum.cn import uscc

        if code is not None and not uscc.is_valid(code):
            raise PydanticCustomError("cost.not_a_credit_code", "not a credit code")
        return code


class Cycle(Model):
    """The years for which revenue is permitted (核定周期)."""

    first_year: Annotated[int, Field(ge=2000, le=2100)]
    """The first calendar year."""
    years: Annotated[int, Field(ge=1, le=10)]
    """Its length in years."""

    @property
    def all_years(self) -> tuple[int, ...]:
        """The calendar years of the cycle."""
        return tuple(range(self.first_year, self.first_year + self.years))


class Asset(Model):
    """What depreciation or amortisation is charged on (固定资产、无形资产)."""

    original: Amount
    """Historical cost in yuan, without any revaluation."""
    residual: Percent
    """Expected residual value in per cent of historical cost."""
    life: Annotated[Number, Field(gt=0)]
    """Years over which it is written off."""
    in_use: bool = True
    """Whether it is in use for the service."""


class Item(Model):
    """One line of the accounts (成本项目)."""

    id: Identifier
    """Short name."""
    title: Phrase
    """Name in the accounts."""
    category: Written
    """Category of the cost review: its id or its title in the review's rules."""
    amount: Amount
    """Cost of the accounts year in yuan, as booked."""
    pool: Identifier | None = None
    """The pool of joint cost that it belongs to."""
    direct: Literal["paid", "free"] | None = None
    """The use that it serves alone: paid use or free supply."""
    asset: Asset | None = None
    """For depreciation and amortisation: the asset."""
    force_majeure: bool | None = None
    """For a net loss on assets: whether force majeure caused it."""

    @model_validator(mode="after")
    def _one_home(self) -> Item:
        if self.pool is not None and self.direct is not None:
            raise PydanticCustomError("cost.pool_and_direct", "pool and direct")
        return self


class Subsidy(Model):
    """One government subsidy received (政府补助)."""

    id: Identifier
    """Short name."""
    title: Phrase
    """What it was given for."""
    amount: Amount
    """Yuan: for an asset its whole amount, else that of the accounts year."""
    tag: Literal["asset", "paid", "free", "unspecified"]
    """What it makes up: an asset, cost of paid use, cost of free supply, or not said."""
    asset: Identifier | None = None
    """For the tag `asset`: the item whose asset it was given for."""

    @model_validator(mode="after")
    def _asset_is_named(self) -> Subsidy:
        if (self.tag == "asset") != (self.asset is not None):
            raise PydanticCustomError("cost.subsidy_asset", "tag asset and asset go together")
        return self


class Pool(Model):
    """Joint cost of paid use and free supply, split by one driver (成本池)."""

    id: Identifier
    """Short name."""
    title: Phrase
    """Name."""
    driver: Phrase
    """The cost driver (分摊动因), such as computing hours."""
    paid_share: Percent
    """Share of the driver that paid use takes, in per cent."""


class Product(Model):
    """A paid product or service (公共数据产品和服务)."""

    id: Identifier
    """Short name."""
    title: Phrase
    """Name on the product list."""
    unit: Phrase
    """Unit in which it is charged, such as a call."""
    quantity: Annotated[Number, Field(gt=0)]
    """Forecast quantity of a year, in `unit`."""
    tick: Annotated[Number, Field(gt=0)]
    """Smallest step of its price, in yuan."""
    shares: Annotated[dict[Identifier, Percent], Field(default_factory=dict)]
    """Its share in per cent of the paid part of each pool."""
    direct_share: Percent = Decimal(0)
    """Its share in per cent of the cost direct to paid use, when there is any."""


class TaxStatus(Model):
    """Which published rates govern the operator; ids or titles in the rules on rates."""

    vat: Written
    """How value-added tax is computed for it."""
    location: Written
    """Where it is located, for the urban maintenance and construction tax."""
    income_tax: Written
    """Which rate of enterprise income tax it is under."""


class Reasoned(Model):
    """A figure that was chosen, and why."""

    value: Number
    """The figure: percentage points or per cent."""
    reason: Written
    """The reason, in writing."""


class Submission(Model):
    """The whole submission of one operator for one cycle. All amounts are yuan without VAT."""

    operator: Operator
    """Who submits."""
    declared_by: str | None = None
    """Person or office that answers for the figures."""
    cycle: Cycle
    """The cycle to be determined."""
    accounts_year: Annotated[int, Field(ge=2000, le=2100)]
    """The complete year whose accounts are submitted."""
    vat: Literal["excluded"]
    """VAT basis of all amounts; a determination is made without VAT."""
    income: Amount
    """Operating income of the accounts year, for caps that refer to it."""
    input_vat: Amount
    """Input VAT to be credited in a year, in yuan."""
    net_assets: Amount | None = None
    """Net assets in yuan, for the reading that takes profit on them."""
    effective_assets: Amount | None = None
    """Effective assets in yuan, for the reading that takes profit on them."""
    taxes: TaxStatus
    """Which tax rates govern it."""
    spread: Reasoned | None = None
    """Percentage points chosen above the yield; there is no default."""
    yield_override: Reasoned | None = None
    """A yield in per cent declared in place of the published one: an assumption."""
    items: Annotated[tuple[Item, ...], Field(min_length=1)]
    """The accounts."""
    subsidies: tuple[Subsidy, ...] = ()
    """Subsidies, each once."""
    pools: tuple[Pool, ...] = ()
    """Pools of joint cost."""
    products: Annotated[tuple[Product, ...], Field(min_length=1)]
    """Products and services for which a charge is made."""
