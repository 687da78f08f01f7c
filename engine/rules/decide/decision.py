"""A decision: what the tables say of one case, with what is known of it."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from engine.law import Fault, Faults, Source
from engine.rules.decide.asking import plan
from engine.rules.decide.cases import Case, Clash, Known, Look, Open, TooManyCasesError, cases
from engine.rules.decide.known import known_facts, too_many
from engine.rules.decide.missing import smallest_deciding
from engine.rules.decide.plain import Plain, plain
from engine.rules.decide.result import Asking, Decision, Nearest
from engine.rules.decide.steps import Explainer
from engine.rules.model.document import Fact, FactValue, RulesVersion
from engine.rules.model.domain import joined
from engine.rules.model.joining import refuse_unjoinable
from engine.rules.model.program import CONFLICT, NO_RULE, Part, Program, program

__all__ = ["LARGEST_DECISION", "decide", "decide_together"]

LARGEST_DECISION = 20_000
"""How many cases the unknown facts may part into; beyond it more facts must be given."""

Goals = Mapping[str, Sequence[str]]
"""The outputs wanted, in order, each with the values that settle the case without the rest."""


def decide(
    document: str,
    version: RulesVersion,
    facts: Mapping[str, FactValue],
    sources: Mapping[str, Sequence[Source]] | None = None,
) -> Decision:
    """Return what `version` of `document` decides of a case.

    `facts` holds what is known, by fact id; what is absent is unknown, and a switch that is absent
    has its default. `sources` says where each value comes from. The outputs wanted are those that
    no other table of the version uses. Raises Faults for facts that the tables do not know, for
    values that they cannot have, where more than `LARGEST_DECISION` cases are still possible, and
    where the rules contradict each other against the hit policy of their table.
    """
    key = (document, id(version))
    ready = _READY.get(key)
    if ready is None:
        used = {name for table in version.tables for rule in table.rules for name in rule.when}
        outputs = [output.id for table in version.tables for output in table.outputs]
        wanted: Goals = {name: () for name in outputs if name not in used}
        besides = [name for name in outputs if name in used]
        ready = _keep(key, _ready((Part(document, version),), wanted, besides))
    return _decided(ready, facts, sources or {})


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
    key = (tuple((part.document, id(part.version)) for part in parts), wanted, tuple(besides))
    ready = _READY.get(key) or _keep(key, _ready(tuple(parts), goals, besides))
    return _decided(ready, facts, sources or {})


@dataclass(frozen=True, slots=True)
class _Ready:
    """Documents made ready for one question."""

    parts: tuple[Part, ...]
    goals: Goals
    besides: tuple[str, ...]
    tables: Program
    plain: Plain | None


_MOST_READY = 64
"""So many are kept; a new one then takes the place of the oldest."""

_READY: dict[Hashable, _Ready] = {}
"""By the identity of the versions, which are kept with what was made of them."""


def _ready(parts: tuple[Part, ...], goals: Goals, besides: Sequence[str]) -> _Ready:
    refuse_unjoinable(parts)
    tables = program(parts)
    settled = any(goals.values())
    at_once = None if settled or besides else plain(tables, tuple(goals))
    return _Ready(parts, dict(goals), tuple(besides), tables, at_once)


def _keep(key: Hashable, ready: _Ready) -> _Ready:
    while len(_READY) >= _MOST_READY:
        _READY.pop(next(iter(_READY)), None)
    _READY[key] = ready
    return ready


def _decided(
    ready: _Ready, facts: Mapping[str, FactValue], given: Mapping[str, Sequence[Source]]
) -> Decision:
    if ready.plain is not None:
        decision = ready.plain.decide(facts, given)
        if decision is not None:
            return decision
    parts, goals, tables = ready.parts, ready.goals, ready.tables
    known, facts = known_facts(tables, parts, facts, given)
    try:
        found = cases(tables, known, partial(_answer, goals, tables), LARGEST_DECISION)
        explainer = Explainer(tables, known, facts, given, LARGEST_DECISION)
        explanations = {name: explainer.output(name) for name in [*ready.besides, *goals]}
    except TooManyCasesError:
        raise too_many(parts, LARGEST_DECISION) from None
    if all(CONFLICT in case.answer for case in found):
        raise _contradiction(found[0], goals)
    carried = dict.fromkeys(name for case in found for name in case.look.carried())
    needed = [name for name in carried if name not in facts]
    decided = len({case.answer for case in found}) == 1 and not needed
    missing, asking = ((), None) if decided else _missing(tables, known, found, needed)
    return Decision(
        status=_status(found, decided),
        outputs={name: made.value for name, made in explanations.items()},
        deciding={name: made.deciding for name, made in explanations.items()},
        matches={name: made.matches for name, made in explanations.items()},
        missing=missing,
        asking=asking,
        possible=_possible(tables, found, goals),
        nearest=tuple(_nearest(tables, known, found[0], goals, facts)) if decided else (),
        carried={name: facts[name] for name in carried if decided},
        steps={name: made.step for name, made in explanations.items()},
    )


def _answer(goals: Goals, tables: Program, look: Look) -> tuple[int, ...] | Open:
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


def _possible(
    tables: Program, found: Sequence[Case], goals: Goals
) -> dict[str, frozenset[str | tuple[str, ...] | None]]:
    answers = {case.answer for case in found}
    return {
        goal: frozenset(
            tables.named(goal, answer[place]) for answer in answers if place < len(answer)
        )
        for place, goal in enumerate(goals)
    }


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
    tables: Program, known: Known, found: Sequence[Case], needed: Sequence[str]
) -> tuple[tuple[Fact, ...], Asking]:
    """Return the facts to ask for, and the order."""
    split = [
        name
        for name in tables.facts
        if name in needed or any(case.known[name] != known[name] for case in found)
    ]
    chosen = smallest_deciding(found, split, tables.domains, needed)
    made = plan(found, chosen, known, tables.domains)
    now = sorted(made.certain, key=lambda name: (name != made.first, chosen.index(name)))
    asking = Asking(tuple(tables.facts[name] for name in now), made.expected, made.most)
    return tuple(tables.facts[name] for name in chosen), asking


def _nearest(
    tables: Program, known: Known, now: Case, goals: Goals, facts: Mapping[str, FactValue]
) -> Iterator[Nearest]:
    question = partial(_answer, goals, tables)
    for name, fact in tables.facts.items():
        if name not in facts and fact.type != "switch":
            continue
        changed: dict[tuple[int, ...], int] = {}
        for place in range(tables.domains[name].size):
            if known[name] >> place & 1:
                continue
            others = cases(tables, {**known, name: 1 << place}, question, LARGEST_DECISION)
            answers = {case.answer for case in others}
            open_ = any(not facts.keys() >= set(case.look.carried()) for case in others)
            if not open_ and len(answers) == 1 and (answer := answers.pop()) != now.answer:
                changed[answer] = changed.get(answer, 0) | 1 << place
        for answer, mask in changed.items():
            values = tables.domains[name].in_words(mask)
            differing = [
                tables.in_words(goal, value)
                for place, (goal, value) in enumerate(zip(goals, answer, strict=False))
                if now.answer[place : place + 1] != (value,)
            ]
            told = joined("rules.with", differing)
            yield Nearest(fact, values, _named(tables, goals, answer), told)


def _named(
    tables: Program, goals: Goals, answer: tuple[int, ...]
) -> dict[str, str | tuple[str, ...] | None]:
    return {goal: tables.named(goal, value) for goal, value in zip(goals, answer, strict=False)}
