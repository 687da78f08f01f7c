"""One input with another value, written as a scenario writes it: by its path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from engine.law import Fault, Faults, Located, checked, identity_of, nearest_first
from engine.money import plain
from engine.scenario.case import (
    Case,
    Circumstances,
    Layer,
    Leaf,
    Levers,
    laid_at,
    lever_layer,
    named_at,
)
from engine.scenario.inputs.input import Value
from engine.scenario.walk import cycle_after

__all__ = ["laid_over", "written_change"]

_LEVERS, _LATER = "levers", "later"
_SAID_ALONE = ("market", "switches", "uses")
"""Parts in which something may be said of what nothing is said of yet."""
_NEEDS_REASON = ("spread", "yield_override")
_CURVES = {"elasticity": "constant_elasticity", "slope": "linear"}


def written_change(case: Case, path: str, value: Value, reason: str) -> dict[str, Any]:
    """Return what a scenario says to have `value` at `path`: its `levers` or its `changes`, with
    what must stand beside the value, as the `reason` of a spread that the submission lacks.

    Raises Faults for a path at which nothing can stand.
    """
    name, _, lever = path.partition(".")
    if name == _LEVERS:
        return {_LEVERS: {lever: _plain(value)}}
    return {"changes": _changes(case, tuple(path.split(".")), _plain(value), reason, path)}


def laid_over(case: Case, path: str, value: Value, reason: str, file: str) -> Case:
    """Return the case with `value` at `path`, for a reason, as written in `file`.

    Raises Faults for a path at which nothing can stand, and where the value may not stand there.
    """
    located = Located(file, {path: value})
    written = written_change(case, path, value, reason)
    if _LEVERS in written:
        levers = checked(Levers, Located(file, written[_LEVERS]))
        return case.with_layer(lever_layer(levers, case, reason, located, (_LEVERS,)))
    tree = written["changes"]
    return case.with_layer(Layer(tree, lambda at: (located, at), ((located, reason),)))


def _changes(case: Case, leaf: Leaf, value: Any, reason: str, path: str) -> dict[str, Any]:
    """Return the tree that is laid over a case to have a plain value at `leaf`."""
    if leaf[0] == _LATER and len(leaf) > 2 and leaf[1].isdecimal():
        inside = _changes(_of_cycle(case, int(leaf[1]), path), leaf[2:], value, reason, path)
        return {_LATER: {leaf[1]: inside}}
    tree = case.located.tree
    beside = dict(_beside(tree, leaf, reason))
    if named_at(tree, leaf[:-1]) is None and not beside and leaf[0] not in _SAID_ALONE:
        raise Faults([_nothing_there(path, _known(tree, leaf))])
    if not beside:
        found = laid_at(leaf, value, tree)
    else:
        found = laid_at(leaf[:-1], {leaf[-1]: value, **beside}, tree)
    assert isinstance(found, dict)
    return found


def _of_cycle(case: Case, number: int, path: str) -> Case:
    """Return the case of a later cycle, which has its entries of years under their own names."""
    if not 1 < number <= case.circumstances.cycles:
        numbers = range(2, case.circumstances.cycles + 1)
        raise Faults([_nothing_there(path, (f"{_LATER}.{one}" for one in numbers))])
    for one in range(2, number + 1):
        case = cycle_after(case, one)
    return case


def _beside(tree: Mapping[str, Any], leaf: Leaf, reason: str) -> Iterator[tuple[str, Any]]:
    """Yield what must stand beside a value at `leaf` and does not, or must not and does."""
    part = named_at(tree, leaf[:-1]) or {}
    match leaf:
        case ("submission", name, "value") if name in _NEEDS_REASON and not part:
            yield "reason", reason
        case ("submission", "items", _, "pool") if part.get("direct") is not None:
            yield "direct", None
        case ("submission", "items", _, "direct") if part.get("pool") is not None:
            yield "pool", None
        case ("decisions", "decisions", _, "pool") if part.get("direct") is not None:
            yield "direct", None
        case ("decisions", "decisions", _, "direct") if part.get("pool") is not None:
            yield "pool", None
        case ("market", _, "response", name) if name in _CURVES:
            if part.get("curve") != _CURVES[name]:
                yield "curve", _CURVES[name]
        case ("ceilings", "tolerance") if part.get("tolerance") is None:
            yield "by", "program"
        case ("ceilings", "by") if part.get("tolerance") is not None:
            yield "tolerance", None


def _known(tree: Mapping[str, Any], leaf: Leaf) -> Iterator[str]:
    """Yield what there is at the first name on the way that names nothing."""
    for length, name in enumerate(leaf):
        if named_at(tree, leaf[: length + 1]) is None:
            there = named_at(tree, leaf[:length])
            inside = there if isinstance(there, dict) else {}
            inside = inside if length else dict.fromkeys((*Circumstances.model_fields, _LEVERS))
            listed = map(identity_of, there) if isinstance(there, list) else inside
            names = nearest_first(name, [one for one in listed if one is not None])
            yield from (".".join((*leaf[:length], one)) for one in names)
            return


def _nothing_there(path: str, known: Iterator[str]) -> Fault:
    return Fault("--change", "", None, path, "law.not_one_of", {"allowed": ", ".join(known)})


def _plain(value: Value) -> Any:
    return plain(value) if isinstance(value, Decimal) else value
