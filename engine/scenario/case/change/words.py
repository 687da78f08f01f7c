"""What a value of the tree of a case is called, and how it is said (改动说明)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from engine.law import Faults, Shelf
from engine.method import Method, MethodVersion, Switch
from engine.rules import EnumerationFact, Fact, RulesDocument
from engine.scenario.case.case import Case
from engine.scenario.case.change.values import Said, as_title, by_title, plain_value, said_at
from engine.scenario.case.tree import RELATIVE, Leaf, in_cycle, named_at
from engine.submission import field_title
from engine.text import Text, joined, text

__all__ = ["title_and_said", "title_of"]

_BY_YEAR = ("prices", "quantities", "deviations")
_LISTED = 2
"""How many names lead to an entry of a list of the submission."""


def title_of(leaf: Leaf, base: Case, case: Case, shelf: Shelf) -> Text:
    """Return what stands at `leaf` of the tree of either case, in words."""
    return title_and_said(leaf, case, base, shelf)[0]


def title_and_said(leaf: Leaf, case: Case, base: Case, shelf: Shelf) -> tuple[Text, Said]:
    """Return what stands at `leaf`, and how its values are said."""
    head, *rest = leaf
    trees = (case.located.tree, base.located.tree)
    if leaf[-1] in RELATIVE:
        return title_and_said(leaf[:-1], case, base, shelf)[0], partial(_moved_by, leaf[-1])
    if head == "later" and len(rest) == 1:
        return text("scenario.cycle_number", number=rest[0]), plain_value
    if head == "later" and rest:
        case, base = (_in_cycle(one, rest[0]) for one in (case, base))
        title, said = title_and_said(tuple(rest[1:]), case, base, shelf)
        return text("scenario.in_cycle", number=rest[0], title=title), said
    if head == "submission":
        return _of_submission(tuple(rest), trees), said_at(leaf, trees, case, shelf)
    if head == "switches" and rest:
        return _of_switch(rest[0], case, shelf)
    if head == "market" and rest:
        title = _of(_product(rest[0], trees), _of_market(rest[1:]))
        return title, said_at(leaf, trees, case, shelf)
    if head == "uses" and rest:
        return _of_use(rest, trees, case, shelf)
    if head == "decisions" and len(rest) > 1:
        return _of_decision(rest[1:], trees), said_at(leaf, trees, case, shelf)
    if head in ("ceilings", "levers") and rest:
        return text(f"scenario.{_FIELDS[head]}_{rest[0]}"), said_at(leaf, trees, case, shelf)
    title = text(f"scenario.field_{head}") if len(leaf) == 1 else _plain(".".join(leaf))
    return title, said_at(leaf, trees, case, shelf)


def _in_cycle(case: Case, number: str) -> Case:
    """Return a case with the values of a later cycle; its law is that of the first."""
    tree = in_cycle(case.located.tree, int(number) if number.isdigit() else 1)
    return replace(case, located=replace(case.located, tree=tree))


_FIELDS = {"ceilings": "field_ceilings", "levers": "lever"}


def _of_submission(leaf: Leaf, trees: Sequence[Any]) -> Text:
    """Return what is at `leaf` of the submission: a figure of an entry with the entry's name, or a
    figure of its own."""
    if not leaf:
        return text("scenario.field_submission")
    if not any(isinstance(named_at(tree, ("submission", leaf[0])), list) for tree in trees):
        return field_title("", leaf) or _plain(".".join(leaf))
    name = _entry_name(leaf, trees)
    field = leaf[_LISTED:]
    if not field:
        return name
    title = field_title(leaf[0], field) or _plain(".".join(field))
    of = {"shares": "pools", "products": "products"}.get(field[0]) if len(field) > 1 else None
    if of is not None:  # a figure of two entries: the share of a product in a pool
        name = joined([name, _entry_name((of, field[1]), trees)], " – ", " – ")
    return _of(name, title)


def _entry_name(leaf: Leaf, trees: Sequence[Any]) -> Text:
    """Return the title of an entry of a list of the submission, and its year where it has one."""
    if len(leaf) < _LISTED:
        return _plain(leaf[0])
    entry = _first(trees, ("submission", *leaf[:_LISTED]))
    if not isinstance(entry, Mapping):
        return _plain(leaf[1])
    name = as_title(entry)
    for listed in ("items", "subsidies") if "of" in entry else ():
        name = name or as_title(_first(trees, ("submission", listed, str(entry["of"]))))
    if name is None and "year" in entry and "of" not in entry:
        return text("scenario.year_alone", year=str(entry["year"]))
    name = name or _plain(leaf[1])
    return text("method.of_year", title=name, year=str(entry["year"])) if "year" in entry else name


def _of_decision(leaf: Sequence[str], trees: Sequence[Any]) -> Text:
    """Return what the review decided of an item."""
    entry = _first(trees, ("decisions", "decisions", leaf[0]))
    item = str(entry["item"]) if isinstance(entry, Mapping) and "item" in entry else leaf[0]
    name = as_title(_first(trees, ("submission", "items", item))) or _plain(item)
    decided = text("scenario.field_decided", item=name)
    if len(leaf) == 1:
        return decided
    return _of(decided, field_title("items", tuple(leaf[1:])) or _plain(".".join(leaf[1:])))


def _of_switch(name: str, case: Case, shelf: Shelf) -> tuple[Text, Said]:
    switch = next((one for one in _switches(case, shelf) if one.id == name), None)
    if switch is None:
        return _plain(name), plain_value
    titles = {value.id: value.title for value in switch.values}
    default = titles[switch.default]

    def said(value: Any) -> Text:
        if value is None:
            return text("scenario.by_default", reading=default)
        return titles.get(str(value), _plain(str(value)))

    return switch.title, said


def _switches(case: Case, shelf: Shelf) -> tuple[Switch, ...]:
    """Return the switches of the method, then those of the method that evaluates."""
    version = _version(case.circumstances.method, case, shelf)
    named = shelf.law(case.circumstances.method, Method, case.circumstances.on).uses.evaluation
    if named in (None, case.circumstances.method):
        return version.switches
    return (*version.switches, *_version(str(named), case, shelf).switches)


def _version(method: str, case: Case, shelf: Shelf) -> MethodVersion:
    return shelf.law(method, Method, case.circumstances.on).in_force_on(case.circumstances.on)


def _of_market(leaf: list[str]) -> Text:
    """Return what a field of a product's market is called."""
    if not leaf:
        return text("scenario.field_market")
    if leaf == ["price_list"]:
        return text("scenario.walk.listed")
    if leaf[0] == "price_list":
        return text(f"scenario.walk.list_{leaf[1]}", fact=leaf[-1])
    if len(leaf) > 1 and leaf[0] in _BY_YEAR:
        return text("method.of_year", title=text(f"scenario.field_{leaf[0]}"), year=leaf[1])
    return text(f"scenario.field_{leaf[-1]}")


def _of_use(leaf: list[str], trees: Sequence[Any], case: Case, shelf: Shelf) -> tuple[Text, Said]:
    """Return what is at `leaf` of the classes of use, and how its values are said."""
    name = as_title(_first(trees, ("uses", leaf[0]))) or _plain(leaf[0])
    field = leaf[-1]
    if len(leaf) == 1:
        return name, plain_value
    if leaf[1:3] == ["use", "facts"] and len(leaf) > 3:
        fact = _fact(leaf, trees, case, shelf)
        values = fact.values if isinstance(fact, EnumerationFact) else ()
        said = by_title({value.id: value.title for value in values})
        return _of(name, _plain(leaf[3]) if fact is None else fact.title), said
    if leaf[1] == "takes" and len(leaf) > 2:
        driver = as_title(_first(trees, ("submission", "drivers", leaf[2]))) or _plain(leaf[2])
        return _of(name, text("scenario.field_use_takes", driver=driver)), plain_value
    if leaf[1] == "facts" and len(leaf) > 2:
        return _of(name, text("scenario.walk.list_facts", fact=leaf[2])), plain_value
    if field in ("quantity", "customers", "product", "scenario", "operator"):
        return _of(name, text(f"scenario.field_use_{field}")), said_at(
            ("uses", *leaf), trees, case, shelf
        )
    return _of(name, _plain(".".join(leaf[1:]))), said_at(("uses", *leaf), trees, case, shelf)


def _fact(leaf: list[str], trees: Sequence[Any], case: Case, shelf: Shelf) -> Fact | None:
    """Return the fact of a class of use as the rules have it that this stands under."""
    under = _first(trees, ("uses", leaf[0], "use", "stands_under"))
    on = case.circumstances.on
    for named in ("use", "gate") if isinstance(under, Mapping) else ():
        try:
            version = shelf.law(str(under.get(named)), RulesDocument, on).in_force_on(on)
        except Faults:
            continue  # told where the use is decided
        found = next((fact for fact in version.facts if fact.id == leaf[3]), None)
        if found is not None:
            return found
    return None


def _product(name: str, trees: Sequence[Any]) -> Text:
    return as_title(_first(trees, ("submission", "products", name))) or _plain(name)


def _first(trees: Sequence[Any], leaf: Leaf) -> Any:
    """Return what stands at `leaf` of the first tree that has anything there."""
    found = (named_at(tree, leaf) for tree in trees)
    return next((one for one in found if one is not None), None)


def _of(name: Text, field: Text) -> Text:
    return text("scenario.field_of", name=name, field=field)


def _moved_by(how: str, value: Any) -> Text:
    """Return in words by what a number of a later cycle is moved."""
    if value is None:
        return plain_value(None)
    return text(f"scenario.moved_{how}", by=plain_value(value))


def _plain(written: str) -> Text:
    return Text(zh=written, en=written)
