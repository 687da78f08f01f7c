"""The two plain kinds made known to every shelf, with their checks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.law.model.series import Conditions, Series
from engine.law.reading.fault import Finding
from engine.law.shelf.kind import Kind, register_kind
from engine.law.shelf.shelf import Shelf

__all__: list[str] = []


def _check_series(series: Series, shelf: Shelf) -> Iterator[Finding]:
    for position, version in enumerate(series.versions):
        yield from _repeated([point.period for point in version.points], "points", position)


def _check_conditions(register: Conditions, shelf: Shelf) -> Iterator[Finding]:
    for position, version in enumerate(register.versions):
        yield from _repeated([entry.id for entry in version.entries], "entries", position)


def _repeated(names: Sequence[str], path: str, version: int) -> Iterator[Finding]:
    seen: set[str] = set()
    for position, name in enumerate(names):
        if name in seen:
            yield Finding(("versions", version, path, position), "law.repeated_entry", {}, name)
        seen.add(name)


register_kind(Kind("series", Series, _check_series))
register_kind(Kind("register", Conditions, _check_conditions, of="conditions"))
