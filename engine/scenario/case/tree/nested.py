"""One value at a place of a tree, as what is laid over the tree."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.law import NAMED_BY, Path, identity_of, written_path
from engine.scenario.case.tree.leaves import Leaf

__all__ = ["laid_at", "named_at", "names_of", "path_of"]


def laid_at(leaf: Leaf, value: Any, below: Any) -> Any:
    """Return `value` at `leaf` as a tree to be laid over `below`; an entry of a list is named."""
    if not leaf:
        return value
    name, *rest = leaf
    there = named_at(below, (name,))
    inside = laid_at(tuple(rest), value, there)
    if not isinstance(below, list):
        return {name: inside}
    identity = {key: there[key] for key in NAMED_BY if key in there} if there else {"id": name}
    return [identity | inside if isinstance(inside, dict) else identity]


def named_at(tree: Any, leaf: Leaf) -> Any:
    """Return what stands at `leaf` of a tree; None where nothing does."""
    for name in leaf:
        if isinstance(tree, list):
            tree = next((one for one in tree if identity_of(one) == name), None)
        elif isinstance(tree, Mapping):
            tree = tree.get(name)
        else:
            return None
    return tree


def names_of(tree: Any, path: Path) -> Leaf:
    """Return a place of a tree by the names on the way; an entry without one by its number."""
    found: list[str] = []
    for part in path:
        tree = tree[part]
        named = identity_of(tree) if isinstance(part, int) else str(part)
        found.append(named or written_path((part,)))
    return tuple(found)


def path_of(tree: Any, leaf: Leaf) -> Path:
    """Return the place of a leaf in a tree, as far as the tree has it."""
    found: list[str | int] = []
    for name in leaf:
        if isinstance(tree, list):
            named = [at for at, one in enumerate(tree) if identity_of(one) == name]
            if not named:
                break
            found.append(named[0])
            tree = tree[named[0]]
        elif isinstance(tree, Mapping) and name in tree:
            found.append(name)
            tree = tree[name]
        else:
            break
    return tuple(found)
