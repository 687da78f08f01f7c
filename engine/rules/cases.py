"""Reading tables with what is known, and splitting what is not, no further than the rules need.

What is known of a case is a mask of cells for each fact. A condition that the mask neither meets
nor excludes is open; the case is then split in two there. What remains are disjoint cases that
together cover all completions, each with one answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from engine.rules.program import NO_RULE, Condition, Program, Row

__all__ = ["Case", "Known", "Look", "Open", "Question", "TooManyCasesError", "cases"]

Known = Mapping[str, int]
"""By fact: the mask of the cells that are still possible."""


class TooManyCasesError(Exception):
    """More cases would have to be told apart than the limit allows."""


@dataclass(frozen=True, slots=True)
class Open:
    """The fact on which a reading stopped, and the cells that the rule tells apart."""

    fact: str
    mask: int


@dataclass(slots=True)
class Look:
    """One reading of the tables with what is known; each table is read at most once."""

    program: Program
    known: Known
    _hits: dict[str, Row | Open | None] = field(default_factory=dict)

    def value(self, output: str) -> int | Open:
        """Return the place of the value of `output` in its domain, or NO_RULE, or what is open.

        For a collecting table: the mask of the values collected.
        """
        sheet = self.program.makers[output]
        if sheet.table.hit == "collect":
            mask = 0
            for row in sheet.rows:
                matched = self.matches(row)
                if isinstance(matched, Open):
                    return matched
                mask |= int(matched) << row.then[output]
            return mask
        hit = self.hit(output)
        if isinstance(hit, Open):
            return hit
        return NO_RULE if hit is None else hit.then[output]

    def hit(self, output: str) -> Row | Open | None:
        """Return the first row that matches in the table that makes `output`."""
        sheet = self.program.makers[output]
        name = f"{sheet.document}#{sheet.table.id}"
        if name not in self._hits:
            self._hits[name] = self._first(sheet.rows)
        return self._hits[name]

    def carried(self) -> tuple[str, ...]:
        """Return the facts whose value is part of what was decided so far."""
        hits = (hit for hit in self._hits.values() if isinstance(hit, Row))
        return tuple(dict.fromkeys(name for hit in hits for name in hit.rule.carries))

    def _first(self, rows: tuple[Row, ...]) -> Row | Open | None:
        for row in rows:
            matched = self.matches(row)
            if isinstance(matched, Open):
                return matched
            if matched:
                return row
        return None

    def matches(self, row: Row) -> bool | Open:
        """Return whether `row` matches; a condition that fails counts before one that is open."""
        still_open: Open | None = None
        for condition in row.conditions:
            held = self.holds(condition)
            if held is False:
                return False
            if isinstance(held, Open):
                still_open = still_open or held
        return still_open or True

    def holds(self, condition: Condition) -> bool | Open:
        """Return whether `condition` holds."""
        sheet = self.program.makers.get(condition.name)
        if sheet is None:
            possible = self.known[condition.name]
            if not possible & condition.mask:
                return False
            if not possible & ~condition.mask:
                return True
            return Open(condition.name, condition.mask)
        if sheet.table.hit == "collect":
            return self._collected(sheet.rows, condition)
        value = self.value(condition.name)
        if isinstance(value, Open):
            return value
        return value != NO_RULE and bool(condition.mask >> value & 1)

    def _collected(self, rows: tuple[Row, ...], condition: Condition) -> bool | Open:
        still_open: Open | None = None
        for row in rows:
            if not condition.mask >> row.then[condition.name] & 1:
                continue
            matched = self.matches(row)
            if matched is True:
                return condition.wanted
            if isinstance(matched, Open):
                still_open = still_open or matched
        return still_open or not condition.wanted


Question = Callable[[Look], tuple[int, ...] | Open]
"""What is asked of a reading: its answer, or what is open."""


@dataclass(frozen=True, slots=True)
class Case:
    """A set of completions with one answer."""

    known: Known
    answer: tuple[int, ...]
    look: Look


def cases(
    program: Program,
    known: Known,
    question: Question,
    limit: int,
) -> list[Case]:
    """Return the disjoint cases of `question` that together cover `known`, in the tables' order.

    Raises TooManyCasesError when there are more than `limit`.
    """
    found: list[Case] = []
    waiting = [known]
    while waiting:
        now = waiting.pop()
        look = Look(program, now)
        answer = question(look)
        if not isinstance(answer, Open):
            found.append(Case(now, answer, look))
            continue
        if len(found) + len(waiting) > limit:
            raise TooManyCasesError
        possible = now[answer.fact]
        waiting.append({**now, answer.fact: possible & ~answer.mask})
        waiting.append({**now, answer.fact: possible & answer.mask})
    return found
