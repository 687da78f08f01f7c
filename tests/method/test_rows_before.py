"""The row before in a table with an order, and powers inside sums."""

from __future__ import annotations

from decimal import Decimal, localcontext

import numpy as np
import pytest
from builders.methods import faults, figure, method, row, solved
from builders.proof import rounds
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.law import Faults
from engine.method import InputRow, Inputs, Worksheet, evaluate_many, formula_in_words
from engine.method.formula.names import Names
from engine.text import Language

LOAN = """\
    parameters:
      - {id: rate, title: {zh: 利率, en: rate}, unit: percent, min: "-50"}
    inputs:
      - {id: debt, title: {zh: 期初余额, en: opening debt}, unit: yuan}
    tables:
      - id: payments
        title: {zh: 还款, en: payments}
        order: after
        columns:
          - {id: after, title: {zh: 期次, en: period}, type: number, unit: "1"}
          - {id: paid, title: {zh: 还款额, en: paid}, type: number, unit: yuan}
          - {id: said, title: {zh: 说明, en: said}, type: text, optional: true}
    blocks:
      - id: loan
        title: {zh: 借款, en: loan}
        lines:
          - {id: opening, title: {zh: 期初, en: opening}, unit: yuan, scope: payments, formula: 'prior(closing, debt)'}
          - {id: closing, title: {zh: 期末, en: closing}, unit: yuan, scope: payments, formula: 'opening * (1 + fraction(rate)) - paid'}
          - {id: apart, title: {zh: 间隔, en: apart}, unit: "1", scope: payments, formula: 'after - prior(after, 0)'}
          - {id: present_value, title: {zh: 还款现值, en: present value of payments}, unit: yuan, formula: 'sum(p.paid / (1 + fraction(rate)) ** p.after for p in payments)'}
"""
amounts = st.decimals("-90000", "900000", places=2)
rates = st.decimals("-20", "40", places=2)


def loan(paid: list[Decimal], rate: Decimal, debt: Decimal = Decimal(1000)) -> Inputs:
    rows: list[InputRow] = [
        row(f"p{after}", f"{after}", after=after, paid=amount)
        for after, amount in enumerate(paid, start=1)
    ]
    return Inputs(
        tables={"payments": rows},
        scalars={"debt": figure(debt)},
        parameters={"rate": figure(rate)},
    )


def test_a_loan_worked_by_hand() -> None:
    """1,000 at 10 %: 1,100 − 400 = 700; 770 − 400 = 370; 407 − 407 = 0. What is paid is worth
    400 ÷ 1.1 + 400 ÷ 1.21 + 407 ÷ 1.331 = 363.63… + 330.57… + 305.78… = 1,000 at the beginning.
    """
    found = solved(LOAN, loan([Decimal(400), Decimal(400), Decimal(407)], Decimal(10)))
    assert [found.step("opening", f"p{n}").number for n in (1, 2, 3)] == [1000, 700, 370]
    assert [found.step("closing", f"p{n}").number for n in (1, 2, 3)] == [700, 370, 0]
    assert abs(found.step("present_value").number - 1000) < Decimal("1e-40")
    assert [found.step("apart", f"p{n}").number for n in (1, 2, 3)] == [1, 1, 1]


@settings(max_examples=rounds(quick=25, full=500), deadline=None)
@given(paid=st.lists(amounts, min_size=1, max_size=9), rate=rates, debt=amounts)
def test_what_is_owed_is_what_was_lent_less_what_was_paid(
    paid: list[Decimal], rate: Decimal, debt: Decimal
) -> None:
    """debt = Σ paid ÷ (1 + rate)ⁿ + closing ÷ (1 + rate)ᴺ, whatever is paid; arrays agree."""
    inputs = loan(paid, rate, debt)
    found = solved(LOAN, inputs)
    last = found.step("closing", f"p{len(paid)}").number
    with localcontext(prec=60):
        growth = (1 + rate / 100) ** len(paid)
        owed = (debt - found.step("present_value").number) * growth
        assert abs(owed - last) < Decimal("1e-30")
    many = evaluate_many(
        "test/loan",
        method(LOAN).versions[0],
        inputs,
        {
            "rate": np.array([float(rate), 3.0]),
            ("payments", "p1", "paid"): np.array([float(paid[0]), 1.0]),
        },
    )
    size = max(abs(float(debt)), *(abs(float(one)) for one in paid)) * 1.4 ** len(paid) + 1
    for line in ("opening", "closing", "apart"):
        for n in range(1, len(paid) + 1):
            exact = float(found.step(line, f"p{n}").number)
            assert abs(many.values(line, f"p{n}")[0] - exact) <= 1e-12 * size
    exact = float(found.step("present_value").number)
    assert abs(many.values("present_value")[0] - exact) <= 1e-11 * size * 1.25 ** len(paid)


def test_a_long_table_is_no_tower_of_calls() -> None:
    """The last of 4,000 rows is asked for first, and the rows before it are still computed."""
    last = LOAN.replace(
        "        lines:\n",
        "        lines:\n          - {id: end, title: {zh: 末, en: end}, unit: yuan, "
        "formula: 'sum(p.closing for p in payments if p.after == 4000)'}\n",
    )
    found = solved(last, loan([Decimal(0)] * 4000, Decimal(0)))
    assert found.step("end").number == 1000


def messages(body: str) -> list[str]:
    return [fault.message(Language.EN) for fault in faults(body)]


def test_rows_without_an_order_have_none_before() -> None:
    (first, second) = messages(LOAN.replace("        order: after\n", ""))
    assert "payments does not say in which order its rows stand" in first
    assert "payments does not say in which order its rows stand" in second


@pytest.mark.parametrize("order", ["said", "missing"])
def test_rows_are_ordered_by_a_column_of_numbers(order: str) -> None:
    (message,) = messages(LOAN.replace("order: after", f"order: {order}"))
    assert (
        "`order` names a column of numbers that may not be left empty; there are: after, paid"
        in (message)
    )


def test_a_text_has_no_figure_before() -> None:
    (message,) = messages(LOAN.replace("prior(after, 0)", "prior(said, 0)"))
    assert "a figure is expected" in message


def test_only_rows_strictly_before_make_no_circle() -> None:
    """Through the sum of all rows, the row before leads back to every row."""
    assert messages(LOAN) == []
    same_row = LOAN.replace("'prior(closing, debt)'", "'closing - paid'")
    assert messages(same_row)[0].endswith("in a circle: opening → closing → opening")
    total = "'prior(closing, debt) + sum(p.closing for p in payments)'"
    assert (
        "circle: opening → closing → opening"
        in messages(LOAN.replace("'prior(closing, debt)'", total))[0]
    )
    through = LOAN.replace(
        "        lines:\n",
        "        lines:\n          - {id: whole, title: {zh: 计, en: all}, unit: yuan, "
        "formula: 'sum(p.closing for p in payments)'}\n",
    ).replace("'prior(closing, debt)'", "'prior(closing, whole)'")
    assert "circle" in messages(through)[0]
    of_years = """\
    inputs: [{id: amount, title: {zh: 额, en: amount}, unit: yuan/year, scope: year}]
    blocks:
      - id: all
        title: {zh: 全部, en: all}
        lines:
          - {id: a, title: {zh: 甲, en: a}, unit: yuan, scope: year, formula: 'sum(y.b for y in years)'}
          - {id: b, title: {zh: 乙, en: b}, unit: yuan/year, scope: year, formula: 'prior(c, 0) + amount'}
          - {id: c, title: {zh: 丙, en: c}, unit: yuan/year, scope: year, formula: 'a * amount / (a + 1 * a)'}
"""
    assert any("b → c → a → b" in one or "a → b → c → a" in one for one in messages(of_years))


def rows_of(*places: str) -> list[InputRow]:
    return [row(f"p{at}", "", after=Decimal(at), paid=1) for at in places]


@pytest.mark.parametrize(("places", "wrong"), [(("1", "3", "2"), "= 2:"), (("1", "1.0"), "= 1.0:")])
def test_rows_out_of_order_are_refused(places: tuple[str, ...], wrong: str) -> None:
    """They are never sorted: the person who gave them says what they meant."""
    inputs = loan([], Decimal(1))
    given_rows = Inputs(
        tables={"payments": rows_of(*places)}, scalars=inputs.scalars, parameters=inputs.parameters
    )
    with pytest.raises(Faults) as refused:
        solved(LOAN, given_rows)
    (message,) = (fault.message(Language.EN) for fault in refused.value.faults)
    assert "each above the one before" in message
    assert wrong in message


def test_the_order_cannot_be_drawn() -> None:
    draws = {("payments", "p1", "after"): np.array([1.0, 9.0])}
    with pytest.raises(Faults, match="cannot be drawn"):
        evaluate_many("test/loan", method(LOAN).versions[0], loan([Decimal(1)], Decimal(1)), draws)


def test_the_row_before_in_words() -> None:
    version = method(LOAN).versions[0]
    opening = next(line for line in version.lines() if line.id == "opening")
    names = Names(version)
    assert formula_in_words(opening, names, Language.EN) == (
        "closing of the row before (in the first row opening debt)"
    )
    assert formula_in_words(opening, names, Language.ZH) == "上一行的期末（首行取 期初余额）"


def test_each_step_of_a_row_leads_to_the_row_before() -> None:
    found: Worksheet = solved(LOAN, loan([Decimal(400), Decimal(400)], Decimal(10)))
    opening = found.step("opening", "p2")
    assert opening.children[0] is found.step("closing", "p1")
