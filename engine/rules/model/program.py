"""Tables made ready to be read: conditions as bit masks, and who makes which output."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from engine.rules.model.document import (
    Contradiction,
    DecisionTable,
    Fact,
    Output,
    Presumption,
    Rule,
    RuleCell,
    RulesVersion,
)
from engine.rules.model.domain import Domain, domain_of, joined, output_domain
from engine.text import Text, text

__all__ = [
    "ANY",
    "CONFLICT",
    "NONE",
    "NO_RULE",
    "FactColumn",
    "Part",
    "Program",
    "ReadyContradiction",
    "ReadyPresumption",
    "ReadyRow",
    "ReadyTable",
    "RowCondition",
    "condition_on",
    "program",
    "turned",
]

NO_RULE = -1
"""In the place of a value: no rule of the table matches."""

CONFLICT = -2
"""In the place of a value: rules match together that may not under the hit policy."""

ANY, NONE = "any", "none"
"""In a cell on a collecting table's output: at least one was collected, or nothing was."""


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One document's tables, as they stand on a day; the same when the very same version is."""

    document: str
    """The document's id."""
    version: RulesVersion
    """The version in force."""

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Part)
            and self.document == other.document
            and self.version is other.version
        )

    def __hash__(self) -> int:
        return hash((self.document, id(self.version)))


@dataclass(frozen=True, slots=True)
class RowCondition:
    """What a row asks of one fact or output."""

    name: str
    mask: int
    """The cells of the domain that satisfy it."""
    wanted: bool = True
    """For a collected output: whether one of the values in `mask` must be there, or none."""


@dataclass(frozen=True, slots=True)
class ReadyRow:
    """A rule made ready."""

    rule: Rule
    conditions: tuple[RowCondition, ...]
    then: Mapping[str, int]
    """The place of the value of each output in its domain."""

    def mask(self, name: str, full: int) -> int:
        """Return the cells of `name` that let the rule match; `full` where it does not ask."""
        found = (condition.mask for condition in self.conditions if condition.name == name)
        return next(found, full)

    def agrees(self, other: ReadyRow) -> bool:
        """Return whether `other` has the same results and carries the same facts."""
        return self.then == other.then and self.rule.carries == other.rule.carries


@dataclass(frozen=True, slots=True)
class FactColumn:
    """What the rows of a table ask of one fact."""

    name: str
    """The fact."""
    cells: tuple[int, ...]
    """For each cell of the fact: the rows that it lets match, as a mask of their places."""
    _seen: dict[int, int] = field(default_factory=dict)

    def possible(self, known: int) -> int:
        """Return the rows that at least one of the cells `known` lets match."""
        found = self._seen.get(known)
        if found is None:
            found = 0
            for place, rows in enumerate(self.cells):
                if known >> place & 1:
                    found |= rows
            self._seen[known] = found
        return found


@dataclass(frozen=True, slots=True)
class ReadyTable:
    """A table made ready."""

    document: str
    table: DecisionTable
    rows: tuple[ReadyRow, ...]
    columns: tuple[FactColumn, ...]
    """One for each fact that a row asks of; the outputs of other tables have none."""
    name: str
    """The document and the table in it."""

    def forbids(self, one: ReadyRow, other: ReadyRow) -> bool:
        """Return whether the hit policy forbids that both rules match."""
        if self.table.hit == "any":
            return not one.agrees(other)
        return self.table.hit == "unique"


@dataclass(frozen=True, slots=True)
class ReadyPresumption:
    """A presumption made ready."""

    presumption: Presumption
    conditions: tuple[RowCondition, ...]
    cells: Mapping[str, int]
    """By fact that it presumes: the cell of the value."""

    def looks_at(self, name: str) -> bool:
        """Return whether it hangs on the fact `name`, or presumes it."""
        return name in self.cells or any(one.name == name for one in self.conditions)


@dataclass(frozen=True, slots=True)
class ReadyContradiction:
    """A contradiction made ready."""

    document: str
    contradiction: Contradiction
    conditions: tuple[RowCondition, ...]


@dataclass(frozen=True, slots=True)
class Program:
    """The tables of one or several documents, joined by the names of their outputs."""

    facts: Mapping[str, Fact]
    """What can be asked: the facts that no table makes."""
    domains: Mapping[str, Domain]
    """The domain of each fact and each output."""
    makers: Mapping[str, ReadyTable]
    """The table that makes each output."""
    sheets: tuple[ReadyTable, ...]
    """All tables, in order."""
    reach: Mapping[str, frozenset[str]]
    """By fact: the names of the tables whose results can hang on it, also by way of others."""
    presumptions: tuple[ReadyPresumption, ...] = ()
    """What is taken as so while nothing is said of it."""
    contradictions: tuple[ReadyContradiction, ...] = ()
    """What cannot be so together."""

    def outputs(self) -> Iterator[Output]:
        """Yield what the tables decide, in their order."""
        for sheet in self.sheets:
            yield from sheet.table.outputs

    def named(self, output: str, value: int) -> str | tuple[str, ...] | None:
        """Return what `Look.value` gave for `output` by its names; None when no rule matched."""
        names = [str(name) for name in self.domains[output].values]
        if self.makers[output].table.hit == "collect":
            return tuple(name for place, name in enumerate(names) if value >> place & 1)
        return None if value < 0 else names[value]

    def in_words(self, output: str, value: int) -> Text:
        """Return what `Look.value` gave for `output` in words."""
        titles = self.domains[output].titles
        if self.makers[output].table.hit == "collect":
            held = [title for place, title in enumerate(titles) if value >> place & 1]
            return joined("rules.and", held) if held else text("law.comparison.nothing")
        if value < 0:
            return text("rules.no_rule" if value == NO_RULE else "rules.conflict")
        return titles[value]


def program(parts: Sequence[Part], cut_for: Sequence[Part] = ()) -> Program:
    """Return the tables of `parts` made ready.

    The facts have the values that `cut_for` (else `parts`) give them, in cells so fine that the
    rules of all these can be read on them. The documents must be free of what
    `engine.rules.check` finds; otherwise KeyError or ValueError; UnlikeFactsError where a fact is
    of several types.
    """
    tables = [(part.document, table) for part in parts for table in part.version.tables]
    made = {output.id: output for _, table in tables for output in table.outputs}
    collected = {
        output.id for _, table in tables if table.hit == "collect" for output in table.outputs
    }
    asked = {fact.id: fact for part in parts for fact in part.version.facts if fact.id not in made}
    facts: dict[str, list[Fact]] = {name: [] for name in asked}
    cells: dict[str, list[RuleCell]] = {name: [] for name in asked}
    for part in cut_for or parts:
        for fact in part.version.facts:
            facts.get(fact.id, []).append(fact)
        for name, cell in _cells(part.version):
            cells.get(name, []).append(cell)
    domains = {name: domain_of(facts[name], cells[name]) for name in asked}
    domains |= {name: output_domain(output) for name, output in made.items()}
    sheets = tuple(_sheet(document, table, domains, asked, collected) for document, table in tables)
    makers = {output.id: sheet for sheet in sheets for output in sheet.table.outputs}
    return Program(
        asked,
        domains,
        makers,
        sheets,
        _reach(asked, sheets, makers),
        tuple(_presumptions(parts, domains)),
        tuple(_contradictions(parts, domains)),
    )


def _presumptions(
    parts: Sequence[Part], domains: Mapping[str, Domain]
) -> Iterator[ReadyPresumption]:
    for part in parts:
        for one in part.version.presumptions:
            cells = {name: domains[name].holding(value) for name, value in one.facts.items()}
            yield ReadyPresumption(one, _facts_of(one.when, domains), cells)


def _contradictions(
    parts: Sequence[Part], domains: Mapping[str, Domain]
) -> Iterator[ReadyContradiction]:
    for part in parts:
        for one in part.version.contradictions:
            yield ReadyContradiction(part.document, one, _facts_of(one.when, domains))


def _facts_of(
    when: Mapping[str, RuleCell], domains: Mapping[str, Domain]
) -> tuple[RowCondition, ...]:
    return tuple(condition_on(name, cell, domains[name], False) for name, cell in when.items())


def _reach(
    asked: Iterable[str], sheets: Sequence[ReadyTable], makers: Mapping[str, ReadyTable]
) -> dict[str, frozenset[str]]:
    """Return by fact the tables that ask of it, or of what such a table makes."""
    direct = {
        sheet.name: {condition.name for row in sheet.rows for condition in row.conditions}
        for sheet in sheets
    }
    found: dict[str, frozenset[str]] = {}
    for fact in asked:
        reached: set[str] = set()
        names = {fact}
        while more := {table for table in direct if direct[table] & names} - reached:
            reached |= more
            names = {output for output, sheet in makers.items() if sheet.name in more}
        found[fact] = frozenset(reached)
    return found


def _cells(version: RulesVersion) -> Iterator[tuple[str, RuleCell]]:
    for table in version.tables:
        for rule in table.rules:
            yield from rule.when.items()
    for presumption in version.presumptions:
        yield from presumption.when.items()
        for name, value in presumption.facts.items():
            yield name, RuleCell.model_validate(value)
    for contradiction in version.contradictions:
        yield from contradiction.when.items()


def _sheet(
    document: str,
    table: DecisionTable,
    domains: Mapping[str, Domain],
    asked: Container[str],
    collected: set[str],
) -> ReadyTable:
    rows = tuple(_row(rule, domains, collected) for rule in table.rules)
    names = dict.fromkeys(c.name for row in rows for c in row.conditions if c.name in asked)
    columns = (
        FactColumn(
            name, turned([row.mask(name, domains[name].full) for row in rows], domains[name].size)
        )
        for name in names
    )
    return ReadyTable(document, table, rows, tuple(columns), f"{document}#{table.id}")


def turned(masks: Sequence[int], size: int) -> tuple[int, ...]:
    """Return for each of `size` cells the rows it lets match, from the cells of each row."""
    return tuple(
        sum(1 << row for row, mask in enumerate(masks) if mask >> cell & 1) for cell in range(size)
    )


def _row(rule: Rule, domains: Mapping[str, Domain], collected: set[str]) -> ReadyRow:
    conditions = tuple(
        condition_on(name, cell, domains[name], name in collected)
        for name, cell in rule.when.items()
    )
    then = {
        name: domains[name].holding(value).bit_length() - 1 for name, value in rule.then.items()
    }
    return ReadyRow(rule, conditions, then)


def condition_on(name: str, cell: RuleCell, domain: Domain, collected: bool) -> RowCondition:
    """Return `cell` on the fact or output `name` as a condition.

    Raises NotInDomainError or EmptyIntervalError.
    """
    if not collected:
        return RowCondition(name, domain.meeting(cell))
    if cell.one_of in {(ANY,), (NONE,)}:
        return RowCondition(name, domain.full, (cell.one_of == (ANY,)) is not cell.negated)
    listed = domain.meeting(cell.model_copy(update={"negated": False}))
    return RowCondition(name, listed, not cell.negated)
