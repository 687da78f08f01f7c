"""What holds of any two versions compared: all that differs is named, each field in its words."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal
from enum import Enum
from typing import Any, get_args

import pytest
from builders.compared import AFTER, BEFORE, SHELF, credit_reference
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from engine.law import (
    Change,
    Citation,
    DayOfForce,
    Difference,
    Document,
    Version,
    compare,
    compare_days,
    kinds,
)
from engine.tariff.model.bands import YUAN
from engine.text import Text, catalogue_of


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """A second walk over plain data: every leaf with its path, citations left aside."""
    if isinstance(value, dict) and set(value) - {"zh", "en"} and "unread" not in value:
        for key, item in value.items():
            if key != "cites":
                yield from leaves(item, (*path, key))
    elif isinstance(value, list | tuple) and any(isinstance(item, dict) for item in value):
        for place, item in enumerate(value):
            yield from leaves(item, (*path, item.get("id", item.get("period", place))))
    else:
        yield path, repr(value)


def below(path: tuple[Any, ...], places: set[tuple[Any, ...]]) -> bool:
    """Whether `path` is one of the places, or inside one."""
    return any(path[:length] in places for length in range(len(path) + 1))


def test_every_leaf_that_differs_is_named_and_no_other() -> None:
    document = SHELF.get("cn/credit-reference", Document)
    plain = [dict(leaves(v.model_dump(by_alias=True))) for v in document.versions]
    differing = {
        path for path in set(plain[0]) | set(plain[1]) if plain[0].get(path) != plain[1].get(path)
    }
    found = [one for one in credit_reference() if one.path[-1] != "cites"]
    named = {one.path for one in found}
    # A value of a plain list is named by itself, below the list.
    named |= {path[:-1] for path in named if path[-2:-1] == ("in",)}
    assert {path for path in differing if not below(path, named)} == set()
    assert all(
        any(path[: len(place)] == place for path in differing)
        for place in named - {path for path in named if path[-2:-1] == ("in",)}
    )


VERSIONS: list[Version] = [
    version
    for identifier in SHELF.identifiers()
    for version in SHELF.get(identifier, Document).versions
]


@pytest.mark.parametrize("version", VERSIONS[:6])
def test_a_version_does_not_differ_from_itself(version: Version) -> None:
    assert compare(version, version.model_copy(deep=True)) == ()


def spots(piece: BaseModel, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every single value of a piece: names of attributes, keys and positions."""
    for name in type(piece).model_fields:
        if name != "cites":
            yield from within(getattr(piece, name), (*path, name))


def within(value: Any, path: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, Text | DayOfForce | Citation) or not isinstance(
        value, BaseModel | dict | tuple
    ):
        if value is not None:
            yield path
    elif isinstance(value, BaseModel):
        yield from spots(value, path)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from within(item, (*path, key))
    else:
        for place, item in enumerate(value):
            yield from within(item, (*path, place))


def altered(value: Any, path: tuple[Any, ...]) -> Any:
    """A copy in which the single value at `path` is another one."""
    if not path:
        match value:
            case bool():
                return not value
            case Text():
                return Text(zh=value.zh + "改", en=value.en + " changed")
            case DayOfForce():
                return DayOfForce(day=value.start + datetime.timedelta(days=40))
            case datetime.date():
                return value + datetime.timedelta(days=40)
            case Decimal() | int():
                return value + 1
            case Enum():
                return next(other for other in type(value) if other is not value)
        return f"{value}x"
    first, rest = path[0], path[1:]
    if isinstance(value, BaseModel):
        return value.model_copy(update={first: altered(getattr(value, first), rest)})
    if isinstance(value, dict):
        return value | {first: altered(value[first], rest)}
    return (*value[:first], altered(value[first], rest), *value[first + 1 :])


@settings(max_examples=150)
@given(data=st.data())
def test_one_value_changed_anywhere_is_found_and_the_other_way_round(data: st.DataObject) -> None:
    version = data.draw(st.sampled_from(VERSIONS))
    ways = list(spots(version))
    way = data.draw(st.sampled_from(ways))
    other = altered(version, way)
    found = compare(version, other)
    if way[-1] in ("id", "period"):
        # What identifies a piece has changed: one is gone, another has come.
        assert {one.change for one in found} >= {Change.ADDED, Change.REMOVED} or len(found) == 1
    else:
        assert found, way
        assert len({one.path[: len(found[0].path) - 1] for one in found}) == 1
    for one in found:
        assert one.said.zh
        assert one.said.en
    assert mirrored(compare(other, version)) == told(found)


Told = dict[tuple[Any, ...], tuple[str, str]]


def told(found: tuple[Difference, ...]) -> Told:
    return {(*one.path, one.change): (repr(one.before), repr(one.after)) for one in found}


def mirrored(found: tuple[Difference, ...]) -> Told:
    flipped = {Change.ADDED: Change.REMOVED, Change.REMOVED: Change.ADDED}
    return {
        (*one.path, flipped.get(one.change, one.change)): (repr(one.after), repr(one.before))
        for one in found
    }


def test_the_real_change_read_backwards_is_its_mirror() -> None:
    document = SHELF.get("cn/credit-reference", Document)
    assert mirrored(compare_days(document, AFTER, document, BEFORE)) == told(credit_reference())


def models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inside in get_args(annotation):
        yield from models(inside)


def fields() -> Iterator[tuple[str, FieldInfo]]:
    """Every field of every kind of document, as documents write it."""
    waiting = [kind.document for kind in kinds()]
    seen: set[type[BaseModel]] = {Citation, Text, DayOfForce}
    while waiting:
        model = waiting.pop()
        if model in seen:
            continue
        seen.add(model)
        for name, field in model.model_fields.items():
            yield field.alias or name, field
            waiting.extend(models(field.annotation))


def test_every_field_of_every_kind_has_its_word() -> None:
    assert {
        name for name, _ in fields() if f"field_{name}" not in catalogue_of("law.comparison")
    } == set()


def test_every_charge_model_has_its_word() -> None:
    tags = {
        tag for name, field in fields() if name == "model" for tag in get_args(field.annotation)
    }
    assert "per_unit" in tags
    assert {tag for tag in tags if f"word_{tag}" not in catalogue_of("law.comparison")} == set()


def test_every_amount_of_money_is_told_in_yuan() -> None:
    """Any other figure is told in the unit of the piece around it, such as calls."""
    money = {name for name, field in fields() if YUAN in field.metadata}
    assert {"price", "entry_fee"} <= money
    assert {
        name for name in money if f"shown_{name}" not in catalogue_of("law.comparison")
    } == set()
