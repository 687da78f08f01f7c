"""Regions of cases told as boxes: sets of values for some of the facts, as wide as they go."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass

from engine.rules.model.document import Fact, FactValue
from engine.rules.model.domain import Domain, joined
from engine.rules.model.program import Program
from engine.rules.proof.diagram import Diagrams, Node
from engine.rules.proof.regions import Regions
from engine.text import Text, text

__all__ = ["Box", "BoxTerms", "Boxes", "boxes"]


@dataclass(frozen=True, slots=True)
class Box:
    """Cases that have something in common."""

    masks: Mapping[str, int]
    """By fact: the cells of its domain that lie in the box; facts that are absent may have any."""
    values: Mapping[str, Text]
    """The values, in words, of each fact that is restricted; the others may have any."""
    example: Mapping[str, FactValue]
    """One case among them: a value for every fact that the tables look at."""
    told: Text
    """The box in a phrase."""
    told_example: Text
    """The example in a phrase."""


@dataclass(frozen=True, slots=True)
class Boxes:
    """Boxes that together are a region; they may overlap."""

    boxes: tuple[Box, ...]
    complete: bool
    """False when the region is more than these."""


@dataclass(frozen=True, slots=True)
class BoxTerms:
    """The facts in which boxes are told."""

    facts: Mapping[str, Fact]
    """By id, in the order in which they are told."""
    domains: Mapping[str, Domain]
    """The cells of each."""
    used: Set[str]
    """The facts that rules look at; an example has a value for each."""

    @classmethod
    def of(cls, *programs: Program) -> BoxTerms:
        """Return the terms of tables that are cut into the same cells."""
        facts = {name: fact for tables in programs for name, fact in tables.facts.items()}
        domains = {name: tables.domains[name] for tables in programs for name in tables.facts}
        used = {
            name
            for tables in programs
            for sheet in tables.sheets
            for row in sheet.rows
            for name in (*(condition.name for condition in row.conditions), *row.rule.carries)
        }
        return cls(facts, domains, used)

    def box(self, masks: Mapping[str, int]) -> Box:
        """Return the cases in which each fact in `masks` lies in its mask."""
        domains = self.domains
        values = {name: domains[name].in_words(masks[name]) for name in self.facts if name in masks}
        example = {
            name: domains[name].some(masks.get(name, domains[name].full))
            for name in self.facts
            if name in self.used or name in masks
        }
        said = {name: domains[name].shown(value) for name, value in example.items()}
        return Box(dict(masks), values, example, self._phrase(values), self._phrase(said))

    def _phrase(self, values: Mapping[str, Text]) -> Text:
        told = [
            text("rules.result", title=self.facts[name].title, value=value)
            for name, value in values.items()
        ]
        return joined("rules.and", told) if told else text("rules.gap_everywhere")


def boxes(regions: Regions, terms: BoxTerms, region: Node, most: int) -> Boxes:
    """Return `region` as at most `most` boxes, each as wide as the region allows."""
    names = {level: name for name, level in regions.levels.items()}
    full = {level: regions.domains[name].full for level, name in names.items()}
    found: list[Box] = []
    rest = region
    while rest != regions.diagrams.no and len(found) < most:
        masks = _widened(regions.diagrams, region, _some_path(regions.diagrams, rest), full)
        rest = regions.diagrams.without(rest, regions.diagrams.box(masks, full))
        found.append(terms.box({names[level]: mask for level, mask in masks.items()}))
    return Boxes(tuple(found), rest == regions.diagrams.no)


def _some_path(diagrams: Diagrams, node: Node) -> dict[int, int]:
    """Return the masks on a path of `node` to yes."""
    masks: dict[int, int] = {}
    while node != diagrams.yes:
        mask, below = next(edge for edge in diagrams.edges(node) if edge[1] != diagrams.no)
        masks[diagrams.level(node)] = mask
        node = below
    return masks


def _widened(
    diagrams: Diagrams, region: Node, masks: dict[int, int], full: Mapping[int, int]
) -> dict[int, int]:
    """Return the box of `masks` grown, fact by fact, to all cells that keep it inside `region`."""
    for level in sorted(masks, reverse=True):
        masks[level] = _room(diagrams, region, masks, level, full)
    return {level: mask for level, mask in masks.items() if mask != full[level]}


def _room(
    diagrams: Diagrams, region: Node, masks: Mapping[int, int], at: int, full: Mapping[int, int]
) -> int:
    """Return the cells of level `at` with which the rest of the box lies wholly inside `region`."""
    made: dict[Node, int] = {diagrams.yes: full[at], diagrams.no: 0}

    def go(node: Node) -> int:
        if node not in made:
            level = diagrams.level(node)
            if level == at:
                made[node] = sum(mask for mask, below in diagrams.edges(node) if go(below))
            else:
                room = full[at]
                for mask, below in diagrams.edges(node):
                    if mask & masks.get(level, -1) and room:
                        room &= go(below)
                made[node] = room
        return made[node]

    return go(region)
