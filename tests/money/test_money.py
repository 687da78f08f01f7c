"""Exact amounts: rounding against a published table and a second implementation, micro-yuan."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticCustomError

from engine.money import (
    MICRO,
    Number,
    Rounding,
    RoundingMode,
    exactly,
    from_micro,
    grouped,
    parse_number,
    plain,
    round_to,
    to_micro,
)

# The table printed in the documentation of java.math.RoundingMode, which follows the General
# Decimal Arithmetic Specification as Python's decimal does: input, up, down, half up, half even.
PUBLISHED = [
    ("5.5", 6, 5, 6, 6),
    ("2.5", 3, 2, 3, 2),
    ("1.6", 2, 1, 2, 2),
    ("1.1", 2, 1, 1, 1),
    ("1.0", 1, 1, 1, 1),
    ("-1.0", -1, -1, -1, -1),
    ("-1.1", -2, -1, -1, -1),
    ("-1.6", -2, -1, -2, -2),
    ("-2.5", -3, -2, -3, -2),
    ("-5.5", -6, -5, -6, -6),
]


def rounding(unit: str, mode: str) -> Rounding:
    return Rounding.model_validate({"unit": unit, "mode": mode})


@pytest.mark.parametrize(("amount", "up", "down", "half_up", "half_even"), PUBLISHED)
def test_modes_are_those_published(
    amount: str, up: int, down: int, half_up: int, half_even: int
) -> None:
    found = [round_to(Decimal(amount), rounding("1", mode)) for mode in RoundingMode]
    assert found == [half_up, half_even, up, down]  # the order in which the modes are declared


@pytest.mark.parametrize(
    ("amount", "unit", "mode", "written"),
    [
        ("0.005", "0.01", "half_up", "0.01"),
        ("-0.005", "0.01", "half_up", "-0.01"),
        ("0.005", "0.01", "half_even", "0.00"),
        ("0.015", "0.01", "half_even", "0.02"),
        ("274.139", "0.01", "down", "274.13"),  # a ceiling is cut, never lifted
        ("0.22981", "0.0001", "down", "0.2298"),
        ("1.02", "0.05", "half_up", "1.00"),  # 20.4 twentieths
        ("1.03", "0.05", "half_up", "1.05"),  # 20.6 twentieths
        ("1.025", "0.05", "half_even", "1.00"),  # 20.5 twentieths, the even one
        ("1250", "500", "half_up", "1500"),
        ("-1250", "500", "half_up", "-1500"),
        ("1", "0.01", "up", "1.00"),
    ],
)
def test_hand_worked(amount: str, unit: str, mode: str, written: str) -> None:
    assert plain(round_to(Decimal(amount), rounding(unit, mode))) == written


@pytest.mark.parametrize("mode", ["half_up", "half_even", "down"])
def test_a_negative_amount_that_rounds_to_nothing_shows_no_sign(mode: str) -> None:
    assert plain(round_to(Decimal("-0.004"), rounding("0.01", mode))) == "0.00"
    assert grouped(Decimal("-0.004"), 2) == "0.00"


def test_rounding_does_not_round_twice() -> None:
    # Just under half a unit of 0.02, at all 50 digits: divided at 50 digits it would become
    # exactly half, and then a whole unit.
    under = Decimal("0.00" + "9" * 50)
    assert plain(round_to(under, rounding("0.02", "half_up"))) == "0.00"


AMOUNTS = st.decimals(min_value=-(10**13), max_value=10**13, allow_nan=False, places=9)
UNITS = st.sampled_from(
    ["0.0001", "0.01", "0.02", "0.05", "0.1", "0.5", "1", "2", "5", "10", "100"]
)


@given(AMOUNTS, UNITS, st.sampled_from(RoundingMode))
def test_modes_against_fractions(amount: Decimal, unit: str, mode: RoundingMode) -> None:
    steps = abs(Fraction(amount)) / Fraction(unit)
    whole, rest = divmod(steps.numerator, steps.denominator)
    half = Fraction(rest, steps.denominator) - Fraction(1, 2)
    lifted = {
        RoundingMode.UP: rest > 0,
        RoundingMode.DOWN: False,
        RoundingMode.HALF_UP: half >= 0,
        RoundingMode.HALF_EVEN: half > 0 or (half == 0 and whole % 2 == 1),
    }[mode]
    expected = (whole + lifted) * Fraction(unit) * (-1 if amount < 0 else 1)
    assert Fraction(round_to(amount, rounding(unit, mode.value))) == expected


@given(AMOUNTS, UNITS, st.sampled_from(RoundingMode))
def test_rounding_again_changes_nothing(amount: Decimal, unit: str, mode: RoundingMode) -> None:
    rule = rounding(unit, mode.value)
    once = round_to(amount, rule)
    assert plain(round_to(once, rule)) == plain(once)


@pytest.mark.parametrize("unit", ["0", "-0.01", "0.03", "0.25", "15"])
def test_units_that_are_no_steps_of_money_are_refused(unit: str) -> None:
    with pytest.raises(ValidationError, match="rounding unit"):
        rounding(unit, "half_up")


@given(st.integers(-(2**63), 2**63 - 1))
def test_micro_yuan_there_and_back(micro: int) -> None:
    yuan = from_micro(micro)
    assert to_micro(yuan) == micro
    assert Fraction(yuan) == Fraction(micro, MICRO)


@pytest.mark.parametrize(
    "amount",
    [
        "0.0000001",
        "1.0000005",
        "9223372036854.775808",  # 2⁶³ micro-yuan: one too many
        "-9223372036854.775809",
        "1." + "0" * 60 + "1",  # finer than a micro-yuan, though only by its 61st decimal
    ],
)
def test_what_micro_yuan_cannot_hold_is_refused(amount: str) -> None:
    with pytest.raises(ValueError, match="micro-yuan"):
        to_micro(Decimal(amount))


def test_the_bounds_of_64_bits_are_held() -> None:
    assert to_micro(Decimal("9223372036854.775807")) == 2**63 - 1
    assert to_micro(Decimal("-9223372036854.775808")) == -(2**63)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("0.2298", "0.2298"),
        ("4.50", "4.50"),
        (" 9 ", "9"),
        ("+5", "5"),
        ("-0.1", "-0.1"),
        ("012", "12"),
        (7, "7"),
        (Decimal("0.10"), "0.10"),
    ],
)
def test_numbers_are_taken_as_written(written: object, number: str) -> None:
    assert plain(parse_number(written)) == number


@pytest.mark.parametrize(
    "written",
    [
        0.1, True, None, "", " ", ".5", "5.", "1e3", "1.5e+3", "1_000", "1,000", "1:30", "0x1F",
        "NaN", "inf", "½", "９", "٣", "--1", Decimal("NaN"), Decimal("Infinity"),
    ],
)  # fmt: skip
def test_what_is_no_plain_number_is_refused(written: object) -> None:
    with pytest.raises(PydanticCustomError, match="not a number"):
        parse_number(written)


def test_a_number_longer_than_the_arithmetic_is_refused() -> None:
    assert parse_number("9" * 50) == Decimal("9" * 50)
    with pytest.raises(PydanticCustomError, match="too many digits"):
        parse_number("9" * 51)


def test_a_number_is_text_in_json() -> None:
    class Priced(BaseModel):
        price: Number

    assert Priced(price=Decimal("4.50")).model_dump_json() == '{"price":"4.50"}'
    assert Priced.model_validate({"price": "0.0028"}).price == Decimal("0.0028")


@pytest.mark.parametrize(
    ("number", "places", "shown"),
    [
        ("1234567.8", None, "1,234,567.8"),
        ("1234567.8", 2, "1,234,567.80"),
        ("-1234.005", 2, "-1,234.01"),
        ("0.0028", None, "0.0028"),
        ("1E+3", None, "1,000"),
        ("999.995", 2, "1,000.00"),
    ],
)
def test_figures_as_shown(number: str, places: int | None, shown: str) -> None:
    assert grouped(Decimal(number), places) == shown


def test_arithmetic_has_fifty_digits_whatever_the_caller_set() -> None:
    assert str(exactly(lambda: Decimal(1) / 3)) == "0." + "3" * 50
