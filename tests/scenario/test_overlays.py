"""What is laid over a base: nothing changes nothing, what is independent commutes, order counts."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from builders.faults import keys_in
from builders.proof import rounds
from builders.scenarios import ROOT, run_base, run_of, worked, written
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

from engine.law import Declaration
from engine.scenario import Run, changes_in_words, compare
from engine.show.analysis.scenario.data import run_data

_, BENCH = worked()
CALLS, PACKAGES = "verification-call", "enterprise-data-package"
DEMO = {
    "submission": str(ROOT / "examples" / "operators" / "demo.xlsx"),
    "decisions": str(ROOT / "examples" / "operators" / "demo-overrides.yaml"),
    "cycles": 2,
}
CIRCLE: dict[str, Any] = {"cycles": 2, "market": {CALLS: {"price": "0.2150"}}}


def as_bytes(of: Run) -> bytes:
    """A run as JSON, without what it is called."""
    data = {name: one for name, one in run_data(of).items() if name not in ("id", "title")}
    return json.dumps(data, ensure_ascii=False).encode()


@pytest.mark.parametrize("base", [CIRCLE, DEMO], ids=["circle", "demo"])
def test_a_scenario_without_changes_is_the_base_to_the_byte(
    tmp_path: Path, base: dict[str, Any]
) -> None:
    file = written(tmp_path, base, {"id": "same"}, {"id": "on-same", "on": ["same"]})
    for name in ("same", "on-same"):
        assert as_bytes(run_of(BENCH, file, name)) == as_bytes(run_base(BENCH, file))


INDEPENDENT: list[dict[str, Any]] = [
    {"submission": {"spread": {"value": "4"}}},
    {"submission": {"items": [{"id": "wages", "amount": {"times": "0.9"}}]}},
    {"submission": {"items": [{"id": "wages", "amount": {"times": "1.3"}}]}},
    {"submission": {"items": [{"id": "fines", "removed": True}]}},
    {"submission": {"subsidies": [{"id": "paid-grant", "amount": {"plus": "1000"}}]}},
    {"submission": {"pools": [{"id": "data", "paid_share": "50"}]}},
    {"submission": {"yield_override": {"value": "1.9", "reason": "x"}}},
    {"switches": {"profit_tax": "before_income_tax"}},
    {"market": {CALLS: {"deviations": {2027: "70"}}}},
    {"market": {CALLS: {"price": {"times": "0.8"}}}},
    {"market": {PACKAGES: {"growth": "5"}}},
    {"later": {2: {"submission": {"input_vat": {"plus": "-1000"}}}}},
    {"later": {2: {"submission": {"input_vat": {"plus": "-500"}}}}},
    {"ceilings": {"by": "program", "tolerance": "0.1"}},
]
"""None says what another says; numbers are moved alike."""


@settings(
    max_examples=rounds(quick=15, full=400),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@drawn(st.lists(st.sampled_from(INDEPENDENT), min_size=2, max_size=4, unique_by=id), st.randoms())
def test_what_is_independent_commutes(
    tmp_path: Path, changes: list[dict[str, Any]], random: Any
) -> None:
    """In either order, on each other or beside each other: one result."""
    names = [f"s{at}" for at in range(len(changes))]
    single = [{"id": n, "changes": c} for n, c in zip(names, changes, strict=True)]
    other = random.sample(names, len(names))
    chain = [
        {"id": f"c{at}", "on": [f"c{at - 1}"] if at else [], "changes": changes[names.index(name)]}
        for at, name in enumerate(other)
    ]
    file = written(
        tmp_path,
        CIRCLE,
        *single,
        {"id": "beside", "on": names},
        {"id": "turned", "on": other},
        *chain,
    )
    found = {as_bytes(run_of(BENCH, file, one)) for one in ("beside", "turned", chain[-1]["id"])}
    # Places in sources are no part of the JSON; the figures are.
    assert len(found) == 1


def test_what_stands_above_has_the_last_word(tmp_path: Path) -> None:
    low = {"submission": {"spread": {"value": "4"}}}
    file = written(
        tmp_path,
        {},
        {"id": "low", "changes": low},
        {"id": "higher", "on": ["low"], "changes": {"submission": {"spread": {"value": {"plus": "0.5"}}}}},
        {"id": "lower", "on": ["low"], "changes": {"submission": {"spread": {"value": {"times": "0.5"}}}}},
        {"id": "plain", "changes": {"submission": {"spread": {"value": "4.5"}}}},
        {"id": "half", "levers": {"spread": "2"}},
    )  # fmt: skip
    run = {one: as_bytes(run_of(BENCH, file, one)) for one in ("higher", "plain", "lower", "half")}
    assert run["higher"] == run["plain"]
    assert run["lower"] == run["half"]


LEVERS: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"yield": "1.2"}, {"submission": {"yield_override": {"value": "1.2", "reason": "x"}}}),
    ({"spread": "4"}, {"submission": {"spread": {"value": "4"}}}),
    ({"demand": "7"}, {"market": {one: {"growth": "7"} for one in (CALLS, PACKAGES)}}),
    (
        {"free_share": "5"},
        {
            "submission": {
                "pools": [
                    {"id": one, "paid_share": {"plus": "-5"}}
                    for one in ("computing", "data", "labour")
                ]
            }
        },
    ),
]


@pytest.mark.parametrize(("levers", "changes"), LEVERS, ids=lambda one: next(iter(one)))
def test_a_lever_is_short_for_its_paths(
    tmp_path: Path, levers: dict[str, Any], changes: dict[str, Any]
) -> None:
    file = written(
        tmp_path, CIRCLE, {"id": "lever", "levers": levers}, {"id": "path", "changes": changes}
    )
    lever, path = run_of(BENCH, file, "lever"), run_of(BENCH, file, "path")
    assert as_bytes(lever) == as_bytes(path) != as_bytes(run_base(BENCH, file))
    said = [
        {(one.path, one.after.en) for one in changes_in_words(file.base, run.case, BENCH.shelf)}
        for run in (lever, path)
    ]
    assert said[0] == said[1]


def test_a_lever_is_told_as_one(tmp_path: Path) -> None:
    """Also where the base says nothing of the market yet."""
    file = written(tmp_path, {}, {"id": "more", "levers": {"demand": "7"}})
    found = run_of(BENCH, file, "more")
    sources = {
        (one.place, one.reason)
        for node in found.income.walk()
        for one in node.cites
        if isinstance(one, Declaration) and one.file == "scenarios.yaml"
    }
    assert sources == {("scenarios[0].levers.demand", "a test")}
    (part,) = compare(BENCH, run_base(BENCH, file), found).parts
    assert part.change.title.en == "Growth of demand a year"


REMOVED = {"submission": {"subsidies": [{"id": "paid-grant", "removed": True}]}}
LESS = {"submission": {"subsidies": [{"id": "paid-grant", "amount": "5"}]}}
SPREAD = {"submission": {"spread": {"value": "4.5"}}}
AGAINST: list[tuple[dict[str, Any], dict[str, Any], bool]] = [
    ({"changes": REMOVED}, {"changes": LESS}, True),
    ({"levers": {"spread": "4"}}, {"changes": SPREAD}, True),
    ({"levers": {"spread": "4.5"}}, {"changes": SPREAD}, False),
    ({"levers": {"spread": "4.50"}}, {"changes": SPREAD}, False),
    ({"changes": {"market": {CALLS: {"price": "0.2"}}}}, {"changes": {"market": {CALLS: None}}}, True),
    ({"changes": LESS}, {"changes": {"submission": {"subsidies": []}}}, True),
    ({"changes": REMOVED}, {"changes": REMOVED}, False),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "contradict"), AGAINST)
def test_contradictions_do_not_hang_on_the_order(
    tmp_path: Path, one: dict[str, Any], other: dict[str, Any], contradict: bool
) -> None:
    """Two that neither stand on each other are refused together, unless they say the same."""
    for order in (["one", "other"], ["other", "one"]):
        scenarios = ({"id": "one", **one}, {"id": "other", **other}, {"id": "both", "on": order})
        if contradict:
            keys = keys_in(partial(written, tmp_path, CIRCLE, *scenarios))
            assert keys == {"scenarios[2].on": "scenario.contradicting"}
        else:
            written(tmp_path, CIRCLE, *scenarios)


def test_a_scenario_says_a_number_once(tmp_path: Path) -> None:
    twice = {"id": "one", "levers": {"spread": "4"}, "changes": SPREAD}
    assert keys_in(lambda: written(tmp_path, {}, twice)) == {"scenarios[0]": "scenario.said_twice"}
    moved = {"submission": {"spread": {"value": {"plus": "0.5"}}}}
    file = written(
        tmp_path,
        {},
        {"id": "one", "levers": {"spread": "4"}, "changes": moved},
        {"id": "two", "changes": SPREAD},
    )
    assert as_bytes(run_of(BENCH, file, "one")) == as_bytes(run_of(BENCH, file, "two"))


def test_standing_on_oneself_is_refused(tmp_path: Path) -> None:
    circle = [{"id": "a", "on": ["b"]}, {"id": "b", "on": ["c"]}, {"id": "c", "on": ["a"]}]
    keys = keys_in(lambda: written(tmp_path, {}, *circle, {"id": "d", "on": ["e"]}))
    assert keys == {
        **{f"scenarios[{at}].on": "scenario.in_circle" for at in range(3)},
        "scenarios[3].on": "law.not_one_of",
    }
