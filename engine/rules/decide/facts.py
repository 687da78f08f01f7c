"""What is known of a case: the facts given, checked against what the tables can tell apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.law import Declaration, Fault, Faults, Source
from engine.rules.decide.cases import Known
from engine.rules.model.document import FactValue, NumberFact, Switch
from engine.rules.model.domain import NotInDomainError, joined
from engine.rules.model.presumptions import contradictory
from engine.rules.model.program import Part, Program, ReadyContradiction
from engine.text import text

__all__ = ["expected", "known_facts", "too_many"]


def known_facts(
    tables: Program,
    parts: Sequence[Part],
    facts: Mapping[str, FactValue],
    sources: Mapping[str, Sequence[Source]],
) -> tuple[Known, dict[str, FactValue]]:
    """Return for every fact the mask of the cells that are possible, and the values given.

    A whole number or a number as text becomes a Decimal, a day as text a day. An absent switch has
    its default. Raises Faults with every fact that is not known to the tables and every value that
    its fact cannot have, else with all that cannot be so together; the place is the declaration's
    where there is one.
    """
    known = {name: tables.domains[name].full for name in tables.facts}
    for name, fact in tables.facts.items():
        if isinstance(fact, Switch):
            known[name] = tables.domains[name].holding(fact.default)
    values: dict[str, FactValue] = {}
    faults = []
    for name, value in facts.items():
        try:
            key, told = "rules.no_such_fact", ", ".join(tables.facts)
            if name in tables.facts:
                known[name] = tables.domains[name].holding(value)
                values[name] = tables.domains[name].value(value)
                continue
        except NotInDomainError:
            key, told = expected(tables, name)
        file, place = _place(name, sources.get(name, ()), parts)
        faults.append(Fault(file, place, None, value, key, {"allowed": told}))
    faults = faults or [
        _contradicted(tables, one, facts, sources) for one in contradictory(tables, known)
    ]
    if faults:
        raise Faults(faults)
    return known, values


def _contradicted(
    tables: Program,
    one: ReadyContradiction,
    facts: Mapping[str, FactValue],
    sources: Mapping[str, Sequence[Source]],
) -> Fault:
    """Return the fault that the facts of `one` cannot be so together, told with all of them."""
    said = [condition.name for condition in one.conditions if condition.name in facts]
    told = joined(
        "rules.and",
        [
            text(
                "rules.given",
                title=tables.facts[name].title,
                value=tables.domains[name].shown(tables.domains[name].value(facts[name])),
                fact=name,
            )
            for name in said
        ],
    )
    file, place = one.document, f"facts.{said[0]}"
    for source in sources.get(said[0], ()):
        if isinstance(source, Declaration):
            file, place = source.file, source.place
            break
    values = {"why": one.contradiction.title, "facts": told}
    return Fault(file, place, None, facts[said[0]], "rules.contradictory", values)


def expected(tables: Program, name: str) -> tuple[str, str]:
    """Return the key of the sentence that says what the fact `name` can be, and its values."""
    fact = tables.facts[name]
    match fact.type:
        case "enumeration" | "switch":
            return "rules.not_a_value", ", ".join(map(str, tables.domains[name].values))
        case "yes_no":
            return "law.not_yes_no", ""
        case "number" | "date":
            unit = fact.unit if isinstance(fact, NumberFact) else fact.type
            within = getattr(fact, "within", None) or "(-∞, ∞)"
            return "rules.not_within", f"{within} {unit}"


def _place(name: str, sources: Sequence[Source], parts: Sequence[Part]) -> tuple[str, str]:
    for source in sources:
        if isinstance(source, Declaration):
            return source.file, source.place
    return ", ".join(part.document for part in parts), f"facts.{name}"


def too_many(parts: Sequence[Part], limit: int) -> Faults:
    """Return the fault that too little is known for an exact answer."""
    documents = ", ".join(part.document for part in parts)
    return Faults([Fault(documents, "facts", None, None, "rules.too_many", {"limit": limit})])
