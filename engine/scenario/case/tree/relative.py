"""Numbers written as a change of what stands below them: `{plus: -5}`, `{times: 0.8}`."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from engine.law import Finding, Path, identity_of
from engine.money import CONTEXT, plain
from engine.scenario.case.tree.leaves import LATER

__all__ = ["RELATIVE", "made_absolute"]

RELATIVE = ("plus", "times")
"""The words by which a number is told from what stands below it."""


def made_absolute(own: Any, below: Any, at: Path = ()) -> tuple[Any, list[Finding]]:
    """Return `own`, which will be laid over `below`, with each relative number computed; `at` is
    its place.

    What moves a number of a later cycle stays relative until that is there; it is added to what
    `below` says of it, or computed where that is a number. Findings are of those that have no
    number below them, or are none themselves.
    """
    findings: list[Finding] = []
    return _absolute(own, below, at, findings), findings


def _absolute(own: Any, below: Any, at: Path, findings: list[Finding]) -> Any:
    if _is_relative(own):
        if at[:1] == (LATER,) and (below is None or _is_relative(below)):
            return _still_relative(own, below, at, findings)
        return _moved(own, below, at, findings)
    if isinstance(own, dict):
        known = below if isinstance(below, dict) else {}
        return {
            key: _absolute(value, known.get(key), (*at, key), findings)
            for key, value in own.items()
        }
    if isinstance(own, list):
        known = dict(_by_name(below))
        return [
            _absolute(value, known.get(identity_of(value)), (*at, place), findings)
            for place, value in enumerate(own)
        ]
    return own


def _by_name(items: Any) -> Iterator[tuple[str, Any]]:
    for item in items if isinstance(items, list) else ():
        if (name := identity_of(item)) is not None:
            yield name, item


def _is_relative(value: Any) -> bool:
    return isinstance(value, dict) and len(value) == 1 and next(iter(value)) in RELATIVE


def _still_relative(own: dict[str, Any], below: Any, at: Path, findings: list[Finding]) -> Any:
    """Return what two changes of one number, which is not there yet, come to together."""
    if below is None:
        return own
    ((how, by),) = own.items()
    if how not in below:
        findings.append(Finding(at, "scenario.moved_in_two_ways", {"how": how}, by))
        return below
    return {how: _moved({how: by}, below[how], (*at, how), findings)}


def _moved(own: dict[str, Any], below: Any, at: Path, findings: list[Finding]) -> Any:
    ((how, by),) = own.items()
    base, change = _number(below), _number(by)
    if base is None:
        findings.append(Finding(at, "scenario.nothing_below", {"how": how}, by))
    elif change is None:
        findings.append(Finding((*at, how), "money.not_a_number", {}, by))
    else:
        moved = CONTEXT.add(base, change) if how == "plus" else CONTEXT.multiply(base, change)
        return Decimal(plain(moved.normalize(CONTEXT)))
    return below


def _number(value: Any) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        return None
    try:
        found = Decimal(value)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None
