"""What would change how a use is charged: the answers to “why is it charged, when is it free?”."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import reduce

from engine.explain import sources
from engine.law import Declaration
from engine.quote.sheet import SheetChange
from engine.rules import Opening
from engine.text import Text, text
from engine.use import UseDecision

__all__ = ["changes_of"]


def changes_of(decision: UseDecision, declared: Collection[str]) -> tuple[SheetChange, ...]:
    """Return the changes of one fact that would change how the use is charged.

    For a use that is charged also those after which it may be free, with what that depends on: the
    named values of the facts in `declared` on which `decision` rests.
    """
    nearest = [
        SheetChange(
            fact=change.fact.id, title=change.fact.title, values=change.values, told=change.told
        )
        for change in decision.nearest
        if change.outputs.get("regime") not in (None, decision.regime.value)
    ]
    return (*nearest, *_openings(decision, declared))


def _openings(decision: UseDecision, declared: Collection[str]) -> Iterator[SheetChange]:
    """Yield the changes after which the use may be free, those with the same questions in one."""
    rests = {source.place for source in sources(decision.step) if isinstance(source, Declaration)}
    alike: dict[tuple[str, tuple[str, ...]], list[Opening]] = {}
    for opening in decision.openings:
        fact = opening.fact
        named = fact.type in ("enumeration", "yes_no")
        if named and fact.id in declared and f"use.{fact.id}" in rests:
            key = fact.id, tuple(missing.id for missing in opening.missing)
            alike.setdefault(key, []).append(opening)
    for same in alike.values():
        fact, missing = same[0].fact, same[0].missing
        facts = reduce(_listed, (asked.title for asked in missing))
        values = reduce(_either, (opening.value for opening in same))
        told = text("quote.may_be_free", facts=facts)
        yield SheetChange(fact=fact.id, title=fact.title, values=values, told=told)


def _either(one: Text, other: Text) -> Text:
    return text("rules.or", one=one, other=other)


def _listed(one: Text, other: Text) -> Text:
    return text("quote.listed", one=one, other=other)
