"""Faults of input: each names file, place, line, value, and what would be right."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from engine.money import plain
from engine.text import Language, legible, say

__all__ = [
    "Days",
    "Fault",
    "Faults",
    "FaultyLaw",
    "Finding",
    "Path",
    "Refused",
    "distinct",
    "written_path",
]

_MOST_SAID = 100

Path = tuple[str | int, ...]
"""A place in a tree of mappings and lists."""


def written_path(path: Path) -> str:
    """Return `path` as people write it: `products[0].charge.price`."""
    written = ""
    for part in path:
        if isinstance(part, int):
            written += f"[{part}]"
        else:
            written += f".{part}" if written else part
    return written


class Days(NamedTuple):
    """A stretch of days, both inclusive."""

    first: datetime.date
    last: datetime.date | None = None
    """None while there is no last one."""

    def __contains__(self, day: object) -> bool:
        """Return whether `day` is one of them."""
        return (
            isinstance(day, datetime.date)
            and self.first <= day
            and (self.last is None or day <= self.last)
        )

    def common(self, other: Days) -> Days | None:
        """Return the days that are also `other`'s; None when there are none."""
        first = max(self.first, other.first)
        ends = [day for day in (self.last, other.last) if day is not None]
        last = min(ends, default=None)
        return Days(first, last) if last is None or first <= last else None


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found in a document, at a path in it."""

    path: Path
    key: str
    """Key of its sentence."""
    values: Mapping[str, object] = field(default_factory=dict)
    """What the sentence names."""
    value: object = None
    """The value found at the place."""
    days: Days | None = None
    """The days on which it is so, where they are not simply those of the version it is in."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault in one input."""

    file: str
    place: str
    """A path in the file, or sheet and cell."""
    line: int | None
    value: object
    key: str
    values: Mapping[str, object] = field(default_factory=dict)

    def message(self, language: Language) -> str:
        """Return the fault in one line: file, place, value, and what would be right."""
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        place = legible(self.place) or "–"
        said = say(self.key, language, **self.values)
        if self.value is None:
            return say("law.fault", language, where=where, place=place, said=said)
        return say(
            "law.fault_value",
            language,
            where=where,
            place=place,
            value=_shown(self.value),
            said=said,
        )


def _shown(value: object) -> str:
    """Return `value` on one line as a document writes it, cut when it is long."""
    if isinstance(value, bool):
        return "true" if value else "false"
    written = " ".join((plain(value) if isinstance(value, Decimal) else str(value)).split())
    return legible(written if len(written) <= 80 else written[:77] + "…")


def distinct(faults: Iterable[Fault]) -> list[Fault]:
    """Return `faults` without those that say what one before them says."""
    return list({fault.message(Language.EN): fault for fault in faults}.values())


class Faults(Exception):
    """All faults of an input at once.

    `faults` holds them in the order found.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        return "\n".join(fault.message(Language.EN) for fault in self.faults[:_MOST_SAID])


class Refused(Faults):
    """Why the answer is no, where the input is as it should be."""


class FaultyLaw(Refused):
    """Faults of documents that the answer would rest on: the law is not right."""
