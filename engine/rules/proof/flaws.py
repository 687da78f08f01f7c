"""What is wrong in tables that can be read: gaps, forbidden overlaps, rules that never decide.

Every case of the facts is covered, not a sample: by search where a table asks only of facts, by
decision diagrams where it uses the outputs of other tables. Where either would take more than
`LARGEST_CHECK` steps, that is said of the table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from engine.rules.model.program import NO_RULE, Part, ReadyRow, ReadyTable, program
from engine.rules.proof.boxes import Box, BoxTerms, boxes
from engine.rules.proof.diagram import Diagrams, Node, TooLargeError
from engine.rules.proof.regions import Regions, in_order
from engine.rules.proof.search import Masks, Search

__all__ = ["FLAWS", "LARGEST_CHECK", "MOST_BOXES", "Flaw", "flaws"]

LARGEST_CHECK = 200_000
"""How many steps the check of one table may take; beyond it the check says so."""

MOST_BOXES = 10
"""How many boxes of cases are told of one gap or overlap."""


FLAWS = frozenset(
    {
        "rules.gap",
        "rules.overlap",
        "rules.conflict_of",
        "rules.more_cases",
        "rules.dead_rule",
        "rules.impossible_rule",
        "rules.not_covered",
    }
)
"""The keys of all flaws: tables that have no other fault can still be read and compared."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing wrong in one table."""

    key: str
    """Key of the sentence that says what is wrong."""
    sheet: ReadyTable
    """The table."""
    places: tuple[int, ...] = ()
    """The places of the rules concerned in their table."""
    covered_by: tuple[int, ...] = ()
    """For a rule that never decides: the places of the rules that decide instead."""
    box: Box | None = None
    """Cases in which it is so."""
    limit: int = 0
    """For what could not be covered or told: the bound."""


def flaws(parts: Sequence[Part]) -> Iterator[Flaw]:
    """Yield what is wrong in the tables of `parts`, read together.

    The documents must be free of faults in names and cells.
    """
    tables = program(parts)
    terms, levels = BoxTerms.of(tables), in_order([tables])
    for sheet in tables.sheets:
        asked = {condition.name for row in sheet.rows for condition in row.conditions}
        try:
            if asked.isdisjoint(tables.makers):
                yield from _of_facts(terms, sheet)
            else:
                regions = Regions(tables, Diagrams(LARGEST_CHECK), levels, tables.domains)
                yield from _of_outputs(regions, terms, sheet)
        except TooLargeError:
            yield Flaw("rules.not_covered", sheet, limit=LARGEST_CHECK)


# --- a table that asks only of facts --------------------------------------------------------------


def _of_facts(terms: BoxTerms, sheet: ReadyTable) -> Iterator[Flaw]:
    search = Search({name: terms.domains[name].full for name in terms.facts}, LARGEST_CHECK)
    rows = [_masks(row) for row in sheet.rows]
    if sheet.table.hit != "collect":
        yield from _gaps(terms, sheet, search, rows)
    for one, other in combinations(range(len(rows)), 2):
        shared = _shared(rows[one], rows[other])
        if sheet.forbids(sheet.rows[one], sheet.rows[other]) and all(shared.values()):
            box = terms.box(shared)
            yield Flaw(_overlapping(sheet), sheet, (one, other), box=box)
    for place, row in enumerate(rows):
        if not all(row.values()):
            yield Flaw("rules.impossible_rule", sheet, (place,))
        elif sheet.table.hit == "first" and search.outside(rows[:place], row) is None:
            by = [
                earlier
                for earlier in range(place)
                if all((shared := _shared(rows[earlier], row)).values())
                and search.outside(rows[:earlier], shared) is not None
            ]
            yield Flaw("rules.dead_rule", sheet, (place,), tuple(by))


def _gaps(
    terms: BoxTerms, sheet: ReadyTable, search: Search, rows: Sequence[Masks]
) -> Iterator[Flaw]:
    found: list[Masks] = []
    while (gap := search.outside([*rows, *found], {})) is not None:
        if len(found) == MOST_BOXES:
            yield Flaw("rules.more_cases", sheet, limit=MOST_BOXES)
            return
        found.append(search.widened(rows, gap))
        yield Flaw("rules.gap", sheet, box=terms.box(found[-1]))


def _masks(row: ReadyRow) -> Masks:
    return {condition.name: condition.mask for condition in row.conditions}


def _shared(one: Masks, other: Masks) -> dict[str, int]:
    return {**one, **{name: mask & one.get(name, mask) for name, mask in other.items()}}


def _overlapping(sheet: ReadyTable) -> str:
    return "rules.conflict_of" if sheet.table.hit == "any" else "rules.overlap"


# --- a table that uses the outputs of others ------------------------------------------------------


def _of_outputs(regions: Regions, terms: BoxTerms, sheet: ReadyTable) -> Iterator[Flaw]:
    diagrams = regions.diagrams
    first = regions.first(sheet.rows)
    if sheet.table.hit != "collect":
        gap = diagrams.mapped(first, lambda place: place == NO_RULE)
        yield from _told(regions, terms, Flaw("rules.gap", sheet), gap)
        for overlap in regions.overlaps(sheet):
            flaw = Flaw(_overlapping(sheet), sheet, (overlap.one, overlap.other))
            yield from _told(regions, terms, flaw, overlap.region)
    deciding = diagrams.values(first)
    for place, row in enumerate(sheet.rows):
        if place in deciding:
            continue
        region = regions.together(row)
        if region == diagrams.no:
            yield Flaw("rules.impossible_rule", sheet, (place,))
        elif sheet.table.hit == "first":
            instead = diagrams.either(region, first, diagrams.leaf(NO_RULE))
            by = [rule for rule in range(place) if rule in diagrams.values(instead)]
            yield Flaw("rules.dead_rule", sheet, (place,), tuple(by))


def _told(regions: Regions, terms: BoxTerms, flaw: Flaw, region: Node) -> Iterator[Flaw]:
    """Yield `flaw` once for each box of `region`."""
    found = boxes(regions, terms, region, MOST_BOXES)
    for box in found.boxes:
        yield Flaw(flaw.key, flaw.sheet, flaw.places, box=box)
    if not found.complete:
        yield Flaw("rules.more_cases", flaw.sheet, flaw.places, limit=MOST_BOXES)
