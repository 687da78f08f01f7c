"""A decision: what the tables say of one case, with what is known of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache, partial
from typing import Literal

from engine.law import Fault, Faults, Source
from engine.rules.decide.alternatives import Alternatives, possible_results
from engine.rules.decide.cases import (
    Case,
    Clash,
    Known,
    Open,
    TableReading,
    TooManyCasesError,
    cases,
)
from engine.rules.decide.deciding_facts import deciding_facts, unknown_carried
from engine.rules.decide.facts import known_facts, too_many
from engine.rules.decide.presumable import without_presumable
from engine.rules.decide.question_order import plan
from engine.rules.decide.result import Asking, Decision
from engine.rules.decide.steps import Explainer
from engine.rules.model.compatibility import refuse_unjoinable
from engine.rules.model.document import Fact, FactValue, RulesVersion
from engine.rules.model.presumptions import possible, presumed
from engine.rules.model.program import CONFLICT, NO_RULE, Part, Program, program

__all__ = ["LARGEST_DECISION", "decide", "decide_together"]

LARGEST_DECISION = 20_000
"""How many cases the unknown facts may part into; beyond it more facts must be given."""

_MOST_READY, _MOST_KEPT = 64, 256
"""So many questions are kept ready, and so many decisions; the one unused longest goes first."""

Goals = Mapping[str, Sequence[str]]
"""The outputs wanted, in order, each with the values that settle the case without the rest."""


def decide(
    document: str,
    version: RulesVersion,
    facts: Mapping[str, FactValue],
    sources: Mapping[str, Sequence[Source]] | None = None,
) -> Decision:
    """Return what `version` of `document` decides of a case.

    `facts` holds what is known, by fact id; what is absent is unknown or presumed, and a switch
    that is absent has its default. `sources` says where each value comes from. The outputs wanted
    are those that no other table of the version uses. Raises Faults for facts that the tables do
    not know, for values that they cannot have, for facts that contradict each other, where more
    than `LARGEST_DECISION` cases are still possible, and where the rules contradict each other
    against the hit policy of their table.
    """
    return _decided(_alone(Part(document, version)), facts, sources or {})


def decide_together(
    parts: Sequence[Part],
    goals: Goals,
    facts: Mapping[str, FactValue],
    sources: Mapping[str, Sequence[Source]] | None = None,
    besides: Sequence[str] = (),
) -> Decision:
    """Return what several documents decide of a case together; see `decide`.

    An output of one document is the fact of the same name in another. `besides` are outputs that
    are reported as far as they are certain, and for which nothing is asked. Raises Faults also for
    documents that cannot be joined.
    """
    wanted = tuple((goal, tuple(settling)) for goal, settling in goals.items())
    return _decided(_ready(tuple(parts), wanted, tuple(besides)), facts, sources or {})


@dataclass(frozen=True, slots=True, eq=False)
class _Ready:
    """Documents made ready for one question."""

    parts: tuple[Part, ...]
    goals: Goals
    besides: tuple[str, ...]
    tables: Program


@lru_cache(_MOST_READY)
def _ready(
    parts: tuple[Part, ...],
    goals: tuple[tuple[str, tuple[str, ...]], ...],
    besides: tuple[str, ...],
) -> _Ready:
    refuse_unjoinable(parts)
    return _Ready(parts, dict(goals), besides, program(parts))


@lru_cache(_MOST_READY)
def _alone(part: Part) -> _Ready:
    """Return one document made ready for the outputs that none of its tables uses."""
    tables = part.version.tables
    used = {name for table in tables for rule in table.rules for name in rule.when}
    outputs = [output.id for table in tables for output in table.outputs]
    goals = tuple((name, ()) for name in outputs if name not in used)
    return _ready((part,), goals, tuple(name for name in outputs if name in used))


def _decided(
    ready: _Ready, facts: Mapping[str, FactValue], given: Mapping[str, Sequence[Source]]
) -> Decision:
    known, values = known_facts(ready.tables, ready.parts, facts, given)
    # As text too: 1.0 equals 1, and is told otherwise.
    case = tuple((name, value, str(value)) for name, value in values.items())
    sources = tuple((name, tuple(cites)) for name, cites in given.items())
    return _kept(ready, tuple(known.items()), case, sources)


@lru_cache(_MOST_KEPT)
def _kept(
    ready: _Ready,
    known: tuple[tuple[str, int], ...],
    case: tuple[tuple[str, FactValue, str], ...],
    sources: tuple[tuple[str, tuple[Source, ...]], ...],
) -> Decision:
    goals, tables = ready.goals, ready.tables
    said = {name: value for name, value, _ in case}
    held = list(presumed(tables, dict(known), said))
    filled = {name: cell for _, cells in held for name, cell in cells.items()}
    facts = said | {name: tables.domains[name].some(cell) for name, cell in filled.items()}
    look = TableReading(tables, {**dict(known), **filled})
    question = partial(_answer, goals, tables)
    try:
        found = cases(look, question, LARGEST_DECISION)
        explainer = Explainer(look.afresh(), facts, dict(sources), filled, LARGEST_DECISION)
        explanations = {name: explainer.output(name) for name in [*ready.besides, *goals]}
    except TooManyCasesError:
        raise too_many(ready.parts, LARGEST_DECISION) from None
    if all(CONFLICT in case.answer for case in found):
        raise _contradiction(found[0], goals)
    carried = dict.fromkeys(name for case in found for name in case.look.carried())
    needed = unknown_carried(found, facts)
    decided = len({case.answer for case in found}) == 1 and not needed
    missing, asking = (
        ((), None) if decided else _missing(look, dict(known), _apart(tables, found), needed)
    )
    steps = {name: made.step for name, made in explanations.items()}
    looked_at = {node.origin for step in steps.values() for node in step.walk()}
    return Decision(
        status=_status(found, decided),
        outputs={name: made.value for name, made in explanations.items()},
        deciding={name: made.deciding for name, made in explanations.items()},
        matches={name: made.matches for name, made in explanations.items()},
        missing=missing,
        asking=asking,
        possible=possible_results(tables, tuple(goals), found),
        carried={name: facts[name] for name in carried if decided},
        presumed=tuple(one.presumption for one, cells in held if looked_at & cells.keys()),
        steps=steps,
        alternatives=Alternatives(
            look, tuple(goals), question, facts, filled, found, decided, LARGEST_DECISION
        ),
    )


def _apart(tables: Program, found: Sequence[Case]) -> Sequence[Case]:
    """Return the cases between which a question has to tell: those that contradict nothing."""
    left = [replace(case, known=part) for case in found for part in possible(tables, case.known)]
    return left if len({case.answer for case in left}) > 1 else found


def _answer(goals: Goals, tables: Program, look: TableReading) -> tuple[int, ...] | Open:
    """Return the values of the goals, up to the one that settles the case."""
    answer: list[int] = []
    for goal, settling in goals.items():
        value = look.value(goal)
        if isinstance(value, Open):
            return value
        answer.append(value)
        if value >= 0 and settling and tables.domains[goal].values[value] in settling:
            break
    return tuple(answer)


def _status(found: Sequence[Case], decided: bool) -> Literal["decided", "undetermined", "no_rule"]:
    if not decided:
        return "undetermined"
    return "no_rule" if NO_RULE in found[0].answer else "decided"


def _contradiction(case: Case, goals: Goals) -> Faults:
    """Return the fault that the rules contradict each other in `case`."""
    goal = tuple(goals)[case.answer.index(CONFLICT)]
    hit, sheet = case.look.hit(goal), case.look.program.makers[goal]
    rules = ", ".join(row.rule.id for row in hit.rows) if isinstance(hit, Clash) else ""
    fault = Fault(
        sheet.document, sheet.table.id, None, None, "rules.contradiction", {"rules": rules}
    )
    return Faults([fault])


def _missing(
    look: TableReading, said: Known, found: Sequence[Case], needed: Sequence[str]
) -> tuple[tuple[Fact, ...], Asking]:
    """Return the facts to ask for, and the order; `said` is what is known with nothing presumed."""
    tables = look.program
    parting = deciding_facts(tables, look.known, found, needed)
    chosen, live = without_presumable(tables, said, found, parting, needed)
    missing = tuple(tables.facts[name] for name in chosen)
    made = plan(live, chosen, tables.domains)
    if made.first is None:  # all come to one answer, but only once what it is presumed on is said
        return missing, Asking(missing, Fraction(len(missing)), len(missing))
    now = sorted(made.certain, key=lambda name: (name != made.first, chosen.index(name)))
    asking = Asking(tuple(tables.facts[name] for name in now), made.expected, made.most)
    return missing, asking
