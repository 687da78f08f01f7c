"""Deciding a use: what was declared and what is registered, read by the rules of the day."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace

from engine.law import Declaration, Fault, Faults, Shelf, Source
from engine.rules import FactValue, decide_together
from engine.use.decision import StandsUnder, UseChange, UseDecision
from engine.use.documents import rules_in_force
from engine.use.outcome import told
from engine.use.part import UsePart
from engine.use.parts import decide_in_parts
from engine.use.register_facts import Registered, registered_facts

__all__ = ["decide_use"]


def decide_use(
    shelf: Shelf,
    stands_under: StandsUnder,
    on: datetime.date,
    facts: Mapping[str, FactValue],
    sources: Mapping[str, Sequence[Source]] | None = None,
    parts: Sequence[UsePart] = (),
    *,
    product: str | None = None,
    operator: str | None = None,
    scenario: str | None = None,
    changes: Sequence[UseChange] = (),
    named: Mapping[str, Declaration] | None = None,
) -> UseDecision:
    """Return the decision on one use on the day `on`.

    `facts` holds what was declared, by fact id of the gate and use rules; `sources` says where each
    comes from. `parts` describe a use that serves several purposes. The facts of the gate are
    derived from the registers when `product`, `operator` and `scenario` (ids there) are named;
    `named` says where each of the three is written.
    `changes` re-classify the use, each from its day; what was before stays. The facts of the price
    (those that only the price status looks at) are asked for when at least one of them is given.
    Raises Faults for documents that are missing or not in force, ids that the registers do not
    hold, facts that the rules do not know, facts that contradict each other or a register, and
    parts that do not fit the use.
    """
    held = sorted((change for change in changes if change.from_ <= on), key=lambda c: c.from_)
    declared, known_from = dict(facts), dict(sources or {})
    for change in held:
        declared |= change.facts
        known_from |= change.sources
    registered = registered_facts(shelf, stands_under, on, product, operator, scenario, named or {})
    for said, sources_of_it in (
        (declared, known_from),
        *((part.facts, part.sources) for part in parts),
    ):
        _refuse_contradictions(said, sources_of_it, registered)
    rules = rules_in_force(shelf, stands_under, on)
    before = None
    if held and held[-1].from_ > datetime.date.min:
        before = decide_use(
            shelf,
            stands_under,
            held[-1].from_ - datetime.timedelta(days=1),
            facts,
            sources,
            parts,
            product=product,
            operator=operator,
            scenario=scenario,
            changes=held[:-1],
            named=named,
        )
    since = held[-1].from_ if held else None
    names = (*rules.documents, *registered.documents)
    documents = {name: shelf.hash_of(name) for name in names}

    def decide(
        case: Mapping[str, FactValue], said_in: Mapping[str, Sequence[Source]]
    ) -> UseDecision:
        decision = decide_together(
            rules.parts,
            rules.goals(declared),
            {**case, **registered.facts},
            {**said_in, **registered.sources},
            rules.besides,
        )
        return told(decision, rules, on, registered, documents, since, before)

    decided = decide_in_parts(rules, decide, declared, known_from, parts)
    return replace(decided, law=shelf.marks(names, on))


def _refuse_contradictions(
    declared: Mapping[str, FactValue],
    sources: Mapping[str, Sequence[Source]],
    registered: Registered,
) -> None:
    """Raise Faults for what is declared otherwise than the registers say."""
    registers = ", ".join(registered.documents)
    faults = [
        Fault(
            *_declared_at(name, sources, registers),
            None,
            declared[name],
            "use.contradicts_register",
            {"registered": value, "register": registers},
        )
        for name, value in registered.facts.items()
        if name in declared and declared[name] != value
    ]
    if faults:
        raise Faults(faults)


def _declared_at(
    name: str, sources: Mapping[str, Sequence[Source]], otherwise: str
) -> tuple[str, str]:
    """Return file and place where a fact was declared, else the file `otherwise` and its name."""
    for source in sources.get(name, ()):
        if isinstance(source, Declaration):
            return source.file, source.place
    return otherwise, name
