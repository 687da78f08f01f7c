"""What would change how a use is charged: the answers to “why is it charged, when is it free?”."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import reduce

from engine.explain import sources
from engine.law import Declaration
from engine.quote.answer.facts import AskedFact
from engine.quote.sheet import SheetChange
from engine.rules import Fact, FactValue, Nearest
from engine.text import Text, text
from engine.use import Regime, UseDecision

__all__ = ["changes_of"]

Decide = Callable[[Mapping[str, FactValue]], UseDecision]
"""Decides the same use on other facts."""


def changes_of(
    decision: UseDecision,
    declared: Mapping[str, FactValue],
    facts: Mapping[str, AskedFact],
    decide: Decide,
) -> tuple[SheetChange, ...]:
    """Return the changes of one fact that would change how the use is charged.

    For a use that is charged also those after which it may be free, with what that depends on; they
    are looked for among the named values of the facts in `declared` on which `decision` rests.
    """
    nearest = [change for change in decision.nearest if _other_regime(change, decision.regime)]
    found = [
        SheetChange(
            fact=change.fact.id, title=change.fact.title, values=change.values, told=change.told
        )
        for change in nearest
    ]
    if decision.regime in (Regime.GUIDED, Regime.MIXED):
        rests = {
            source.place for source in sources(decision.step) if isinstance(source, Declaration)
        }
        used = [name for name in facts if name in declared and f"use.{name}" in rests]
        found += _openings(used, declared, facts, decide)
    return tuple(found)


def _other_regime(change: Nearest, now: Regime) -> bool:
    return change.outputs.get("regime") not in (None, now.value)


def _openings(
    used: Sequence[str],
    declared: Mapping[str, FactValue],
    facts: Mapping[str, AskedFact],
    decide: Decide,
) -> Iterator[SheetChange]:
    """Yield the changes after which the use is not decided, and may turn out to be free."""
    for name in used:
        values: dict[tuple[str, ...], list[Text]] = {}
        depends: dict[tuple[str, ...], tuple[Fact, ...]] = {}
        for value, title in facts[name].values:
            if value == declared[name]:
                continue
            then = decide({**declared, name: value})
            if then.regime is Regime.UNDETERMINED and Regime.FREE in then.possible:
                key = tuple(fact.id for fact in then.missing)
                values.setdefault(key, []).append(title)
                depends[key] = then.missing
        for key, titles in values.items():
            told = text("quote.may_be_free", facts=_listed(fact.title for fact in depends[key]))
            yield SheetChange(fact=name, title=facts[name].title, values=_either(titles), told=told)


def _either(titles: list[Text]) -> Text:
    return reduce(lambda one, other: text("rules.or", one=one, other=other), titles)


def _listed(titles: Iterator[Text]) -> Text:
    return reduce(lambda one, other: text("quote.listed", one=one, other=other), titles)
