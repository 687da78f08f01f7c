"""What customers gain when a price is lower than another (消费者剩余的变化)."""

from __future__ import annotations

from decimal import Decimal

from engine.demand.curve import ConstantElasticity, Linear
from engine.explain import Step, difference, given, product, quotient, total
from engine.law import Source
from engine.money import CONTEXT
from engine.text import text

__all__ = ["surplus_gained"]


def surplus_gained(
    response: ConstantElasticity | Linear | None,
    price: Step,
    quantity: Step,
    reference_price: Step,
    reference_quantity: Step,
    sources: tuple[Source, ...] = (),
) -> Step:
    """Return what customers gain at `price` against `reference_price` [yuan/year]; below 0 where it
    is higher. `sources` are what the curve itself rests on.

    It is the area left of the demand curve between the two prices: of a quantity that does not
    answer, (p₀ − p) q; of constant elasticity e, (p₀ q₀ − p q) / (1 − e), for e = 1 p₀ q₀ ln(p₀/p);
    of a straight line, (p₀ − p)(q₀ + q) / 2, and above the price at which nothing is asked for, no
    more.
    """
    label = text("demand.surplus")
    if response is None:
        lower = difference(text("demand.lower"), [reference_price, price], price.unit)
        return product(label, [lower, quantity], "yuan/year")
    if isinstance(response, Linear):
        return _straight(response, price, quantity, reference_price, reference_quantity, sources)
    spent = product(text("demand.spent_before"), [reference_price, reference_quantity], "yuan/year")
    if response.elasticity == 1:
        ratio = CONTEXT.ln(CONTEXT.divide(reference_price.number, price.number))
        logarithm = given(text("demand.logarithm"), ratio, "1", sources)
        return product(label, [spent, logarithm], "yuan/year")
    spending = product(text("demand.spent"), [price, quantity], "yuan/year")
    less = difference(text("demand.spent_less"), [spent, spending], "yuan/year")
    one = given(text("demand.one"), Decimal(1), "1")
    elasticity = given(text("demand.elasticity"), response.elasticity, "1", sources)
    rest = difference(text("demand.one_less_elasticity"), [one, elasticity], "1")
    return quotient(label, less, rest, "yuan/year")


def _straight(
    response: Linear,
    price: Step,
    quantity: Step,
    reference_price: Step,
    reference_quantity: Step,
    sources: tuple[Source, ...],
) -> Step:
    unit = price.unit
    end = price
    if quantity.number == 0 and response.slope > 0:
        slope = given(text("demand.slope"), response.slope, f"{quantity.unit}/({unit})", sources)
        room = quotient(text("demand.room"), reference_quantity, slope, unit)
        end = total(text("demand.choke"), [reference_price, room], unit)
    lower = difference(text("demand.lower"), [reference_price, end], unit)
    both = total(text("demand.both_quantities"), [reference_quantity, quantity], quantity.unit)
    two = given(text("demand.two"), Decimal(2), "1")
    half = quotient(text("demand.mean_quantity"), both, two, quantity.unit)
    return product(text("demand.surplus"), [lower, half], "yuan/year")
