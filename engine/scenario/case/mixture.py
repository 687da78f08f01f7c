"""Cases between two cases: some of what differs is as in the second, the rest as in the first."""

from __future__ import annotations

import copy
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from engine.law import NAMED_BY, Located, Path, Shelf, identity_of
from engine.scenario.case.case import Case, Layer
from engine.scenario.case.change import Change, changes_in_words, title_of
from engine.scenario.case.levers import Lever
from engine.scenario.case.tree import Leaf, differing, named_at, names_of, path_of
from engine.text import Text, text

__all__ = ["Difference", "differences_between", "mixed"]


@dataclass(frozen=True, slots=True)
class Difference:
    """What two cases have differently, as far as it is one change (一项改动)."""

    title: Text
    """What it is."""
    moves: tuple[Change, ...]
    """The values that differ; those of a lever need not be told one by one."""
    places: tuple[Leaf, ...]
    """Where the trees differ."""


def differences_between(first: Case, second: Case, shelf: Shelf) -> tuple[Difference, ...]:
    """Return what `second` has otherwise than `first`: what one lever moved is one change, and so
    is all that differs of one entry, product or switch."""
    told = {one.path: one for one in changes_in_words(first, second, shelf)}
    found: dict[Lever | Leaf, list[Leaf]] = {}
    for leaf, _, _ in differing(first.located.tree, second.located.tree):
        found.setdefault(_of_one(leaf, first, second), []).append(leaf)
    changes = []
    for name, places in found.items():
        moves = tuple(
            one for at, one in told.items() if any(place[: len(at)] == at for place in places)
        )
        if isinstance(name, Lever):
            changes.append(Difference(text(f"scenario.lever_{name.value}"), moves, tuple(places)))
        elif moves:
            title = moves[0].title if len(moves) == 1 else title_of(name, first, second, shelf)
            changes.append(Difference(title, moves, tuple(places)))
    return tuple(changes)


def mixed(first: Case, second: Case, taken: Collection[Difference]) -> Case:
    """Return `first` with what is `taken` of the differences as `second` has it.

    Raises Faults where the two cannot be mixed so.
    """
    if not taken:
        return first
    tree: dict[str, Any] = {}
    for change in taken:
        for leaf in change.places:
            _lay(tree, leaf, first.located.tree, second.located.tree, _depth(leaf, first, second))

    def written(path: Path) -> tuple[Located, Path]:
        names = names_of(tree, path)
        inside = path_of(second.located.tree, names)
        return second.located.written(inside)

    reasons = tuple(one for one in second.reasons if one not in first.reasons)
    return first.with_layer(Layer(tree, written, reasons, is_absolute=True))


def _of_one(leaf: Leaf, first: Case, second: Case) -> Lever | Leaf:
    """Return what tells one change from others: the lever that made it, else the entry, product or
    switch that it is of."""
    for case in (second, first):
        if named_at(case.located.tree, leaf) is None:
            continue  # taken away there, which no lever does
        _, place = case.located.written(path_of(case.located.tree, leaf))
        if "levers" in place[:-1]:
            return Lever(str(place[place.index("levers") + 1]))
    return leaf[: _depth(leaf, first, second)]


def _depth(leaf: Leaf, first: Case, second: Case) -> int:
    """Return how many names lead to the entry, product or switch that a leaf is of: what is taken
    whole where one of the two cases lacks it."""
    trees = first.located.tree, second.located.tree
    if leaf[0] == "ceilings" or (leaf[0] == "decisions" and None in map(_decisions, trees)):
        return 1
    in_list = any(isinstance(named_at(tree, leaf[:2]), list) for tree in trees)
    return 3 if in_list and leaf[0] in ("submission", "decisions") else 2


def _decisions(tree: Mapping[str, Any]) -> Any:
    return tree.get("decisions")


def _lay(into: dict[str, Any], leaf: Leaf, first: Any, second: Any, depth: int) -> None:
    """Write into a tree that will be laid over `first` what `second` has at `leaf`, of which the
    first `depth` names lead to one entry."""
    own: Any = into
    for position, name in enumerate(leaf):
        here, there = named_at(first, (name,)), named_at(second, (name,))
        if isinstance(own, list):
            own = _entry(own, name, here, there)
        elif position < len(leaf) - 1 and (
            position < depth - 1 or _goes_on(here, there) or (leaf[0] == "market" and position == 1)
        ):
            is_list = isinstance(there if here is None else here, list)
            own = own.setdefault(name, [] if is_list else {})
        else:
            own[name] = copy.deepcopy(there)
            return
        if own is None:
            return
        first, second = here, there


def _entry(own: list[Any], name: str, here: Any, there: Any) -> Any:
    """Return the entry of a list that is laid over, to be written into; None where it is added or
    taken away whole."""
    found = next((one for one in own if identity_of(one) == name), None)
    if found is None:
        found = copy.deepcopy(there) if here is None else _identity(here)
        if there is None:
            found["removed"] = True
        own.append(found)
    return None if here is None or there is None else found


def _goes_on(here: Any, there: Any) -> bool:
    """Return whether two values differ by what is inside them."""
    if isinstance(here, dict) and isinstance(there, dict):
        return here.get("curve") == there.get("curve")
    return isinstance(here, list) and isinstance(there, list) and _has_names(here, there)


def _has_names(*lists: list[Any]) -> bool:
    return all(identity_of(one) is not None for of in lists for one in of)


def _identity(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return what names an entry, alone."""
    return {name: entry[name] for name in NAMED_BY if name in entry}
