"""How much hangs on each clause that nobody could read: which text to get first (依据缺口排序)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from engine.determination.readings.maxima import Maxima, MaximaByReading
from engine.law import Evidence
from engine.method import Switch, SwitchValue
from engine.money import CONTEXT

__all__ = ["Hanging", "ranked_clauses", "ranked_switches"]


@dataclass(frozen=True, slots=True)
class Hanging:
    """What hangs on how some switches are read: yuan of the year that it moves most."""

    switches: tuple[Switch, ...]
    """The switches that are read one way or another, together."""
    clause: str
    """The clause, by instrument and article; empty for switches that rest on none unread."""
    alone: Decimal | None
    """Between the least and the greatest maximum while all other switches are read by default; None
    where no reading gives one."""
    most: Decimal | None
    """The widest that it can be, however the others are read."""
    untold: tuple[tuple[Switch, SwitchValue], ...]
    """The readings that never give a maximum, so that what hangs on them is not known."""

    @property
    def moves(self) -> bool:
        """Whether something hangs on them, or may."""
        return bool(self.most or self.untold)


def ranked_switches(of: MaximaByReading) -> tuple[Hanging, ...]:
    """Return what hangs on each switch by itself, the most first."""
    return _ranked(_hanging(of, [switch], ", ".join(_unread(switch))) for switch in of.switches)


def ranked_clauses(of: MaximaByReading) -> tuple[Hanging, ...]:
    """Return what hangs on each clause that was not read, with all switches that rest on it, the
    most first."""
    resting: dict[str, list[Switch]] = defaultdict(list)
    for switch in of.switches:
        for clause in _unread(switch):
            resting[clause].append(switch)
    return _ranked(_hanging(of, switches, clause) for clause, switches in resting.items())


def _hanging(of: MaximaByReading, switches: Sequence[Switch], clause: str) -> Hanging:
    alone, most = _spreads(of, {switch.id for switch in switches})
    untold = tuple(
        (switch, value)
        for switch in switches
        for value in switch.values
        if all(one.maxima is None for one in of.outcomes if one.readings[switch.id] == value.id)
    )
    return Hanging(tuple(switches), clause, alone, most, untold)


def _ranked(found: Iterable[Hanging]) -> tuple[Hanging, ...]:
    least = Decimal(-1)
    return tuple(
        sorted(
            found,
            key=lambda one: (
                least if one.most is None else one.most,
                least if one.alone is None else one.alone,
            ),
            reverse=True,
        )
    )


def _unread(switch: Switch) -> tuple[str, ...]:
    """Return the clauses that a reading of `switch` rests on and that nobody could read."""
    found = (
        cite.named
        for value in switch.values
        for cite in value.cites
        if cite.evidence is Evidence.ASSUMPTION
    )
    return tuple(dict.fromkeys(found))


def _spreads(
    of: MaximaByReading, switches: Collection[str]
) -> tuple[Decimal | None, Decimal | None]:
    """Return between which maxima the readings of `switches` move, the others by default; and the
    same at its widest."""
    others = [switch for switch in of.switches if switch.id not in switches]
    by_default = tuple(switch.default for switch in others)
    groups: dict[tuple[str, ...], list[Maxima]] = defaultdict(list)
    for outcome in of.outcomes:
        if outcome.maxima is not None:
            groups[tuple(outcome.readings[switch.id] for switch in others)].append(outcome.maxima)
    default = groups.get(by_default)
    alone = _widest(default) if default else None
    return alone, max(map(_widest, groups.values()), default=None)


def _widest(maxima: Iterable[Maxima]) -> Decimal:
    """Return between the least and the greatest maximum of the year in which they lie furthest
    apart."""
    return max(CONTEXT.subtract(max(year), min(year)) for year in zip(*maxima, strict=True))
