"""Draws that are none: of another shape, not finite, out of bounds, or where nothing can be drawn."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from builders.method_tree import changed
from builders.methods import figure, row

from engine.law import Faults
from engine.method import At, Draws, Inputs, evaluate_many
from engine.text import Language

INPUTS = Inputs(
    tables={
        "classes": [row("small", "小", weight=2), row("large", "大", weight=3)],
        "items": [row("one", "一", sort="wages", class_of="small", amount=100, trips=4)],
        "stages": [row("first", "一", placed=1, spent=10), row("second", "二", placed=2, spent=20)],
    },
    scalars={"cost": figure(1000), "income": {2026: figure(7), 2027: figure(8)}},
    years=(2026, 2027),
)


def drawn(draws: dict[At, Any]) -> Draws:
    arrays = {at: np.array(array) for at, array in draws.items()}
    return evaluate_many("test/small", changed().versions[0], INPUTS, arrays)


SHAPE = "method.misshapen_draws"
INF, NAN = float("inf"), float("nan")


@pytest.mark.parametrize(
    ("draws", "place", "key", "value", "said"),
    [
        ({"cost": [[1.0, 2.0], [3.0, 4.0]]}, "cost", SHAPE, "(2, 2)", "(2,)"),
        ({"cost": [[1.0], [2.0]]}, "cost", SHAPE, "(2, 1)", "(2,)"),
        ({"cost": 1.0}, "cost", SHAPE, "()", "(1,)"),
        ({"cost": []}, "cost", SHAPE, "(0,)", "(0,)"),
        ({"cost": [1.0, 2.0], "rate": [1.0]}, "rate", SHAPE, "(1,)", "(2,)"),
        ({"rate": [[1.0, 2.0]]}, "rate", SHAPE, "(1, 2)", "(1,)"),
        ({"income": [[1.0, 2.0, 3.0]]}, "income", SHAPE, "(1, 3)", "(1,) / (1, 2)"),
        ({"income": [[1.0], [2.0]]}, "income", SHAPE, "(2, 1)", "(2,) / (2, 2)"),
        (
            {("items", "one", "amount"): [[1.0, 2.0]]},
            "tables.items[one].amount",
            SHAPE,
            "(1, 2)",
            "(1,)",
        ),
        ({"cost": [1.0, INF]}, "cost", "method.not_finite_draws", None, ""),
        ({"cost": [-INF, 1.0]}, "cost", "method.not_finite_draws", None, ""),
        ({"income": [[1.0, NAN]]}, "income", "method.not_finite_draws", None, ""),
        (
            {("items", "nine", "amount"): [1.0]},
            "tables.items[nine].amount",
            "method.no_cell_drawn",
            "nine",
            "",
        ),
        (
            {("stages", "first", "placed"): [1.0]},
            "tables.stages[first].placed",
            "method.order_drawn",
            None,
            "",
        ),
        ({"rate": [3.0, 6.5]}, "rate", "method.out_of_bounds", "6.5", "between 0 and 6"),
        ({"rate": [3.0, -0.25]}, "rate", "method.out_of_bounds", "-0.25", "between 0 and 6"),
    ],
)
def test_what_cannot_be_drawn_is_told_at_its_place(
    draws: dict[At, Any], place: str, key: str, value: object, said: str
) -> None:
    with pytest.raises(Faults) as refused:
        drawn(draws)
    (fault,) = refused.value.faults
    assert (fault.file, fault.place, fault.key) == ("test/small", f"draws.{place}", key)
    assert fault.value == value
    assert said in fault.message(Language.EN)


def test_an_input_by_year_is_drawn_for_all_years_or_for_each() -> None:
    """`grown` adds up the income year by year."""
    both = drawn({"income": [1.0, 2.0]})
    assert [both.values("grown", year).tolist() for year in (2026, 2027)] == [[1, 2], [2, 4]]
    each = drawn({"income": [[1.0, 10.0], [2.0, 20.0], [3.0, 30.0]]})
    assert [each.values("grown", year).tolist() for year in (2026, 2027)] == [
        [1, 2, 3],
        [11, 22, 33],
    ]


def test_the_bounds_themselves_can_be_drawn() -> None:
    assert drawn({"rate": [0.0, 6.0]}).values("used").tolist() == [0, 60]


def test_a_single_text_can_be_drawn() -> None:
    assert drawn({"basis": ["net"]}).values("chosen").tolist() == [970]
    assert drawn({("items", "one", "sort"): ["power"]}).values("sorted", "one").tolist() == [50]
