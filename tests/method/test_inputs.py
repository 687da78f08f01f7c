"""What is given to a method and cannot be taken: each fault at its place, in the file it is from."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from builders.method_tree import at, changed

from engine.law import Declaration, Faults
from engine.method import InputCell, Inputs, Method, evaluate
from engine.text import Language, Text


def cell(value: Any, place: str) -> InputCell:
    given = Decimal(value) if isinstance(value, int) else value
    return InputCell(given, (Declaration(file="given.yaml", place=place),))


def row(table: str, name: str, **columns: Any) -> dict[str, InputCell]:
    cells = {column: cell(value, f"{table}.{name}.{column}") for column, value in columns.items()}
    return {"id": cell(name, f"{table}.{name}.id"), **cells}


GIVEN = Inputs(
    tables={
        "classes": [row("classes", "small", weight=2), row("classes", "large", weight=3)],
        "items": [
            row("items", "one", sort="wages", class_of="small", amount=100, trips=4),
            row("items", "two", sort="power", class_of="large", amount=60, trips=5),
        ],
        "stages": [
            row("stages", "first", placed=1, spent=10),
            row("stages", "second", placed=2, spent=20),
        ],
    },
    scalars={
        "cost": cell(1000, "cost"),
        "income": {2026: cell(7, "income.2026"), 2027: cell(8, "income.2027")},
    },
    parameters={"rate": cell(5, "rate")},
    years=(2026, 2027),
)


def computed(method: Method | None = None, **change: Any) -> Any:
    found = method or changed()
    return evaluate("test/small", found.versions[0], replace(GIVEN, **change))


def faults(method: Method | None = None, **change: Any) -> list[tuple[str, str, str, object]]:
    with pytest.raises(Faults) as caught:
        computed(method, **change)
    return [
        (
            fault.file,
            fault.place,
            fault.key,
            fault.value if fault.value is None else str(fault.value),
        )
        for fault in caught.value.faults
    ]


def tables(name: str, *rows: Any) -> dict[str, Any]:
    return {"tables": {**GIVEN.tables, name: rows}}


def scalars(**more: Any) -> dict[str, Any]:
    return {"scalars": {**GIVEN.scalars, **more}}


ONE, TWO = GIVEN.tables["items"]
FIRST, SECOND = GIVEN.tables["stages"]
SMALL = "test/small"


def test_as_it_stands_it_is_computed() -> None:
    """1,000 × 5 %; a row's wages whole, its power by half; 2 × 100 and 3 × 30; 25 and 12 a trip."""
    found = computed()
    assert found.step("used").number == 50
    assert [found.step("sorted", key).number for key in ("one", "two")] == [100, 30]
    assert [found.step("weighed", key).number for key in ("one", "two")] == [200, 90]
    assert [found.step("per_trip", key).number for key in ("one", "two")] == [25, 12]
    assert [found.step("left", key).number for key in ("first", "second")] == [990, 970]
    assert [found.step("grown", year).number for year in (2026, 2027)] == [7, 15]
    assert found.step("wages").number == 100


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"years": (2027, 2026)}, [(SMALL, "years", "method.years_in_order", "2027, 2026")]),
        ({"switches": {"mood": "good"}}, [(SMALL, "switches.mood", "law.not_one_of", "mood")]),
        ({"switches": {"basis": "mean"}}, [(SMALL, "switches.basis", "law.not_one_of", "mean")]),
        ({"parameters": {**GIVEN.parameters, "tare": cell(1, "tare")}},
         [(SMALL, "parameters.tare", "law.not_one_of", "tare")]),
        ({"parameters": {"rate": cell("five", "rate")}}, [("given.yaml", "rate", "money.not_a_number", "five")]),
        ({"parameters": {"rate": cell(7, "rate")}}, [("given.yaml", "rate", "method.out_of_bounds", "7")]),
        ({"parameters": {"rate": cell(-1, "rate")}}, [("given.yaml", "rate", "method.out_of_bounds", "-1")]),
        (scalars(csot=cell(1, "csot")), [(SMALL, "scalars.csot", "law.not_one_of", "csot")]),
        (scalars(income=cell(1, "income")), [(SMALL, "scalars.income", "method.given_by_year", None)]),
        (scalars(cost={2026: cell(1, "cost")}), [(SMALL, "scalars.cost", "method.given_by_cycle", None)]),
        (scalars(cost=cell("much", "cost")), [("given.yaml", "cost", "money.not_a_number", "much")]),
        (scalars(income={2026: cell("much", "income.2026"), 2027: cell(1, "x")}),
         [("given.yaml", "income.2026", "money.not_a_number", "much")]),
        (scalars(income={**GIVEN.scalars["income"], 2030: cell(1, "income.2030")}),
         [("given.yaml", "income.2030", "method.year_outside", "2030")]),
        ({"blocks": ("all", "none")}, [(SMALL, "blocks.none", "law.not_one_of", "none")]),
        ({"tables": {**GIVEN.tables, "trees": []}}, [(SMALL, "tables.trees", "law.not_one_of", "trees")]),
        (tables("items", ONE, {**TWO, "colour": cell("red", "x")}),
         [(SMALL, "tables.items[two].colour", "law.not_one_of", "colour")]),
        (tables("items", ONE, {**TWO, "title": cell("Two", "x")}), []),
        (tables("items", ONE, {**TWO, "amount": cell("much", "items.two.amount")}),
         [("given.yaml", "items.two.amount", "money.not_a_number", "much")]),
        (tables("items", ONE, {**TWO, "sort": cell("rent", "items.two.sort")}),
         [("given.yaml", "items.two.sort", "law.not_one_of", "rent")]),
        (tables("items", ONE, {**TWO, "sort": cell("", "items.two.sort")}),
         [("given.yaml", "items.two.sort", "law.not_one_of", "")]),
        (tables("items", ONE, {**TWO, "sort": cell(3, "items.two.sort")}),
         [("given.yaml", "items.two.sort", "law.not_text", "3")]),
        (tables("items", ONE, {**TWO, "class_of": cell("huge", "items.two.class_of")}),
         [("given.yaml", "items.two.class_of", "law.not_one_of", "huge")]),
        (tables("items", ONE, {**TWO, "id": cell("ONE", "items.two.id")}),
         [("given.yaml", "items.two.id", "law.repeated_entry", "ONE")]),
        (tables("items", ONE, {name: one for name, one in TWO.items() if name != "id"}),
         [(SMALL, "tables.items[1].id", "law.missing", None)]),
        (tables("items", ONE, {**TWO, "id": cell("", "items.two.id")}),
         [(SMALL, "tables.items[1].id", "law.missing", None)]),
        (tables("stages", SECOND, FIRST), [("given.yaml", "stages.first.placed", "method.rows_in_order", "1")]),
        (tables("stages", FIRST, {**SECOND, "placed": cell(1, "stages.second.placed")}),
         [("given.yaml", "stages.second.placed", "method.rows_in_order", "1")]),
        # What is needed and not given, beside what is near it.
        (tables("items", ONE, {name: one for name, one in TWO.items() if name != "amount"}),
         [("given.yaml", "items.two.id", "method.missing_input", None)]),
        (tables("stages", FIRST, {name: one for name, one in SECOND.items() if name != "spent"}),
         [("given.yaml", "stages.second.id", "method.missing_input", None)]),
        ({"scalars": {"income": GIVEN.scalars["income"]}, "blocks": ("all",)},
         [(SMALL, "scalars.cost", "method.missing_input", None)]),
        ({"years": (), "blocks": ("all",), "scalars": {"cost": GIVEN.scalars["cost"]}},
         [(SMALL, "years", "method.missing_input", None)]),
        # What cannot be computed, and what is demanded.
        (tables("items", ONE, {**TWO, "trips": cell(0, "x")}),
         [(SMALL, "per_trip[two]", "method.divided_by_zero", None)]),
        (scalars(cost=cell(0, "cost")), [(SMALL, "positive", "method.demand", "0")]),
    ],
)  # fmt: skip
def test_each_fault_stands_where_it_was_given(
    change: dict[str, Any], expected: list[tuple[str, str, str, object]]
) -> None:
    if not expected:
        computed(**change)
        return
    assert faults(**change)[:1] == expected[:1]
    assert len(faults(**change)) == 1


def test_an_optional_figure_that_is_left_out_is_nought() -> None:
    given = tables("items", ONE, {name: one for name, one in TWO.items() if name != "trips"})
    assert faults(**given) == [(SMALL, "per_trip[two]", "method.divided_by_zero", None)]


def test_a_figure_fixed_by_the_rule_cannot_be_given() -> None:
    fixed = changed(at("parameters", 0, value="3", default=None, min=None, max=None))
    assert faults(fixed) == [("given.yaml", "rate", "method.fixed_parameter", "5")]
    assert computed(fixed, parameters={}).step("used").number == 30


def test_a_bound_that_is_not_there_is_shown_as_endless() -> None:
    open_above = changed(at("parameters", 0, max=None))
    with pytest.raises(Faults) as caught:
        computed(open_above, parameters={"rate": cell(-1, "rate")})
    assert "between 0 and ∞ %" in caught.value.faults[0].message(Language.EN)
    open_below = changed(at("parameters", 0, min=None))
    with pytest.raises(Faults) as caught:
        computed(open_below, parameters={"rate": cell(7, "rate")})
    assert "between –∞ and 6 %" in caught.value.faults[0].message(Language.EN)
    assert computed(open_above, parameters={"rate": cell(700, "rate")}).step("used").number == 7000


def test_what_is_given_is_found_by_name() -> None:
    assert GIVEN.figure("cost") == 1000
    assert GIVEN.figure("rate") == 5
    assert GIVEN.figure("income", 2027) == 8
    assert GIVEN.figure("income", "2026") == 7
    assert GIVEN.figure("income", 2030) is None
    assert GIVEN.figure("nothing") is None
    assert GIVEN.cell("items", "two", "amount") == 60
    assert GIVEN.cell("items", "one", "sort") == "wages"
    assert GIVEN.cell("items", "three", "amount") is None
    assert GIVEN.cell("items", "two", "colour") is None
    assert GIVEN.cell("trees", "two", "amount") is None


def test_each_figure_is_named_with_its_row_or_year() -> None:
    named = {**ONE, "title": InputCell(Text(zh="甲项", en="Item one"))}
    found = computed(**tables("items", named, TWO))
    labels = {
        (line, key): found.step(line, key).label.en
        for line, key in (
            ("used", None),
            ("grown", 2027),
            ("per_trip", "one"),
            ("per_trip", "two"),
        )
    }
    assert labels == {
        ("used", None): "used",
        ("grown", 2027): "grown (2027)",
        ("per_trip", "one"): "per_trip: Item one",
        ("per_trip", "two"): "per_trip: two",
    }
    assert found.step("per_trip", "one").origin == "test/small#per_trip[one]"
    cost = next(one for one in found.step("used").walk() if one.origin == "test/small#cost")
    assert [source.named for source in cost.cites] == ["given.yaml cost"]
    rate = next(one for one in found.step("used").walk() if one.origin == "test/small#rate")
    assert [source.named for source in rate.cites] == ["given.yaml rate", "a rule one"]
