"""What a case changes, in words (改动说明)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.law import NAMED_BY, Shelf
from engine.scenario.case.case import Case
from engine.scenario.case.change.values import THERE
from engine.scenario.case.change.words import title_and_said
from engine.scenario.case.tree import LATER, RELATIVE, Leaf, differing, in_cycle, named_at
from engine.text import Text, text

__all__ = ["Change", "change_at", "changes_in_words"]

_NAMED = ("reason", "title")
"""Fields that are not told as changes: they move no figure."""


@dataclass(frozen=True, slots=True)
class Change:
    """One value that differs from the base."""

    path: Leaf
    """Where: the names on the way to it."""
    title: Text
    """What it is."""
    before: Text
    """As the base has it."""
    after: Text
    """As the case has it."""

    @property
    def said(self) -> Text:
        """What changes, in one phrase."""
        values = {"title": self.title, "before": self.before, "after": self.after}
        return text("scenario.changed", **values)


def changes_in_words(base: Case, case: Case, shelf: Shelf) -> tuple[Change, ...]:
    """Return what `case` has otherwise than `base`, in the order of the tree; what was added or
    taken away whole is told once. What is said of a later cycle is told as that cycle has it."""
    found: dict[Leaf, Change] = {}
    for leaf, old, new in differing(base.located.tree, case.located.tree):
        if leaf[-1] in _NAMED or (len(leaf) > 1 and leaf[-2] in _NAMED):
            continue
        told = change_at(leaf, old, new, base, case, shelf)
        names_entry = leaf[0] == LATER and told.path[-1] in NAMED_BY  # of a list that it moves
        if not names_entry:
            found.setdefault(told.path, told)
    return tuple(found.values())


def change_at(leaf: Leaf, old: Any, new: Any, base: Case, case: Case, shelf: Shelf) -> Change:
    """Return in words that `case` has `new` where `base` has `old`, or that the whole entry of a
    list that this is in was added or taken away."""
    trees: tuple[Any, Any] = (base.located.tree, case.located.tree)
    here: Leaf = ()
    if leaf[0] == LATER and len(leaf) > 2 and leaf[1].isdigit():
        trees = (in_cycle(trees[0], int(leaf[1])), in_cycle(trees[1], int(leaf[1])))
        here, leaf = leaf[:2], leaf[2:]
        if leaf[-1] not in RELATIVE:
            old, new = (named_at(tree, leaf) for tree in trees)
    at = _whole(leaf, *trees)
    if at != leaf:
        old, new = (_entry(tree, at) for tree in trees)
    title, said = title_and_said((*here, *at), case, base, shelf)
    return Change((*here, *at), title, said(old), said(new))


def _whole(leaf: Leaf, first: Any, second: Any) -> Leaf:
    """Return the place of the entry of a list that one of two trees lacks, else the leaf."""
    for length in range(1, len(leaf)):
        in_list = any(isinstance(named_at(tree, leaf[:length]), list) for tree in (first, second))
        at = leaf[: length + 1]
        if in_list and None in (named_at(first, at), named_at(second, at)):
            return at
    return leaf


def _entry(tree: Any, leaf: Leaf) -> Any:
    """Return what tells an entry of a list in one value: its amount, else that it is there."""
    entry = named_at(tree, leaf)
    return entry.get("amount", THERE) if isinstance(entry, Mapping) else entry
