"""The tariff document: what is charged for which product, component by component (收费标准)."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from engine.law import Cited, Document, Identifier, Model, Version
from engine.money import Number, Rounding
from engine.tariff.charge import Charge, Period, Quantity
from engine.wording import Text

__all__ = [
    "Anchor",
    "ClassPrice",
    "Component",
    "Count",
    "CustomerClass",
    "DeclaredRounding",
    "Discount",
    "Exemption",
    "Fact",
    "FactValue",
    "FreeQuota",
    "NotCollected",
    "OncePer",
    "OutsideCeiling",
    "PricedProduct",
    "QuotaPeriod",
    "Reading",
    "Role",
    "RoundingPlace",
    "TariffDocument",
    "TariffVersion",
    "Trial",
    "Unit",
    "UnreadModifier",
    "Vat",
]


class Role(StrEnum):
    """What the prices of a document are."""

    SET = "set"
    """Prices that the authority itself sets, final or trial (政府制定的标准)."""
    CEILING = "ceiling"
    """The most that may be charged (上限收费标准)."""
    LIST = "list"
    """An operator's prices at or below its ceilings (价目表)."""


class Vat(StrEnum):
    """Whether value-added tax is within the prices."""

    INCLUDED = "included"
    EXCLUDED = "excluded"
    UNKNOWN = "unknown"


class Unit(Model):
    """A unit in which use is counted."""

    title: Text
    """Its name."""
    whole: bool = True
    """Whether it is only ever asked for in whole numbers."""


class FactValue(Model):
    """One of the answers to a question."""

    id: Identifier
    """Short name."""
    title: Text
    """What a person reads."""


class Fact(Cited):
    """A fact about the customer or the use on which a price depends."""

    id: Identifier
    """Short name, as requests give it."""
    title: Text
    """What it is."""
    question: Text
    """How it is asked for."""
    values: Annotated[tuple[FactValue, ...], Field(min_length=1)]
    """All answers; any other leaves the price undetermined."""


class CustomerClass(Cited):
    """Those who are priced apart: one fact has one of these values."""

    title: Text
    """Its name."""
    fact: Identifier
    """The fact that decides."""
    in_: Annotated[tuple[Identifier, ...], Field(alias="in", min_length=1)]
    """Its values within the class."""


class Count(Cited):
    """A count that a price is multiplied by, such as items or years."""

    unit: Identifier
    """Its unit, one of the version's units."""
    started_whole: bool = False
    """Whether a started one counts as a whole one; the citation is for that reading."""


def _count_as_mapping(value: Any) -> Any:
    return {"unit": value} if isinstance(value, str) else value


class Anchor(StrEnum):
    """From which request a window runs."""

    LAST_CHARGED = "last_charged"
    """The last request that was charged."""
    LAST_REQUEST = "last_request"
    """The last request, charged or not."""


class Reading(Cited):
    """How a window is read where the rule does not say."""

    anchor: Anchor
    """The request from which the days run."""
    first_day_counts: bool
    """Whether that request's own day is the first of the days; days are calendar days."""


class OncePer(Cited):
    """Requests for the same thing within so many days are charged once."""

    key: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    """What makes two requests the same, such as institution and enterprise."""
    days: Annotated[int, Field(ge=1)]
    """Length of the window in days."""
    reading: Reading
    """How the window is read; rested on only where a request is repeated."""


class QuotaPeriod(Cited):
    """The stretch of time of a quota; the citation is for the reading of it."""

    period: Period
    """Calendar day, month or year."""


class FreeQuota(Cited):
    """So many units without charge per key and period; 0.00 by quota is not free use."""

    units: Quantity
    """Units without charge."""
    key: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    """For whom they are counted, such as a person."""
    within: QuotaPeriod
    """Within what they are counted; its reading is rested on once more than the quota is asked."""


class UnreadModifier(Cited):
    """Something that changes the plain price by a rule that could not be read."""

    effect: Text
    """What it does, as far as known."""


class ClassPrice(Cited):
    """The price for a class in place of the plain one; the unread modifier does not touch it."""

    charge: Charge
    """Its charge."""


class NotCollected(Cited):
    """A component that is metered and shown, but not collected."""

    reason: Text
    """Why, and until when."""


class OutsideCeiling(Cited):
    """Why a component has no ceiling above it."""

    reason: Text
    """Why."""


class Component(Cited):
    """One part of what a product costs, with its own metering (收费项目)."""

    id: Identifier
    """Short name."""
    title: Text
    """Name on the bill."""
    per: tuple[Annotated[Count, BeforeValidator(_count_as_mapping, str | Count)], ...] = ()
    """The counts whose product is the quantity; none means the product's own unit."""
    charge: Charge
    """The plain charge."""
    for_class: dict[Identifier, ClassPrice] = Field(default_factory=dict)
    """Charges of classes in its place."""
    unread_modifier: UnreadModifier | None = None
    """What else would change the plain charge, had it been readable."""
    once_per: OncePer | None = None
    """Repeated requests charged once."""
    free_quota: FreeQuota | None = None
    """Units without charge."""
    not_collected: NotCollected | None = None
    """Set when the amount is shown and not collected."""
    outside_ceiling: OutsideCeiling | None = None
    """In a price list: why no ceiling stands above this component."""


class Discount(Cited):
    """So many per cent off one component for a class."""

    for_: Annotated[Identifier, Field(alias="for")]
    """The class."""
    component: Identifier
    """The component that it lowers; no other."""
    percent: Annotated[Number, Field(ge=0, le=100)]
    """Per cent taken off."""


class Exemption(Cited):
    """Components that a class does not pay; they are metered and shown all the same."""

    for_: Annotated[Identifier, Field(alias="for")]
    """The class."""
    components: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    """The components not paid."""
    reason: Text
    """In a few words, for the bill."""


class PricedProduct(Cited):
    """A product or service and what is charged for it."""

    id: Identifier
    """The product, as the register of products and requests name it."""
    title: Text
    """Its name."""
    unit: Identifier
    """What is counted when it is asked for, one of the version's units."""
    components: Annotated[tuple[Component, ...], Field(min_length=1)]
    """What is charged; the price is their sum."""
    discounts: tuple[Discount, ...] = ()
    """Discounts of classes on named components."""
    exemptions: tuple[Exemption, ...] = ()
    """Exemptions of classes from named components."""

    def counts_of(self, component: Component) -> tuple[Count, ...]:
        """Return the counts that make up the quantity of `component`."""
        return component.per or (Count(unit=self.unit, cites=component.cites),)


class RoundingPlace(StrEnum):
    """Where amounts are rounded."""

    BAND = "band"
    LINE = "line"
    TOTAL = "total"


class DeclaredRounding(Cited, Rounding):
    """How amounts are rounded; cited only where it changes a figure."""

    at: RoundingPlace
    """What is rounded: each band's amount, each line, or only the total."""


class Trial(Cited):
    """The prices are on trial (试行收费标准)."""

    longest_years: Annotated[int, Field(ge=1)]
    """Years that the trial may last at most."""


class TariffVersion(Version):
    """A tariff as it stands from a day."""

    trial: Trial | None = None
    """Set when the prices are trial prices; the version then has a last day."""
    rounding: DeclaredRounding
    """How amounts are rounded."""
    units: Annotated[dict[Identifier, Unit], Field(min_length=1)]
    """The units, by short name."""
    facts: tuple[Fact, ...] = ()
    """Facts on which prices depend."""
    classes: dict[Identifier, CustomerClass] = Field(default_factory=dict)
    """Classes of customers or uses, by short name."""
    products: Annotated[tuple[PricedProduct, ...], Field(min_length=1)]
    """What is priced."""

    def product(self, identifier: str) -> PricedProduct | None:
        """Return the product `identifier`, or None when it is not priced here."""
        return next((product for product in self.products if product.id == identifier), None)

    def name_of(self, units: Sequence[str]) -> Text:
        """Return the name of the product of several units, such as item·year."""
        titles = [self.units[unit].title for unit in units]
        return Text(
            zh="·".join(title.zh for title in titles), en="·".join(title.en for title in titles)
        )

    def fact(self, identifier: str) -> Fact | None:
        """Return the fact `identifier`, or None."""
        return next((fact for fact in self.facts if fact.id == identifier), None)


def _none_as_empty(value: Any) -> Any:
    return {} if value == "none" else value


StandsUnder = Annotated[
    dict[str, str],
    BeforeValidator(_none_as_empty),
    WithJsonSchema(
        {
            "oneOf": [
                {"const": "none"},
                {"type": "object", "additionalProperties": {"type": "string"}},
            ]
        }
    ),
]


class TariffDocument(Document[TariffVersion]):
    """A tariff (收费标准)."""

    kind: Literal["tariff"]
    role: Role
    """What its prices are."""
    obeys: str | None = None
    """For a price list: the id of its ceiling document."""
    stands_under: StandsUnder
    """Documents that decide whether this tariff may price a use, by what they are for (gate, use,
    conditions, products, authorisations); `none` for a tariff that stands under no such rules."""
    vat: Vat
    """VAT basis of all prices."""
    currency: Literal["CNY"]
    """Currency of all prices."""

    def last_day(self, version: TariffVersion) -> datetime.date | None:
        """Return the last day on which `version` is in force as far as is known, or None."""
        later = [
            other.from_.start for other in self.versions if other.from_.start > version.from_.start
        ]
        if version.until is not None or not later:
            return version.until
        return min(later) - datetime.timedelta(days=1)
