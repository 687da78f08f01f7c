"""The ceilings of the circle worked by hand, from their file."""

from __future__ import annotations

import decimal
from decimal import Decimal
from typing import Any

import pytest
from builders.operators import DAY, ROOT, SHELF, filed, tree

from engine.ceiling import Ceilings, by_full_cost, by_program, problem_of, rule_in_force
from engine.determination import determine
from engine.law import read_yaml

CASE: dict[str, Any] = read_yaml(ROOT / "tests" / "cases" / "circle" / "ceilings.yaml").tree
PROBLEM = problem_of(determine(SHELF, filed(tree()), "cn/ndrc-2025-65", DAY), CASE["year"])
RULE = rule_in_force(SHELF, CASE["rule"], DAY)


def ceilings(reading: dict[str, Any]) -> Ceilings:
    if reading["by"] == "full_cost":
        return by_full_cost(RULE, PROBLEM)
    return by_program(RULE, PROBLEM, Decimal(reading["tolerance"]))


@pytest.mark.parametrize("reading", CASE["readings"])
def test_a_reading_of_the_ceilings(reading: dict[str, Any]) -> None:
    answer = ceilings(reading)
    assert {c.offer.id: str(c.price.number) for c in answer.ceilings} == reading["ceiling"]
    assert answer.revenue.number == Decimal(reading["sum"])
    assert answer.left.number == Decimal(reading["left"])
    assert answer.proved


def test_costs_and_full_prices() -> None:
    answer = by_full_cost(RULE, PROBLEM)
    for ceiling in answer.ceilings:
        assert ceiling.offer.cost.value == Decimal(CASE["cost"][ceiling.offer.id])
        stated = Decimal(CASE["full_price"][ceiling.offer.id])
        assert ceiling.full_price.number.quantize(stated, decimal.ROUND_DOWN) == stated
