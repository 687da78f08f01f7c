"""Random mutants of the published rules: what changed is found, and nothing else."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from builders.proof import rounds
from builders.rules_enumerated import Enumerated, differing

from engine.law import Shelf, installed, read_yaml
from engine.rules import Part, RulesDocument, RulesVersion, changed, decide, flaws

pytestmark = pytest.mark.long

DOCUMENTS = ("cn/use-of-public-data", "cn/supply", "cn/cost-review", "cn/rates")
MUTANTS = rounds(quick=50, full=200)

Version = dict[str, Any]


def _removed(version: Version, pick: random.Random) -> None:
    rules = pick.choice([table["rules"] for table in version["tables"] if len(table["rules"]) > 1])
    del rules[pick.randrange(len(rules))]


def _widened(version: Version, pick: random.Random) -> None:
    """One more value in a cell, or the whole cell left out."""
    asked = {fact["id"]: fact for fact in version["facts"]}
    rule, name = pick.choice(
        [
            (rule, name)
            for table in version["tables"]
            for rule in table["rules"]
            for name in rule.get("when", {})
        ]
    )
    cell = rule["when"][name]
    listed = cell if isinstance(cell, list) else [cell]
    values = [value["id"] for value in asked.get(name, {}).get("values", [])]
    others = [value for value in values if value not in listed]
    if len(others) > 1 and pick.random() < 0.7:
        rule["when"][name] = [*listed, pick.choice(others)]
    else:
        del rule["when"][name]


def _swapped(version: Version, pick: random.Random) -> None:
    rules = pick.choice([table["rules"] for table in version["tables"] if len(table["rules"]) > 1])
    one, other = pick.sample(range(len(rules)), 2)
    rules[one], rules[other] = rules[other], rules[one]


KINDS: list[Callable[[Version, random.Random], None]] = [_removed, _widened, _swapped]


@pytest.fixture(scope="module")
def published() -> dict[str, Version]:
    """The plain data of the newest version of each document; shared parts told apart."""
    root = installed("tariffs")
    trees = {name: read_yaml(root / f"{name}.yaml").tree for name in DOCUMENTS}
    return {name: tree["versions"][-1] for name, tree in trees.items()}


def test_every_change_of_a_decision_is_found_and_nothing_that_is_not_there(
    published: dict[str, Version],
) -> None:
    originals = {name: (Enumerated(tree), model(tree)) for name, tree in published.items()}
    seen = {"changed": 0, "unchanged": 0, "gap": 0, "dead": 0}
    for seed in range(MUTANTS):
        pick = random.Random(seed)
        # The rules of use are the largest: two of five mutants are theirs.
        name = pick.choice([DOCUMENTS[0], *DOCUMENTS])
        tree = copied(published[name])
        pick.choice(KINDS)(tree, pick)
        by_hand, before = originals[name]
        enumerated, after = Enumerated(tree), model(tree)
        told = confirmed(name, before, after)
        assert told == differing(by_hand, enumerated), (seed, name)
        found = list(flaws([Part(name, after)]))
        gaps = {flaw.sheet.table.id for flaw in found if flaw.key == "rules.gap"}
        dead = {
            (flaw.sheet.table.id, flaw.sheet.rows[flaw.places[0]].rule.id)
            for flaw in found
            if flaw.key in ("rules.dead_rule", "rules.impossible_rule")
        }
        assert gaps == enumerated.gaps(), (seed, name)
        assert dead == enumerated.dead(), (seed, name)
        assert {flaw.key for flaw in found} <= {
            "rules.gap",
            "rules.dead_rule",
            "rules.impossible_rule",
            "rules.more_cases",
        }
        for flaw in found:
            if flaw.key == "rules.gap" and flaw.box is not None:
                output = flaw.sheet.table.outputs[0].id
                assert decide(name, after, flaw.box.example).outputs[output] is None
        seen["changed" if told else "unchanged"] += 1
        seen["gap"] += bool(gaps)
        seen["dead"] += bool(dead)
    # All four came up, so that none of the four claims above is empty.
    assert min(seen.values()) >= MUTANTS // 20, seen


def confirmed(name: str, before: RulesVersion, after: RulesVersion) -> set[str]:
    """The outputs that are told to differ; each example is evaluated directly."""
    changes = changed([Part(name, before)], [Part(name, after)], most=1)
    assert changes.not_covered == changes.terms == ()
    for difference in changes.differences:
        output = difference.output.id
        was = decide(name, before, difference.box.example)
        now = decide(name, after, difference.box.example)
        if isinstance(was.outputs[output], tuple):
            value = difference.before or difference.after
            assert (value in was.outputs[output]) is (difference.before is not None)
            assert (value in now.outputs[output]) is (difference.after is not None)
        else:
            assert was.outputs[output] == difference.before
            assert now.outputs[output] == difference.after
            assert (was.outputs[output], carried(was, output)) != (
                now.outputs[output],
                carried(now, output),
            )
    return {difference.output.id for difference in changes.differences}


def carried(decision: Any, output: str) -> set[str]:
    return {name for rule in decision.deciding[output] for name in rule.carries}


def copied(value: Any) -> Any:
    """A copy in which parts written once with an anchor are no longer one and the same."""
    if isinstance(value, dict):
        return {key: copied(item) for key, item in value.items()}
    return [copied(item) for item in value] if isinstance(value, list) else value


def model(tree: Version) -> RulesVersion:
    return RulesVersion.model_validate(tree)


def test_the_rules_that_are_mutated_are_those_on_the_shelf() -> None:
    shelf = Shelf(installed("tariffs"))
    own = {document.id for document in shelf.of_kind(RulesDocument)} - {"demo/supply"}
    assert own == set(DOCUMENTS)  # demo/supply has no rule of its own: it varies cn/supply
