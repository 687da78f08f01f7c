"""What earlier spells of a request charged, as it counts for those after: no band begins anew."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from engine.law import Faults, Finding, Located, Path
from engine.quote.answer.days.spells import Spell
from engine.tariff import (
    BillLine,
    Component,
    Event,
    Percentage,
    PerPeriod,
    PerUnit,
    Span,
    TariffProduct,
    Usage,
    counted_with,
)

__all__ = ["Before", "refuse_uncountable"]

_WHOLE = Decimal(100)

Told = Mapping[Path, tuple[Usage, tuple[Event, ...]]]
"""Requests by the place of their line, each with all that tells it from others."""


@dataclass(frozen=True, slots=True)
class Before:
    """What was used before a spell."""

    said: Told = field(default_factory=dict)
    """What each line says was used before the request."""
    charged: Told = field(default_factory=dict)
    """What the spells before charged."""
    spans: Mapping[Path, tuple[Span, ...]] = field(default_factory=dict)
    """Days of subscriptions that they charged, by the place of their line."""
    billed: tuple[BillLine, ...] = ()
    """What rules over whole bills have summed, and made of it, in order."""

    @classmethod
    def of(cls, usages: Iterable[Usage]) -> Before:
        """Return what is before the first spell, as the lines of a request say it."""
        return cls({usage.path: (usage, tuple(_history(usage))) for usage in usages})

    def beside(self, usages: Sequence[Usage]) -> tuple[Usage, ...]:
        """Return the `usages` of a spell, with what was used before them.

        All that is asked for together says itself what was before it.
        """
        if list(usages) == [usage for usage, _ in self.said.values()]:
            return tuple(usages)
        here = {usage.path for usage in usages}
        begins: dict[str, datetime.date] = {}
        first: dict[str, Path] = {}
        for usage in usages:
            if not _idle(usage):
                first.setdefault(usage.product, usage.path)
                day = min(event.on for event in _now(usage))
                begins[usage.product] = min(day, begins.get(usage.product, day))
        elsewhere = [own for path, own in self.said.items() if path not in here]
        found = []
        for usage in usages:
            product, (_, history) = usage.product, self.said[usage.path]
            if first.get(product) == usage.path:
                others = (told for other, told in elsewhere if other.product == product)
                history = (*history, *(event for told in others for event in told))
            day = begins.get(product, usage.on)
            said = tuple(event for event in history if event.on <= day)
            told: list[Event] = []
            if first.get(product) == usage.path:
                lines = (own for own in self.charged.values() if own[0].product == product)
                told = [event for _, events in lines for event in events]
            found.append(self._with(usage, (*said, *told)))
        return tuple(found)

    def of_others(self, usages: Sequence[Usage]) -> tuple[Usage, ...]:
        """Return what was used before of products that none of `usages` is of, as their history."""
        here = {usage.product for usage in usages}
        return tuple(
            _history_alone(usage, events)
            for usage, events in (*self.said.values(), *self.charged.values())
            if events and usage.product not in here
        )

    def _with(self, usage: Usage, history: tuple[Event, ...]) -> Usage:
        """Return `usage` with `history` before it, and with the days that were charged of it."""
        span = usage.span
        if span is not None and usage.path in self.spans:
            span = replace(span, charged=self.spans[usage.path])
        if usage.counts or usage.distinct:
            return replace(usage, span=span)
        alone = replace(usage, history=(), prior=None, span=span)
        if not history or _idle(usage):
            return alone
        return replace(_dated(alone), history=history)

    def after(self, spell: Spell, paid: Decimal | None, made: Sequence[BillLine]) -> Before:
        """Return what is before what follows `spell`.

        `paid` is the part of its use that was charged [per cent]: 0 where it was free, None where
        it was refused, so that nothing was used. What is free counts where the tariff reads free
        units as standing within its bands. Rules over whole bills have `made` theirs.
        """
        billed = (*self.billed, *made)
        within = spell.version is not None and spell.version.free_within_bands
        if paid is None or not (paid or within):
            return replace(self, billed=billed)
        charged, spans = dict(self.charged), dict(self.spans)
        for usage in spell.usages:
            if _counts_requests(spell, usage):
                part = _WHOLE if within else paid
                told = (replace(event, paid=part) for event in _now(usage))
                _, above = charged.get(usage.path, (usage, ()))
                charged[usage.path] = (usage, (*above, *told))
            if paid and usage.span is not None:
                spans[usage.path] = (*spans.get(usage.path, ()), usage.span)
        return replace(self, charged=charged, spans=spans, billed=billed)


def _history_alone(usage: Usage, history: Sequence[Event]) -> Usage:
    """Return the line of `usage` with nothing but what was used before of it."""
    since, keys = usage.contract_since, usage.keys
    return Usage(usage.product, usage.on, history=tuple(history), since=since, keys=keys)


def _idle(usage: Usage) -> bool:
    """Whether it is of days of a subscription on which nothing is used."""
    return usage.span is not None and not usage.events and not usage.quantity


def _now(usage: Usage) -> Iterator[Event]:
    """Yield what is used now, each request with all its keys."""
    if usage.events:
        for event in usage.events:
            yield replace(event, keys=usage.all_keys(event))
    else:
        yield Event(usage.on, usage.all_keys(), usage.quantity or Decimal(0))


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
    return replace(usage, events=tuple(_now(usage)), quantity=None)


def refuse_uncountable(located: Located, spells: Sequence[Spell]) -> None:
    """Raise Faults with the lines of `spells` that cannot be counted one after another, as their
    days are not known.

    What days and facts tell apart is charged apart; bands, quotas and windows go on from what was
    used before, and for that each request needs its day.
    """
    if findings := [*_uncountable(spells)] if len(spells) > 1 else []:
        raise Faults(map(located.fault, findings))


def _uncountable(spells: Sequence[Spell]) -> Iterator[Finding]:
    lines: dict[Path, list[tuple[Spell, Usage]]] = {}
    for spell in spells:
        for usage in spell.usages:
            lines.setdefault(usage.path, []).append((spell, usage))
    spread: dict[str, int] = {}
    paths: dict[str, set[Path]] = {}
    for several in lines.values():
        paths.setdefault(several[0][1].product, set()).add(several[0][1].path)
    for several in lines.values():
        spell, usage = several[0]
        priced = None if spell.version is None else spell.version.product(usage.product)
        if usage.product not in spread:
            spread[usage.product] = sum(1 for _ in _counted_with(usage.product, spells))
        apart = spread[usage.product] > 1
        if priced is None or not apart or not _counts_beside_periods(priced):
            continue
        if usage.correction is not None and _spells_of(usage.product, spells) > 1:
            yield Finding((*usage.path, "correction"), "quote.correction_apart")
            continue
        dated = any(part.events for _, part in several)
        if usage.span is not None and len(paths[usage.product]) > 1:
            yield Finding(usage.path, "quote.requests_apart")
        elif usage.span is not None and not dated and len(several) > 1:
            yield Finding((*usage.path, "span"), "quote.days_needed", {"day": several[1][0].first})
        elif not dated and _goes_on(priced) and not _as_request(priced, usage):
            single = len(priced.components) == 1 and not usage.counts
            yield Finding(usage.path, f"quote.requests_{'needed' if single else 'apart'}")


def _counted_with(product: str, spells: Iterable[Spell]) -> Iterator[Spell]:
    """Yield the spells with uses that count together with those of `product`."""
    for spell in spells:
        others = () if spell.version is None else counted_with(spell.version, (product,))
        if any(one.product == product or one.product in others for one in spell.usages):
            yield spell


def _spells_of(product: str, spells: Iterable[Spell]) -> int:
    """Return in how many spells a product is used."""
    return sum(any(one.product == product for one in spell.usages) for spell in spells)


def _counts_beside_periods(priced: TariffProduct) -> bool:
    """Whether the product charges by what is used, whatever days are covered."""
    charges = (charge for part in priced.components for charge in part.charges())
    return any(not isinstance(charge, PerPeriod) for charge in charges)


def _counts_requests(spell: Spell, usage: Usage) -> bool:
    """Whether what is used now moves what is charged later."""
    priced = None if spell.version is None else spell.version.product(usage.product)
    return priced is not None and _counts_beside_periods(priced)


def _goes_on(priced: TariffProduct) -> bool:
    """Whether what one request costs can depend on those before it."""
    return any(_depends(part) for part in priced.components)


def _depends(part: Component) -> bool:
    plain = all(isinstance(each, PerUnit | Percentage | PerPeriod) for each in part.charges())
    return not plain or any((part.once_per, part.free_quota, part.limits))


def _as_request(priced: TariffProduct, usage: Usage) -> bool:
    """Whether a quantity counts like one request of its day."""
    if usage.counts or usage.distinct:
        return False
    return usage.quantity is None or all(part.once_per is None for part in priced.components)
