"""Flaws of more groups of cases than are told: ten are, and that there are more is said."""

from __future__ import annotations

from typing import Any

import builders.rules_by_hand as by_hand
import pytest

from engine.rules import Part, flaws


def table(name: str, hit: str, *rules: tuple[dict[str, Any], str]) -> dict[str, Any]:
    return {
        "id": f"{name}-table",
        "title": by_hand.TEXT,
        "hit": hit,
        "outputs": [{"id": name, "title": by_hand.TEXT, "values": by_hand.named("p", "q")}],
        "rules": [
            {"id": f"r{at}", "title": by_hand.TEXT, "when": when, "then": {name: then}}
            for at, (when, then) in enumerate(rules)
        ],
    }


def found(many: int, *tables: dict[str, Any]) -> list[tuple[str, str, tuple[int, ...], int]]:
    """The flaws of tables that ask of two facts of so many values: table, key, rules, bound."""
    values = by_hand.named(*(f"v{n}" for n in range(many)))
    asked = {"type": "enumeration", "title": by_hand.TEXT, "question": by_hand.TEXT}
    facts = [{"id": name, "values": values, **asked} for name in ("one", "other")]
    version = by_hand.version([*tables], facts)
    return [
        (flaw.sheet.table.id, flaw.key, flaw.places, flaw.limit)
        for flaw in flaws([Part("test/many", version)])
    ]


def unlike(many: int, then: str) -> list[tuple[dict[str, Any], str]]:
    """A rule for each value that only the first fact has: no two cases left out lie in one box."""
    return [({"one": f"v{n}", "other": {"not": f"v{n}"}}, then) for n in range(many)]


@pytest.mark.parametrize(("many", "more"), [(9, False), (10, False), (11, True), (14, True)])
def test_at_most_ten_groups_of_cases_are_told_of_a_gap_or_an_overlap(many: int, more: bool) -> None:
    beyond = [("rules.more_cases", 10)] if more else []
    of_facts = found(many, table("kind", "first", *unlike(many, "p")))
    assert [(key, limit) for _, key, _, limit in of_facts] == [
        *[("rules.gap", 0)] * min(many, 10),
        *beyond,
    ]
    differ = table("differ", "first", *unlike(many, "q"), ({}, "p"))
    of_outputs = found(many, differ, table("kind", "first", ({"differ": "q"}, "p")))
    assert [(key, places, limit) for _, key, places, limit in of_outputs] == [
        *[("rules.gap", (), 0)] * min(many, 10),
        *((key, (), limit) for key, limit in beyond),
    ]
    twice = [({}, "q"), ({"differ": "p"}, "q")]
    overlapping = found(many, differ, table("kind", "unique", *twice))
    assert [(of, key, places, limit) for of, key, places, limit in overlapping] == [
        *[("kind-table", "rules.overlap", (0, 1), 0)] * min(many, 10),
        *(("kind-table", key, (0, 1), limit) for key, limit in beyond),
    ]
