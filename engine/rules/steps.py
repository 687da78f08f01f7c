"""The explanation of one output: the rule that decided and the facts that were looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from engine.explain import Step, decided, given
from engine.law import Source
from engine.rules.cases import Case, Known, Look, Open, cases
from engine.rules.document import FactValue, Rule, Switch
from engine.rules.program import NO_RULE, Program, Row, Sheet
from engine.wording import Text, text

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

    tables: Program
    known: Known
    facts: Mapping[str, FactValue]
    sources: Mapping[str, Sequence[Source]]
    limit: int
    """How many cases may be told apart; TooManyCasesError beyond it."""
    _made: dict[str, Explained] = field(default_factory=dict)

    def output(self, name: str) -> Explained:
        """Return `name` as far as what is known decides it."""
        if name not in self._made:
            self._made[name] = self._output(name)
        return self._made[name]

    def _output(self, name: str) -> Explained:
        sheet = self.tables.makers[name]
        certain = tuple(row for row in sheet.rows if self._certain(row) is True)
        matches = tuple(row.rule for row in certain)
        if sheet.table.hit == "collect":
            return self._collected(name, sheet, certain)
        found = cases(self.tables, self.known, lambda look: _valued(look, name), self.limit)
        title = self._title(name)
        needed = {name for case in found for name in case.look.carried()} - self.facts.keys()
        if len({case.answer for case in found}) > 1 or needed:
            label = text("rules.undetermined", title=title)
            step = decided(label, None, self._open(found, needed), (), self._origin(sheet, ()))
            return Explained(None, (), matches, step)
        value = found[0].answer[0]
        hits = _distinct(hit for case in found if isinstance(hit := case.look.hit(name), Row))
        shown = self.tables.named(name, value)
        label = text("rules.result", title=title, value=self._value_title(name, value))
        looked = self._looked_at(found[0].look, sheet, hits[0] if hits else None)
        cites = tuple(dict.fromkeys(cite for row in hits for cite in row.rule.cites))
        step = decided(
            label,
            shown if isinstance(shown, str) else None,
            [self._step(condition, found[0].look) for condition in looked],
            cites,
            self._origin(sheet, hits),
        )
        return Explained(shown, tuple(row.rule for row in hits), matches, step)

    def _certain(self, row: Row) -> bool:
        found = cases(self.tables, self.known, lambda look: _matched(look, row), self.limit)
        return all(case.answer == (1,) for case in found)

    def _collected(self, name: str, sheet: Sheet, certain: Sequence[Row]) -> Explained:
        rules = tuple(row.rule for row in certain)
        mask = 0
        for row in certain:
            mask |= 1 << row.then[name]
        values = self.tables.named(name, mask)
        look = Look(self.tables, self.known)
        title = self._title(name)
        names = [condition.name for row in certain for condition in row.conditions]
        if not certain:
            names = self._looked_at(look, sheet, None)
        reasons = [self._step(name, look) for name in dict.fromkeys(names)]
        reasons += [
            decided(row.rule.title, row.rule.then[name], (), row.rule.cites, origin)
            for row in certain
            for origin in [self._origin(sheet, (row,))]
        ]
        told = text("rules.nothing") if not certain else None
        label = text("rules.result", title=title, value=told or self._listed(name, mask))
        value = ", ".join(values) if isinstance(values, tuple) and values else None
        return Explained(
            values, rules, rules, decided(label, value, reasons, (), self._origin(sheet, ()))
        )

    def _looked_at(self, look: Look, sheet: Sheet, hit: Row | None) -> list[str]:
        """Return the facts of the deciding rule, and one that excludes each rule before it."""
        names = [condition.name for condition in hit.conditions] if hit is not None else []
        if hit is not None:
            names.extend(name for name in hit.rule.carries if name not in names)
        for row in sheet.rows:
            if row is hit:
                break
            failing = [
                condition.name for condition in row.conditions if look.holds(condition) is False
            ]
            if not set(failing) & set(names):
                names.extend(failing[:1])
        return names

    def _step(self, name: str, look: Look) -> Step:
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
        if domain.titles:
            label = text("rules.result", title=fact.title, value=domain.in_words(self.known[name]))
            return given(label, value, unit, cites, origin=name)
        return given(fact.title, value, unit, cites, origin=name)

    def _open(self, found: Sequence[Case], needed: Set[str]) -> list[Step]:
        """Return the facts on which the answer hangs, each with the clause that makes it matter."""
        split = [
            name
            for name in self.tables.facts
            if name in needed or any(case.known[name] != self.known[name] for case in found)
        ]
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

    def _value_title(self, name: str, value: int) -> Text:
        if value == NO_RULE:
            return text("rules.no_rule")
        return self.tables.domains[name].titles[value]

    def _listed(self, name: str, mask: int) -> Text:
        titles = self.tables.domains[name].titles
        named = [title for place, title in enumerate(titles) if mask >> place & 1]
        return Text(
            zh="、".join(title.zh for title in named), en="; ".join(title.en for title in named)
        )

    def _origin(self, sheet: Sheet, rows: Sequence[Row]) -> str:
        table = f"{sheet.document}#{sheet.table.id}"
        return "/".join([table, ", ".join(row.rule.id for row in rows)]) if rows else table


def _valued(look: Look, name: str) -> tuple[int, ...] | Open:
    value = look.value(name)
    return value if isinstance(value, Open) else (value,)


def _matched(look: Look, row: Row) -> tuple[int, ...] | Open:
    matched = look.matches(row)
    return matched if isinstance(matched, Open) else (int(matched),)


def _distinct(rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple({row.rule.id: row for row in rows}.values())
