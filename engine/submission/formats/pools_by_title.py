"""Pools of joint cost that are named by their title, as people write them, and not by their id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from engine.law import Located, written_path

__all__ = ["with_ids_of_pools"]


def with_ids_of_pools(
    located: Located, places: Mapping[str, str]
) -> tuple[Located, dict[str, str]]:
    """Return a tree in which pools that are named by their title are named by their id, and the
    places of its paths.

    A title that two pools have, or that is the id of one, names none.
    """
    known, names = dict(places), _pools_by_title(located.tree)
    if not names:
        return located, known
    tree, lines = dict(located.tree), dict(located.lines)
    for listed in ("items", "products"):
        if isinstance(tree.get(listed), list):
            tree[listed] = [dict(one) if isinstance(one, dict) else one for one in tree[listed]]
    for item in _mappings(tree, "items").values():
        if isinstance(item.get("pool"), str):
            item["pool"] = names.get(item["pool"], item["pool"])
    for at, product in _mappings(tree, "products").items():
        shares = product.get("shares")
        if not isinstance(shares, dict):
            continue
        meant = [names.get(name) or name for name in shares]
        ids = {  # what names one pool twice stays as it is, and is a fault: no share is lost
            name: names[name] for name in shares if name in names and meant.count(names[name]) == 1
        }
        product["shares"] = {ids.get(name, name): share for name, share in shares.items()}
        for name, identifier in ids.items():
            path = ("products", at, "shares")
            if (*path, name) in lines:
                lines[*path, identifier] = lines.pop((*path, name))
            if written_path((*path, name)) in known:
                known[written_path((*path, identifier))] = known[written_path((*path, name))]
    return replace(located, tree=tree, lines=lines), known


def _pools_by_title(tree: Any) -> dict[str, str]:
    """Return titles of pools, in either language, to the id of the one pool that has it."""
    found: dict[str, set[str]] = {}
    ids: set[str] = set()
    for pool in _mappings(tree, "pools").values():
        identifier, title = pool.get("id"), pool.get("title")
        if not isinstance(identifier, str):
            continue
        ids.add(identifier)
        for name in title.values() if isinstance(title, dict) else (title,):
            if isinstance(name, str):
                found.setdefault(name, set()).add(identifier)
    return {name: of.pop() for name, of in found.items() if len(of) == 1 and name not in ids}


def _mappings(tree: Any, listed: str) -> dict[int, dict[str, Any]]:
    """Return the entries of a list of a plain tree that are mappings, by position."""
    entries = tree.get(listed) if isinstance(tree, dict) else None
    whole = entries if isinstance(entries, list) else []
    return {at: entry for at, entry in enumerate(whole) if isinstance(entry, dict)}
