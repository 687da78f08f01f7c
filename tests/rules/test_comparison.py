"""Two versions compared, and tables verified, on small tables of which every case is tried."""

from __future__ import annotations

import random
from typing import Any

import builders.rules_by_hand as by_hand
import pytest
from builders.proof import rounds
from hypothesis import given, settings

from engine.law import Faults, Shelf, installed, laid_over
from engine.rules import (
    Box,
    DecisionTable,
    Flaw,
    Part,
    RulesDocument,
    RulesVersion,
    changed,
    flaws,
)
from engine.rules.model.program import program

OUTPUTS = ("first", "gathered", "last")


def part(version: RulesVersion) -> Part:
    return Part("test/small", version)


def inside(box: Box, version: RulesVersion, cut_for: list[Part], case: dict[str, Any]) -> bool:
    domains = program([part(version)], cut_for).domains
    return all(domains[name].holding(case[name]) & mask for name, mask in box.masks.items())


@settings(max_examples=rounds(quick=8, full=150), deadline=None)
@given(one=by_hand.versions, other=by_hand.versions)
def test_the_boxes_are_exactly_the_cases_that_differ(
    one: RulesVersion, other: RulesVersion
) -> None:
    changes = changed([part(one)], [part(other)], most=1000)
    assert changes.more == changes.not_covered == changes.terms == ()
    both = [part(one), part(other)]
    for case in by_hand.completions(one, {}):
        before, after = by_hand.read(one, case), by_hand.read(other, case)
        told = {
            (change.output.id, change.before, change.after)
            for change in changes.differences
            if inside(change.box, one, both, case)
        }
        assert told == {
            (name, was, now)
            for name in OUTPUTS
            for was, now in differing(before[name], after[name])
        }


def differing(was: Any, now: Any) -> set[tuple[Any, Any]]:
    if isinstance(was, tuple):
        return {(value, None) for value in set(was) - set(now)} | {
            (None, value) for value in set(now) - set(was)
        }
    known = {by_hand.CLASH: None}
    return {(known.get(was, was), known.get(now, now))} if was != now else set()


@settings(max_examples=rounds(quick=15, full=300), deadline=None)
@given(one=by_hand.versions, other=by_hand.versions)
def test_the_example_of_each_difference_is_confirmed(
    one: RulesVersion, other: RulesVersion
) -> None:
    for change in changed([part(one)], [part(other)]).differences:
        case = {**next(by_hand.completions(one, {})), **change.box.example}
        before, after = by_hand.read(one, case), by_hand.read(other, case)
        name = change.output.id
        assert (change.before, change.after) in differing(before[name], after[name])


@settings(max_examples=rounds(quick=40, full=1_500), deadline=None)
@given(version=by_hand.versions_that_clash)
def test_the_flaws_of_tables_are_exactly_those_of_their_cases(version: RulesVersion) -> None:
    found = list(flaws([part(version)]))
    assert "rules.not_covered" not in {flaw.key for flaw in found}
    for table in version.tables:
        mine = [flaw for flaw in found if flaw.sheet.table.id == table.id]
        if any(flaw.key == "rules.more_cases" for flaw in mine):
            continue
        _exactly(version, table, mine)


def _exactly(version: RulesVersion, table: DecisionTable, found: list[Flaw]) -> None:
    own = [part(version)]
    output = table.outputs[0].id
    decided: set[int] = set()
    for case in by_hand.completions(version, {}):
        values = by_hand.read(version, case)
        hits = [n for n, rule in enumerate(table.rules) if by_hand.matches(rule, values)]
        decided |= set(hits if table.hit != "first" else hits[:1])
        boxed = [flaw for flaw in found if flaw.box and inside(flaw.box, version, own, case)]
        gap = values[output] is None and table.hit != "collect"
        assert gap == any(flaw.key == "rules.gap" for flaw in boxed)
        clashing = {flaw.places for flaw in boxed if flaw.key != "rules.gap"}
        assert clashing == {
            (one, other)
            for one in hits
            for other in hits
            if one < other
            and (
                table.hit == "unique"
                or (table.hit == "any" and table.rules[one].then != table.rules[other].then)
            )
        }
    dead = {
        flaw.places[0] for flaw in found if flaw.key in ("rules.dead_rule", "rules.impossible_rule")
    }
    assert dead == set(range(len(table.rules))) - decided


# --- what only one of the two knows ---------------------------------------------------------------


def small(**more: Any) -> RulesVersion:
    colours = more.get("colours", ("red", "green"))
    facts = [
        {"id": "colour", "type": "enumeration", "values": by_hand.named(*colours)},
        {"id": "weight", "type": "number", "unit": more.get("unit", "kg"), "within": "[0, 10]"},
    ]
    rules = [
        {"id": "heavy", "when": {"weight": more.get("heavy", ">= 5")}, "then": {"kind": "a"}},
        {"id": "else", "when": {}, "then": {"kind": "b"}},
    ]
    table = {
        "id": "kinds",
        "title": by_hand.TEXT,
        "hit": "first",
        "outputs": [{"id": "kind", "title": by_hand.TEXT, "values": by_hand.named("a", "b")}],
        "rules": [{**rule, "title": by_hand.TEXT} for rule in rules],
    }
    named = [{**fact, "title": by_hand.TEXT, "question": by_hand.TEXT} for fact in facts]
    return by_hand.version([table], named)


@pytest.mark.parametrize(
    ("heavy", "cases", "example"),
    [("> 5", "weight: 5", 5), ("(5, 10]", "weight: 5", 5), (">= 6", "weight: [5, 6)", 5)],
)
def test_an_interval_that_is_off_by_one_is_found(heavy: str, cases: str, example: int) -> None:
    (change,) = changed([part(small())], [part(small(heavy=heavy))]).differences
    assert (change.before, change.after) == ("a", "b")
    assert change.box.told.en == cases.replace("weight", "one")
    assert change.box.example == {"weight": example}


def test_another_way_to_write_the_same_changes_nothing() -> None:
    assert changed([part(small())], [part(small(heavy="[5, 10]"))]).none


def test_a_value_that_only_one_knows_is_told_and_not_compared() -> None:
    changes = changed([part(small())], [part(small(colours=("red", "blue")))])
    assert changes.differences == ()
    assert [told.en for told in changes.terms] == [
        "only the earlier document knows: one: one",
        "only the later document knows: one: one",
    ]


def test_a_fact_in_another_unit_cannot_be_compared() -> None:
    with pytest.raises(Faults) as found:
        changed([part(small())], [part(small(unit="g"))])
    assert [fault.place for fault in found.value.faults] == ["facts.weight"]


# --- far beyond what could be enumerated ----------------------------------------------------------


def wide(rules: int, facts: int, pick: random.Random) -> RulesVersion:
    """A table that parts the cases of its facts along a random tree: whole, and without overlap."""
    asked = [
        {
            "id": f"f{n}",
            "title": by_hand.TEXT,
            "question": by_hand.TEXT,
            **(
                {"type": "number", "unit": "1", "within": "[0, 1000]"}
                if n % 3 == 0
                else {"type": "enumeration", "values": by_hand.named(*(f"v{k}" for k in range(5)))}
            ),
        }
        for n in range(facts)
    ]
    boxes: list[dict[str, Any]] = [{}]
    while len(boxes) < rules:
        box = boxes.pop(pick.randrange(len(boxes)))
        name = f"f{pick.randrange(facts)}"
        low, high = box.get(name, (0, 1000 if int(name[1:]) % 3 == 0 else 5))
        if high - low < 2:
            boxes.append(box)
            continue
        cut = pick.randrange(low + 1, high)
        boxes += [{**box, name: (low, cut)}, {**box, name: (cut, high)}]
    written = [
        {
            "id": f"r{place}",
            "title": by_hand.TEXT,
            "when": {
                name: f"[{low}, {high}{']' if high == 1000 else ')'}"
                if int(name[1:]) % 3 == 0
                else [f"v{k}" for k in range(low, high)]
                for name, (low, high) in box.items()
            },
            "then": {"kind": pick.choice(["a", "b"])},
        }
        for place, box in enumerate(boxes)
    ]
    pick.shuffle(written)
    output = {"id": "kind", "title": by_hand.TEXT, "values": by_hand.named("a", "b")}
    table = {"id": "t", "title": by_hand.TEXT, "hit": "unique", "outputs": [output]}
    return by_hand.version([{**table, "rules": written}], asked)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_sixty_rules_over_fifteen_facts_are_proven(seed: int) -> None:
    pick = random.Random(seed)
    # 5 ** 10 * 1000 ** 5 cases; whole as made, and with one gap where a rule is left out.
    version = wide(60, 15, pick)
    assert list(flaws([part(version)])) == []
    table = version.tables[0]
    left = table.model_copy(update={"rules": table.rules[1:]})
    found = list(flaws([part(version.model_copy(update={"tables": (left,)}))]))
    assert {flaw.key for flaw in found} == {"rules.gap"}
    assert all(by_hand.matches(table.rules[0], f.box.example) for f in found if f.box)
    again = changed([part(version)], [part(version.model_copy(update={"tables": (left,)}))])
    assert {change.after for change in again.differences} == {None}


def of_shelf(identifier: str, written: str = "kind", instead: str = "kind") -> Part:
    """The newest version of a document as shipped, one word written otherwise."""
    text = (installed("tariffs") / f"{identifier}.yaml").read_text(encoding="utf-8")
    assert written in text
    with laid_over(Shelf(installed("tariffs")), text.replace(written, instead), "draft") as laid:
        return Part(identifier, laid.shelf.get(identifier, RulesDocument).versions[-1])


def test_what_is_taken_where_nothing_is_said_is_told_too() -> None:
    """Registration required instead of encouraged: the tables are the same, the answers are not."""
    before = of_shelf("cn/supply")
    after = of_shelf("cn/supply", "default: voluntary", "default: required")
    (told,) = changed([before], [after]).terms
    assert told.en.startswith("Registration of products and services: where nothing is chosen")
    assert not changed([before], [after]).none
    assert changed([before], [before]).none


def test_a_presumption_or_a_contradiction_dropped_is_told() -> None:
    for held, name in (("presumptions", "cn/use-of-public-data"), ("contradictions", "cn/supply")):
        before = of_shelf(name)
        first, *others = getattr(before.version, held)
        fewer = before.version.model_copy(update={held: tuple(others)})
        (told,) = changed([before], [Part(before.document, fewer)]).terms
        assert first.title.zh in told.zh
