"""What an operator submits: accounts, subsidies, pools, products, taxes (成本申报)."""

from __future__ import annotations

import calendar
import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from engine.catalogue import CreditCode, Party
from engine.law import FirstDay, Identifier, Model
from engine.money import LARGEST, Number
from engine.text import Text

__all__ = [
    "Amount",
    "Asset",
    "Authorisation",
    "Cycle",
    "Driver",
    "Earlier",
    "EarlierYear",
    "Item",
    "Operator",
    "Pool",
    "Product",
    "Reasoned",
    "Staff",
    "Submission",
    "Subsidy",
    "TaxStatus",
    "Trial",
    "Written",
]

Amount = Annotated[Number, Field(ge=0, le=LARGEST)]
"""Yuan, not negative."""
Percent = Annotated[Number, Field(ge=0, le=100)]
"""Per cent, 0 to 100."""
Quantity = Annotated[Number, Field(ge=0, le=LARGEST)]
"""How much of a driver, not negative."""
CalendarYear = Annotated[int, Field(ge=2000, le=2100)]
"""A calendar year."""


def _one_language(value: Any) -> Any:
    return {"zh": value, "en": value} if isinstance(value, str) else value


Phrase = Annotated[Text, BeforeValidator(_one_language)]
"""A name in both languages; one text stands for both."""
Written = Annotated[str, Field(min_length=1)]
"""Text that is not empty."""


class Operator(Party[Written]):
    """The operator (运营机构)."""

    credit_code: CreditCode | None = Field(default=None, alias="uscc")


class Authorisation(Model):
    """The authorisation that the submission is of; several of one operator stand apart (授权)."""

    id: Identifier
    """Short name, by which determination, evaluation and deduction are held together."""
    title: Phrase
    """Name of the authorisation agreement."""


class Cycle(Model):
    """The years for which revenue is permitted (核定周期)."""

    first_year: CalendarYear
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
    """Value as booked, in yuan: historical cost, with what `revalued` says was added to it."""
    residual: Percent
    """Expected residual value in per cent of historical cost."""
    life: Annotated[Number, Field(gt=0, le=LARGEST)]
    """Years over which the operator writes it off."""
    in_use: bool = True
    """Whether it is in use for the service."""
    asset_class: Written | None = None
    """Its class, which has a least life: id or title in the method; none when not said."""
    in_use_from: Annotated[str, Field(pattern=r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$")] | None = None
    """Month in which it was taken into use, as 2024-03; a whole year is charged when not said."""
    given: Amount = Decimal(0)
    """Of the value, what the government gave in kind, in yuan; grants of money are subsidies."""
    revalued: Amount = Decimal(0)
    """Of the value, what a revaluation upwards added, in yuan."""


class Item(Model):
    """One line of the accounts (成本项目)."""

    id: Identifier
    """Short name."""
    title: Phrase
    """Name in the accounts."""
    category: Written
    """Category of the cost review: its id or its title in the review's rules."""
    amount: Annotated[Number, Field(ge=-LARGEST, le=LARGEST)]
    """Cost of the accounts year in yuan, as booked; below 0 for a write-back (冲回)."""
    reason: Written | None = None
    """For an amount below 0, of this or of an earlier year: what was written back, and why."""
    began: CalendarYear | None = None
    """The first year in which there was any, when that is not before the years submitted."""
    pool: Identifier | None = None
    """The pool of joint cost that it belongs to; its title is read as its id."""
    direct: Literal["paid", "free"] | None = None
    """The use that it serves alone: paid use or free supply."""
    asset: Asset | None = None
    """For depreciation and amortisation: the asset."""
    force_majeure: bool | None = None
    """For a net loss on assets: whether force majeure caused it."""
    related_party: bool = False
    """Whether it was paid to a related party (关联方)."""
    non_recurring: bool = False
    """Whether it does not recur (非经常性)."""
    source: Written | None = None
    """Where in the books it stands: file, cell and account (账上来源)."""


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
    began: CalendarYear | None = None
    """The first year in which there was any, when that is not before the years submitted."""

    @model_validator(mode="after")
    def _asset_is_named(self) -> Subsidy:
        if (self.tag == "asset") != (self.asset is not None):
            raise PydanticCustomError("submission.subsidy_asset", "tag asset and asset go together")
        return self


class Staff(Model):
    """A group of staff in one year (职工)."""

    id: Identifier
    """Short name."""
    title: Phrase
    """What they do."""
    number: Quantity
    """Average number of persons in the year."""
    year: CalendarYear | None = None
    """The year; the accounts year when it is not said."""


class EarlierYear(Model):
    """A year of accounts before the accounts year (历年情况)."""

    year: CalendarYear
    """The calendar year."""
    income: Amount
    """Operating income of that year, in yuan."""
    local_average_wage: Amount | None = None
    """Average wage of that year at the place, in yuan a person."""


class Earlier(Model):
    """What an item or a subsidy came to in an earlier year (历年金额)."""

    of: Identifier
    """The item or the subsidy."""
    year: CalendarYear
    """The calendar year."""
    amount: Annotated[Number, Field(ge=-LARGEST, le=LARGEST)]
    """Yuan of that year; below 0 for a write-back."""


class Driver(Model):
    """A measured cost driver, by which joint cost is shared (分摊动因)."""

    id: Identifier
    """Short name."""
    title: Phrase
    """What is measured."""
    unit: Phrase
    """In what it is measured."""
    paid: Quantity
    """How much paid use takes in a year."""
    free: Quantity
    """How much free supply takes in a year."""
    products: Annotated[dict[Identifier, Quantity], Field(default_factory=dict)]
    """Of `paid`, how much each product takes."""


class Pool(Model):
    """Joint cost of paid use and free supply, split by one driver (成本池)."""

    id: Identifier
    """Short name."""
    title: Phrase
    """Name."""
    driver: Phrase
    """The cost driver (分摊动因), such as computing hours."""
    paid_share: Percent = Decimal(0)
    """Share of the driver that paid use takes, in per cent; that of `by` when there is one."""
    by: Identifier | None = None
    """The measured driver that gives the shares, in place of shares that are declared."""


class Product(Model):
    """A paid product or service (公共数据产品和服务)."""

    id: Identifier
    """Short name."""
    title: Phrase
    """Name on the product list."""
    unit: Phrase
    """Unit in which it is charged, such as a call."""
    quantity: Annotated[Number, Field(gt=0, le=LARGEST)]
    """Forecast quantity of a year, in `unit`."""
    tick: Annotated[Number, Field(gt=0, le=LARGEST)]
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


class Trial(Model):
    """The term for which prices are tried, without a complete operating year (试行)."""

    begins: FirstDay
    """The first day."""
    months: Annotated[int, Field(ge=1, le=120)]
    """Its length in months."""

    @property
    def ends(self) -> datetime.date:
        """The last day."""
        years, month = divmod(self.begins.month - 1 + self.months, 12)
        year, month = self.begins.year + years, month + 1
        if self.begins.day == 1:
            return datetime.date(year, month, 1) - datetime.timedelta(days=1)
        last = calendar.monthrange(year, month)[1]
        return datetime.date(year, month, min(self.begins.day - 1, last))


class Reasoned(Model):
    """A figure that was chosen, and why."""

    value: Annotated[Number, Field(ge=-LARGEST, le=LARGEST)]
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
    accounts_year: CalendarYear
    """The last complete year whose accounts are submitted, or the year that is forecast."""
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
    products: tuple[Product, ...] = ()
    """Products and services for which a charge is made; none where all supply is free."""
    basis: Literal["accounts", "forecast"] = "accounts"
    """Whether the amounts are booked, or forecast by an operator without a complete year."""
    trial: Trial | None = None
    """For a forecast: the term for which prices are tried."""
    authorisation: Authorisation | None = None
    """The authorisation it is of, when the operator has several."""
    local_average_wage: Amount | None = None
    """Average wage of the accounts year at the place, in yuan a person."""
    staff: tuple[Staff, ...] = ()
    """Staff by group and year; wages are held against their number when it is given."""
    earlier_years: tuple[EarlierYear, ...] = ()
    """Years of accounts before the accounts year."""
    earlier: tuple[Earlier, ...] = ()
    """What items and subsidies came to in them."""
    drivers: tuple[Driver, ...] = ()
    """Measured drivers."""
