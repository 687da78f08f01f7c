"""The building blocks of other countries: worked by hand, and identities that must hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal, localcontext
from itertools import pairwise

import pytest
from builders.method_inputs import BLOCKS, cell, computed, drawn, near, worksheet
from builders.methods import values
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.law import Faults
from engine.method import Worksheet

seeds = st.integers(0, 10**6)

ONE_YEAR: Mapping[str, object] = {
    "opening_assets": 1000,
    "remaining_life": 10,
    "life": 10,
    "opening_tax_assets": 1600,
    "remaining_tax_life": 10,
    "tax_life": 10,
    "equity_rate": 10,
    "debt_rate": 4,
    "income_tax_rate": 25,
    "capex": {2026: 0},
    "opex": {2026: 100},
    "inflation": {2026: 0},
    "interest": 0,
}


@pytest.mark.parametrize(("imputation", "tax"), [(0, "13.3333"), (25, "9.2308")])
def test_income_tax_within_revenue(imputation: int, tax: str) -> None:
    """Return 100, depreciation 100 and spending 100 make 300 before tax; 100 + 160 are deducted.

    s = (1 − γ) × 25 %; tax = s × (300 − 260) ÷ (1 − s).
    """
    found = computed(
        BLOCKS, ONE_YEAR, {"gearing": 0, "imputation": imputation}, (2026,), blocks=("revenue",)
    )
    assert found.step("revenue_before_tax", 2026).value == 300
    assert found.step("deductions", 2026).value == 260
    assert round(found.step("tax", 2026).number, 4) == Decimal(tax)


def factors(found: Worksheet) -> tuple[Decimal, dict[object, Decimal]]:
    """1 + the cost of capital, and the discount factors at the end of each year."""
    growth = 1 + found.step("rate").number / 100
    years = found.inputs.years
    return growth, {year: growth ** -(year - years[0] + 1) for year in years}


@settings(max_examples=40)
@given(seed=seeds)
def test_present_value_of_revenue(seed: int) -> None:
    """PV(revenue) = opening − PV(closing) + PV(capex) + PV(opex + tax), in whatever reading."""
    found = worksheet(BLOCKS, drawn(BLOCKS, seed))
    years = found.inputs.years
    with localcontext(prec=60):
        growth, at_end = factors(found)
        # What a yuan spent is worth at the end of its year, by when it begins to earn.
        middle = {
            "year_start": growth,
            "mid_year_return": (1 + growth) / 2,
            "mid_year": growth.sqrt(),
            "year_end": Decimal(1),
        }[found.switch_values["capex_timing"].id]

        def value(line: str, times: Decimal | int = 1) -> Decimal:
            figures = values(found, line)
            return sum((figures[year] * at_end[year] * times for year in years), start=Decimal(0))

        spent = value("capex", middle) + value("opex") + value("tax")
        opening = found.step("opening_assets").number
        closing = found.step("closing", years[-1]).number * at_end[years[-1]]
        assert near(value("revenue"), opening - closing + spent, "1e-20")
        # Smoothed or not, the revenue is worth the same, and follows its path.
        assert near(value("smoothed"), value("revenue"), "1e-20")
        change = 1 + found.step("yearly_change").number / 100
        smoothed = values(found, "smoothed")
        for before, after in pairwise(years):
            assert near(smoothed[after], smoothed[before] * change, "1e-20")


@settings(max_examples=20)
@given(seed=seeds)
def test_a_mid_year_factor_cancels(seed: int) -> None:
    """Spending in mid-year is worth as much as half a year's capital cost more at its end."""
    inputs = drawn(BLOCKS, seed)
    years = inputs.years
    middle = {**inputs.switches, "capex_timing": "mid_year", "tax_losses": "lapse"}
    at_end = {**middle, "capex_timing": "year_end"}
    first = worksheet(BLOCKS, replace(inputs, switches=middle))
    capex = values(first, "capex")
    with localcontext(prec=60):
        half = factors(first)[0].sqrt()
        later = {year: cell(capex[year] * half) for year in years}
    second = worksheet(
        BLOCKS, replace(inputs, switches=at_end, scalars={**inputs.scalars, "capex": later})
    )
    # Tax is left out: it knows capital expenditure as it was spent.
    for line in ("closing", "revenue_before_tax"):
        for year in years:
            assert near(first.step(line, year).number, second.step(line, year).number, "1e-40")


def two_years(reading: str, capex: int, inflation: int) -> Worksheet:
    """1,000 over 4 years, 110 spent in the first year and `capex` in the second, over 11 years."""
    case = {
        **ONE_YEAR,
        "remaining_life": 4,
        "life": 11,
        "capex": {2026: 110, 2027: capex},
        "opex": {2026: 0, 2027: 0},
        "inflation": {2026: inflation, 2027: inflation},
    }
    return computed(
        BLOCKS,
        case,
        {"gearing": 0, "imputation": 0},
        (2026, 2027),
        {"capex_timing": reading},
        ("assets", "revenue"),
    )


def test_roll_forward_by_hand() -> None:
    """1,000 over 4 years, inflation 10 %, 110 a year spent at year's end over 11 years.

    Year 1: indexation 100, depreciation 250 × 1.1 = 275, closing 1,000 + 100 + 110 − 275 = 935.
    Year 2: indexation 93.5; depreciation 250 × 1.21 = 302.5, and 110 ÷ 1.1 ÷ 11 × 1.21 = 11; closing
    935 + 93.5 + 110 − 313.5 = 825.
    """
    found = two_years("year_end", capex=110, inflation=10)
    assert values(found, "indexation") == {2026: 100, 2027: Decimal("93.5")}
    assert values(found, "closing") == {2026: 935, 2027: 825}


@pytest.mark.parametrize(
    ("reading", "closing", "before_tax"),
    [
        # Nothing of 110 in its own year: 100 + 250; then 86 + 250 + 10.
        ("year_end", (860, 600), (350, 346)),
        # 111 + 260 in the first year; then 85 + 260.
        ("year_start", (850, 590), (371, 345)),
        # 5.5 more of return and 5 of depreciation in the first year; then 85.5 + 260.
        ("mid_year_return", (855, 595), (360.5, 345.5)),
    ],
)
def test_when_capital_expenditure_begins_to_earn_by_hand(
    reading: str, closing: tuple[int, int], before_tax: tuple[float, float]
) -> None:
    """1,000 over 4 years at 10 %, 110 spent in the first year over 11 years, no inflation.

    So 250 a year of depreciation on what was there, and 10 on what is new.
    """
    found = two_years(reading, capex=0, inflation=0)
    assert tuple(values(found, "closing").values()) == closing
    assert tuple(values(found, "revenue_before_tax").values()) == before_tax


def test_assets_are_recovered_when_their_life_ends() -> None:
    """With nothing spent, what was there is worth nothing after its life, half a year included."""
    nothing = dict.fromkeys((2026, 2027, 2028), 0)
    case = {
        **ONE_YEAR,
        "remaining_life": "2.5",
        "capex": nothing,
        "opex": nothing,
        "inflation": {2026: 3, 2027: 1, 2028: 2},
    }
    found = computed(
        BLOCKS, case, {"gearing": 0, "imputation": 0}, (2026, 2027, 2028), blocks=("assets",)
    )
    assert abs(found.step("closing", 2028).number) < Decimal("1e-40")


def test_losses_for_tax_are_carried_on() -> None:
    """Year 1 deducts 100 more than it earns; year 2 earns 190, and pays on 90 of it."""
    case = {
        **ONE_YEAR,
        "remaining_life": 10,
        "opening_tax_assets": 300,
        "remaining_tax_life": 1,
        "capex": {2026: 0, 2027: 0},
        "opex": {2026: 0, 2027: 0},
        "inflation": {2026: 0, 2027: 0},
    }

    def solved(reading: str) -> Worksheet:
        parameters = {"gearing": 0, "imputation": 0}
        switches = {"tax_losses": reading}
        return computed(BLOCKS, case, parameters, (2026, 2027), switches, ("revenue",))

    carried = solved("carried_on")
    # 1,000 at 10 % and a tenth of it: 200 against 300; then 900 at 10 % and 100: 190 against 0.
    assert values(carried, "losses") == {2026: 100, 2027: 0}
    assert values(carried, "tax") == {2026: 0, 2027: 30}  # 25 % × 90 ÷ 75 %
    lapsed = solved("lapse").step("tax", 2027).number * 3
    assert near(lapsed, 190)  # 25 % × 190 ÷ 75 %


@settings(max_examples=20)
@given(seed=seeds)
def test_carry_over_is_settled_with_interest(seed: int) -> None:
    """What is settled is worth the carry-over; what is left compounds over- and under-recovery."""
    found = worksheet(BLOCKS, drawn(BLOCKS, seed))
    years = found.inputs.years
    over = values(found, "over_recovery")
    settled = values(found, "carry_over_settled")
    with localcontext(prec=60):
        growth = 1 + found.step("interest").number / 100
        worth = sum(settled[year] * growth ** -(year - years[0] + 1) for year in years)
        assert near(Decimal(worth), found.step("carry_over").number, "1e-30")
        left = sum(over[year] * growth ** (years[-1] - year) for year in years)
        assert abs(found.step("carry_over_next").number - left) <= Decimal("0.005")


def test_new_assets_outlive_the_cycle() -> None:
    with pytest.raises(Faults, match="at least as long as the cycle"):
        computed(
            BLOCKS,
            {**ONE_YEAR, "life": "0.5"},
            {"gearing": 0, "imputation": 0},
            (2026,),
            blocks=("assets",),
        )
