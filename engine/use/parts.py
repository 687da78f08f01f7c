"""A use with several purposes: each part decided by the same rules, then put together.

What no part describes is charged. A fact that speaks against freedom and is said of the whole is
asked again of each part that would be free without it: it may belong to another part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from engine.explain import Step, decided
from engine.law import Declaration, Fault, Faults, Source
from engine.money import plain
from engine.rules import Asking, EnumerationFact, Fact, FactValue
from engine.text import text
from engine.use.decision import PartDecision, Regime, UseDecision
from engine.use.documents import FREE_SHARE, Rules
from engine.use.part import WHOLE, Lacking, UsePart

__all__ = ["decide_in_parts"]

Sources = Mapping[str, Sequence[Source]]
Decide = Callable[[Mapping[str, FactValue], Sources], UseDecision]
"""Decides one use, or one part, by its facts and where they come from."""


def decide_in_parts(
    rules: Rules,
    decide: Decide,
    facts: Mapping[str, FactValue],
    sources: Sources,
    parts: Sequence[UsePart],
) -> UseDecision:
    """Return the decision on a use as `facts` and `parts` describe it.

    A use that the rules do not split is decided as a whole. Raises Faults where parts are described
    of a use that is not declared to have several purposes, where a part has several itself, and
    where the shares come to more than the whole.
    """
    splitting = _splitting(rules)
    declared = bool(splitting) and all(facts.get(n) in values for n, values in splitting.items())
    against = {name for name in _against(rules) if facts.get(name) is True} if declared else set()
    common = {name: value for name, value in facts.items() if name not in against}
    whole = decide(facts, sources)
    split = decide(common, sources) if against else whole
    if not declared or not _is_split(split):
        if parts and not declared:
            raise _misfit(rules, sources, "use.parts_of_one")
        return whole
    if FREE_SHARE not in facts and not parts:
        return split
    described = _described(parts, facts)
    if sum((part.share or Decimal(0) for part in described), Decimal(0)) > WHOLE:
        raise _misfit(rules, sources, "use.parts_over_whole")
    inherited = {n: v for n, v in common.items() if n not in splitting and n != FREE_SHARE}
    for place, part in enumerate(described):
        for name, values in splitting.items():
            if part.facts.get(name) in values:
                raise _misfit(rules, sources, "use.parts_of_part", f"parts[{place}].facts.{name}")
    asked = {fact.id: fact for part in rules.parts for fact in part.version.facts}
    doubtful = {name: asked[name] for name in asked if name in against}
    decisions = [
        _narrowed(
            _part(place, part, decide, inherited, sources, doubtful, asked[FREE_SHARE]), splitting
        )
        for place, part in enumerate(described)
    ]
    return _together(rules, decide, common, sources, decisions)


def _narrowed(one: PartDecision, splitting: Mapping[str, frozenset[object]]) -> PartDecision:
    """Return the decision on a part, which is asked for one purpose and for no share of its own."""
    missing = list[Fact]()
    for fact in one.decision.missing:
        if fact.id in splitting and isinstance(fact, EnumerationFact):
            left = tuple(value for value in fact.values if value.id not in splitting[fact.id])
            missing.append(fact.model_copy(update={"values": left}))
        elif fact.id != FREE_SHARE:
            missing.append(fact)
    return replace(one, decision=replace(one.decision, missing=tuple(missing)))


def _misfit(rules: Rules, sources: Sources, key: str, place: str = "parts") -> Faults:
    """Return that the parts do not fit the use, told of the file in which it is declared."""
    said = (source for several in sources.values() for source in several)
    file = next((one.file for one in said if isinstance(one, Declaration)), rules.documents[0])
    return Faults([Fault(file, place, None, None, key)])


def _splitting(rules: Rules) -> dict[str, frozenset[object]]:
    """Return the facts by which the rules know a use that they split, and their values then."""
    return {
        name: frozenset(cell.one_of)
        for part in rules.parts
        for table in part.version.tables
        for rule in table.rules
        if FREE_SHARE in rule.carries
        for name, cell in rule.when.items()
    }


def _against(rules: Rules) -> Iterator[str]:
    """Yield the facts of the rules of use of which yes speaks against freedom."""
    for fact in rules.parts[0].version.facts:
        if fact.type == "yes_no" and fact.yes_speaks == "against":
            yield fact.id


def _is_split(decision: UseDecision) -> bool:
    """Return whether the rules split the use, or would once its share is known."""
    return decision.free_share is not None or any(f.id == FREE_SHARE for f in decision.missing)


def _described(parts: Sequence[UsePart], facts: Mapping[str, FactValue]) -> tuple[UsePart, ...]:
    """Return `parts`, the share of a single one taken from the share of the whole."""
    share = facts.get(FREE_SHARE)
    only = (*parts, UsePart({}))[0]
    if len(parts) > 1 or share is None or only.share is not None:
        return tuple(parts)
    return (replace(only, share=Decimal(str(share))),)


def _part(
    place: int,
    part: UsePart,
    decide: Decide,
    inherited: Mapping[str, FactValue],
    sources: Sources,
    against: Mapping[str, Fact],
    share: Fact,
) -> PartDecision:
    """Return the decision on one part; what was said against the whole is asked of it."""
    known, known_from = {**inherited, **part.facts}, {**sources, **part.sources}
    decision = decide(known, known_from)
    doubtful = [name for name in against if name not in part.facts]
    if decision.regime in (Regime.FREE, Regime.UNDETERMINED) and doubtful:
        worst = decide({**known, **dict.fromkeys(doubtful, True)}, known_from)
        if worst.regime is not decision.regime or decision.missing:
            facts = (*decision.missing, *(against[name] for name in doubtful))
            missing = tuple({fact.id: fact for fact in facts}.values())
            decision = replace(decision, missing=missing)
    lacking: tuple[Lacking, ...] = ()
    if decision.regime is Regime.FREE and not decision.missing:
        lacking = tuple(Lacking(place, field, share.cites) for field in part.lacks())
    return PartDecision(place, part, decision, lacking)


def _together(
    rules: Rules,
    decide: Decide,
    common: Mapping[str, FactValue],
    sources: Sources,
    decisions: Sequence[PartDecision],
) -> UseDecision:
    """Return what the parts come to."""
    of_parts = tuple(decisions)
    refused = next((one for one in decisions if one.decision.regime is Regime.REFUSED), None)
    if refused is not None:
        return replace(refused.decision, of_parts=of_parts)
    waiting = [one for one in decisions if one.open]
    if waiting:
        return _open(rules, waiting, of_parts)
    free = [one for one in decisions if one.decision.regime is Regime.FREE]
    if not free:
        first = decisions[0].decision
        return replace(first, of_parts=of_parts, step=_step(rules, first, decisions))
    share = sum((one.part.share or Decimal(0) for one in free), Decimal(0))
    first = free[0].decision
    if share < WHOLE:
        said = {**free[0].part.facts, **common, FREE_SHARE: share}
        first = decide(said, {**free[0].part.sources, **sources})
    supplied_free = first.regime in (Regime.FREE, Regime.MIXED)
    conditions = {held.id: held for one in free for held in one.decision.conditions}
    presumed = {held.id: held for one in free for held in one.decision.presumed}
    said_of_whole = {*common, *_readings(rules)}
    return replace(
        first,
        nearest=tuple(one for one in first.nearest if one.fact.id in said_of_whole),
        openings=(),
        conditions=tuple(conditions.values()) if supplied_free else (),
        presumed=tuple(presumed.values()) if supplied_free else first.presumed,
        of_parts=of_parts,
        step=_step(rules, first, decisions),
    )


def _readings(rules: Rules) -> Iterator[str]:
    for part in rules.parts:
        yield from (fact.id for fact in part.version.facts if fact.type == "switch")


def _open(
    rules: Rules, waiting: Sequence[PartDecision], of_parts: tuple[PartDecision, ...]
) -> UseDecision:
    """Return that something of the parts in `waiting` must be known first."""
    missing = tuple(fact for one in waiting for fact in one.missing)
    asking = Asking(missing[:1], Fraction(len(missing)), len(missing)) if missing else None
    first = waiting[0].decision
    return replace(
        first,
        regime=Regime.UNDETERMINED,
        conditions=(),
        presumed=(),
        missing=missing,
        asking=asking,
        lacking=tuple(lack for one in waiting for lack in one.lacking),
        of_parts=of_parts,
        step=_step(rules, replace(first, regime=Regime.UNDETERMINED), of_parts),
    )


def _step(rules: Rules, whole: UseDecision, decisions: Sequence[PartDecision]) -> Step:
    """Return the explanation of the whole, with that of each part."""
    label = text("use.answer", regime=text(f"use.{whole.regime}"))
    settled = [whole.step] if whole.regime is Regime.MIXED else []
    of_parts = [
        replace(
            one.decision.step,
            label=text(
                "use.part",
                number=one.place + 1,
                share="?" if one.part.share is None else plain(one.part.share),
                regime=text(f"use.{one.regime}"),
            ),
        )
        for one in decisions
    ]
    return decided(label, whole.regime.value, [*settled, *of_parts], (), rules.documents[0])
