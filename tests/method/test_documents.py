"""The methods of other sectors, water, grids and oil pipelines: published figures and identities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal, localcontext

import pytest
from builders.method_inputs import DOCUMENTS, GRID, OIL, WATER, computed, drawn, near, worksheet
from builders.methods import SHELF, values
from builders.steps_by_hand import wrong_steps
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.explain import sources
from engine.law import Faults
from engine.method import Worksheet
from engine.text import Language


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
@given(seed=st.integers(0, 10**6))
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
