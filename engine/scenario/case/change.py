"""What a case changes, in words (改动说明)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any

from engine.law import Shelf
from engine.method import Method, MethodVersion
from engine.money import CONTEXT, grouped
from engine.scenario.case.case import Case
from engine.scenario.case.tree import RELATIVE, Leaf, differing, named_at
from engine.submission import field_title
from engine.text import Text, text

__all__ = ["Change", "changes_in_words", "title_of"]

Said = Callable[[Any], Text]
"""Says a plain value in words."""
_BY_YEAR = ("prices", "quantities", "deviations")
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
    taken away whole is told once."""
    found: dict[Leaf, Change] = {}
    for leaf, old, new in differing(base.located.tree, case.located.tree):
        if leaf[-1] in _NAMED or (len(leaf) > 1 and leaf[-2] in _NAMED):
            continue
        at = _whole(leaf, base.located.tree, case.located.tree)
        pair = (old, new)
        if at != leaf:
            pair = (_entry(base.located.tree, at), _entry(case.located.tree, at))
        if at not in found:
            title, said = _titled(at, case, base, shelf)
            found[at] = Change(at, title, said(pair[0]), said(pair[1]))
    return tuple(found.values())


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
    return entry.get("amount", True) if isinstance(entry, Mapping) else entry


def title_of(leaf: Leaf, base: Case, case: Case, shelf: Shelf) -> Text:
    """Return what stands at `leaf` of the tree of either case, in words."""
    return _titled(leaf, case, base, shelf)[0]


def _titled(leaf: Leaf, case: Case, base: Case, shelf: Shelf) -> tuple[Text, Said]:
    """Return what stands at `leaf`, and how its values are said."""
    head, *rest = leaf
    if leaf[-1] in RELATIVE:
        return _titled(leaf[:-1], case, base, shelf)[0], partial(_moved_by, leaf[-1])
    if head == "later" and len(rest) == 1:
        return text("scenario.cycle_number", number=rest[0]), _value
    if head == "later" and rest:
        title, said = _titled(tuple(rest[1:]), case, base, shelf)
        return text("scenario.in_cycle", number=rest[0], title=title), said
    if head == "submission":
        return _of_submission(tuple(rest), case, base), _value
    if head == "switches" and rest:
        return _of_switch(rest[0], case, shelf)
    if head == "market" and rest:
        return _of(_product(rest[0], case, base), _of_market(rest[1:])), _value
    if head == "uses" and rest:
        name = _name(named_at(case.located.tree, (head, rest[0]))) or _name(
            named_at(base.located.tree, (head, rest[0]))
        )
        named = name or _plain(rest[0])
        return (_of(named, _plain(".".join(rest[1:]))) if len(rest) > 1 else named), _value
    return text(f"scenario.field_{head}") if len(leaf) == 1 else _plain(".".join(leaf)), _value


def _of_submission(leaf: Leaf, case: Case, base: Case) -> Text:
    if not leaf:
        return text("scenario.field_submission")
    listed = isinstance(named_at(case.base.tree, leaf[:1]) or _list(case, leaf), list)
    if not listed:
        return field_title("", leaf) or _plain(".".join(leaf))
    at = ("submission", *leaf[:2])
    entry = named_at(case.located.tree, at) or named_at(base.located.tree, at)
    name = _name(entry) or _plain(leaf[1] if len(leaf) > 1 else leaf[0])
    if len(leaf) < 3:
        return name
    return _of(name, field_title(leaf[0], leaf[2:]) or _plain(".".join(leaf[2:])))


def _list(case: Case, leaf: Leaf) -> Any:
    return named_at(case.located.tree, ("submission", leaf[0]))


def _of_switch(name: str, case: Case, shelf: Shelf) -> tuple[Text, Said]:
    switch = next((one for one in _version(case, shelf).switches if one.id == name), None)
    if switch is None:
        return _plain(name), _value
    titles = {value.id: value.title for value in switch.values}
    default = titles[switch.default]

    def said(value: Any) -> Text:
        if value is None:
            return text("scenario.by_default", reading=default)
        return titles.get(str(value), _plain(str(value)))

    return switch.title, said


def _version(case: Case, shelf: Shelf) -> MethodVersion:
    of = case.circumstances
    return shelf.law(of.method, Method, of.on).in_force_on(of.on)


def _of_market(leaf: list[str]) -> Text:
    """Return what a field of a product's market is called."""
    if not leaf:
        return text("scenario.field_market")
    if len(leaf) > 1 and leaf[0] in _BY_YEAR:
        return text("method.of_year", title=text(f"scenario.field_{leaf[0]}"), year=leaf[1])
    return text(f"scenario.field_{leaf[-1]}")


def _product(name: str, case: Case, base: Case) -> Text:
    found = named_at(case.located.tree, ("submission", "products", name))
    return _name(found) or _plain(name)


def _name(entry: Any) -> Text | None:
    title = entry.get("title") if isinstance(entry, Mapping) else None
    if isinstance(title, str):
        return _plain(title)
    if isinstance(title, Mapping) and {"zh", "en"} <= set(title):
        return Text(zh=str(title["zh"]), en=str(title["en"]))
    return None


def _of(name: Text, field: Text) -> Text:
    return text("scenario.field_of", name=name, field=field)


def _value(value: Any) -> Text:
    if value is None or value in ({}, []):
        return text("law.comparison.nothing")
    if isinstance(value, bool):
        return text("scenario.there" if value else "explain.no")
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return _plain(str(value))
    return _plain(_number(number) if number.is_finite() else str(value))


def _moved_by(how: str, value: Any) -> Text:
    """Return in words by what a number of a later cycle is moved."""
    if value is None:
        return _value(None)
    return text(f"scenario.moved_{how}", by=_value(value))


def _number(number: Decimal) -> str:
    """Return a number as it is, but with no more than six decimals."""
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -6:
        number = round(number, 6).normalize(CONTEXT)
    return grouped(number)


def _plain(written: str) -> Text:
    return Text(zh=written, en=written)
