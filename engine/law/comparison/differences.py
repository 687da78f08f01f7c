"""Two versions of a document compared: every difference, where it stands, said in words.

Pieces are matched by what identifies them (`id`, or the period of a figure), so that a piece put
in between moves no other. Pieces without an identity are matched in their order, after what both
lists begin and end with. No kind is known here.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import Any

from pydantic import BaseModel

from engine.law.comparison.words import (
    Chain,
    Teller,
    Words,
    field_in_words,
    fields_of,
    identity,
    is_branch,
    joined,
    name_of,
)
from engine.law.model.citation import Citation
from engine.law.model.document import Document, Model
from engine.law.reading.fault import Fault, Faults, Path
from engine.law.shelf.kind import kinds_named
from engine.text import Text, catalogue_of, text

__all__ = ["Change", "Difference", "compare", "compare_days"]

Cites = tuple[Citation, ...]


class Change(StrEnum):
    """What became of a piece or a value."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"
    """The same pieces stand in another order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One difference between two versions."""

    path: Path
    """Where it stands; pieces of a list by their identity, else by their position from 0."""
    change: Change
    """What happened."""
    before: Any
    """The value or piece before; for an order, the identities; None where it was added."""
    after: Any
    """The value or piece after; None where it was removed."""
    before_cites: Cites
    """The provisions that it rested on; none where it was added."""
    after_cites: Cites
    """The provisions that it rests on now; none where it was removed."""
    said: Text
    """The difference in a sentence."""


Currencies = tuple[str | None, str | None]


def compare(
    before: Model, after: Model, words: Words | None = None, currencies: Currencies = (None, None)
) -> tuple[Difference, ...]:
    """Return every difference between two pieces of one type, such as versions of a document.

    `words` tells what a kind has words of its own for, such as a formula; `currencies` are those of
    the documents of the two.
    Citations should be inherited already, as a shelf gives them. A change of citation is told once,
    at the outermost piece that it reaches. Equal pieces give none; exchanging the two gives the
    same places with `added` and `removed`, `before` and `after` exchanged.
    """
    walk = _Walk(Teller(before, words, currencies[0]), Teller(after, words, currencies[1]))
    return tuple(walk.pieces(_Spot(), before, after))


def compare_days(
    earlier: Document[Any],
    day: datetime.date,
    later: Document[Any],
    later_day: datetime.date,
    words: Words | None = None,
) -> tuple[Difference, ...]:
    """Return the differences between what is in force of `earlier` on `day` and of `later` on
    `later_day`: two days of one document, or one document and a draft of it.

    What stands above the versions (title, VAT basis …) is compared with them.
    Raises Faults when no version is in force on a day, or the documents are not of one kind.
    """
    if type(earlier) is not type(later):
        values = {"found": kinds_named(type(later)), "expected": kinds_named(type(earlier))}
        raise Faults([Fault(later.id, "kind", None, later.kind, "law.other_kind", values)])
    versions = [earlier.in_force_on(day), later.in_force_on(later_day)]
    heads = [document.model_copy(update={"versions": ()}) for document in (earlier, later)]
    currencies: Currencies = (
        getattr(earlier, "currency", None),
        getattr(later, "currency", None),
    )
    return (*compare(heads[0], heads[1]), *compare(versions[0], versions[1], words, currencies))


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place in both versions, and how it is called."""

    path: Path = ()
    subject: tuple[Text, ...] = ()
    """Names of the pieces around it."""
    fields: tuple[Text, ...] = ()
    """Words for the fields since the last name."""
    before: Chain = ()
    """The pieces around it in the version before."""
    after: Chain = ()
    """The same in the version after."""
    cites: tuple[Cites, Cites] = ((), ())
    """The provisions of the nearest cited piece around it, before and after."""

    def field(self, name: str, value: object = None) -> _Spot:
        """Return the place of a field of the piece here, which holds `value`."""
        fields = (*self.fields, field_in_words(name, value))
        return replace(self, path=(*self.path, name), fields=fields)

    def inside(self, before: BaseModel, after: BaseModel) -> _Spot:
        """Return this place, seen from inside the two pieces that stand there."""
        return replace(self, before=(*self.before, before), after=(*self.after, after))

    def named(self, name: Text) -> _Spot:
        """Return this place, called by the name of what stands there."""
        return replace(self, subject=(*self.subject, name), fields=())


class _Walk:
    """One comparison."""

    def __init__(self, before: Teller, after: Teller) -> None:
        self.before = before
        self.after = after

    def pieces(self, spot: _Spot, before: BaseModel, after: BaseModel) -> Iterator[Difference]:
        """Yield the differences of two pieces of one type that stand at `spot`."""
        inside = spot.inside(before, after)
        cites = (_own(before, spot.cites[0]), _own(after, spot.cites[1]))
        inside = replace(inside, cites=cites)
        if cites[0] != cites[1] and cites != spot.cites:
            yield self._changed(inside.field("cites"), *cites)
        theirs = dict(fields_of(after))
        for name, value in fields_of(before):
            here = inside.field(name, theirs[name] if value is None else value)
            yield from self.values(here, name, value, theirs[name])

    def values(self, spot: _Spot, field: str, before: Any, after: Any) -> Iterator[Difference]:
        """Yield the differences of two values of one field."""
        if before == after:
            return
        if before is None or after is None:
            told = before if after is None else after
            yield self._alone(spot, Change.REMOVED if after is None else Change.ADDED, field, told)
        elif isinstance(before, tuple) and isinstance(after, tuple):
            if is_branch(before) or is_branch(after):
                yield from self._lists(spot, field, before, after)
            else:
                yield from self._plain_lists(spot, field, before, after)
        elif isinstance(before, dict) and isinstance(after, dict):
            yield from self._mappings(spot, field, before, after)
        elif is_branch(before) and type(before) is type(after):
            # What is told apart by its model speaks through its own fields.
            silent = hasattr(before, "model")
            yield from self.pieces(
                replace(spot, fields=spot.fields[:-1]) if silent else spot, before, after
            )
        else:
            yield self._changed(spot, before, after, field)

    # --- lists and mappings ----------------------------------------------------------

    def _lists(
        self, spot: _Spot, field: str, before: Sequence[Any], after: Sequence[Any]
    ) -> Iterator[Difference]:
        ours, theirs = _by_identity(before), _by_identity(after)
        if ours is None or theirs is None:
            yield from self._by_position(spot, field, before, after)
            return
        for key, piece in theirs.items():
            at = replace(spot, path=(*spot.path, key))
            if key in ours:
                yield from self._matched(at, field, ours[key], piece, name_of(piece))
            else:
                yield self._alone(at, Change.ADDED, field, piece)
        for key, piece in ours.items():
            if key not in theirs:
                at = replace(spot, path=(*spot.path, key))
                yield self._alone(at, Change.REMOVED, field, piece)
        yield from self._moved(spot, list(ours), list(theirs))

    def _by_position(
        self, spot: _Spot, field: str, before: Sequence[Any], after: Sequence[Any]
    ) -> Iterator[Difference]:
        start = _alike(before, after)
        end = min(_alike(before[::-1], after[::-1]), min(len(before), len(after)) - start)
        ours, theirs = before[start : len(before) - end], after[start : len(after) - end]
        paired = min(len(ours), len(theirs))
        for place in range(max(len(ours), len(theirs))):
            at = replace(spot, path=(*spot.path, start + place))
            if place < paired:
                name = name_of(theirs[place]) or _numbered(field, start + place + 1)
                yield from self._matched(at, field, ours[place], theirs[place], name)
            elif place < len(theirs):
                yield self._alone(at, Change.ADDED, field, theirs[place])
            else:
                yield self._alone(at, Change.REMOVED, field, ours[place])

    def _matched(
        self, spot: _Spot, field: str, before: Any, after: Any, name: Text | None
    ) -> Iterator[Difference]:
        if before == after:
            return
        at = spot if name is None else spot.named(name)
        if type(before) is type(after) and is_branch(before):
            yield from self.pieces(at, before, after)
        else:
            yield self._changed(at, before, after, field)

    def _plain_lists(
        self, spot: _Spot, field: str, before: Sequence[Any], after: Sequence[Any]
    ) -> Iterator[Difference]:
        if len(before) == len(after) == 1:
            yield self._changed(spot, before[0], after[0], field)
            return
        gone, new = _without(before, after), _without(after, before)
        for value in new:
            at = replace(spot, path=(*spot.path, str(value)))
            yield self._alone(at, Change.ADDED, field, value)
        for value in gone:
            at = replace(spot, path=(*spot.path, str(value)))
            yield self._alone(at, Change.REMOVED, field, value)
        yield from self._moved(spot, _without(before, gone), _without(after, new))

    def _moved(self, spot: _Spot, before: list[Any], after: list[Any]) -> Iterator[Difference]:
        ours = [key for key in before if key in after]
        theirs = [key for key in after if key in before]
        if ours != theirs:
            said = text(
                "law.comparison.moved",
                where=_where(spot),
                before=self._titles(self.before, ours, spot.before),
                after=self._titles(self.after, theirs, spot.after),
            )
            yield _difference(spot, Change.MOVED, tuple(ours), tuple(theirs), said)

    def _titles(self, teller: Teller, keys: Sequence[Any], around: Chain) -> Text:
        return joined("law.comparison.list", [teller.value("", key, around) for key in keys])

    def _mappings(
        self, spot: _Spot, field: str, before: dict[str, Any], after: dict[str, Any]
    ) -> Iterator[Difference]:
        for key in dict.fromkeys((*after, *before)):
            at = replace(spot, path=(*spot.path, key))
            if key in before and key in after:
                yield from self.values(self._keyed(at, key), key, before[key], after[key])
            else:
                change = Change.ADDED if key in after else Change.REMOVED
                yield self._alone(at, change, field, {key: (before | after)[key]})

    def _keyed(self, spot: _Spot, key: str) -> _Spot:
        """Return the place under a key: called by, and seen from inside, what the key names."""
        ours = self.before.named(key, spot.before)
        theirs = self.after.named(key, spot.after)
        teller, around = (
            (self.before, spot.before) if theirs is None and ours else (self.after, spot.after)
        )
        at = spot.named(teller.title(key, around))
        return replace(
            at,
            before=at.before if ours is None else (*at.before, ours),
            after=at.after if theirs is None else (*at.after, theirs),
        )

    # --- one difference --------------------------------------------------------------

    def _alone(self, spot: _Spot, change: Change, field: str, told: Any) -> Difference:
        """Return what stands in one version only."""
        added = change is Change.ADDED
        teller, around = (self.after, spot.after) if added else (self.before, spot.before)
        what = teller.value(field, told, around)
        subject = _subject(spot)
        of = (
            joined("law.comparison.within", spot.fields)
            if spot.fields
            else text("law.comparison.nothing")
        )
        if subject is None:
            said = text(f"law.comparison.{change.value}", field=of, what=what)
        else:
            said = text(f"law.comparison.{change.value}_in", subject=subject, field=of, what=what)
        value = told[spot.path[-1]] if isinstance(told, dict) and spot.path[-1] in told else told
        before, after = (None, value) if added else (value, None)
        return _difference(spot, change, before, after, said)

    def _changed(self, spot: _Spot, before: Any, after: Any, field: str = "") -> Difference:
        said = text(
            "law.comparison.changed",
            where=_where(spot),
            before=_set(self.before.value(field, before, spot.before)),
            after=_set(self.after.value(field, after, spot.after)),
        )
        return _difference(spot, Change.CHANGED, before, after, said)


def _difference(spot: _Spot, change: Change, before: Any, after: Any, said: Text) -> Difference:
    ours, theirs = spot.cites
    return Difference(
        path=spot.path,
        change=change,
        before=before,
        after=after,
        before_cites=() if change is Change.ADDED else _own(before, ours),
        after_cites=() if change is Change.REMOVED else _own(after, theirs),
        said=said,
    )


def _own(piece: Any, around: Cites) -> Cites:
    """Return what `piece` rests on: its own provisions, else those around it."""
    return getattr(piece, "cites", ()) or around


def _subject(spot: _Spot) -> Text | None:
    """Return the names of the pieces around; a name that the next one repeats is left out."""
    kept = [name for name, then in pairwise(spot.subject) if name.zh not in then.zh]
    kept += spot.subject[-1:]
    return joined("law.comparison.within", kept) if kept else None


def _where(spot: _Spot) -> Text:
    subject = _subject(spot)
    field = joined("law.comparison.within", spot.fields) if spot.fields else None
    if subject is None or field is None:
        return subject or field or text("law.comparison.whole")
    return text("law.comparison.at", subject=subject, field=field)


def _set(told: Text) -> Text:
    """Return a phrase with the space that Chinese sets between its own signs and others."""
    before = " " if told.zh[:1].isascii() else ""
    after = " " if told.zh[-1:].isascii() else ""
    return Text(zh=f"{before}{told.zh}{after}", en=told.en)


def _numbered(field: str, number: int) -> Text:
    if f"item_{field}" in catalogue_of("law.comparison"):
        return text(f"law.comparison.item_{field}", number=number)
    return text("law.comparison.item", field=field_in_words(field), number=number)


def _by_identity(pieces: Sequence[Any]) -> dict[str, Any] | None:
    """Return the pieces by identity; None where one has none or two have the same."""
    found = {key: piece for piece in pieces if (key := identity(piece)) is not None}
    return found if len(found) == len(pieces) else None


def _alike(before: Sequence[Any], after: Sequence[Any]) -> int:
    """Return how many pieces at the beginning are equal."""
    count = 0
    while count < min(len(before), len(after)) and before[count] == after[count]:
        count += 1
    return count


def _without(values: Sequence[Any], others: Sequence[Any]) -> list[Any]:
    """Return `values` without as many of each as `others` has."""
    left, kept = list(others), []
    for value in values:
        if value in left:
            left.remove(value)
        else:
            kept.append(value)
    return kept
