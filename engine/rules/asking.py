"""In which order to ask what is missing, so that the questions end soonest.

Asked first is the fact after whose answer, in the mean over its possible answers, the fewest facts
stay in question; every answer is taken to be as likely as the others, and of equals the first in
the documents' order is taken. So the expected number of questions is what is kept low, not the
worst case; on the published rules no order has a lower one (a test searches all orders).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from engine.rules.cases import Case, Known
from engine.rules.domain import Domain

__all__ = ["Plan", "plan"]

Boxes = tuple["_Box", ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """How the questions go on."""

    first: str | None
    """The fact to ask first; None when all is decided."""
    certain: frozenset[str]
    """The facts that are asked whatever the answers."""
    expected: Fraction
    """The number of questions to expect, every answer being equally likely."""
    most: int
    """The number of questions at worst."""


@dataclass(frozen=True, slots=True, eq=False)
class _Box:
    """A case, as far as the facts in question tell it from others."""

    cells: Mapping[str, int]
    """By fact: the mask of the cells that it holds."""
    answer: tuple[int, ...]
    carries: tuple[str, ...]
    """The facts whose value is part of the answer."""


def plan(
    cases: Sequence[Case], missing: Sequence[str], known: Known, domains: Mapping[str, Domain]
) -> Plan:
    """Return how to ask for the facts in `missing`, which together decide among `cases`.

    `known` is what is possible for each fact now.
    """
    distinct = dict.fromkeys(
        (tuple(case.known[name] for name in missing), case.answer, case.look.carried())
        for case in cases
    )
    boxes = tuple(
        _Box(dict(zip(missing, masks, strict=True)), answer, carries)
        for masks, answer, carries in distinct
    )
    possible = {
        name: [1 << place for place in range(domains[name].size) if known[name] >> place & 1]
        for name in missing
    }
    return _planned(boxes, missing, possible)


def _planned(boxes: Boxes, unknown: Sequence[str], possible: Mapping[str, Sequence[int]]) -> Plan:
    asked = _in_question(boxes, unknown)
    if not asked:
        return Plan(None, frozenset(), Fraction(0), 0)
    first = min(asked, key=lambda fact: _left_in_question(boxes, asked, fact, possible[fact]))
    rest = [fact for fact in asked if fact != first]
    parts = _parts(boxes, first, possible[first])
    plans = [(_planned(part, rest, possible), likely) for part, likely in parts.items()]
    return Plan(
        first,
        frozenset({first}).union(frozenset.intersection(*(then.certain for then, _ in plans))),
        1 + sum((then.expected * likely for then, likely in plans), Fraction(0)),
        1 + max(then.most for then, _ in plans),
    )


def _in_question(boxes: Boxes, unknown: Sequence[str]) -> list[str]:
    """Return the facts of which an answer can still matter."""
    carried = {fact for box in boxes for fact in box.carries}
    if len({box.answer for box in boxes}) == 1:
        return [fact for fact in unknown if fact in carried]
    return [
        fact for fact in unknown if fact in carried or len({box.cells[fact] for box in boxes}) > 1
    ]


def _left_in_question(
    boxes: Boxes, asked: Sequence[str], fact: str, possible: Sequence[int]
) -> Fraction:
    rest = [other for other in asked if other != fact]
    parts = _parts(boxes, fact, possible)
    return sum(
        (len(_in_question(part, rest)) * likely for part, likely in parts.items()), Fraction(0)
    )


def _parts(boxes: Boxes, fact: str, possible: Sequence[int]) -> dict[Boxes, Fraction]:
    """Return the boxes that each answer to `fact` leaves, with how likely that is."""
    left = [tuple(box for box in boxes if box.cells[fact] & cell) for cell in possible]
    answers = [part for part in left if part]
    parts: dict[Boxes, Fraction] = {}
    for part in answers:
        parts[part] = parts.get(part, Fraction(0)) + Fraction(1, len(answers))
    return parts
