"""What was used and charged before in a period, by rule and key: where the next use begins."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from engine.law import Path, Source
from engine.tariff.model.period import Accumulation, Period, Within, first_day_of, is_period
from engine.tariff.model.product import FreeQuota

__all__ = ["LAST_DAY", "MOST_UNITS", "OF_THE_REQUEST", "Position", "period_written"]

LAST_DAY = datetime.date(9989, 12, 31)
"""Periods are counted up to it: the days after them must still be days."""
MOST_UNITS = Decimal(10**15)
"""A number beyond it is a slip; two of them times a price still fit the digits of a figure."""

OF_THE_REQUEST = ("customer", "product", "scenario")
"""Keys that a request as a whole answers; all others are said with what was used."""


@dataclass(frozen=True, slots=True)
class Position:
    """What one component had counted and charged before, for one key and period."""

    product: str
    """The product."""
    component: str | None = None
    """Its component; None for each of them that counts in the units used."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Whom and what it concerns: the keys that the rules of the component name."""
    period: str | None = None
    """The period, as 2026-03-02, 2026-03, 2026-Q1, 2026-H1, 2026, or of a contract as
    2026-07-01/2027-06-30; None where no period counts."""
    used: Mapping[str, Decimal] = field(default_factory=dict)
    """Units used before, by unit; `day` for the days covered by a price for a period. Of a mixed
    use whose free part stands outside the bands, the paid units."""
    quota_used: Decimal | None = None
    """How many of them a free quota took; None for as many as the quota holds."""
    charged: Decimal | None = None
    """What was charged for them (yuan); None for what the prices of today make of them."""
    last_charged: datetime.date | None = None
    """The day from which a window runs: of the last request charged, or of the last one made."""
    bill: str | None = None
    """The rule over whole bills of which it says what was summed before (`charged`), if it is of
    one and not of a product."""
    closes: bool = False
    """Whether the period of that rule is closed with what is used now."""
    path: Path = ()
    """Its place in the request."""
    sources: tuple[Source, ...] = ()
    """The declaration that it was taken from."""
    named: frozenset[str] = frozenset()
    """Which of the keys it names itself; the others are the request's own."""

    @property
    def most_used(self) -> Decimal:
        """The largest number of units that it says were used before."""
        return max([*self.used.values(), self.quota_used or Decimal(0)])

    def of_component(self, product: str, component: str) -> bool:
        """Whether it is of a `component` of a `product`, and not of a whole bill."""
        return (self.bill, self.product) == (None, product) and self.component in (None, component)

    def of(self, key: Sequence[str], period: Period, by_contract: bool = False) -> bool:
        """Whether it is of a rule that counts by `key` within `period`, of a contract or not.

        Customer, product and scenario are the request's own, and need not be said.
        """
        return self.of_keys(key) and is_period(self.period, period, by_contract)

    def counted_by(self, over: Accumulation | FreeQuota) -> bool:
        """Whether it says what a quota, or a charge that adds up use, counted before."""
        return self.of(over.key, over.within.period, over.within.by_contract)

    def of_keys(self, key: Sequence[str]) -> bool:
        """Whether it says whom and what it concerns as a rule names it by `key`."""
        own = {name for name in self.keys if name not in OF_THE_REQUEST}
        return own == {name for name in key if name not in OF_THE_REQUEST}

    def under(self, first: datetime.date, earliest: datetime.date) -> Position:
        """Return it as prices that are in force from the day `first` see it, after others from the
        day `earliest`, with which all time begins.

        What was charged by other prices, in a period that began before, is not charged back: the
        units before count as they are, and those of now cost what they add by the new prices.
        """
        began = None if self.period is None else first_day_of(self.period)
        began = earliest if self.period == Period.EVER else began
        return replace(self, charged=None) if began is not None and began < first else self


def period_written(within: Within) -> str:
    """Return a rule's period as documents write it."""
    return f"{within.period.value} (runs: contract)" if within.by_contract else within.period.value
