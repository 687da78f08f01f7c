"""Values given to tables: numbers, days, switches, carried facts, and what is wrong with them."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import builders.rules_by_hand as by_hand
import pytest

from engine.explain import sources
from engine.law import Declaration, Faults
from engine.rules import Part, RulesVersion, decide, decide_together
from engine.text import Language

TEXT = by_hand.TEXT


def _version(facts: list[dict[str, Any]], *rules: dict[str, Any]) -> RulesVersion:
    values = by_hand.named(*dict.fromkeys(rule["then"]["result"] for rule in rules))
    table = {
        "id": "t",
        "title": TEXT,
        "hit": "first",
        "outputs": [{"id": "result", "title": TEXT, "values": values}],
        "rules": [{"id": f"r{place}", "title": TEXT, **rule} for place, rule in enumerate(rules)],
    }
    asked = [{"title": TEXT, "question": TEXT, **fact} for fact in facts]
    for fact in asked:
        if fact["type"] == "switch":
            del fact["question"]
    return by_hand.version([table], asked)


DAYS = _version(
    [{"id": "day", "type": "date"}],
    {"when": {"day": "< 2026-03-01"}, "then": {"result": "before"}},
    {"when": {"day": "[2026-03-01, 2026-03-31]"}, "then": {"result": "within"}},
    {"then": {"result": "after"}},
)


@pytest.mark.parametrize(
    ("day", "result"),
    [
        ("2026-02-28", "before"),
        ("2026-03-01", "within"),
        ("2026-03-31", "within"),
        ("2026-04-01", "after"),
    ],
)
def test_days_at_the_edges_of_an_interval(day: str, result: str) -> None:
    for written in (day, datetime.date.fromisoformat(day)):
        assert decide("test/days", DAYS, {"day": written}).outputs == {"result": result}


SHARE = _version(
    [
        {"id": "share", "type": "number", "unit": "percent", "within": "(0, 100)"},
        {"id": "both", "type": "yes_no"},
    ],
    {"when": {"both": True}, "then": {"result": "split"}, "carries": ["share"]},
    {"then": {"result": "whole"}},
)


def test_a_rule_that_carries_a_value_has_not_decided_until_it_is_known() -> None:
    unknown = decide("test/share", SHARE, {"both": True})
    assert (unknown.status, [fact.id for fact in unknown.missing]) == ("undetermined", ["share"])
    known = decide("test/share", SHARE, {"both": True, "share": Decimal("12.5")})
    assert (known.status, known.carried) == ("decided", {"share": Decimal("12.5")})


def test_a_carried_value_is_not_asked_for_where_no_rule_carries_it() -> None:
    assert decide("test/share", SHARE, {"both": False}).missing == ()
    nothing_known = decide("test/share", SHARE, {})
    assert [fact.id for fact in nothing_known.missing] == ["share", "both"]
    assert nothing_known.next_fact is not None
    assert nothing_known.next_fact.id == "both"


@pytest.mark.parametrize("share", ["0", "100", "-1", "a third", True])
def test_a_value_that_the_fact_cannot_have_is_refused_at_its_place(share: Any) -> None:
    source = Declaration(file="use.yaml", place="facts.share")
    with pytest.raises(Faults) as refused:
        decide("test/share", SHARE, {"share": share, "wat": 1}, {"share": (source,)})
    first, second = refused.value.faults
    assert (first.file, first.place, first.value) == ("use.yaml", "facts.share", share)
    assert "(0, 100)" in first.message(Language.EN)
    assert second.key == "rules.no_such_fact"
    assert "share, both" in second.message(Language.EN)


SWITCH = _version(
    [
        {
            "id": "reading",
            "type": "switch",
            "default": "mild",
            "values": [
                {
                    "id": name,
                    "title": TEXT,
                    "cites": [{"instrument": name, "evidence": "assumption", "applies": "assumed"}],
                }
                for name in ("mild", "strict")
            ],
        }
    ],
    {"when": {"reading": "strict"}, "then": {"result": "no"}},
    {"then": {"result": "yes"}},
)


def test_a_switch_is_never_asked_and_its_reading_is_cited() -> None:
    default, other = (
        decide("test/switch", SWITCH, {}),
        decide("test/switch", SWITCH, {"reading": "strict"}),
    )
    assert (default.outputs["result"], other.outputs["result"]) == ("yes", "no")
    assert default.missing == ()
    assert [source.instrument for source in sources(default.step)] == ["mild"]
    assert [source.instrument for source in sources(other.step)] == ["strict"]
    assert [near.outputs["result"] for near in default.alternatives.nearest] == ["no"]


def test_beyond_the_stated_size_the_missing_set_cannot_spare_a_fact() -> None:
    # Eighteen facts, all of which must hold: more than are searched for a smallest set.
    names = [f"f{place}" for place in range(18)]
    version = _version(
        [{"id": name, "type": "yes_no"} for name in names],
        {"when": dict.fromkeys(names, True), "then": {"result": "yes"}},
        {"then": {"result": "no"}},
    )
    missing = [fact.id for fact in decide("test/many", version, {"f0": True}).missing]
    assert missing == names[1:]


def _fed(name: str, by: str, values: list[str]) -> RulesVersion:
    """A document whose output `name` uses the output `by` of another."""
    fact = {"id": by, "type": "enumeration", "values": by_hand.named(*values)}
    rules = [
        {"id": f"r{value}", "title": TEXT, "when": {by: value}, "then": {name: value}}
        for value in values
    ]
    outputs = [{"id": name, "title": TEXT, "values": by_hand.named(*values)}]
    table = {
        "id": f"{name}-table",
        "title": TEXT,
        "hit": "first",
        "outputs": outputs,
        "rules": rules,
    }
    return by_hand.version([table], [{**fact, "title": TEXT, "question": TEXT}])


def test_documents_are_joined_by_the_names_of_their_outputs() -> None:
    parts = [
        Part("test/two", _fed("two", "one", ["p", "q"])),
        Part("test/one", _fed("one", "nil", ["p", "q"])),
    ]
    decision = decide_together(parts, {"two": ()}, {"nil": "q"})
    assert decision.outputs["two"] == "q"
    assert [fact.id for fact in decide_together(parts, {"two": ()}, {}).missing] == ["nil"]


@pytest.mark.parametrize(
    ("one", "two", "key"),
    [
        (_fed("one", "nil", ["p"]), _fed("two", "one", ["p", "q"]), "rules.unlike"),
        (_fed("one", "two", ["p"]), _fed("two", "one", ["p"]), "rules.circle"),
        (_fed("one", "nil", ["p"]), _fed("one", "nil", ["p"]), "rules.repeated"),
    ],
)
def test_documents_that_cannot_be_joined_are_refused(
    one: RulesVersion, two: RulesVersion, key: str
) -> None:
    with pytest.raises(Faults) as refused:
        decide_together([Part("test/one", one), Part("test/two", two)], {"one": ()}, {})
    assert {fault.key for fault in refused.value.faults} == {key}
