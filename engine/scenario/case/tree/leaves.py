"""The single values of a tree, each by the names on the way to it and not by its position."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from engine.law import identity_of

__all__ = ["LATER", "Leaf", "differing", "leaves"]

LATER = "later"
"""Where what is said is laid over what is not there yet: a cycle that follows."""
Leaf = tuple[str, ...]
"""The names on the way to a value; an item of a list by its own, else by its number."""


def leaves(tree: Any, at: Leaf = ()) -> Iterator[tuple[Leaf, Any]]:
    """Yield each single value of a plain tree; an empty mapping or list is one."""
    if isinstance(tree, Mapping) and tree:
        for key, value in tree.items():
            yield from leaves(value, (*at, str(key)))
    elif isinstance(tree, list) and tree:
        names = [identity_of(item) for item in tree]
        named = None not in names and len(set(names)) == len(names)
        for place, item in enumerate(tree):
            yield from leaves(item, (*at, str(names[place]) if named else f"[{place}]"))
    else:
        yield at, tree


def differing(before: Any, after: Any) -> Iterator[tuple[Leaf, Any, Any]]:
    """Yield each value that two trees have differently, as the first and as the second has it;
    None where one has none. Numbers are compared as numbers. What is said to be nothing in a later
    cycle takes away there what the cycle before has, as not being said does not."""
    first, second = dict(leaves(before)), dict(leaves(after))
    for at in dict.fromkeys((*first, *second)):
        old, new = first.get(at), second.get(at)
        takes_away = at[:1] == (LATER,) and (at in first) != (at in second) and old == new
        if takes_away or (
            old != new and str(old) != str(new) and not (_empty(old) and _empty(new))
        ):
            yield at, old, new


def _empty(value: Any) -> bool:
    return value is None or value == {} or value == []
