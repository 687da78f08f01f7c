"""Demand curves against published figures and the identities that define them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given as drawn
from hypothesis import strategies as st

from engine.demand import ConstantElasticity, Linear, quantity_at
from engine.explain import Step, given
from engine.money import exactly
from engine.text import Text

NAME = Text(zh="例", en="example")

prices = st.decimals(min_value="0.0001", max_value="10000", places=4)
quantities = st.decimals(min_value="1", max_value="1000000000", places=2)
elasticities = st.decimals(min_value="0", max_value="6", places=2)


def yuan(value: str | Decimal) -> Step:
    return given(NAME, Decimal(value), "yuan/call")


def calls(value: str | Decimal) -> Step:
    return given(NAME, Decimal(value), "call")


def linear(slope: str, intercept: str, price: str) -> Decimal:
    response = Linear(curve="linear", slope=Decimal(slope))
    return quantity_at(response, yuan(price), yuan("0"), calls(intercept)).number


def test_ramsey_prices_of_viscusi_harrington_vernon_break_even() -> None:
    # X = 100 - Px, Y = 120 - 2 Py, cost 1,800 + 20 X + 20 Y: at Px 40, Py 30 both sell 60, and
    # 40 × 60 + 30 × 60 = 4,200 = 1,800 + 20 × 60 + 20 × 60.
    x, y = linear("1", "100", "40"), linear("2", "120", "30")
    assert (x, y) == (60, 60)
    assert 40 * x + 30 * y == 1800 + 20 * x + 20 * y


def test_uniform_price_of_viscusi_harrington_vernon_breaks_even() -> None:
    # One price for both that covers the 1,800: published as 36.1257 (four decimals).
    x, y = linear("1", "100", "36.1257"), linear("2", "120", "36.1257")
    profit = (Decimal("36.1257") - 20) * (x + y) - 1800
    assert abs(profit) < Decimal("0.01")


def test_two_part_tariff_price_sells_what_was_published() -> None:
    # Q1 = 5 - 0.25 P, Q2 = 5 - 0.2 P, marginal cost 8, price 9, fee 121/8: profit 181/5.
    q1, q2 = linear("0.25", "5", "9"), linear("0.2", "5", "9")
    assert 2 * Fraction(121, 8) + (9 - 8) * Fraction(q1 + q2) == Fraction(181, 5)


def test_a_line_sells_nothing_above_its_choke_price() -> None:
    assert linear("2", "120", "60") == 0
    assert linear("2", "120", "61") == 0


def test_elasticity_of_two_quarters_the_quantity_when_the_price_doubles() -> None:
    response = ConstantElasticity(curve="constant_elasticity", elasticity=Decimal(2))
    sold = quantity_at(response, yuan("0.5"), yuan("0.25"), calls("1000"))
    assert sold.number == 250
    assert sold.unit == "call"


@drawn(elasticities, prices, prices, quantities)
def test_the_curve_passes_through_its_reference_point(
    elasticity: Decimal, price: Decimal, slope: Decimal, quantity: Decimal
) -> None:
    for response in (
        ConstantElasticity(curve="constant_elasticity", elasticity=elasticity),
        Linear(curve="linear", slope=slope),
    ):
        at_reference = quantity_at(response, yuan(price), yuan(price), calls(quantity))
        assert at_reference.number == quantity


@drawn(prices, prices, quantities)
def test_revenue_does_not_move_at_an_elasticity_of_one(
    price: Decimal, reference: Decimal, quantity: Decimal
) -> None:
    response = ConstantElasticity(curve="constant_elasticity", elasticity=Decimal(1))
    sold = quantity_at(response, yuan(price), yuan(reference), calls(quantity)).number
    off = exactly(lambda: abs(sold * price / (quantity * reference) - 1))
    assert off < Decimal("1e-45")


@drawn(elasticities, prices, prices, prices, quantities)
def test_no_more_is_sold_at_a_higher_price(
    elasticity: Decimal, one: Decimal, other: Decimal, reference: Decimal, quantity: Decimal
) -> None:
    low, high = sorted((one, other))
    for response in (
        ConstantElasticity(curve="constant_elasticity", elasticity=elasticity),
        Linear(curve="linear", slope=elasticity),
    ):
        sold_low, sold_high = (
            quantity_at(response, yuan(price), yuan(reference), calls(quantity)).number
            for price in (low, high)
        )
        assert sold_high <= sold_low
        assert sold_high >= 0
