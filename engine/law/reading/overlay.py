"""One tree of plain values laid over another, so that it need say only what differs.

Mappings are merged key by key; a key that is empty (null) takes away what the base has there, but
for a list. Lists whose items all have an identity (`id`, the `period` of a figure, what they are
`of` with their `year`, or a `year` alone) are merged item by item: an item of the base's name
differs from it, `removed: true` takes it away, any other is added at the end, or `before: NAME`.
Whatever else stands in both, and a piece that is told apart by another `model`, `type` or `curve`,
replaces what the base has.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.law.reading.fault import Finding, Path

__all__ = ["NAMED_BY", "Origin", "Overlay", "identity_of"]

NAMED_BY = ("id", "of", "item", "year", "period")
"""The keys by which an item may be told from the others of its list."""

_IDENTITIES = ("id", "period")
_TOLD_APART = ("model", "type", "curve")
_REMOVED, _BEFORE = "removed", "before"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a place of the merged tree comes from."""

    own: Path | None
    """The place in the tree laid over; None where the base's piece stands untouched."""
    base: Path | None
    """The place in the base; None where there is none, or where it is replaced."""
    contains: bool = False
    """Whether the tree laid over says nothing of this piece but what differs in lists inside it."""


def identity_of(item: Any) -> str | None:
    """Return what tells a plain item from the others of its list, or None where nothing does."""
    if not isinstance(item, dict):
        return None
    values = (item.get(name) for name in _IDENTITIES)
    of, year = item.get("of") or item.get("item"), item.get("year", "")
    yearly = f"{of} {year}".strip() if isinstance(of, str) else str(year) or None
    return next((value for value in values if isinstance(value, str)), yearly)


class Overlay:
    """A merged tree in the making: what comes from where, and what names nothing."""

    def __init__(self) -> None:
        self.origins: dict[Path, Origin] = {}
        """By place in the merged tree: each piece taken over whole, and each that was merged."""
        self.added: dict[Path, Finding] = {}
        """By place in the tree laid over: the items that name none of the base."""
        self.removed: list[Path] = []
        """Places in the tree laid over: the items that take one of the base away."""
        self.findings: list[Finding] = []
        """What is wrong with the tree laid over, at places in it."""

    def merged(self, at: Path, own: Any, own_at: Path, base: Any, base_at: Path) -> Any:
        """Return `own`, which stands at `own_at`, laid over `base`, which stands at `base_at`.

        The result will stand at `at` of the merged tree.
        """
        if isinstance(own, dict) and isinstance(base, dict) and not _is_another(own, base):
            return self._mapping(at, own, own_at, base, base_at)
        if isinstance(own, list) and isinstance(base, list):
            mine, theirs = _places(own), _places(base)
            if mine and theirs is not None and len(theirs) == len(base):
                self.origins[at] = Origin(own_at, base_at)
                return self._list(at, own, own_at, base, base_at)
        self.origins[at] = Origin(own_at, None)
        return own

    def _mapping(
        self, at: Path, own: dict[str, Any], own_at: Path, base: dict[str, Any], base_at: Path
    ) -> dict[str, Any]:
        merged: dict[str, Any] = {}
        contains = True
        for key in dict.fromkeys((*base, *own)):
            here, mine, theirs = (*at, key), (*own_at, key), (*base_at, key)
            if key not in own:
                if key != "cites":
                    merged[key] = base[key]
                    self.origins[here] = Origin(None, theirs)
                continue
            if key in _IDENTITIES and own[key] == base.get(key):
                merged[key] = own[key]
                continue
            if key not in base:
                merged[key] = own[key]
                self.origins[here] = Origin(mine, None)
            elif own[key] is not None or isinstance(base[key], list):
                merged[key] = self.merged(here, own[key], mine, base[key], theirs)
            origin = self.origins.get(here)
            in_list = isinstance(own[key], list) and origin is not None and origin.base is not None
            contains = contains and (key == "cites" or in_list)
        self.origins[at] = Origin(own_at, base_at, contains)
        return merged

    def _list(
        self, at: Path, own: list[Any], own_at: Path, base: list[Any], base_at: Path
    ) -> list[Any]:
        mine, theirs = _places(own) or {}, _places(base) or {}
        order = list(theirs)
        for place, item in enumerate(own):
            self._placed(order, item, place == mine[str(identity_of(item))], (*own_at, place))
        merged = []
        for place, name in enumerate(order):
            here = (*at, place)
            if name not in mine:
                merged.append(base[theirs[name]])
                self.origins[here] = Origin(None, (*base_at, theirs[name]))
                continue
            there, written = (*own_at, mine[name]), own[mine[name]]
            item = {key: value for key, value in written.items() if key != _BEFORE}
            if name in theirs:
                below = (*base_at, theirs[name])
                item = self.merged(here, item, there, base[theirs[name]], below)
                if _BEFORE in written:
                    self.origins[here] = Origin(there, below)
            else:
                self.origins[here] = Origin(there, None)
                allowed = {"allowed": ", ".join(theirs)}
                self.added[there] = Finding(there, "law.varies_nothing", allowed, name)
            merged.append(item)
        return merged

    def _placed(self, order: list[str], item: dict[str, Any], first: bool, at: Path) -> None:
        """Put the name of an item laid over where it belongs in `order`, or take it out."""
        name, following = str(identity_of(item)), item.get(_BEFORE)
        allowed = {"allowed": ", ".join(order)}
        if not first:
            self.findings.append(Finding(at, "law.repeated_entry", {}, name))
        elif _REMOVED in item:
            self.removed.append(at)
            if name in order:
                order.remove(name)
            else:
                self.findings.append(Finding(at, "law.varies_nothing_removed", allowed, name))
        else:
            kept = [each for each in order if each != name]
            if following is not None and following not in kept:
                self.findings.append(Finding((*at, _BEFORE), "law.not_one_of", allowed, following))
            elif following is not None:
                order[:] = kept
                order.insert(order.index(following), name)
            if name not in order:
                order.append(name)


def _is_another(own: dict[str, Any], base: dict[str, Any]) -> bool:
    """Return whether `own` is of another kind than the piece it would be merged with."""
    return any(own.get(tag, base.get(tag)) != base.get(tag) for tag in _TOLD_APART)


def _places(items: list[Any]) -> dict[str, int] | None:
    """Return the place of each item by its name, the first of each; None where one has none."""
    places: dict[str, int] = {}
    for place, item in enumerate(items):
        name = identity_of(item)
        if name is None:
            return None
        places.setdefault(name, place)
    return places
