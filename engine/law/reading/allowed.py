"""Which keys a place of a model has, for who wrote another one."""

from __future__ import annotations

import types
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

__all__ = ["allowed_keys", "branches_of", "nearest_first"]


@lru_cache
def allowed_keys(model: type[BaseModel], location: tuple[str | int, ...]) -> tuple[str, ...]:
    """Return the keys that may stand at `location`, where validation of `model` met another one.

    `location` is as validation gives it: between keys and positions it names branches of unions.
    """
    found: list[Any] = [model]
    for part in location:
        branches = [branch for one in found for branch in branches_of(one)]
        below = [inner for branch in branches for inner in _below(branch, part)]
        found = below or [one for one in branches if _is_tagged(one, part)] or branches
    branches = [branch for one in found for branch in branches_of(one)]
    keys = (key for one in branches if _is_model(one) for key in _keys(one))
    return tuple(dict.fromkeys(keys))


def nearest_first(written: str, allowed: Iterable[str]) -> tuple[str, ...]:
    """Return `allowed` with the keys first that `written` may be a misspelling of."""
    from difflib import get_close_matches  # late: every command reads, few read a wrong key

    every = tuple(allowed)
    return tuple(dict.fromkeys((*get_close_matches(written[:100], every, cutoff=0.7), *every)))


def branches_of(annotation: Any) -> Iterator[Any]:
    """Yield the kinds of value that an annotation names."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from branches_of(get_args(annotation)[0])
    elif origin in (Union, types.UnionType):
        for one in get_args(annotation):
            yield from branches_of(one)
    else:
        yield annotation


def _below(annotation: Any, part: str | int) -> Iterator[Any]:
    """Yield what stands under `part` of a value of this kind."""
    origin, inside = get_origin(annotation), get_args(annotation)
    if _is_model(annotation):
        for name, field in annotation.model_fields.items():
            if part in (field.alias, name):
                yield field.annotation
    elif origin is dict and len(inside) > 1:
        yield inside[1]
    elif isinstance(part, int) and inside and origin in (tuple, list, set, frozenset):
        yield inside[0]


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _is_tagged(annotation: Any, part: str | int) -> bool:
    """Return whether `part` names this branch of a union: by its tag, or by its class."""
    if not _is_model(annotation):
        return False
    tags = (
        value
        for field in annotation.model_fields.values()
        if get_origin(field.annotation) is Literal
        for value in get_args(field.annotation)
    )
    return part in (annotation.__name__, *tags)


def _keys(model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield field.alias or name
