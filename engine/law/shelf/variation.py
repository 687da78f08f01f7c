"""A place that varies a rule writes only what differs: its document made whole.

The variation follows the base: on each day it is the base's version of that day with the place's
own version of that day laid over it, and where either has none it is not in force. What differs
rests on the place's provisions, each piece on its own; what is taken over rests on the base's.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict

from engine.law.model.citation import Citation
from engine.law.model.document import Cited, Document, Version, with_inherited_citations
from engine.law.reading.fault import Fault, Faults, Finding, Path, written_path
from engine.law.reading.overlay import Origin, Overlay
from engine.law.reading.places import Located
from engine.law.reading.yaml import checked
from engine.text import Text

__all__ = ["Variation", "VaryingDocument"]

D = TypeVar("D", bound=Document[Any])

_OF_ITS_OWN = ("id", "title", "jurisdiction", "varies", "versions")
"""What a document says of itself alone, so that no variation takes it over."""
_DATES = ("published", "from", "until")


class VaryingVersion(Version):
    """A place's version before the rest of it can be read."""

    model_config = ConfigDict(extra="allow")


class VaryingDocument(Document[VaryingVersion]):
    """A place's document before the rest of it can be read."""

    model_config = ConfigDict(extra="allow")


class _Removed(Cited):
    """An item that takes one of the base away."""

    id: str | None = None
    """Its name."""
    period: str | None = None
    """For a figure of a series: its period."""
    removed: Literal[True]
    """That it is no more."""


class _Days(NamedTuple):
    """The days on which one version of each is in force."""

    first: datetime.date
    last: datetime.date | None
    own: int
    """Position of the place's version."""
    base: int
    """Position of the base's version."""


class Variation:
    """What a place wrote, `own`, laid over `base`, the document that it varies, read from `below`.

    Raises Faults when the two cannot be read as one.
    """

    def __init__(self, own: Located, base: Document[Any], below: Located) -> None:
        self._own, self._base, self._below = own, base, below
        self._overlay = Overlay()
        framed = checked(VaryingDocument, own)
        days = sorted(_days(framed, base))
        tree = self._tree(framed, days)
        findings = [*framed.overlaps(), *_unfounded(framed, days), *self._overlay.findings]
        self._faults = [own.fault(finding) for finding in findings]
        if not days:
            raise Faults(self._faults)
        self.located = Located(own.file, tree, parts=self._parts())
        """The whole document as plain values, each of which is told where it is written."""

    def read_as(self, schema: type[D]) -> tuple[D, list[Fault]]:
        """Return the whole document with its citations, and what is wrong with the variation.

        Raises Faults when the whole is not a `schema`.
        """
        faults = list(self._faults)
        for place in self._overlay.removed:
            faults.extend(self._removal(place))
        try:
            document = checked(schema, self.located)
        except Faults as malformed:
            raise Faults([*faults, *self._told(malformed)]) from None
        bare: list[Finding] = []
        whole: D = self._resting(document, (), bare)
        faults.extend(self.located.fault(each) for each in bare)
        return with_inherited_citations(whole), faults

    # --- the tree --------------------------------------------------------------------

    def _tree(self, framed: Document[VaryingVersion], days: list[_Days]) -> dict[str, Any]:
        own, base = self._own.tree, self._below.tree
        head = {key: value for key, value in own.items() if key != "versions"}
        taken = {
            key: _renamed(value, self._base.id, framed.id)
            for key, value in base.items()
            if key not in _OF_ITS_OWN
        }
        tree: dict[str, Any] = self._overlay.merged((), head, (), taken, ())
        tree["versions"] = []
        for place, each in enumerate(days):
            mine, theirs = ("versions", each.own), ("versions", each.base)
            version: dict[str, Any] = self._overlay.merged(
                ("versions", place),
                _undated(own["versions"][each.own]),
                mine,
                _undated(base["versions"][each.base]),
                theirs,
            )
            begins = framed.versions[each.own].from_.start == each.first
            from_, at = (own, mine) if begins else (base, theirs)
            version["published"] = own["versions"][each.own]["published"]
            version["from"] = from_["versions"][at[1]]["from"]
            self._overlay.origins["versions", place, "from"] = (
                Origin((*mine, "from"), None) if begins else Origin(None, (*theirs, "from"))
            )
            if each.last is not None and not _goes_on(each.last, days[place + 1 :]):
                version["until"] = each.last
            tree["versions"].append(version)
        return tree

    def _parts(self) -> dict[Path, tuple[Located, Path]]:
        return {
            at: (self._own, origin.own)
            if origin.own is not None
            else (self._below, origin.base or ())
            for at, origin in self._overlay.origins.items()
        }

    # --- what it rests on ------------------------------------------------------------

    def _resting(self, piece: Any, at: Path, bare: list[Finding]) -> Any:
        """Return `piece` with the base's own pieces in the places of those taken over; `bare` is
        given the items that differ but cite nothing.
        """
        origin = self._overlay.origins.get(at)
        if origin is not None and origin.own is None and at[0] == "versions":
            return _piece_at(self._base, origin.base or ())
        if isinstance(piece, tuple):
            return tuple(self._resting(one, (*at, i), bare) for i, one in enumerate(piece))
        if isinstance(piece, dict):
            return {key: self._resting(one, (*at, key), bare) for key, one in piece.items()}
        if not isinstance(piece, BaseModel) or isinstance(piece, Citation | Text):
            return piece
        named = zip(type(piece).model_fields, _fields(piece), strict=True)
        changes = {name: self._resting(one, (*at, key), bare) for name, (key, one) in named}
        if origin is not None and changes.get("cites") == ():
            if not self._differs(piece, at):
                changes["cites"] = _piece_at(self._base, origin.base or ()).cites
            elif isinstance(at[-1], int) and not isinstance(piece, Version):
                bare.append(Finding(at, "law.varies_uncited"))
        return piece.model_copy(update=changes)

    def _differs(self, piece: Any, at: Path) -> bool:
        """Return whether a piece differs by itself, not only in pieces inside it that can cite."""
        origin = self._overlay.origins[at]
        if origin.own is None or origin.base is None:
            return origin.own is not None
        inside: dict[str | int, Any] = {}
        if isinstance(piece, tuple):
            inside.update(enumerate(piece))
        elif origin.contains:
            inside.update(_fields(piece))
        else:
            return True
        return any(
            self._differs(one, (*at, key))
            for key, one in inside.items()
            if (*at, key) in self._overlay.origins and not hasattr(one, "cites")
        )

    # --- what is wrong ---------------------------------------------------------------

    def _told(self, malformed: Faults) -> Iterator[Fault]:
        """Yield the faults; of an item that is not whole and names none of the base, just that."""
        unmatched = {written_path(place): item for place, item in self._overlay.added.items()}
        for fault in malformed.faults:
            item = unmatched.get(fault.place.rpartition(".")[0])
            ours = fault.file == self._own.file and fault.key == "law.missing"
            yield fault if item is None or not ours else self._own.fault(item)

    def _removal(self, place: Path) -> Iterator[Fault]:
        """Yield what is wrong with an item that takes one of the base away."""
        item: Any = self._own.tree
        for part in place:
            item = item[part]
        located = Located(self._own.file, item, parts={(): (self._own, place)})
        try:
            if not checked(_Removed, located).cites:
                yield located.fault(Finding((), "law.varies_uncited"))
        except Faults as malformed:
            yield from malformed.faults


def _days(own: Document[VaryingVersion], base: Document[Any]) -> Iterator[_Days]:
    for i, mine in enumerate(own.versions):
        for k, theirs in enumerate(base.versions):
            first = max(mine.from_.start, theirs.from_.start)
            ends = (own.last_day(mine), base.last_day(theirs))
            last = min((day for day in ends if day is not None), default=None)
            if last is None or first <= last:
                yield _Days(first, last, i, k)


def _goes_on(last: datetime.date, following: list[_Days]) -> bool:
    """Return whether the next of the `following` days begins right after `last`."""
    if not following or last == datetime.date.max:
        return False
    return following[0].first == last + datetime.timedelta(days=1)


def _unfounded(own: Document[VaryingVersion], days: list[_Days]) -> Iterator[Finding]:
    """Yield the versions that cite nothing, or during which nothing of the base is in force."""
    for place, version in enumerate(own.versions):
        if not version.cites:
            yield Finding(("versions", place), "law.uncited")
        if not any(each.own == place for each in days):
            yield Finding(("versions", place, "from"), "law.varies_nothing_in_force")


def _undated(version: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in version.items() if key not in _DATES}


def _renamed(value: Any, base: str, own: str) -> Any:
    """Return a value of the head; where the base names itself, the variation names itself."""
    if isinstance(value, dict):
        return {key: _renamed(item, base, own) for key, item in value.items()}
    return own if value == base else value


def _piece_at(piece: Any, path: Path) -> Any:
    """Return the piece of a document at a path of its plain values."""
    for part in path:
        piece = dict(_fields(piece))[str(part)] if isinstance(piece, BaseModel) else piece[part]
    return piece


def _fields(piece: BaseModel) -> Iterator[tuple[str, Any]]:
    """Yield the fields of a piece as documents name them."""
    for name, field in type(piece).model_fields.items():
        yield field.alias or name, getattr(piece, name)
