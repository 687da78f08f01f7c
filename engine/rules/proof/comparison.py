"""Two states of the law compared: every case in which they decide otherwise."""

from __future__ import annotations

import operator
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from engine.law import Fault, Faults
from engine.rules.model.compatibility import refuse_unjoinable
from engine.rules.model.document import Output, Switch
from engine.rules.model.domain import UnlikeFactsError, joined, own_cells
from engine.rules.model.program import Part, Program, program
from engine.rules.proof.boxes import Box, BoxTerms, boxes
from engine.rules.proof.diagram import Diagrams, Node, TooLargeError
from engine.rules.proof.regions import Regions, in_order
from engine.text import Text, text

__all__ = ["LARGEST_COMPARISON", "CaseDifference", "Changes", "changed"]

LARGEST_COMPARISON = 200_000
"""How many steps the comparison of one output may take; beyond it, it says so."""


@dataclass(frozen=True, slots=True)
class CaseDifference:
    """Cases in which one output is another than before."""

    output: Output
    """What is decided, as the later document has it."""
    before: str | None
    """The value before; for a collecting table: the value no longer collected, if one is; None
    where no rule applied."""
    after: str | None
    """The value after, likewise."""
    told_before: Text
    """The value before, in words."""
    told_after: Text
    """The value after, in words."""
    box: Box
    """The cases, with an example."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What is decided otherwise."""

    differences: tuple[CaseDifference, ...]
    """Boxes of cases; those of one output and one change together are all its cases, unless the
    output is in `more`."""
    more: tuple[str, ...]
    """Outputs of which there are more cases than are told."""
    not_covered: tuple[str, ...]
    """Outputs whose comparison would take more than `LARGEST_COMPARISON` steps."""
    terms: tuple[Text, ...]
    """Facts, values, outputs, presumptions and contradictions that only one of the two knows, and
    readings taken by default in one only; cases are compared only in what both know."""

    @property
    def none(self) -> bool:
        """True when every decision is the same, and all were compared."""
        return not (self.differences or self.not_covered or self.terms)


def changed(before: Sequence[Part], after: Sequence[Part], most: int = 20) -> Changes:
    """Return every case in which `after` decides otherwise than `before`, as merged boxes.

    Either may be one document or several that are read together. At most `most` boxes are told of
    one change of one output. Raises Faults for documents that cannot be joined or that ask a fact
    in different ways.
    """
    for parts in (before, after):
        refuse_unjoinable(parts)
    try:
        programs = [program(parts, [*before, *after]) for parts in (before, after)]
    except UnlikeFactsError as error:
        documents = ", ".join(part.document for part in after)
        raise Faults(
            [Fault(documents, f"facts.{error.args[0]}", None, None, "rules.unlike_facts")]
        ) from None
    old, new = programs
    found = _Comparison(old, new, most)
    for output in new.outputs():
        if output.id in old.makers and _alike(output.id, old, new):
            found.compare(output)
    return Changes(
        tuple(found.differences),
        tuple(found.more),
        tuple(found.not_covered),
        tuple(_unlike(old, new)),
    )


@dataclass(frozen=True, slots=True)
class _Result:
    """What one output is in a case."""

    value: str | None
    """The value; None where no rule applies, or where rules contradict each other."""
    told: Text = field(compare=False)
    """The value in words, with the facts that the result carries."""
    carries: tuple[str, ...] = ()
    """The facts that the result carries."""
    place: int = 0
    """NO_RULE or CONFLICT where there is no value."""


class _Comparison:
    """Gathers the differences of one output after another."""

    def __init__(self, old: Program, new: Program, most: int) -> None:
        self.differences: list[CaseDifference] = []
        self.more: list[str] = []
        self.not_covered: list[str] = []
        self._old, self._new, self._most = old, new, most
        self._terms = BoxTerms.of(old, new)
        self._levels = in_order([old, new])

    def compare(self, output: Output) -> None:
        """Add the differences of `output`, which both have and collect alike."""
        diagrams = Diagrams(LARGEST_COMPARISON)
        old, new = (
            Regions(tables, diagrams, self._levels, self._terms.domains)
            for tables in (self._old, self._new)
        )
        try:
            self._add(output, old, new)
        except TooLargeError:
            self.not_covered.append(output.id)

    def _add(self, output: Output, old: Regions, new: Regions) -> None:
        collects = self._new.makers[output.id].table.hit == "collect"
        changes = _collected(output.id, old, new) if collects else _decided(output.id, old, new)
        common = new.box(_common(self._old, self._new, self._terms))
        for before, after, region in changes:
            found = boxes(new, self._terms, new.diagrams.both(common, region), self._most)
            self.differences.extend(
                CaseDifference(output, before.value, after.value, before.told, after.told, box)
                for box in found.boxes
            )
            if not found.complete and output.id not in self.more:
                self.more.append(output.id)


def _decided(output: str, old: Regions, new: Regions) -> Iterator[tuple[_Result, _Result, Node]]:
    """Yield each change of what one rule decides, with its cases."""
    diagrams = new.diagrams
    pairs = diagrams.pairs(_results(output, old), _results(output, new))
    for pair in diagrams.values(pairs):
        if isinstance(pair, tuple):
            yield *pair, diagrams.mapped(pairs, partial(operator.eq, pair))


def _results(output: str, regions: Regions) -> Node:
    tables = regions.program
    sheet = tables.makers[output]

    def result(place: Hashable) -> _Result:
        assert isinstance(place, int)
        if place < 0:
            return _Result(None, tables.in_words(output, place), (), place)
        row = sheet.rows[place]
        told = tables.in_words(output, row.then[output])
        if row.rule.carries:
            carried = [tables.facts[name].title for name in row.rule.carries]
            told = text("rules.carrying", value=told, facts=joined("rules.with", carried))
        return _Result(row.rule.then[output], told, row.rule.carries)

    return regions.diagrams.mapped(regions.hit(sheet), result)


def _collected(output: str, old: Regions, new: Regions) -> Iterator[tuple[_Result, _Result, Node]]:
    """Yield each value that is collected no longer, or newly, with its cases."""
    not_collected = _Result(None, text("rules.not_collected"))
    titles = {
        str(name): title
        for regions in (old, new)
        for name, title in zip(
            regions.program.domains[output].values,
            regions.program.domains[output].titles,
            strict=True,
        )
    }
    for name, title in titles.items():
        was, is_now = _where(output, name, old), _where(output, name, new)
        held = _Result(name, text("rules.collected", value=title))
        yield held, not_collected, new.diagrams.without(was, is_now)
        yield not_collected, held, new.diagrams.without(is_now, was)


def _where(output: str, value: str, regions: Regions) -> Node:
    domain = regions.program.domains[output]
    known = value in domain.values
    return regions.collected(output, domain.holding(value)) if known else regions.diagrams.no


def _common(old: Program, new: Program, terms: BoxTerms) -> dict[str, int]:
    """Return the cells of each fact that both can have, where these are not all."""
    common = {
        name: own_cells(old.facts[name], domain) & own_cells(new.facts[name], domain)
        for name, domain in terms.domains.items()
        if name in old.facts and name in new.facts
    }
    return {name: mask for name, mask in common.items() if mask != terms.domains[name].full}


def _unlike(old: Program, new: Program) -> Iterator[Text]:
    """Yield what only one of the two knows, or decides in another way."""
    for key, one, other in (("rules.only_before", old, new), ("rules.only_after", new, old)):
        for name, fact in one.facts.items():
            if name not in other.facts:
                yield text(key, name=fact.title)
            elif extra := own_cells(fact, one.domains[name]) & ~own_cells(
                other.facts[name], one.domains[name]
            ):
                value = one.domains[name].in_words(extra)
                yield text(key, name=text("rules.result", title=fact.title, value=value))
        for output in one.outputs():
            if output.id not in other.makers:
                yield text(key, name=output.title)
        for title in _taken_only_in(one, other):
            yield text(key, name=title)
    for output in new.outputs():
        if output.id in old.makers and not _alike(output.id, old, new):
            yield text("rules.hit_changed", name=output.title)
    for name, switch in new.facts.items():
        earlier = old.facts.get(name)
        if isinstance(switch, Switch) and isinstance(earlier, Switch):
            before, after = (_read_by_default(one) for one in (earlier, switch))
            if earlier.default != switch.default:
                yield text("rules.default_changed", name=switch.title, before=before, after=after)


def _read_by_default(switch: Switch) -> Text:
    return next(reading.title for reading in switch.values if reading.id == switch.default)


def _taken_only_in(one: Program, other: Program) -> Iterator[Text]:
    """Yield the presumptions and contradictions that `other` has not, or not with these cells."""
    held = [ready.presumption for ready in other.presumptions]
    for ready in one.presumptions:
        own = ready.presumption
        if all((own.when, own.facts) != (each.when, each.facts) for each in held):
            yield own.title
    excluded = [ready.contradiction.when for ready in other.contradictions]
    for each in one.contradictions:
        if each.contradiction.when not in excluded:
            yield each.contradiction.title


def _alike(output: str, old: Program, new: Program) -> bool:
    hits = [tables.makers[output].table.hit for tables in (old, new)]
    return (hits[0] == "collect") == (hits[1] == "collect")
