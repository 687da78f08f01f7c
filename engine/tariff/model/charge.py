"""The charge models: how a price and a quantity make an amount.

Each says what a running total of units costs. What is charged for further units is the difference
of two such totals, so that a period rated in parts costs what it costs whole.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from engine.law import Cited, Identifier
from engine.money import Number
from engine.tariff.model.bands import (
    AtZero,
    EdgeRule,
    Graduated,
    GraduatedPercentage,
    Price,
    Quantity,
    Rate,
    Volume,
    ZeroRule,
)
from engine.tariff.model.period import Accumulation, EndingPeriod, RunsRule, rule_as_mapping
from engine.tariff.model.schedule import Piece, Schedule, straight
from engine.text import Text

__all__ = [
    "Capacity",
    "CapacityTier",
    "Charge",
    "Flat",
    "Metered",
    "Package",
    "PerPeriod",
    "PerUnit",
    "Percentage",
    "Proration",
    "ProrationRule",
    "Unread",
    "accumulation_of",
]


class PerUnit(Cited):
    """The same price for every unit (按量计费)."""

    model: Literal["per_unit"]
    price: Price
    """Price of one unit, or of one of each where a component counts several."""
    accumulate: Accumulation | None = None
    """Over what use the units are counted; needed where a minimum or maximum stands above them."""

    @property
    def schedule(self) -> Schedule:
        """What a running total of units costs."""
        return straight(Fraction(0), Fraction(self.price))


class Flat(Cited):
    """One amount for any use in the period, however much (定额收费)."""

    model: Literal["flat"]
    price: Price
    """The amount."""
    accumulate: Accumulation
    """For whom and for how long it covers."""
    at_zero: ZeroRule
    """Whether it is due without any use."""

    @property
    def schedule(self) -> Schedule:
        """What a running total of units costs."""
        price = Fraction(self.price)
        due = self.at_zero.rule is AtZero.CHARGED
        return straight(price, Fraction(0), price if due else Fraction(0))


class Package(Cited):
    """So much for each block of units; a started block is a whole one (按包计费)."""

    model: Literal["package"]
    accumulate: Accumulation
    """Over what use the units are counted."""
    size: Annotated[Number, Field(gt=0)]
    """Units in a block."""
    price: Price
    """Price of a block."""

    @property
    def schedule(self) -> Schedule:
        """What a running total of units costs."""
        size = Fraction(self.size)
        pieces = (Piece(Fraction(0), Fraction(0), Fraction(self.price) / size, size),)
        return Schedule(Fraction(0), pieces)


class Percentage(Cited):
    """So many per cent of an amount of money (按比例计费); the unit counted is the yuan."""

    model: Literal["percentage"]
    percent: Rate
    """Per cent of the amount."""
    accumulate: Accumulation | None = None
    """Over what use the amount is counted; needed where a minimum or maximum stands above it."""

    @property
    def schedule(self) -> Schedule:
        """What a running total of units costs."""
        return straight(Fraction(0), Fraction(self.percent) / 100)


class ProrationRule(StrEnum):
    """What a part of a calendar period costs."""

    BY_DAY = "by_day"
    """The days covered, out of the days that this period has."""
    STARTED_WHOLE = "started_whole"
    """As much as the whole period."""


class Proration(Cited):
    """What a part of a calendar period costs; cited only where a period is not covered whole."""

    rule: ProrationRule
    """The rule."""


class CapacityTier(Cited):
    """A price for all that a customer uses, as long as no number of units passes its limit."""

    up_to: dict[Identifier, Quantity] = Field(default_factory=dict)
    """The most of each unit; empty for the tier that takes all that is more."""
    price: Price
    """The price of it all."""


class Capacity(Cited):
    """One price decided by several numbers at once: the first tier that holds them all (套餐)."""

    model: Literal["capacity"]
    accumulate: Accumulation
    """Over what use the units are counted."""
    edges: EdgeRule
    """Whether a number just at a limit is still held by the tier."""
    at_zero: ZeroRule
    """Whether the first tier is due without any use."""
    tiers: Annotated[tuple[CapacityTier, ...], Field(min_length=1)]
    """The tiers, the smallest first; the last has no limits."""


class PerPeriod(Cited):
    """A price for each calendar period of a subscription (按期计费)."""

    model: Literal["per_period"]
    price: Price
    """Price of a whole period, or of one of each where the component counts something."""
    period: EndingPeriod
    """The calendar period."""
    proration: Annotated[Proration, BeforeValidator(rule_as_mapping, ProrationRule | Proration)]
    """What a part of a period costs."""
    runs: RunsRule | None = None
    """From when periods run; not said: as the request says, or by the calendar."""


class Unread(Cited):
    """A price that exists but could not be read: nothing is priced with it."""

    model: Literal["unread"]
    reason: Text
    """What could not be read."""


Metered = PerUnit | Flat | Graduated | Volume | Package | Percentage | GraduatedPercentage
"""Charges on a quantity."""

Charge = Annotated[Metered | Capacity | PerPeriod | Unread, Field(discriminator="model")]
"""A charge model, told apart by `model`."""


def accumulation_of(charge: Charge) -> Accumulation | None:
    """Return over what use `charge` counts; None where each use is charged apart."""
    return None if isinstance(charge, PerPeriod | Unread) else charge.accumulate
