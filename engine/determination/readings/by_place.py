"""The maximum under every reading by the methods of places that vary one (各地口径)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from engine.determination.maximum.deduction import Deduction
from engine.determination.maximum.given.inputs import Spread
from engine.determination.readings.maxima import MaximaByReading, maxima_by_reading
from engine.determination.review.decisions import Decided
from engine.law import Fault, Faults, Shelf
from engine.method import Method, MethodRole, methods_of
from engine.submission import Filed
from engine.text import Text

__all__ = ["ByPlace", "maxima_by_place"]


@dataclass(frozen=True, slots=True)
class ByPlace:
    """What another place's method, which varies the one asked for, comes to."""

    title: Text
    """Its title."""
    found: MaximaByReading | None
    """The maxima by it; None where it gives none whatever is read."""
    refused: tuple[Fault, ...] = ()
    """Why it gives none."""


def maxima_by_place(
    shelf: Shelf,
    filed: Filed,
    method_id: str,
    on: datetime.date,
    spread: Spread | None = None,
    deduction: Deduction | None = None,
    decided: Decided | None = None,
) -> tuple[ByPlace, ...]:
    """Return the maxima of `filed` by each method on the shelf that varies `method_id`, as a
    province does, and is in force on the day `on`; what else is given is as for `determine`.

    That one of them cannot be used is no fault of what was asked. Raises Faults at a faulty method.
    """

    def by(method: Method) -> ByPlace:
        of = (spread, deduction, decided)
        try:
            return ByPlace(method.title, maxima_by_reading(shelf, filed, method.id, on, *of))
        except Faults as wrong:
            return ByPlace(method.title, None, wrong.faults)

    return tuple(by(method) for method in _variations(shelf, method_id, on))


def _variations(shelf: Shelf, method_id: str, on: datetime.date) -> Iterator[Method]:
    for method in methods_of(shelf, MethodRole.DETERMINATION):
        if method_id in shelf.varied_by(method.id) and method.in_force(on) is not None:
            yield method
