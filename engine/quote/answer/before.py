"""What earlier spells of a request charged, as it counts for those after: no band begins anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from engine.law import Finding, Path
from engine.money import exactly
from engine.quote.answer.spells import Spell
from engine.tariff import Event, PerPeriod, Span, TariffProduct, TariffVersion, Usage

__all__ = ["Before", "uncountable"]

_WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class Before:
    """What the spells before charged."""

    events: Mapping[str, tuple[Event, ...]] = field(default_factory=dict)
    """Each request, by product, with all that tells it from others."""
    spans: Mapping[Path, tuple[Span, ...]] = field(default_factory=dict)
    """Days of subscriptions, by the place of their line."""
    lines: frozenset[Path] = frozenset()
    """The places of the lines of which part was used: what they say of use before is among it."""

    def beside(self, usages: Sequence[Usage]) -> tuple[Usage, ...]:
        """Return `usages` of a later spell, with what was charged before them."""
        first = {usage.product: usage.path for usage in reversed(usages)}
        return tuple(self._beside(usage, first[usage.product] == usage.path) for usage in usages)

    def _beside(self, usage: Usage, first: bool) -> Usage:
        """Return `usage`, the `first` of its product with all that was used of it before."""
        begun, span = usage.path in self.lines, usage.span
        earlier = self.events.get(usage.product, ()) if first else ()
        if span is not None and usage.path in self.spans:
            span = replace(span, charged=self.spans[usage.path])
        if not earlier and not begun:
            return replace(usage, span=span)
        own = () if begun else _history(usage)
        return replace(_dated(usage), history=(*earlier, *own), span=span)

    def after(self, spell: Spell, paid: Decimal | None) -> Before:
        """Return what is before the spells that follow `spell`.

        `paid` is the part of its use that was charged [per cent]: 0 where it was free, None where
        it was refused, so that nothing was used. What is free counts where the tariff reads free
        units as standing within its bands.
        """
        within = spell.version is not None and spell.version.free_within_bands
        counted = _WHOLE if within else paid or _WHOLE
        events, spans = dict(self.events), dict(self.spans)
        for usage in spell.usages:
            new = [] if usage.path in self.lines else [*_history(usage)]
            if paid is not None and (paid or within):
                new += _now(usage)
            if _counts_requests(spell, usage):
                told = (_part(event, counted) for event in new)
                events[usage.product] = (*events.get(usage.product, ()), *told)
            if paid and usage.span is not None:
                spans[usage.path] = (*spans.get(usage.path, ()), usage.span)
        return Before(events, spans, self.lines | {usage.path for usage in spell.usages})


def _now(usage: Usage) -> Iterator[Event]:
    """Yield what is used now, each request with all its keys."""
    if usage.events:
        for event in usage.events:
            yield replace(event, keys=usage.all_keys(event))
    elif usage.quantity is not None:
        yield Event(usage.on, usage.all_keys(), usage.quantity)


def _history(usage: Usage) -> Iterator[Event]:
    """Yield what its line says was used before."""
    for event in usage.history:
        yield replace(event, keys=usage.all_keys(event))
    if usage.prior is not None:
        yield Event(usage.on, usage.all_keys(), usage.prior)


def _dated(usage: Usage) -> Usage:
    """Return `usage` with its quantity as a request of the day."""
    if usage.events:
        return usage
    return replace(usage, events=tuple(_now(usage)), quantity=None, prior=None)


def _part(event: Event, share: Decimal) -> Event:
    quantity = exactly(lambda: event.quantity * share / _WHOLE)
    return replace(event, quantity=quantity, settled=True)


def uncountable(spells: Sequence[Spell]) -> Iterator[Finding]:
    """Yield the lines that cannot be counted one after another, as their days are not known.

    What days and facts tell apart is charged apart; bands, quotas and windows go on from what was
    used before, and for that each request needs its day.
    """
    lines: dict[Path, list[tuple[Spell, Usage]]] = {}
    of_product: dict[str, int] = {}
    for spell in spells:
        for usage in spell.usages:
            lines.setdefault(usage.path, []).append((spell, usage))
        for product in {usage.product for usage in spell.usages}:
            of_product[product] = of_product.get(product, 0) + 1
    for several in lines.values():
        spell, usage = several[0]
        priced = None if spell.version is None else spell.version.product(usage.product)
        if usage.events or spell.version is None or priced is None:
            continue
        if len(several) > 1 and _counts_beside_periods(priced):
            yield Finding((*usage.path, "span"), "quote.days_needed", {"day": several[1][0].first})
        elif of_product[usage.product] > 1 and not _as_request(spell.version, priced, usage):
            yield Finding(usage.path, "quote.requests_needed")


def _counts_beside_periods(priced: TariffProduct) -> bool:
    """Whether the product charges by what is used, whatever days are covered."""
    charges = (charge for part in priced.components for charge in part.charges())
    return any(not isinstance(charge, PerPeriod) for charge in charges)


def _counts_requests(spell: Spell, usage: Usage) -> bool:
    """Whether what is used now moves what is charged later."""
    priced = None if spell.version is None else spell.version.product(usage.product)
    return priced is not None and _counts_beside_periods(priced)


def _as_request(version: TariffVersion, priced: TariffProduct, usage: Usage) -> bool:
    """Whether a quantity counts like one request of its day."""
    if usage.counts or usage.distinct:
        return False
    return usage.quantity is None or all(part.once_per is None for part in priced.components)
