"""Columns of cases of many facts with many values: more than share one mask, or fit one number."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

import builders.rules_by_hand as by_hand
import numpy as np
import pandas as pd
import pytest

from engine.law import Faults
from engine.rules import RulesVersion, decide, decide_many
from engine.rules.columns.decisions import SEVERAL, UNDETERMINED
from engine.rules.model.program import CONFLICT, NO_RULE


def asked(name: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "type": kind, "title": by_hand.TEXT, "question": by_hand.TEXT, **more}


def table(name: str, hit: str, rules: list[dict[str, Any]], values: list[str]) -> dict[str, Any]:
    return {
        "id": f"{name}-table",
        "title": by_hand.TEXT,
        "hit": hit,
        "outputs": [{"id": name, "title": by_hand.TEXT, "values": by_hand.named(*values)}],
        "rules": [{"id": f"r{at}", "title": by_hand.TEXT, **rule} for at, rule in enumerate(rules)],
    }


LENGTHS = [asked(name, "number", unit="m") for name in ("long", "wide", "high")]


def boxes(seed: int, hit: str) -> RulesVersion:
    """A hundred boxes in space, which no table of all combinations of their edges could hold."""
    pick = random.Random(seed)

    def side() -> str:
        low = pick.randrange(0, 100)
        return f"[{low}, {low + pick.randrange(1, 60)})"

    def rule(of: str, values: list[str]) -> dict[str, Any]:
        names = pick.sample(["long", "wide", "high"], pick.choice([2, 3]))
        return {"when": {name: side() for name in names}, "then": {of: pick.choice(values)}}

    kinds = table("kind", hit, [rule("kind", ["a", "b", "c"]) for _ in range(100)], [*"abc"])
    marks = table("mark", "collect", [rule("mark", ["x", "y"]) for _ in range(70)], [*"xy"])
    asking = [
        {"when": {"kind": "a", "mark": "any", "long": ">= 20"}, "then": {"last": "p"}},
        {"when": {"kind": {"not": "a"}, "mark": {"not": "x"}}, "then": {"last": "q"}},
        {"when": {"mark": "none", "wide": "< 40"}, "then": {"last": "p"}},
    ]
    return by_hand.version([kinds, marks, table("last", "first", asking, [*"pq"])], LENGTHS)


@pytest.mark.parametrize("hit", ["first", "any", "unique"])
def test_boxes_in_space_are_found_as_by_trying_each(hit: str) -> None:
    version = boxes(7, hit)
    points = np.random.default_rng(7).integers(-5, 160, (400, 3))
    columns = dict(zip(("long", "wide", "high"), points.T, strict=True))
    many = decide_many("test/boxes", version, columns)
    met: set[str] = set()
    for row, point in enumerate(points.tolist()):
        case = dict(zip(columns, map(Decimal, point), strict=True))
        values = by_hand.read(version, case)
        for name in ("kind", "last"):
            place = int(many.results[name][row])
            by_place = {NO_RULE: None, CONFLICT: by_hand.CLASH}
            told = by_place[place] if place < 0 else many.values[name][place]
            assert told == values[name]
            rules = next(t.rules for t in version.tables if t.outputs[0].id == name)
            rule = int(many.rules[name][row])
            assert rule == place if place < 0 else by_hand.matches(rules[rule], values)
            met.add(str(told))
        held = many.collected["mark"][row].tolist()
        assert dict(zip(many.values["mark"], held, strict=True)) == {
            value: value in values["mark"] for value in "xy"
        }
    assert met >= {"a", "p", "q", "None"}


MANY = [f"f{n}" for n in range(25)]


def test_cases_that_differ_in_any_of_many_facts_are_told_apart() -> None:
    """Twenty-five facts of eight values, in which something is missing: 9 ** 25 kinds of case."""
    values = [f"v{n}" for n in range(8)]
    facts = [asked(name, "enumeration", values=by_hand.named(*values)) for name in MANY]
    rules = [{"when": {name: "v7"}, "then": {"seven": name}} for name in MANY]
    version = by_hand.version([table("seven", "first", rules, MANY)], facts)
    # In case n only fact n is a seven, which comes after those that are known to be none; a second
    # fact, of which nothing is known, can only come before it or after.
    cells: dict[str, list[str | None]] = {name: ["v0"] * 50 for name in MANY}
    expected = []
    for n, name in enumerate(MANY):
        for row, unknown in ((2 * n, (n + 1) % 25), (2 * n + 1, (n - 1) % 25)):
            cells[name][row] = "v7"
            cells[MANY[unknown]][row] = None
            expected.append(n if unknown > n else UNDETERMINED)
    many = decide_many("test/many", version, cells)
    assert many.results["seven"].tolist() == expected
    assert many.rules["seven"].tolist() == expected


def sums(many: int) -> RulesVersion:
    """The last digit of a sum of digits from 0 to 7: nothing is known of it until all of them are."""
    digits = [f"d{n}" for n in range(8)]
    tables = []
    for n in range(many):
        pairs = [(one, more) for one in range(8) for more in (range(8) if n else [0])]
        rules = [
            {
                "when": {f"f{n}": digits[one], **({f"s{n - 1}": digits[more]} if n else {})},
                "then": {f"s{n}": digits[(one + more) % 8]},
            }
            for one, more in pairs
        ]
        tables.append(table(f"s{n}", "first", rules, digits))
    facts = [asked(f"f{n}", "enumeration", values=by_hand.named(*digits)) for n in range(many)]
    return by_hand.version(tables, facts)


def test_more_cases_than_can_be_told_apart_are_refused_in_columns_as_in_single_cases() -> None:
    """Of five digits there are 8⁵ = 32,768 cases; with one of them known 4,096."""
    version = sums(5)
    columns: dict[str, list[str | None]] = {f"f{n}": [None] for n in range(5)}
    for refused in (
        lambda: decide("test/sums", version, {}),
        lambda: decide_many("test/sums", version, columns),
    ):
        with pytest.raises(Faults) as raised:
            refused()
        (fault,) = raised.value.faults
        told = (fault.place, fault.key, fault.values["limit"])
        assert told == ("facts", "rules.too_many", 20_000)
    known = decide_many("test/sums", version, columns | {"f0": ["d1"]})
    assert known.results["s4"].tolist() == [UNDETERMINED]


def test_alike_rows_are_decided_alike_wherever_they_stand() -> None:
    facts = [asked("ripe", "yes_no"), asked("red", "yes_no")]
    rules = [
        {"when": {"ripe": True}, "then": {"kind": "a"}},
        {"when": {"red": True, "ripe": False}, "then": {"kind": "a"}},
        {"when": {"red": False}, "then": {"kind": "b"}},
    ]
    version = by_hand.version([table("kind", "first", rules, [*"ab"])], facts)
    ripe = [None, True, None, None, False, None]
    red = [True, None, False, True, None, None]
    many = decide_many("test/alike", version, {"ripe": ripe, "red": red})
    # Of a red one it is a in either way, but which rule says so is not known.
    of_value = [0, 0, UNDETERMINED, 0, UNDETERMINED, UNDETERMINED]
    assert many.results["kind"].tolist() == of_value
    assert many.rules["kind"].tolist() == [
        SEVERAL,
        0,
        UNDETERMINED,
        SEVERAL,
        UNDETERMINED,
        UNDETERMINED,
    ]


def test_more_cases_than_one_block_holds() -> None:
    """The same two hundred cases over and over: each is decided as the first time."""
    version = boxes(7, "first")
    points = np.random.default_rng(1).integers(0, 120, (200, 3))
    columns = dict(zip(("long", "wide", "high"), points.T, strict=True))
    once = decide_many("test/boxes", version, columns)
    often = decide_many("test/boxes", version, {n: np.tile(c, 700) for n, c in columns.items()}, 2)
    for name in ("kind", "last"):
        assert np.array_equal(often.results[name].reshape(700, 200)[13], once.results[name])
        assert (often.results[name].reshape(700, 200) == once.results[name]).all()
    assert (often.collected["mark"].reshape(700, 200, 2) == once.collected["mark"]).all()


# --- numbers at the edge --------------------------------------------------------------------------


def edge(written: str, **more: Any) -> RulesVersion:
    rules = [{"when": {"n": written}, "then": {"in": "yes"}}, {"then": {"in": "no"}}]
    fact = asked("n", "number", unit="1", **more)
    return by_hand.version([table("in", "first", rules, ["yes", "no"])], [fact])


@pytest.mark.parametrize(
    ("written", "column", "expected"),
    [
        # Nearest to 0.1 in binary is a little more than 0.1; what is meant is 0.1.
        (">= 0.10000000000000000001", np.array([0.1, 0.2]), ["no", "yes"]),
        ("<= 0.1", np.array([0.1, 0.10000000000000002]), ["yes", "no"]),
        (">= 2.5", np.array([2, 3]), ["no", "yes"]),
        ("> 2.5", np.array([2, 3]), ["no", "yes"]),
        ("< 2.5", np.array([2, 3]), ["yes", "no"]),
        ("<= 2.5", np.array([2, 3]), ["yes", "no"]),
        (">= -2.5", np.array([-3, -2]), ["no", "yes"]),
        ("> 3", np.array([3, 4]), ["no", "yes"]),
        ("< 3", np.array([2, 3]), ["yes", "no"]),
        (">= 70000", np.array([69_999, 70_000, 0]), ["no", "yes", "no"]),
        (">= 65536", np.array([65_535, 65_536]), ["no", "yes"]),
        ("< 65537", np.array([65_536, 65_537]), ["yes", "no"]),
        (f"< {10**30}", np.array([2**63 - 1, -(2**63)]), ["yes", "yes"]),
        (f">= {10**30}", np.array([2**63 - 1, -(2**63)]), ["no", "no"]),
        (f"<= -{10**30}", np.array([2**63 - 1, -(2**63)]), ["no", "no"]),
        (f">= {2**63 - 1}", np.array([2**63 - 1, 2**63 - 2]), ["yes", "no"]),
        ("7", np.array([6, 7, 8]), ["no", "yes", "no"]),
        ("7", pd.array([6, 7, None], dtype="Int64"), ["no", "yes", None]),
        ("7", np.array([7.0, np.nan, 7.5]), ["yes", None, "no"]),
        ("7", ["7", Decimal("7.0"), 7.0, None], ["yes", "yes", "yes", None]),
    ],
)
def test_a_number_at_the_edge_lies_where_its_decimal_does(
    written: str, column: Any, expected: list[str | None]
) -> None:
    version = edge(written)
    many = decide_many("test/edge", version, {"n": column})
    told = [many.values["in"][place] if place >= 0 else None for place in many.results["in"]]
    assert told == expected
    for value, result in zip(column, expected, strict=True):
        if result is not None:
            exact = Decimal(str(value))
            assert decide("test/edge", version, {"n": exact}).outputs == {"in": result}


@pytest.mark.parametrize(
    ("within", "column", "place", "value"),
    [
        ("[0, 100]", np.array([0, 100, 101]), "facts.n[2]", 101),
        ("[0, 100]", np.array([5, -1, 100]), "facts.n[1]", -1),
        ("(0, 100)", np.array([1, 0]), "facts.n[1]", 0),
        ("(0, 100)", np.array([1, 99, 100]), "facts.n[2]", 100),
        ("[0, 70000]", np.array([70_000, 70_001]), "facts.n[1]", 70_001),
        ("[0, 100]", np.array([0.5, 100.5]), "facts.n[1]", 100.5),
        ("[0, 100]", np.array([0.5, -0.5]), "facts.n[1]", -0.5),
        (None, np.array([0.5, np.nan, -np.inf]), "facts.n[2]", -np.inf),
        (None, [1, None, True], "facts.n[2]", True),
    ],
)
def test_a_number_outside_what_it_can_be_is_told_where_it_first_stands(
    within: str | None, column: Any, place: str, value: Any
) -> None:
    version = edge("50", **({} if within is None else {"within": within}))
    with pytest.raises(Faults) as found:
        decide_many("test/edge", version, {"n": column})
    (fault,) = found.value.faults
    assert (fault.key, fault.place, fault.value) == ("rules.not_within", place, value)
    assert fault.values["allowed"] == f"{within or '(-∞, ∞)'} 1"


def test_no_thread_is_refused() -> None:
    with pytest.raises(Faults) as found:
        decide_many("test/edge", edge("1"), {}, threads=0)
    assert [(fault.place, fault.key) for fault in found.value.faults] == [
        ("threads", "law.too_small")
    ]


def test_columns_of_other_lengths_are_each_told() -> None:
    version = boxes(7, "first")
    columns = {"long": [1, 2], "wide": [1], "high": [1, 2, 3]}
    with pytest.raises(Faults) as found:
        decide_many("test/boxes", version, columns)
    assert [(fault.place, fault.value) for fault in found.value.faults] == [
        ("facts.wide", 1),
        ("facts.high", 3),
    ]


def test_days_are_no_values_of_a_list() -> None:
    version = by_hand.version(
        [table("in", "first", [{"then": {"in": "yes"}}], ["yes"])],
        [asked("colour", "enumeration", values=by_hand.named("red"))],
    )
    with pytest.raises(Faults) as found:
        decide_many("test/days", version, {"colour": np.array(["2026-03-01"], "datetime64[D]")})
    assert [(one.place, one.key) for one in found.value.faults] == [
        ("facts.colour[0]", "rules.not_a_value")
    ]
