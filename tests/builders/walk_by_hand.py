"""A scenario walked once more over its cycles: exact fractions, none of the engine.

The maximum is that of `review_by_hand`; from there on it follows the text of the rules and of the
documentation: ceilings by full cost, prices at most the ceiling, what is asked for, the evaluation,
the deduction of the next cycle, taxes and profit, what customers gain.
"""

from __future__ import annotations

import decimal
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from builders.review_by_hand import worked

Tree = dict[str, Any]
Market = Mapping[str, Tree]
FEN = Fraction(1, 100)


class BelowATick(Exception):
    """A full price comes to less than a tick, so that there is no ceiling."""


class NothingPermitted(Exception):
    """What is deducted leaves nothing in a year."""


@dataclass
class SaleByHand:
    """A product in a year."""

    forecast: Fraction
    ceiling: Fraction
    price: Fraction
    is_capped: bool
    quantity: Fraction
    income: Fraction
    gain: Fraction | None
    """What customers gain against the price of the forecast; none where it is not known."""


@dataclass
class YearByHand:
    """A year."""

    year: int
    maximum: Fraction
    sales: dict[str, SaleByHand]
    vat: Fraction
    surcharges: Fraction
    before_tax: Fraction
    income_tax: Fraction

    @property
    def income(self) -> Fraction:
        return sum((sale.income for sale in self.sales.values()), Fraction(0))


@dataclass
class CycleByHand:
    """A cycle, and what is to be deducted after it."""

    years: list[YearByHand] = field(default_factory=list)
    excess: Fraction = Fraction(0)
    left: Fraction = Fraction(0)
    """What its own years did not suffice to deduct of earlier cycles."""


def walked(
    whole: Tree, market: Market, switches: Mapping[str, str], cycles: int
) -> list[CycleByHand]:
    """The cycles of a submission without changes from one to the next; the yield is 1.7 %."""
    found = worked(whole, switches, {})
    length, first = whole["cycle"]["years"], whole["cycle"]["first_year"]
    made: list[CycleByHand] = []
    for number in range(cycles):
        cycle = CycleByHand()
        begins = first + number * length
        due = made[-1].excess + made[-1].left if made else Fraction(0)
        carried = Fraction(0)
        for at, wanted in enumerate(_shares(due, length, switches)):
            taken = min(wanted + carried, found.maximum)
            carried += wanted - taken
            maximum = found.maximum - taken
            sales = dict(_sales(whole, market, maximum, begins + at, found.counted))
            cycle.years.append(
                _year(whole, begins + at, maximum, sales, found.operating_cost, found.uncovered)
            )
        cycle.left = carried
        cycle.excess = _excess(cycle.years, switches)
        made.append(cycle)
    return made


def _shares(due: Fraction, years: int, switches: Mapping[str, str]) -> list[Fraction]:
    """What each year is to give: whole fen evenly and the last the rest, or all in the first."""
    if switches.get("deduction_timing") == "first_year":
        return [due] + [Fraction(0)] * (years - 1)
    even = due / years // FEN * FEN
    return [even] * (years - 1) + [due - even * (years - 1)]


def _excess(years: list[YearByHand], switches: Mapping[str, str]) -> Fraction:
    beyond = [year.income - year.maximum for year in years]
    reading = switches.get("excess_reading", "cycle_total")
    if reading == "year_by_year":
        return sum((max(one, Fraction(0)) for one in beyond), Fraction(0))
    total = max(sum(beyond, Fraction(0)), Fraction(0))
    return to_the_fen(total / len(years) if reading == "annual_average" else total)


def _sales(
    whole: Tree, market: Market, maximum: Fraction, year: int, counted: Mapping[str, Fraction]
) -> Iterator[tuple[str, SaleByHand]]:
    cost = {product["id"]: _cost(whole, product, counted) for product in whole["products"]}
    for product in whole["products"]:
        said = market.get(product["id"], {})
        forecast = _forecast(product, said, year - whole["cycle"]["first_year"], year)
        tick = number(product["tick"])
        full = maximum * cost[product["id"]] / sum(cost.values()) / forecast
        ceiling = full // tick * tick
        if not maximum:
            raise NothingPermitted(str(year))
        if not ceiling:
            raise BelowATick(product["id"])
        begun = [since for since in said.get("prices", {}) if since <= year]
        wanted = said["prices"][max(begun)] if begun else said.get("price", ceiling)
        price = min(number(wanted), ceiling)
        reference = said.get("forecast_at", said.get("price"))
        at_price, gain = forecast, None
        if reference is not None:
            at_price, gain = _asked(said.get("response"), price, number(reference), forecast)
        deviation = 1 + number(said.get("deviations", {}).get(year, 0)) / 100
        yield (
            product["id"],
            SaleByHand(
                forecast,
                ceiling,
                price,
                number(wanted) > ceiling,
                at_price * deviation,
                to_the_fen(price * at_price * deviation),
                None if gain is None else gain * deviation,
            ),
        )


def _cost(whole: Tree, product: Tree, counted: Mapping[str, Fraction]) -> Fraction:
    """What a product costs before subsidies: its share of the paid part of each pool, and of the
    cost direct to paid use."""
    found = Fraction(0)
    for item in whole["items"]:
        if item.get("direct") == "paid":
            found += counted[item["id"]] * number(product.get("direct_share", 0)) / 100
        elif item.get("pool"):
            pool = next(one for one in whole["pools"] if one["id"] == item["pool"])
            share = number(product["shares"].get(pool["id"], 0)) / 100
            found += counted[item["id"]] * number(pool["paid_share"]) / 100 * share
    return found


def _forecast(product: Tree, said: Tree, years: int, year: int) -> Fraction:
    if year in said.get("quantities", {}):
        return number(said["quantities"][year])
    return number(product["quantity"]) * (1 + number(said.get("growth", 0)) / 100) ** years


def _asked(
    response: Tree | None, price: Fraction, reference: Fraction, forecast: Fraction
) -> tuple[Fraction, Fraction]:
    """What is asked for at a price, and the area left of the curve between it and the reference."""
    if response is None:
        return forecast, (reference - price) * forecast
    if response["curve"] == "linear":
        slope = number(response["slope"])
        line = forecast - slope * (price - reference)
        if line >= 0:
            return line, (reference - price) * (forecast + line) / 2
        return Fraction(0), -forecast * (forecast / slope) / 2
    elasticity = number(response["elasticity"])
    asked = forecast * power(price / reference, -elasticity)
    if elasticity == 1:
        with decimal.localcontext(decimal.Context(prec=60)):
            ratio = Decimal(reference.numerator) / reference.denominator
            ratio = ratio * price.denominator / price.numerator
            return asked, reference * forecast * Fraction(ratio.ln())
    return asked, (reference * forecast - price * asked) / (1 - elasticity)


def power(base: Fraction, exponent: Fraction) -> Fraction:
    """Return a power: exact where the exponent is whole, else at 60 digits."""
    if exponent.denominator == 1:
        return base**exponent.numerator
    with decimal.localcontext(decimal.Context(prec=60)):
        of = Decimal(base.numerator) / base.denominator
        return Fraction(of ** (Decimal(exponent.numerator) / exponent.denominator))


def _year(
    whole: Tree,
    year: int,
    maximum: Fraction,
    sales: dict[str, SaleByHand],
    cost: Fraction,
    uncovered: Fraction,
) -> YearByHand:
    income = sum((sale.income for sale in sales.values()), Fraction(0))
    simplified = whole["taxes"]["vat"] == "simplified"
    rate, credit = (3, Fraction(0)) if simplified else (6, number(whole["input_vat"]))
    vat = to_the_fen(max(income * rate / 100 - credit, Fraction(0)))
    surcharges = to_the_fen(vat * 12 / 100)
    before = income - surcharges - cost - uncovered
    tax = to_the_fen(max(before, Fraction(0)) * 25 / 100)
    return YearByHand(year, maximum, sales, vat, surcharges, before, tax)


def number(written: Any) -> Fraction:
    """Return a figure as it is written, or computed already."""
    return written if isinstance(written, Fraction) else Fraction(Decimal(str(written)))


def to_the_fen(amount: Fraction) -> Fraction:
    """Return an amount rounded half up to the fen, away from zero."""
    whole = abs(amount) / FEN + Fraction(1, 2)
    return (whole.numerator // whole.denominator) * FEN * (-1 if amount < 0 else 1)
