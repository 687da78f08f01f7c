"""What the models say of each value of a tree: whether it is a number or a choice, and which.

The bounds of a number are those that its field declares, and choices those of its type, so that a
field that is added to a model is an input without a word here.
"""

from __future__ import annotations

import datetime
import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from engine.law import Path, branches_of, identity_of
from engine.scenario.case import Leaf
from engine.scenario.inputs.input import Allowed, Choice, InputKind
from engine.text import Text

__all__ = ["FieldOf", "fields_of"]


@dataclass(frozen=True, slots=True)
class FieldOf:
    """A single value of a model, whether or not the tree has it."""

    leaf: Leaf
    """The names on the way to it."""
    allowed: Allowed | None
    """What its type allows; None where that is any text."""
    value: Any
    """What the tree has there, else the default."""
    is_there: bool
    """Whether the tree has it."""
    path: Path = ()
    """The same place by the positions of entries, where the tree has it."""

    def below(self, *before: str) -> FieldOf:
        """Return the same in a tree in which it stands below `before`."""
        return replace(self, leaf=(*before, *self.leaf), path=(*before, *self.path))


def fields_of(model: type[BaseModel], tree: Any) -> Iterator[FieldOf]:
    """Yield each single value that `tree`, read as `model`, has or could have beside what it has:
    of parts and entries that are there, those of mappings among them."""
    for name, field in model.model_fields.items():
        key = field.alias or name
        for found in _of(field.annotation, field.metadata, tree.get(key), field):
            yield found.below(key)


def _model_within(annotation: Any) -> type[BaseModel] | None:
    """Return the model that a field, or each entry of it, is of; None where it is of none."""
    for one in branches_of(annotation):
        if isinstance(one, type) and issubclass(one, BaseModel):
            return one
        if get_origin(one) is tuple:
            return _model_within(get_args(one)[0])
    return None


def _entries_by_name(items: Sequence[Any]) -> Iterator[tuple[int, str, Mapping[str, Any]]]:
    """Yield the entries of a list with their positions and what tells each from the others; none
    where two are alike, which no path can name."""
    names = [identity_of(item) for item in items]
    if len(set(names)) == len(names):
        for position, (name, item) in enumerate(zip(names, items, strict=True)):
            if name is not None:
                yield position, name, item


def _of(annotation: Any, metadata: Any, value: Any, field: FieldInfo) -> Iterator[FieldOf]:
    """Yield what stands in one field, at places inside it."""
    inside = _model_within(annotation)
    if isinstance(value, Mapping) and inside is not None:
        yield from fields_of(_branch(annotation, value) or inside, value)
    elif isinstance(value, list) and inside is not None:
        for position, name, entry in _entries_by_name(value):
            for one in fields_of(inside, entry):
                yield replace(one, leaf=(name, *one.leaf), path=(position, *one.path))
    elif isinstance(value, Mapping):
        of = next((get_args(one)[1] for one in branches_of(annotation) if _is_mapping(one)), None)
        for name, one in value.items() if of is not None else ():
            yield FieldOf((str(name),), _allowed_by(of, ()), one, True, (name,))
    elif inside is None and not any(_is_mapping(one) for one in branches_of(annotation)):
        default = None if field.default is PydanticUndefined else field.default
        shown = default if value is None else value
        yield FieldOf((), _allowed_by(annotation, metadata), shown, value is not None)


def _branch(annotation: Any, value: Mapping[str, Any]) -> type[BaseModel] | None:
    """Return of several models the one whose tags a mapping has."""
    for one in branches_of(annotation):
        if isinstance(one, type) and issubclass(one, BaseModel):
            tags = {
                name: get_args(field.annotation)
                for name, field in one.model_fields.items()
                if get_origin(field.annotation) is Literal
            }
            if tags and all(value.get(name) in values for name, values in tags.items()):
                return one
    return None


def _allowed_by(annotation: Any, metadata: Any) -> Allowed | None:
    """Return what a type allows, within the bounds among `metadata`; None for any text."""
    kind, choices = None, tuple[Choice, ...]()
    for one in branches_of(annotation):
        if get_origin(one) is Literal:
            kind, choices = InputKind.CHOICE, _plain_choices(get_args(one))
        elif isinstance(one, type) and issubclass(one, StrEnum):
            kind, choices = InputKind.CHOICE, _plain_choices([each.value for each in one])
        else:
            kind = _KINDS.get(one, kind)
    if kind is None:
        return None
    found = Allowed(kind, choices=choices)
    for bound in (*_bounds(annotation), *metadata):
        ends = {name: getattr(bound, name, None) for name in ("ge", "gt", "le", "lt")}
        if ends["ge"] is not None:
            found = found.within(least=_number(ends["ge"]))
        if ends["gt"] is not None:
            found = replace(found, least=_number(ends["gt"]), without_least=True)
        if ends["le"] is not None:
            found = found.within(most=_number(ends["le"]))
        if ends["lt"] is not None:
            found = replace(found, most=_number(ends["lt"]), without_most=True)
    return found


_KINDS: dict[Any, InputKind] = {
    bool: InputKind.YES_NO,
    int: InputKind.WHOLE,
    Decimal: InputKind.NUMBER,
    datetime.date: InputKind.DAY,
}


def _number(bound: Any) -> Decimal:
    return Decimal(str(bound))


def _plain_choices(values: Any) -> tuple[Choice, ...]:
    return tuple(Choice(value, Text(zh=value, en=value)) for value in values)


def _bounds(annotation: Any) -> Iterator[Any]:
    """Yield what is declared of a kind of value, at whatever depth of its annotation."""
    origin = get_origin(annotation)
    if origin is Annotated:
        first, *declared = get_args(annotation)
        yield from _bounds(first)
        for one in declared:
            yield from one.metadata if isinstance(one, FieldInfo) else [one]
    elif origin in (Union, types.UnionType):
        for one in get_args(annotation):
            yield from _bounds(one)


def _is_mapping(annotation: Any) -> bool:
    return get_origin(annotation) is dict
