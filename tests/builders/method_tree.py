"""A small method as plain data that has every kind of piece, to be changed piece by piece."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import yaml

from engine.law import checked, read_tree
from engine.law.model.document import with_inherited_citations
from engine.method import Method


def named(name: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "title": {"zh": name, "en": name}, **more}


def line(name: str, unit: str, formula: str | None = None, **more: Any) -> dict[str, Any]:
    return named(name, unit=unit, **({} if formula is None else {"formula": formula}), **more)


def number(name: str, unit: str, **more: Any) -> dict[str, Any]:
    return named(name, type="number", unit=unit, **more)


VERSION: dict[str, Any] = {
    "published": "2025-01-01",
    "from": "2025-01-01",
    "cites": [
        {
            "instrument": "a rule",
            "article": "one",
            "address": "a library",
            "evidence": "text",
            "applies": "directly",
        }
    ],
    "units": [named("trip")],
    "switches": [named("basis", default="gross", values=[named("gross"), named("net")])],
    "parameters": [named("rate", unit="percent", default="3", min="0", max="6")],
    "inputs": [
        named("cost", unit="yuan"),
        named("income", unit="yuan/year", scope="year"),
    ],
    "tables": [
        named("classes", columns=[number("weight", "1")]),
        named(
            "items",
            columns=[
                named("sort", type="text", values=[named("wages"), named("power")]),
                named("class_of", type="text", of="classes"),
                number("amount", "yuan"),
                number("trips", "trip", optional=True),
            ],
        ),
        named(
            "stages", order="placed", columns=[number("placed", "year"), number("spent", "yuan")]
        ),
    ],
    "blocks": [
        named(
            "all",
            demands=[named("positive", formula="cost > 0")],
            lines=[
                line("used", "yuan", "cost * fraction(rate)"),
                line(
                    "chosen",
                    "yuan",
                    by={"switch": "basis", "cases": {"gross": "cost", "net": "cost - used"}},
                ),
                line(
                    "sorted",
                    "yuan",
                    scope="items",
                    by={"column": "sort", "cases": {"wages": "amount", "power": "amount / 2"}},
                ),
                line("weighed", "yuan", "weight[class_of] * sorted", scope="items"),
                line("per_trip", "yuan/trip", "amount / trips", scope="items"),
                line("left", "yuan", "prior(left, cost) - spent", scope="stages"),
                line("grown", "yuan/year", "prior(grown, 0) + income", scope="year"),
                line("wages", "yuan", 'sum(i.amount for i in items if i.sort == "wages")'),
            ],
        )
    ],
    "results": ["wages"],
}
HEAD = {
    "kind": "method",
    "id": "test/small",
    "title": {"zh": "试例", "en": "a small method"},
    "jurisdiction": "DEMO",
}


def method_of(version: dict[str, Any], **head: Any) -> Method:
    """The document of one version; `head` may say more of it."""
    tree = yaml.safe_dump(
        {**HEAD, **head, "versions": [version]}, allow_unicode=True, sort_keys=False
    )
    found: Method = with_inherited_citations(checked(Method, read_tree(tree, "small.yaml")))
    return found


Wrong = Callable[[dict[str, Any]], object]
"""A change of a version."""


def changed(*changes: Wrong, **head: Any) -> Method:
    """The small method with some of its version changed."""
    version = copy.deepcopy(VERSION)
    for change in changes:
        change(version)
    return method_of(version, **head)


def at(*path: str | int, **change: Any) -> Wrong:
    """Put something else into a mapping of the document."""

    def put(version: dict[str, Any]) -> None:
        _place(version, path).update(change)

    return put


def more(*path: str | int, entry: Any) -> Wrong:
    """Add an entry to a list of the document."""

    def put(version: dict[str, Any]) -> None:
        _place(version, path).append(entry)

    return put


def without(*path: str | int) -> Wrong:
    """Leave something out of the document."""

    def put(version: dict[str, Any]) -> None:
        del _place(version, path[:-1])[path[-1]]

    return put


def _place(version: dict[str, Any], path: tuple[str | int, ...]) -> Any:
    place: Any = version
    for step in path:
        place = place[step]
    return place
