"""Columns of cases: what is decided of each is what the exact reader decides of it alone."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import builders.rules_by_hand as by_hand
import numpy as np
import pandas as pd
import pytest
from builders.proof import rounds, tried
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.law import Faults, Shelf
from engine.rules import Decisions, Part, RulesDocument, RulesVersion, decide_many, decide_together
from engine.rules.columns.decisions import SEVERAL, UNDETERMINED
from engine.rules.model.program import CONFLICT, NO_RULE

ROOT = Path(__file__).parents[2]
OUTPUTS = ("first", "gathered", "last")


def cell(decisions: Decisions, output: str, row: int) -> Any:
    """One result as the exact reader gives it."""
    values = decisions.values[output]
    if output in decisions.collected:
        held = decisions.collected[output][row]
        return tuple(value for value, one in zip(values, held, strict=True) if one)
    place = decisions.results[output][row]
    return values[place] if place >= 0 else None


def columns(rows: list[dict[str, Any]], as_category: bool) -> dict[str, Any]:
    names = ["colour", "round", "sweet", "weight"]
    table = {name: pd.Series([row.get(name) for row in rows], dtype=object) for name in names}
    if as_category:
        table["colour"] = table["colour"].astype("category")
    return table


@settings(max_examples=rounds(quick=40, full=10_000), deadline=None)
@given(
    version=by_hand.versions,
    rows=st.lists(by_hand.known_facts, min_size=1, max_size=6),
    as_category=st.booleans(),
)
def test_each_case_is_decided_as_it_is_alone(
    version: RulesVersion, rows: list[dict[str, Any]], as_category: bool
) -> None:
    many = decide_many("test/small", version, columns(rows, as_category))
    for row, known in enumerate(rows):
        goals = {"last": ()}
        alone = decide_together(
            [Part("test/small", version)], goals, known, besides=("first", "gathered")
        )
        assert {name: cell(many, name, row) for name in OUTPUTS} == alone.outputs
        for output in many.rules:
            place = many.rules[output][row]
            ids = [rule.id for rule in alone.deciding[output]]
            table = next(t for t in version.tables if t.outputs[0].id == output)
            assert place != CONFLICT or table.hit in ("unique", "any")
            if place >= 0:
                assert ids == [table.rules[place].id]
            else:
                assert len(ids) > 1 if place == SEVERAL else ids == []
            undetermined = len(by_hand.answers(version, known, [output])) > 1
            assert (many.results[output][row] == UNDETERMINED) == undetermined
    tried("rules in columns and alone", documents=1, cases=len(rows))


KINDS = [
    {"id": "colour", "type": "enumeration", "values": by_hand.named("red", "green")},
    {"id": "ripe", "type": "yes_no"},
    {"id": "weight", "type": "number", "unit": "kg", "within": "[-5, 1000000)"},
    {"id": "picked", "type": "date"},
]


def table_of(*whens: dict[str, Any]) -> RulesVersion:
    """A table with a rule for each of `whens`; each has its own result."""
    names = [f"v{place}" for place in range(len(whens))]
    output = {"id": "kind", "title": by_hand.TEXT, "values": by_hand.named(*names)}
    rules = [
        {"id": name, "title": by_hand.TEXT, "when": when, "then": {"kind": name}}
        for name, when in zip(names, whens, strict=True)
    ]
    facts = [{**fact, "title": by_hand.TEXT, "question": by_hand.TEXT} for fact in KINDS]
    table = {"id": "t", "title": by_hand.TEXT, "hit": "first", "outputs": [output], "rules": rules}
    return by_hand.version([table], facts)


def results(version: RulesVersion, **given_columns: Any) -> list[int]:
    found: list[int] = decide_many("test/kinds", version, given_columns).results["kind"].tolist()
    return found


WEIGHTS = table_of({"weight": "< 2.5"}, {"weight": "2.5"}, {"weight": "(2.5, 70000]"})


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (np.array([2, 3, 70000, 70001]), [0, 2, 2, NO_RULE]),
        (np.array([-5, 2, 3], np.int8), [0, 0, 2]),
        (np.array([2, 3], np.uint64), [0, 2]),
        (np.array([2.4, 2.5, np.nan, 2.6, 70000.5]), [0, 1, UNDETERMINED, 2, NO_RULE]),
        ([Decimal("2.49"), Decimal("2.50"), None, 3], [0, 1, UNDETERMINED, 2]),
        (pd.Series([2, None, 3], dtype="Int64"), [0, UNDETERMINED, 2]),
        (np.array([], np.int64), []),
    ],
    ids=["whole", "below zero", "no sign", "float", "decimal", "nullable", "none"],
)
def test_numbers_are_read_in_any_kind_of_column(column: Any, expected: list[int]) -> None:
    assert results(WEIGHTS, weight=column) == expected


def test_several_threads_decide_as_one_does() -> None:
    weights = np.random.default_rng(3).integers(0, 90_000, 200_000)
    one, three = (
        decide_many("test/kinds", WEIGHTS, {"weight": weights}, threads) for threads in (1, 3)
    )
    assert np.array_equal(one.results["kind"], three.results["kind"])
    assert np.array_equal(one.rules["kind"], three.rules["kind"])


def test_days_are_read_in_any_kind_of_column() -> None:
    version = table_of({"picked": "< 2026-03-01"}, {"picked": "[2026-03-01, 2026-03-31]"}, {})
    days = ["2026-02-28", "2026-03-01", "2026-03-31", "2026-04-01"]
    expected = [0, 1, 1, 2]
    assert results(version, picked=np.array(days, "datetime64[s]")) == expected
    assert results(version, picked=[datetime.date.fromisoformat(day) for day in days]) == expected
    assert results(version, picked=pd.to_datetime(pd.Series(days))) == expected
    assert results(version, picked=np.array(["NaT"], "datetime64[D]")) == [UNDETERMINED]


def test_more_rules_than_one_word_holds() -> None:
    whens = [{"weight": str(place)} for place in range(150)]
    version = table_of(*whens, {"colour": "red"})
    weights = np.array([0, 63, 64, 127, 128, 149, 150])
    colours = pd.Categorical(["red"] * 6 + ["green"])
    assert results(version, weight=weights, colour=colours) == [0, 63, 64, 127, 128, 149, NO_RULE]


def test_what_is_missing_is_undetermined_only_where_it_matters() -> None:
    version = table_of({"ripe": True}, {"colour": "red"}, {"colour": "green"})
    ripe = [True, None, None, False]
    colour = [None, "red", None, None]
    assert results(version, ripe=ripe, colour=colour) == [
        0,
        UNDETERMINED,
        UNDETERMINED,
        UNDETERMINED,
    ]
    assert results(version, ripe=np.array([True, False])) == [0, UNDETERMINED]


@pytest.mark.parametrize(
    ("given_columns", "place"),
    [
        ({"colour": ["red", "blue"]}, "facts.colour[1]"),
        ({"ripe": [True, 1]}, "facts.ripe[1]"),
        ({"weight": [1, True]}, "facts.weight[1]"),
        ({"weight": np.array([1, 1_000_000])}, "facts.weight[1]"),
        ({"weight": np.array([1.0, np.inf])}, "facts.weight[1]"),
        ({"weight": ["heavy"]}, "facts.weight[0]"),
        ({"taste": ["sweet"]}, "facts.taste"),
        ({"ripe": [True], "colour": ["red", "red"]}, "facts.colour"),
    ],
)
def test_a_value_that_a_fact_cannot_have_is_refused_at_its_row(
    given_columns: dict[str, Any], place: str
) -> None:
    with pytest.raises(Faults) as found:
        decide_many("test/kinds", WEIGHTS, given_columns)
    assert [fault.place for fault in found.value.faults] == [place]


@pytest.mark.parametrize("names", [(), ("purpose",), ("purpose", "user")])
def test_no_cases_are_decided_as_none(names: tuple[str, ...]) -> None:
    """As of a table from which all rows were filtered."""
    document = Shelf(ROOT / "tariffs").get("cn/use-of-public-data", RulesDocument)
    empty: dict[str, list[str]] = {name: [] for name in names}
    decided = decide_many(document.id, document.versions[0], empty)
    assert {column.shape for column in decided.results.values()} == {(0,)}
    assert {column.shape for column in decided.rules.values()} == {(0,)}


def test_results_in_words_never_name_a_value_that_was_not_decided() -> None:
    """Two values, and each of the three codes below 0, which count from the end of a list."""
    codes = np.array([0, 1, NO_RULE, CONFLICT, UNDETERMINED], np.int16)
    named = Decisions({"regime": ("free", "paid")}, {"regime": codes}, {}, {}).named("regime")
    assert named.tolist() == ["free", "paid", "(no rule)", "(conflict)", "(undetermined)"]
