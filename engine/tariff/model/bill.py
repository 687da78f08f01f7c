"""Rules over a whole bill: a small one waived, the least and the most, discounts (整单规则)."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from engine.law import Cited, Identifier
from engine.tariff.model.bands import AtZero, Percent, Price
from engine.tariff.model.period import Accumulation
from engine.text import Text

__all__ = ["Allocation", "BillModel", "BillRule", "PartOfPeriod", "Settled"]


class BillModel(StrEnum):
    """What a rule makes of the amount of a bill."""

    WAIVED_UP_TO = "waived_up_to"
    """Nothing is due while the bill does not exceed the amount (起征额)."""
    AT_LEAST = "at_least"
    """The amount is due where the bill is less."""
    AT_MOST = "at_most"
    """No more than the amount is due."""
    PERCENT_OFF = "percent_off"
    """So many per cent are taken off."""
    AMOUNT_OFF = "amount_off"
    """The amount is taken off, as far as the bill goes."""


class Allocation(StrEnum):
    """How what a rule takes off or adds falls on the lines, in hundredths of the currency."""

    BY_AMOUNT = "by_amount"
    """In proportion to the lines; what is left over falls on the largest."""
    IN_ORDER = "in_order"
    """On the lines in their order, each as far as it goes."""


class Settled(StrEnum):
    """When a least amount of a period is due."""

    AS_IT_GOES = "as_it_goes"
    """With the first use."""
    AT_PERIOD_END = "at_period_end"
    """When the period is closed: what use has come to is then made up to it."""


class PartOfPeriod(StrEnum):
    """What of a least amount is due for a part of the period."""

    WHOLE = "whole"
    """All of it."""
    BY_DAY = "by_day"
    """The days covered, out of those of the period."""


class BillRule(Cited):
    """A rule over the sum of lines of one bill."""

    id: Identifier
    """Short name."""
    title: Text
    """Name on the bill."""
    products: tuple[Identifier, ...] = ()
    """The products whose lines it sums; none written: all."""
    accumulate: Accumulation | None = None
    """For whom and for how long a bill runs; None: each request is a bill of its own."""
    for_: Annotated[Identifier | None, Field(alias="for")] = None
    """The class to which it applies; None: to all."""
    model: BillModel
    """What it makes of the sum."""
    amount: Price | None = None
    """The amount (yuan), of all models but the one per cent."""
    percent: Percent | None = None
    """Per cent taken off, of that one."""
    at_zero: AtZero = AtZero.NOTHING
    """Whether a least amount is due where nothing else is."""
    settled: Settled = Settled.AS_IT_GOES
    """When a least amount is due."""
    part_of_period: PartOfPeriod = PartOfPeriod.WHOLE
    """What of it is due for a part of the period; said where it is settled at the period's end."""
    allocated: Allocation
    """How it falls on the lines."""

    def covers(self, product: str) -> bool:
        """Whether it sums the lines of `product`."""
        return not self.products or product in self.products
