"""A decision: what the tables say of one case, with what is known of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Literal

from engine.explain import Step
from engine.law import Fault, Faults, Source
from engine.rules.asking import plan
from engine.rules.cases import Case, Clash, Known, Look, Open, TooManyCasesError, cases
from engine.rules.document import Fact, FactValue, Rule, RulesVersion
from engine.rules.domain import joined
from engine.rules.given import known_facts, too_many
from engine.rules.joining import refuse_unjoinable
from engine.rules.missing import smallest_deciding
from engine.rules.program import CONFLICT, NO_RULE, Part, Program, program
from engine.rules.steps import Explainer
from engine.wording import Text

__all__ = ["LARGEST_DECISION", "Asking", "Decision", "Nearest", "decide", "decide_together"]

LARGEST_DECISION = 20_000
"""How many cases the unknown facts may part into; beyond it more facts must be given."""

Goals = Mapping[str, Sequence[str]]
"""The outputs wanted, in order, each with the values that settle the case without the rest."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """A change of one fact that would change the result."""

    fact: Fact
    """The fact."""
    values: Text
    """The values it would have to have, in words."""
    outputs: Mapping[str, str | tuple[str, ...] | None]
    """What would then be decided, up to the output that settles the case; None: no rule matches."""
    told: Text
    """Those of them that differ from now, in words."""


@dataclass(frozen=True, slots=True)
class Asking:
    """How to ask for what is missing, ending soonest; see `engine.rules.asking`."""

    now: tuple[Fact, ...]
    """The fact to ask first, and with it those that are asked whatever the answers."""
    expected: Fraction
    """The number of questions to expect, every answer being equally likely."""
    most: int
    """The number of questions at worst."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was decided, why, and what is still to be known."""

    status: Literal["decided", "undetermined", "no_rule"]
    outputs: Mapping[str, str | tuple[str, ...] | None]
    """The value of each output; for a collecting table all that were collected for certain; None
    while undetermined or where no rule matches."""
    deciding: Mapping[str, tuple[Rule, ...]]
    """By output: the rule that decided, or the rules of which one does, all with one result; for a
    collecting table those that certainly match."""
    matches: Mapping[str, tuple[Rule, ...]]
    """By output: every rule of its table that certainly matches."""
    missing: tuple[Fact, ...]
    """A smallest set of facts that decides whatever their values; beyond
    `engine.rules.missing.LARGEST_SEARCH` facts in question, one from which none can be left out."""
    asking: Asking | None
    """In which order to ask for them; None when nothing is missing."""
    possible: Mapping[str, frozenset[str | tuple[str, ...] | None]]
    """By output wanted: the results that some completion has, where the case is not settled before;
    None where no rule matches."""
    nearest: tuple[Nearest, ...]
    """Changes of a single known fact or reading that would change the result; none while
    undetermined."""
    carried: Mapping[str, FactValue]
    """The facts whose value is part of the result, as given."""
    steps: Mapping[str, Step]
    """The explanation of each output."""

    @property
    def next_fact(self) -> Fact | None:
        """The one of the missing facts to ask first."""
        return None if self.asking is None else self.asking.now[0]

    @property
    def step(self) -> Step:
        """The explanation of the last output."""
        return tuple(self.steps.values())[-1]


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
    values that they cannot have, and where more than `LARGEST_DECISION` cases are still possible.
    """
    used = {name for table in version.tables for rule in table.rules for name in rule.when}
    outputs = [output.id for table in version.tables for output in table.outputs]
    wanted: Goals = {name: () for name in outputs if name not in used}
    besides = [name for name in outputs if name in used]
    return decide_together((Part(document, version),), wanted, facts, sources, besides)


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
    documents that cannot be joined, and where the
    rules contradict each other against the hit policy of their table.
    """
    refuse_unjoinable(parts)
    tables = program(parts)
    given = sources or {}
    known, facts = known_facts(tables, parts, facts, given)
    try:
        found = cases(tables, known, partial(_answer, goals, tables), LARGEST_DECISION)
        explainer = Explainer(tables, known, facts, given, LARGEST_DECISION)
        explanations = {name: explainer.output(name) for name in [*besides, *goals]}
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
        if value != NO_RULE and settling and tables.domains[goal].values[value] in settling:
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
