"""What is asked where several outputs are wanted, and where some cases cannot be, worked by hand."""

from __future__ import annotations

from typing import Any

import builders.rules_by_hand as by_hand
import pytest

from engine.rules import Decision, Part, RulesVersion, decide, decide_together


def table(name: str, hit: str, values: str, *rules: tuple[dict[str, Any], str]) -> dict[str, Any]:
    output = {"id": name, "title": by_hand.TEXT, "values": by_hand.named(*values)}
    return {
        "id": f"{name}-table",
        "title": by_hand.TEXT,
        "hit": hit,
        "outputs": [output],
        "rules": [
            {"id": f"{name}{at}", "title": by_hand.TEXT, "when": when, "then": {name: value}}
            for at, (when, value) in enumerate(rules)
        ],
    }


# --- several outputs, the first of which may settle the case --------------------------------------

GATE = table("gate", "first", "ab", ({"colour": "red"}, "a"), ({"colour": "green"}, "b"))
FEE = table("fee", "first", "pq", ({"round": True}, "p"), ({}, "q"))
BOTH = by_hand.version([GATE, FEE])


def through(settling: str, **known: Any) -> Decision:
    """The gate, then the fee; a value of the gate in `settling` needs no fee."""
    return decide_together([Part("test/two", BOTH)], {"gate": settling, "fee": ()}, known)


@pytest.mark.parametrize(
    ("settling", "colour", "missing"),
    [
        ("a", "red", []),
        ("b", "green", []),
        ("ab", "green", []),
        ("a", "green", ["round"]),
        ("b", "red", ["round"]),
        ("", "red", ["round"]),
        # No rule matches a blue one: that is no value, and settles nothing.
        ("ab", "blue", ["round"]),
    ],
)
def test_a_value_that_settles_the_case_leaves_the_rest_unasked(
    settling: str, colour: str, missing: list[str]
) -> None:
    decision = through(settling, colour=colour)
    assert [fact.id for fact in decision.missing] == missing
    assert (decision.status == "undetermined") == bool(missing)
    assert decision.possible["fee"] == ({"p", "q"} if missing else set())


# --- cases that cannot be -------------------------------------------------------------------------

SWEET = ({"colour": "red", "sweet": True}, "p")
ROUND = ({"colour": "blue", "round": True}, "r")
KINDS = table("kind", "first", "pqr", SWEET, ROUND, ({}, "q"))


def tasting(*excluded: dict[str, Any]) -> RulesVersion:
    written = [
        {"id": f"n{at}", "title": by_hand.TEXT, "when": one} for at, one in enumerate(excluded)
    ]
    return by_hand.version([KINDS], contradictions=written)


@pytest.mark.parametrize(
    ("excluded", "known", "missing"),
    [
        ([], {"colour": "red"}, ["sweet"]),
        ([], {}, ["colour", "round", "sweet"]),
        # Only a red one is sweet, only a blue one round: what is left to tell is told by the taste
        # and the shape alone.
        (
            [
                {"sweet": True, "colour": {"not": "red"}},
                {"round": True, "colour": {"not": "blue"}},
            ],
            {},
            ["round", "sweet"],
        ),
        ([{"sweet": True, "colour": {"not": "red"}}], {"round": False}, ["sweet"]),
        # Where nothing but q can be, it is still asked what would say so.
        ([{"sweet": True, "colour": "red"}], {"colour": "red"}, ["sweet"]),
        ([{"sweet": True, "colour": "red"}], {"round": False}, ["colour", "sweet"]),
    ],
)
def test_what_cannot_be_is_told_apart_only_where_nothing_else_is_left(
    excluded: list[dict[str, Any]], known: dict[str, Any], missing: list[str]
) -> None:
    decision = decide("test/kinds", tasting(*excluded), known)
    assert decision.status == "undetermined"
    assert [fact.id for fact in decision.missing] == missing
    assert decision.next_fact is not None and decision.next_fact.id in missing


def test_what_is_asked_whatever_the_answers_is_asked_at_once_the_first_to_ask_first() -> None:
    """What is as round as it is sweet is p: neither answer alone says so."""
    alike = [({"round": one, "sweet": one}, "p") for one in (True, False)]
    version = by_hand.version([table("kind", "first", "pq", *alike, ({}, "q"))])
    asking = decide("test/kinds", version, {}).asking
    assert asking is not None
    assert [fact.id for fact in asking.now] == ["round", "sweet"]
    assert (asking.expected, asking.most) == (2, 2)


# --- what will be presumed once another is said ---------------------------------------------------


def by_colour(fact: str, **values: bool) -> list[dict[str, Any]]:
    """Presumptions of `fact`, one for each colour."""
    return [{"when": {"colour": name}, "facts": {fact: value}} for name, value in values.items()]


@pytest.mark.parametrize(
    ("presumptions", "rules", "missing"),
    [
        # Of a green one it is presumed sour, of a blue one sweet: the colour says it all.
        (
            by_colour("sweet", green=False, blue=True),
            [({"colour": "red"}, "r"), ({"sweet": True}, "p"), ({}, "q")],
            ["colour"],
        ),
        # A red one is presumed sour, as the first of two presumptions has it; then its shape
        # counts, of which something is presumed of blue ones only.
        (
            by_colour("sweet", red=False) + by_colour("sweet", red=True) + by_colour("round", blue=True),
            [
                ({"colour": "red", "sweet": True}, "p"),
                ({"colour": "red", "round": True}, "q"),
                ({"colour": "red"}, "r"),
                ({"colour": "green"}, "q"),
                ({"round": True}, "p"),
                ({}, "q"),
            ],
            ["colour", "round"],
        ),
    ],
)  # fmt: skip
def test_what_will_be_presumed_once_the_rest_is_said_is_not_asked(
    presumptions: list[dict[str, Any]], rules: list[tuple[dict[str, Any], str]], missing: list[str]
) -> None:
    written = [
        {"id": f"n{at}", "title": by_hand.TEXT, **one} for at, one in enumerate(presumptions)
    ]
    version = by_hand.version([table("kind", "first", "pqr", *rules)], presumptions=written)
    decision = decide("test/kinds", version, {})
    assert [fact.id for fact in decision.missing] == missing
