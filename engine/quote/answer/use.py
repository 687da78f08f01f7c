"""Whether the use is to be paid for: the decision on each product, and on the whole request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.law import Condition, Faults, FaultyLaw, Located, Model, Shelf, Source, checked
from engine.quote.request.request import QuoteRequest
from engine.quote.request.usage import declared, fact_sources, use_parts
from engine.rules import FactValue
from engine.tariff import TariffDocument, Unsaid
from engine.text import Text, text
from engine.use import Channel, PriceStatus, Regime, StandsUnder, UseDecision, decide_use

__all__ = ["PriceFacts", "UseOfAll", "decide_use_of_all"]

_WORST_FIRST = (Regime.REFUSED, Regime.UNDETERMINED, Regime.MIXED, Regime.GUIDED, Regime.FREE)


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
    """The decision on a whole request."""

    decisions: tuple[UseDecision, ...]
    """One decision for each product and scenario asked for; none under no rules of use."""
    regime: Regime
    """The regime of the whole: refused or undetermined where any part is."""
    price_status: PriceStatus
    """Whether there is a price to charge."""

    @property
    def deciding(self) -> UseDecision | None:
        """The decision that gave the regime."""
        return next((one for one in self.decisions if one.regime is self.regime), None)

    @property
    def undecided(self) -> tuple[UseDecision, ...]:
        """The decisions for which facts are missing; the regime may be certain without them."""
        return tuple(one for one in self.decisions if one.missing or one.lacking)

    @property
    def reason(self) -> Text | None:
        """The purpose that decided, in words."""
        return None if self.deciding is None else self.deciding.reason_title

    @property
    def channel(self) -> Channel | None:
        """The way of supply."""
        return None if self.deciding is None else self.deciding.channel

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions of free use."""
        if self.regime not in (Regime.FREE, Regime.MIXED) or self.deciding is None:
            return ()
        return self.deciding.conditions

    @property
    def notes(self) -> tuple[Text, ...]:
        """Which conditions of free use are not kept, and what is to be said of the supply."""
        kept = (held for one in self.decisions for held in one.not_kept)
        broken = [text("use.not_kept", condition=held.text) for held in kept]
        said = [remark.title for one in self.decisions for remark in one.remarks]
        return tuple(dict.fromkeys((*broken, *said)))

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


def _stands_under(document: TariffDocument) -> StandsUnder:
    """Return the documents that decide the use; raises FaultyLaw when they are not all named."""
    written = Located(f"{document.id}.yaml", {"stands_under": document.stands_under})
    try:
        return checked(_Decided, written).stands_under
    except Faults as faulty:
        raise FaultyLaw(faulty.faults) from None


class _Decided(Model):
    stands_under: StandsUnder


def decide_use_of_all(
    shelf: Shelf,
    document: TariffDocument,
    request: QuoteRequest,
    located: Located,
    price: PriceFacts,
) -> UseOfAll:
    """Return the decision on all that `request` asks for.

    Under no rules of use it is guided. Raises Faults where the rules do not know what is declared.
    """
    if not document.stands_under:
        return UseOfAll((), Regime.GUIDED, price.status)
    rules = _stands_under(document)
    asked = dict.fromkeys(
        (line.product, line.scenario or request.scenario) for line in request.lines
    )
    of_price: dict[str, FactValue] = {
        "tariff_in_force": price.tariff_in_force,
        "tariff_is_trial": price.is_trial,
        "waived": price.waived,
        "differs_from_like_customer": price.differs,
    }
    sources: dict[str, tuple[Source, ...]] = dict(fact_sources(request, located, "use"))
    sources["waived"] = (declared(request, located, "waived"),)
    sources["differs_from_like_customer"] = (declared(request, located, "compared_with"),)

    parts = use_parts(request, located)

    def decide(product: str, scenario: str | None) -> UseDecision:
        return decide_use(
            shelf,
            rules,
            request.on,
            {**request.use, **of_price},
            sources,
            parts,
            product=product if rules.products is not None else None,
            operator=request.operator if rules.authorisations is not None else None,
            scenario=scenario,
        )

    decisions = tuple(decide(*pair) for pair in asked)
    regimes = {one.regime for one in decisions}
    regime = next(regime for regime in _WORST_FIRST if regime in regimes)
    chosen = next(one for one in decisions if one.regime is regime)
    return UseOfAll(decisions, regime, chosen.price_status or PriceStatus.NONE)
