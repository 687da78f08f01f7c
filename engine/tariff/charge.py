"""The charge models: how a price and a quantity make an amount."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from engine.law import Cited, Identifier, Model
from engine.money import Number
from engine.wording import Text

__all__ = [
    "Accumulation",
    "Band",
    "Charge",
    "Flat",
    "Graduated",
    "PerUnit",
    "Period",
    "Price",
    "Quantity",
    "Unread",
]

Price = Annotated[Number, Field(ge=0)]
"""A price in the tariff's currency; never negative."""

Quantity = Annotated[Number, Field(ge=0)]
"""A number of units; never negative."""


class Period(StrEnum):
    """A stretch of the calendar."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class Accumulation(Model):
    """Over what use is added up before a charge is worked out (累计口径)."""

    key: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    """Use is added up where all of these are the same, such as customer, product, scenario."""
    period: Period
    """It is added up within this stretch of the calendar."""


class PerUnit(Cited):
    """The same price for every unit (按量计费)."""

    model: Literal["per_unit"]
    price: Price
    """Price of one unit, or of one of each where a component counts several."""


class Flat(Cited):
    """One amount for any use in the period, however much (定额收费)."""

    model: Literal["flat"]
    price: Price
    """The amount."""
    accumulate: Accumulation
    """For whom and for how long it covers; use before in that period means it was charged."""


class Band(Cited):
    """A band of a graduated charge; its upper edge belongs to it."""

    above: Quantity
    """The units above this number, which itself belongs to the band before."""
    up_to: Quantity | None = None
    """The last unit of the band; without it, the band has no end."""
    price: Price
    """Price of each unit that falls into the band."""


class Graduated(Cited):
    """Each unit at the price of the band into which it falls, summed (分档累加)."""

    model: Literal["graduated"]
    accumulate: Accumulation
    """Over what use the units are counted."""
    bands: Annotated[tuple[Band, ...], Field(min_length=1)]
    """The bands, from 0 upwards without a hole."""


class Unread(Cited):
    """A price that exists but could not be read: nothing is priced with it."""

    model: Literal["unread"]
    reason: Text
    """What could not be read."""


Charge = Annotated[PerUnit | Flat | Graduated | Unread, Field(discriminator="model")]
"""A charge model, told apart by `model`."""
