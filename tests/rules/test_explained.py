"""Why something is decided, in words: outlines of cases worked by hand."""

from __future__ import annotations

from typing import Any

import builders.rules_by_hand as by_hand
import pytest

from engine.explain import outline
from engine.law import Declaration
from engine.rules import decide
from engine.text import Language


def words(name: str) -> dict[str, str]:
    return {"zh": name, "en": name}


def cited(name: str) -> list[dict[str, str]]:
    return [{"instrument": name, "evidence": "text", "applies": "directly"}]


def named(*names: str) -> list[dict[str, Any]]:
    return [{"id": name, "title": words(f"{name}!")} for name in names]


def fact(name: str, kind: str, **more: Any) -> dict[str, Any]:
    title = words(name.capitalize())
    asked = {} if kind == "switch" else {"question": words(f"{name}?")}
    return {"id": name, "type": kind, "title": title, "cites": cited(f"Of {name}"), **asked, **more}


def rule(name: str, then: dict[str, str], carries: tuple[str, ...] = (), **when: Any) -> Any:
    return {
        "id": name,
        "title": words(f"rule {name}"),
        "when": when,
        "then": then,
        "carries": list(carries),
        "cites": cited(f"Article {name}"),
    }


def table(name: str, hit: str, values: list[str], *rules: Any) -> dict[str, Any]:
    output = {"id": name, "title": words(name.capitalize()), "values": named(*values)}
    title = words(name)
    return {"id": f"{name}s", "title": title, "hit": hit, "outputs": [output], "rules": [*rules]}


FACTS = [
    fact("user", "enumeration", values=named("person", "firm", "office")),
    fact("resale", "yes_no"),
    fact("share", "number", unit="percent", within="(0, 100)"),
    fact(
        "reading",
        "switch",
        default="mild",
        values=[{**one, "cites": cited(f"Reading {one['id']}")} for one in named("mild", "strict")],
    ),
]
RULES = by_hand.version(
    [
        table(
            "role",
            "first",
            ["public", "private"],
            rule("a", {"role": "public"}, user="office", resale=False),
            rule("b", {"role": "public"}, user="office", reading="mild"),
            rule("c", {"role": "private"}),
        ),
        table(
            "duty",
            "collect",
            ["report", "label", "escrow"],
            rule("d", {"duty": "report"}, user=["firm", "office"]),
            rule("e", {"duty": "report"}, user="person"),
            rule("f", {"duty": "label"}, resale=True),
            rule("g", {"duty": "escrow"}, resale=True, user="firm"),
        ),
        table(
            "mark",
            "collect",
            ["stamp", "seal"],
            rule("k", {"mark": "stamp"}, resale=True, user={"not": "person"}),
            rule("l", {"mark": "seal"}, resale=True, user="person"),
        ),
        table(
            "fee",
            "first",
            ["none", "part", "full"],
            rule("h", {"fee": "none"}, role="public"),
            rule("i", {"fee": "part"}, ("share",), duty="escrow"),
            rule("j", {"fee": "full"}, user={"not": "office"}),
        ),
    ],
    FACTS,
)


def told(output: str, **known: Any) -> list[str]:
    return list(outline(decide("test/role", RULES, known).steps[output], Language.EN))


ALL_OF_FIRM = [
    "Duty: report!; label!; escrow! = report, label, escrow (decided)",
    "  User: firm! = firm (given)",
    "  Resale: yes = yes (given)",
    "  rule d = report (decided) [Article d]",
    "  rule f = label (decided) [Article f]",
    "  rule g = escrow (decided) [Article g]",
]


def deeper(lines: list[str]) -> list[str]:
    return [f"  {line}" for line in lines]


@pytest.mark.parametrize(
    ("output", "known", "lines"),
    [
        # The rule that decides, its facts, and what shuts out each rule before it.
        (
            "role",
            {"user": "firm"},
            ["Role: private! = private (decided) [Article c]", "  User: firm! = firm (given)"],
        ),
        (
            "role",
            {"user": "office", "resale": True, "reading": "strict"},
            [
                "Role: private! = private (decided) [Article c]",
                "  Resale: yes = yes (given)",
                "  Reading: strict! = strict (given) [Reading strict]",
            ],
        ),
        (
            "role",
            {"user": "office", "resale": True},
            [
                "Role: public! = public (decided) [Article b]",
                "  User: office! = office (given)",
                "  Reading: mild! = mild (given) [Reading mild]",
                "  Resale: yes = yes (given)",
            ],
        ),
        # Either of two rules: both are cited, and that the fact between them is not known.
        (
            "role",
            {"user": "office"},
            [
                "Role: public! = public (decided) [Article a; Article b]",
                "  User: office! = office (given)",
                "  Resale: not known = – (given)",
            ],
        ),
        # Not determined: what it hangs on, each with the clause that makes it matter.
        (
            "role",
            {"reading": "strict"},
            [
                "Role: not yet determined = – (decided)",
                "  User: not known = – (given) [Of user]",
                "  Resale: not known = – (given) [Of resale]",
            ],
        ),
        ("duty", {"user": "firm", "resale": True}, ALL_OF_FIRM),
        # Of any user it is certain, though not by which of the two rules.
        (
            "duty",
            {"resale": False},
            [
                "Duty: report! = report (decided)",
                "  User: not known = – (given)",
                "  rule d = report (decided) [Article d]",
                "  rule e = report (decided) [Article e]",
            ],
        ),
        # What is certain is told though more may follow; a rule that may not match is not.
        (
            "duty",
            {"user": "person"},
            [
                "Duty: report! = report (decided)",
                "  User: person! = person (given)",
                "  rule e = report (decided) [Article e]",
            ],
        ),
        ("mark", {}, ["Mark: not yet determined = – (decided)"]),
        (
            "mark",
            {"resale": False},
            ["Mark: none = – (decided)", "  Resale: no = no (given)"],
        ),
        # An output that a rule asks of stands with its own reasons, a carried fact with its value.
        (
            "fee",
            {"user": "firm", "resale": True, "share": 25},
            [
                "Fee: part! = part (decided) [Article i]",
                *deeper(ALL_OF_FIRM),
                "  Share = 25 % (given)",
                "  Role: private! = private (decided) [Article c]",
                "    User: firm! = firm (given)",
            ],
        ),
        (
            "fee",
            {"user": "firm", "resale": True},
            [
                "Fee: not yet determined = – (decided)",
                "  Share: not known = – (given) [Of share]",
            ],
        ),
        (
            "fee",
            {"user": "office", "resale": True, "reading": "strict"},
            [
                "Fee: no rule applies = – (decided)",
                "  Role: private! = private (decided) [Article c]",
                "    Resale: yes = yes (given)",
                "    Reading: strict! = strict (given) [Reading strict]",
                "  Duty: report!; label! = report, label (decided)",
                "    User: office! = office (given)",
                "    Resale: yes = yes (given)",
                "    rule d = report (decided) [Article d]",
                "    rule f = label (decided) [Article f]",
                "  User: office! = office (given)",
            ],
        ),
    ],
)
def test_the_outline_of_a_case_worked_by_hand(
    output: str, known: dict[str, Any], lines: list[str]
) -> None:
    assert told(output, **known) == lines


def test_a_fact_rests_on_where_it_was_said() -> None:
    said = {
        "user": (Declaration(file="use.yaml", place="facts.user"),),
        "reading": (Declaration(file="use.yaml", place="readings.reading"),),
    }
    known = {"user": "office", "resale": True, "reading": "strict"}
    step = decide("test/role", RULES, known, said).steps["role"]
    rests = {child.origin: [cite.named for cite in child.cites] for child in step.children}
    assert rests == {
        "resale": [],
        "reading": ["use.yaml readings.reading", "Reading strict"],
    }
    assert step.origin == "test/role#roles/c"


def test_each_result_comes_from_its_table_and_rules() -> None:
    decision = decide("test/role", RULES, {"user": "office"})
    assert {name: step.origin for name, step in decision.steps.items()} == {
        "role": "test/role#roles/a, b",
        "duty": "test/role#dutys",
        "mark": "test/role#marks",
        "fee": "test/role#fees/h",
    }
    rules = [child.origin for child in decision.steps["duty"].children[1:]]
    assert rules == ["test/role#dutys/d"]
    assert [rule.id for rule in decision.deciding["role"]] == ["a", "b"]


@pytest.mark.parametrize(
    ("known", "changes"),
    [
        (
            {"user": "office", "resale": False},
            {("user", "person! or firm!", "full!"), ("resale", "yes", "stamp!")},
        ),
        (
            {"user": "firm", "resale": True, "share": 25},
            {
                ("user", "person!", "seal!, full!"),
                ("user", "office!", "none!"),
                ("resale", "no", "none, full!"),
            },
        ),
        # A firm would have to say its share: that is no result, and is told apart.
        (
            {"user": "office", "resale": True},
            {
                ("user", "person!", "seal!, full!"),
                ("resale", "no", "none"),
                ("reading", "strict!", "no rule applies"),
            },
        ),
        ({"user": "firm", "resale": True}, set()),
    ],
)
def test_what_would_change_it_is_told_in_words(
    known: dict[str, Any], changes: set[tuple[str, str, str]]
) -> None:
    nearest = decide("test/role", RULES, known).alternatives.nearest
    assert {(near.fact.id, near.values.en, near.told.en) for near in nearest} == changes


def test_a_value_that_would_ask_for_more_is_told_with_what_it_asks() -> None:
    (opening,) = decide(
        "test/role", RULES, {"user": "office", "resale": True}
    ).alternatives.openings
    assert (opening.fact.id, opening.value.en) == ("user", "firm!")
    assert opening.possible == {"mark": {("stamp",)}, "fee": {"part"}}
    assert [fact.id for fact in opening.missing] == ["share"]


def test_a_value_that_changes_nothing_is_not_told_though_the_case_stays_open() -> None:
    """The share of a firm is missing whatever the reading; of others it is not asked."""
    decision = decide("test/role", RULES, {"user": "firm", "resale": True})
    assert decision.status == "undetermined"
    assert decision.alternatives.openings == ()
