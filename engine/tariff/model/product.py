"""A priced product: its components, how each is counted, limited, discounted and exempted."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from engine.law import Cited, Identifier
from engine.tariff.model.bands import Percent, Price, Quantity, ZeroRule
from engine.tariff.model.charge import Charge, Percentage, PerPeriod, PerUnit
from engine.tariff.model.count import Count, Counted
from engine.tariff.model.period import Accumulation, Within, counted_over
from engine.text import Text

__all__ = [
    "Anchor",
    "ClassPrice",
    "Component",
    "DeclaredReading",
    "Discount",
    "Exemption",
    "FreeQuota",
    "Limits",
    "LimitsApply",
    "NotCollected",
    "OncePer",
    "OutsideCeiling",
    "QuotaPeriod",
    "Stacking",
    "StackingRule",
    "TariffProduct",
    "UnreadModifier",
]


class Anchor(StrEnum):
    """From which request a window runs."""

    LAST_CHARGED = "last_charged"
    """The last request that was charged."""
    LAST_REQUEST = "last_request"
    """The last request, charged or not."""


class DeclaredReading(Cited):
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
    reading: DeclaredReading
    """How the window is read; rested on only where a request is repeated."""


class QuotaPeriod(Cited, Within):
    """The stretch of time of a quota; the citation is for the reading of it."""


class FreeQuota(Cited):
    """So many units without charge per key and period; 0.00 by quota is not free use."""

    units: Quantity
    """Units without charge."""
    key: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    """For whom they are counted, such as a person."""
    within: QuotaPeriod
    """Within what they are counted; its reading is rested on once more than the quota is asked."""

    def is_of(self, accumulate: Accumulation | None) -> bool:
        """Whether it is counted as a charge is: for the same key and period, or with none said."""
        ours = counted_over(self.key, self.within)
        return accumulate is None or counted_over(accumulate.key, accumulate) == ours


class UnreadModifier(Cited):
    """Something that changes the plain price by a rule that could not be read."""

    effect: Text
    """What it does, as far as known."""


class ClassPrice(Cited):
    """The price for a class in place of the plain one; the unread modifier does not touch it."""

    charge: Charge
    """Its charge."""


class LimitsApply(StrEnum):
    """Whether a minimum and a maximum are of the amount before or after discounts."""

    BEFORE_DISCOUNTS = "before_discounts"
    AFTER_DISCOUNTS = "after_discounts"


class Limits(Cited):
    """The least and the most that a component costs, within a period or for each use."""

    minimum: Price | None = None
    """The least (yuan)."""
    maximum: Price | None = None
    """The most (yuan)."""
    each_use: bool = False
    """Whether they are of each use on its own, such as a document or a payment, and not of all use
    that the charge adds up."""
    apply: LimitsApply
    """Whether they limit the amount before or after discounts."""
    at_zero: ZeroRule
    """Whether the minimum is due when no unit is charged."""


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
    per: tuple[Counted, ...] = ()
    """The counts whose product is the quantity; none means the product's own unit."""
    charge: Charge
    """The plain charge."""
    for_class: dict[Identifier, ClassPrice] = Field(default_factory=dict)
    """Charges of classes in its place."""
    unread_modifier: UnreadModifier | None = None
    """What else would change the plain charge, had it been readable."""
    float_: Annotated[Identifier | None, Field(alias="float")] = None
    """Where its prices are base prices: the float, one of the version's floats."""
    limits: Limits | None = None
    """The least and the most that it costs."""
    once_per: OncePer | None = None
    """Repeated requests charged once."""
    free_quota: FreeQuota | None = None
    """Units without charge."""
    not_collected: NotCollected | None = None
    """Set when the amount is shown and not collected."""
    outside_ceiling: OutsideCeiling | None = None
    """In a price list: why no ceiling stands above this component."""

    @property
    def each_limited(self) -> bool:
        """Whether each use of it has a minimum or a maximum of its own."""
        return self.limits is not None and self.limits.each_use

    def placed_charges(self) -> Iterator[tuple[tuple[str, ...], Charge]]:
        """Yield the plain charge and those of classes, each with its place in the component."""
        yield ("charge",), self.charge
        for name, price in self.for_class.items():
            yield ("for_class", name, "charge"), price.charge

    def costs_alike(self, charge: Charge) -> bool:
        """Whether by `charge`, one of its own, each unit costs alike, whatever was used before."""
        return isinstance(charge, PerUnit | Percentage) and self.limits is None

    def charges(self) -> tuple[Charge, ...]:
        """Return the plain charge and those of classes."""
        return (self.charge, *(price.charge for price in self.for_class.values()))


class Discount(Cited):
    """So many per cent off one component for a class."""

    for_: Annotated[Identifier, Field(alias="for")]
    """The class."""
    component: Identifier
    """The component that it lowers; no other."""
    percent: Percent
    """Per cent taken off."""


class StackingRule(StrEnum):
    """How several discounts on one component work together."""

    ONE_AFTER_ANOTHER = "one_after_another"
    """Each off what the one before has left, in the order in which they stand."""
    ADDED = "added"
    """Their percentages added, at most 100."""
    LARGEST = "largest"
    """Only the largest."""


class Stacking(Cited):
    """How several discounts on one component work together; cited only where two apply."""

    rule: StackingRule
    """The rule."""


class Exemption(Cited):
    """Components that a class does not pay; they are metered and shown all the same."""

    for_: Annotated[Identifier, Field(alias="for")]
    """The class."""
    components: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    """The components not paid."""
    reason: Text
    """In a few words, for the bill."""


class TariffProduct(Cited):
    """A product or service and what is charged for it."""

    id: Identifier
    """The product, as the register of products and requests name it."""
    title: Text
    """Its name."""
    unit: Identifier
    """What is counted when it is asked for, one of the version's units."""
    largest_quantity: Quantity = Decimal(1_000_000_000)
    """The largest quantity within a period for which its amounts are proven to fit in 64 bits of
    micro-yuan; the reader of whole columns takes no larger one."""
    components: Annotated[tuple[Component, ...], Field(min_length=1)]
    """What is charged; the price is their sum."""
    discounts: tuple[Discount, ...] = ()
    """Discounts of classes on named components."""
    stacking: Stacking | None = None
    """How several discounts on one component work together."""
    exemptions: tuple[Exemption, ...] = ()
    """Exemptions of classes from named components."""

    def counts_of(self, component: Component) -> tuple[Count, ...]:
        """Return the counts that make up the quantity of `component`.

        A price for a period is multiplied only by what its component counts.
        """
        if isinstance(component.charge, PerPeriod):
            return component.per
        return component.per or (Count(unit=self.unit, cites=component.cites),)
