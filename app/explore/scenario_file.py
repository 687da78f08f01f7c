"""What this page explores, as one plain scenario file: a base, named scenarios, and what is tried
now, which is a scenario of its own until it is given a name."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from engine.law import NAMED_BY, Located, read_tree
from engine.scenario import BASE, RELATIVE, Leaf, as_yaml, leaves, named_at, together, without
from engine.text import text

__all__ = ["NOW", "PageFile"]

NOW = "explored"
"""The id of what is tried now."""


@dataclass(frozen=True, slots=True)
class PageFile:
    """A scenario file that is changed as a whole: what changes it returns another."""

    name: str
    """What it is called in faults, and as a file."""
    tree: Mapping[str, Any]

    @staticmethod
    def read(name: str, text: str) -> PageFile:
        """Return the file of this text; raises Faults where it is no YAML."""
        return PageFile(name, _read(text, name).tree)

    @property
    def text(self) -> str:
        """The file as it is kept, downloaded, and read by the command."""
        return as_yaml(self.tree)

    @property
    def located(self) -> Located:
        """The file with the line of every place in it."""
        return _read(self.text, self.name)

    @property
    def named(self) -> tuple[Mapping[str, Any], ...]:
        """The scenarios that have a name."""
        return tuple(one for one in self._all if one["id"] != NOW)

    @property
    def now(self) -> dict[str, Any]:
        """What is tried now."""
        found = next((one for one in self._all if one["id"] == NOW), {})
        return copy.deepcopy(dict(found))

    @property
    def start(self) -> str:
        """The scenario that it stands on first, or the base."""
        return str((self.now.get("on") or [BASE])[0])

    @property
    def changed(self) -> tuple[Leaf, ...]:
        """The places of single values that are changed now, levers apart."""
        said = self.now.get("changes")
        found = [at for at, _ in leaves(said) if not _names(at, said)] if said else []
        return tuple(at[:-1] if at[-1] in RELATIVE else at for at in found)

    def said_at(self, place: Leaf) -> Any:
        """Return what is said now of a place among the changes."""
        return named_at(self.now.get("changes"), place)

    def one(self, name: str) -> Mapping[str, Any]:
        """Return the scenario with this id."""
        return next(one for one in self._all if one["id"] == name)

    def standing_on(self, name: str) -> tuple[str, ...]:
        """Return the ids of the scenarios that name `name` among those they stand on."""
        return tuple(one["id"] for one in self._all if name in (one.get("on") or ()))

    # --- what is tried now

    @property
    def standing(self) -> PageFile:
        """The file with nothing tried but what is stood on."""
        return self._with_now({"on": self.now.get("on")})

    def standing_first_on(self, name: str) -> PageFile:
        """Return the file with what is tried standing on the scenario `name` alone."""
        return self._with_now({**self.now, "on": [] if name == BASE else [name]})

    def starting_from(self, name: str) -> PageFile:
        """Return the file with nothing tried but what the scenario `name` is."""
        return self._with_now({} if name == BASE else {"on": [name]})

    def with_lever(self, lever: str, value: str | None) -> PageFile:
        """Return the file with a lever moved, or back where it rests."""
        now = self.now
        levers = {**(now.get("levers") or {}), lever: value}
        now["levers"] = {name: at for name, at in levers.items() if at is not None}
        return self._with_now(now)

    def with_written(self, said: Mapping[str, Any]) -> PageFile:
        """Return the file with levers and changes more, as a scenario says them."""
        return self._with_now(together(self.now, dict(said)))

    def without_inputs(self, *places: Leaf) -> PageFile:
        """Return the file with some inputs back where they were."""
        now = self.now
        for place in places:
            now["changes"] = without(now.get("changes") or {}, place)
        return self._with_now(now)

    def opened(self, name: str) -> PageFile:
        """Return the file in which what the scenario `name` says is tried now."""
        found = self.one(name)
        return self._with_now(
            {key: copy.deepcopy(found[key]) for key in ("on", "levers", "changes") if key in found}
        )

    # --- scenarios with a name

    def kept(self, title: Mapping[str, str], reason: str, instead: str | None) -> PageFile:
        """Return the file with what is tried as a scenario of its own, or `instead` of one; what is
        tried stands on it from now on."""
        now = self.now
        own = {key: now[key] for key in ("on", "levers", "changes") if now.get(key)}
        name = instead or self._free()
        entry = {"id": name, "title": dict(title), "reason": reason, **own}
        if instead is None:
            every = [*self.named, entry]
        else:
            every = [entry if one["id"] == instead else one for one in self.named]
        return self._with(every).starting_from(name)

    def renamed(self, name: str, title: Mapping[str, str], reason: str) -> PageFile:
        """Return the file with a scenario's name and reason said anew."""
        return self._replaced(name, {"title": dict(title), "reason": reason})

    def stacked(self, name: str, on: Sequence[str]) -> PageFile:
        """Return the file with a scenario standing on others, in this order."""
        return self._replaced(name, {"on": list(on)})

    def copied(self, name: str, title: Mapping[str, str]) -> PageFile:
        """Return the file with a scenario once more, under another name."""
        twin = {**copy.deepcopy(dict(self.one(name))), "id": self._free(), "title": dict(title)}
        return self._with([*self._all, twin])

    def dropped(self, name: str) -> PageFile:
        """Return the file without a scenario on which no other stands."""
        return self._with([one for one in self._all if one["id"] != name])

    def uncertain_of(self, uncertain: Mapping[str, Any] | None) -> PageFile:
        """Return the file with this said of what is uncertain."""
        kept = {key: one for key, one in self.tree.items() if key != "uncertain"}
        return PageFile(self.name, kept if uncertain is None else {**kept, "uncertain": uncertain})

    # --- below

    @property
    def _all(self) -> list[Mapping[str, Any]]:
        return list(self.tree.get("scenarios") or ())

    def _with(self, every: Sequence[Mapping[str, Any]]) -> PageFile:
        last = [one for one in every if one["id"] == NOW]
        ordered = [one for one in every if one["id"] != NOW] + last
        return PageFile(self.name, {**self.tree, "scenarios": ordered})

    def _replaced(self, name: str, fields: Mapping[str, Any]) -> PageFile:
        return self._with([{**one, **fields} if one["id"] == name else one for one in self._all])

    def _with_now(self, now: Mapping[str, Any]) -> PageFile:
        own = {key: now[key] for key in ("on", "levers", "changes") if now.get(key)}
        every = [*self.named]
        if own:
            title, reason = text("app.explore.title"), text("app.explore.reason")
            said = {"id": NOW, "title": title.model_dump(), "reason": reason.zh}
            every.append({**said, **own})
        return self._with(every)

    def _free(self) -> str:
        taken = {one["id"] for one in self._all}
        return next(name for n in range(1, len(taken) + 2) if (name := f"s{n}") not in taken)


def _names(leaf: Leaf, tree: Any) -> bool:
    """Return whether a leaf of differences only says which entry of a list they are of."""
    return isinstance(named_at(tree, leaf[:-2]), list) and leaf[-1] in NAMED_BY


@lru_cache(maxsize=32)
def _read(text: str, name: str) -> Located:
    return read_tree(text, name)
