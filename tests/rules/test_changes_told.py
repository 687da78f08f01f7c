"""What is told of two states of a document, in words and by hand: what differs, and what is new."""

from __future__ import annotations

from typing import Any

import builders.rules_by_hand as by_hand
import pytest

from engine.law import Faults
from engine.rules import Part, changed, check_together


def words(name: str) -> dict[str, str]:
    return {"zh": name, "en": name}


def named(*names: str) -> list[dict[str, Any]]:
    return [{"id": name, "title": words(f"{name}!")} for name in names]


def fact(name: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "type": kind, "title": words(name), "question": words(name), **more}


def rule(name: str, when: dict[str, Any], kind: str, *carries: str) -> dict[str, Any]:
    then = {"kind": kind}
    return {"id": name, "title": words(name), "when": when, "then": then, "carries": [*carries]}


def table(
    *rules: dict[str, Any], hit: str = "first", values: tuple[str, ...] = ("a", "b", "c")
) -> dict[str, Any]:
    outputs = [{"id": "kind", "title": words("kind"), "values": named(*values)}]
    return {"id": "kinds", "title": words("t"), "hit": hit, "outputs": outputs, "rules": [*rules]}


COLOURS = [fact("colour", "enumeration", values=named("red", "green", "blue"))]
WEIGHT = [fact("weight", "number", unit="kg", within="[0, 100]")]


def part(
    *rules: dict[str, Any], facts: list[dict[str, Any]] | None = None, **more: Any
) -> list[Part]:
    beside = {name: more.pop(name) for name in ("presumptions", "contradictions") if name in more}
    asked = COLOURS + WEIGHT if facts is None else facts
    version = by_hand.version([table(*rules, **more)], asked, **beside)
    return [Part("test/told", version)]


def told(before: list[Part], after: list[Part]) -> list[tuple[str, str, str]]:
    """Before, after and the cases, in words."""
    return [
        (one.told_before.en, one.told_after.en, one.box.told.en)
        for one in changed(before, after).differences
    ]


ELSE = rule("else", {}, "b")


def test_a_case_is_told_only_where_both_know_its_values() -> None:
    before = part(rule("red", {"colour": "red"}, "a"), ELSE, facts=COLOURS)
    other = [fact("colour", "enumeration", values=named("red", "blue", "white"))]
    after = part(rule("not", {"colour": {"not": "blue"}}, "c"), ELSE, facts=other)
    changes = changed(before, after)
    # Blue is b in both; green and white are known to one of them only.
    assert told(before, after) == [("a!", "c!", "colour: red!")]
    assert [one.en for one in changes.terms] == [
        "only the earlier document knows: colour: green!",
        "only the later document knows: colour: white!",
    ]
    assert not changes.none


def test_a_number_is_compared_only_within_what_both_allow() -> None:
    wider = [fact("weight", "number", unit="kg", within="[50, 200]")]
    before = part(rule("light", {"weight": "< 60"}, "a"), ELSE, facts=WEIGHT)
    after = part(rule("light", {"weight": "< 70"}, "a"), rule("else", {}, "c"), facts=wider)
    assert told(before, after) == [
        ("b!", "a!", "weight: [60, 70)"),
        ("b!", "c!", "weight: [70, 100]"),
    ]
    assert [one.en for one in changed(before, after).terms] == [
        "only the earlier document knows: weight: [0, 50)",
        "only the later document knows: weight: (100, 200]",
    ]


def test_more_cases_than_are_told_are_said_to_be_more_once() -> None:
    # A red one weighs 1, a green one 2, a blue one 3: no two of these are one box. Below 50 what
    # was b is then a, from 50 on it is c.
    colours = ("red", "green", "blue")
    low = [rule(f"a{n}", {"colour": one, "weight": str(n)}, "a") for n, one in enumerate(colours)]
    high = [
        rule(f"c{n}", {"colour": one, "weight": str(50 + n)}, "c") for n, one in enumerate(colours)
    ]
    before, after = part(ELSE), part(*low, *high, ELSE)
    whole = changed(before, after, most=3)
    assert (len(whole.differences), whole.more) == (6, ())
    some = changed(before, after, most=2)
    assert (len(some.differences), some.more) == (4, ("kind",))
    assert not some.none


def test_twenty_cases_are_told_of_one_change_unless_more_are_asked_for() -> None:
    """22 pairs of which no two have a letter or a number in common: no two are one box."""
    letters, numbers = ([f"{kind}{n}" for n in range(22)] for kind in ("a", "n"))
    facts = [
        fact("letter", "enumeration", values=named(*letters)),
        fact("number", "enumeration", values=named(*numbers)),
    ]
    pairs = [rule(f"c{n}", {"letter": letters[n], "number": numbers[n]}, "c") for n in range(22)]
    before, after = part(ELSE, facts=facts), part(*pairs, ELSE, facts=facts)
    assert len(changed(before, after, most=22).differences) == 22
    found = changed(before, after)
    assert (len(found.differences), found.more) == (20, ("kind",))


def test_what_is_carried_is_part_of_what_is_decided() -> None:
    before = part(rule("red", {"colour": "red"}, "a"), ELSE)
    after = part(rule("red", {"colour": "red"}, "a", "weight"), ELSE)
    assert told(before, after) == [("a!", "a! (with: weight)", "colour: red!")]
    assert told(after, before) == [("a! (with: weight)", "a!", "colour: red!")]
    assert changed(after, after).none
    (difference,) = changed(before, after).differences
    assert set(difference.box.example) == {"colour", "weight"}


def test_a_rule_too_few_or_too_many_is_told_as_such() -> None:
    whole = part(rule("red", {"colour": "red"}, "a"), rule("else", {}, "b"), hit="first")
    gap = part(rule("red", {"colour": "red"}, "a"))
    assert told(whole, gap) == [("b!", "no rule applies", "colour: green! or blue!")]
    clash = part(rule("red", {"colour": "red"}, "a"), rule("else", {}, "b"), hit="unique")
    assert told(whole, clash) == [
        ("a!", "the rules contradict each other", "colour: red!"),
    ]
    agree = part(rule("red", {"colour": "red"}, "a"), rule("else", {}, "a"), hit="any")
    assert told(agree, part(rule("all", {}, "a"))) == []


def test_what_is_collected_is_told_value_by_value() -> None:
    red, heavy = rule("red", {"colour": "red"}, "a"), rule("heavy", {"weight": "> 5"}, "b")
    before, after = part(red, heavy, hit="collect"), part(heavy, hit="collect")
    assert told(before, after) == [("includes “a!”", "does not include it", "colour: red!")]
    (one,) = changed(after, before).differences
    assert (one.before, one.after, one.output.id) == (None, "a", "kind")
    other = part(red, rule("light", {"weight": "<= 7"}, "d"), hit="collect", values=("a", "d"))
    assert told(before, other) == [
        ("includes “b!”", "does not include it", "weight: (5, 100]"),
        ("does not include it", "includes “d!”", "weight: [0, 7]"),
    ]


def test_an_output_collected_in_one_only_is_told_and_not_compared() -> None:
    before = part(rule("red", {"colour": "red"}, "a"), ELSE)
    after = part(rule("red", {"colour": "red"}, "a"), ELSE, hit="collect")
    for one, other in ((before, after), (after, before)):
        changes = changed(one, other)
        assert changes.differences == ()
        assert [term.en for term in changes.terms] == [
            "“kind” was collected and is now decided once, or the other way round: not compared"
        ]


def test_facts_and_outputs_of_one_only_are_told() -> None:
    before = part(ELSE, facts=COLOURS)
    version = before[0].version
    more = table(rule("x", {}, "a"))
    more |= {"id": "more", "outputs": [{"id": "extra", "title": words("e"), "values": named("a")}]}
    more["rules"] = [{"id": "x", "title": words("x"), "when": {}, "then": {"extra": "a"}}]
    after = [Part("test/told", by_hand.version([table(ELSE), more], COLOURS + WEIGHT))]
    assert version.tables == after[0].version.tables[:1]
    for one, other, which in ((before, after, "later"), (after, before, "earlier")):
        changes = changed(one, other)
        assert changes.differences == ()
        assert [term.en for term in changes.terms] == [
            f"only the {which} document knows: weight",
            f"only the {which} document knows: e",
        ]


def beside(kind: str, **more: Any) -> dict[str, Any]:
    return {kind: [{"id": "one", "title": words("the one"), **more}]}


RED_HEAVY = {"colour": "red", "weight": "> 5"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            beside("presumptions", when={}, facts={"colour": "red"}),
            beside("presumptions", when={}, facts={"colour": "blue"}),
        ),
        (
            beside("presumptions", when={"weight": "> 5"}, facts={"colour": "red"}),
            beside("presumptions", when={"weight": "> 6"}, facts={"colour": "red"}),
        ),
        (
            beside("contradictions", when=RED_HEAVY),
            beside("contradictions", when={**RED_HEAVY, "colour": "blue"}),
        ),
    ],
)
def test_what_is_presumed_or_excluded_otherwise_is_told_of_both(
    before: dict[str, Any], after: dict[str, Any]
) -> None:
    one, other = part(ELSE, **before), part(ELSE, **after)
    assert [term.en for term in changed(one, other).terms] == [
        "only the earlier document knows: the one",
        "only the later document knows: the one",
    ]
    assert changed(one, part(ELSE, **before)).none
    assert [term.en for term in changed(part(ELSE), other).terms] == [
        "only the later document knows: the one"
    ]


def test_another_reading_by_default_is_told_and_the_same_one_is_not() -> None:
    def reading(default: str) -> list[Part]:
        values = [{**one, "cites": by_hand.CITED} for one in named("mild", "strict")]
        switch = {"id": "law", "type": "switch", "title": words("law"), "values": values}
        return part(ELSE, facts=[*COLOURS, {**switch, "default": default}])

    assert changed(reading("mild"), reading("mild")).terms == ()
    assert [term.en for term in changed(reading("mild"), reading("strict")).terms] == [
        "law: where nothing is chosen, from “mild!” to “strict!”"
    ]


def test_a_fact_asked_in_another_way_is_refused_by_both_names() -> None:
    as_text = [fact("weight", "enumeration", values=named("light", "heavy"))]
    with pytest.raises(Faults) as found:
        changed(part(ELSE, facts=WEIGHT), part(ELSE, facts=as_text))
    (fault,) = found.value.faults
    assert (fault.file, fault.place, fault.key) == (
        "test/told",
        "facts.weight",
        "rules.unlike_facts",
    )


def test_documents_that_cannot_be_read_together_are_neither_compared_nor_checked() -> None:
    alone = part(ELSE)
    twice = [*alone, Part("test/again", alone[0].version)]
    for read in (
        lambda: changed(alone, twice),
        lambda: changed(twice, alone),
        lambda: check_together(twice),
    ):
        with pytest.raises(Faults) as found:
            read()
        assert {fault.key for fault in found.value.faults} == {"rules.repeated"}


def pairs(dropped: int = 0) -> list[Part]:
    """Whether any of ten pairs holds, asked in an order in which no diagram is small."""
    facts = [fact(f"{side}{n}", "yes_no") for side in "lr" for n in range(10)]
    rules = [rule(f"r{n}", {f"l{n}": True, f"r{n}": True}, "a") for n in range(dropped, 10)]
    return part(*rules, ELSE, facts=facts)


def test_what_is_too_large_to_compare_is_said_and_is_not_called_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert len(changed(pairs(), pairs(dropped=1)).differences) > 0
    # Of all left halves, 2 ** 10, each is a node of its own; the bound is lowered to stay quick.
    monkeypatch.setattr("engine.rules.proof.comparison.LARGEST_COMPARISON", 2**10)
    changes = changed(pairs(), pairs(dropped=1))
    assert (changes.not_covered, changes.differences, changes.none) == (("kind",), (), False)
