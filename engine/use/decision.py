"""What is decided of a use: channel, regime, conditions, price status, and why."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from engine.explain import Step
from engine.law import Citation, Condition, LawMarks, Model, Source, Standing
from engine.rules import Asking, Fact, FactValue, Nearest, Opening, Presumption
from engine.text import Text
from engine.use.part import Lacking, UsePart

__all__ = [
    "BrokenCondition",
    "Channel",
    "PartDecision",
    "PriceStatus",
    "Refusal",
    "Regime",
    "Remark",
    "StandsUnder",
    "UseChange",
    "UseDecision",
]


class Regime(StrEnum):
    """How a use is charged (收费方式)."""

    FREE = "free"
    GUIDED = "guided"
    MIXED = "mixed"
    REFUSED = "refused"
    UNDETERMINED = "undetermined"


class Channel(StrEnum):
    """The way of supply (供给方式)."""

    SHARING = "sharing"
    OPENING = "opening"
    AUTHORISED_OPERATION = "authorised_operation"


class PriceStatus(StrEnum):
    """Whether there is a price to charge on the day (价格状态)."""

    SET = "set"
    TRIAL = "trial"
    WAIVED = "waived"
    NONE = "none"


class StandsUnder(Model):
    """The documents that a use is decided by, each by its id on the shelf."""

    gate: str
    """The supply gate, such as `cn/supply`."""
    use: str
    """The rules of use, such as `cn/use-of-public-data`."""
    conditions: str
    """The register of conditions of free use."""
    products: str | None = None
    """The register of products; without it the facts of registration are asked."""
    authorisations: str | None = None
    """The register of authorisations; without it the facts of authorisation are asked."""


@dataclass(frozen=True, slots=True)
class UseChange:
    """From a day on, some facts of the use are different."""

    from_: datetime.date
    """The first day on which the facts hold."""
    facts: Mapping[str, FactValue]
    """The facts that change; all others stay."""
    sources: Mapping[str, Sequence[Source]] = field(default_factory=dict)
    """Where they come from, by fact."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason for which the supply is refused."""

    code: str
    """The rule's result, such as `authorisation_expired`."""
    title: Text
    """The reason in a phrase."""
    cites: tuple[Citation, ...]
    """The provisions it rests on."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be said of a supply that is not refused."""

    code: str
    """The rule's result, such as `product_not_registered`."""
    title: Text
    """The remark in a phrase."""
    cites: tuple[Citation, ...]
    """The provisions it rests on."""


@dataclass(frozen=True, slots=True)
class BrokenCondition:
    """A condition of free use that no longer holds."""

    condition: Condition
    since: datetime.date
    """The day from which it does not hold."""


@dataclass(frozen=True, slots=True)
class PartDecision:
    """What is decided of one part of a use with several purposes."""

    place: int
    """Its place among the parts."""
    part: UsePart
    """What was said of it."""
    decision: UseDecision
    """The decision on it, as if it were a use of its own."""
    lacking: tuple[Lacking, ...]
    """What the share of a free part lacks to be taken."""

    @property
    def open(self) -> bool:
        """Whether something must be known of it first."""
        undetermined = self.decision.regime is Regime.UNDETERMINED
        return undetermined or bool(self.decision.missing) or bool(self.lacking)

    @property
    def regime(self) -> Regime:
        """How it is charged; undetermined while something must be known first."""
        return Regime.UNDETERMINED if self.open else self.decision.regime

    @property
    def missing(self) -> tuple[Fact, ...]:
        """The facts that are missing, each with its place in a request as its id."""
        return tuple(
            fact.model_copy(update={"id": f"parts[{self.place}].facts.{fact.id}"})
            for fact in self.decision.missing
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class UseDecision:
    """One decision on one use on one day, with one explanation."""

    on: datetime.date
    """The day decided for."""
    regime: Regime
    """How the use is charged; `undetermined` until the facts in `missing` are known."""
    channel: Channel | None
    """The way of supply; None while undetermined."""
    reason: str | None
    """Code of the purpose that decided, such as `governance` or `industry`; None while open."""
    reason_title: Text | None
    """The purpose in words."""
    refusals: tuple[Refusal, ...]
    """Every reason for refusal that is certain."""
    conditions: tuple[Condition, ...]
    """Conditions of the free use, or of the free part of a mixed one."""
    broken: tuple[BrokenCondition, ...]
    """Conditions of an earlier free phase that the use, as changed, no longer keeps."""
    not_kept: tuple[Condition, ...]
    """For a use that is charged: conditions of free use that the facts declared of it break."""
    remarks: tuple[Remark, ...]
    """What is to be said of the supply, such as that the product is not registered."""
    presumed: tuple[Presumption, ...]
    """What was taken as so because nothing was said of it."""
    free_share: Decimal | None
    """For a mixed use: the share supplied free [percent]."""
    price_status: PriceStatus | None
    """`none` for any use without an amount; None when no fact of the price was given or they do not
    yet decide."""
    missing: tuple[Fact, ...]
    """A smallest set of facts that decides whatever their values."""
    asking: Asking | None
    """In which order to ask for them; None when nothing is missing."""
    possible: frozenset[Regime]
    """How the use may be charged or refused, whatever the facts in `missing` turn out to be."""
    nearest: tuple[Nearest, ...]
    """Changes of a single fact that would change the answer."""
    openings: tuple[Opening, ...]
    """For a use that is charged: the values of one fact with which it may be free, or not."""
    step: Step
    """The whole explanation."""
    parts: Mapping[str, Step]
    """The explanation by part: `supply`, `channel`, `regime`, and `price_status` where decided."""
    answer: Standing
    """How well the regime stands (for a refusal: the refusals), apart from the other parts."""
    documents: Mapping[str, str]
    """Content hash of each document used, by id."""
    of_parts: tuple[PartDecision, ...] = ()
    """For a use with several purposes: the decision on each part described."""
    lacking: tuple[Lacking, ...] = ()
    """What the shares of its free parts lack to be taken."""
    watermarks: tuple[Text, ...] = ()
    """Warnings of the registers used, to be shown with the decision."""
    law: LawMarks = field(default_factory=LawMarks)
    """What is to be said of the soundness of the documents used."""
    since: datetime.date | None = None
    """For a changed use: the first day of the phase decided for."""
    before: UseDecision | None = None
    """For a changed use: the decision on the phase before, which stays for its days."""

    @property
    def next_fact(self) -> Fact | None:
        """The one of the missing facts to ask first."""
        return None if self.asking is None else self.asking.now[0]
