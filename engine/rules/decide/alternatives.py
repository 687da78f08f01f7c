"""What would change a decision: another value of one fact, read off what is already known.

A fact that is known lets some rows of a table match and shuts out others. Where another value of it
lets the same rows match as now, nothing changes; where it does not, only the tables that can hang
on the fact are read again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from operator import and_

from engine.rules.decide.cases import (
    Case,
    OpenQuestion,
    TableReading,
    TooManyCasesError,
    cases,
)
from engine.rules.decide.deciding_facts import deciding_facts, unknown_carried
from engine.rules.model.document import Fact, FactValue
from engine.rules.model.domain import joined
from engine.rules.model.presumptions import presumed
from engine.rules.model.program import Program, ReadyTable
from engine.text import Text

__all__ = ["Alternatives", "Nearest", "Opening", "Result", "possible_results"]

Result = str | tuple[str, ...] | None
"""What is decided of an output: a value, all that were collected, None where no rule matches."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """A change of one fact that would change the result."""

    fact: Fact
    """The fact."""
    values: Text
    """The values it would have to have, in words."""
    outputs: Mapping[str, Result]
    """What would then be decided, up to the output that settles the case."""
    told: Text
    """Those of them that differ from now, in words."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Another value of one fact with which the case would not be decided."""

    fact: Fact
    """The fact."""
    value: Text
    """The value, or the interval in which all are alike, in words."""
    possible: Mapping[str, frozenset[Result]]
    """By output wanted: the results that would then be possible."""
    missing: tuple[Fact, ...]
    """What would then have to be known, as in `Decision.missing`."""


@dataclass(frozen=True)
class Alternatives:
    """What another value of one known fact, or another reading, would change.

    It is looked for when it is first asked for.
    """

    look: TableReading
    """The reading that was asked."""
    goals: Sequence[str]
    """The outputs wanted; an answer holds their values in this order, up to one that settles."""
    question: OpenQuestion
    """What it was asked."""
    facts: Mapping[str, FactValue]
    """The facts given, and those presumed."""
    filled: Mapping[str, int]
    """The cells of those presumed."""
    found: Sequence[Case]
    """The cases that are possible now, each with its answer."""
    decided: bool
    """Whether all have one answer, and all that it carries is known."""
    limit: int
    """A value with which more cases than this are possible is left out."""

    @cached_property
    def nearest(self) -> tuple[Nearest, ...]:
        """The changes of one fact that would give another result; none while undetermined."""
        changed: dict[tuple[str, tuple[int, ...]], int] = {}
        for name, place, found in self._others if self.decided else ():
            answers = {case.answer for case in found}
            if len(answers) > 1 or unknown_carried(found, self.facts):
                continue
            if (answer := answers.pop()) != self.found[0].answer:
                changed[name, answer] = changed.get((name, answer), 0) | 1 << place
        return tuple(self._nearest(*then, mask) for then, mask in changed.items())

    @cached_property
    def openings(self) -> tuple[Opening, ...]:
        """The values of one fact with which the case would not be decided."""
        return tuple(
            self._opening(name, place, found, needed)
            for name, place, found in self._others
            if (needed := unknown_carried(found, self.facts))
            or len({case.answer for case in found}) > 1
        )

    @cached_property
    def _others(self) -> tuple[tuple[str, int, Sequence[Case]], ...]:
        """The cells of facts with which other rows may match, each with the cases then possible."""
        rows = {sheet.name: _without_each(self.look, sheet) for sheet in self.look.program.sheets}
        return tuple(
            (name, place, found)
            for name, fact in self.look.program.facts.items()
            if name in self.facts or fact.type == "switch"
            for place, found in self._otherwise(name, rows)
        )

    def _otherwise(
        self, name: str, rows: Mapping[str, Mapping[str, int]]
    ) -> Iterator[tuple[int, Sequence[Case]]]:
        """Yield each cell of `name` that lets other rows match than now, with the cases that are
        then possible. `rows` are those that all facts but one let match, by table and that one.
        """
        look, program = self.look, self.look.program
        asking = [
            (sheet.name, rows[sheet.name][name], column.cells)
            for sheet in program.sheets
            for column in sheet.columns
            if column.name == name
        ]
        # What was read holds again wherever the fact does not reach; while undetermined, a table
        # that is then read no more could still ask for what it carries.
        certain = look.hits if self.decided else {}
        hits = {table: hit for table, hit in certain.items() if table not in program.reach[name]}
        here = look.known[name].bit_length() - 1
        met: dict[tuple[int, ...], Sequence[Case]] = {
            tuple(others & cells[here] for _, others, cells in asking): ()
        }
        for place in range(program.domains[name].size):
            if place != here and (known := self._presuming(name, place)) is not None:
                if found := self._cases(TableReading(program, known)):
                    yield place, found
                continue
            key = tuple(others & cells[place] for _, others, cells in asking)
            if key not in met:
                left = dict(zip((table for table, *_ in asking), key, strict=True))
                known = {**look.known, name: 1 << place}
                met[key] = self._cases(TableReading(program, known, look.left | left, dict(hits)))
            if met[key]:
                yield place, met[key]

    def _presuming(self, name: str, place: int) -> dict[str, int] | None:
        """Return what is known with another cell of `name`; None where no less and no more is
        presumed then than now.
        """
        program = self.look.program
        if not any(one.looks_at(name) for one in program.presumptions):
            return None
        unsaid = {fact: program.domains[fact].full for fact in self.filled if fact != name}
        known = {**self.look.known, **unsaid, name: 1 << place}
        said = (self.facts.keys() - unsaid.keys()) | {name}
        for _, cells in list(presumed(program, known, said)):
            known |= cells
        kept = all(known[fact] == self.look.known[fact] for fact in known if fact != name)
        return None if kept else known

    def _cases(self, look: TableReading) -> Sequence[Case]:
        try:
            return cases(look, self.question, self.limit)
        except TooManyCasesError:
            return ()

    def _nearest(self, name: str, answer: tuple[int, ...], mask: int) -> Nearest:
        tables, now = self.look.program, self.found[0].answer
        then = dict(zip(self.goals, answer, strict=False))
        differing = [
            tables.in_words(goal, value)
            for place, (goal, value) in enumerate(then.items())
            if now[place : place + 1] != (value,)
        ]
        return Nearest(
            tables.facts[name],
            tables.domains[name].in_words(mask),
            {goal: tables.named(goal, value) for goal, value in then.items()},
            joined("rules.with", differing),
        )

    def _opening(
        self, name: str, place: int, found: Sequence[Case], needed: Sequence[str]
    ) -> Opening:
        tables, known = self.look.program, {**self.look.known, name: 1 << place}
        missing = deciding_facts(tables, known, found, needed)
        return Opening(
            tables.facts[name],
            tables.domains[name].in_words(1 << place),
            possible_results(tables, self.goals, found),
            tuple(tables.facts[fact] for fact in missing),
        )


def _without_each(look: TableReading, sheet: ReadyTable) -> dict[str, int]:
    """Return for each fact that `sheet` asks of the rows that all other facts let match."""
    masks = [column.possible(look.known[column.name]) for column in sheet.columns]
    before = accumulate(masks, and_, initial=-1)
    after = [*accumulate(reversed(masks), and_, initial=-1)][-2::-1]
    return {
        column.name: one & other
        for column, one, other in zip(sheet.columns, before, after, strict=False)
    }


def possible_results(
    tables: Program, goals: Sequence[str], found: Sequence[Case]
) -> dict[str, frozenset[Result]]:
    """Return by goal the results of the cases `found`, where they are not settled before."""
    answers = {case.answer for case in found}
    return {
        goal: frozenset(
            tables.named(goal, answer[place]) for answer in answers if place < len(answer)
        )
        for place, goal in enumerate(goals)
    }
