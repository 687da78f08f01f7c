"""What differs between two requests for a quote: facts, lines, the day (报价请求)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from engine.catalogue import Authorisations, Products
from engine.law import Declaration, Document, Faults, Shelf, Version
from engine.method import CellValue
from engine.quote import Quote
from engine.reconcile.changes import Change, Move
from engine.rules import RulesDocument
from engine.tariff import TariffDocument, TariffVersion
from engine.text import Text, text

__all__ = ["Asked", "Tree", "asked_of", "differences", "mixed"]

V = TypeVar("V", bound=Version)
Tree = Mapping[str, Any]
LINES, FACTS, USE = "lines", "facts", "use"
ALL = "all"
"""The one change, where what differs cannot be told apart."""
_OF_TARIFF = ("tariff", LINES, FACTS, "position")
"""What is asked of one tariff, and cannot be asked of another."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as plain values: its lines by product, with those of one product numbered."""

    file: str
    """The file that it was read from, or the number of its record."""
    tree: Tree

    def at(self, place: str) -> Any:
        """Return what is asked at a place such as `on`, `use.purpose`, `lines.call`."""
        head, _, name = place.partition(".")
        inside = self.tree.get(head)
        return inside.get(name) if name and isinstance(inside, Mapping) else inside


def asked_of(quote: Quote, file: str) -> Asked:
    """Return what a quote was asked."""
    whole = quote.request.model_dump(
        mode="json", by_alias=True, exclude_defaults=True, exclude_none=True
    )
    lines: dict[str, Any] = {}
    for line in whole[LINES]:
        name, count = line["product"], 1
        while name in lines:
            count += 1
            name = f"{line['product']}#{count}"
        lines[name] = line
    return Asked(file, {**whole, LINES: lines})


def mixed(first: Asked, second: Asked, taken: Sequence[str]) -> Tree | None:
    """Return the request that is as the second at the places that are `taken`, else as the first;
    None where it asks for nothing."""
    tree = {
        name: dict(one) if isinstance(one, Mapping) else one for name, one in first.tree.items()
    }
    for place in taken:
        head, _, name = place.partition(".")
        value = second.at(place)
        inside = tree.setdefault(head, {}) if name else tree
        if value is None:
            inside.pop(name or head, None)
        else:
            inside[name or head] = value
    lines = tree.pop(LINES)
    return {**tree, LINES: list(lines.values())} if lines else None


def differences(
    first: Asked, second: Asked, documents: Sequence[Quote], shelf: Shelf, coarseness: int
) -> list[tuple[Change, Sequence[str]]]:
    """Return what differs, each change with its places.

    The coarser, the more is one change: at 0 each fact by itself, at 1 all facts of the use and all
    facts of the price, at 2 all together. Of two tariffs, what is asked of each is one.
    """
    words = _Words(documents, shelf)
    groups: dict[str, list[str]] = {}
    for place in _places(first, second):
        head = place.partition(".")[0]
        group = place
        if coarseness == 2:
            group = ALL
        elif head in _OF_TARIFF and first.at("tariff") != second.at("tariff"):
            group = "tariff"
        elif coarseness == 1 and head in (USE, FACTS):
            group = head
        groups.setdefault(group, []).append(place)
    return [
        (_change(group, places, first, second, words), places) for group, places in groups.items()
    ]


def _places(first: Asked, second: Asked) -> Iterator[str]:
    """Yield the places at which two requests differ: facts and lines one by one."""
    for name in dict.fromkeys([*first.tree, *second.tree]):
        before, after = first.tree.get(name), second.tree.get(name)
        if name in (USE, FACTS, LINES):
            inside = dict.fromkeys([*(before or {}), *(after or {})])
            yield from (f"{name}.{one}" for one in inside if _differ(first, second, name, one))
        elif before != after:
            yield name


def _differ(first: Asked, second: Asked, *names: str) -> bool:
    place = ".".join(names)
    return bool(first.at(place) != second.at(place))


def _change(
    group: str, places: Sequence[str], first: Asked, second: Asked, words: _Words
) -> Change:
    moves = tuple(
        move
        for place in places
        for move in words.moves(place, first.at(place), second.at(place), len(places) == 1)
    )
    title = words.title(group) if group in (*places, ALL, USE, FACTS) else words.title(places[0])
    source = Declaration(file=second.file, place=", ".join(places))
    return Change(group, title, moves, {}, (source,))


@dataclass(frozen=True, slots=True)
class _Words:
    """What things are called in the documents of two quotes."""

    quotes: Sequence[Quote]
    shelf: Shelf

    def title(self, place: str) -> Text:
        head, _, name = place.partition(".")
        if not name:
            return text(f"reconcile.asked_{head}")
        if head == LINES:
            return self._product(name)
        found = self._fact(head, name)
        return Text(zh=name, en=name) if found is None else found.title

    def moves(self, place: str, before: Any, after: Any, alone: bool) -> Iterator[Move]:
        """Yield what differs at a place, of a line field by field; `alone` it needs no name."""
        head, _, name = place.partition(".")
        if head == LINES:
            lines = (before or {}, after or {})
            for field in dict.fromkeys([*lines[0], *lines[1]]):
                values = [one.get(field) for one in lines]
                if field != "product" and values[0] != values[1]:
                    said = self._pair(field, "", *values)
                    yield Move(text(f"reconcile.asked_{field}"), *said)
            return
        said = self._pair(head, name, before, after)
        yield Move(text("reconcile.asked_otherwise") if alone else self.title(place), *said)

    def _pair(self, head: str, name: str, before: Any, after: Any) -> tuple[CellValue, CellValue]:
        """Return two values that differ in words that differ, but for names written alike."""
        first, second = (self._value(head, name, one) for one in (before, after))
        if first == second and isinstance(after, Mapping | list) and "name" not in after:
            return first, text("reconcile.so_many_others", count=len(after))
        return first, second

    def _value(self, head: str, name: str, value: Any) -> CellValue:
        if head == "position" and value == []:
            return text("reconcile.nothing_before")
        named = self._named(head, value) if isinstance(value, str) else None
        if named is not None:
            return named
        found = self._fact(head, name)
        for one in getattr(found, "values", ()):
            if one.id == value and isinstance(one.title, Text):
                return one.title
        return _said(value)

    def _named(self, head: str, value: str) -> Text | None:
        """Return the title of the tariff, the operator or the scenario that a value names."""
        if head == "tariff":
            titles = (one.title for one in self.quotes if one.request.tariff == value)
        elif head == "operator":
            given = (one for of in self._in_use(Authorisations) for one in of.of(value))
            titles = (one.operator.name for one in given)
        elif head == "scenario":
            known = (one for of in self._in_use(Products) for one in of.scenarios)
            titles = (one.title for one in known if one.id == value)
        else:
            return None
        return next(titles, None)

    def _product(self, name: str) -> Text:
        product, _, number = name.partition("#")
        for version in self._versions():
            for one in version.products:
                if one.id == product:
                    titles = {"product": one.title, "number": number or "1"}
                    return text("reconcile.line", **titles) if number else one.title
        return Text(zh=name, en=name)

    def _fact(self, head: str, name: str) -> Any:
        """Return a fact of the use or of the price, as the documents have it."""
        if head not in (USE, FACTS):
            return None
        versions = self._versions() if head == FACTS else self._in_use(RulesDocument)
        found = (one for version in versions for one in version.facts)
        return next((one for one in found if one.id == name), None)

    def _versions(self) -> Iterator[TariffVersion]:
        for quote in self.quotes:
            yield from self._of(quote.request.tariff, TariffDocument, quote.request.on)

    def _in_use(self, kind: type[Document[V]]) -> Iterator[V]:
        """Yield the versions of a kind that the quotes stand on."""
        for quote in self.quotes:
            for name in quote.documents:
                yield from self._of(name, kind, quote.request.on)

    def _of(self, name: str, kind: type[Document[V]], on: datetime.date) -> Iterator[V]:
        """Yield the version of a document in force on a day, then the others, which the uses of
        other days stand on; nothing of a document of another kind."""
        try:
            document = self.shelf.law(name, kind, on)
        except Faults:
            return
        now = document.in_force(on)
        yield from () if now is None else (now,)
        yield from (one for one in document.versions if one is not now)


def _said(value: Any) -> CellValue:
    if value is None:
        return None
    if isinstance(value, bool):
        return text("explain.yes" if value else "explain.no")
    if isinstance(value, Mapping) and "name" in value:
        return str(value["name"])
    if isinstance(value, Mapping | list):
        return text("reconcile.so_many", count=len(value))
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return str(value)
