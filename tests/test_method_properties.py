"""What must hold of a determination whatever the figures, and that a method is data."""

from __future__ import annotations

from decimal import Decimal, localcontext

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from method_cases import CIRCLE, circle, faults, figure, row, solved, values
from recompute import wrong_steps

from engine.law import Faults
from engine.method import Inputs

yuan = st.decimals("0", "90000000", places=2)
percent = st.decimals("0", "40", places=2)
share = st.decimals("0", "100", places=1)


@settings(max_examples=40, deadline=None)
@given(vat=percent, urban=percent, input_vat=yuan, spread=st.decimals("0", "6", places=2))
def test_surcharges_satisfy_their_own_equation(
    vat: Decimal, urban: Decimal, input_vat: Decimal, spread: Decimal
) -> None:
    """They are part of the revenue they are levied on: S = s (v (X + S) − I), or 0 below it."""
    worksheet = circle(
        scalars={
            **CIRCLE.scalars,
            "vat_rate": figure(vat),
            "urban_maintenance_rate": figure(urban),
            "input_vat": figure(input_vat),
        },
        parameters={"spread": figure(spread)},
    )
    found = worksheet.step("surcharges").number
    before = worksheet.step("revenue_before_surcharges").number
    with localcontext(prec=60):
        s = (urban + 3 + 2) / 100
        due = vat / 100 * (before + found) - input_vat
        if vat / 100 * before > input_vat:
            assert abs(found - s * due) < Decimal("1e-30")
        else:
            assert found == 0
    assert list(wrong_steps(worksheet.step("maximum"))) == []


@settings(max_examples=40, deadline=None)
@given(
    amounts=st.lists(yuan, min_size=3, max_size=3),
    shares=st.lists(share, min_size=3, max_size=3),
    of_first=st.lists(share, min_size=3, max_size=3),
)
def test_nothing_is_lost_in_the_split(
    amounts: list[Decimal], shares: list[Decimal], of_first: list[Decimal]
) -> None:
    """Submitted = cut + paid + free, and the products carry all of the paid cost."""
    pools = ("computing", "data", "labour")
    items = [
        row(pool, pool, category="data", treatment="allowed", pool=pool, submitted=amount + 1)
        for pool, amount in zip(pools, amounts, strict=True)
    ]
    items.append(row("fine", "罚款", category="fines", treatment="not_includable", submitted=7))
    uses = [
        row(f"{product}.{pool}", pool, product=product, pool=pool, share=part)
        for pool, first in zip(pools, of_first, strict=True)
        for product, part in (("p1", first), ("p2", 100 - first))
    ]
    worksheet = circle(
        tables={
            "items": items,
            "subsidies": (),
            "pools": [
                row(pool, pool, paid_share=part) for pool, part in zip(pools, shares, strict=True)
            ],
            "products": CIRCLE.tables["products"],
            "uses": uses,
        },
        blocks=("review", "split", "products") if any(shares) else ("review", "split"),
    )
    paid, free = worksheet.step("paid_cost").number, worksheet.step("free_cost").number
    cut = worksheet.step("reduction_total").number
    assert paid + free + cut == worksheet.step("submitted_total").number == sum(amounts) + 10
    if any(shares):
        assert sum(values(worksheet, "cost_before_subsidy").values()) == paid


@settings(max_examples=40, deadline=None)
@given(
    deduction=yuan,
    timing=st.sampled_from(["evenly", "first_year"]),
)
def test_a_deduction_is_taken_once(deduction: Decimal, timing: str) -> None:
    """What is taken, and what is left after the cycle, make the deduction; no year goes below 0."""
    worksheet = circle(
        scalars={**CIRCLE.scalars, "deduction": figure(deduction)},
        switches={"deduction_timing": timing},
    )
    taken = values(worksheet, "deduction_taken")
    left = worksheet.step("deduction_left").number
    assert left >= 0
    with localcontext(prec=60):
        assert abs(sum(taken.values()) + left - deduction) <= Decimal("0.005")
    maximum = worksheet.step("maximum").number
    for year, amount in taken.items():
        assert 0 <= amount <= maximum
        after = worksheet.step("maximum_after_deduction", int(str(year))).number
        assert abs(after - (maximum - amount)) <= Decimal("0.005")


HEAT = """\
    parameters:
      - {id: markup, title: {zh: 成本利润率, en: mark-up on cost}, unit: percent, min: 0, max: 3}
    inputs:
      - {id: cost, title: {zh: 定价成本, en: cost}, unit: yuan}
      - {id: heat, title: {zh: 供热量, en: heat supplied}, unit: GJ}
    blocks:
      - id: price
        title: {zh: 价格, en: Price}
        lines:
          - {id: revenue, title: {zh: 准许收入, en: permitted revenue}, unit: yuan, formula: cost * (1 + fraction(markup))}
          - {id: price_of_heat, title: {zh: 热价, en: price of heat}, unit: yuan/GJ, formula: revenue / heat, round: {unit: "0.01", mode: half_up}}
"""


def test_heat_by_mark_up_is_a_document() -> None:
    """1,000,000 at a mark-up of 3 % over 26,000 gigajoules: 1,030,000 ÷ 26,000 = 39.615…"""
    inputs = Inputs(
        scalars={"cost": figure(1_000_000), "heat": figure(26_000)},
        parameters={"markup": figure(3)},
    )
    worksheet = solved(HEAT, inputs)
    assert faults(HEAT) == []
    assert worksheet.step("revenue").value == 1_030_000
    assert str(worksheet.step("price_of_heat").value) == "39.62"
    with pytest.raises(Faults, match="must lie between 0 and 3 %"):
        solved(HEAT, Inputs(scalars=inputs.scalars, parameters={"markup": figure("3.01")}))


WATER = """\
    parameters:
      - {id: equity_spread, title: {zh: 权益加点, en: equity spread}, unit: percent, min: 0, max: 4}
      - {id: least_use, title: {zh: 最低产能利用率, en: least use of capacity}, unit: percent, value: 65}
    inputs:
      - {id: treasury, title: {zh: 国债收益率, en: treasury yield}, unit: percent}
      - {id: loan_rate, title: {zh: 贷款市场报价利率, en: loan prime rate}, unit: percent}
      - {id: gearing, title: {zh: 资产负债率, en: gearing}, unit: percent}
      - {id: cost, title: {zh: 准许成本, en: permitted cost}, unit: yuan}
      - {id: assets, title: {zh: 有效资产, en: effective assets}, unit: yuan}
      - {id: taxes, title: {zh: 税金, en: taxes}, unit: yuan}
      - {id: volume, title: {zh: 核定供水量, en: reviewed volume}, unit: m**3}
      - {id: design, title: {zh: 设计供水量, en: design volume}, unit: m**3}
    blocks:
      - id: price
        title: {zh: 价格, en: Price}
        lines:
          - {id: equity_rate, title: {zh: 权益收益率, en: equity rate}, unit: percent, formula: treasury + equity_spread}
          - {id: rate, title: {zh: 准许收益率, en: rate of return}, unit: percent, formula: equity_rate * (1 - fraction(gearing)) + loan_rate * fraction(gearing)}
          - {id: revenue, title: {zh: 准许收入, en: permitted revenue}, unit: yuan, formula: cost + assets * fraction(rate) + taxes}
          - {id: use, title: {zh: 产能利用率, en: use of capacity}, unit: "1", formula: volume / design}
          - {id: price_of_water, title: {zh: 水价, en: price of water}, unit: yuan/m**3, formula: revenue / volume if use >= fraction(least_use) else revenue / (volume / (use / fraction(least_use)))}
"""


@pytest.mark.parametrize(
    ("design", "counted_volume"), [("1000000", 800_000), ("2000000", 1_300_000)]
)
def test_water_on_effective_assets_is_a_document(design: str, counted_volume: int) -> None:
    """Treasury 2, spread 4: equity rate 6; loans 3 at a gearing of 50 %: rate 4.5 %.

    Revenue 900,000 + 3,000,000 × 4.5 % = 1,035,000. 800,000 m³ are 80 % of a design of 1,000,000
    and count as they are; of 2,000,000 they are 40 %, under 65 %, and count as
    800,000 ÷ (40 / 65) = 1,300,000.
    """
    figures = {
        "treasury": 2,
        "loan_rate": 3,
        "gearing": 50,
        "cost": 900_000,
        "assets": 3_000_000,
        "taxes": 0,
        "volume": 800_000,
        "design": design,
    }
    worksheet = solved(
        WATER,
        Inputs(
            scalars={name: figure(value) for name, value in figures.items()},
            parameters={"equity_spread": figure(4)},
        ),
    )
    assert faults(WATER) == []
    assert worksheet.step("revenue").value == 1_035_000
    found = worksheet.step("price_of_water").number
    assert abs(found - Decimal(1_035_000) / counted_volume) < Decimal("1e-20")
    assert list(wrong_steps(worksheet.step("price_of_water"))) == []
