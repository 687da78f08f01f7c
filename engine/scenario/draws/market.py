"""Quantities and income of a product for every draw: the formulas of `sale`, over arrays."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.demand import ConstantElasticity, Linear
from engine.money import CONTEXT
from engine.scenario.case import Market

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.scenario.case.tree import Leaf
    from engine.scenario.walk import Sale

    Floats = NDArray[np.float64]

__all__ = ["ProductDraws", "Sold", "billed_sale"]

_BLUR = 5e-7
"""Half of what a list is rounded to at its finest [yuan]."""
_NEAR = 1e-4
"""Within this part of a fen of a half, a rounding is done again with all digits."""


@dataclass(frozen=True, slots=True)
class Sold:
    """A product in a year, in every draw."""

    price: Floats
    """The price charged [yuan/unit]."""
    quantity: Floats
    """The quantity asked for [unit/year]."""
    income: Floats
    """Whole fen, in yuan [yuan/year]."""
    above: NDArray[np.bool_]
    """Whether the operator's price is above the ceiling."""


@dataclass(frozen=True, slots=True)
class ProductDraws:
    """The market of one product, with what is drawn of it."""

    product: str
    market: Market
    drawn: dict[Leaf, Floats]
    """All draws by leaf."""
    count: int
    """How many draws."""
    known: Floats
    """The quantity from which later years grow [unit/year]."""
    known_year: int
    """The year of which it is."""

    @property
    def moves_demand(self) -> bool:
        """Whether a draw moves how much is asked for beyond the forecast, or who asks for it."""
        return any(
            leaf[0] == "uses" or leaf[:3] == ("market", self.product, "deviations")
            for leaf in self.drawn
        )

    def forecast(self, year: int) -> Floats:
        """Return the forecast of `year` [unit/year]."""
        said = self._by_year("quantities", year, self.market.quantities)
        return self.trend(year) if said is None else said

    def trend(self, year: int) -> Floats:
        """Return what is known with its growth until `year` [unit/year], whatever the market says
        of single years."""
        growth = self._one("growth", self.market.growth)
        assert growth is not None
        factor = 1 + growth / 100
        result = self.known
        for _ in range(year - self.known_year):
            result = result * factor
        return result

    def sold(self, ceiling: Floats, forecast: Floats, year: int) -> Sold:
        """Return what is sold in `year` at prices of at most `ceiling` [yuan/unit]."""
        wanted = self._wanted(year)
        price = ceiling if wanted is None else np.minimum(wanted, ceiling)
        above = np.zeros(self.count, np.bool_) if wanted is None else wanted > ceiling
        factor = self._factor(year)
        quantity = self._answer(price, forecast)
        if factor is not None:
            quantity = quantity * factor
        return Sold(price, quantity, _to_fen(price, quantity), above)

    def _wanted(self, year: int) -> Floats | None:
        begun = [first for first in self.market.prices if first <= year]
        if begun:
            return self._by_year("prices", max(begun), self.market.prices)
        return self._one("price", self.market.price)

    def _answer(self, price: Floats, forecast: Floats) -> Floats:
        response = self.market.response
        reference = self._one("forecast_at", self.market.forecast_at)
        reference = self._one("price", self.market.price) if reference is None else reference
        if response is None or reference is None:
            return forecast
        if isinstance(response, ConstantElasticity):
            elasticity = self._one("response.elasticity", response.elasticity)
            assert elasticity is not None
            return np.asarray(forecast * (price / reference) ** -elasticity)
        assert isinstance(response, Linear)
        slope = self._one("response.slope", response.slope)
        assert slope is not None
        return np.maximum(forecast - slope * (price - reference), 0)

    def _factor(self, year: int) -> Floats | None:
        beyond = self._by_year("deviations", year, self.market.deviations)
        return None if beyond is None else (100 + beyond) / 100

    def _one(self, field: str, value: Decimal | None) -> Floats | None:
        leaf = ("market", self.product, *field.split("."))
        if leaf in self.drawn:
            return self.drawn[leaf]
        return None if value is None else np.full(self.count, float(value))

    def _by_year(self, field: str, year: int, values: dict[int, Any]) -> Floats | None:
        leaf = ("market", self.product, field, str(year))
        if leaf in self.drawn:
            return self.drawn[leaf]
        return np.full(self.count, float(values[year])) if year in values else None


def billed_sale(sale: Sale, ceiling: Floats) -> Sold:
    """Return what the bills of a sale by a price list come to at each of many ceilings
    [yuan/unit], as `Billed.paid` has it at one."""
    assert sale.billed is not None
    income = np.zeros(len(ceiling))
    above = np.zeros(len(ceiling), np.bool_)
    for bill in sale.billed.bills:
        over = np.zeros(len(ceiling))
        months = Counter((float(one.units), float(one.amount.number)) for one in bill.months)
        for (units, amount), count in months.items():
            most = _to_fen(ceiling, np.full(len(ceiling), units))
            is_over = (amount > most) & (amount - ceiling * units > _BLUR)
            above |= is_over
            over += np.where(is_over, count * (amount - most), 0)
        income += float(bill.customers.number) * np.round(float(bill.whole.number) - over, 6)
    quantity = np.full(len(ceiling), float(sale.quantity.number))
    price = income / quantity if quantity.any() else ceiling
    return Sold(price, quantity, np.round(income, 2), above)


def _to_fen(prices: Floats, quantities: Floats) -> Floats:
    """Return prices times quantities to the fen, half up; those near a half by the digits that both
    are written with, of a price twelve decimals: what is beyond is blur."""
    fen = prices * quantities * 100
    rounded = np.floor(fen + 0.5)
    for at in np.flatnonzero(np.abs(fen - np.floor(fen) - 0.5) < _NEAR):
        price, quantity = Decimal(repr(round(float(prices[at]), 12))), repr(float(quantities[at]))
        exact = CONTEXT.multiply(CONTEXT.multiply(price, Decimal(quantity)), Decimal(100))
        rounded[at] = float((exact + Decimal("0.5")) // 1)
    return np.asarray(rounded / 100)
