"""What another value of a fact would change where something is presumed, worked by hand."""

from __future__ import annotations

from typing import Any

import builders.rules_by_hand as by_hand

from engine.rules import Alternatives, decide


def alternatives(
    presumption: dict[str, Any], *rules: dict[str, Any], known: dict[str, Any]
) -> Alternatives:
    output = {"id": "kind", "title": by_hand.TEXT, "values": by_hand.named("p", "q", "r")}
    table = {
        "id": "t",
        "title": by_hand.TEXT,
        "hit": "first",
        "outputs": [output],
        "rules": [{"id": f"r{at}", "title": by_hand.TEXT, **rule} for at, rule in enumerate(rules)],
    }
    presumed = [{"id": "n", "title": by_hand.TEXT, **presumption}]
    return decide("test/also", by_hand.version([table], presumptions=presumed), known).alternatives


RED_IS_SOUR = {"when": {"colour": "red"}, "facts": {"sweet": False}}


def test_what_is_presumed_no_more_is_not_told_as_if_it_were() -> None:
    """Of a green one nothing is presumed: whether it is sweet would be asked, it is not sour."""
    also = alternatives(
        RED_IS_SOUR,
        {"when": {"colour": "green", "sweet": False}, "then": {"kind": "q"}},
        {"when": {}, "then": {"kind": "p"}},
        known={"colour": "red"},
    )
    assert also.nearest == ()
    assert [(one.fact.id, one.possible["kind"]) for one in also.openings] == [
        ("colour", {"p", "q"})
    ]


def test_what_is_said_stays_said_where_something_else_would_be_presumed() -> None:
    """Green and said to be sweet: were it red, it would not be presumed sour."""
    also = alternatives(
        RED_IS_SOUR,
        {"when": {"colour": "red", "sweet": True}, "then": {"kind": "r"}},
        {"when": {}, "then": {"kind": "q"}},
        known={"colour": "green", "sweet": True},
    )
    assert [(one.fact.id, one.values.en, one.outputs["kind"]) for one in also.nearest] == [
        ("colour", by_hand.TEXT["en"], "r")
    ]


def test_what_changes_nothing_is_not_told_though_a_presumption_looks_at_it() -> None:
    """The weight is missing whatever the taste; a shape that is said is not presumed."""
    also = alternatives(
        {"when": {"sweet": True}, "facts": {"round": False}},
        {"when": {}, "then": {"kind": "p"}, "carries": ["weight"]},
        known={"sweet": False, "round": True},
    )
    assert (also.nearest, also.openings) == ((), ())
