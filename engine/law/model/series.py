"""The two plain kinds: a series of figures by period, and a register of conditions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

from pydantic import Field

from engine.law.model.document import Cited, Document, Identifier, Version
from engine.law.model.form import Form
from engine.law.reading.fault import Finding
from engine.money import Number
from engine.text import Text

__all__ = [
    "Condition",
    "Conditions",
    "ConditionsVersion",
    "Point",
    "Series",
    "SeriesVersion",
    "check_conditions",
    "check_series",
]


_PERIOD = "[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"


class Point(Cited):
    """One figure of a series."""

    period: Annotated[str, Form(_PERIOD, "law.not_a_period")]
    """The year, month or day: 2024, 2024-03 or 2024-03-01."""
    value: Number
    """The figure, in the unit of the series."""


class SeriesVersion(Version):
    """The figures of a series as one publication gives them."""

    unit: str
    """Unit of the figures, such as `percent`."""
    points: Annotated[tuple[Point, ...], Field(min_length=1)]
    """The figures, one a period."""

    def point(self, period: str) -> Point | None:
        """Return the figure of `period`, or None."""
        return next((point for point in self.points if point.period == period), None)


class Series(Document[SeriesVersion]):
    """A series, such as yields or tax rates by date (序列)."""

    kind: Literal["series"]


class Condition(Cited):
    """A condition of free use (无偿使用条件)."""

    id: Identifier
    """Short name."""
    text: Text
    """What the user must keep to."""


class ConditionsVersion(Version):
    """The conditions in force together."""

    entries: Annotated[tuple[Condition, ...], Field(min_length=1)]
    """The conditions, in the order they are shown."""


class Conditions(Document[ConditionsVersion]):
    """A register of conditions."""

    kind: Literal["register"]
    of: Literal["conditions"]


def check_series(series: Series, shelf: object) -> Iterator[Finding]:
    """Yield the periods that have two figures; other documents of the `shelf` do not matter."""
    for position, version in enumerate(series.versions):
        yield from _repeated([point.period for point in version.points], "points", position)


def check_conditions(register: Conditions, shelf: object) -> Iterator[Finding]:
    """Yield the names that two conditions have; other documents of the `shelf` do not matter."""
    for position, version in enumerate(register.versions):
        yield from _repeated([entry.id for entry in version.entries], "entries", position)


def _repeated(names: Sequence[str], path: str, version: int) -> Iterator[Finding]:
    seen: set[str] = set()
    for position, name in enumerate(names):
        if name in seen:
            yield Finding(("versions", version, path, position), "law.repeated_entry", {}, name)
        seen.add(name)
