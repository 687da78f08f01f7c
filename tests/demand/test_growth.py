"""Growth of demand against hand-worked figures and the law of compounding."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from engine.demand import grown
from engine.explain import Step, given
from engine.text import Text

NAME = Text(zh="例", en="example")


def calls(value: str | int) -> Step:
    return given(NAME, Decimal(value), "call")


def percent(value: str | Decimal) -> Step:
    return given(NAME, Decimal(value), "percent")


def test_ten_per_cent_for_two_years() -> None:
    # 20,000,000 × 1.1 × 1.1
    assert grown(calls(20_000_000), percent("10"), 2).number == 24_200_000


def test_a_loss_of_a_quarter_for_three_years() -> None:
    # 12,000 × 0.75³ = 12,000 × 0.421875
    assert grown(calls(12_000), percent("-25"), 3).number == Decimal("5062.5")


@drawn(
    st.decimals(min_value="-99", max_value="300", places=2),
    st.integers(0, 4),
    st.integers(0, 4),
)
def test_years_of_growth_follow_each_other(growth: Decimal, first: int, then: int) -> None:
    # At most 2 decimals a year of growth and 7 digits of quantity: exact within 50 digits.
    rate = percent(growth)
    whole = grown(calls(12_000), rate, first + then).number
    assert grown(grown(calls(12_000), rate, first), rate, then).number == whole


@pytest.mark.parametrize(("growth", "years"), [("-100", 1), ("5", -1)])
def test_growth_that_means_nothing_is_refused(growth: str, years: int) -> None:
    with pytest.raises(ValueError):
        grown(calls(1), percent(growth), years)
