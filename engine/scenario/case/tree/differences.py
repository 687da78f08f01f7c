"""Differences as a tree that is laid over another: some more of them, or one taken back."""

from __future__ import annotations

from typing import Any

from engine.law import NAMED_BY, identity_of
from engine.scenario.case.tree.leaves import Leaf

__all__ = ["together", "without"]


def together(first: Any, second: Any) -> Any:
    """Return two trees of differences as one; where both say a value, the second's."""
    if isinstance(first, list) and isinstance(second, list):
        merged = {identity_of(one): one for one in first}
        for one in second:
            name = identity_of(one)
            merged[name] = together(merged.get(name), one)
        return list(merged.values())
    if isinstance(first, dict) and isinstance(second, dict):
        return first | {key: together(first.get(key), one) for key, one in second.items()}
    return second


def without(differences: Any, leaf: Leaf) -> Any:
    """Return `differences` without what they say at `leaf`, and without what says nothing then."""
    if not leaf:
        return None
    name, rest = leaf[0], leaf[1:]
    if isinstance(differences, list):
        kept = [without(one, rest) if identity_of(one) == name else one for one in differences]
        return [one for one in kept if _says_more(one)]
    if not isinstance(differences, dict):
        return differences
    left = {
        key: without(one, rest) if str(key) == name else one for key, one in differences.items()
    }
    return {key: one for key, one in left.items() if str(key) != name or one not in (None, {}, [])}


def _says_more(entry: Any) -> bool:
    """Return whether an entry of a list is there, and says more than which it is."""
    if isinstance(entry, dict):
        return any(key not in NAMED_BY for key in entry)
    return entry is not None
