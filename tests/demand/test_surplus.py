"""What customers gain: the area left of the demand curve, found once more by adding up strips."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from engine.demand import ConstantElasticity, Linear, quantity_at, surplus_gained
from engine.explain import Step, given
from engine.text import Text

NAME = Text(zh="例", en="example")
STRIPS = 2000

prices = st.decimals("0.5", "20", places=2)
responses = st.one_of(
    st.just(None),
    st.builds(
        lambda e: ConstantElasticity(curve="constant_elasticity", elasticity=e),
        st.decimals("0", "3", places=1) | st.just(Decimal(1)),
    ),
    st.builds(lambda s: Linear(curve="linear", slope=s), st.integers(0, 400).map(Decimal)),
)


def yuan(value: Decimal) -> Step:
    return given(NAME, value, "yuan/call")


def calls(value: Decimal) -> Step:
    return given(NAME, value, "call")


def asked(response: ConstantElasticity | Linear | None, price: Decimal, at: Decimal) -> Decimal:
    """What is asked for at a price, where 1,000 are at the price `at`."""
    if response is None:
        return Decimal(1000)
    return quantity_at(response, yuan(price), yuan(at), calls(Decimal(1000))).number


def gained(response: ConstantElasticity | Linear | None, price: Decimal, at: Decimal) -> Decimal:
    quantity = asked(response, price, at)
    return surplus_gained(
        response, yuan(price), calls(quantity), yuan(at), calls(Decimal(1000))
    ).number


@drawn(responses, prices, prices)
def test_the_gain_is_the_area_left_of_the_curve(
    response: ConstantElasticity | Linear | None, price: Decimal, at: Decimal
) -> None:
    """By the middle of each of 2,000 strips between the two prices, signed."""
    width = (at - price) / STRIPS
    strips = sum(asked(response, price + width * (2 * n + 1) / 2, at) for n in range(STRIPS))
    area = width * strips
    whole = max(abs(area), Decimal(1))
    assert abs(gained(response, price, at) - area) <= whole * Decimal("0.001")


@drawn(responses, prices, prices)
def test_a_lower_price_is_a_gain_and_the_same_price_none(
    response: ConstantElasticity | Linear | None, price: Decimal, at: Decimal
) -> None:
    found = gained(response, price, at)
    assert (found > 0) == (price < at)
    assert gained(response, at, at) == 0


@pytest.mark.parametrize(
    ("slope", "price", "area"),
    [
        # 1,000 at 10 yuan, 100 fewer for each yuan more: nobody at 20. A triangle of 10 × 1,000 / 2,
        # whatever the price above.
        (100, 20, -5000),
        (100, 25, -5000),
        (100, 15, -3750),  # 5 × (1,000 + 500) / 2
        (100, 8, 2200),  # 2 × (1,000 + 1,200) / 2
        (0, 12, -2000),
    ],
)
def test_a_straight_line_by_hand(slope: int, price: int, area: int) -> None:
    response = Linear(curve="linear", slope=Decimal(slope))
    assert Fraction(gained(response, Decimal(price), Decimal(10))) == area
