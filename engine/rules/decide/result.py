"""What is decided of one case: the answer, why, and what is still to be known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from engine.explain import Step
from engine.rules.decide.alternatives import Alternatives, Result
from engine.rules.model.document import Fact, FactValue, Presumption, Rule

__all__ = ["Asking", "Decision"]


@dataclass(frozen=True, slots=True)
class Asking:
    """How to ask for what is missing, ending soonest; see `question_order`."""

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
    outputs: Mapping[str, Result]
    """The value of each output; for a collecting table all that were collected for certain; None
    while undetermined or where no rule matches."""
    deciding: Mapping[str, tuple[Rule, ...]]
    """By output: the rule that decided, or the rules of which one does, all with one result; for a
    collecting table those that certainly match."""
    matches: Mapping[str, tuple[Rule, ...]]
    """By output: every rule of its table that certainly matches."""
    missing: tuple[Fact, ...]
    """A smallest set of facts that decides whatever their values; beyond
    `deciding_facts.LARGEST_SEARCH` facts in question, one from which none can be left out."""
    asking: Asking | None
    """In which order to ask for them; None when nothing is missing."""
    possible: Mapping[str, frozenset[Result]]
    """By output wanted: the results that some completion has, where the case is not settled before;
    None where no rule matches."""
    carried: Mapping[str, FactValue]
    """The facts whose value is part of the result, as given."""
    presumed: tuple[Presumption, ...]
    """What was taken as so because nothing was said of it."""
    steps: Mapping[str, Step]
    """The explanation of each output."""
    alternatives: Alternatives = field(repr=False, compare=False)
    """What would change it; looked for when it is first asked for."""

    @property
    def next_fact(self) -> Fact | None:
        """The one of the missing facts to ask first."""
        return None if self.asking is None else self.asking.now[0]

    @property
    def step(self) -> Step:
        """The explanation of the last output."""
        return tuple(self.steps.values())[-1]
