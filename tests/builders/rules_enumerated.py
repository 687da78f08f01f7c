"""A third reader of decision tables: every case at once, on arrays, from the document's plain data.

It shares nothing with the engine: a fact is an axis, a rule the product of its cells, and the first
rule that matches is found by going through the rules backwards.
"""

from __future__ import annotations

from typing import Any

import numpy as np


def values_of(fact: dict[str, Any]) -> list[Any]:
    if fact["type"] == "yes_no":
        return [True, False]
    if fact["type"] == "number":
        return ["any number"]  # the published rules ask of no number
    return [value["id"] for value in fact["values"]]


class Enumerated:
    """The outputs of one version in every case of the facts."""

    def __init__(self, version: dict[str, Any]) -> None:
        self.facts = {fact["id"]: values_of(fact) for fact in version["facts"]}
        self.tables = version["tables"]
        self.makers = {out["id"]: table for table in self.tables for out in table["outputs"]}
        self._matches: dict[str, list[np.ndarray]] = {}
        self._hits: dict[str, np.ndarray] = {}

    def axes(self, table: dict[str, Any]) -> set[str]:
        """The facts on which a table hangs, through other tables too."""
        names = {name for rule in table["rules"] for name in rule.get("when", {})}
        below = [self.axes(self.makers[name]) for name in names & self.makers.keys()]
        return (names - self.makers.keys()).union(*below)

    def _along(self, name: str, held: list[bool]) -> np.ndarray:
        shape = [1] * len(self.facts)
        shape[list(self.facts).index(name)] = len(held)
        return np.array(held).reshape(shape)

    def _cell(self, name: str, written: Any) -> np.ndarray:
        negated = isinstance(written, dict)
        listed = written["not"] if negated else written
        listed = listed if isinstance(listed, list) else [listed]
        if name in self.facts and name not in self.makers:
            return self._along(name, [(value in listed) != negated for value in self.facts[name]])
        table = self.makers[name]
        if table["hit"] == "collect":
            anything = np.zeros((1,) * len(self.facts), bool)
            for rule, matched in zip(table["rules"], self.matches(table), strict=True):
                if listed in (["any"], ["none"]) or rule["then"][name] in listed:
                    anything = anything | matched
            return anything != (negated != (listed == ["none"]))
        hit = self.hit(table)
        inside = [(rule["then"][name] in listed) != negated for rule in table["rules"]]
        return np.array([*inside, False])[hit]

    def matches(self, table: dict[str, Any]) -> list[np.ndarray]:
        """For each rule, where it matches."""
        if table["id"] not in self._matches:
            found = []
            for rule in table["rules"]:
                matched = np.ones((1,) * len(self.facts), bool)
                for name, written in rule.get("when", {}).items():
                    matched = matched & self._cell(name, written)
                found.append(matched)
            self._matches[table["id"]] = found
        return self._matches[table["id"]]

    def hit(self, table: dict[str, Any]) -> np.ndarray:
        """The place of the first rule that matches; one past the last where none does."""
        if table["id"] not in self._hits:
            # There are millions of cases, and fewer than 128 rules: a byte for each.
            hit = np.full((1,) * len(self.facts), len(table["rules"]), np.int8)
            for place, matched in reversed([*enumerate(self.matches(table))]):
                hit = np.where(matched, np.int8(place), hit)
            self._hits[table["id"]] = hit
        return self._hits[table["id"]]

    def gathered(self, name: str) -> dict[str, np.ndarray]:
        """For each value of an output that collects, where it is among the result."""
        table = self.makers[name]
        values = next(out["values"] for out in table["outputs"] if out["id"] == name)
        found = {value["id"]: np.zeros((1,) * len(self.facts), bool) for value in values}
        for rule, matched in zip(table["rules"], self.matches(table), strict=True):
            found[rule["then"][name]] = found[rule["then"][name]] | matched
        return found

    def given(self, name: str) -> list[str]:
        """What each rule gives for an output, and last what there is where none decides."""
        rules = self.makers[name]["rules"]
        return [*(f"{rule['then'][name]} {rule.get('carries', '')}" for rule in rules), ""]

    def gaps(self) -> set[str]:
        """The tables that leave a case undecided."""
        return {
            table["id"]
            for table in self.tables
            if table["hit"] != "collect" and (self.hit(table) == len(table["rules"])).any()
        }

    def dead(self) -> set[tuple[str, str]]:
        """The rules that never decide, or of a collecting table never match."""
        found = set()
        for table in self.tables:
            hit = self.hit(table)
            for place, (rule, matched) in enumerate(
                zip(table["rules"], self.matches(table), strict=True)
            ):
                alive = matched if table["hit"] == "collect" else hit == place
                if not alive.any():
                    found.add((table["id"], rule["id"]))
        return found


def differing(one: Enumerated, other: Enumerated) -> set[str]:
    """The outputs that are not the same in every case."""
    return {name for name, table in one.makers.items() if _unlike(name, table["hit"], one, other)}


def _unlike(name: str, hit: str, one: Enumerated, other: Enumerated) -> bool:
    if hit == "collect":
        left, right = one.gathered(name), other.gathered(name)
        return any((left[value] != right[value]).any() for value in left)
    values = [*{*one.given(name), *other.given(name)}]
    left, right = (
        np.array([values.index(value) for value in each.given(name)], np.int8)[
            each.hit(each.makers[name])
        ]
        for each in (one, other)
    )
    return bool((left != right).any())
