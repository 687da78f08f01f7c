"""The step tree: values by hand, what a tree rests on, and its three renderings."""

from __future__ import annotations

import dataclasses
import datetime
import json
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given as given_values
from hypothesis import strategies as st

from engine.explain import (
    Operation,
    Step,
    as_data,
    chosen,
    compared,
    decided,
    difference,
    given,
    largest,
    outline,
    power,
    product,
    quotient,
    rounded,
    same,
    smallest,
    sources,
    standing_of,
    total,
)
from engine.law import Applies, Citation, Declaration, Evidence
from engine.money import Rounding, RoundingMode
from engine.text import Language, Text

LABEL = Text(zh="某数", en="a figure")
RULE = Citation(
    instrument="发改价格〔2025〕668号",
    article="一",
    evidence=Evidence.TEXT,
    applies=Applies.DIRECTLY,
)
GUESS = Citation(instrument="约数", evidence=Evidence.ASSUMPTION, applies=Applies.ASSUMED)
FILED = Declaration(file="circle.yaml", place="items[0].amount", who="运营机构")
FEN = Rounding(unit=Decimal("0.01"), mode=RoundingMode.HALF_UP)


def amount(value: str, *cites: Citation | Declaration) -> Step:
    return given(LABEL, Decimal(value), "yuan", cites)


AMOUNTS = st.decimals(-(10**12), 10**12, allow_nan=False, allow_infinity=False, places=6)


@given_values(st.lists(AMOUNTS, min_size=1, max_size=6))
def test_values_against_fractions(numbers: list[Decimal]) -> None:
    steps = [amount(str(number)) for number in numbers]
    exact = [Fraction(number) for number in numbers]
    product_of_all = Fraction(1)
    for number in exact[:2]:
        product_of_all *= number
    for step, value in [
        (total(LABEL, steps, "yuan"), sum(exact)),
        (difference(LABEL, steps, "yuan"), exact[0] - sum(exact[1:])),
        (smallest(LABEL, steps, "yuan"), min(exact)),
        (largest(LABEL, steps, "yuan"), max(exact)),
        (product(LABEL, steps[:2], "1"), product_of_all),
        (same(LABEL, steps[0]), exact[0]),
    ]:
        assert Fraction(step.number) == value, step.operation


def test_a_bill_by_hand() -> None:
    # 1,200 reports at 9 yuan are 10,800 yuan; a third of it, to the fen, is 3,600.00.
    reports = given(Text(zh="份数", en="reports"), Decimal(1200), "report", [FILED])
    price = amount("9", RULE)
    fee = product(LABEL, [reports, price], "yuan")
    third = quotient(LABEL, fee, given(LABEL, Decimal(3), "1"), "yuan")
    assert (fee.number, str(rounded(LABEL, third, FEN).number)) == (Decimal(10800), "3600.00")


def test_a_quotient_has_fifty_digits_and_none_by_nothing() -> None:
    third = quotient(LABEL, amount("1"), amount("3"), "1")
    assert str(third.number) == "0." + "3" * 50
    with pytest.raises(ZeroDivisionError, match="a figure"):
        quotient(LABEL, amount("1"), amount("0.00"), "1")


def test_the_sum_of_nothing_is_nothing() -> None:
    assert total(LABEL, [], "yuan").number == 0


@pytest.mark.parametrize(
    ("relation", "holds"),
    [("<", [1, 0, 0]), ("<=", [1, 1, 0]), (">", [0, 0, 1]), (">=", [0, 1, 1]),
     ("==", [0, 1, 0]), ("!=", [1, 0, 1])],
)  # fmt: skip
def test_relations(relation: str, holds: list[int]) -> None:
    found = [
        compared(LABEL, amount(left), relation, amount("2.0")).value for left in ("1.9", "2", "2.1")
    ]
    assert found == [bool(each) for each in holds]


def test_a_rounding_rule_is_cited_only_where_it_changed_the_figure() -> None:
    changed = rounded(LABEL, amount("0.005"), FEN, [GUESS])
    unchanged = rounded(LABEL, amount("9"), FEN, [GUESS])
    assert (str(changed.value), changed.cites) == ("0.01", (GUESS,))
    assert (str(unchanged.value), unchanged.cites) == ("9.00", ())


def test_a_choice_has_the_value_and_unit_of_what_was_chosen() -> None:
    reason = compared(LABEL, amount("1"), "<", amount("2"))
    choice = chosen(LABEL, [reason], amount("4.5", RULE), [GUESS])
    assert (choice.value, choice.unit) == (Decimal("4.5"), "yuan")
    assert choice.children[-1].value == choice.value


def test_what_is_no_number_cannot_be_reckoned_with() -> None:
    decision = decided(LABEL, "free", [], [RULE], "cn/use#governance")
    with pytest.raises(TypeError, match="a figure is not a number"):
        total(LABEL, [decision], "yuan")


def test_a_step_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        amount("1").value = Decimal(2)


def test_a_tree_stands_as_well_as_its_weakest_source() -> None:
    tree = total(
        LABEL,
        [product(LABEL, [amount("2", FILED), amount("3", RULE)], "yuan"), amount("1", GUESS, RULE)],
        "yuan",
    )
    assert sources(tree) == (FILED, RULE, GUESS)
    stands = standing_of(tree)
    assert (stands.evidence, stands.applies) == (Evidence.ASSUMPTION, Applies.ASSUMED)
    assert (stands.assumptions, stands.declarations) == ((GUESS,), (FILED,))


def test_lines_that_use_each_other_do_not_multiply() -> None:
    step = amount("1", RULE)
    for _ in range(100):  # walked place by place this would be 2¹⁰⁰ steps
        step = total(LABEL, [step, step], "yuan")
    assert sources(step) == (RULE,)
    assert step.number == 2**100
    assert len(repr(step)) < 1_000


def test_parents_come_before_their_children() -> None:
    first, second = amount("1"), amount("2")
    tree = total(LABEL, [total(LABEL, [first], "yuan"), second], "yuan")
    assert [str(each.value) for each in tree.walk()] == ["3", "1", "1", "2"]


def test_as_data_is_json_with_amounts_as_text() -> None:
    tree = rounded(LABEL, product(LABEL, [amount("0.0028", RULE), amount("7", FILED)], "yuan"), FEN)
    data = json.loads(json.dumps(as_data(tree)))
    assert data == {
        "label": {"zh": "某数", "en": "a figure"},
        "value": "0.02",
        "unit": "yuan",
        "operation": "round",
        "rounding": {"unit": "0.01", "mode": "half_up"},
        "children": [
            {
                "label": {"zh": "某数", "en": "a figure"},
                "value": "0.0196",
                "unit": "yuan",
                "operation": "product",
                "children": [
                    {
                        "label": {"zh": "某数", "en": "a figure"},
                        "value": "0.0028",
                        "unit": "yuan",
                        "operation": "input",
                        "cites": [
                            {
                                "instrument": "发改价格〔2025〕668号",
                                "article": "一",
                                "evidence": "text",
                                "applies": "directly",
                            }
                        ],
                    },
                    {
                        "label": {"zh": "某数", "en": "a figure"},
                        "value": "7",
                        "unit": "yuan",
                        "operation": "input",
                        "cites": [
                            {
                                "file": "circle.yaml",
                                "place": "items[0].amount",
                                "who": "运营机构",
                                "evidence": "declared",
                            }
                        ],
                    },
                ],
            }
        ],
    }


def test_other_values_are_plain_data_too() -> None:
    day = given(LABEL, datetime.date(2026, 3, 2), "")
    assert [as_data(each)["value"] for each in (day, given(LABEL, None, ""), given(LABEL, True, ""))] == [
        "2026-03-02", None, True,
    ]  # fmt: skip


def test_the_outline_is_indented_and_speaks_one_language() -> None:
    tree = product(LABEL, [amount("1234.5", RULE), amount("2", FILED)], "yuan")
    assert list(outline(tree, Language.EN)) == [
        "a figure = 2,469.0 yuan (product)",
        "  a figure = 1,234.5 yuan (given) [发改价格〔2025〕668号 一]",
        "  a figure = 2 yuan (given) [circle.yaml items[0].amount]",
    ]
    shown = "\n".join(outline(tree, Language.ZH))
    assert "某数" in shown
    assert "figure" not in shown
    yes = given(LABEL, True, "")
    assert [next(outline(yes, language)) for language in Language] == [
        "某数 = 是 (给定)",
        "a figure = yes (given)",
    ]


def test_every_operation_is_built_by_its_own_function() -> None:
    a, b = amount("1"), amount("2")
    built = [
        a,
        same(LABEL, a),
        total(LABEL, [a], "yuan"),
        difference(LABEL, [a, b], "yuan"),
        product(LABEL, [a, b], "yuan"),
        quotient(LABEL, a, b, "1"),
        power(LABEL, a, b, "1"),
        smallest(LABEL, [a, b], "yuan"),
        largest(LABEL, [a, b], "yuan"),
        rounded(LABEL, a, FEN),
        compared(LABEL, a, "<", b),
        chosen(LABEL, [], a),
        decided(LABEL, "free", [], [], "cn/use#x"),
    ]
    assert {step.operation for step in built} == set(Operation)
