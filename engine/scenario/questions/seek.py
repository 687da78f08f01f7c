"""One number of a case moved: what comes of it, and where a figure reaches an aim (目标求解)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from engine.law import Fault, Faults
from engine.money import CONTEXT, exactly, plain
from engine.scenario.case import Case
from engine.scenario.inputs import laid_over
from engine.scenario.questions.aim import Aim
from engine.scenario.walk import Bench, Run, run
from engine.text import text

__all__ = ["Crossing", "Moved", "moved_to", "sought", "swept"]


@dataclass(frozen=True, slots=True)
class Moved:
    """A run with one number moved."""

    value: Decimal
    """Where the number stands."""
    run: Run | None
    """The run; None where the number may not stand there."""
    figure: Decimal | None
    """The figure that is aimed at."""
    refused: tuple[Fault, ...] = ()
    """Why it may not stand there."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """Where a figure passes its target: between two values a step apart."""

    below: Moved
    """The smaller value."""
    above: Moved
    """The greater value."""
    runs: int
    """How many runs it took."""


def moved_to(case: Case, path: str, value: Decimal) -> Case:
    """Return the case with the number at `path` at `value`; see `inputs.laid_over`."""
    return laid_over(case, path, value, text("scenario.sought").zh, "--change")


def swept(
    bench: Bench, case: Case, path: str, values: Sequence[Decimal], aim: Aim
) -> Iterator[Moved]:
    """Yield the run for each of `values` of the number at `path`."""
    for value in values:
        yield _moved(bench, case, path, value, aim)


def sought(
    bench: Bench,
    case: Case,
    path: str,
    between: tuple[Decimal, Decimal],
    step: Decimal,
    aim: Aim,
    target: Decimal,
) -> Crossing:
    """Return where, `between` two values of the number at `path`, the figure passes `target`, to a
    `step`; of several such places, one.

    Raises Faults where the number may not stand at an end, or the figure is on one side of the
    target at both.
    """
    low, high = between
    count = int(exactly(lambda: (high - low) / step))
    ends = [_moved(bench, case, path, value, aim) for value in (low, high)]
    for one in ends:
        if one.refused:
            raise Faults(one.refused)
    first, last = (_side(one, target) for one in ends)
    if first == last and first != 0:
        values = {"low": plain(_figure(ends[0])), "high": plain(_figure(ends[1]))}
        raise Faults([Fault("--between", "", None, path, "scenario.not_reached", values)])
    left, right, found, runs = 0, count, {0: ends[0], count: ends[1]}, 2
    while right - left > 1:
        middle = (left + right) // 2
        value = CONTEXT.add(low, CONTEXT.multiply(step, Decimal(middle)))
        found[middle] = _moved(bench, case, path, value, aim)
        runs += 1
        if found[middle].refused:
            raise Faults(found[middle].refused)
        if _side(found[middle], target) == first:
            left = middle
        else:
            right = middle
    return Crossing(found[left], found[right], runs)


def _moved(bench: Bench, case: Case, path: str, value: Decimal, aim: Aim) -> Moved:
    try:
        made = run(bench, "moved", text("scenario.sought"), moved_to(case, path, value))
        return Moved(value, made, aim(made))
    except Faults as refused:
        return Moved(value, None, None, refused.faults)


def _figure(moved: Moved) -> Decimal:
    assert moved.figure is not None
    return moved.figure


def _side(moved: Moved, target: Decimal) -> int:
    return int(CONTEXT.compare(_figure(moved), target))
