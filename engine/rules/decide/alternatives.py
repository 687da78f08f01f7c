"""What would change a decision: another value of one fact, read off what is already known.

A fact that is known lets some rows of a table match and shuts out others. Where another value of it
lets the same rows match as now, nothing changes; where it does not, only the tables that can hang
on the fact are read again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import and_

from engine.rules.decide.cases import Case, Look, Question, TooManyCasesError, cases
from engine.rules.decide.missing import deciding_facts
from engine.rules.decide.result import Alternatives, Nearest, Opening, Result
from engine.rules.model.document import Fact, FactValue
from engine.rules.model.domain import joined
from engine.rules.model.program import Program, Sheet

__all__ = ["Answered"]

Answer = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """A question on a case, and its answer or the answers that are still possible."""

    look: Look
    """The reading that was asked."""
    goals: Sequence[str]
    """The outputs wanted; an answer holds their values in this order, up to one that settles."""
    question: Question
    """What it was asked."""
    facts: Mapping[str, FactValue]
    """The facts given."""
    found: Sequence[Case]
    """The cases that are possible, each with its answer."""
    decided: bool
    """Whether all have one answer, and all that it carries is known."""

    def possible(self, found: Sequence[Case]) -> dict[str, frozenset[Result]]:
        """Return by output the results of the cases `found`."""
        answers = {case.answer for case in found}
        return {
            goal: frozenset(
                self.look.program.named(goal, answer[place])
                for answer in answers
                if place < len(answer)
            )
            for place, goal in enumerate(self.goals)
        }

    def needed(self, found: Sequence[Case]) -> list[str]:
        """Return the facts that are not known and whose value is part of an answer in `found`."""
        carried = dict.fromkeys(name for case in found for name in case.look.carried())
        return [name for name in carried if name not in self.facts]

    def alternatives(self, limit: int) -> Alternatives:
        """Return what another value of a single fact that is given, or of a switch, would change.

        A value with which more than `limit` cases are possible is left out.
        """
        nearest: list[Nearest] = []
        openings: list[Opening] = []
        rows = {sheet.name: _without_each(self.look, sheet) for sheet in self.look.program.sheets}
        for name, fact in self.look.program.facts.items():
            if name not in self.facts and fact.type != "switch":
                continue
            changed: dict[Answer, int] = {}
            for place, found in self._otherwise(name, rows, limit):
                needed = self.needed(found)
                answers = {case.answer for case in found}
                if needed or len(answers) > 1:
                    openings.append(self._opening(fact, place, found, needed))
                elif self.decided and (answer := answers.pop()) != self.found[0].answer:
                    changed[answer] = changed.get(answer, 0) | 1 << place
            nearest += (self._nearest(fact, answer, mask) for answer, mask in changed.items())
        return Alternatives(tuple(nearest), tuple(openings))

    def _otherwise(
        self, name: str, rows: Mapping[str, Mapping[str, int]], limit: int
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
        # One certain reading holds again wherever the fact does not reach.
        certain = look.hits if self.decided and len(self.found) == 1 else {}
        hits = {table: hit for table, hit in certain.items() if table not in program.reach[name]}
        here = look.known[name].bit_length() - 1
        met: dict[tuple[int, ...], Sequence[Case]] = {
            tuple(others & cells[here] for _, others, cells in asking): ()
        }
        for place in range(program.domains[name].size):
            key = tuple(others & cells[place] for _, others, cells in asking)
            if key not in met:
                left = {**look.left, **{table: mask for (table, *_), mask in zip(asking, key, strict=True)}}
                then = Look(program, {**look.known, name: 1 << place}, left, dict(hits))
                try:
                    met[key] = cases(then, self.question, limit)
                except TooManyCasesError:
                    met[key] = ()
            if met[key]:
                yield place, met[key]

    def _opening(
        self, fact: Fact, place: int, found: Sequence[Case], needed: Sequence[str]
    ) -> Opening:
        tables = self.look.program
        known = {**self.look.known, fact.id: 1 << place}
        missing = deciding_facts(tables, known, found, needed)
        value = tables.domains[fact.id].in_words(1 << place)
        return Opening(
            fact, value, self.possible(found), tuple(tables.facts[name] for name in missing)
        )

    def _nearest(self, fact: Fact, answer: Answer, mask: int) -> Nearest:
        tables, now = self.look.program, self.found[0].answer
        differing = [
            tables.in_words(goal, value)
            for place, (goal, value) in enumerate(zip(self.goals, answer, strict=False))
            if now[place : place + 1] != (value,)
        ]
        outputs = {
            goal: tables.named(goal, value)
            for goal, value in zip(self.goals, answer, strict=False)
        }
        values = tables.domains[fact.id].in_words(mask)
        return Nearest(fact, values, outputs, joined("rules.with", differing))


def _without_each(look: Look, sheet: Sheet) -> dict[str, int]:
    """Return for each fact that `sheet` asks of the rows that all other facts let match."""
    everyone = (1 << len(sheet.rows)) - 1
    masks = [column.possible(look.known[column.name]) for column in sheet.columns]
    before = accumulate(masks, and_, initial=everyone)
    after = [*accumulate(reversed(masks), and_, initial=everyone)][-2::-1]
    return {
        column.name: one & other
        for column, one, other in zip(sheet.columns, before, after, strict=False)
    }
