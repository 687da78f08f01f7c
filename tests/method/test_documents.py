"""The methods of other sectors and countries: published figures, and identities that must hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal, localcontext
from itertools import pairwise

import pytest
from builders.method_inputs import (
    BLOCKS,
    DOCUMENTS,
    GRID,
    OIL,
    WATER,
    cell,
    computed,
    drawn,
    worksheet,
)
from builders.methods import SHELF, values
from builders.steps_by_hand import wrong_steps
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.explain import sources
from engine.law import Faults
from engine.method import Worksheet
from engine.text import Language

seeds = st.integers(0, 10**6)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_document_has_no_fault(document: str) -> None:
    assert SHELF.check(document) == ()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_step_follows_and_has_a_source(document: str) -> None:
    found = worksheet(document, drawn(document, 1))
    for line in found.lines():
        for key in found.keys(line.id):
            step = found.step(line.id, key)
            assert list(wrong_steps(step)) == []
            assert sources(step), line.id


def near(found: Decimal, expected: Decimal | int, relative: str = "1e-40") -> bool:
    """Whether two figures are the same but for the last of fifty digits."""
    with localcontext(prec=80):
        return abs(found - expected) <= abs(Decimal(expected)) * Decimal(relative)


# --- urban water ----------------------------------------------------------------

WATER_CASE: Mapping[str, object] = {
    "depreciation": 400_000,
    "amortisation": 100_000,
    "operation": 400_000,
    "net_fixed": 2_000_000,
    "net_intangible": 600_000,
    "working_capital": 400_000,
    "treasury_yield": 2,
    "loan_prime_rate": 3,
    "gearing_three_years_before": 40,
    "gearing_two_years_before": 50,
    "gearing_one_year_before": 60,
    "income_tax": 20_000,
    "urban_maintenance_tax": 7_000,
    "education_surcharge": 3_000,
    "volume": 800_000,
    "actual_volume": 800_000,
    "design_volume": 1_000_000,
}


def water(**changes: object) -> Worksheet:
    return computed(WATER, {**WATER_CASE, **changes}, {"equity_spread": 4})


def test_water() -> None:
    """Cost 900,000; assets 3,000,000; gearing (40 + 50 + 60) ÷ 3 = 50; equity rate 2 + 4 = 6.

    Rate 6 × 50 % + 3 × 50 % = 4.5; return 135,000; taxes 30,000; revenue 1,065,000; 80 % of the
    design volume is used, so the price is 1,065,000 ÷ 800,000 = 1.33125.
    """
    found = water()
    assert found.step("gearing").value == 50
    assert found.step("permitted_rate").value == Decimal("4.5")
    assert found.step("permitted_return").value == 135_000
    assert found.step("permitted_revenue").value == 1_065_000
    assert found.step("revenue_of_cycle").value == 3_195_000
    assert found.step("price").value == Decimal("1.33125")
    assert str(found.step("price_to_the_fen").value) == "1.33"


def test_water_below_65_per_cent() -> None:
    """800,000 of a design of 2,000,000 is 40 %: the volume counts as 800,000 ÷ (40 ÷ 65)."""
    found = water(design_volume=2_000_000)
    assert near(found.step("counted_volume").number, 1_300_000)
    # The reviewed volume is divided, not the actual one.
    found = water(design_volume=2_000_000, volume=900_000)
    assert near(found.step("counted_volume").number, 1_462_500)


@settings(max_examples=30)
@given(
    actual=st.integers(1, 10**9),
    reviewed=st.integers(1, 10**9),
    step=st.sampled_from(["1e-9", "1e-12", "1e-15"]),
)
def test_water_is_continuous_at_65_per_cent(actual: int, reviewed: int, step: str) -> None:
    """On either side of 65 % the price is the same, to the part by which the use differs."""
    with localcontext(prec=50):
        design = actual / Decimal("0.65")
        below, above = (design * (1 + Decimal(step)), design * (1 - Decimal(step)))
    prices = [
        water(actual_volume=actual, volume=reviewed, design_volume=one).step("price").number
        for one in (below, above)
    ]
    assert near(prices[0], prices[1], f"{2 * float(step):.1e}")
    assert prices[0] <= prices[1]


def test_water_gearing_of_a_first_determination() -> None:
    found = computed(
        WATER,
        {**WATER_CASE, "gearing_before_review": 70},
        {"equity_spread": 4},
        switches={"gearing_basis": "first_determination"},
    )
    assert found.step("permitted_rate").value == Decimal("3.9")  # 6 × 30 % + 3 × 70 %


def test_water_spread_above_four_points_is_refused() -> None:
    with pytest.raises(Faults, match="must lie between 0 and 4 %"):
        computed(WATER, WATER_CASE, {"equity_spread": "4.01"})


# --- transmission and distribution ------------------------------------------------

GRID_CASE: Mapping[str, object] = {
    "depreciation": 100,
    "operation": 52,
    "net_fixed": 900,
    "net_intangible": 60,
    "working_capital": 40,
    "equity_rate": 8,
    "debt_rate": 5,
    "income_tax_rate": 25,
    "vat_rate": 13,
    "input_vat": 6,
    "urban_maintenance_rate": 7,
    "education_surcharge_rate": 3,
    "energy": 2000,
}


def test_grid_income_tax_on_the_equity_return() -> None:
    """Assets 1,000, gearing 40 %: equity return 1,000 × 60 % × 8 % = 48, so tax 48 ÷ 75 % × 25 % = 16."""
    found = computed(GRID, GRID_CASE, {"gearing": 40})
    assert found.step("equity_return").value == 48
    assert found.step("income_tax").value == 16
    # 152 + 48 + 20 + 16 = 236; tax on sales 30.68 − 6 = 24.68; 10 % of it over 1 − 10 % × 13 %.
    assert found.step("revenue_before_surcharges").value == 236
    assert near(found.step("surcharges").number, Decimal("2.468") / Decimal("0.987"), "1e-25")
    assert str(found.step("permitted_revenue").value) == "238.50"
    assert found.step("average_price").value == Decimal("0.11925")


def test_grid_readings() -> None:
    switches = {"income_tax_reading": "within_return", "surcharge_base": "before_surcharges"}
    found = computed(GRID, GRID_CASE, {"gearing": 40}, switches=switches)
    assert found.step("income_tax").value == 0
    assert found.step("surcharges").value == Decimal("2.26")  # 10 % of (13 % × 220 − 6)


@settings(max_examples=30)
@given(seed=seeds)
def test_grid_taxes_satisfy_their_own_equations(seed: int) -> None:
    """T = t (equity return + T); S = s (v (X + S) − I), or 0 where no tax on sales is due."""
    inputs = replace(drawn(GRID, seed), switches={})
    found = worksheet(GRID, inputs)
    tax, profit = found.step("income_tax").number, found.step("equity_return").number
    rate = found.step("income_tax_rate").number / 100
    before, levied = (
        found.step(name).number for name in ("revenue_before_surcharges", "surcharges")
    )
    share, vat = (found.step(name).number / 100 for name in ("surcharge_rate", "vat_rate"))
    credit = found.step("input_vat").number
    with localcontext(prec=80):
        assert near(tax, rate * (profit + tax))
        if vat * before > credit:
            assert near(levied, share * (vat * (before + levied) - credit), "1e-35")
        else:
            assert levied == 0


# --- refined-oil pipelines ---------------------------------------------------------

OIL_YEARS = (2025, 2026, 2027)
OIL_CASE: Mapping[str, object] = {
    "income": {2025: 90, 2026: 110, 2027: 130},
    "income_of_new_assets": {2026: 5, 2027: 10},
    "maximum": 100,
}


@pytest.mark.parametrize(("reading", "excess"), [("each_year", 15), ("once", 5)])
def test_oil_pipelines(reading: str, excess: int) -> None:
    """90, 110 − 5, 130 − 10 are 105 a year on average, 5 above 100; the weak year is set off."""
    found = computed(OIL, OIL_CASE, {}, OIL_YEARS, {"excess_deducted": reading})
    assert values(found, "income_judged") == {2025: 90, 2026: 105, 2027: 120}
    assert found.step("income_average").value == 105
    assert found.step("excess").value == excess


def test_oil_pipelines_below_the_maximum_give_nothing_back() -> None:
    found = computed(OIL, {**OIL_CASE, "maximum": 200}, {}, OIL_YEARS)
    assert found.step("excess").value == 0


def test_oil_pipelines_are_judged_on_three_years() -> None:
    with pytest.raises(Faults) as caught:
        computed(OIL, {"income": {2025: 90, 2026: 110}, "maximum": 100}, {}, OIL_YEARS[:2])
    (fault,) = caught.value.faults
    assert "the whole cycle of three years is evaluated" in fault.message(Language.EN)


# --- building blocks ---------------------------------------------------------------

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
