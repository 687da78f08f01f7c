"""What `dingjia check` finds in a document of rules, each at its exact place."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest
import yaml

from engine.law import Shelf, installed
from engine.rules import RulesDocument
from engine.rules.proof.flaws import LARGEST_CHECK
from engine.text import Language

TEXT = {"zh": "一", "en": "one"}


def named(*names: str) -> list[dict[str, Any]]:
    return [{"id": name, "title": {"zh": name, "en": name}} for name in names]


def fact(name: str, kind: str, **more: Any) -> dict[str, Any]:
    title = {"zh": name, "en": name}
    return {"id": name, "type": kind, "title": title, "question": title, **more}


def rule(name: str, when: dict[str, Any], **then: Any) -> dict[str, Any]:
    return {"id": name, "title": TEXT, "when": when, "then": then or {"result": "p"}}


def table(
    *rules: dict[str, Any], name: str = "t", hit: str = "first", **more: Any
) -> dict[str, Any]:
    outputs = [{"id": more.get("output", "result"), "title": TEXT, "values": named("p", "q")}]
    return {"id": name, "title": TEXT, "hit": hit, "outputs": outputs, "rules": list(rules)}


FACTS = [
    fact("colour", "enumeration", values=named("red", "green", "blue")),
    fact("ripe", "yes_no"),
    fact("weight", "number", unit="kg", within="[0, 100]"),
    fact("picked", "date"),
]


def findings(
    tmp_path: Path, *tables: dict[str, Any], facts: list[dict[str, Any]] | None = None
) -> list[tuple[str, str, str]]:
    """Place in the version, key, and the message in English."""
    document = {
        "kind": "rules",
        "id": "test/rules",
        "title": TEXT,
        "jurisdiction": "CN",
        "versions": [
            {
                "published": "2026-01-01",
                "from": "2026-01-01",
                "cites": [{"instrument": "x", "evidence": "illustrative", "applies": "assumed"}],
                "facts": FACTS if facts is None else facts,
                "tables": list(tables),
            }
        ],
    }
    path = tmp_path / "test" / "rules.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
    return [
        (fault.place.removeprefix("versions[0]."), fault.key, fault.message(Language.EN))
        for fault in Shelf(tmp_path).check("test/rules")
    ]


OTHERWISE = rule("otherwise", {})


def test_a_table_that_decides_everything_is_sound(tmp_path: Path) -> None:
    assert findings(tmp_path, table(rule("a", {"colour": "red"}, result="q"), OTHERWISE)) == []


def test_a_gap_is_reported_with_the_exact_case(tmp_path: Path) -> None:
    # Undecided: green or blue and not ripe, at 3 kg or less or above 7 kg.
    found = findings(
        tmp_path,
        table(
            rule("red", {"colour": "red"}),
            rule("ripe", {"ripe": True}),
            rule("middling", {"weight": "(3, 7]"}),
        ),
    )
    assert [(place, key) for place, key, _ in found] == [("tables[0].rules", "rules.gap")]
    assert "colour: green or blue; ripe: no; weight: [0, 3] or (7, 100]" in found[0][2]


def test_a_gap_of_one_day_is_found(tmp_path: Path) -> None:
    found = findings(
        tmp_path,
        table(
            rule("before", {"picked": "< 2026-03-01"}),
            rule("after", {"picked": ">= 2026-03-02"}),
        ),
    )
    assert len(found) == 1
    assert "picked: 2026-03-01" in found[0][2]


def test_days_that_follow_each_other_leave_no_gap(tmp_path: Path) -> None:
    tables = table(
        rule("before", {"picked": "<= 2026-02-28"}), rule("after", {"picked": ">= 2026-03-01"})
    )
    assert findings(tmp_path, tables) == []


def test_a_later_table_is_read_only_on_what_the_earlier_one_can_give(tmp_path: Path) -> None:
    first = table(OTHERWISE, name="first", output="early")
    first["rules"] = [rule("always", {}, early="p")]
    second = table(rule("p", {"early": "p"}, result="q"), name="second")
    assert findings(tmp_path, first, second) == []


@pytest.mark.parametrize(
    "rules",
    [
        [rule("all", {}), rule("never", {"ripe": True}, result="q")],
        [
            rule("light", {"weight": "<= 5"}),
            rule("heavy", {"weight": "> 4"}),
            rule("never", {"weight": "[4, 6)"}, result="q"),
        ],
    ],
)
def test_a_rule_that_never_decides_is_reported(tmp_path: Path, rules: list[dict[str, Any]]) -> None:
    place = next(place for place, one in enumerate(rules) if one["id"] == "never")
    assert (f"tables[0].rules[{place}]", "rules.dead_rule") in [
        found[:2] for found in findings(tmp_path, table(*rules))
    ]


def test_a_rule_whose_conditions_cannot_hold_is_told_apart(tmp_path: Path) -> None:
    found = findings(tmp_path, table(OTHERWISE, rule("never", {"weight": "> 100"})))
    assert [one[:2] for one in found] == [("tables[0].rules[1]", "rules.impossible_rule")]


RED = table(
    rule("red", {"colour": "red"}, is_red="p"), rule("else", {}, is_red="q"),
    name="reds", output="is_red",
)  # fmt: skip


@pytest.mark.parametrize("before", [[], [RED]], ids=["of facts", "of another table"])
@pytest.mark.parametrize("hit", ["unique", "any"])
def test_an_overlap_is_told_once_with_its_cases(
    tmp_path: Path, hit: str, before: list[dict[str, Any]]
) -> None:
    # Both match a red ripe one above 3 and up to 5 kg; only their results differ.
    red: dict[str, Any] = {"is_red": "p"} if before else {"colour": "red"}
    other: dict[str, Any] = {"is_red": "q"} if before else {"colour": {"not": "red"}}
    rules = [
        rule("one", {**red, "weight": "<= 5"}, result="p"),
        rule("other", {"ripe": True, "weight": "> 3"}, result="q"),
        rule("unripe", {"ripe": False, **other}, result="p"),
        rule("light", {"ripe": True, **other, "weight": "<= 3"}, result="p"),
        rule("heavy", {"ripe": False, **red, "weight": "> 5"}, result="p"),
    ]
    key = "rules.overlap" if hit == "unique" else "rules.conflict_of"
    ((place, found, message),) = findings(tmp_path, *before, table(*rules, hit=hit))
    assert (place, found) == (f"tables[{len(before)}].rules[1]", key)
    assert "(one, other)" in message
    assert "colour: red; ripe: yes; weight: (3, 5]" in message
    assert message.endswith("colour: red; ripe: yes; weight: 5")  # the example


def test_rules_may_overlap_where_any_of_them_will_do(tmp_path: Path) -> None:
    rules = [rule("red", {"colour": "red"}), rule("all", {})]
    assert findings(tmp_path, table(*rules, hit="any")) == []


@pytest.mark.parametrize(
    ("when", "place", "key"),
    [
        ({"taste": "sweet"}, "when.taste", "rules.unknown_fact"),
        ({"colour": "pink"}, "when.colour", "rules.unknown_value"),
        ({"colour": {"not": ["red", "pink"]}}, "when.colour", "rules.unknown_value"),
        ({"ripe": "perhaps"}, "when.ripe", "rules.unknown_value"),
        ({"weight": "(5, 5)"}, "when.weight", "rules.empty_interval"),
        ({"weight": "[7, 3]"}, "when.weight", "rules.empty_interval"),
        ({"weight": "heavy"}, "when.weight", "rules.not_an_interval"),
        ({"picked": ">= 2026-02-30"}, "when.picked", "rules.not_an_interval"),
        ({"picked": "(2026-03-01, 2026-03-02)"}, "when.picked", "rules.empty_interval"),
        ({"later": "p"}, "when.later", "rules.unknown_fact"),
    ],
)
def test_a_cell_that_cannot_be_read_is_reported_at_its_place(
    tmp_path: Path, when: dict[str, Any], place: str, key: str
) -> None:
    later = table(name="later-table", output="later")
    later["rules"] = [rule("r", {}, later="p")]
    found = findings(tmp_path, table(rule("a", when), OTHERWISE), later)
    assert [one[:2] for one in found] == [(f"tables[0].rules[0].{place}", key)]


def test_all_faults_of_names_are_told_at_once(tmp_path: Path) -> None:
    found = findings(
        tmp_path,
        table(rule("a", {}, result="r"), rule("a", {}, other="p")),
        facts=[*FACTS, fact("ripe", "yes_no")],
    )
    assert {one[:2] for one in found} == {
        ("facts[4].id", "rules.repeated"),
        ("tables[0].rules[1].id", "rules.repeated"),
        ("tables[0].rules[0].then.result", "rules.unknown_value"),
        ("tables[0].rules[1].then.other", "rules.unknown_output"),
        ("tables[0].rules[1].then", "rules.output_missing"),
    }


def test_what_the_check_could_not_cover_is_said(tmp_path: Path) -> None:
    # Twelve pigeons and eleven holes: there is no gap, and no short proof that there is none.
    holes = [f"h{n}" for n in range(11)]
    facts = [fact(f"p{n}", "enumeration", values=named(*holes)) for n in range(12)]
    rules = [
        rule(f"r{one}-{other}-{hole}", {f"p{one}": hole, f"p{other}": hole})
        for one, other in itertools.combinations(range(12), 2)
        for hole in holes
    ]
    found = findings(tmp_path, table(*rules), facts=facts)
    assert [key for _, key, _ in found] == ["rules.not_covered"]
    assert str(LARGEST_CHECK) in found[0][2]


def test_every_document_of_rules_on_the_shelf_is_sound() -> None:
    shelf = Shelf(installed("tariffs"))
    found = {document.id: shelf.check(document.id) for document in shelf.of_kind(RulesDocument)}
    assert {"cn/supply", "cn/use-of-public-data"} <= set(found)
    assert set(found.values()) == {()}
