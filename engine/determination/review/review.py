"""The cost review: by which rule each item of the accounts is treated (成本监审)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from engine.determination.contract.rules import NOTHING, ReviewFacts, ReviewOutputs, values_of
from engine.determination.review.decisions import Decided, ReviewerDecision
from engine.explain import Step
from engine.law import Declaration, Fault, Faults
from engine.rules import FactValue, Named, Rule, RulesVersion, decide
from engine.submission import Filed, Item
from engine.text import Text, joined

__all__ = ["Review", "Treatment", "Undecided", "choice", "review"]


@dataclass(frozen=True, slots=True)
class Treatment:
    """How one item is treated."""

    item: Item
    """The item as submitted."""
    category: Named
    """Its category in the rules."""
    treatment: str
    """The treatment; the method says how the amount follows from it."""
    rule: Rule
    """The rule that decided."""
    step: Step
    """The decision, with the facts it looked at."""
    flag: Rule | None
    """The rule by which the reviewer has to judge it, when one does (需由审核人员判断)."""
    decision: ReviewerDecision | None
    """What the reviewer decided of it."""


@dataclass(frozen=True, slots=True)
class Undecided:
    """An item that awaits the reviewer's judgement."""

    year: int
    """The year of accounts."""
    treated: Treatment
    """The item, and how the rules treat it meanwhile."""
    reasons: tuple[Text, ...]
    """Why it has to be judged, each reason once."""

    @property
    def reason(self) -> Text:
        """All reasons in one."""
        return Text(
            zh="；".join(reason.zh for reason in self.reasons),
            en="; ".join(reason.en for reason in self.reasons),
        )


@dataclass(frozen=True, slots=True)
class Review:
    """The review of a whole submission."""

    document: str
    """Id of the rules of review."""
    treatments: tuple[Treatment, ...]
    """One an item, in the order of the accounts."""


def review(
    filed: Filed,
    document: str,
    version: RulesVersion,
    decided: Decided | None = None,
    last: int | None = None,
) -> Review:
    """Return how `version` of the rules `document` treats each item of the accounts.

    `decided` says what the reviewer decided; `last` is the accounts year when `filed` is of an
    earlier one. Raises Faults naming every item whose category the rules do not know, or that they
    cannot decide without a fact that the submission does not give.
    """
    treatments: list[Treatment] = []
    faults: list[Fault] = []
    year = filed.submission.accounts_year
    for position, item in enumerate(filed.submission.items):
        try:
            found = _treated(filed, position, item, document, version)
        except Faults as wrong:
            faults.extend(wrong.faults)
            continue
        of = None if decided is None else decided.of(item.id, year, last or year)
        treatments.append(replace(found, decision=of))
    if faults:
        raise Faults(faults)
    return Review(document, tuple(treatments))


def _treated(
    filed: Filed, position: int, item: Item, document: str, version: RulesVersion
) -> Treatment:
    place = ("items", position)
    category = choice(filed, (*place, "category"), item.category, version, ReviewFacts.CATEGORY)
    facts: dict[str, FactValue] = {
        ReviewFacts.CATEGORY: category.id,
        ReviewFacts.STAFF_REPORTED: filed.submission.local_average_wage is not None,
        ReviewFacts.RELATED_PARTY: item.related_party,
        ReviewFacts.RECURRING: not item.non_recurring,
    }
    declared: dict[str, tuple[Declaration, ...]] = {
        ReviewFacts.CATEGORY: (filed.declared(*place, "category"),),
        ReviewFacts.STAFF_REPORTED: (filed.declared("local_average_wage"),),
        ReviewFacts.RELATED_PARTY: (filed.declared(*place, "related_party"),),
        ReviewFacts.RECURRING: (filed.declared(*place, "non_recurring"),),
    }
    if item.asset is not None:
        facts[ReviewFacts.IN_USE] = item.asset.in_use
        declared[ReviewFacts.IN_USE] = (filed.declared(*place, "asset", "in_use"),)
    if item.force_majeure is not None:
        facts[ReviewFacts.FORCE_MAJEURE] = item.force_majeure
        declared[ReviewFacts.FORCE_MAJEURE] = (filed.declared(*place, "force_majeure"),)
    asked = {fact.id for fact in version.facts}
    known = {name: value for name, value in facts.items() if name in asked}
    decision = decide(document, version, known, declared)
    treatment = decision.outputs.get(ReviewOutputs.TREATMENT)
    if decision.status != "decided" or not isinstance(treatment, str):
        missing = joined(fact.title for fact in decision.missing)
        key = (
            "determination.not_reviewable" if decision.missing else "determination.no_rule_for_item"
        )
        raise Faults([filed.fault(place, key, item.title.zh, asked=missing)])
    by_output = decision.deciding
    flag = (
        None
        if decision.outputs.get(ReviewOutputs.JUDGEMENT) == NOTHING
        else by_output[ReviewOutputs.JUDGEMENT][0]
    )
    rule, step = by_output[ReviewOutputs.TREATMENT][0], decision.steps[ReviewOutputs.TREATMENT]
    return Treatment(item, category, treatment, rule, step, flag, None)


def choice(
    filed: Filed, path: tuple[str | int, ...], written: str, version: RulesVersion, fact: str
) -> Named:
    """Return the value of `fact` that `written` names by its id or by its title.

    Raises Faults at `path` of the submission when there is none.
    """
    values = values_of(version, fact)
    named = {name: value for value in values for name in (value.id, value.title.zh, value.title.en)}
    if written not in named:
        known = joined((value.title for value in values), "；", "; ")
        raise Faults([filed.fault(path, "determination.no_such_value", written, known=known)])
    return named[written]
