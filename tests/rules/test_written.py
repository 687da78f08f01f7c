"""What is written in a document of rules and cannot be read: each fault at its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import builders.rules_by_hand as by_hand
import pytest
import yaml
from builders.editor import as_json
from jsonschema import Draft202012Validator

from engine.law import Shelf, kinds, schema_of
from engine.text import Language

TEXT = by_hand.TEXT
CITED = [{"instrument": "x", "evidence": "illustrative", "applies": "assumed"}]
FACTS = [
    {"id": "colour", "type": "enumeration", "values": by_hand.named("red", "green")},
    {"id": "ripe", "type": "yes_no"},
    {"id": "weight", "type": "number", "unit": "kg", "within": "[0, 100)"},
    {"id": "picked", "type": "date", "within": "[2026-01-01, 2026-12-31]"},
]
RULE = {"id": "r", "title": TEXT, "then": {"kind": "a"}}
TABLE = {
    "id": "t",
    "title": TEXT,
    "hit": "first",
    "outputs": [{"id": "kind", "title": TEXT, "values": by_hand.named("a", "b")}],
    "rules": [RULE],
}


def document(**version: Any) -> dict[str, Any]:
    facts = [
        {"title": TEXT, **({} if fact["type"] == "switch" else {"question": TEXT}), **fact}
        for fact in version.pop("facts", FACTS)
    ]
    return {
        "kind": "rules",
        "id": "test/rules",
        "title": TEXT,
        "jurisdiction": "CN",
        "versions": [
            {
                "published": "2026-01-01",
                "from": "2026-01-01",
                "cites": CITED,
                "facts": facts,
                "tables": [TABLE],
                **version,
            }
        ],
    }


def faults(folder: Path, **version: Any) -> list[tuple[str, str]]:
    return [(place, key) for place, key, _ in told(folder, **version)]


def told(folder: Path, **version: Any) -> list[tuple[str, str, str]]:
    path = folder / "test" / "rules.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(document(**version), allow_unicode=True), encoding="utf-8")
    return [
        (fault.place.removeprefix("versions[0]."), fault.key, fault.message(Language.EN))
        for fault in Shelf(folder).check("test/rules")
    ]


def with_cell(cell: Any) -> dict[str, Any]:
    otherwise = {**RULE, "id": "otherwise"}
    return {"tables": [{**TABLE, "rules": [{**RULE, "when": {"colour": cell}}, otherwise]}]}


VALIDATOR = Draft202012Validator(schema_of(next(kind for kind in kinds() if kind.name == "rules")))


@pytest.mark.parametrize("cell", ["red", ["red", "green"], {"not": "red"}, {"not": ["red"]}])
def test_a_cell_is_a_value_a_list_or_what_it_is_not(tmp_path: Path, cell: Any) -> None:
    never = [("tables[0].rules[1]", "rules.dead_rule")]
    assert faults(tmp_path, **with_cell(cell)) == (never if cell == ["red", "green"] else [])
    assert VALIDATOR.is_valid(as_json(document(**with_cell(cell))))


@pytest.mark.parametrize(
    "cell",
    [
        None,
        [],
        {},
        [None],
        ["red", None],
        [["red"]],
        [{"not": "red"}],
        {"not": []},
        {"not": None},
        {"not": {"not": "red"}},
        {"no": "red"},
        {"not": "red", "or": "green"},
    ],
)
def test_what_is_no_cell_is_refused_by_the_loader_and_by_the_editor(
    tmp_path: Path, cell: Any
) -> None:
    place = "tables[0].rules[0].when.colour"
    assert faults(tmp_path, **with_cell(cell)) == [(place, "rules.not_a_cell")]
    assert not VALIDATOR.is_valid(as_json(document(**with_cell(cell))))


def beside(kind: str, **more: Any) -> dict[str, Any]:
    return {kind: [{"id": "one", "title": TEXT, **more}]}


def presumed(**facts: Any) -> dict[str, Any]:
    return beside("presumptions", when={}, facts=facts)


def excluded(**when: Any) -> dict[str, Any]:
    return beside("contradictions", when={"ripe": True, **when})


SWITCH = {
    "id": "reading",
    "type": "switch",
    "default": "mild",
    "values": [{**one, "cites": CITED} for one in by_hand.named("mild", "strict")],
}


@pytest.mark.parametrize(
    ("version", "place", "key", "said"),
    [
        (presumed(taste="sweet"), "presumptions[0].facts.taste", "unknown_fact", "colour, ripe"),
        (presumed(colour="pink"), "presumptions[0].facts.colour", "unknown_value", "red, green"),
        (presumed(colour="any"), "presumptions[0].facts.colour", "unknown_value", "red, green"),
        (presumed(colour=["red"]), "presumptions[0].facts.colour", "not_one_value", "one value"),
        (presumed(colour=None), "presumptions[0].facts.colour", "not_one_value", "one value"),
        (presumed(colour={"not": "red"}), "presumptions[0].facts.colour", "not_one_value", "one"),
        (presumed(ripe="yes"), "presumptions[0].facts.ripe", "unknown_value", "true, false"),
        (presumed(weight="100"), "presumptions[0].facts.weight", "not_within", "[0, 100)"),
        (presumed(weight=">= 3"), "presumptions[0].facts.weight", "not_within", "[0, 100)"),
        (presumed(weight="heavy"), "presumptions[0].facts.weight", "not_within", "[0, 100)"),
        (
            presumed(picked="2027-01-01"),
            "presumptions[0].facts.picked",
            "not_within",
            "[2026-01-01, 2026-12-31]",
        ),
        (
            beside("presumptions", when={"weight": "[7, 3]"}, facts={"ripe": True}),
            "presumptions[0].when.weight",
            "empty_interval",
            "empty",
        ),
        (
            beside("presumptions", when={"kind": "a"}, facts={"ripe": True}),
            "presumptions[0].when.kind",
            "unknown_fact",
            "colour, ripe, weight, picked",
        ),
        (excluded(colour="pink"), "contradictions[0].when.colour", "unknown_value", "red, green"),
        (excluded(colour={"not": "any"}), "contradictions[0].when.colour", "unknown_value", "red"),
        (excluded(weight="5kg"), "contradictions[0].when.weight", "not_an_interval", "interval"),
        (
            {
                "contradictions": excluded(colour="red")["contradictions"]
                + excluded(colour="green")["contradictions"]
            },
            "contradictions[1].id",
            "repeated",
            "twice",
        ),
        (
            {"facts": [*FACTS, {**SWITCH, "default": "wild"}]},
            "facts",
            "no_such_default",
            "wild of the switch reading",
        ),
        (
            {"facts": [{**FACTS[0], "values": by_hand.named("red", "red")}]},
            "facts[0].values[1].id",
            "repeated",
            "twice",
        ),
        (
            {
                "facts": [
                    {
                        **FACTS[0],
                        "values": [{**one, "speaks": "against"} for one in by_hand.named("red")],
                    }
                ]
            },
            "facts[0].values",
            "one_sided",
            "one way only",
        ),
        (
            {"facts": [{**FACTS[2], "within": "up to 100"}]},
            "facts[0].within",
            "not_an_interval",
            "interval",
        ),
        (
            {"facts": [{**FACTS[3], "within": "[2026-12-31, 2026-01-01]"}]},
            "facts[0].within",
            "empty_interval",
            "empty",
        ),
        (
            {"tables": [{**TABLE, "rules": [{**RULE, "carries": ["ripe", "kind"]}]}]},
            "tables[0].rules[0].carries[1]",
            "unknown_fact",
            "colour, ripe, weight, picked",
        ),
        (
            {
                "tables": [
                    TABLE,
                    {
                        **TABLE,
                        "outputs": [{**TABLE["outputs"][0], "id": "other"}],
                        "rules": [{**RULE, "then": {"other": "a"}}],
                    },
                ]
            },
            "tables[1].id",
            "repeated",
            "twice",
        ),
        (
            {
                "tables": [
                    {
                        **TABLE,
                        "hit": "collect",
                        "outputs": [{**TABLE["outputs"][0], "values": by_hand.named("a", "none")}],
                    }
                ]
            },
            "tables[0].outputs[0].values[1].id",
            "reserved",
            "reserved",
        ),
        (
            {"tables": [TABLE, {**TABLE, "id": "u"}]},
            "tables[1].outputs[0].id",
            "repeated",
            "twice",
        ),
        (
            {"facts": [*FACTS, {"id": "kind", "type": "yes_no"}]},
            "tables[0].outputs[0].id",
            "repeated",
            "twice",
        ),
    ],
)
def test_each_fault_is_told_where_it_stands(
    tmp_path: Path, version: dict[str, Any], place: str, key: str, said: str
) -> None:
    (only,) = told(tmp_path, **version)
    assert only[:2] == (place, f"rules.{key}")
    assert said in only[2]


def test_what_is_written_as_it_should_be_is_sound(tmp_path: Path) -> None:
    sound = {
        **beside("presumptions", when={"colour": "red"}, facts={"weight": 5, "ripe": True}),
        **beside("contradictions", when={"picked": "< 2026-03-01", "ripe": True}),
        "facts": [*FACTS, SWITCH],
    }
    assert faults(tmp_path, **sound) == []
    day = beside("presumptions", when={}, facts={"picked": "2026-03-01"})
    assert faults(tmp_path, **day) == []
    both = [
        {**one, "speaks": way}
        for one, way in zip(by_hand.named("x", "y"), ("towards", "against"), strict=True)
    ]
    assert faults(tmp_path, facts=[{**FACTS[0], "values": both}]) == []


def test_a_collected_output_may_be_any_or_none_and_a_decided_one_may_not(tmp_path: Path) -> None:
    def asking(hit: str, cell: str) -> dict[str, Any]:
        more = {"id": "more", "title": TEXT, "values": by_hand.named("x")}
        rule = {**RULE, "when": {"kind": cell}, "then": {"more": "x"}}
        rest = {**RULE, "id": "rest", "then": {"more": "x"}}
        after = {**TABLE, "id": "u", "outputs": [more], "rules": [rule, rest]}
        return {"tables": [{**TABLE, "hit": hit}, after]}

    # Something always is collected: with `any` the last rule never decides, with `none` the first.
    assert faults(tmp_path, **asking("collect", "any")) == [
        ("tables[1].rules[1]", "rules.dead_rule")
    ]
    assert faults(tmp_path, **asking("collect", "none")) == [
        ("tables[1].rules[0]", "rules.impossible_rule")
    ]
    for cell in ("any", "none"):
        assert faults(tmp_path, **asking("first", cell)) == [
            ("tables[1].rules[0].when.kind", "rules.unknown_value")
        ]
