"""What formulas can say: powers, means, clips, counts, and sums by year; worked by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from builders.methods import faults, figure, method, row, solved, values
from builders.steps_by_hand import wrong_steps
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.law import Faults
from engine.method import Inputs, Worksheet
from engine.method.formula.expression import Number
from engine.method.formula.grammar import FormulaFault, parse
from engine.method.formula.names import Names
from engine.method.formula.words import formula_in_words
from engine.money import CONTEXT
from engine.text import Language

HEAD = """\
    inputs:
      - {id: cost, title: {zh: 成本, en: cost}, unit: yuan}
      - {id: people, title: {zh: 人数, en: people}, unit: "1"}
      - {id: income, title: {zh: 收入, en: income}, unit: yuan/year, scope: year, default: 0}
    tables:
      - id: items
        title: {zh: 项目, en: items}
        columns:
          - {id: sort, title: {zh: 类别, en: sort}, type: text, values: [{id: wages, title: {zh: 工资, en: wages}}, {id: power, title: {zh: 电费, en: power}}]}
          - {id: spent_in, title: {zh: 年份, en: year spent}, type: number, unit: year}
          - {id: amount, title: {zh: 金额, en: amount}, type: number, unit: yuan}
    blocks:
      - id: all
        title: {zh: 全部, en: all}
        lines:
          - {id: used, title: {zh: 用, en: used}, unit: yuan*yuan/year, scope: year, formula: cost * income * people + 0 * sum(i.amount for i in items) * income}
"""
ITEMS = [
    row("a", "甲", sort="wages", spent_in=2026, amount=100),
    row("b", "乙", sort="wages", spent_in=2027, amount=60),
    row("c", "丙", sort="power", spent_in=2027, amount=8),
    row("d", "丁", sort="wages", spent_in=2027, amount=20),
]


def body(formula: str, unit: str = "yuan", scope: str = "cycle") -> str:
    written = formula.replace("'", "''")
    return (
        f"{HEAD}          - {{id: found, title: {{zh: 得, en: Found}}, unit: '{unit}', "
        f"scope: {scope}, formula: '{written}'}}\n"
    )


def worksheet(formula: str, unit: str = "yuan", scope: str = "cycle", **scalars: str) -> Worksheet:
    inputs = Inputs(
        tables={"items": ITEMS},
        scalars={
            "cost": figure(scalars.get("cost", "90")),
            "people": figure(scalars.get("people", "4")),
            "income": {2026: figure(10), 2027: figure(30)},
        },
        years=(2026, 2027),
    )
    found = solved(body(formula, unit, scope), inputs)
    for key in found.keys("found"):
        assert list(wrong_steps(found.step("found", key))) == []
    return found


def value(formula: str, unit: str = "yuan", **scalars: str) -> Decimal:
    return worksheet(formula, unit, **scalars).step("found").number


FIGURES = [
    ("mean(cost, 2 * cost, 0)", "yuan", "90"),
    ("mean(i.amount for i in items)", "yuan", "47"),
    ('mean(i.amount for i in items if i.sort == "wages")', "yuan", "60"),
    ("mean(y.income for y in years)", "yuan/year", "20"),
    ("count(items)", "1", "4"),
    ('count(i for i in items if i.sort == "wages" and i.amount < cost)', "1", "2"),
    ("count(i for i in items if i.amount < 0)", "1", "0"),
    ("count(y for y in years if y.elapsed > 0)", "year", "1"),
    ("clip(cost, 100 * cost / people, cost * people)", "yuan", "360"),
    ("clip(cost, 0, cost / people)", "yuan", "22.5"),
    ("clip(cost, cost / people, cost * people)", "yuan", "90"),
    ("people ** 3", "1", "64"),
    ("people ** -1", "1", "0.25"),
    ("people ** 0.5", "1", "2"),
    ("people ** 0", "1", "1"),
    ("cost ** 2 / cost", "yuan", "90"),
    ("cost * 2 ** people ** 0.5", "yuan", "360"),
    ("-people ** 2", "1", "-16"),
]


@pytest.mark.parametrize(("formula", "unit", "expected"), FIGURES)
def test_figures(formula: str, unit: str, expected: str) -> None:
    assert value(formula, unit) == Decimal(expected)


def test_their_units_add_up() -> None:
    lines = [
        body(formula, unit).removeprefix(HEAD).replace("id: found", f"id: found_{at}")
        for at, (formula, unit, _) in enumerate(FIGURES)
    ]
    assert faults(HEAD + "".join(lines)) == []


def test_sums_by_category_and_year() -> None:
    """Wages of each year: 100 in 2026, 60 + 20 in 2027; and everything up to a year."""
    found = worksheet(
        'sum(i.amount for i in items if i.sort == "wages" and i.spent_in == year)', scope="year"
    )
    assert values(found, "found") == {2026: 100, 2027: 80}
    found = worksheet("sum(i.amount for i in items if i.spent_in <= year)", scope="year")
    assert values(found, "found") == {2026: 100, 2027: 188}
    found = worksheet("sum(y.income for y in years if y.year < year)", scope="year")
    assert values(found, "found") == {2026: 0, 2027: 10}
    found = worksheet("sum(y.income for y in years if y.elapsed > 0)")
    assert found.step("found").value == 30


@settings(max_examples=30)
@given(rate=st.decimals("0.0001", "0.9", places=4), years=st.integers(1, 40))
def test_a_power_is_repeated_growth_at_fifty_digits(rate: Decimal, years: int) -> None:
    """(1 + r) to the n against n multiplications; its root squared is itself."""
    grown = Decimal(1)
    for _ in range(years):
        grown = CONTEXT.multiply(grown, 1 + rate)
    found = value(f"(1 + {rate}) ** {years}", "1")
    assert abs(found - grown) <= grown * Decimal("1e-48")
    assert len(found.as_tuple().digits) <= CONTEXT.prec == 50
    root = value(f"((1 + {rate}) ** {years}) ** 0.5", "1")
    assert abs(CONTEXT.multiply(root, root) - grown) <= grown * Decimal("1e-47")


@pytest.mark.parametrize(
    ("formula", "people", "said"),
    [
        ("people ** 0.5", "-4", "people, which is raised to a power, must be above 0"),
        ("people ** 2", "0", "must be above 0"),
        ("people ** 900000000", "7", "the result not too large"),
        ("cost / people", "0", "people, by which it is divided, is 0"),
        ("mean(i.amount for i in items if i.amount < 0)", "4", "by which it is divided, is 0"),
    ],
)
def test_what_cannot_be_computed(formula: str, people: str, said: str) -> None:
    unit = "1" if "**" in formula else "yuan"
    with pytest.raises(Faults) as caught:
        worksheet(formula, unit, people=people)
    (fault,) = caught.value.faults
    assert fault.place == "found"
    assert said in fault.message(Language.EN)
    assert "英" not in fault.message(Language.ZH)
    assert "people" not in fault.message(Language.ZH)


@pytest.mark.parametrize(
    ("formula", "zh", "en"),
    [
        ("(cost + 1) ** 2", "（成本 + 1） ^ 2", "(cost + 1) ^ 2"),
        ("mean(cost, people)", "（成本 + 人数） ÷ 2", "(cost + people) ÷ 2"),
        (
            'mean(i.amount for i in items if i.sort == "wages")',
            "项目中 类别 = 工资 的金额之和 ÷ 项目中 类别 = 工资 的个数",
            "sum over items with sort = wages of amount ÷ number of items with sort = wages",
        ),
    ],
)
def test_formulas_in_words(formula: str, zh: str, en: str) -> None:
    version = method(body(formula)).versions[0]
    line = version.lines()[-1]
    assert formula_in_words(line, Names(version), Language.ZH) == zh
    assert formula_in_words(line, Names(version), Language.EN) == en


def test_years_in_words() -> None:
    """The year that a sum stands at, and the year at hand, are told apart."""
    version = method(body("sum(y.income for y in years if y.year < year)", scope="year")).versions[
        0
    ]
    line, names = version.lines()[-1], Names(version)
    assert formula_in_words(line, names, Language.ZH) == "各年中 年份 < 本年的年份 的收入之和"
    version = method(body("prior(income, cost * 2)", scope="year")).versions[0]
    line, names = version.lines()[-1], Names(version)
    assert formula_in_words(line, names, Language.ZH) == "上年收入（首年取 成本 × 2）"


def test_a_constant_has_at_most_the_digits_that_are_computed_with() -> None:
    assert parse("7" * 50) == Number(at=1, value=Decimal("7" * 50))
    with pytest.raises(FormulaFault) as refused:
        parse("7" * 51)
    assert (refused.value.key, refused.value.values) == (
        "method.constant_too_long",
        {"at": 1, "most": 50},
    )
