"""A decision: what the tables say of one case, with what is known of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from engine.explain import Step
from engine.law import Source
from engine.rules.document import Fact, FactValue, Rule, RulesVersion
from engine.wording import Text

__all__ = ["Decision", "Nearest", "Part", "decide", "decide_together"]


@dataclass(frozen=True, slots=True)
class Part:
    """One document's tables, as they stand on a day."""

    document: str
    """The document's id."""
    version: RulesVersion
    """The version in force."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """A change of one fact that would change the result."""

    fact: Fact
    """The fact."""
    values: Text
    """The values it would have to have, in words."""
    outputs: Mapping[str, str]
    """What would then be decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was decided, why, and what is still to be known."""

    status: Literal["decided", "undetermined", "no_rule"]
    outputs: Mapping[str, str | tuple[str, ...] | None]
    """The value of each output; for a collecting table all that were collected for certain; None
    while undetermined."""
    deciding: Mapping[str, tuple[Rule, ...]]
    """By table: the rule that decided, or the rules of which one decides, all with one result."""
    matches: Mapping[str, tuple[Rule, ...]]
    """By table: every rule that certainly matches."""
    missing: tuple[Fact, ...]
    """A smallest set of facts that decides whatever their values."""
    next_fact: Fact | None
    """The one of them to ask first."""
    nearest: tuple[Nearest, ...]
    """Changes of a single known fact that would change the result."""
    steps: Mapping[str, Step]
    """The explanation of each output."""

    @property
    def step(self) -> Step:
        """The explanation of the last output: the answer."""
        return tuple(self.steps.values())[-1]


def decide(
    document: str,
    version: RulesVersion,
    facts: Mapping[str, FactValue],
    sources: Mapping[str, Sequence[Source]] | None = None,
) -> Decision:
    """Return what `version` of `document` decides of a case.

    `facts` holds what is known, by fact id; what is absent is unknown. `sources` says where each
    value comes from. Raises Faults for facts that the tables do not know and values that they
    cannot have.
    """
    return decide_together((Part(document, version),), facts, sources)


def decide_together(
    parts: Sequence[Part],
    facts: Mapping[str, FactValue],
    sources: Mapping[str, Sequence[Source]] | None = None,
    goals: Mapping[str, Sequence[str]] | None = None,
) -> Decision:
    """Return what several documents decide of a case together.

    An output of one document is the fact of the same name in another. `goals` are the outputs
    wanted, in order, each with the values that settle the case without those after it.
    """
    raise NotImplementedError
