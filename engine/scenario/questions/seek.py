"""One number of a case moved: what comes of it, and where a figure reaches an aim (目标求解)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from engine.law import Fault, Faults, Located, checked
from engine.money import CONTEXT, exactly, plain
from engine.scenario.case import Case, Layer, Levers, laid_at, lever_layer, named_at
from engine.scenario.questions.aim import Aim
from engine.scenario.walk import Bench, Run, run
from engine.text import text

__all__ = ["Crossing", "Moved", "moved_to", "sought", "swept"]

_LEVERS = "levers."
"""Before the name of a lever, which is moved as one number."""


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
    """Return the case with the number at `path` at `value`: the names on the way to it, such as
    `submission.spread.value`, `market.PRODUCT.price`, `submission.items.wages.amount`, or a lever
    as `levers.free_share`.

    Raises Faults for a path at which nothing can stand, and where the value may not stand there.
    """
    located = Located("--change", {path: value})
    if path.startswith(_LEVERS):
        name = path.removeprefix(_LEVERS)
        levers = checked(Levers, Located("--change", {name: plain(value)}))
        reason = text("scenario.sought").zh
        return case.with_layer(lever_layer(levers, case, reason, located, ("levers",)))
    leaf = tuple(path.split("."))
    if named_at(case.located.tree, leaf[:-1]) is None and leaf[0] not in ("market", "switches"):
        known = ", ".join(_known(case, leaf))
        raise Faults([Fault("--change", "", None, path, "law.not_one_of", {"allowed": known})])
    tree = laid_at(leaf, plain(value), case.located.tree)
    reasons = ((located, text("scenario.sought").zh),)
    return case.with_layer(Layer(tree, lambda at: (located, at), reasons))


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


def _known(case: Case, leaf: tuple[str, ...]) -> Iterator[str]:
    """Yield what there is at the first name on the way that names nothing."""
    for length in range(len(leaf)):
        if named_at(case.located.tree, leaf[: length + 1]) is None:
            there = named_at(case.located.tree, leaf[:length]) if length else case.located.tree
            inside = there if isinstance(there, dict) else {}
            names = [str(one.get("id")) for one in there] if isinstance(there, list) else [*inside]
            yield from (".".join((*leaf[:length], name)) for name in names)
            return
