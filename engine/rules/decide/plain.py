"""A case of one table in which every fact that it asks of is known: read at once.

Each value of a fact stands for the rules that it lets match, as a mask. All masks together are the
rules that match, the lowest bit the first of them; all masks but one are the rules that another
value of that one fact could bring in. What follows from such a set of rules alone is kept, so that
texts are written once for a table and not once for a case.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from engine.explain import Operation, Step, given
from engine.law import Source
from engine.rules.decide.result import Decision, Nearest
from engine.rules.model.document import Fact, FactValue, NumberFact, Rule, Switch
from engine.rules.model.domain import Domain, NotInDomainError, joined
from engine.rules.model.program import NO_RULE, Column, Program, Row, Sheet
from engine.text import Text, text

__all__ = ["Plain", "plain"]

_MOST_KEPT = 20_000
"""How many sets of rules are remembered of a fact; beyond it they are forgotten together."""


@dataclass(slots=True)
class _Asked:
    """One fact that the table asks of."""

    fact: Fact
    domain: Domain
    cells: tuple[int, ...]
    """By cell: the rules that it lets match."""
    default: FactValue | None
    """For a switch: the reading that holds when none is named."""
    label: Text
    """What a given number or day is called."""
    unit: str
    ready: dict[tuple[type, FactValue], tuple[int, Step | None]] = field(default_factory=dict)
    """By value: the rules that it lets match, and the step that tells it where no source is."""
    nearest: dict[tuple[int, int], tuple[Nearest, ...]] = field(default_factory=dict)
    """By the rules that match on all other facts, and the rule that decides: the changes."""


@dataclass(slots=True)
class _Hit:
    """What is told of a case that one rule decides."""

    rule: Rule
    asked: tuple[int, ...]
    """The places of the facts that the rule asks of, in its order."""
    outputs: Mapping[str, str]
    possible: Mapping[str, frozenset[str | tuple[str, ...] | None]]
    deciding: Mapping[str, tuple[Rule, ...]]
    told: tuple[tuple[str, Text, str], ...]
    """By output: its name, the result in words, and its value."""
    answer: tuple[int, ...]
    cites: tuple[Source, ...]
    origin: str


class Plain:
    """A table that asks only of facts, made ready; see `plain`."""

    def __init__(self, tables: Program, sheet: Sheet, goals: Sequence[str]) -> None:
        columns = {column.name: column for column in sheet.columns}
        names = [name for name in tables.facts if name in columns]
        self._names = {name: place for place, name in enumerate(names)}
        self._asked = [_asked(tables, columns[name]) for name in names]
        self._everyone = (1 << len(sheet.rows)) - 1
        self._goals = tuple(goals)
        self._tables = tables
        self._hits = [self._hit(sheet, row) for row in sheet.rows]
        self._conditions = [
            tuple(self._names[condition.name] for condition in row.conditions) for row in sheet.rows
        ]
        self._matches: dict[int, Mapping[str, tuple[Rule, ...]]] = {}

    def _hit(self, sheet: Sheet, row: Row) -> _Hit:
        value = {goal: row.rule.then[goal] for goal in self._goals}
        outputs = {output.id: output.title for output in sheet.table.outputs}
        told = tuple(
            (
                goal,
                text(
                    "rules.result",
                    title=outputs[goal],
                    value=self._tables.in_words(goal, row.then[goal]),
                ),
                value[goal],
            )
            for goal in self._goals
        )
        return _Hit(
            row.rule,
            tuple(self._names[condition.name] for condition in row.conditions),
            value,
            {goal: frozenset([result]) for goal, result in value.items()},
            dict.fromkeys(self._goals, (row.rule,)),
            told,
            tuple(row.then[goal] for goal in self._goals),
            tuple(dict.fromkeys(row.rule.cites)),
            f"{sheet.name}/{row.rule.id}",
        )

    def decide(
        self, facts: Mapping[str, FactValue], sources: Mapping[str, Sequence[Source]]
    ) -> Decision | None:
        """Return the decision of a case, or None where it cannot be read at once.

        That is where a fact is unknown or has a value that it cannot have, and where no rule
        matches.
        """
        masks: list[int] = []
        steps: list[Step | None] = []
        values: list[FactValue] = []
        matching = self._everyone
        given_here = 0
        for name, asked in zip(self._names, self._asked, strict=True):
            value = facts.get(name)
            if value is None:
                if asked.default is None:
                    return None
                value = asked.default
            else:
                given_here += 1
            ready = asked.ready.get((type(value), value))
            if ready is None:
                ready = _made_ready(asked, value)
                if ready is None:
                    return None
            mask, step = ready
            matching &= mask
            masks.append(mask)
            steps.append(step)
            values.append(value)
        if not matching or given_here != len(facts):
            return None
        place = (matching & -matching).bit_length() - 1
        hit = self._hits[place]
        children = tuple(
            [
                step
                if (step := steps[looked]) is not None and not sources
                else self._step(looked, values[looked], sources)
                for looked in self._looked_at(place, masks)
            ]
        )
        return Decision(
            status="decided",
            outputs=hit.outputs,
            deciding=hit.deciding,
            matches=self._matches.get(matching) or self._matching(matching),
            missing=(),
            asking=None,
            possible=hit.possible,
            nearest=self._nearest(place, masks),
            carried={},
            steps={
                name: Step(
                    label=label,
                    value=value,
                    unit="",
                    operation=Operation.DECIDE,
                    children=children,
                    cites=hit.cites,
                    origin=hit.origin,
                )
                for name, label, value in hit.told
            },
        )

    def _looked_at(self, place: int, masks: Sequence[int]) -> list[int]:
        """Return the facts of the deciding rule, and one that excludes each rule before it."""
        looked = list(self._hits[place].asked)
        left = (1 << place) - 1
        for fact in looked:
            left &= masks[fact]
        while left:
            rule = left & -left
            for fact in self._conditions[rule.bit_length() - 1]:
                if not masks[fact] & rule:
                    looked.append(fact)
                    left &= masks[fact]
                    break
        return looked

    def _nearest(self, place: int, masks: Sequence[int]) -> tuple[Nearest, ...]:
        found: list[Nearest] = []
        after = [self._everyone]
        for mask in reversed(masks):
            after.append(after[-1] & mask)
        before = self._everyone
        last = len(masks)
        for number, asked in enumerate(self._asked):
            others = before & after[last - 1 - number]
            key = (others, place)
            kept = asked.nearest.get(key)
            if kept is None:
                kept = self._changes(asked, others, place)
            found += kept
            before &= masks[number]
        return tuple(found)

    def _changes(self, asked: _Asked, others: int, place: int) -> tuple[Nearest, ...]:
        """Return the values of `asked` with which another rule of `others` would be first."""
        now = self._hits[place].answer
        changed: dict[tuple[int, ...], int] = {}
        for cell, mask in enumerate(asked.cells):
            hits = others & mask
            answer = (NO_RULE,) * len(self._goals)
            if hits:
                answer = self._hits[(hits & -hits).bit_length() - 1].answer
            if answer != now:
                changed[answer] = changed.get(answer, 0) | 1 << cell
        tables = self._tables
        made = tuple(
            Nearest(
                asked.fact,
                asked.domain.in_words(cells),
                {
                    goal: tables.named(goal, value)
                    for goal, value in zip(self._goals, answer, strict=True)
                },
                joined(
                    "rules.with",
                    [
                        tables.in_words(goal, value)
                        for goal, value, was in zip(self._goals, answer, now, strict=True)
                        if value != was
                    ],
                ),
            )
            for answer, cells in changed.items()
        )
        if len(asked.nearest) >= _MOST_KEPT:
            asked.nearest.clear()
        asked.nearest[others, place] = made
        return made

    def _matching(self, matching: int) -> Mapping[str, tuple[Rule, ...]]:
        rules = tuple(hit.rule for place, hit in enumerate(self._hits) if matching >> place & 1)
        if len(self._matches) >= _MOST_KEPT:
            self._matches.clear()
        self._matches[matching] = dict.fromkeys(self._goals, rules)
        return self._matches[matching]

    def _step(self, place: int, value: FactValue, sources: Mapping[str, Sequence[Source]]) -> Step:
        asked = self._asked[place]
        return _fact_step(asked, value, sources.get(asked.fact.id, ()))


def _asked(tables: Program, column: Column) -> _Asked:
    fact = tables.facts[column.name]
    return _Asked(
        fact,
        tables.domains[column.name],
        column.cells,
        fact.default if isinstance(fact, Switch) else None,
        fact.title,
        fact.unit if isinstance(fact, NumberFact) else "",
    )


def _made_ready(asked: _Asked, value: FactValue) -> tuple[int, Step | None] | None:
    """Return what `value` stands for; None where the fact cannot have it as it is written.

    The step of a number or a day is made for each case, as it was written there.
    """
    if not asked.domain.values and isinstance(value, str | bool | int):
        return None  # read with care elsewhere: it has to become a number or a day
    try:
        mask = asked.domain.holding(value)
    except NotInDomainError:
        return None
    step = _fact_step(asked, value, ()) if asked.domain.values else None
    ready = asked.cells[mask.bit_length() - 1], step
    if len(asked.ready) >= _MOST_KEPT:
        asked.ready.clear()
    asked.ready[type(value), value] = ready
    return ready


def _fact_step(asked: _Asked, value: FactValue, cites: Sequence[Source]) -> Step:
    """Return a fact as it was given; a switch with what its reading rests on."""
    fact, domain = asked.fact, asked.domain
    if isinstance(fact, Switch):
        cites = (*cites, *next(reading.cites for reading in fact.values if reading.id == value))
    if not domain.titles:
        return given(asked.label, value, asked.unit, cites, fact.id)
    label = text("rules.result", title=fact.title, value=domain.in_words(domain.holding(value)))
    return given(label, value, "", cites, fact.id)


def plain(tables: Program, goals: Sequence[str]) -> Plain | None:
    """Return the table that makes `goals`, made ready, when cases can be read at once.

    That is when one table makes them all, asks only of facts, decides by its first rule, and
    carries nothing.
    """
    sheets = {tables.makers[goal].name: tables.makers[goal] for goal in goals}
    if len(sheets) != 1:
        return None
    (sheet,) = sheets.values()
    asked = {condition.name for row in sheet.rows for condition in row.conditions}
    simple = sheet.table.hit == "first" and not any(row.rule.carries for row in sheet.rows)
    return Plain(tables, sheet, goals) if simple and asked <= tables.facts.keys() else None
