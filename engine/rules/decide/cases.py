"""Reading tables with what is known, and splitting what is not, no further than the rules need.

What is known of a case is a mask of cells for each fact. A condition that the mask neither meets
nor excludes is open; the case is then split in two there. What remains are disjoint cases that
together cover all completions, each with one answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from engine.rules.model.program import (
    CONFLICT,
    NO_RULE,
    Program,
    ReadyRow,
    ReadyTable,
    RowCondition,
)

__all__ = [
    "Case",
    "Clash",
    "Hit",
    "Known",
    "Open",
    "OpenQuestion",
    "TableReading",
    "TooManyCasesError",
    "cases",
    "held",
    "matched",
    "valued",
]

Known = Mapping[str, int]
"""By fact: the mask of the cells that are still possible."""


class TooManyCasesError(Exception):
    """More cases would have to be told apart than the limit allows."""


@dataclass(frozen=True, slots=True)
class Open:
    """The fact on which a reading stopped, and the cells that the rule tells apart."""

    fact: str
    mask: int


@dataclass(frozen=True, slots=True)
class Clash:
    """Rules that match together and may not under the hit policy."""

    rows: tuple[ReadyRow, ...]


Hit = ReadyRow | Clash | Open | None
"""The row that decides, or why none does."""


@dataclass(slots=True)
class TableReading:
    """One reading of the tables with what is known; each table is read at most once."""

    program: Program
    known: Known
    left: dict[str, int] = field(default_factory=dict)
    """By table: the rows that no fact excludes, as a mask of their places."""
    hits: dict[str, Hit] = field(default_factory=dict)
    """By table: the row that decides, or why none does."""

    def afresh(self) -> TableReading:
        """Return another reading of the same, which has looked at nothing yet."""
        return TableReading(self.program, self.known, self.left)

    def value(self, output: str) -> int | Open:
        """Return the place of the value of `output` in its domain, or NO_RULE, or what is open.

        For a collecting table: the mask of the values collected.
        """
        sheet = self.program.makers[output]
        if sheet.table.hit == "collect":
            mask = 0
            for row in self.possible(sheet):
                matched = self.matches(row)
                if isinstance(matched, Open):
                    return matched
                mask |= int(matched) << row.then[output]
            return mask
        hit = self.hit(output)
        if isinstance(hit, Open):
            return hit
        if isinstance(hit, Clash):
            return CONFLICT
        return NO_RULE if hit is None else hit.then[output]

    def hit(self, output: str) -> Hit:
        """Return the row that decides in the table that makes `output`."""
        sheet = self.program.makers[output]
        if sheet.name not in self.hits:
            several = sheet.table.hit in ("unique", "any")
            self.hits[sheet.name] = self._only(sheet) if several else self._first(sheet)
        return self.hits[sheet.name]

    def carried(self) -> tuple[str, ...]:
        """Return the facts whose value is part of what was decided so far."""
        hits = (hit for hit in self.hits.values() if isinstance(hit, ReadyRow))
        return tuple(dict.fromkeys(name for hit in hits for name in hit.rule.carries))

    def _first(self, sheet: ReadyTable) -> ReadyRow | Open | None:
        for row in self.possible(sheet):
            matched = self.matches(row)
            if isinstance(matched, Open):
                return matched
            if matched:
                return row
        return None

    def _only(self, sheet: ReadyTable) -> Hit:
        """Return the first row that matches, when no other contradicts it.

        While none certainly matches, or one that would contradict may, the case is open.
        """
        matching: list[ReadyRow] = []
        waiting: list[tuple[ReadyRow, Open]] = []
        for row in self.possible(sheet):
            matched = self.matches(row)
            if isinstance(matched, Open):
                waiting.append((row, matched))
            elif matched:
                matching.append(row)
        if not matching:
            return waiting[0][1] if waiting else None
        clashing = [row for row in matching[1:] if sheet.forbids(matching[0], row)]
        if clashing:
            return Clash((matching[0], *clashing))
        doubtful = (still for row, still in waiting if sheet.forbids(matching[0], row))
        return next(doubtful, matching[0])

    def possible(self, sheet: ReadyTable) -> Iterator[ReadyRow]:
        """Yield the rows that no fact excludes, in order."""
        left = self.left.get(sheet.name)
        if left is None:
            left = (1 << len(sheet.rows)) - 1
            for column in sheet.columns:
                left &= column.possible(self.known[column.name])
            self.left[sheet.name] = left
        while left:
            place = (left & -left).bit_length() - 1
            left &= left - 1
            yield sheet.rows[place]

    def matches(self, row: ReadyRow) -> bool | Open:
        """Return whether `row` matches; a condition that fails counts before one that is open."""
        still_open: Open | None = None
        for condition in row.conditions:
            held = self.holds(condition)
            if held is False:
                return False
            if isinstance(held, Open):
                still_open = still_open or held
        return still_open or True

    def holds(self, condition: RowCondition) -> bool | Open:
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
            return self._collected(sheet, condition)
        value = self.value(condition.name)
        if isinstance(value, Open):
            return value
        return value >= 0 and bool(condition.mask >> value & 1)

    def _collected(self, sheet: ReadyTable, condition: RowCondition) -> bool | Open:
        still_open: Open | None = None
        for row in self.possible(sheet):
            if not condition.mask >> row.then[condition.name] & 1:
                continue
            matched = self.matches(row)
            if matched is True:
                return condition.wanted
            if isinstance(matched, Open):
                still_open = still_open or matched
        return still_open or not condition.wanted


OpenQuestion = Callable[[TableReading], tuple[int, ...] | Open]
"""What is asked of a reading: its answer, or what is open."""


def valued(output: str) -> OpenQuestion:
    """Return the question for the value of `output`."""
    return partial(_valued, output)


def matched(row: ReadyRow) -> OpenQuestion:
    """Return the question whether `row` matches, answered by 1 or 0."""
    return partial(_matched, row)


def held(condition: RowCondition) -> OpenQuestion:
    """Return the question whether `condition` holds, answered by 1 or 0."""
    return partial(_held, condition)


def _valued(output: str, look: TableReading) -> tuple[int, ...] | Open:
    value = look.value(output)
    return value if isinstance(value, Open) else (value,)


def _matched(row: ReadyRow, look: TableReading) -> tuple[int, ...] | Open:
    found = look.matches(row)
    return found if isinstance(found, Open) else (int(found),)


def _held(condition: RowCondition, look: TableReading) -> tuple[int, ...] | Open:
    found = look.holds(condition)
    return found if isinstance(found, Open) else (int(found),)


@dataclass(frozen=True, slots=True)
class Case:
    """A set of completions with one answer."""

    known: Known
    answer: tuple[int, ...]
    look: TableReading


def cases(look: TableReading, question: OpenQuestion, limit: int) -> list[Case]:
    """Return the disjoint cases of `question` that together cover what `look` knows, in the
    tables' order.

    Raises TooManyCasesError when there are more than `limit`.
    """
    found: list[Case] = []
    waiting = [look]
    while waiting:
        now = waiting.pop()
        answer = question(now)
        if not isinstance(answer, Open):
            found.append(Case(now.known, answer, now))
            continue
        if len(found) + len(waiting) > limit:
            raise TooManyCasesError
        possible = now.known[answer.fact]
        for mask in (possible & ~answer.mask, possible & answer.mask):
            waiting.append(TableReading(look.program, {**now.known, answer.fact: mask}))
    return found
