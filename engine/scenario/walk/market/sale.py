"""What one product brings in, in one year, at a price no higher than its ceiling."""

from __future__ import annotations

import decimal
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from engine.ceiling import Ceiling
from engine.demand import grown, quantity_at, surplus_gained
from engine.explain import (
    Step,
    compared,
    difference,
    given,
    product,
    quotient,
    rounded,
    smallest,
    total,
)
from engine.law import Declaration, Faults, Path
from engine.money import LARGEST, Rounding, RoundingMode
from engine.scenario.case import Case, Market
from engine.scenario.walk.market.bills import TO_FEN, Billed, Paid, average
from engine.scenario.walk.market.mix import DecidedClass
from engine.scenario.walk.market.price_lists import PriceLists
from engine.text import Text, text

__all__ = ["Known", "Sale", "forecast_of", "forecast_said", "has_price", "sale_of", "trend_of"]

_WHOLE = Rounding(unit=Decimal(1), mode=RoundingMode.HALF_UP)


@dataclass(frozen=True, slots=True)
class Known:
    """The quantity of a product in a year, from which later years grow."""

    quantity: Step
    """[unit/year]"""
    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sale:
    """What one product is charged at, and brings in, in one year."""

    product: str
    title: Text
    wanted: Step
    """The operator's price; the ceiling where it has none [yuan/unit]."""
    price: Step
    """The price charged: the operator's, at most the ceiling [yuan/unit]."""
    forecast: Step
    """The quantity forecast [unit/year]."""
    quantity: Step
    """The quantity asked for at the price charged [unit/year]."""
    income: Step
    """Price × quantity, to the fen [yuan/year]."""
    surplus: Step | None
    """What customers gain against the price of the forecast [yuan/year]; None where nothing says
    at which price it was made."""
    within_ceiling: Step
    """Whether the operator's price is at or under the year's ceiling; if not, it was capped."""
    billed: Billed | None = None
    """The bills by the operator's price list; then `wanted` is what a unit costs in the dearest
    month of a customer, each month's bill is at most its units at the ceiling, and `price` is the
    average of what is charged. None where there is one price."""
    paid: Mapping[str | None, Paid] = field(default_factory=dict)
    """By class of use, what is paid by the price list; of None where the list itself says how many
    customers there are."""

    @property
    def is_lawful(self) -> bool:
        """Whether the operator's own price may be charged."""
        return self.within_ceiling.value is not False


def forecast_of(case: Case, product_id: str, known: Known, year: int) -> Step:
    """Return the forecast of a product for `year` [unit/year]: what the market says of the year,
    else what is `known` with its growth.

    Raises Faults when it comes to more than can be computed with.
    """
    market = case.circumstances.market.get(product_id, Market())
    if year in market.quantities:
        source = _said(case, product_id, "quantities", str(year))
        label = text("scenario.forecast_said", year=year)
        return given(label, market.quantities[year], known.quantity.unit, [source])
    return trend_of(case, product_id, known, year)


def forecast_said(case: Case, product_id: str, position: int, year: int) -> tuple[Path, Decimal]:
    """Return what is said of the forecast for `year` of the product at `position` of the
    submission, and where: its quantity of the year, its growth, else its quantity."""
    market = case.circumstances.market.get(product_id, Market())
    if year in market.quantities:
        return ("market", product_id, "quantities", str(year)), market.quantities[year]
    if market.growth:
        return ("market", product_id, "growth"), market.growth
    quantity = case.filed.submission.products[position].quantity
    return ("submission", "products", position, "quantity"), quantity


def trend_of(case: Case, product_id: str, known: Known, year: int) -> Step:
    """Return what is `known` of a product with its growth until `year` [unit/year], whatever the
    market says of single years."""
    market = case.circumstances.market.get(product_id)
    if market is None or not market.growth or year == known.year:
        return known.quantity
    source = _said(case, product_id, "growth")
    growth = given(text("scenario.growth"), market.growth, "percent", [source])
    quantity = grown(known.quantity, growth, year - known.year)
    if quantity.number > LARGEST:
        raise _too_large(case, product_id, "growth", market.growth)
    return quantity


def sale_of(
    lists: PriceLists,
    case: Case,
    classes: Sequence[DecidedClass],
    ceiling: Ceiling,
    forecast: Step,
    year: int,
) -> Sale:
    """Return the sale of the product of a ceiling in `year`, of which `forecast` was forecast.

    By a price list, demand answers what a unit costs on average of the forecast quantity, and the
    bills are those of what is asked for. Raises Faults when it comes to more than can be computed
    with, and where a price list cannot price it.
    """
    if case.circumstances.market.get(ceiling.offer.id, Market()).price_list is None:
        return _at_one_price(case, ceiling, forecast, year)
    return _by_list(lists, case, classes, ceiling, forecast, year)


def _at_one_price(case: Case, ceiling: Ceiling, forecast: Step, year: int) -> Sale:
    offer = ceiling.offer
    price = wanted = _own_price(case, offer.id, offer.title, year) or ceiling.price
    if wanted.number > ceiling.price.number:
        capped = text("scenario.capped_price", product=offer.title)
        price = smallest(capped, [wanted, ceiling.price], "yuan/unit")
    demand = _demand(case, offer.id, price, forecast, year)
    exact = product(text("scenario.price_times_quantity"), [price, demand.asked], "yuan/year")
    return Sale(
        product=offer.id,
        title=offer.title,
        wanted=wanted,
        price=price,
        forecast=forecast,
        quantity=demand.asked,
        income=rounded(_income_of(offer.title), exact, TO_FEN),
        surplus=demand.surplus,
        within_ceiling=compared(text("scenario.within_ceiling"), wanted, "<=", ceiling.price),
    )


def _by_list(
    lists: PriceLists,
    case: Case,
    classes: Sequence[DecidedClass],
    ceiling: Ceiling,
    forecast: Step,
    year: int,
) -> Sale:
    offer, at_most = ceiling.offer, ceiling.price

    def together(paid: Mapping[str | None, Paid]) -> Step:
        return total(_income_of(offer.title), [one.amount for one in paid.values()], "yuan/year")

    def price_of(income: Step, units: Step) -> Step:
        label = text("scenario.walk.average_price", product=offer.title)
        return average(label, income, units) if units.number else at_most

    whole = _in_whole_units(forecast)
    foreseen = lists.billed(case, classes, offer, whole, year).paid(at_most)
    answered = price_of(together(foreseen), whole)
    demand = _demand(case, offer.id, answered, forecast, year)
    asked = _in_whole_units(demand.asked)
    billed = lists.billed(case, classes, offer, asked, year)
    paid, dearest = billed.paid(at_most), billed.dearest(at_most)
    income = together(paid)
    surplus = demand.surplus
    if surplus is not None:  # and what the bills come to less than at the price answered
        spent = product(text("scenario.price_times_quantity"), [answered, asked], "yuan/year")
        less = difference(text("scenario.walk.billed_less"), [spent, income], "yuan/year")
        surplus = total(surplus.label, [surplus, less], "yuan/year")
    within = text("scenario.within_ceiling")
    return Sale(
        product=offer.id,
        title=offer.title,
        wanted=at_most if dearest is None else dearest.average,
        price=price_of(income, asked),
        forecast=forecast,
        quantity=asked,
        income=income,
        surplus=surplus,
        within_ceiling=compared(within, at_most, "<=", at_most)
        if dearest is None
        else compared(within, dearest.amount, "<=", dearest.most(at_most)),
        billed=billed,
        paid=paid,
    )


@dataclass(frozen=True, slots=True)
class _Demand:
    """What a price brings about."""

    asked: Step
    """The quantity asked for [unit/year]."""
    surplus: Step | None
    """What customers gain [yuan/year]; None where nothing says at which price the forecast was
    made."""


def _demand(case: Case, product_id: str, price: Step, forecast: Step, year: int) -> _Demand:
    """Return what is asked for of a product at `price`: by its curve, and beyond the forecast."""
    market = case.circumstances.market.get(product_id, Market())
    reference = _reference(case, product_id, market)
    quantity, surplus = forecast, None
    curve = () if market.response is None else (_said(case, product_id, "response"),)
    if market.response is not None and reference is not None:
        try:
            quantity = quantity_at(market.response, price, reference, forecast, curve)
        except (decimal.Overflow, decimal.InvalidOperation):
            raise _too_large(case, product_id, "response") from None
    deviation = _deviation(case, product_id, market, year)
    asked = quantity if deviation is None else _times(quantity, deviation)
    if max(asked.number, price.number * asked.number) > LARGEST:
        raise _too_large(case, product_id)
    if reference is not None:
        surplus = surplus_gained(market.response, price, quantity, reference, forecast, curve)
        if deviation is not None:
            surplus = product(surplus.label, [surplus, deviation], surplus.unit)
    return _Demand(asked, surplus)


def has_price(case: Case, product_id: str, year: int) -> bool:
    """Return whether the operator names a price of a product in a year, or a price list."""
    market = case.circumstances.market.get(product_id, Market())
    by_year = any(first <= year for first in market.prices)
    return by_year or market.price is not None or market.price_list is not None


def _own_price(case: Case, product_id: str, title: Text, year: int) -> Step | None:
    """Return the operator's price of a product in a year; None where it names none."""
    market = case.circumstances.market.get(product_id, Market())
    begun = [first for first in market.prices if first <= year]
    label = text("scenario.list_price", product=title)
    if begun:
        source = _said(case, product_id, "prices", str(max(begun)))
        return given(label, market.prices[max(begun)], "yuan/unit", [source])
    if market.price is None:
        return None
    return given(label, market.price, "yuan/unit", [_said(case, product_id, "price")])


def _reference(case: Case, product_id: str, market: Market) -> Step | None:
    """Return the price at which the forecast was made."""
    named = "price" if market.forecast_at is None else "forecast_at"
    value = market.price if market.forecast_at is None else market.forecast_at
    if value is None:
        return None
    source = _said(case, product_id, named)
    return given(text("scenario.forecast_at"), value, "yuan/unit", [source])


def _deviation(case: Case, product_id: str, market: Market, year: int) -> Step | None:
    """Return what is asked for over what was forecast, a fraction; None where nothing differs."""
    if not market.deviations.get(year):
        return None
    source = _said(case, product_id, "deviations", str(year))
    label = text("scenario.deviation", year=year)
    beyond = given(label, market.deviations[year], "percent", [source])
    hundred = given(text("demand.hundred"), Decimal(100), "percent")
    whole = total(text("scenario.of_forecast"), [hundred, beyond], "percent")
    return quotient(text("scenario.of_forecast"), whole, hundred, "1")


def _in_whole_units(quantity: Step) -> Step:
    return rounded(text("scenario.walk.whole_units"), quantity, _WHOLE)


def _income_of(title: Text) -> Text:
    return text("scenario.product_income", product=title)


def _times(quantity: Step, factor: Step) -> Step:
    return product(text("scenario.asked_for"), [quantity, factor], quantity.unit)


def _too_large(case: Case, product_id: str, field: str = "", value: object = None) -> Faults:
    at = ("market", product_id, field) if field else ("market", product_id)
    return Faults([case.fault(at, "scenario.quantity_too_large", value)])


def _said(case: Case, product_id: str, *path: str) -> Declaration:
    """Return where the market of a product is written, and why it is so."""
    return case.declared(("market", product_id, *path))
