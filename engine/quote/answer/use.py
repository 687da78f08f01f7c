"""Whether the use is to be paid for: the decision on each product, and on the whole request."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial, reduce

from engine.law import (
    Condition,
    Faults,
    FaultyLaw,
    Located,
    Model,
    Shelf,
    checked,
)
from engine.quote.request.facts import Facts, declared, levels, named_in
from engine.quote.request.request import QuoteRequest
from engine.quote.request.usage import Pair, use_parts
from engine.rules import FactValue
from engine.tariff import TariffDocument, Unsaid
from engine.text import Text, text
from engine.use import Channel, PriceStatus, Regime, StandsUnder, UseDecision, decide_use

__all__ = ["PriceFacts", "UseDecider", "UseOfAll", "stands_under"]

_WORST_FIRST = (Regime.UNDETERMINED, Regime.REFUSED, Regime.MIXED, Regime.GUIDED, Regime.FREE)


@dataclass(frozen=True, slots=True)
class PriceFacts:
    """What decides whether there is a price to charge."""

    tariff_in_force: bool
    """Whether a tariff is in force on the day."""
    is_trial: bool = False
    """Whether its prices are trial prices."""
    waived: bool = False
    """Whether the operator waives the charge."""
    differs: bool = False
    """Whether a like customer pays another price."""

    @property
    def status(self) -> PriceStatus:
        """The price status of a tariff that stands under no rules of use."""
        if self.differs or not self.tariff_in_force:
            return PriceStatus.NONE
        if self.waived:
            return PriceStatus.WAIVED
        return PriceStatus.TRIAL if self.is_trial else PriceStatus.SET


@dataclass(frozen=True, slots=True)
class UseOfAll:
    """The decision on a whole request, or on a part of it."""

    decisions: tuple[UseDecision, ...]
    """One decision for each product and scenario asked for; none under no rules of use."""
    regime: Regime
    """The regime of the whole: refused or undetermined where any part is."""
    price_status: PriceStatus
    """Whether there is a price to charge."""

    @classmethod
    def of(cls, several: Sequence[UseOfAll]) -> UseOfAll:
        """Return the decision on the whole of `several` parts."""
        regimes = {one.regime for one in several}
        regime = next(regime for regime in _WORST_FIRST if regime in regimes)
        if regimes == {Regime.FREE, Regime.GUIDED}:
            regime = Regime.MIXED
        charged = (one for one in several if one.charged)
        status = next(charged, several[0]).price_status
        return cls(tuple(each for one in several for each in one.decisions), regime, status)

    @property
    def charged(self) -> bool:
        """Whether it is charged, or part of it."""
        return self.regime in (Regime.GUIDED, Regime.MIXED)

    @property
    def deciding(self) -> UseDecision | None:
        """The decision that gave the regime; of uses some free, some charged, a charged one."""
        wanted = (self.regime, Regime.GUIDED) if self.charged else (self.regime,)
        return next((one for one in self.decisions if one.regime in wanted), None)

    @property
    def undecided(self) -> tuple[UseDecision, ...]:
        """The decisions for which facts are missing; the regime may be certain without them."""
        return tuple(one for one in self.decisions if one.missing or one.lacking)

    @property
    def reason(self) -> Text | None:
        """The purpose that decided, in words; where purposes change, each."""
        alike = [one for one in self.decisions if one.regime is self.regime][:1]
        titles = (one.reason_title for one in alike or self.decisions)
        told = [*dict.fromkeys(title for title in titles if title is not None)]
        if not told:
            return None
        return reduce(lambda one, other: text("quote.listed", one=one, other=other), told)

    @property
    def channel(self) -> Channel | None:
        """The way of supply."""
        return None if self.deciding is None else self.deciding.channel

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions of free use, each once."""
        free = (one for one in self.decisions if one.regime in (Regime.FREE, Regime.MIXED))
        return tuple(dict.fromkeys(condition for one in free for condition in one.conditions))

    @property
    def refusals(self) -> tuple[Text, ...]:
        """Why supply is refused, each reason once."""
        return tuple(
            dict.fromkeys(refusal.title for one in self.decisions for refusal in one.refusals)
        )

    @property
    def gives(self) -> tuple[object, ...]:
        """What the answer is; where it is equal, uses are charged and supplied alike."""
        return tuple(
            (
                one.regime,
                one.price_status,
                tuple(refusal.code for refusal in one.refusals),
                tuple(condition.id for condition in one.conditions),
                one.free_share,
            )
            for one in self.decisions
        )

    @property
    def remarks(self) -> tuple[Text, ...]:
        """What is to be said of the supply."""
        said = (remark.title for one in self.decisions for remark in one.remarks)
        return tuple(dict.fromkeys(said))

    @property
    def notes(self) -> tuple[Text, ...]:
        """Which conditions of free use are not kept, and what is to be said of the supply."""
        kept = (held for one in self.decisions for held in one.not_kept)
        broken = [text("use.not_kept", condition=held.text) for held in kept]
        return tuple(dict.fromkeys((*broken, *self.remarks)))

    @property
    def unsaid(self) -> tuple[Unsaid, ...]:
        """What was taken as so because nothing was said of it, each once."""
        held = {one.id: one for decision in self.decisions for one in decision.presumed}
        return tuple(
            Unsaid(", ".join(f"use.{name}" for name in one.facts), one.title, one.cites)
            for one in held.values()
        )

    @property
    def documents(self) -> Mapping[str, str]:
        """Content hash of each document that decided, by id."""
        return {name: value for one in self.decisions for name, value in one.documents.items()}


def stands_under(document: TariffDocument) -> StandsUnder | None:
    """Return the documents that decide the use, or None where there are none.

    Raises FaultyLaw when they are not all named.
    """
    if not document.stands_under:
        return None
    written = Located(f"{document.id}.yaml", {"stands_under": document.stands_under})
    try:
        return checked(_Decided, written).stands_under
    except Faults as faulty:
        raise FaultyLaw(faulty.faults) from None


class _Decided(Model):
    stands_under: StandsUnder


@dataclass(frozen=True, slots=True)
class UseDecider:
    """Decides the uses that a request asks for."""

    shelf: Shelf
    rules: StandsUnder | None
    """The documents that decide; None where there are none."""
    request: QuoteRequest
    located: Located

    def decide(
        self, day: datetime.date, facts: Facts, pairs: Iterable[Pair], price: PriceFacts
    ) -> Mapping[Pair, UseOfAll]:
        """Return what is decided of each product and scenario on `day` on these `facts`.

        Under no rules of use it is guided. Raises Faults where the rules do not know what is
        declared.
        """
        rules = self.rules
        if rules is None:
            return {pair: UseOfAll((), Regime.GUIDED, price.status) for pair in pairs}
        return {pair: self._one(rules, day, facts, pair, price) for pair in pairs}

    def _one(
        self,
        rules: StandsUnder,
        day: datetime.date,
        facts: Facts,
        pair: Pair,
        price: PriceFacts,
    ) -> UseOfAll:
        product, scenario = pair
        of_price: dict[str, FactValue] = {
            "tariff_in_force": price.tariff_in_force,
            "tariff_is_trial": price.is_trial,
            "waived": price.waived,
            "differs_from_like_customer": price.differs,
        }
        sources = {
            **facts.use_sources,
            "waived": (declared(self.request, self.located, "waived"),),
            "differs_from_like_customer": (declared(self.request, self.located, "compared_with"),),
        }
        decided = partial(
            decide_use,
            self.shelf,
            rules,
            day,
            {**facts.use, **of_price},
            sources,
            product=product if rules.products is not None else None,
            operator=self.request.operator if rules.authorisations is not None else None,
            scenario=scenario,
            named=named_in(self.request, self.located, product, scenario),
        )
        try:
            decision = decided(use_parts(self.request, self.located))
        except Faults as wrong:
            # Where the use changes, its parts are those of the days on which it has several.
            changes = any(level.path and level.use for level in levels(self.request))
            if not changes or {fault.key for fault in wrong.faults} != {"use.parts_of_one"}:
                raise
            decision = decided()
        return UseOfAll((decision,), decision.regime, decision.price_status or PriceStatus.NONE)
