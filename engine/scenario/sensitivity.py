"""Each lever alone, a step to either side of the base (敏感性)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from engine.determination import Chosen, Lines
from engine.explain import Step, difference
from engine.law import Fault, Faults, Located, checked
from engine.money import exactly
from engine.scenario.bench import Bench
from engine.scenario.comparison import Measure, figure_of, run_base
from engine.scenario.model import Lever, Levers
from engine.scenario.run import Run, run
from engine.text import text

__all__ = ["Sensitivity", "Side", "sensitivities", "standing_at"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A lever moved to one side."""

    value: Decimal
    """Where the lever stands."""
    change: Step | None
    """What it changes against the base [yuan]; None when the lever may not stand there."""
    refused: tuple[Fault, ...] = ()
    """Why it may not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensitivity:
    """What a step of one lever changes."""

    lever: Lever
    step: Decimal
    """By how much it is moved, in the lever's unit."""
    down: Side
    up: Side

    @property
    def width(self) -> Decimal:
        """The distance between the two changes [yuan]; what a tornado is sorted by."""
        ends = [side.change.number for side in (self.down, self.up) if side.change is not None]
        return exactly(lambda: max([*ends, Decimal(0)]) - min([*ends, Decimal(0)]))


def sensitivities(bench: Bench, steps: Levers, measure: Measure) -> tuple[Sensitivity, ...]:
    """Return what each of `steps` changes of `measure`, the widest first.

    Yield and spread are moved from where the base determination has them, free share and demand
    from 0. A step that the method refuses, such as a spread above its cap, is said and not cut.
    """
    base = run_base(bench)
    found = [
        Sensitivity(
            lever=lever,
            step=step,
            down=_side(bench, base, lever, -step, measure),
            up=_side(bench, base, lever, step, measure),
        )
        for lever, step in steps.moved().items()
    ]
    return tuple(sorted(found, key=lambda one: one.width, reverse=True))


def _side(bench: Bench, base: Run, lever: Lever, by: Decimal, measure: Measure) -> Side:
    value = exactly(lambda: standing_at(base, lever) + by)
    label = text(f"scenario.lever_{lever.value}")
    try:
        levers = _levers(bench, lever, value)
        reason = text("scenario.sensitivity").zh
        moved = run(bench, f"sensitivity-{lever.value}", label, levers, reason)
    except Faults as faults:
        return Side(value=value, change=None, refused=faults.faults)
    change = difference(label, [figure_of(moved, measure), figure_of(base, measure)], "yuan")
    return Side(value=value, change=change)


def _levers(bench: Bench, lever: Lever, value: Decimal) -> Levers:
    """Return one lever moved to `value`; raises Faults where it cannot stand there."""
    try:
        return checked(Levers, Located(bench.file, {lever.value: value}))
    except Faults as wrong:
        placed = (replace(one, place=f"sensitivity.{one.place}") for one in wrong.faults)
        raise Faults(placed) from None


def standing_at(base: Run, lever: Lever) -> Decimal:
    """Return where the base has a lever, in the lever's unit."""
    moved = {Lever.YIELD: Lines.TREASURY_YIELD, Lever.SPREAD: Chosen.SPREAD}.get(lever)
    return Decimal(0) if moved is None else base.determination.worksheet.step(moved).number
