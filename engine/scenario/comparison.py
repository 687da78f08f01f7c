"""Two runs compared: the levers moved one after the other, each with what it changes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from engine.explain import Step, difference, total
from engine.scenario.bench import Bench
from engine.scenario.model import BASE, Lever, Levers, Scenario, Scenarios
from engine.scenario.run import Run, run
from engine.text import Text, text

__all__ = ["Comparison", "Measure", "Movement", "compare", "figure_of", "run_base"]


class Measure(StrEnum):
    """What is compared, over the cycle [yuan]."""

    MAXIMUM = "maximum"
    """The maximum permitted revenue."""
    INCOME = "income"
    """Income at the prices charged."""
    RECOVERY = "recovery"
    """Income less the maximum."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """What one lever changes when it is moved after those before it."""

    lever: Lever
    changes: dict[Measure, Step]
    """The change of each measure [yuan]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A scenario against the base, as a waterfall."""

    base: Run
    scenario: Run
    movements: tuple[Movement, ...]
    """In the order in which the levers are moved. A lever's effect depends on those moved before
    it, so the order is part of the answer."""
    changes: dict[Measure, Step]
    """The whole change of each measure: the sum of the movements [yuan]."""


def run_base(bench: Bench) -> Run:
    """Return the run in which no lever is moved."""
    title = text("scenario.base")
    return run(bench, BASE, title, Levers(), title.zh)


def compare(bench: Bench, scenarios: Scenarios, scenario: Scenario) -> Comparison:
    """Return `scenario` against the base, its levers moved in the order of `scenarios`.

    Raises Faults as `run` does.
    """
    base = before = run_base(bench)
    moved, levers = scenario.levers.moved(), Levers()
    movements: list[Movement] = []
    for lever in scenarios.order:
        if lever not in moved:
            continue
        levers = levers.with_lever(lever, moved[lever])
        after = run(bench, scenario.id, scenario.title, levers, scenario.reason)
        movements.append(Movement(lever=lever, changes=_changes(lever, before, after)))
        before = after
    return Comparison(
        base=base,
        scenario=run(bench, scenario.id, scenario.title, levers, scenario.reason),
        movements=tuple(movements),
        changes={
            measure: total(
                text(f"scenario.change_{measure.value}"),
                [movement.changes[measure] for movement in movements],
                "yuan",
            )
            for measure in Measure
        },
    )


def figure_of(run_: Run, measure: Measure) -> Step:
    """Return a measure of a run."""
    return {
        Measure.MAXIMUM: run_.maximum,
        Measure.INCOME: run_.income,
        Measure.RECOVERY: run_.recovery,
    }[measure]


def _changes(lever: Lever, before: Run, after: Run) -> dict[Measure, Step]:
    label: Text = text(f"scenario.lever_{lever.value}")
    return {
        measure: difference(label, [figure_of(after, measure), figure_of(before, measure)], "yuan")
        for measure in Measure
    }
