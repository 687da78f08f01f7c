"""Whether documents can be read together: the facts of one that are outputs of another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from engine.law import Fault, Faults
from engine.rules.model.document import DecisionTable, EnumerationFact, Output
from engine.rules.model.program import Part

__all__ = ["refuse_unjoinable"]

Key = tuple[str, str]
"""A table: its document and its name there."""


def refuse_unjoinable(parts: Sequence[Part]) -> None:
    """Raise Faults for a fact whose values are not those of the output it is joined to, and for
    tables that use each other in a circle.

    Inside one document the check of its kind has seen to both.
    """
    if len(parts) > 1 and (faults := [*_otherwise(parts), *_circles(parts)]):
        raise Faults(faults)


def _otherwise(parts: Sequence[Part]) -> Iterator[Fault]:
    made: dict[str, Output] = {}
    for part in parts:
        for table in part.version.tables:
            for output in table.outputs:
                if output.id in made:
                    yield Fault(part.document, output.id, None, None, "rules.repeated")
                made[output.id] = output
    for part in parts:
        for fact in part.version.facts:
            if fact.id not in made:
                continue
            values = [value.id for value in made[fact.id].values]
            own = [value.id for value in fact.values] if isinstance(fact, EnumerationFact) else []
            if set(own) != set(values):
                told = {"allowed": ", ".join(values)}
                place = f"facts.{fact.id}"
                yield Fault(part.document, place, None, ", ".join(own), "rules.unlike", told)


def _circles(parts: Sequence[Part]) -> Iterator[Fault]:
    waiting = {(part.document, table.id): table for part in parts for table in part.version.tables}
    makers = {output.id: key for key, table in waiting.items() for output in table.outputs}
    uses = {key: _used(table, makers) for key, table in waiting.items()}
    ready: set[Key] = set()
    # A table whose makers are all ready becomes ready; what is left at the end uses itself.
    while found := {key for key, used in uses.items() if key not in ready and used <= ready}:
        ready |= found
    for document, table in sorted(uses.keys() - ready):
        yield Fault(document, table, None, None, "rules.circle")


def _used(table: DecisionTable, makers: Mapping[str, Key]) -> set[Key]:
    """Return the tables whose outputs `table` uses."""
    names = {name for rule in table.rules for name in rule.when}
    return {makers[name] for name in names if name in makers}
