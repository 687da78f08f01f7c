"""What the reviewer decided item by item, each with a written reason (审核人员的判断和调整)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from engine.law import Declaration, Faults, Finding, Identifier, Located, Model, checked, read_yaml
from engine.money import Number
from engine.submission.filing import Filed
from engine.submission.model import Written

__all__ = ["Decided", "ReviewerDecision", "ReviewerDecisions", "decided", "read_decisions"]


class ReviewerDecision(Model):
    """What the reviewer decided of one item."""

    item: Identifier
    """The item of the accounts."""
    year: int | None = None
    """The year of the accounts; every year, or for an amount the last, when it is not said."""
    amount: Number | None = None
    """The amount reviewed, in yuan, in place of the rule's; the rule's stands without one."""
    pool: Identifier | None = None
    """The pool of joint cost in which it is placed, whatever the accounts say."""
    direct: Literal["paid", "free"] | None = None
    """The use in which it is placed alone, whatever the accounts say."""
    reason: Written
    """Why, in writing."""

    @property
    def places(self) -> bool:
        """Whether it says where the item belongs."""
        return self.pool is not None or self.direct is not None


class ReviewerDecisions(Model):
    """The decisions of a review."""

    reviewer: Written
    """Person or office that decided."""
    decisions: Annotated[tuple[ReviewerDecision, ...], Field(min_length=1)]
    """One an item and year."""


@dataclass(frozen=True, slots=True)
class Decided:
    """Decisions with the file they stand in."""

    file: str
    decisions: ReviewerDecisions

    def of(self, item: str, year: int, last: int) -> ReviewerDecision | None:
        """Return the decision on `item` in `year`; `last` is the accounts year."""
        for decision in self.decisions.decisions:
            if decision.item == item and year in _years(decision, year, last):
                return decision
        return None

    def placing(self, item: str) -> ReviewerDecision | None:
        """Return the decision that says where `item` belongs, of whatever year; or None."""
        found = (one for one in self.decisions.decisions if one.item == item and one.places)
        return next(found, None)

    def declared(self, decision: ReviewerDecision) -> Declaration:
        """Return the source of what was decided: place, reviewer, reason."""
        position = self.decisions.decisions.index(decision)
        return Declaration(
            file=self.file,
            place=f"decisions[{position}]",
            who=self.decisions.reviewer,
            reason=decision.reason,
        )


def _years(decision: ReviewerDecision, asked: int, last: int) -> tuple[int, ...]:
    if decision.year is not None:
        return (decision.year,)
    return (asked,) if decision.amount is None else (last,)


def read_decisions(path: Path, filed: Filed) -> Decided:
    """Return the decisions in the YAML file at `path`, which are on items of `filed`.

    Raises Faults with every fault in it.
    """
    return decided(read_yaml(path, path.name), filed)


def decided(located: Located, filed: Filed) -> Decided:
    """Return the decisions in a tree of plain values; see `read_decisions`."""
    decisions = checked(ReviewerDecisions, located)
    faults = [located.fault(finding) for finding in _misfits(decisions, filed)]
    if faults:
        raise Faults(faults)
    return Decided(located.file, decisions)


def _misfits(decisions: ReviewerDecisions, filed: Filed) -> Iterator[Finding]:
    submission = filed.submission
    items = {item.id for item in submission.items}
    years = {submission.accounts_year, *(of.year for of in submission.earlier_years)}
    seen: set[tuple[str, int | None]] = set()
    for position, decision in enumerate(decisions.decisions):
        place = ("decisions", position)
        if decision.item not in items:
            yield Finding((*place, "item"), "submission.no_such_item", {}, decision.item)
        if decision.year is not None and decision.year not in years:
            said = ", ".join(map(str, sorted(years)))
            yield Finding(
                (*place, "year"), "submission.no_such_year", {"known": said}, decision.year
            )
        # An amount without a year is of the accounts year: a second one there would be in doubt.
        year = decision.year
        if year is None and decision.amount is not None:
            year = submission.accounts_year
        if {(decision.item, year), (decision.item, None)} & seen or (
            year is None and any(item == decision.item for item, _ in seen)
        ):
            yield Finding((*place, "item"), "determination.decided_twice", {}, decision.item)
        seen.add((decision.item, year))
    yield from _misplaced(decisions, filed)


def _misplaced(decisions: ReviewerDecisions, filed: Filed) -> Iterator[Finding]:
    """Yield places that do not exist, are two, or are missing where an amount needs one."""
    pools = {pool.id for pool in filed.submission.pools}
    placed: dict[str, tuple[str | None, str | None]] = {
        item.id: (item.pool, item.direct)
        for item in filed.submission.items
        if item.pool is not None or item.direct is not None
    }
    decided: dict[str, tuple[str | None, str | None]] = {}
    for position, decision in enumerate(decisions.decisions):
        at = ("decisions", position, "pool")
        if decision.pool is not None and decision.direct is not None:
            yield Finding(at, "submission.pool_and_direct", {}, decision.pool)
        elif decision.pool is not None and decision.pool not in pools:
            known = {"known": ", ".join(sorted(pools)) or "–"}
            yield Finding(at, "submission.no_such_pool", known, decision.pool)
        if decision.places:
            place = (decision.pool, decision.direct)
            if decided.setdefault(decision.item, place) != place:
                item = ("decisions", position, "item")
                yield Finding(item, "determination.placed_twice", {}, decision.item)
    for position, decision in enumerate(decisions.decisions):
        if decision.amount and decision.item not in placed | decided:
            at = ("decisions", position, "item")
            yield Finding(at, "determination.decided_without_place", {}, decision.item)
