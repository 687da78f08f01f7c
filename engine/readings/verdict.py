"""What somebody will act on, and whether it holds however the law is read (口径与结论)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from engine.text import Text

__all__ = ["Act", "Case", "Holds", "Verdict", "verdict_of"]


class Act(StrEnum):
    """What somebody will act on."""

    ABOVE_CEILING = "above_ceiling"
    """A price lies above its ceiling; by how much [yuan/unit]."""
    REFUND = "refund"
    """Customers were charged above ceilings; what is to be refunded in all [yuan]."""
    EXCESS = "excess"
    """More was earned than permitted; what is to be deducted in the next cycle [yuan]."""
    LOSS = "loss"
    """The income of a year does not make up its operating cost; what is lacking [yuan]."""


class Holds(StrEnum):
    """Under which readings a verdict holds."""

    EVERY = "every"
    SOME = "some"
    NONE = "none"
    UNJUDGED = "unjudged"
    """No reading gives an answer."""


@dataclass(frozen=True, slots=True)
class Case:
    """One combination of readings, and what a verdict comes to under it."""

    readings: Mapping[str, str]
    """Switch → reading, of every switch that could matter."""
    amount: Decimal
    """Above 0 where the verdict holds."""


@dataclass(frozen=True)
class Verdict:
    """A verdict under every reading that gives an answer."""

    act: Act
    """What is judged."""
    of: str
    """The product or the year; empty where it is of the whole."""
    title: Text
    """It in words."""
    unit: str
    """Unit of the amounts."""
    cases: tuple[Case, ...]
    """One for each combination of readings; those refused are not among them."""
    default: Case | None
    """The case by default; None where it is refused."""
    unanswered: int
    """How many combinations of readings give no answer: what is said of every reading is said of
    the others."""

    @property
    def holds(self) -> Holds:
        """Whether it holds under every reading that gives an answer, under some or under none."""
        found = {case.amount > 0 for case in self.cases}
        if not found:
            return Holds.UNJUDGED
        if found == {True}:
            return Holds.EVERY
        return Holds.SOME if True in found else Holds.NONE

    @property
    def least(self) -> Decimal | None:
        """The least amount; None without any case."""
        return min((case.amount for case in self.cases), default=None)

    @property
    def greatest(self) -> Decimal | None:
        """The greatest amount; None without any case."""
        return max((case.amount for case in self.cases), default=None)

    @cached_property
    def when(self) -> tuple[dict[str, tuple[str, ...]], ...]:
        """Where it holds under some readings: the ways in which it does, each the readings of the
        switches that decide; every case in which it holds is in one of them, and no other."""
        if self.holds is not Holds.SOME:
            return ()
        return tuple(_ways(self.cases))


def verdict_of(
    act: Act,
    of: str,
    title: Text,
    unit: str,
    cases: Iterable[Case],
    default: Mapping[str, str],
    unanswered: int,
) -> Verdict:
    """Return the verdict of `cases`; `default` are the readings by default, of any switches."""
    found = tuple(cases)
    by_default = (one for one in found if one.readings.items() <= default.items())
    return Verdict(act, of, title, unit, found, next(by_default, None), unanswered)


def _ways(cases: Iterable[Case]) -> list[dict[str, tuple[str, ...]]]:
    """Return the ways in which some of `cases` hold, by the switch that tells most of them apart.

    Readings of that switch after which the same ways are left are told together.
    """
    cases = tuple(cases)
    holding = {case.amount > 0 for case in cases}
    if len(holding) == 1:
        return [{}] if holding == {True} else []
    apart = [
        switch for switch in cases[0].readings if len({case.readings[switch] for case in cases}) > 1
    ]
    switch = min(apart, key=lambda one: _mixed(cases, one))
    together: dict[tuple[tuple[tuple[str, tuple[str, ...]], ...], ...], list[str]] = {}
    for reading in dict.fromkeys(case.readings[switch] for case in cases):
        ways = _ways(case for case in cases if case.readings[switch] == reading)
        together.setdefault(tuple(tuple(way.items()) for way in ways), []).append(reading)
    return [
        {switch: tuple(readings), **dict(way)}
        for ways, readings in together.items()
        for way in ways
    ]


def _mixed(cases: tuple[Case, ...], switch: str) -> int:
    """Return how many cases stand beside one of the other kind under the same reading."""
    holding: dict[str, list[bool]] = {}
    for case in cases:
        holding.setdefault(case.readings[switch], []).append(case.amount > 0)
    return sum(min(sum(found), len(found) - sum(found)) for found in holding.values())
