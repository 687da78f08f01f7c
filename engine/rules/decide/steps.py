"""The explanation of one output: the rule that decided and the facts that were looked at."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from engine.explain import Step, decided, given
from engine.law import Source
from engine.rules.decide.cases import Case, OpenQuestion, TableReading, cases, held, matched, valued
from engine.rules.decide.deciding_facts import facts_in_question
from engine.rules.model.document import FactValue, Rule, Switch
from engine.rules.model.program import Program, ReadyRow, ReadyTable, RowCondition
from engine.text import Text, text

__all__ = ["Explained", "Explainer"]


@dataclass(frozen=True, slots=True)
class Explained:
    """One output of one case, with its explanation."""

    value: str | tuple[str, ...] | None
    """The value; for a collecting table all values that are certain; None while undetermined or
    where no rule matches."""
    deciding: tuple[Rule, ...]
    """The rules that decided."""
    matches: tuple[Rule, ...]
    """Every rule of the table that certainly matches."""
    step: Step


@dataclass(frozen=True, slots=True)
class Explainer:
    """Explains the outputs of one case; each is explained once."""

    look: TableReading
    """A reading of what is known."""
    facts: Mapping[str, FactValue]
    sources: Mapping[str, Sequence[Source]]
    presumed: Container[str]
    """Those of the facts of which nothing was said."""
    limit: int
    """How many cases may be told apart; TooManyCasesError beyond it."""
    _made: dict[str, Explained] = field(default_factory=dict)

    @property
    def tables(self) -> Program:
        """The tables read."""
        return self.look.program

    def output(self, name: str) -> Explained:
        """Return `name` as far as what is known decides it."""
        if name not in self._made:
            self._made[name] = self._output(name)
        return self._made[name]

    def _output(self, name: str) -> Explained:
        if self.tables.makers[name].table.hit == "collect":
            return self._collected(name)
        return self._first_hit(name)

    def _first_hit(self, name: str) -> Explained:
        sheet = self.tables.makers[name]
        matches = tuple(row.rule for row in self.look.possible(sheet) if self._always(matched(row)))
        # Read afresh: what this output carries hangs on nothing that was read for another.
        found = cases(self.look.afresh(), valued(name), self.limit)
        title = self._title(name)
        needed = {name for case in found for name in case.look.carried()} - self.facts.keys()
        if len({case.answer for case in found}) > 1 or needed:
            label = text("rules.undetermined", title=title)
            step = decided(label, None, self._open(found, needed), (), _origin(sheet, ()))
            return Explained(None, (), matches, step)
        value = found[0].answer[0]
        hits = _distinct(hit for case in found if isinstance(hit := case.look.hit(name), ReadyRow))
        shown = self.tables.named(name, value)
        looked = _looked_at(found[0].look, sheet, hits[0] if hits else None)
        step = decided(
            text("rules.result", title=title, value=self.tables.in_words(name, value)),
            shown if isinstance(shown, str) else None,
            [self._step(one) for one in looked],
            tuple(dict.fromkeys(cite for row in hits for cite in row.rule.cites)),
            _origin(sheet, hits),
        )
        return Explained(shown, tuple(row.rule for row in hits), matches, step)

    def _collected(self, name: str) -> Explained:
        sheet = self.tables.makers[name]
        mask, undecided = 0, False
        for place in range(self.tables.domains[name].size):
            answers = self._answers(held(RowCondition(name, 1 << place)))
            mask |= int(answers == {(1,)}) << place
            undecided = undecided or len(answers) > 1
        certain = [row for row in self.look.possible(sheet) if self._always(matched(row))]
        sure = {row.then[name] for row in certain}
        # A value can be certain though it is not certain which of its rules gives it.
        either = [
            row
            for row in self.look.possible(sheet)
            if mask >> row.then[name] & 1
            and row.then[name] not in sure
            and (1,) in self._answers(matched(row))
        ]
        counted = [row for row in sheet.rows if row in certain or row in either]
        values = self.tables.named(name, mask)
        label = text(
            "rules.result", title=self._title(name), value=self.tables.in_words(name, mask)
        )
        if undecided and not mask:
            label = text("rules.undetermined", title=self._title(name))
        step = decided(
            label,
            ", ".join(values) if isinstance(values, tuple) and values else None,
            self._reasons(name, sheet, counted),
            (),
            _origin(sheet, ()),
        )
        rules = tuple(row.rule for row in counted)
        return Explained(values, rules, tuple(row.rule for row in certain), step)

    def _reasons(self, name: str, sheet: ReadyTable, counted: Sequence[ReadyRow]) -> list[Step]:
        """Return the facts that the rules in `counted` looked at, and those rules; when there is
        none, the facts that exclude the others.
        """
        looked = [condition.name for row in counted for condition in row.conditions]
        if not counted:
            looked = _looked_at(self.look, sheet, None)
        facts = [self._step(one) for one in dict.fromkeys(looked)]
        rules = [
            decided(row.rule.title, row.rule.then[name], (), row.rule.cites, _origin(sheet, (row,)))
            for row in counted
        ]
        return [*facts, *rules]

    def _answers(self, question: OpenQuestion) -> set[tuple[int, ...]]:
        return {case.answer for case in cases(self.look, question, self.limit)}

    def _always(self, question: OpenQuestion) -> bool:
        return self._answers(question) == {(1,)}

    def _step(self, name: str) -> Step:
        if name in self.tables.makers:
            return self.output(name).step
        return self._fact(name)

    def _fact(self, name: str) -> Step:
        """Return a fact as it was given; a switch that was not given with its default reading."""
        fact = self.tables.facts[name]
        domain = self.tables.domains[name]
        cites: Sequence[Source] = self.sources.get(name, ())
        value: FactValue | None = self.facts.get(name)
        if isinstance(fact, Switch):
            value = value or fact.default
            chosen = next(reading for reading in fact.values if reading.id == value)
            cites = (*cites, *chosen.cites)
        if value is None:
            return given(text("rules.not_known", title=fact.title), None, "", cites)
        unit = fact.unit if fact.type == "number" else ""
        label = fact.title
        if name in self.presumed or domain.titles:
            key = "rules.presumed" if name in self.presumed else "rules.result"
            label = text(key, title=fact.title, value=domain.shown(value))
        return given(label, value, unit, cites, origin=name)

    def _open(self, found: Sequence[Case], needed: Set[str]) -> list[Step]:
        """Return the facts on which the answer hangs, each with the clause that makes it matter."""
        split = facts_in_question(self.tables, self.look.known, found, needed)
        return [
            given(
                text("rules.not_known", title=self.tables.facts[name].title),
                None,
                "",
                self.tables.facts[name].cites,
                origin=name,
            )
            for name in split
        ]

    def _title(self, name: str) -> Text:
        outputs = self.tables.makers[name].table.outputs
        return next(output.title for output in outputs if output.id == name)


def _looked_at(look: TableReading, sheet: ReadyTable, hit: ReadyRow | None) -> list[str]:
    """Return the facts of the deciding rule, and one that excludes each rule before it."""
    names = [condition.name for condition in hit.conditions] if hit is not None else []
    if hit is not None:
        names.extend(name for name in hit.rule.carries if name not in names)
    for row in sheet.rows:
        if row is hit:
            break
        failing = [condition.name for condition in row.conditions if look.holds(condition) is False]
        if not set(failing) & set(names):
            names.extend(failing[:1])
    return names


def _origin(sheet: ReadyTable, rows: Sequence[ReadyRow]) -> str:
    table = f"{sheet.document}#{sheet.table.id}"
    return "/".join([table, ", ".join(row.rule.id for row in rows)]) if rows else table


def _distinct(rows: Iterable[ReadyRow]) -> tuple[ReadyRow, ...]:
    return tuple({row.rule.id: row for row in rows}.values())
