"""Scenarios that a third stands on, and that change one value in two ways."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from itertools import combinations
from typing import Any

from engine.law import Finding, Located
from engine.scenario.case.case import Case
from engine.scenario.case.form import Scenario, Scenarios
from engine.scenario.case.levers import changes_by
from engine.scenario.case.tree import RELATIVE, Leaf, leaves

__all__ = ["below_of", "contradictions"]


def below_of(scenario: Scenario, named: Mapping[str, Scenario]) -> set[str]:
    """Return the ids of all that a scenario stands on, its own where it stands on itself."""
    found: set[str] = set()
    waiting = [*scenario.on]
    while waiting:
        below = waiting.pop()
        if below in named and below not in found:
            found.add(below)
            waiting += named[below].on
    return found


def contradictions(scenarios: Scenarios, located: Located, base: Case) -> Iterator[Finding]:
    """Yield each value that two scenarios change differently of which neither stands on the other,
    where a third stands on both and does not say it; and each that one says twice, by a lever and
    among its changes."""
    for position, scenario in enumerate(scenarios.scenarios):
        changes = dict(leaves(located.tree["scenarios"][position].get("changes") or {}))
        by_levers = changes_by(scenario.levers, base.located.tree, scenario.reason)
        for leaf, by_lever in leaves(by_levers) if by_levers else ():
            if leaf in changes and leaf[-1] != "reason" and not _same(by_lever, changes[leaf]):
                values = {"path": ".".join(leaf), "one": by_lever, "other": changes[leaf]}
                yield Finding(("scenarios", position), "scenario.said_twice", values, scenario.id)
    named = {one.id: one for one in scenarios.scenarios}
    stands_on = {name: below_of(one, named) for name, one in named.items()}
    said = {
        one.id: _said(one, located.tree["scenarios"][at], base)
        for at, one in enumerate(scenarios.scenarios)
    }
    for position, scenario in enumerate(scenarios.scenarios):
        below = [name for name in named if name in stands_on[scenario.id]]
        for first, second in combinations(below, 2):
            if first in stands_on[second] or second in stands_on[first]:
                continue
            for leaf, one, other in _unlike(said[first], said[second]):
                if not any(leaf[: len(own)] == own for own in map(_place, said[scenario.id])):
                    values = {
                        "first": first,
                        "second": second,
                        "path": ".".join(leaf),
                        "one": one,
                        "other": other,
                    }
                    yield Finding(("scenarios", position, "on"), "scenario.contradicting", values)


def _same(one: object, other: object) -> bool:
    """Return whether two plain values are the same, numbers as numbers."""
    try:
        return Decimal(str(one)) == Decimal(str(other))
    except InvalidOperation:
        return str(one) == str(other)


def _said(scenario: Scenario, written: Mapping[str, Any], base: Case) -> dict[Leaf, str]:
    """Return what a scenario itself says, by place; but for reasons, which move no figure."""
    changes = written.get("changes")
    by_levers = changes_by(scenario.levers, base.located.tree, scenario.reason)
    every = [leaves(one) for one in (by_levers, changes) if one]
    return {at: str(value) for one in every for at, value in one if at[-1] != "reason"}


def _unlike(
    first: Mapping[Leaf, str], second: Mapping[Leaf, str]
) -> Iterator[tuple[Leaf, str, str]]:
    """Yield what two sets of changes say differently of one place, or of one within the other; two
    that only move it from where it is, in the same way, go together."""
    told: set[Leaf] = set()
    for at, one in first.items():
        for here, other in second.items():
            if at != here and "id" in (at[-1], here[-1]):
                continue
            places = _place(at), _place(here)
            common = min(map(len, places))
            together = at == here and (_same(one, other) or at[-1] in RELATIVE)
            if places[0][:common] == places[1][:common] and not together and places[0] not in told:
                told.add(places[0])
                yield places[0], _in_words(at, one), _in_words(here, other)


def _place(leaf: Leaf) -> Leaf:
    """Return of what a leaf says something: what is moved, or taken away."""
    return leaf[:-1] if leaf[-1] in (*RELATIVE, "removed") else leaf


def _in_words(leaf: Leaf, value: str) -> str:
    return f"{leaf[-1]} {value}" if leaf[-1] in (*RELATIVE, "removed") else value
