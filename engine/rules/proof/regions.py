"""The tables of a program as decision diagrams over the facts that can be asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from engine.rules.model.domain import Domain
from engine.rules.model.program import (
    CONFLICT,
    NO_RULE,
    Program,
    ReadyRow,
    ReadyTable,
    RowCondition,
    turned,
)
from engine.rules.proof.diagram import DiagramColumn, Diagrams, Node

__all__ = ["Overlap", "Regions", "in_order"]


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two rules that match together."""

    one: int
    other: int
    """The places of the two rules in their table."""
    region: Node
    """The cases."""


def in_order(programs: Sequence[Program]) -> dict[str, int]:
    """Return the level of each fact: those that most rules look at first."""
    facts = dict.fromkeys(name for tables in programs for name in tables.facts)
    uses = Counter(
        condition.name
        for tables in programs
        for sheet in tables.sheets
        for row in sheet.rows
        for condition in row.conditions
    )
    by_use = sorted(facts, key=lambda name: -uses[name])
    return {name: level for level, name in enumerate(by_use)}


@dataclass(slots=True)
class Regions:
    """What the tables of one program decide, in every case.

    Every method raises TooLargeError when the diagrams grow beyond their limit.
    """

    program: Program
    diagrams: Diagrams
    levels: Mapping[str, int]
    """The level of each fact."""
    domains: Mapping[str, Domain]
    """The cells of each fact; its rules' masks are masks of them."""
    _hits: dict[str, Node] = field(default_factory=dict)
    _overlaps: dict[str, tuple[Overlap, ...]] = field(default_factory=dict)
    _held: dict[RowCondition, Node] = field(default_factory=dict)

    def hit(self, sheet: ReadyTable) -> Node:
        """Return the place of the rule that decides in `sheet`, NO_RULE, or CONFLICT."""
        key = sheet.name
        if key not in self._hits:
            found = self.first(sheet.rows)
            for overlap in self.overlaps(sheet):
                conflict = self.diagrams.leaf(CONFLICT)
                found = self.diagrams.either(overlap.region, conflict, found)
            self._hits[key] = found
        return self._hits[key]

    def overlaps(self, sheet: ReadyTable) -> tuple[Overlap, ...]:
        """Return the pairs of rules that match together and may not under the hit policy."""
        key = sheet.name
        if key not in self._overlaps:
            self._overlaps[key] = tuple(
                Overlap(one, other, region)
                for one, other in combinations(range(len(sheet.rows)), 2)
                if sheet.forbids(sheet.rows[one], sheet.rows[other])
                and (region := self.together(sheet.rows[one], sheet.rows[other]))
                != self.diagrams.no
            )
        return self._overlaps[key]

    def together(self, *rows: ReadyRow) -> Node:
        """Return where all of `rows` match."""
        masks: dict[str, int] = {}
        region = self.diagrams.yes
        for condition in (condition for row in rows for condition in row.conditions):
            name = condition.name
            if name in self.levels:
                masks[name] = masks.get(name, condition.mask) & condition.mask
                if not masks[name]:
                    return self.diagrams.no
            else:
                region = self.diagrams.both(region, self.holds(condition))
        return self.diagrams.both(self.box(masks), region)

    def box(self, masks: Mapping[str, int]) -> Node:
        """Return where each fact in `masks` lies in its mask."""
        full = {self.levels[name]: self.domains[name].full for name in masks}
        return self.diagrams.box({self.levels[name]: mask for name, mask in masks.items()}, full)

    def holds(self, condition: RowCondition) -> Node:
        """Return where `condition`, on an output, holds."""
        if condition not in self._held:
            self._held[condition] = self._holds(condition)
        return self._held[condition]

    def _holds(self, condition: RowCondition) -> Node:
        sheet = self.program.makers[condition.name]
        if sheet.table.hit == "collect":
            found = self.collected(condition.name, condition.mask)
            no, yes = self.diagrams.no, self.diagrams.yes
            return found if condition.wanted else self.diagrams.either(found, no, yes)

        def inside(place: object) -> bool:
            assert isinstance(place, int)
            return place >= 0 and bool(condition.mask >> sheet.rows[place].then[condition.name] & 1)

        return self.diagrams.mapped(self.hit(sheet), inside)

    def collected(self, output: str, mask: int) -> Node:
        """Return where at least one value in `mask` of a collecting table is collected."""
        rows = [row for row in self.program.makers[output].rows if mask >> row.then[output] & 1]
        return self.diagrams.mapped(self.first(rows), lambda place: place != NO_RULE)

    def first(self, rows: Sequence[ReadyRow]) -> Node:
        """Return the place in `rows` of the first that matches, or NO_RULE.

        A condition on an output is at first a fact of its own, looked at after all others, and is
        then replaced by the cases in which it holds.
        """
        asked: set[str] = set()
        held: dict[RowCondition, int] = {}
        for condition in (condition for row in rows for condition in row.conditions):
            if condition.name in self.levels:
                asked.add(condition.name)
            else:
                held.setdefault(condition, len(self.levels) + len(held))
        columns: list[DiagramColumn] = []
        for name in sorted(asked, key=self.levels.__getitem__):
            everyone = [row.mask(name, self.domains[name].full) for row in rows]
            columns.append((self.levels[name], turned(everyone, self.domains[name].size)))
        for condition, level in held.items():
            columns.append(
                (level, turned([2 if condition in row.conditions else 3 for row in rows], 2))
            )
        found = self.diagrams.first(columns, len(rows), NO_RULE)
        by = {level: self.holds(condition) for condition, level in held.items()}
        return self.diagrams.replaced(found, len(self.levels), by) if by else found
