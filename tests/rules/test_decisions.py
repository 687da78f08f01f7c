"""The reader of decision tables against a second one that tries every completion."""

from __future__ import annotations

import itertools
from decimal import Decimal
from typing import Any

import builders.rules_by_hand as by_hand
import pytest
from builders.proof import rounds, tried
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.explain import as_data
from engine.law import Declaration, Faults
from engine.rules import Decision, Part, RulesVersion, decide, decide_together

WANTED = ["last"]
BESIDES = ["first", "gathered"]


def decided(version: RulesVersion, known: dict[str, Any]) -> Decision:
    goals = dict.fromkeys(WANTED, ())
    return decide_together([Part("test/small", version)], goals, known, besides=BESIDES)


def _by_hand(version: RulesVersion, known: dict[str, Any]) -> set[Any]:
    return by_hand.answers(version, known, WANTED)


@settings(max_examples=rounds(quick=100, full=10_000), deadline=None)
@given(version=by_hand.versions, known=by_hand.known_facts)
def test_decided_exactly_when_every_completion_agrees(
    version: RulesVersion, known: dict[str, Any]
) -> None:
    outcomes = _by_hand(version, known)
    decision = decided(version, known)
    if len(outcomes) == 1:
        (only,) = outcomes.pop()
        assert decision.status == ("no_rule" if only is None else "decided")
        assert decision.outputs["last"] == only
        assert decision.missing == ()
    else:
        assert decision.status == "undetermined"
        assert decision.outputs["last"] is None
        assert decision.next_fact in decision.missing
    tried("rules against every completion", documents=1)


@settings(max_examples=rounds(quick=50, full=1_500), deadline=None)
@given(version=by_hand.versions, known=by_hand.known_facts)
def test_missing_is_a_smallest_set_that_decides_whatever_its_values(
    version: RulesVersion, known: dict[str, Any]
) -> None:
    facts = {fact.id: by_hand.domain(fact) for fact in version.facts if fact.id not in known}

    def decides(names: tuple[str, ...]) -> bool:
        return all(
            len(_by_hand(version, known | dict(zip(names, values, strict=True)))) == 1
            for values in itertools.product(*(facts[name] for name in names))
        )

    missing = tuple(fact.id for fact in decided(version, known).missing)
    assert decides(missing)
    for smaller in itertools.combinations(facts, max(len(missing) - 1, 0)):
        assert not missing or not decides(smaller)


@settings(max_examples=rounds(quick=50, full=1_500), deadline=None)
@given(version=by_hand.versions, known=by_hand.known_facts)
def test_what_is_reported_beside_the_answer_is_certain_in_every_completion(
    version: RulesVersion, known: dict[str, Any]
) -> None:
    decision = decided(version, known)
    read = [by_hand.read(version, whole) for whole in by_hand.completions(version, known)]
    certain = set.intersection(*(set(values["gathered"]) for values in read))
    assert set(decision.outputs["gathered"] or ()) == certain
    firsts = {values["first"] for values in read}
    only = firsts.pop() if len(firsts) == 1 else None
    assert decision.outputs["first"] == (None if only == by_hand.CLASH else only)
    for table in version.tables:
        output = table.outputs[0].id
        always = [
            rule for rule in table.rules if all(by_hand.matches(rule, values) for values in read)
        ]
        assert list(decision.matches[output]) == always
    # What is certain rests on the rules that certainly give it; where there is none, on each of
    # which one does.
    table = version.tables[1]
    sure = {rule.then["gathered"] for rule in decision.matches["gathered"]}
    assert list(decision.deciding["gathered"]) == [
        rule
        for rule in table.rules
        if rule in decision.matches["gathered"]
        or (
            (rule.then["gathered"] in certain - sure)
            and any(by_hand.matches(rule, values) for values in read)
        )
    ]


@settings(max_examples=rounds(quick=50, full=1_500), deadline=None)
@given(version=by_hand.versions, known=by_hand.known_facts)
def test_each_nearest_change_gives_what_it_says_and_none_is_left_out(
    version: RulesVersion, known: dict[str, Any]
) -> None:
    decision = decided(version, known)
    if decision.status == "undetermined":
        assert decision.alternatives.nearest == ()
        return
    now = decision.outputs["last"]
    expected = set()
    for fact in version.facts:
        for value in by_hand.domain(fact) if fact.id in known else []:
            outcomes = _by_hand(version, known | {fact.id: value})
            if len(outcomes) == 1 and (then := next(iter(outcomes))[0]) != now:
                expected.add((fact.id, then))
    assert {
        (near.fact.id, near.outputs["last"]) for near in decision.alternatives.nearest
    } == expected


@settings(max_examples=rounds(quick=40, full=1_000), deadline=None)
@given(version=by_hand.versions, known=by_hand.known_facts)
def test_the_explanation_looks_only_at_facts_and_rests_on_the_deciding_rule(
    version: RulesVersion, known: dict[str, Any]
) -> None:
    decision = decided(version, known)
    for output, step in decision.steps.items():
        inside = {node.origin for node in step.walk() if node.operation == "input" and node.origin}
        assert inside <= {fact.id for fact in version.facts}
        cited = {cite for rule in decision.deciding[output] for cite in rule.cites}
        assert set(step.cites) <= cited


def hit_policy(hit: str, facts: dict[str, Any]) -> Decision:
    """Red things are a, round things are a, blue and sweet ones b."""
    whens = [
        ({"colour": "red"}, "a"),
        ({"round": True}, "a"),
        ({"colour": "blue", "sweet": True}, "b"),
    ]
    rules = [
        {"id": f"r{place}", "title": by_hand.TEXT, "when": when, "then": {"kind": value}}
        for place, (when, value) in enumerate(whens)
    ]
    output = {"id": "kind", "title": by_hand.TEXT, "values": by_hand.named("a", "b")}
    table = {"id": "t", "title": by_hand.TEXT, "hit": hit, "outputs": [output], "rules": rules}
    return decide("test/hits", by_hand.version([table]), facts)


RED_ROUND = {"colour": "red", "round": True}
ROUND_SWEET_BLUE = {"colour": "blue", "round": True, "sweet": True}


def test_any_of_several_rules_will_do_when_they_agree() -> None:
    decision = hit_policy("any", RED_ROUND)
    assert decision.outputs == {"kind": "a"}
    assert [rule.id for rule in decision.matches["kind"]] == ["r0", "r1"]


@pytest.mark.parametrize(
    ("hit", "facts", "rules"),
    [
        ("unique", RED_ROUND, "r0, r1"),
        ("unique", ROUND_SWEET_BLUE, "r1, r2"),
        ("any", ROUND_SWEET_BLUE, "r1, r2"),
    ],
)
def test_rules_that_contradict_each_other_decide_nothing(
    hit: str, facts: dict[str, Any], rules: str
) -> None:
    with pytest.raises(Faults) as found:
        hit_policy(hit, facts)
    (fault,) = found.value.faults
    assert (fault.file, fault.place, fault.key) == ("test/hits", "t", "rules.contradiction")
    assert fault.values == {"rules": rules}


def test_what_could_still_contradict_is_asked_for() -> None:
    known = {"colour": "blue", "sweet": True}
    assert [fact.id for fact in hit_policy("unique", known).missing] == ["round"]
    assert hit_policy("first", {"colour": "red"}).missing == ()


@settings(max_examples=rounds(quick=50, full=1_500), deadline=None)
@given(version=by_hand.versions, known=by_hand.known_facts)
def test_each_opening_says_what_is_decided_of_the_case_so_changed(
    version: RulesVersion, known: dict[str, Any]
) -> None:
    decision = decided(version, known)
    told: dict[str, list[Any]] = {fact.id: [] for fact in version.facts}
    for opening in decision.alternatives.openings:
        told[opening.fact.id].append((opening.possible, opening.missing))
    for fact in version.facts:
        if fact.id not in known or fact.type == "number":  # alike numbers are told once
            continue
        others = [value for value in by_hand.domain(fact) if value != known[fact.id]]
        then = [decided(version, known | {fact.id: value}) for value in others]
        expected = [(one.possible, one.missing) for one in then if one.status == "undetermined"]
        if decision.status != "undetermined":
            assert told[fact.id] == expected
        else:  # what changes nothing is left out
            assert all(one in expected for one in told[fact.id])


ALIKE = [True, 1, "1", Decimal(1), "1.0", Decimal("1.0"), "true"]
"""What is equal, or nearly, and is not told alike."""


@settings(max_examples=50, deadline=None)
@given(version=by_hand.versions, known=by_hand.known_facts, fact=st.sampled_from(by_hand.FACTS))
def test_what_was_decided_before_changes_no_answer(
    version: RulesVersion, known: dict[str, Any], fact: dict[str, Any]
) -> None:
    def told(of: RulesVersion, value: Any, file: str) -> object:
        sources = {fact["id"]: (Declaration(file=file, place="p"),)}
        try:
            decision = decide("test/small", of, known | {fact["id"]: value}, sources)
        except Faults as refused:
            return repr(refused.faults)
        shown = [as_data(step) for step in decision.steps.values()]  # 1.0 is not shown as 1
        also = decision.alternatives
        return decision, shown, also.nearest, also.openings

    for value, file in itertools.product(ALIKE, "ab"):
        assert told(version, value, file) == told(version.model_copy(), value, file)
