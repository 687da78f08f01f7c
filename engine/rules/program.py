"""Tables made ready to be read: conditions as bit masks, and who makes which output."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.rules.document import Cell, Fact, Rule, RulesVersion, Table
from engine.rules.domain import Domain, domain_of, joined, output_domain
from engine.wording import Text, text

__all__ = [
    "ANY",
    "NONE",
    "NO_RULE",
    "Condition",
    "Part",
    "Program",
    "Row",
    "Sheet",
    "condition_on",
    "program",
]

NO_RULE = -1
"""In the place of a value: no rule of the table matches."""

ANY, NONE = "any", "none"
"""In a cell on a collecting table's output: at least one was collected, or nothing was."""


@dataclass(frozen=True, slots=True)
class Part:
    """One document's tables, as they stand on a day."""

    document: str
    """The document's id."""
    version: RulesVersion
    """The version in force."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What a row asks of one fact or output."""

    name: str
    mask: int
    """The cells of the domain that satisfy it."""
    wanted: bool = True
    """For a collected output: whether one of the values in `mask` must be there, or none."""


@dataclass(frozen=True, slots=True)
class Row:
    """A rule made ready."""

    rule: Rule
    conditions: tuple[Condition, ...]
    then: Mapping[str, int]
    """The place of the value of each output in its domain."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table made ready."""

    document: str
    table: Table
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Program:
    """The tables of one or several documents, joined by the names of their outputs."""

    facts: Mapping[str, Fact]
    """What can be asked: the facts that no table makes."""
    domains: Mapping[str, Domain]
    """The domain of each fact and each output."""
    makers: Mapping[str, Sheet]
    """The table that makes each output."""
    sheets: tuple[Sheet, ...]
    """All tables, in order."""

    def named(self, output: str, value: int) -> str | tuple[str, ...] | None:
        """Return what `Look.value` gave for `output` by its names; None when no rule matched."""
        names = [str(name) for name in self.domains[output].values]
        if self.makers[output].table.hit == "collect":
            return tuple(name for place, name in enumerate(names) if value >> place & 1)
        return None if value == NO_RULE else names[value]

    def in_words(self, output: str, value: int) -> Text:
        """Return what `Look.value` gave for `output` in words."""
        titles = self.domains[output].titles
        if self.makers[output].table.hit == "collect":
            held = [title for place, title in enumerate(titles) if value >> place & 1]
            return joined("rules.and", held) if held else text("rules.nothing")
        return text("rules.no_rule") if value == NO_RULE else titles[value]


def program(parts: Sequence[Part]) -> Program:
    """Return the tables of `parts` made ready.

    The documents must be free of what `engine.rules.check` finds; otherwise KeyError or
    ValueError.
    """
    tables = [(part.document, table) for part in parts for table in part.version.tables]
    made = {output.id: output for _, table in tables for output in table.outputs}
    collected = {
        output.id for _, table in tables if table.hit == "collect" for output in table.outputs
    }
    asked = {fact.id: fact for part in parts for fact in part.version.facts if fact.id not in made}
    cells: dict[str, list[Cell]] = {name: [] for name in asked}
    for _, table in tables:
        for rule in table.rules:
            for name, cell in rule.when.items():
                if name in cells:
                    cells[name].append(cell)
    domains = {name: domain_of(fact, cells[name]) for name, fact in asked.items()}
    domains |= {name: output_domain(output) for name, output in made.items()}
    sheets = tuple(
        Sheet(document, table, tuple(_row(rule, domains, collected) for rule in table.rules))
        for document, table in tables
    )
    makers = {output.id: sheet for sheet in sheets for output in sheet.table.outputs}
    return Program(asked, domains, makers, sheets)


def _row(rule: Rule, domains: Mapping[str, Domain], collected: set[str]) -> Row:
    conditions = tuple(
        condition_on(name, cell, domains[name], name in collected)
        for name, cell in rule.when.items()
    )
    then = {
        name: domains[name].holding(value).bit_length() - 1 for name, value in rule.then.items()
    }
    return Row(rule, conditions, then)


def condition_on(name: str, cell: Cell, domain: Domain, collected: bool) -> Condition:
    """Return `cell` on the fact or output `name` as a condition.

    Raises NotInDomainError or EmptyIntervalError.
    """
    if not collected:
        return Condition(name, domain.meeting(cell))
    if cell.one_of in {(ANY,), (NONE,)}:
        return Condition(name, domain.full, (cell.one_of == (ANY,)) is not cell.negated)
    listed = domain.meeting(cell.model_copy(update={"negated": False}))
    return Condition(name, listed, not cell.negated)
