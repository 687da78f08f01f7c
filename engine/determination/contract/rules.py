"""The rules that a determination stands on: which they are, and what it asks of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from engine.law import Document, Fault, Faults, Finding, Shelf
from engine.method import Method
from engine.rules import Named, RulesDocument, RulesVersion, Switch
from engine.rules.model.document import EnumerationFact

__all__ = [
    "NOTHING",
    "RATE_RULES",
    "REVIEW_RULES",
    "ReviewFacts",
    "ReviewOutputs",
    "RulesContract",
    "TaxFacts",
    "outputs_of",
    "series_named",
    "standing_on",
    "values_of",
]


class ReviewFacts(StrEnum):
    """What is known of an item, for the rules of cost review to ask."""

    CATEGORY = "category"
    IN_USE = "in-use"
    FORCE_MAJEURE = "force-majeure"
    STAFF_REPORTED = "staff-reported"
    RELATED_PARTY = "related-party"
    RECURRING = "recurring"


class ReviewOutputs(StrEnum):
    """What they decide of it."""

    TREATMENT = "treatment"
    """How its amount follows: a text of the method's column of that name."""
    JUDGEMENT = "judgement"
    """Why the reviewer has to judge it, or `NOTHING`."""


NOTHING = "none"


class TaxFacts(StrEnum):
    """What is known of an operator, for the rules on rates to ask; what they decide are inputs of
    the method, each by the series that holds it."""

    VAT = "vat"
    LOCATION = "location"
    INCOME_TAX = "income-tax"


@dataclass(frozen=True, slots=True)
class RulesContract:
    """What is asked of rules."""

    facts: type[StrEnum]
    """The facts that they may ask; those of `named` have values, the others are yes or no."""
    named: tuple[str, ...]
    needed: tuple[str, ...] = ()
    """The facts that they must ask."""
    outputs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What they must decide, with values that it must be able to have."""

    def unlike(self, version: RulesVersion, use: str, named: str | None) -> Iterator[Finding]:
        """Yield what `version` asks or decides otherwise, told where a method names it."""

        def told(key: str, **values: str) -> Finding:
            return Finding(("uses", use), f"determination.{key}", values, named)

        facts = {fact.id: fact for fact in version.facts if not isinstance(fact, Switch)}
        for name in self.needed:
            if name not in facts:
                yield told("rules_need_fact", name=name)
        for name, fact in facts.items():
            kind = "enumeration" if name in self.named else "yes_no"
            if name not in list(self.facts):
                yield told("rules_ask_unknown", name=name, known=", ".join(self.facts))
            elif fact.type != kind:
                yield told("rules_fact_type", name=name, type=kind)
        decided = outputs_of(version)
        for table in version.tables:
            for output in table.outputs if table.hit == "collect" else ():
                if output.id in self.outputs or not self.outputs:
                    yield told("rules_collect", name=output.id)
        for name, values in self.outputs.items():
            missing = [value for value in values if value not in decided.get(name, ())]
            if name not in decided:
                yield told("rules_need_output", name=name)
            elif missing:
                yield told("rules_need_value", name=name, missing=", ".join(missing))


REVIEW_RULES = RulesContract(
    facts=ReviewFacts,
    named=(ReviewFacts.CATEGORY,),
    needed=(ReviewFacts.CATEGORY,),
    outputs={ReviewOutputs.TREATMENT: (), ReviewOutputs.JUDGEMENT: (NOTHING,)},
)
RATE_RULES = RulesContract(facts=TaxFacts, named=tuple(TaxFacts))


def outputs_of(version: RulesVersion) -> dict[str, tuple[str, ...]]:
    """Return the outputs of `version` with the values that each can have."""
    return {
        output.id: tuple(value.id for value in output.values)
        for table in version.tables
        for output in table.outputs
    }


def values_of(version: RulesVersion, fact: str) -> Sequence[Named]:
    """Return the values that an enumeration among the facts can have; none for any other."""
    return [
        value
        for asked in version.facts
        if asked.id == fact and isinstance(asked, EnumerationFact)
        for value in asked.values
    ]


def standing_on(shelf: Shelf, method: Method) -> Method:
    """Return `method` naming its rules of review and of rates.

    Where it names none, they are the rules of its jurisdiction that fit, when one document alone
    does. Raises Faults otherwise.
    """
    found = {
        use: getattr(method.uses, use) or _only(shelf, method, use, rules)
        for use, rules in (("review", REVIEW_RULES), ("rates", RATE_RULES))
    }
    return method.model_copy(update={"uses": method.uses.model_copy(update=found)})


def _only(shelf: Shelf, method: Method, use: str, rules: RulesContract) -> str:
    fitting = [
        document.id
        for document in shelf.of_kind(RulesDocument, method.jurisdiction)
        if not any(rules.unlike(document.versions[-1], use, document.id))
    ]
    if len(fitting) != 1:
        values = {"use": use, "known": ", ".join(fitting) or "–"}
        fault = Fault(
            f"{method.id}.yaml", f"uses.{use}", None, None, "determination.names_no", values
        )
        raise Faults([fault])
    return fitting[0]


def series_named(shelf: Shelf, document: str, values: Iterable[str]) -> dict[str, str]:
    """Return the ids of the series that the rules `document` name by the last part of their ids.

    Where several places have one of that name, it is that of the rules' own jurisdiction. Raises
    Faults naming every value that is not the name of one series.
    """
    place = shelf.read(document, RulesDocument).jurisdiction
    named: dict[str, str] = {}
    faults: list[Fault] = []
    identifiers = shelf.identifiers()
    for value in dict.fromkeys(values):
        found = [name for name in identifiers if name.endswith(f"/{value}")]
        if len(found) > 1:
            found = [name for name in found if shelf.read(name, Document).jurisdiction == place]
        if len(found) == 1:
            named[value] = found[0]
            continue
        known = {"known": ", ".join(found) or "–"}
        faults.append(
            Fault(f"{document}.yaml", "versions", None, value, "determination.no_series", known)
        )
    if faults:
        raise Faults(faults)
    return named
