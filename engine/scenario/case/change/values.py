"""How a value is said: what it names by its title, a number with its separators (取值的说法)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from engine.ceiling import Allocation
from engine.determination import nameable_values
from engine.law import Faults, Shelf
from engine.money import CONTEXT, grouped
from engine.scenario.case.case import Case
from engine.scenario.case.change.named import documents_named, operators_of, scenarios_of
from engine.scenario.case.tree import Leaf, named_at
from engine.text import Text, text

__all__ = ["THERE", "Said", "as_title", "by_title", "plain_value", "said_at"]

Said = Callable[[Any], Text]
"""Says a plain value in words."""
THERE = text("scenario.there")
"""An entry that is there, of which nothing else is said."""
_CURVES = ("constant_elasticity", "linear")
_SHARES = ("paid", "free", "asset", "unspecified")
"""Where the cost of an item belongs, or a subsidy."""
_ENTRIES = {"pool": "pools", "by": "drivers", "asset": "items"}
"""By the field of a submission that names an entry, the list that this is of."""

_OF_USE = ("product", "operator", "scenario")
"""What a class of use names by an id."""


def said_at(leaf: Leaf, trees: Sequence[Any], case: Case, shelf: Shelf) -> Said:
    """Return how what stands at `leaf` of either tree is said."""
    return by_title(_titles(leaf, trees, case, shelf))


def by_title(titles: Mapping[str, Text]) -> Said:
    """Return how values are said of which some are ids of what has a title."""

    def said(value: Any) -> Text:
        found = titles.get(value) if isinstance(value, str) else None
        return plain_value(value) if found is None else found

    return said


def plain_value(value: Any) -> Text:
    """Return a value that names nothing in words."""
    if isinstance(value, Text):
        return value
    if value is None or value in ({}, []):
        return text("law.comparison.nothing")
    if isinstance(value, bool):
        return text("explain.yes" if value else "explain.no")
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return _written(str(value))
    return _written(_number(number) if number.is_finite() else str(value))


def as_title(entry: Any) -> Text | None:
    """Return the title of an entry, as it is written in one language or both; None without one."""
    title = entry.get("title") if isinstance(entry, Mapping) else None
    if isinstance(title, str):
        return _written(title)
    if isinstance(title, Mapping) and {"zh", "en"} <= set(title):
        return Text(zh=str(title["zh"]), en=str(title["en"]))
    return None


def _titles(leaf: Leaf, trees: Sequence[Any], case: Case, shelf: Shelf) -> Mapping[str, Text]:
    """Return the titles of what may be named at a leaf, by id."""
    if leaf == ("ceilings", "by"):
        return {one.value: text(f"scenario.inputs.by_{one.value}") for one in Allocation}
    if leaf[-1] == "curve":
        return {one: text(f"scenario.inputs.curve_{one}") for one in _CURVES}
    if leaf == ("method",) or leaf[-1] in ("rule", "tariff") or leaf[-2:-1] == ("stands_under",):
        return documents_named(tuple(named_at(tree, leaf) for tree in trees), shelf)
    if leaf[0] == "uses" and leaf[-1] in _OF_USE:
        return _of_use(leaf, trees, case, shelf)
    if leaf[0] not in ("submission", "decisions"):
        return {}
    found = {}
    if leaf[-1] in ("direct", "tag"):
        found = {one: text(f"submission.choice_{one}") for one in _SHARES}
    if leaf[-1] in _ENTRIES:
        for tree in reversed(trees):
            for entry in named_at(tree, ("submission", _ENTRIES[leaf[-1]])) or ():
                if (title := as_title(entry)) is not None:
                    found[str(entry["id"])] = title
    if leaf[0] == "submission":
        found = dict(_of_law(leaf[1:], case, shelf)) | found
    return found


def _of_use(leaf: Leaf, trees: Sequence[Any], case: Case, shelf: Shelf) -> Mapping[str, Text]:
    """Return the titles of what a class of use may name at a leaf, by id."""
    found: dict[str, Text] = {}
    for tree in reversed(trees):
        if leaf[-1] == "product":
            listed = named_at(tree, ("submission", "products")) or ()
            titles = {str(one["id"]): as_title(one) for one in listed}
            found |= {name: title for name, title in titles.items() if title is not None}
            continue
        named = operators_of if leaf[-1] == "operator" else scenarios_of
        found |= named(named_at(tree, leaf[:-1]), case.circumstances.on, shelf)
    return found


def _of_law(leaf: Leaf, case: Case, shelf: Shelf) -> Mapping[str, Text]:
    of = case.circumstances
    try:
        known = nameable_values(shelf, of.method, of.on)
    except Faults:
        return {}  # told where it is determined
    return dict(known.get(leaf) or known.get((leaf[0], *leaf[2:])) or {})


def _number(number: Decimal) -> str:
    """Return a number as it is, but with no more than six decimals."""
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -6:
        number = round(number, 6).normalize(CONTEXT)
    return grouped(number)


def _written(said: str) -> Text:
    return Text(zh=said, en=said)
