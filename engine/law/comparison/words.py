"""A piece of any document in words: its fields by name, its values by their titles.

Nothing here knows a kind. A field has its word in `sentences` (`field_…`), a tag or an
enumeration too (`compare.word_…`); an identifier is told by the title of the piece it names, looked
for in the nearest piece around it that holds one of that name.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from enum import Enum
from functools import reduce
from typing import Any

from pydantic import BaseModel

from engine.law.model.citation import Citation, cited
from engine.law.model.document import DayOfForce
from engine.money import grouped
from engine.money.currency import YUAN, unit_of_money
from engine.text import Text, catalogue_of, text, unit_text

__all__ = [
    "Teller",
    "Words",
    "field_in_words",
    "fields_of",
    "identity",
    "is_branch",
    "joined",
    "name_of",
]

Chain = tuple[BaseModel, ...]
"""The pieces around a value, from the whole document or version inwards."""

Words = Callable[[str, Any, Chain], Text | None]
"""How a kind tells a value of a field in words of its own, such as a formula; None where it has
none."""

_LONGEST = 12
"""So many values of a piece are told; of a longer one only how many more there are."""
_NAMES = ("title", "name", "text", "period")
_IDENTITIES = ("id", "period")
_TOLD_APART = ("id", "cites", "model", "title", "name")
"""Fields that a piece is called by, so that they are not told again."""


def identity(piece: object) -> str | None:
    """Return what tells `piece` from the others of its list, or None where nothing does."""
    values = (getattr(piece, name, None) for name in _IDENTITIES)
    return next((value for value in values if isinstance(value, str)), None)


def name_of(piece: object) -> Text | None:
    """Return what `piece` is called, or None when it has no name."""
    for field in _NAMES:
        value = getattr(piece, field, None)
        if isinstance(value, Text):
            return value
        if isinstance(value, str) and not isinstance(value, Enum):
            return Text(zh=value, en=value)
    return None


def fields_of(piece: BaseModel) -> Iterator[tuple[str, Any]]:
    """Yield the fields of `piece` as documents name them, all but its citations."""
    for name, field in type(piece).model_fields.items():
        if name != "cites":
            yield field.alias or name, getattr(piece, name)


def is_branch(value: object) -> bool:
    """Return whether `value` holds further pieces: a piece, a mapping, or a list of pieces."""
    if isinstance(value, tuple):
        return any(is_branch(item) for item in value)
    return isinstance(value, dict) or (
        isinstance(value, BaseModel) and not isinstance(value, Text | DayOfForce | Citation)
    )


def field_in_words(name: str, piece: object = None) -> Text:
    """Return the word for a field; the field's own name where it has none.

    A `piece` whose class has a word of its own is called by that wherever it stands.
    """
    own = _word(f"piece_{type(piece).__name__.lower()}")
    return own or _word(f"field_{name}") or Text(zh=name, en=name)


def joined(key: str, phrases: Sequence[Text]) -> Text:
    """Return `phrases` as one, each two joined by the sentence `key`; none gives nothing."""
    if not phrases:
        return text("law.comparison.nothing")
    return reduce(lambda one, other: text(key, one=one, other=other), phrases)


class Teller:
    """Tells the values of one document, or one version."""

    def __init__(
        self, root: BaseModel, words: Words | None = None, currency: str | None = None
    ) -> None:
        self.root = root
        self._words = words
        known = currency or getattr(root, "currency", None)
        self.money = unit_text(YUAN if known is None else unit_of_money(known))
        self._found: dict[int, dict[str, BaseModel]] = {}

    def named(self, identifier: str, around: Chain) -> BaseModel | None:
        """Return the piece that `identifier` names, seen from inside the pieces `around`."""
        for piece in (*reversed(around), self.root):
            found = self._pieces_in(piece).get(identifier)
            if found is not None:
                return found
        return None

    def title(self, identifier: str, around: Chain) -> Text:
        """Return the title of what `identifier` names, else its word, else itself."""
        piece = self.named(identifier, around)
        name = name_of(piece) if piece is not None else None
        return name or _word(f"word_{identifier}") or Text(zh=identifier, en=identifier)

    def value(self, field: str, value: Any, around: Chain) -> Text:
        """Return the `value` of a `field` in words, with its unit."""
        own = self._words(field, value, around) if self._words is not None else None
        if own is not None:
            return own
        match value:
            case None:
                return text("law.comparison.nothing")
            case bool():
                return text("explain.yes" if value else "explain.no")
            case Text():
                return text("law.comparison.quoted", text=value)
            case DayOfForce():
                return _day_of_force(value)
            case Citation():
                return cited(value, note=False)
            case Decimal() | int():
                return self._number(field, Decimal(value), around)
            case datetime.date():
                return Text(zh=value.isoformat(), en=value.isoformat())
            case Enum():
                return self.title(str(value.value), ())
            case str():
                return self._written(field, value, around)
            case tuple():
                each = [self.value(field, item, around) for item in value]
                return joined("law.comparison.list", each)
            case dict():
                return self._mapping(value, around)
            case BaseModel():
                return self.piece(value, around)
        return Text(zh=str(value), en=str(value))

    def piece(self, piece: BaseModel, around: Chain = ()) -> Text:
        """Return a piece in words: what it is called, and all that it says."""
        around = (*around, piece)
        tag = _tag_of(piece)
        name = name_of(piece) or (None if tag is None else self.title(tag, ()))
        said = list(self._said(piece))
        if name is None and len(said) == 1:
            return self.value(*said[0], around)
        content = list(self._content(said, around))
        shown = content[:_LONGEST]
        if len(content) > _LONGEST:
            shown.append(text("law.comparison.more", count=len(content) - _LONGEST))
        if name is None or not shown:
            return name or joined("law.comparison.and", shown)
        return text("law.comparison.with", name=name, content=joined("law.comparison.and", shown))

    def _said(self, piece: BaseModel) -> Iterator[tuple[str, Any]]:
        """Yield the fields of a piece that say something beside what it is called."""
        for name, field in type(piece).model_fields.items():
            value = getattr(piece, name)
            if name not in _TOLD_APART and value not in (None, (), {}) and value != field.default:
                yield field.alias or name, value

    def _content(self, said: Sequence[tuple[str, Any]], around: Chain) -> Iterator[Text]:
        for name, value in said:
            told, field = self.value(name, value, around), field_in_words(name, value)
            if not (is_branch(value) and isinstance(value, BaseModel)):
                yield text("law.comparison.field", field=field, value=told)
            elif _tag_of(value) is not None or name_of(value) is not None:
                yield told
            elif len(list(self._said(value))) == 1:
                yield text("law.comparison.field", field=field, value=told)
            else:
                yield text("law.comparison.with", name=field, content=told)

    def _mapping(self, entries: dict[str, Any], around: Chain) -> Text:
        told = []
        for key, value in entries.items():
            named = self.named(key, around)
            inside = around if named is None else (*around, named)
            told.append(
                text(
                    "law.comparison.field",
                    field=self.title(key, around),
                    value=self.value(key, value, inside),
                )
            )
        return joined("law.comparison.and", told)

    def _written(self, field: str, value: str, around: Chain) -> Text:
        if field == "formula":
            return text("law.comparison.quoted", text=value)
        if field == "unit" and self.named(value, around) is None:
            return unit_text(value)
        return self.title(value, around)

    def _number(self, field: str, value: Decimal, around: Chain) -> Text:
        shown = grouped(value)
        if f"shown_{field}" in catalogue_of("law.comparison"):
            return text(f"law.comparison.shown_{field}", value=shown, money=self.money)
        unit = next((found for piece in reversed(around) if (found := _unit_of(piece))), None)
        if unit is None:
            return Text(zh=shown, en=shown)
        piece = self.named(unit, around)
        words = (name_of(piece) if piece is not None else None) or unit_text(unit)
        return (
            text("law.comparison.measured", value=shown, unit=words)
            if words.zh
            else Text(zh=shown, en=shown)
        )

    def _pieces_in(self, piece: BaseModel) -> dict[str, BaseModel]:
        """Return the pieces inside `piece` by name, the first of each."""
        known = self._found.get(id(piece))
        if known is None:
            known = {}
            for _, value in fields_of(piece):
                self._collect(value, known)
            self._found[id(piece)] = known
        return known

    def _collect(self, value: Any, known: dict[str, BaseModel]) -> None:
        if isinstance(value, dict):
            for key, item in value.items():
                if isinstance(item, BaseModel) and name_of(item) is not None:
                    known.setdefault(key, item)
                self._collect(item, known)
        elif isinstance(value, tuple):
            for item in value:
                self._collect(item, known)
        elif isinstance(value, BaseModel) and is_branch(value):
            own = identity(value)
            if own is not None and name_of(value) is not None:
                known.setdefault(own, value)
            for name, inside in self._pieces_in(value).items():
                known.setdefault(name, inside)


def _tag_of(piece: BaseModel) -> str | None:
    """Return by what a piece is told apart from others that can stand in its place."""
    tag = getattr(piece, "model", None)
    return tag if isinstance(tag, str) else None


def _word(name: str) -> Text | None:
    return text(f"law.comparison.{name}") if name in catalogue_of("law.comparison") else None


def _unit_of(piece: BaseModel) -> str | None:
    unit = getattr(piece, "unit", None)
    return unit if isinstance(unit, str) else None


def _day_of_force(day: DayOfForce) -> Text:
    if day.unread:
        return text("law.comparison.unread_day", seen=day.start)
    if day.evidence is None:
        return Text(zh=str(day.start), en=str(day.start))
    return text("law.comparison.day", day=day.start, evidence=day.evidence.in_words)
