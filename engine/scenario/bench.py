"""What all runs of a base share: documents, submission, rule; what they have in common is kept."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal, localcontext

from engine.determination import Determination, determine
from engine.law import Declaration, Fault, Faults, Shelf
from engine.money import CONTEXT, plain
from engine.scenario.model import Base, Lever, Levers
from engine.submission import Driver, Filed, Pool, Reasoned

__all__ = ["Bench"]

_MOST_KEPT = 32


@dataclass(frozen=True, slots=True)
class Bench:
    """A base, ready to run. The last determinations are kept: demand does not change them."""

    shelf: Shelf
    filed: Filed
    """The submission as filed."""
    base: Base
    file: str
    """Name of the scenario file, or of what else moves the levers; named in sources and faults."""
    _kept: dict[tuple[object, ...], Determination] = field(default_factory=dict)
    """By what they depend on, and by what their sources say moved the levers."""

    @property
    def years(self) -> tuple[int, ...]:
        """The calendar years of the cycle."""
        return self.filed.submission.cycle.all_years

    def determined(self, levers: Levers, scenario: str, reason: str) -> Determination:
        """Return the determination of the submission with the levers of `scenario` moved.

        Raises Faults when a lever leaves what the submission or the method allows.
        """
        key = (levers.yield_, levers.spread, levers.free_share, scenario, reason)
        if key not in self._kept:
            while len(self._kept) >= _MOST_KEPT:
                self._kept.pop(next(iter(self._kept)))
            self._kept[key] = determine(
                self.shelf,
                self._moved(levers, scenario, reason),
                self.base.method,
                self.base.on,
                self.base.switches,
            )
        return self._kept[key]

    def declared(self, scenario: str, lever: Lever, reason: str) -> Declaration:
        """Return the source of a lever that a scenario moves."""
        return Declaration(file=self.file, place=_place(scenario, lever), reason=reason or None)

    def _moved(self, levers: Levers, scenario: str, reason: str) -> Filed:
        """Return the submission with `levers` moved; its places say which scenario moved them."""
        places = dict(self.filed.places)
        changes: dict[str, object] = {}
        for lever, name, value in (
            (Lever.YIELD, "yield_override", levers.yield_),
            (Lever.SPREAD, "spread", levers.spread),
        ):
            if value is not None:
                changes[name] = Reasoned(value=value, reason=reason)
                places[name] = places[f"{name}.value"] = self._written(scenario, lever)
        if levers.free_share is not None:
            changes["pools"] = self._pools(levers.free_share, scenario)
            changes["drivers"] = self._drivers(levers.free_share)
            written = self._written(scenario, Lever.FREE_SHARE)
            for position in range(len(self.filed.submission.pools)):
                places[f"pools[{position}].paid_share"] = written
            for position in range(len(self.filed.submission.drivers)):
                places[f"drivers[{position}].paid"] = written
                places[f"drivers[{position}].free"] = written
        moved = self.filed.submission.model_copy(update=changes)
        return replace(self.filed, submission=moved, places=places)

    def _drivers(self, points: Decimal) -> tuple[Driver, ...]:
        """Return the measured drivers with `points` more of each going to free supply."""
        moved = []
        for driver in self.filed.submission.drivers:
            with localcontext(CONTEXT):
                more = (driver.paid + driver.free) * points / 100
                change = {"paid": driver.paid - more, "free": driver.free + more}
            moved.append(driver.model_copy(update=change))
        return tuple(moved)

    def _pools(self, points: Decimal, scenario: str) -> tuple[Pool, ...]:
        """Return the pools with `points` more of each going to free supply."""
        with localcontext(CONTEXT):
            moved = tuple(
                pool.model_copy(update={"paid_share": pool.paid_share - points})
                for pool in self.filed.submission.pools
            )
        faults = [
            Fault(
                self.file,
                _place(scenario, Lever.FREE_SHARE),
                None,
                plain(points),
                "scenario.share_out_of_range",
                {"pool": pool.title, "share": plain(pool.paid_share)},
            )
            for pool in moved
            if not 0 <= pool.paid_share <= 100
        ]
        if faults:
            raise Faults(faults)
        return moved

    def _written(self, scenario: str, lever: Lever) -> str:
        return f"{self.file} {_place(scenario, lever)}"


def _place(scenario: str, lever: Lever) -> str:
    return f"{scenario}.{lever.value}"
