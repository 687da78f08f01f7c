"""The array reader against the exact one, at sampled draws; and what it refuses."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from builders.method_inputs import BLOCKS, DATA, DOCUMENTS, OIL, drawn, version
from builders.methods import CONSTRUCTED, EVERY_CONSTRUCT, figure, method, row, solved
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.explain import Step
from engine.law import Fault, Faults
from engine.method import At, Draws, InputCell, Inputs, Worksheet, evaluate, evaluate_many
from engine.text import Language

Arrays = Mapping[At, np.ndarray]
COUNT = 40


def inputs_at(inputs: Inputs, arrays: Arrays, draw: int) -> Inputs:
    """The inputs of one draw, put in by hand."""
    tables = {table: [dict(each) for each in rows] for table, rows in inputs.tables.items()}
    scalars, parameters = dict(inputs.scalars), dict(inputs.parameters)
    for at, array in arrays.items():
        one = array[draw]
        if isinstance(at, tuple):
            table, wanted, column = at
            (found,) = [each for each in tables[table] if each["id"].value == wanted]
            found[column] = as_cell(one)
        elif at in ("rate", *parameters):
            parameters[at] = as_cell(one)
        elif array.ndim == 2:
            scalars[at] = {
                year: as_cell(each) for year, each in zip(inputs.years, one, strict=True)
            }
        else:
            scalars[at] = as_cell(one)
    return replace(inputs, tables=tables, scalars=scalars, parameters=parameters)


def as_cell(value: float) -> InputCell:
    """The decimal figure that a draw is written as."""
    return InputCell(Decimal(repr(float(value))))


def moved(inputs: Inputs, source: random.Random, count: int = COUNT) -> dict[At, np.ndarray]:
    """Draws around every figure of the inputs but the shares of a whole, each with fen."""
    numbers = np.random.default_rng(source.randint(0, 2**32))

    def around(value: Decimal, shape: tuple[int, ...]) -> np.ndarray:
        return np.round(float(value) * numbers.uniform(0.7, 1, shape), 2)

    found: dict[At, np.ndarray] = {}
    for name, given_cell in {**inputs.scalars, **inputs.parameters}.items():
        if isinstance(given_cell, InputCell):
            if isinstance(given_cell.value, Decimal):
                found[name] = around(given_cell.value, (count,))
        else:
            columns = [around(Decimal(str(one.value)), (count,)) for one in given_cell.values()]
            if len(columns) == len(inputs.years):
                found[name] = np.column_stack(columns)
    for table, rows in inputs.tables.items():
        for each in rows:
            amount = each.get("submitted")
            if amount is not None and isinstance(amount.value, Decimal):
                found[table, str(each["id"].value), "submitted"] = around(amount.value, (count,))
    return found


def assert_agree(exact: Worksheet, many: Draws, draw: int) -> None:
    """Every line, to a relative 1e-12 of what it was made from; to the fen where it is rounded."""
    compared = 0
    for line in exact.lines():
        for position, key in enumerate(exact.keys(line.id)):
            right = exact.step(line.id, key).number
            values = many.values(line.id)
            found = float(values[draw] if key is None else values[draw, position])
            assert found == float(many.values(line.id, key)[draw])
            if line.round is not None:
                assert round(Decimal(found), 2) == right, (line.id, key)
            else:
                scale = max(size(exact.step(line.id, key)), 1e-3)
                assert abs(found - float(right)) <= 1e-12 * scale, (line.id, key, found, right)
            compared += 1
    assert compared > 0


def size(step: Step, depth: int = 3) -> float:
    """The largest of a figure and the figures that it was made from: a difference may be nothing."""
    own = abs(float(step.value)) if isinstance(step.value, Decimal) else 0.0
    return max([own, *(size(child, depth - 1) for child in step.children if depth)])


@pytest.mark.parametrize("document", DOCUMENTS)
@settings(max_examples=5)
@given(seed=st.integers(0, 10**6))
def test_every_document_agrees_at_sampled_draws(document: str, seed: int) -> None:
    source = random.Random(seed)
    inputs, of = drawn(document, seed), version(document)
    if document == BLOCKS:  # a life may not be drawn below the cycle
        arrays = {at: each for at, each in moved(inputs, source).items() if "life" not in str(at)}
    else:
        arrays = moved(inputs, source)
    if document == OIL:
        arrays["income_of_new_assets"] = arrays["income_of_new_assets"] / 10
    assert arrays
    many = evaluate_many(document, of, inputs, arrays)
    assert many.count == COUNT
    for draw in source.sample(range(COUNT), 3):
        assert_agree(evaluate(document, of, inputs_at(inputs, arrays, draw)), many, draw)


def test_every_construct_agrees() -> None:
    """A method that uses all of the language, on figures that lie on halves and on ticks."""
    rates = np.array([3.0, 0.0, 12.5, -4.0])
    arrays: dict[At, np.ndarray] = {
        "rate": rates,
        "grown": np.array([[10, -4, 7.5], [1, 2, 3], [0, 0, 0], [-1, 5, 0.3]]),
        ("works", "w1", "cost"): np.array([250, 350, 450, 30.0]),
        ("works", "w2", "calls"): np.array([100, 7, 3, 200.0]),
    }
    of = method(EVERY_CONSTRUCT).versions[0]
    many = evaluate_many("test/small", of, CONSTRUCTED, arrays)
    for draw in range(len(rates)):
        exact = solved(EVERY_CONSTRUCT, inputs_at(CONSTRUCTED, arrays, draw))
        assert_agree(exact, many, draw)


def test_shapes() -> None:
    """A line of the cycle has draws; of years or rows, draws × years or rows."""
    inputs, of = drawn(DATA, 1), version(DATA)
    spread = np.array([0.0, 3.0, 6.0])
    many = evaluate_many(DATA, of, inputs, {"spread": spread})
    assert many.values("maximum").shape == (3,)
    assert many.values("maximum_after_deduction").shape == (3, len(inputs.years))
    assert many.values("reviewed").shape == (3, len(inputs.tables["items"]))
    # What no draw moves is one figure in every draw.
    assert len(set(many.values("operating_cost"))) == 1
    assert list(np.diff(many.values("permitted_profit_rate"))) == pytest.approx([3, 3])


def test_one_row_of_draws_serves_every_year() -> None:
    inputs, of = drawn(OIL, 1), version(OIL)
    without = replace(
        inputs, scalars={name: one for name, one in inputs.scalars.items() if name != "income"}
    )
    income = np.array([9.9e9, 1.1e10])
    once = evaluate_many(OIL, of, without, {"income": income})
    by_year = evaluate_many(OIL, of, inputs, {"income": np.column_stack([income] * 3)})
    assert (once.values("excess") == by_year.values("excess")).all()


# --- what it refuses ------------------------------------------------------------------

SMALL = """\
    parameters:
      - {id: rate, title: {zh: 率, en: rate}, unit: percent, min: 0, max: 6}
    inputs:
      - {id: cost, title: {zh: 成本, en: cost}, unit: yuan}
      - {id: people, title: {zh: 人数, en: people}, unit: "1"}
    tables:
      - id: rows
        title: {zh: 行, en: rows}
        columns: [{id: share, title: {zh: 比例, en: share}, type: number, unit: "1"}]
    blocks:
      - id: all
        title: {zh: 全部, en: all}
        demands:
          - {id: whole, title: {zh: 合计为一, en: the shares make one}, formula: sum(r.share for r in rows) == 1}
        lines:
          - {id: profit, title: {zh: 利润, en: profit}, unit: yuan, formula: cost * fraction(rate)}
          - {id: twice, title: {zh: 两倍, en: twice}, unit: "1", scope: rows, formula: 2 * share}
          - {id: each, title: {zh: 人均, en: cost of each}, unit: yuan, formula: cost / people if cost > 0 else 0}
          - {id: rooted, title: {zh: 根, en: root}, unit: "1", formula: people ** 0.5 if people > 0 else 0}
"""
THIRDS = [
    row(name, name, share=Decimal(share))
    for name, share in (("a", "0.7"), ("b", "0.1"), ("c", "0.2"))
]
GIVEN = Inputs(
    tables={"rows": THIRDS},
    scalars={"cost": figure(100), "people": figure(4)},
    parameters={"rate": figure(3)},
)


def small(arrays: Arrays) -> Draws:
    return evaluate_many("test/small", method(SMALL).versions[0], GIVEN, arrays)


def refused(arrays: Arrays) -> list[str]:
    with pytest.raises(Faults) as caught:
        small(arrays)
    found: tuple[Fault, ...] = caught.value.faults
    return [fault.message(Language.EN) for fault in found]


def test_a_figure_drawn_out_of_its_bounds() -> None:
    (message,) = refused({"rate": np.array([3.0, 6.5, 7.25])})
    assert "7.25" in message
    assert "must lie between 0 and 6 %" in message


def test_a_division_by_zero_in_some_draws() -> None:
    (message,) = refused({"people": np.array([4.0, 0, 2, 0])})
    assert message.endswith(
        "cost of each cannot be computed in 2 of the draws, the first being number 2"
    )


def test_a_branch_that_a_draw_does_not_take_is_no_fault() -> None:
    many = small({"people": np.array([4.0, 0]), "cost": np.array([100.0, 0])})
    assert list(many.values("each")) == [25, 0]
    assert list(many.values("rooted")) == [2, 0]


def test_what_no_draw_moves_is_divided_once() -> None:
    """100 yuan over 4 people, at 3 and at 6 per cent."""
    weighed = "{id: weighed, title: {zh: 加权, en: weighed}, unit: yuan, formula: %s}"
    of = method(f"{SMALL}          - {weighed % 'cost / people * fraction(rate)'}\n").versions[0]
    many = evaluate_many("test/small", of, GIVEN, {"rate": np.array([3.0, 6.0])})
    assert list(many.values("weighed")) == [0.75, 1.5]


def test_a_line_of_rows_where_there_are_none() -> None:
    """Then there is a figure of no row in each of two draws."""
    of = method(SMALL.replace("sum(r.share for r in rows) == 1", "cost > 0")).versions[0]
    many = evaluate_many(
        "test/small", of, replace(GIVEN, tables={"rows": []}), {"cost": np.array([1.0, 2.0])}
    )
    assert many.values("twice").shape == (2, 0)
    assert small({"cost": np.array([1.0, 2.0])}).values("twice").tolist() == [[1.4, 0.2, 0.4]] * 2


def test_a_demand_that_some_draws_do_not_meet() -> None:
    """0.2 + 0.7 + 0.1 is not 1 in binary; it is here, and what really differs is not."""
    assert 0.2 + 0.7 + 0.1 != 1
    whole, tenth = np.array([0.7, 0.7, 0.8]), np.full(3, 0.1)
    (message,) = refused({("rows", "a", "share"): whole, ("rows", "b", "share"): tenth})
    assert message.endswith(
        "does not hold in 1 of the draws, the first being number 3: the shares make one"
    )
    small({("rows", "a", "share"): whole[:2], ("rows", "b", "share"): tenth[:2]})


def test_arrays_that_are_no_draws() -> None:
    found = refused(
        {
            "rate": np.array([3.0, 4.0]),
            "cost": np.array([[1.0, 2.0]]),
            "people": np.array([1.0, np.nan]),
            ("rows", "z", "share"): np.array([0.1, 0.2]),
        }
    )
    assert len(found) == 3
    assert "draws × years" in found[0]
    assert "finite" in found[1]
    assert "no such row" in found[2]
    assert "is not empty" in refused({"rate": np.array([])})[0]


def test_names_that_the_method_does_not_know() -> None:
    assert "rate, people" not in refused({"raet": np.array([1.0])})[0]


def test_a_draw_on_a_half_is_rounded_as_the_exact_reader_does() -> None:
    """1.005 yuan has no binary form, and is 1.01 to the fen."""
    body = """\
    inputs:
      - {id: cost, title: {zh: 成本, en: cost}, unit: yuan}
    blocks:
      - id: all
        title: {zh: 全部, en: all}
        lines:
"""
    cost = np.array([1.005, -1.005, 2.675, 8.125, 0.004999, 1_000_000.005, 3.0])
    for mode, right in {
        "half_up": ["1.01", "-1.01", "2.68", "8.13", "0.00", "1000000.01", "3.00"],
        "half_even": ["1.00", "-1.00", "2.68", "8.12", "0.00", "1000000.00", "3.00"],
        "down": ["1.00", "-1.00", "2.67", "8.12", "0.00", "1000000.00", "3.00"],
        "up": ["1.01", "-1.01", "2.68", "8.13", "0.01", "1000000.01", "3.00"],
    }.items():
        line = (
            "          - {id: fen, title: {zh: 分, en: fen}, unit: yuan, formula: cost, "
            f'round: {{unit: "0.01", mode: {mode}}}}}\n'
        )
        of = method(body + line).versions[0]
        many = evaluate_many("test/small", of, Inputs(), {"cost": cost})
        assert [float(each) for each in right] == list(many.values("fen"))
        for draw, each in enumerate(cost):
            exact = solved(body + line, Inputs(scalars={"cost": figure(repr(float(each)))}))
            assert exact.step("fen").number == Decimal(right[draw])


@pytest.mark.parametrize("under", ["0.00001", "0.0007", "3", "70000"])
def test_a_quotient_on_a_half_is_rounded_as_the_exact_reader_does(under: str) -> None:
    """Numbers that no binary figure holds, so divided that the quotient ends with half a fen."""
    body = """\
    inputs:
      - {id: cost, title: {zh: 成本, en: cost}, unit: yuan}
      - {id: people, title: {zh: 人数, en: people}, unit: "1"}
    blocks:
      - id: all
        title: {zh: 全部, en: all}
        lines:
          - {id: fen, title: {zh: 分, en: fen}, unit: yuan, formula: cost / people, round: {unit: "0.01", mode: half_up}}
"""
    halves = [Decimal(n) / 1000 for n in range(1005, 3000, 10)]
    costs = np.array([float(one * Decimal(under)) for one in halves])
    given = {"cost": costs, "people": np.full(len(halves), float(under))}
    many = evaluate_many("test/small", method(body).versions[0], Inputs(), given)
    right = [float(one + Decimal("0.005")) for one in halves]
    assert list(many.values("fen")) == pytest.approx(right, abs=1e-9)


def test_numpy_is_imported_only_for_draws() -> None:
    code = "import sys, engine.method; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
