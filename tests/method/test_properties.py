"""What must hold of a determination whatever the figures, and that a method is data."""

from __future__ import annotations

import datetime
from decimal import Decimal, localcontext
from pathlib import Path

import pytest
from builders.methods import CIRCLE, circle, figure, row, values
from builders.proof import rounds
from builders.steps_by_hand import wrong_steps
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.law import Faults, Shelf
from engine.method import Inputs, Method, Worksheet, evaluate, workbook
from engine.text import Language

yuan = st.decimals("0", "90000000", places=2)
percent = st.decimals("0", "40", places=2)
share = st.decimals("0", "100", places=1)


@settings(max_examples=rounds(quick=15, full=400), deadline=None)
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


@settings(max_examples=rounds(quick=15, full=400), deadline=None)
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


@settings(max_examples=rounds(quick=15, full=400), deadline=None)
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
kind: method
id: test/heat
title: {zh: 供热定价方法, en: Method for the price of heat}
jurisdiction: DEMO
versions:
  - published: 2024-01-01
    from: 2024-01-01
    cites: [{instrument: a rule on heat, article: "1", address: a library, evidence: text, applies: directly}]
    parameters:
      - {id: markup, title: {zh: 成本利润率, en: mark-up on cost}, unit: percent, min: 0, max: 3}
    inputs:
      - {id: cost, title: {zh: 定价成本, en: cost}, unit: yuan}
      - {id: heat, title: {zh: 供热量, en: heat supplied}, unit: GJ}
      - {id: vat_rate, title: {zh: 增值税税率, en: rate of value added tax}, unit: percent}
      - {id: input_vat, title: {zh: 进项税额, en: input value added tax}, unit: yuan}
    blocks:
      - id: price
        title: {zh: 价格, en: Price}
        lines:
          - {id: revenue, title: {zh: 准许收入, en: permitted revenue}, unit: yuan, formula: cost * (1 + fraction(markup))}
          - {id: price_of_heat, title: {zh: 热价, en: price of heat}, unit: yuan/GJ, formula: revenue / heat, round: {unit: "0.01", mode: half_up}}
          - {id: price_with_vat, title: {zh: 含税热价, en: price with tax}, unit: yuan/GJ, formula: revenue / heat + (revenue * fraction(vat_rate) - input_vat) / heat}
"""


def test_heat_by_mark_up_is_a_document(tmp_path: Path) -> None:
    """1,000,000 at a mark-up of 3 % over 26,000 gigajoules: 1,030,000 ÷ 26,000 = 39.615…

    With tax: (1,030,000 + 9 % × 1,030,000 − 27,500) ÷ 26,000 = 1,095,200 ÷ 26,000. Nothing is added
    to the engine: the document is laid on a shelf, checked, computed, and gives its workbook.
    """
    (tmp_path / "test").mkdir()
    (tmp_path / "test" / "heat.yaml").write_text(HEAT, encoding="utf-8")
    shelf = Shelf(tmp_path)
    assert shelf.check("test/heat") == ()
    document = shelf.get("test/heat", Method)
    version = document.in_force(datetime.date(2026, 1, 1))
    assert version is not None
    given_figures = {"cost": 1_000_000, "heat": 26_000, "vat_rate": 9, "input_vat": 27_500}
    scalars = {name: figure(value) for name, value in given_figures.items()}

    def determined(markup: str) -> Worksheet:
        inputs = Inputs(scalars=scalars, parameters={"markup": figure(markup)})
        return evaluate("test/heat", version, inputs)

    worksheet = determined("3")
    assert worksheet.step("revenue").value == 1_030_000
    assert str(worksheet.step("price_of_heat").value) == "39.62"
    with_vat = worksheet.step("price_with_vat").number
    assert abs(with_vat * 26_000 - 1_095_200) < Decimal("1e-20")
    assert list(wrong_steps(worksheet.step("price_with_vat"))) == []
    assert workbook(worksheet, Language.ZH, document.title).startswith(b"PK")
    with pytest.raises(Faults, match="must lie between 0 and 3 %"):
        determined("3.01")
