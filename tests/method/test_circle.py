"""The hand-worked circle through the method of 发改价格〔2025〕65号: every figure of it.

The figures stand in the worked case and were made outside the engine; the working is repeated
beside each.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from builders.methods import CIRCLE, CYCLE, METHOD, SHELF, YEARS, circle, figure, values
from builders.steps_by_hand import wrong_steps

from engine.explain import sources, standing_of
from engine.law import Citation, Evidence


def near(expected: str) -> object:
    """A figure that the case gives to six decimals."""
    return pytest.approx(Decimal(expected), abs=Decimal("0.0000005"))


def test_the_document_has_no_fault() -> None:
    assert SHELF.check(METHOD) == ()


def test_review_cuts_each_item_by_its_rule() -> None:
    reviewed = values(circle(), "reviewed")
    assert reviewed == {
        "platform": 4_000_000,
        "transfer": 1_500_000,
        "wages": 3_000_000,
        "welfare": 420_000,  # 14 % of 3,000,000
        "marketing": 400_000,
        "help_desk": 300_000,
        "fines": 0,
        "donations": 0,
        "entertainment": 36_000,  # lesser of 60 % × 60,000 and 5 ‰ × 11,000,000 = 55,000
        "servers": 760_000,  # (6,000,000 − 2,000,000) × 95 % ÷ 5
        "software": 100_000,
    }


def test_review_in_total() -> None:
    worksheet = circle()
    assert worksheet.step("submitted_total").value == 11_230_000
    assert worksheet.step("reduction_total").value == 714_000
    assert worksheet.step("reviewed_total").value == 10_516_000


def test_split_between_paid_and_free_use() -> None:
    worksheet = circle()
    assert values(worksheet, "pool_cost") == {
        "computing": 4_860_000,
        "data": 1_500_000,
        "labour": 3_456_000,
    }
    assert values(worksheet, "pool_paid") == {
        "computing": 3_645_000,
        "data": 900_000,
        "labour": Decimal("2764800"),
    }
    assert values(worksheet, "pool_free") == {
        "computing": 1_215_000,
        "data": 600_000,
        "labour": Decimal("691200"),
    }
    assert worksheet.step("direct_paid").value == 400_000
    assert worksheet.step("direct_free").value == 300_000
    assert worksheet.step("paid_cost").value == 7_709_800
    assert worksheet.step("free_cost").value == 2_806_200
    assert worksheet.step("operating_cost").value == 7_209_800
    assert worksheet.step("free_uncovered").value == 2_606_200


def test_maximum_with_profit_after_income_tax() -> None:
    worksheet = circle()
    assert worksheet.step("permitted_profit_rate").value == Decimal("6.70")
    assert worksheet.step("permitted_profit").value == Decimal("483056.60")
    assert worksheet.step("income_tax").value == near("161018.866667")
    assert worksheet.step("revenue_before_surcharges").value == near("7853875.466667")
    assert worksheet.step("surcharges").value == near("32783.947784")
    assert str(worksheet.step("maximum").value) == "7886659.41"


def test_maximum_with_profit_before_income_tax() -> None:
    worksheet = circle(switches={"profit_tax": "before_income_tax"})
    assert worksheet.step("income_tax").value == 0
    assert worksheet.step("revenue_before_surcharges").value == Decimal("7692856.60")
    assert worksheet.step("surcharges").value == near("31616.204190")
    assert str(worksheet.step("maximum").value) == "7724472.80"


def test_cost_and_full_price_of_products() -> None:
    worksheet = circle()
    assert values(worksheet, "cost_before_subsidy") == {"p1": 4_493_900, "p2": 3_215_900}
    prices = values(worksheet, "full_price")
    assert str(prices["p1"]).startswith("0.229849404")
    assert str(prices["p2"]).startswith("274.139277")
    shares = values(worksheet, "share_of_cost")
    assert sum(shares.values()) == pytest.approx(Decimal(1), abs=Decimal("1e-45"))


def test_free_use_pays_for_nothing() -> None:
    """Not a fen of the cost of free supply enters a paid product."""
    more = [*CIRCLE.tables["items"]]
    more[5] = {**more[5], "submitted": figure(999_999_999)}
    dearer = circle(tables={**CIRCLE.tables, "items": more})
    assert dearer.step("maximum").value == circle().step("maximum").value
    assert values(dearer, "full_price") == values(circle(), "full_price")
    assert dearer.step("free_uncovered").number > circle().step("free_uncovered").number


@pytest.mark.parametrize(
    ("reading", "excess"),
    [
        ("annual_average", "363340.59"),
        ("cycle_total", "1090021.77"),
        ("year_by_year", "1476681.18"),
    ],
)
def test_excess_of_the_cycle(reading: str, excess: str) -> None:
    worksheet = circle(CYCLE, switches={"excess_reading": reading})
    assert str(worksheet.step("excess").value) == excess
    assert worksheet.step("income_total").value == 24_750_000
    assert worksheet.step("permitted_total").value == Decimal("23659978.23")
    assert worksheet.step("income_average").value == 8_250_000
    assert values(worksheet, "excess_of_year") == {
        2026: 0,
        2027: Decimal("363340.59"),
        2028: Decimal("1113340.59"),
    }


def test_income_of_new_products_can_be_left_out() -> None:
    """2,000,000 of 2028 left out: 7,500,000; 8,250,000; 7,000,000 make 22,750,000, no excess."""
    scalars = {**CYCLE.scalars, "income_of_new_products": {2028: figure(2_000_000)}}
    counted = circle(CYCLE, scalars=scalars)
    left_out = circle(CYCLE, scalars=scalars, switches={"new_products_income": "left_out"})
    assert counted.step("excess").value == Decimal("1090021.77")
    assert left_out.step("income_total").value == 22_750_000
    assert left_out.step("excess").value == 0


@pytest.mark.parametrize(
    ("timing", "maxima"),
    [
        ("evenly", ["7523318.82", "7523318.82", "7523318.82"]),
        ("first_year", ["6796637.64", "7886659.41", "7886659.41"]),
    ],
)
def test_deduction_in_the_next_cycle(timing: str, maxima: list[str]) -> None:
    scalars = {**CIRCLE.scalars, "deduction": figure("1090021.77")}
    worksheet = circle(scalars=scalars, switches={"deduction_timing": timing})
    after = [str(worksheet.step("maximum_after_deduction", year).value) for year in YEARS]
    assert after == maxima
    assert worksheet.step("deduction_left").value == 0


def test_a_deduction_larger_than_the_maximum_is_carried_on() -> None:
    """20,000,000 from the first year: 7,886,659.41 twice, then 4,226,681.18 of the third."""
    scalars = {**CIRCLE.scalars, "deduction": figure(20_000_000)}
    worksheet = circle(scalars=scalars, switches={"deduction_timing": "first_year"})
    after = [str(worksheet.step("maximum_after_deduction", year).value) for year in YEARS]
    assert after == ["0.00", "0.00", "3659978.23"]
    assert worksheet.step("deduction_left").value == 0
    # 30,000,000 outlasts the cycle: 30,000,000 − 3 × 7,886,659.41.
    scalars = {**CIRCLE.scalars, "deduction": figure(30_000_000)}
    worksheet = circle(scalars=scalars)
    assert worksheet.step("deduction_left").value == Decimal("6340021.77")


@pytest.mark.parametrize(
    ("reading", "operating_cost"),
    [
        # 400,000 of unspecified subsidy: paid use has 7,309,800 of 9,816,000 joint cost.
        ("joint_before_split", Decimal(7_209_800) - Decimal(400_000) * 7_309_800 / 9_816_000),
        ("paid_use", Decimal(6_809_800)),
        ("free_supply", Decimal(7_209_800)),
    ],
)
def test_unspecified_subsidy(reading: str, operating_cost: Decimal) -> None:
    from builders.methods import SUBSIDIES, row

    subsidies = (*SUBSIDIES, row("other", "其他补助", tag="unspecified", amount=400_000))
    worksheet = circle(
        tables={**CIRCLE.tables, "subsidies": subsidies},
        switches={"unspecified_subsidy": reading},
    )
    found = worksheet.step("operating_cost").number
    assert found == pytest.approx(operating_cost, abs=Decimal("1e-15"))
    # Removed once: what paid use is not relieved of, free supply is.
    net = found + worksheet.step("free_uncovered").number
    assert net == pytest.approx(Decimal(7_209_800 + 2_606_200 - 400_000), abs=Decimal("1e-15"))


@pytest.mark.parametrize("base", ["net_assets", "effective_assets"])
def test_profit_on_assets(base: str) -> None:
    """6.70 % of the 7,709,800 of 10,516,000 that serve paid use, of 10,000,000."""
    scalars = {**CIRCLE.scalars, base: figure(10_000_000)}
    worksheet = circle(scalars=scalars, switches={"profit_base": base})
    profit = 670_000 * Fraction(7_709_800, 10_516_000)
    assert abs(Fraction(worksheet.step("permitted_profit").number) - profit) < Fraction(1, 10**30)


def test_yield_of_the_year_before_the_determination() -> None:
    scalars = {**CIRCLE.scalars, "yield_before_determination": figure("2.191")}
    worksheet = circle(scalars=scalars, switches={"yield_window": "year_before_determination"})
    assert worksheet.step("permitted_profit_rate").value == Decimal("7.191")


def test_every_step_follows_from_its_children() -> None:
    for worksheet in (circle(), circle(CYCLE)):
        for step in worksheet.steps.values():
            assert list(wrong_steps(step)) == []


def test_a_shared_line_is_one_step() -> None:
    worksheet = circle()
    profit = worksheet.step("permitted_profit")
    through_tax = [node for node in worksheet.step("income_tax").walk() if node is profit]
    through_revenue = [
        node for node in worksheet.step("revenue_before_surcharges").children if node is profit
    ]
    assert through_tax and through_revenue


def test_every_figure_has_a_source() -> None:
    worksheet = circle()
    for line in worksheet.lines():
        for key in worksheet.keys(line.id):
            assert sources(worksheet.step(line.id, key)), line.id


def test_the_reading_of_a_switch_is_cited_where_it_is_used() -> None:
    worksheet = circle()
    readings = worksheet.switch_values
    assert {name: value.id for name, value in readings.items()} == {
        "profit_base": "operating_cost",
        "profit_tax": "after_income_tax",
        "yield_window": "year_before_cycle",
        "unspecified_subsidy": "joint_before_split",
        "deduction_timing": "evenly",
        "excess_reading": "cycle_total",
        "new_products_income": "counted",
        "base_year": "latest_year",
        "asset_years": "latest_year",
        "trial_length": "two_years",
    }
    cited = sources(worksheet.step("maximum"))
    for name in ("profit_base", "profit_tax", "yield_window", "unspecified_subsidy"):
        assert set(readings[name].cites) <= set(cited)
    assert standing_of(worksheet.step("maximum")).evidence is Evidence.ASSUMPTION
    assert all(isinstance(cite, Citation) for value in readings.values() for cite in value.cites)
