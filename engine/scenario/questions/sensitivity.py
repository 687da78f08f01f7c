"""Each lever alone, a step to either side of the base (敏感性)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from engine.determination import Chosen, Lines
from engine.explain import Step, difference
from engine.law import Fault, Faults, Located, checked
from engine.money import exactly
from engine.scenario.case import Lever, Levers, lever_layer
from engine.scenario.questions.comparison import Measure, figure_of
from engine.scenario.walk import Bench, Run, run
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


def sensitivities(
    bench: Bench, base: Run, steps: Levers, measure: Measure, file: str
) -> tuple[Sensitivity, ...]:
    """Return what each of `steps` changes of `measure` against `base`, the widest first; `file` is
    where they are written.

    Yield and spread are moved from where the base determination has them, free share and demand
    from 0. A step that the method refuses, such as a spread above its cap, is said and not cut.
    """
    found = [
        Sensitivity(
            lever=lever,
            step=step,
            down=_side(bench, base, lever, -step, measure, file),
            up=_side(bench, base, lever, step, measure, file),
        )
        for lever, step in steps.moved().items()
    ]
    return tuple(sorted(found, key=lambda one: one.width, reverse=True))


def _side(bench: Bench, base: Run, lever: Lever, by: Decimal, measure: Measure, file: str) -> Side:
    value = exactly(lambda: standing_at(base, lever) + by)
    label = text(f"scenario.lever_{lever.value}")
    located = Located(file, {lever.value: value})
    try:
        levers = checked(Levers, located)
        reason = text("scenario.sensitivity").zh
        layer = lever_layer(levers, base.case, reason, located, ("sensitivity",))
        moved = run(bench, f"sensitivity-{lever.value}", label, base.case.with_layer(layer))
    except Faults as faults:
        return Side(value=value, change=None, refused=faults.faults)
    change = difference(label, [figure_of(moved, measure), figure_of(base, measure)], "yuan")
    return Side(value=value, change=change)


def standing_at(base: Run, lever: Lever) -> Decimal:
    """Return where the base has a lever, in the lever's unit."""
    if lever is Lever.DEMAND:
        market = base.case.circumstances.market
        products = base.case.filed.submission.products
        growths = {market[one.id].growth if one.id in market else Decimal(0) for one in products}
        return growths.pop() if len(growths) == 1 else Decimal(0)
    moved = {Lever.YIELD: Lines.TREASURY_YIELD, Lever.SPREAD: Chosen.SPREAD}.get(lever)
    return Decimal(0) if moved is None else base.determination.worksheet.step(moved).number
