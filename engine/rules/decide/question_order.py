"""In which order to ask what is missing, so that the questions end soonest.

The order with the fewest questions to expect is taken, every answer being as likely as the others;
so it is the expected number that is kept low, not the worst case. All orders are tried up to
`LARGEST_SEARCH` facts in question; beyond it that fact is asked first after whose answer, in the
mean, the fewest stay in question, until few enough are left. Of equals the first in the documents'
order is taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial

from engine.rules.decide.cases import Case
from engine.rules.model.domain import Domain

__all__ = ["LARGEST_SEARCH", "AskingPlan", "plan"]

LARGEST_SEARCH = 5
"""Up to so many facts in question all orders are tried."""

Boxes = tuple["_Box", ...]


@dataclass(frozen=True, slots=True)
class AskingPlan:
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
    cases: Sequence[Case], missing: Sequence[str], domains: Mapping[str, Domain]
) -> AskingPlan:
    """Return how to ask for the facts in `missing`, which together decide among `cases`.

    An answer that none of `cases` has is not expected.
    """
    distinct = dict.fromkeys(
        (tuple(case.known[name] for name in missing), case.answer, case.look.carried())
        for case in cases
    )
    boxes = tuple(
        _Box(dict(zip(missing, masks, strict=True)), answer, carries)
        for masks, answer, carries in distinct
    )
    answers = {name: [1 << place for place in range(domains[name].size)] for name in missing}
    return _Search(answers).plan(boxes, tuple(missing))


@dataclass(frozen=True, slots=True)
class _Search:
    """A search of orders, each state of it looked at once."""

    answers: Mapping[str, Sequence[int]]
    """By fact: its cells, each an answer."""
    found: dict[tuple[Boxes, tuple[str, ...]], AskingPlan] = field(default_factory=dict)

    def plan(self, boxes: Boxes, unknown: Sequence[str]) -> AskingPlan:
        """Return the best plan found for `boxes` where `unknown` can still be asked."""
        asked = _in_question(boxes, unknown)
        if not asked:
            return AskingPlan(None, frozenset(), Fraction(0), 0)
        state = boxes, asked
        if state not in self.found:
            few = len(asked) <= LARGEST_SEARCH
            first = asked if few else (min(asked, key=partial(self._left, boxes, asked)),)
            plans = [self._asking(fact, boxes, asked) for fact in first]
            self.found[state] = min(plans, key=lambda plan: plan.expected)
        return self.found[state]

    def _asking(self, first: str, boxes: Boxes, asked: Sequence[str]) -> AskingPlan:
        rest = [fact for fact in asked if fact != first]
        parts = _parts(boxes, first, self.answers[first])
        plans = [(self.plan(part, rest), likely) for part, likely in parts.items()]
        return AskingPlan(
            first,
            frozenset({first}).union(frozenset.intersection(*(then.certain for then, _ in plans))),
            1 + sum((then.expected * likely for then, likely in plans), Fraction(0)),
            1 + max(then.most for then, _ in plans),
        )

    def _left(self, boxes: Boxes, asked: Sequence[str], fact: str) -> Fraction:
        """Return how many facts stay in question after the answer to `fact`, in the mean."""
        rest = [other for other in asked if other != fact]
        parts = _parts(boxes, fact, self.answers[fact])
        return Fraction(
            sum(len(_in_question(part, rest)) * likely for part, likely in parts.items())
        )


def _in_question(boxes: Boxes, unknown: Sequence[str]) -> tuple[str, ...]:
    """Return the facts of which an answer can still matter."""
    carried = {fact for box in boxes for fact in box.carries}
    if len({box.answer for box in boxes}) == 1 and carried.isdisjoint(unknown):
        return ()
    return tuple(
        fact for fact in unknown if fact in carried or len({box.cells[fact] for box in boxes}) > 1
    )


def _parts(boxes: Boxes, fact: str, answers: Sequence[int]) -> dict[Boxes, Fraction]:
    """Return the boxes that each answer to `fact` leaves, with how likely that is."""
    left = [tuple(box for box in boxes if box.cells[fact] & cell) for cell in answers]
    found = Counter(part for part in left if part)
    return {part: Fraction(often, found.total()) for part, often in found.items()}
