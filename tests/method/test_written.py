"""A document of a method with one thing wrong: what is told of it, and where."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from builders.method_tree import VERSION, Wrong, at, changed, line, method_of, more, named, number
from builders.methods import SHELF

from engine.method.check.document import check_method
from engine.method.check.texts import texts_compared


def found(wrong: Wrong) -> list[tuple[str, str, object, dict[str, str]]]:
    return [
        (
            ".".join(map(str, finding.path[2:])),
            finding.key,
            finding.value,
            {name: str(getattr(value, "en", value)) for name, value in finding.values.items()},
        )
        for finding in check_method(changed(wrong), SHELF)
    ]


def one_line(unit: str, formula: str, **more_of: Any) -> Wrong:
    return more("blocks", 0, "lines", entry=line("extra", unit, formula, **more_of))


LINES = ("blocks", 0, "lines")
NEW = "blocks.0.lines.8"


def test_as_it_stands_nothing_is_wrong() -> None:
    assert found(lambda version: None) == []


@pytest.mark.parametrize(
    ("wrong", "place", "key", "value", "said"),
    [
        # names
        (more("inputs", entry=named("wages", unit="yuan")),
         "blocks.0.lines.7.id", "method.name_twice", "wages", {}),
        (more(*LINES, entry=line("sum", "yuan", "cost")), f"{NEW}.id", "method.kept_name", "sum", {}),
        (more("parameters", entry=named("elapsed", unit="percent", default="3")),
         "parameters.1.id", "method.kept_name", "elapsed", {}),
        (more("blocks", entry=named("all", lines=[line("y", "yuan", "cost")])),
         "blocks.1.id", "method.name_twice", "all", {}),
        (more("tables", 2, "columns", entry=number("spent", "yuan")),
         "tables.2.columns.2.id", "method.name_twice", "spent", {}),
        (more("tables", 2, "columns", entry=number("cost", "yuan")),
         "tables.2.columns.2.id", "method.name_twice", "cost", {}),
        (more("tables", 2, "columns", entry=number("title", "yuan")),
         "tables.2.columns.2.id", "method.kept_name", "title", {}),
        # tables
        (more("tables", 1, "columns", entry=named("other", type="text", of="kinds")),
         "tables.1.columns.4.of", "method.no_such_table", None, {"name": "kinds"}),
        (more("tables", 1, "columns", entry=named("mark", type="text", optional=True, values=[named("x")])),
         "tables.1.columns.4.values", "method.no_empty_text", "mark", {}),
        (more("tables", 1, "columns", entry=named("mark", type="text", unit="yuan")),
         "tables.1.columns.4.unit", "method.unit_of_numbers", "yuan", {}),
        (at("tables", 2, order="place"),
         "tables.2.order", "method.no_such_order", "place", {"allowed": "placed, spent"}),
        # switches and parameters
        (at("switches", 0, default="mean"),
         "switches.0.default", "law.not_one_of", None, {"allowed": "gross, net"}),
        (at("parameters", 0, min="7", default=None),
         "parameters.0.min", "method.bounds_crossed", "7", {"max": "6"}),
        (at("parameters", 0, value="3"), "parameters.0.value", "method.fixed_has_no_bounds", None, {}),
        (at("parameters", 0, value="3", default=None, min=None),
         "parameters.0.value", "method.fixed_has_no_bounds", None, {}),
        (at("parameters", 0, default="6.1"),
         "parameters.0.default", "method.default_out_of_bounds", "6.1", {}),
        (at("parameters", 0, default="-0.1"),
         "parameters.0.default", "method.default_out_of_bounds", "-0.1", {}),
        (more("switches", entry=named("idle", default="a", values=[named("a"), named("b")])),
         "switches.1", "method.unused", None, {"title": "idle"}),
        (more("parameters", entry=named("idle", unit="percent", default="3")),
         "parameters.1", "method.unused", None, {"title": "idle"}),
        (more("inputs", entry=named("idle", unit="yuan")),
         "inputs.2", "method.unused", None, {"title": "idle"}),
        # results and scopes
        (more("results", entry="cost"), "results.1", "law.not_one_of", "cost",
         {"allowed": "used, chosen, sorted, weighed, per_trip, left, grown, wages"}),
        (at(*LINES, 7, scope="rows"), "blocks.0.lines.7.scope", "method.no_such_scope", None,
         {"allowed": "cycle, year, classes, items, stages"}),
        # cases
        (at(*LINES, 1, "by", switch="base"),
         "blocks.0.lines.1.by.switch", "method.no_such_switch", None, {"allowed": "basis"}),
        (at(*LINES, 2, "by", column="amount"),
         "blocks.0.lines.2.by.column", "method.no_such_choice", None, {}),
        (at(*LINES, 2, "by", column="nothing"),
         "blocks.0.lines.2.by.column", "method.no_such_choice", None, {}),
        (at(*LINES, 1, "by", cases={"gross": "cost - used"}),
         "blocks.0.lines.1.by.cases", "method.missing_case", None, {"line": "chosen", "missing": "net"}),
        (at(*LINES, 1, "by", "cases", mean="cost"),
         "blocks.0.lines.1.by.cases.mean", "law.not_one_of", "mean", {"allowed": "gross, net"}),
        (at(*LINES, 1, "by", "cases", net="rate"),
         "blocks.0.lines.1.by.cases.net", "method.units_differ", None,
         {"line": "chosen", "expected": "yuan", "found": "percent"}),
        # formulas
        (at(*LINES, 0, formula="cost * fraction(rate"),
         "blocks.0.lines.0.formula", "method.not_a_formula", None, {"at": "16"}),
        (one_line("yuan", "csot"), f"{NEW}.formula", "method.unknown_name", None, {"name": "csot"}),
        (one_line("yuan", "amount"), f"{NEW}.formula", "method.other_scope", None,
         {"name": "amount", "scopes": "items"}),
        (one_line("yuan", "grown"),
         f"{NEW}.formula", "method.other_scope", None, {"name": "grown", "scopes": "year"}),
        (one_line("percent", "sum(i.rate for i in items)"), f"{NEW}.formula", "method.other_scope", None,
         {"name": "rate", "scopes": "cycle"}),
        (one_line("yuan", "prior(amount, 0)", scope="items"), f"{NEW}.formula", "method.no_order", None,
         {"name": "items"}),
        (one_line("yuan", "prior(cost, 0)", scope="year"), f"{NEW}.formula", "method.other_scope", None,
         {"scopes": "cycle"}),
        (one_line("1", "weight[sort]", scope="items"), f"{NEW}.formula", "method.key_names_no_row", None,
         {"name": "weight"}),
        (one_line("1", "amount[class_of]", scope="items"), f"{NEW}.formula", "method.other_scope", None,
         {"name": "amount", "scopes": "items"}),
        (one_line("yuan", "sum(i.amount for i in itmes)"), f"{NEW}.formula", "method.no_such_table", None,
         {"name": "itmes"}),
        (one_line("yuan", "sum(j.amount for i in items)"), f"{NEW}.formula", "method.no_such_row", None,
         {"name": "j"}),
        (one_line("yuan", 'sum(i.amount for i in items if i.sort == "rent")'),
         f"{NEW}.formula", "method.no_such_text", None, {"value": "rent", "allowed": '"power", "wages"'}),
        (one_line("yuan", 'sum(i.amount for i in items if "rent" == i.sort)'),
         f"{NEW}.formula", "method.no_such_text", None, {"value": "rent"}),
        (one_line("yuan", 'sum(i.amount for i in items if i.sort > "wages")'),
         f"{NEW}.formula", "method.text_only_equal", None, {}),
        (one_line("yuan", 'sum(i.amount for i in items if i.amount == "wages")'),
         f"{NEW}.formula", "method.cannot_compare", None, {}),
        (one_line("yuan", "cost if used < rate else 0"),
         f"{NEW}.formula", "method.units_inside_differ", None, {"expected": "yuan", "found": "percent"}),
        (one_line("yuan", "cost if cost > 0 and used < rate else 0"),
         f"{NEW}.formula", "method.units_inside_differ", None, {"expected": "yuan", "found": "percent"}),
        (one_line("yuan", "cost if cost > 0 or not used < rate else 0"),
         f"{NEW}.formula", "method.units_inside_differ", None, {"expected": "yuan", "found": "percent"}),
        (one_line("yuan", "cost if cost else 0"), f"{NEW}.formula", "method.not_a_condition", None, {}),
        (one_line("yuan", "sort", scope="items"), f"{NEW}.formula", "method.not_a_figure", None, {}),
        (one_line("yuan", "cost if used > 0 else rate"),
         f"{NEW}.formula", "method.units_inside_differ", None, {"expected": "yuan", "found": "percent"}),
        (at("blocks", 0, "demands", 0, formula="cost"),
         "blocks.0.demands.0.formula", "method.not_a_condition", None, {"line": "positive"}),
        # units
        (one_line("yaun", "cost"), f"{NEW}.unit", "method.no_such_unit", "yaun", {}),
        (one_line("yaun/year", "cost"), f"{NEW}.unit", "method.no_such_unit", "yaun/year", {}),
        (one_line("yuan per year", "cost"), f"{NEW}.unit", "method.no_such_unit", "yuan per year", {}),
        (one_line("yuan", "per_trip", scope="items"), f"{NEW}.formula", "method.units_differ", None,
         {"expected": "yuan", "found": "yuan/trip"}),
        (one_line("yuan/year", "sum(y.income for y in years)"), f"{NEW}.formula", "method.units_differ", None,
         {"expected": "yuan/year", "found": "yuan"}),
        (one_line("1", "count(y for y in years if y.income > 0)"), f"{NEW}.formula", "method.units_differ",
         None, {"expected": "1", "found": "year"}),
        (one_line("year", "count(items)"), f"{NEW}.formula", "method.units_differ", None,
         {"expected": "year", "found": "1"}),
        (one_line("yuan", "cost * fraction(cost)"), f"{NEW}.formula", "method.units_inside_differ", None,
         {"expected": "percent", "found": "yuan"}),
        (one_line("yuan**3", "cost ** 2"), f"{NEW}.formula", "method.units_differ", None,
         {"expected": "yuan**3", "found": "yuan**2"}),
        (one_line("yuan", "cost ** 0.5"), f"{NEW}.formula", "method.units_inside_differ", None,
         {"expected": "1", "found": "yuan"}),
        (more("units", entry=named("day")), "units.1.id", "method.unit_exists", "day", {}),
        # circles
        (at(*LINES, 0, formula="used"), "blocks.0.lines.0", "method.circle", None, {"way": "used → used"}),
    ],
)  # fmt: skip
def test_one_thing_wrong_is_told_once_where_it_stands(
    wrong: Wrong, place: str, key: str, value: object, said: dict[str, str]
) -> None:
    (only,) = [one for one in found(wrong) if one[1] != "method.unused" or key == "method.unused"]
    assert only[:2] == (place, key)
    assert (only[2] if only[2] is None else str(only[2])) == value
    assert said.items() <= only[3].items()


@pytest.mark.parametrize(
    ("lines", "way"),
    [
        (["cost + extra2", "extra1"], ["extra1 → extra2 → extra1"]),
        (["extra2", "extra3", "extra1 + extra2"], ["extra1 → extra2 → extra3 → extra1", "extra2 → extra3 → extra2"]),
        (["extra2 + cost", "cost"], []),
    ],
)  # fmt: skip
def test_each_circle_is_told_once_with_the_way_around(lines: list[str], way: list[str]) -> None:
    def wrong(version: dict[str, Any]) -> None:
        for at_, formula in enumerate(lines, start=1):
            version["blocks"][0]["lines"].append(line(f"extra{at_}", "yuan", formula))

    told = [values["way"] for _, key, _, values in found(wrong) if key == "method.circle"]
    assert told == way


@pytest.mark.parametrize(
    ("entries", "way"),
    [
        # The row before is another figure; through a sum over all rows it is the same again.
        ([("left_of", "stages", "prior(left_of, 0) + spent")], None),
        (
            [
                ("left_of", "stages", "prior(left_of, whole) + spent"),
                ("whole", "cycle", "sum(s.left_of for s in stages)"),
            ],
            "left_of → whole → left_of",
        ),
        (
            [
                ("a", "stages", "prior(b, 0)"),
                ("b", "stages", "spent + c"),
                ("c", "cycle", "sum(s.a for s in stages)"),
            ],
            "a → b → c → a",
        ),
        (
            [
                ("a", "stages", "prior(b, 0)"),
                ("b", "stages", "spent + prior(a, 0)"),
            ],
            None,
        ),
    ],
)
def test_the_row_before_is_no_circle_unless_it_leads_through_other_rows(
    entries: list[tuple[str, str, str]], way: str | None
) -> None:
    def wrong(version: dict[str, Any]) -> None:
        for name, scope, formula in entries:
            version["blocks"][0]["lines"].append(line(name, "yuan", formula, scope=scope))

    told = [values["way"] for _, key, _, values in found(wrong) if key == "method.circle"]
    assert told == ([] if way is None else [way])


def test_texts_that_formulas_compare_a_column_with() -> None:
    version = copy.deepcopy(VERSION)
    version["blocks"][0]["lines"] += [
        line("a", "yuan", 'sum(i.amount for i in items if "power" == i.sort and i.amount > 1)'),
        line("b", "yuan", "sum(i.amount for i in items if i.class_of == i.sort)"),
        line(
            "c",
            "yuan",
            scope="items",
            by={
                "column": "sort",
                "cases": {"wages": "amount", "power": 'amount if sort != "wages" else 0'},
            },
        ),
        line("d", "yuan", "cost +"),
    ]
    ready = method_of(version).versions[0]
    told = [
        (text, ".".join(map(str, place))) for text, place in texts_compared(ready, "items", "sort")
    ]
    assert told == [
        ("wages", "blocks.0.lines.7.formula"),
        ("power", "blocks.0.lines.8.formula"),
        ("wages", "blocks.0.lines.10.by.cases.power"),
    ]
    assert list(texts_compared(ready, "items", "class_of")) == []
    assert list(texts_compared(ready, "nothing", "sort")) == []
