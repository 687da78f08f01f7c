"""What is presumed while nothing is said, and what cannot be together, against a second reading."""

from __future__ import annotations

import itertools
from decimal import Decimal
from typing import Any

import builders.rules_by_hand as by_hand
import pandas as pd
import pytest
from builders.proof import rounds
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from engine.explain import outline
from engine.law import Faults
from engine.rules import Decision, Part, RulesVersion, decide, decide_many, decide_together
from engine.text import Language

OUTPUTS = ("first", "gathered", "last")
NAMES = [fact["id"] for fact in by_hand.FACTS]


def decided(version: RulesVersion, known: dict[str, Any]) -> Decision:
    return decide_together(
        [Part("test/small", version)], {"last": ()}, known, besides=("first", "gathered")
    )


def completions(version: RulesVersion, known: dict[str, Any]) -> list[dict[str, Any]]:
    return list(by_hand.completions(version, by_hand.presumed(version, known)))


def outcomes(version: RulesVersion, known: dict[str, Any], contradict: bool) -> set[Any]:
    """What `last` can be; of cases that contradict nothing, or of all."""
    return {
        by_hand.read(version, case)["last"]
        for case in completions(version, known)
        if contradict or not by_hand.contradictory(version, case)
    }


def refused(version: RulesVersion, known: dict[str, Any]) -> bool:
    """Whether what is said, before anything is presumed, certainly cannot be together."""
    return any(
        all(
            by_hand.contradictory(version.model_copy(update={"contradictions": (one,)}), case)
            for case in by_hand.completions(version, known)
        )
        for one in version.contradictions
    )


@settings(max_examples=rounds(quick=40, full=2_000), deadline=None)
@given(version=by_hand.versions_with_more, known=by_hand.known_facts)
def test_a_case_is_decided_with_what_is_presumed(
    version: RulesVersion, known: dict[str, Any]
) -> None:
    if refused(version, known):
        with pytest.raises(Faults) as found:
            decided(version, known)
        assert {fault.key for fault in found.value.faults} == {"rules.contradictory"}
        return
    decision = decided(version, known)
    read = [by_hand.read(version, case) for case in completions(version, known)]
    lasts = {values["last"] for values in read}
    only = lasts.pop() if len(lasts) == 1 else None
    assert decision.outputs["last"] == only
    assert (decision.status == "undetermined") == bool(lasts)
    assert decision.status != "undetermined" or decision.next_fact in decision.missing
    certain = set.intersection(*(set(values["gathered"]) for values in read))
    assert set(decision.outputs["gathered"] or ()) == certain


@settings(max_examples=rounds(quick=40, full=2_000), deadline=None)
@given(version=by_hand.versions_with_more, known=by_hand.known_facts)
def test_once_what_is_missing_is_said_the_case_is_decided(
    version: RulesVersion, known: dict[str, Any]
) -> None:
    assume(not refused(version, known))
    facts = {fact.id: by_hand.domain(fact) for fact in version.facts}
    missing = [fact.id for fact in decided(version, known).missing]
    # What cannot be is told apart only where nothing else is left to be.
    every = len(outcomes(version, known, False)) < 2
    for values in itertools.product(*(facts[name] for name in missing)):
        said = known | dict(zip(missing, values, strict=True))
        if not refused(version, said):
            assert len(outcomes(version, said, every)) <= 1


@settings(max_examples=rounds(quick=40, full=2_000), deadline=None)
@given(version=by_hand.versions_with_more, known=by_hand.known_facts)
def test_columns_presume_what_one_case_presumes(
    version: RulesVersion, known: dict[str, Any]
) -> None:
    columns = {name: pd.Series([known.get(name)], dtype=object) for name in NAMES}
    try:
        alone = decided(version, known)
    except Faults:
        with pytest.raises(Faults) as found:
            decide_many("test/small", version, columns)
        assert {fault.key for fault in found.value.faults} == {"rules.contradictory"}
        return
    many = decide_many("test/small", version, columns)
    for name in ("first", "last"):
        place, values = many.results[name][0], many.values[name]
        assert (values[place] if place >= 0 else None) == alone.outputs[name]
    held = zip(many.values["gathered"], many.collected["gathered"][0], strict=True)
    assert tuple(value for value, one in held if one) == alone.outputs["gathered"]


@settings(max_examples=rounds(quick=40, full=2_000), deadline=None)
@given(version=by_hand.versions_with_more, known=by_hand.known_facts)
def test_what_would_change_a_case_is_told_with_what_is_then_presumed(
    version: RulesVersion, known: dict[str, Any]
) -> None:
    assume(not refused(version, known))
    decision = decided(version, known)
    assume(decision.status != "undetermined")
    held = by_hand.presumed(version, known)
    expected = set()
    for fact in version.facts:
        for value in by_hand.domain(fact) if fact.id in held else []:
            said = known | {fact.id: value}
            then = {by_hand.read(version, case)["last"] for case in completions(version, said)}
            if len(then) == 1 and (only := then.pop()) != decision.outputs["last"]:
                expected.add((fact.id, only))
    assert {
        (near.fact.id, near.outputs["last"]) for near in decision.alternatives.nearest
    } == expected


@settings(max_examples=rounds(quick=40, full=1_500), deadline=None)
@given(version=by_hand.versions_with_more, known=by_hand.known_facts)
def test_an_opening_is_what_the_case_so_changed_comes_to(
    version: RulesVersion, known: dict[str, Any]
) -> None:
    assume(not refused(version, known))
    decision = decided(version, known)
    assume(decision.status != "undetermined")
    held = by_hand.presumed(version, known)
    told: dict[str, list[Any]] = {fact.id: [] for fact in version.facts}
    for opening in decision.alternatives.openings:
        told[opening.fact.id].append(opening.possible["last"])
    for fact in version.facts:
        if fact.id in held and fact.type != "number":  # alike numbers are told once
            then = [
                {by_hand.read(version, case)["last"] for case in completions(version, said)}
                for value in by_hand.domain(fact)
                if value != held[fact.id]
                for said in [known | {fact.id: value}]
            ]
            assert told[fact.id] == [one for one in then if len(one) > 1]


@settings(max_examples=rounds(quick=40, full=1_500), deadline=None)
@given(
    version=by_hand.versions_with_more,
    case=st.fixed_dictionaries(
        {
            "colour": st.sampled_from(["red", "green", "blue"]),
            "round": st.booleans(),
            "sweet": st.booleans(),
            "weight": st.sampled_from(by_hand.NUMBERS),
        }
    ),
)
def test_asking_one_after_another_ends_and_asks_nothing_twice(
    version: RulesVersion, case: dict[str, Any]
) -> None:
    assume(not by_hand.contradictory(version, case))
    known: dict[str, Any] = {}
    while (decision := decided(version, known)).status == "undetermined":
        assert decision.next_fact is not None
        asked = decision.next_fact.id
        assert asked not in known
        known[asked] = case[asked]
    assert decision.next_fact is None
    assert {by_hand.read(version, one)["last"] for one in completions(version, known)} == {
        decision.outputs["last"]
    }


# --- worked by hand -------------------------------------------------------------------------------


def words(name: str) -> dict[str, str]:
    return {"zh": name, "en": name}


def sharing(**beside: Any) -> RulesVersion:
    """What serves both ends is split by a share in percent; for the rest nothing is."""
    facts = [
        {"id": "both", "type": "yes_no"},
        {"id": "share", "type": "number", "unit": "percent", "within": "(0, 100)"},
        {"id": "end", "type": "enumeration", "values": by_hand.named("water", "roads", "none")},
    ]
    titled = [{**fact, "title": words(str(fact["id"])), "question": by_hand.TEXT} for fact in facts]
    rules = [
        {"id": "split", "when": {"both": True}, "then": {"kind": "split"}, "carries": ["share"]},
        {"id": "whole", "when": {}, "then": {"kind": "whole"}},
    ]
    output = {"id": "kind", "title": words("kind"), "values": by_hand.named("split", "whole")}
    table = {
        "id": "kinds",
        "title": words("kinds"),
        "hit": "first",
        "outputs": [output],
        "rules": [{**rule, "title": words(str(rule["id"]))} for rule in rules],
    }
    return by_hand.version([table], titled, **beside)


THIRTY = {
    "id": "thirty",
    "title": words("a share of thirty"),
    "when": {"end": {"not": "roads"}},
    "facts": {"share": 30},
}


def test_a_number_that_is_presumed_is_the_one_that_is_written_and_is_told() -> None:
    version = sharing(presumptions=[THIRTY])
    decision = decide("test/share", version, {"both": True, "end": "water"})
    assert decision.carried == {"share": Decimal(30)}
    assert [one.id for one in decision.presumed] == ["thirty"]
    assert "share: 30 (not said, presumed) = 30" in "\n".join(outline(decision.step, Language.EN))
    said = decide("test/share", version, {"both": True, "end": "water", "share": "40"})
    assert (said.carried, said.presumed) == ({"share": Decimal(40)}, ())
    # On roads nothing is presumed, and of an end that is not known it is not certain that it is.
    for known in ({"both": True, "end": "roads"}, {"both": True}):
        open_ = decide("test/share", version, known)
        assert (open_.status, open_.presumed) == ("undetermined", ())
        assert "share" in {fact.id for fact in open_.missing}


def test_what_was_not_looked_at_is_not_told_as_presumed() -> None:
    decision = decide("test/share", sharing(presumptions=[THIRTY]), {"both": False, "end": "water"})
    assert (decision.status, decision.presumed) == ("decided", ())


APART = {
    "id": "apart",
    "title": words("what serves one end has no share"),
    "when": {"both": False, "end": {"not": ["water", "none"]}},
}


def test_facts_that_cannot_be_together_are_refused_with_both() -> None:
    version = sharing(contradictions=[APART])
    with pytest.raises(Faults) as found:
        decide("test/share", version, {"both": False, "end": "roads"})
    (fault,) = found.value.faults
    assert (fault.file, fault.place) == ("test/share", "facts.both")
    assert fault.message(Language.EN).endswith(
        ": these contradict each other: what serves one end has no share. "
        "both (both): no; end (end): one"
    )
    for known in ({"both": False, "end": "water"}, {"both": False}, {"end": "roads"}):
        decide("test/share", version, known)
    columns = {"both": [True, False, False, None], "end": ["roads", "water", "roads", "roads"]}
    with pytest.raises(Faults) as found:
        decide_many("test/share", version, columns)
    (fault,) = found.value.faults
    assert fault.place == "facts.both[2]"
    assert fault.message(Language.EN).endswith("has no share. both; end")
    clear = {"both": [True, False, None], "end": ["roads", None, "roads"], "share": [5, 5, 5]}
    assert decide_many("test/share", version, clear).results["kind"].tolist() == [0, 1, -3]


SWEET_RED = {"colour": "red", "sweet": True}


def tasting(*presumptions: dict[str, Any], when: dict[str, Any]) -> RulesVersion:
    """What `when` asks of is p, all else is q."""
    table = {
        "id": "t",
        "title": by_hand.TEXT,
        "hit": "first",
        "outputs": [{"id": "kind", "title": by_hand.TEXT, "values": by_hand.named("p", "q")}],
        "rules": [
            {"id": "p", "title": by_hand.TEXT, "when": when, "then": {"kind": "p"}},
            {"id": "q", "title": by_hand.TEXT, "when": {}, "then": {"kind": "q"}},
        ],
    }
    written = [
        {"id": f"n{at}", "title": by_hand.TEXT, **one} for at, one in enumerate(presumptions)
    ]
    return by_hand.version([table], presumptions=written)


RED_IS_SOUR = {"when": {"colour": ["red", "green"]}, "facts": {"sweet": False}}
RED_IS_SOUR_AND_FLAT = {"when": {"colour": "red"}, "facts": {"sweet": False, "round": False}}
GREEN_IS_SOUR = {"when": {"colour": "green"}, "facts": {"sweet": False}}


@pytest.mark.parametrize(
    ("presumptions", "when", "known", "missing"),
    [
        # Of a red one it is presumed, of the others it does not matter.
        ([RED_IS_SOUR], SWEET_RED, {}, ["colour"]),
        ([], SWEET_RED, {}, ["colour", "sweet"]),
        ([GREEN_IS_SOUR], SWEET_RED, {}, ["colour", "sweet"]),
        # A presumption falls as a whole when one of its facts is said to be otherwise.
        ([RED_IS_SOUR_AND_FLAT], SWEET_RED, {}, ["colour"]),
        ([RED_IS_SOUR_AND_FLAT], SWEET_RED, {"round": False}, ["colour"]),
        ([RED_IS_SOUR_AND_FLAT], SWEET_RED, {"round": True}, ["colour", "sweet"]),
        ([RED_IS_SOUR_AND_FLAT], {**SWEET_RED, "round": False}, {}, ["colour"]),
        # Of two that presume of the same fact, the first is taken.
        ([RED_IS_SOUR, {"when": {"colour": "red"}, "facts": {"sweet": True}}], SWEET_RED, {}, ["colour"]),
        # What hangs on what is only presumed is asked.
        ([{"when": {}, "facts": {"round": True}}, {"when": {"round": True}, "facts": {"sweet": False}}],
         {"sweet": True}, {}, ["sweet"]),
        ([{"when": {"round": True}, "facts": {"sweet": False}}], {"sweet": True}, {"colour": "red"},
         ["sweet"]),
    ],
)  # fmt: skip
def test_what_will_be_presumed_is_not_asked(
    presumptions: list[dict[str, Any]],
    when: dict[str, Any],
    known: dict[str, Any],
    missing: list[str],
) -> None:
    decision = decide("test/taste", tasting(*presumptions, when=when), known)
    assert decision.status == "undetermined"
    assert [fact.id for fact in decision.missing] == missing
    assert decision.next_fact is not None and decision.next_fact.id in missing


@pytest.mark.parametrize(
    ("known", "outcome"),
    [
        ({"colour": "red"}, "q"),
        # What is said as it would be presumed does not stand against the rest of it.
        ({"colour": "red", "round": False}, "q"),
        ({"colour": "red", "round": True}, None),
        ({"colour": "red", "sweet": True}, "p"),
        ({"colour": "green"}, "q"),
        ({"sweet": False}, "q"),
    ],
)
def test_a_presumption_holds_until_one_of_its_facts_is_said_to_be_otherwise(
    known: dict[str, Any], outcome: str | None
) -> None:
    decision = decide("test/taste", tasting(RED_IS_SOUR_AND_FLAT, when=SWEET_RED), known)
    assert decision.outputs["kind"] == outcome
    assert (decision.status == "undetermined") == (outcome is None)
    told = [one.id for one in decision.presumed]
    assert told == (
        ["n0"] if known in ({"colour": "red"}, {"colour": "red", "round": False}) else []
    )


def test_what_another_value_would_unsettle_is_told_with_what_it_would_ask() -> None:
    """A red one is presumed sour, and so is p; of a green or blue one its taste would be asked."""
    version = tasting({"when": {"colour": "red"}, "facts": {"sweet": False}}, when={"sweet": False})
    decision = decide("test/taste", version, {"colour": "red"})
    assert decision.outputs["kind"] == "p"
    also = decision.alternatives
    assert [(near.fact.id, near.outputs["kind"]) for near in also.nearest] == [("sweet", "q")]
    assert [
        (one.fact.id, one.possible["kind"], [fact.id for fact in one.missing])
        for one in also.openings
    ] == [("colour", {"p", "q"}, ["sweet"])] * 2


def test_what_every_value_meets_contradicts_in_columns_as_in_one_case() -> None:
    """A weight is at least 0 or at most 0, said or not: red is always contradicted."""
    title = {"zh": "一", "en": "one"}
    then = {"first": "a", "gathered": "x", "last": "p"}
    outputs = {"first": ["a", "b"], "gathered": ["x", "y"], "last": ["p", "q"]}
    made = by_hand.version(
        [
            {
                "id": f"{name}-table",
                "title": title,
                "hit": "collect" if name == "gathered" else "first",
                "outputs": [
                    {"id": name, "title": title, "values": [{"id": v, "title": title} for v in of]}
                ],
                "rules": [{"id": "r0", "title": title, "when": {}, "then": {name: then[name]}}],
            }
            for name, of in outputs.items()
        ],
        contradictions=[
            {"id": "c0", "title": title, "when": {"weight": [">= 0", "<= 0"], "colour": "red"}}
        ],
    )
    known = {"colour": "red"}
    columns = {name: pd.Series([known.get(name)], dtype=object) for name in NAMES}
    for refusing in (
        lambda: decided(made, known),
        lambda: decide_many("test/small", made, columns),
    ):
        with pytest.raises(Faults) as found:
            refusing()
        assert {fault.key for fault in found.value.faults} == {"rules.contradictory"}
