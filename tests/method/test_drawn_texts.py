"""Cells of texts and readings of switches drawn beside figures, against the exact reader."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from builders.methods import CIRCLE, METHOD, figure, method, version
from builders.proof import rounds
from builders.readings import OPEN
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.law import Faults
from engine.method import At, Draws, InputCell, Inputs, evaluate, evaluate_many

COUNT = 30
SWITCHES = {
    **{name: of for name, of in OPEN.items() if name != "base_year"},
    "deduction_timing": ("evenly", "first_year"),
}
TREATMENTS = ("allowed", "not_includable", "welfare_cap", "wages_cap")
TAGS = ("paid", "free", "unspecified")
GIVEN = replace(
    CIRCLE,
    scalars={
        **CIRCLE.scalars,
        "net_assets": figure(9_000_000),
        "effective_assets": figure(7_000_000),
        "deduction": figure(1_500_000),
        "local_average_wage": figure(90_000),
        "staff_number": figure(30),
        "accounts_year": figure(2025),
        "cycle_first_year": figure(2026),
    },
)


def drawn(source: random.Random) -> dict[At, Any]:
    """Texts, readings and amounts, one of each a draw."""

    def texts(of: tuple[str, ...]) -> np.ndarray:
        return np.array([source.choice(of) for _ in range(COUNT)])

    found: dict[At, Any] = {name: texts(values) for name, values in SWITCHES.items()}
    for row in GIVEN.tables["items"]:
        name = str(row["id"].value)
        if "life_years" not in row:
            found["items", name, "treatment"] = texts(TREATMENTS)
            found["items", name, "submitted"] = np.array(
                [source.randint(0, 10**8) / 100 for _ in range(COUNT)]
            )
        if "pool" in row:
            found["items", name, "pool"] = texts(("computing", "data", "labour"))
    for row in GIVEN.tables["subsidies"]:
        found["subsidies", str(row["id"].value), "tag"] = texts(TAGS)
    return found


def at(draws: dict[At, Any], draw: int) -> Inputs:
    """The inputs of one draw, put in by hand."""
    tables = {table: [dict(row) for row in rows] for table, rows in GIVEN.tables.items()}
    switches = {}
    for place, array in draws.items():
        one = array[draw]
        value = str(one) if array.dtype.kind == "U" else Decimal(repr(float(one)))
        if isinstance(place, tuple):
            table, wanted, column = place
            (row,) = [each for each in tables[table] if each["id"].value == wanted]
            row[column] = InputCell(value)
        else:
            switches[place] = str(value)
    return replace(GIVEN, tables=tables, switches=switches)


def exact(inputs: Inputs) -> dict[tuple[str, Any], Decimal] | None:
    try:
        found = evaluate(METHOD, version(), inputs)
    except Faults:
        return None
    return {
        (line.id, key): found.step(line.id, key).number
        for line in found.lines()
        for key in found.keys(line.id)
    }


@settings(max_examples=rounds(quick=4, full=400), deadline=None)
@given(st.integers(0, 10**9))
def test_every_line_of_every_draw_is_as_the_exact_reader_has_it(seed: int) -> None:
    draws = drawn(random.Random(seed))
    by_draw = [exact(at(draws, draw)) for draw in range(COUNT)]
    if None in by_draw:
        with pytest.raises(Faults):
            evaluate_many(METHOD, version(), GIVEN, draws)
        return
    many: Draws = evaluate_many(METHOD, version(), GIVEN, draws)
    for draw, found in enumerate(by_draw):
        assert found is not None
        for (line, key), expected in found.items():
            value = float(many.values(line, key)[draw])
            near = 1e-9 * max(abs(float(expected)), 1e6)
            assert abs(value - float(expected)) <= near, (line, key, draw)
        for year in GIVEN.years:
            name = ("maximum_after_deduction", year)
            assert round(Decimal(float(many.values(*name)[draw])), 2) == found[name]


LOOKED_UP = """\
    switches:
      - id: how
        title: {zh: 口径, en: how}
        default: one
        values: [{id: one, title: {zh: 一, en: one}}, {id: two, title: {zh: 二, en: two}}]
    tables:
      - id: rates
        title: {zh: 率, en: rates}
        columns: [{id: share, title: {zh: 比例, en: share}, type: number, unit: "1"}]
      - id: rows
        title: {zh: 行, en: rows}
        columns:
          - {id: of, title: {zh: 属, en: of}, type: text, of: rates}
          - {id: amount, title: {zh: 金额, en: amount}, type: number, unit: yuan}
    blocks:
      - id: all
        title: {zh: 全部, en: all}
        lines:
          - id: part
            title: {zh: 部分, en: part}
            unit: yuan
            scope: rows
            by: {switch: how, cases: {one: "amount * share[of]", two: amount}}
          - {id: same, title: {zh: 同, en: same}, unit: yuan, formula: sum(r.part for r in rows if r.of != "low")}
"""


def test_a_row_looked_up_by_a_text_that_is_drawn() -> None:
    """100 at one half and at one tenth; whole where the switch says so."""
    of = method(LOOKED_UP).versions[0]
    inputs = Inputs(
        tables={
            "rates": [
                {"id": InputCell("half"), "share": InputCell(Decimal("0.5"))},
                {"id": InputCell("low"), "share": InputCell(Decimal("0.1"))},
            ],
            "rows": [
                {
                    "id": InputCell("a"),
                    "of": InputCell("half"),
                    "amount": InputCell(Decimal(100)),
                }
            ],
        }
    )
    draws: dict[At, Any] = {
        ("rows", "a", "of"): np.array(["half", "low", "half", "low"]),
        "how": np.array(["one", "one", "two", "two"]),
    }
    many = evaluate_many("test/small", of, inputs, draws)
    assert many.values("part", "a").tolist() == [50, 10, 100, 100]
    assert many.values("same").tolist() == [50, 0, 100, 0]


def test_a_cell_that_is_drawn_need_not_be_given_besides() -> None:
    """Half of what is drawn; what was given is none of any draw, and cannot be used."""
    of = method(LOOKED_UP.replace("amount * share[of]", "share[of] / (1 / amount)")).versions[0]
    row = {"id": InputCell("a"), "of": InputCell("half")}
    rates = [{"id": InputCell("half"), "share": InputCell(Decimal("0.5"))}]
    for given_besides in ({}, {"amount": InputCell(Decimal(0))}):
        inputs = Inputs(tables={"rates": rates, "rows": [row | given_besides]})
        draws: dict[At, Any] = {("rows", "a", "amount"): np.array([100.0, 40.0])}
        many = evaluate_many("test/small", of, inputs, draws)
        assert many.values("part", "a").tolist() == [50, 20]
    without_text = {"id": InputCell("a"), "amount": InputCell(Decimal(6))}
    inputs = Inputs(tables={"rates": rates, "rows": [without_text]})
    of = method(LOOKED_UP).versions[0]
    drawn_text: dict[At, Any] = {("rows", "a", "of"): np.array(["half", "half"])}
    assert evaluate_many("test/small", of, inputs, drawn_text).values("part", "a").tolist() == [
        3,
        3,
    ]


def test_where_nothing_is_drawn_there_is_one_draw() -> None:
    rates = [{"id": InputCell("half"), "share": InputCell(Decimal("0.5"))}]
    rows = [{"id": InputCell("a"), "of": InputCell("half"), "amount": InputCell(Decimal(6))}]
    inputs = Inputs(tables={"rates": rates, "rows": rows})
    many = evaluate_many("test/small", method(LOOKED_UP).versions[0], inputs, {})
    assert many.values("same").tolist() == [3]


def test_a_text_of_a_closed_list_is_drawn_from_it_and_an_optional_one_may_be_empty() -> None:
    whole = LOOKED_UP.replace("amount * share[of]", "amount")
    names = ("half", "low")
    values = ", ".join(f"{{id: {name}, title: {{zh: 值, en: {name}}}}}" for name in names)
    closed = f"type: text, values: [{values}]"
    rates = [{"id": InputCell("half"), "share": InputCell(Decimal("0.5"))}]
    rows = [{"id": InputCell("a"), "of": InputCell("half"), "amount": InputCell(Decimal(6))}]
    inputs = Inputs(tables={"rates": rates, "rows": rows})

    def same(kind: str, *texts: str) -> Any:
        of = method(whole.replace("type: text, of: rates", kind)).versions[0]
        draws: dict[At, Any] = {("rows", "a", "of"): np.array(texts), "how": np.array(["two"] * 2)}
        return evaluate_many("test/small", of, inputs, draws).values("same").tolist()

    assert same(closed, "half", "low") == [6, 0]
    assert same("type: text", "half", "low") == [6, 0]
    assert same("type: text, of: rates, optional: true", "half", "") == [6, 6]
    for kind, text, allowed in ((closed, "no", "half, low"), ("type: text, of: rates", "", "half")):
        with pytest.raises(Faults) as wrong:
            same(kind, "half", text)
        (fault,) = wrong.value.faults
        assert (fault.key, fault.value, fault.values) == (
            "law.not_one_of",
            text,
            {"allowed": allowed},
        )


@pytest.mark.parametrize(
    ("place", "texts"),
    [
        (("rows", "a", "of"), ["half", "none"]),
        ("how", ["one", "three"]),
        ("who", ["one", "one"]),
        (("rows", "a", "such"), ["one", "one"]),
    ],
)
def test_a_text_that_cannot_stand_there_is_a_fault(place: At, texts: list[str]) -> None:
    of = method(LOOKED_UP).versions[0]
    rates = [{"id": InputCell("half"), "share": InputCell(Decimal("0.5"))}]
    rows = [{"id": InputCell("a"), "of": InputCell("half"), "amount": InputCell(Decimal(1))}]
    inputs = Inputs(tables={"rates": rates, "rows": rows})
    with pytest.raises(Faults) as wrong:
        evaluate_many("test/small", of, inputs, {place: np.array(texts)})
    assert {fault.key for fault in wrong.value.faults} == {"law.not_one_of"}
