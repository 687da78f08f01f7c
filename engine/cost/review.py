"""The cost review: by which rule each item of the accounts is treated (成本监审)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.cost.filed import Filed
from engine.cost.submission import Item
from engine.explain import Step
from engine.law import Fault, Faults
from engine.rules import FactValue, Rule, RulesVersion, decide
from engine.rules.document import EnumerationFact
from engine.wording import Text

__all__ = ["Review", "Treatment", "choice", "review"]

_OUTPUT = "treatment"


@dataclass(frozen=True, slots=True)
class Treatment:
    """How one item is treated."""

    item: Item
    """The item as submitted."""
    category: str
    """Id of its category in the rules."""
    treatment: str
    """The treatment; the method says how the amount follows from it."""
    rule: Rule
    """The rule that decided."""
    step: Step
    """The decision, with the facts it looked at."""


@dataclass(frozen=True, slots=True)
class Review:
    """The review of a whole submission."""

    document: str
    """Id of the rules of review."""
    treatments: tuple[Treatment, ...]
    """One an item, in the order of the accounts."""


def review(filed: Filed, document: str, version: RulesVersion) -> Review:
    """Return how `version` of the rules `document` treats each item of the accounts.

    Raises Faults naming every item whose category the rules do not know, or that they cannot
    decide without a fact that the submission does not give.
    """
    treatments: list[Treatment] = []
    faults: list[Fault] = []
    for position, item in enumerate(filed.submission.items):
        try:
            treatments.append(_treated(filed, position, item, document, version))
        except Faults as found:
            faults.extend(found.faults)
    if faults:
        raise Faults(faults)
    return Review(document, tuple(treatments))


def _treated(
    filed: Filed, position: int, item: Item, document: str, version: RulesVersion
) -> Treatment:
    place = ("items", position)
    category = choice(filed, (*place, "category"), item.category, version, "category")
    facts: dict[str, FactValue] = {"category": category}
    declared = {"category": (filed.declared(*place, "category"),)}
    if item.asset is not None:
        facts["in-use"] = item.asset.in_use
        declared["in-use"] = (filed.declared(*place, "asset", "in_use"),)
    if item.force_majeure is not None:
        facts["force-majeure"] = item.force_majeure
        declared["force-majeure"] = (filed.declared(*place, "force_majeure"),)
    decision = decide(document, version, facts, declared)
    treatment = decision.outputs.get(_OUTPUT)
    if decision.status != "decided" or not isinstance(treatment, str):
        asked = Text(
            zh="、".join(fact.title.zh for fact in decision.missing),
            en=", ".join(fact.title.en for fact in decision.missing),
        )
        key = "cost.not_reviewable" if decision.missing else "cost.no_rule_for_item"
        raise Faults([filed.fault(place, key, item.title.zh, asked=asked)])
    rule = tuple(decision.deciding.values())[-1][0]
    return Treatment(item, category, treatment, rule, decision.steps[_OUTPUT])


def choice(
    filed: Filed, path: tuple[str | int, ...], written: str, version: RulesVersion, fact: str
) -> str:
    """Return the id of the value of `fact` that `written` names by its id or by its title.

    Raises Faults at `path` of the submission when there is none.
    """
    asked = next(one for one in version.facts if one.id == fact)
    assert isinstance(asked, EnumerationFact)
    named: Mapping[str, str] = {
        name: value.id
        for value in asked.values
        for name in (value.id, value.title.zh, value.title.en)
    }
    if written not in named:
        known = ", ".join(value.id for value in asked.values)
        raise Faults([filed.fault(path, "cost.no_such_value", written, known=known)])
    return named[written]
