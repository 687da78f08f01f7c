"""Charge models against cases that billing systems published: their amounts come out exactly."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from builders.published_tariffs import (
    DAY,
    MODELS,
    WHOLE_BILLS,
    at_period_end,
    not_expressed,
    published,
    translated,
)
from builders.steps_by_hand import wrong_steps

from engine.money import to_micro
from engine.tariff import Rating, rate
from engine.tariff.columns.reader import Columns, rate_many

CASES = published()
REASONS = not_expressed()
BILLS = [case for case in CASES if case["charge_model"] in WHOLE_BILLS or at_period_end(case)]
EXPRESSED = [case for case in CASES if case["id"] not in REASONS and case not in BILLS]
OURS = [case for case in CASES if case["charge_model"] in MODELS and case not in BILLS]
AT_LEAST = 120
"""Of the 126 cases of the models that a tariff has for a product."""
OF_WHOLE_BILLS = {
    "lago-api-064", "lago-api-065",
    "meteroid-007", "meteroid-010", "meteroid-012", "meteroid-013",
}  # fmt: skip
"""Those that tests/tariff/test_published_bills.py runs, each of them."""


def rated(case: dict[str, Any]) -> Rating:
    made = translated(case)
    version = made.document.in_force(DAY)
    assert version is not None
    rating = rate(made.document, version, [made.usage], {"kind": "customer"})
    assert rating.total is not None
    assert [*wrong_steps(rating.total)] == []
    return rating


def comes_out(case: dict[str, Any]) -> bool:
    rating = rated(case)
    found = rating.lines[0].quantity if case["charge_model"] == "free_units" else rating.total
    return found is not None and found.number == Decimal(case["expected_amount"])


@pytest.mark.parametrize("case", EXPRESSED, ids=lambda case: case["id"])
def test_the_published_amount_comes_out(case: dict[str, Any]) -> None:
    total = rated(case).total
    assert total is not None
    assert comes_out(case), f"{total.number} instead of {case['expected_amount']}"


@pytest.mark.parametrize("case", EXPRESSED, ids=lambda case: case["id"])
def test_whole_columns_give_the_same(case: dict[str, Any]) -> None:
    made, rating = translated(case), rated(case)
    version, usage = made.document.in_force(DAY), made.usage
    assert version is not None and rating.total is not None
    decimals = {"call": 3, "yuan": 2, "foo": 0, "bar": 0} | {
        f"unit{number}": 0 for number in (1, 2, 3)
    }
    unit = version.products[0].unit
    columns = Columns(
        quantity=smallest(usage.quantity, decimals[unit]),
        counts={name: column for name, number in usage.counts.items()
                if (column := smallest(number, decimals[name])) is not None},
        prior=smallest(usage.prior, decimals[unit]),
        first=None if usage.prior is None else np.array([False]),
        facts={"kind": "customer"},
        corrects=usage.correction is not None,
    )  # fmt: skip
    found = rate_many(made.document, version, "product", columns)
    assert found.total.tolist() == [to_micro(rating.total.number)]


def smallest(number: Decimal | None, decimals: int) -> np.ndarray | None:
    return None if number is None else np.array([int(number.scaleb(decimals))])


def test_most_published_cases_are_expressed() -> None:
    passing = [case["id"] for case in OURS if case["id"] not in REASONS and comes_out(case)]
    said = f"{len(passing)} of {len(OURS)} cases of the models that a tariff has come out"
    assert (len(CASES), len(OURS)) == (142, 126)
    assert len(passing) >= AT_LEAST, said
    assert {case["id"] for case in BILLS} == OF_WHOLE_BILLS
    assert not OF_WHOLE_BILLS & set(REASONS)


def test_every_other_case_has_its_reason() -> None:
    listed = set(REASONS)
    assert listed <= {case["id"] for case in CASES}
    ours = MODELS | WHOLE_BILLS
    assert {case["id"] for case in CASES if case["charge_model"] not in ours} <= listed
    assert len(listed) + len(EXPRESSED) + len(BILLS) == len(CASES)


def splits(case: dict[str, Any]) -> bool:
    """Whether a case is of one quantity with nothing before it, and not rounded use by use."""
    made = translated(case)
    usage, component = made.usage, made.document.versions[0].products[0].components[0]
    if any(count.rounding is not None and not count.of_total for count in component.per):
        return False
    return usage.quantity is not None and usage.prior is None


@pytest.mark.parametrize("case", [*filter(splits, EXPRESSED)], ids=lambda case: case["id"])
def test_a_period_in_two_parts_costs_what_it_costs_whole(case: dict[str, Any]) -> None:
    made = translated(case)
    version, quantity = made.document.in_force(DAY), made.usage.quantity
    assert version is not None and quantity is not None
    part = (quantity / 3).quantize(Decimal("0.01"))
    parts = (
        replace(made.usage, quantity=part),
        replace(made.usage, quantity=quantity - part, prior=part),
    )
    totals = [rate(made.document, version, [each], {"kind": "customer"}).total for each in parts]
    whole = rated(case).total
    assert whole is not None
    assert sum(total.number for total in totals if total is not None) == whole.number
