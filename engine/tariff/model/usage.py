"""What was or will be used, as a tariff rates it, and what can be wrong with it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from engine.explain import Step
from engine.law import Finding, Path, Source
from engine.money import grouped
from engine.tariff.model.charge import PerPeriod, accumulation_of
from engine.tariff.model.document import TariffDocument, TariffVersion
from engine.tariff.model.product import Component, TariffProduct

__all__ = ["Event", "Span", "Usage", "needed_units", "usage_findings"]

_MOST_UNITS = Decimal(10**15)
"""A number beyond it is a slip; two of them times a price still fit the digits of a figure."""


@dataclass(frozen=True, slots=True)
class Event:
    """One dated request."""

    on: datetime.date
    """Its day."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Whom and what it concerns, such as institution and enterprise."""
    quantity: Decimal = Decimal(1)
    """Units asked for in it, in the product's unit."""


@dataclass(frozen=True, slots=True)
class Span:
    """The days of a subscription, both inclusive."""

    first: datetime.date
    """Its first day."""
    last: datetime.date
    """Its last day."""


@dataclass(frozen=True, slots=True)
class Usage:
    """The use of one product; measured by exactly one of `quantity`, `counts` and `events`.

    A product that is priced by the period alone is measured by its `span` only.
    """

    product: str
    """The product."""
    on: datetime.date
    """The day for which it is rated."""
    quantity: Decimal | None = None
    """Number in the product's unit."""
    counts: Mapping[str, Decimal] = field(default_factory=dict)
    """Numbers by unit, such as item: 3 and year: 2."""
    events: tuple[Event, ...] = ()
    """Dated requests."""
    history: tuple[Event, ...] = ()
    """Dated requests before them, already rated."""
    distinct: bool = False
    """Whether all units of `quantity` concern different things, none asked for before."""
    prior: Decimal | None = None
    """Units rated before `quantity` in the same period and for the same keys; None where nothing
    was rated yet, which is not the same as 0: what is due without any use is then still due."""
    span: Span | None = None
    """The days covered, where something is charged by the period."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """What all of it has in common, such as customer and scenario."""
    share: Step | None = None
    """The part of the quantity that is rated, in per cent; None for all of it."""
    path: Path = ()
    """Its place in the request."""
    sources: tuple[Source, ...] = ()
    """The declaration that it was taken from."""

    def all_keys(self, event: Event | None = None) -> dict[str, str]:
        """Return the keys of `event`, or of a quantity, with what all of the use has in common."""
        own = event.keys if event is not None else {}
        return {"product": self.product, **self.keys, **own}


def needed_units(product: TariffProduct) -> tuple[str, ...]:
    """Return the units in which use of `product` has to be counted."""
    counts = (count.unit for part in product.components for count in product.counts_of(part))
    return tuple(dict.fromkeys(counts))


def usage_findings(
    document: TariffDocument, version: TariffVersion, usages: Sequence[Usage]
) -> Iterator[Finding]:
    """Yield everything that keeps `usages` from being rated; paths are those of the usages."""
    seen: set[tuple[tuple[str, str], ...]] = set()
    for usage in usages:
        product = version.product(usage.product)
        if product is None:
            allowed = ", ".join(product.id for product in version.products)
            path = (*usage.path, "product")
            yield Finding(path, "tariff.unknown_product", {"allowed": allowed}, usage.product)
            continue
        keys = tuple(sorted(usage.all_keys().items()))
        if keys in seen:
            yield Finding(usage.path, "tariff.same_usage_twice", {}, usage.product)
        seen.add(keys)
        yield from _measures(product, usage)
        yield from _span(document, version, product, usage)
        if usage.events:
            yield from _events(document, version, product, usage)
        elif needed_units(product):
            yield from _counts(version, product, usage)


def _measures(product: TariffProduct, usage: Usage) -> Iterator[Finding]:
    measures = (usage.quantity is not None, bool(usage.counts), bool(usage.events))
    if sum(measures) != (1 if needed_units(product) else 0):
        by_span = not needed_units(product)
        yield Finding(usage.path, "tariff.only_a_span" if by_span else "tariff.one_measure")
    if usage.history and not usage.events:
        yield Finding((*usage.path, "history"), "tariff.history_needs_events")
    if usage.events and usage.prior is not None:
        yield Finding((*usage.path, "prior"), "tariff.prior_needs_quantity")
    if usage.events and usage.distinct:
        yield Finding((*usage.path, "distinct"), "tariff.distinct_needs_quantity")


def _span(
    document: TariffDocument, version: TariffVersion, product: TariffProduct, usage: Usage
) -> Iterator[Finding]:
    """The days covered are known where something is charged by the period, and only there."""
    charges = [charge for part in product.components for charge in part.charges()]
    by_period = any(isinstance(charge, PerPeriod) for charge in charges)
    path = (*usage.path, "span")
    if usage.span is None:
        if by_period:
            yield Finding(path, "tariff.span_needed")
        return
    if not by_period:
        yield Finding(path, "tariff.span_not_needed")
    if usage.span.last < usage.span.first:
        yield Finding(path, "tariff.span_ends_before", {}, usage.span.last)
    start, last = version.from_.start, document.last_day(version)
    if usage.span.first < start or (last is not None and usage.span.last > last):
        values = {"first": start, "last": last or "–"}
        yield Finding(path, "tariff.event_outside_version", values)


def _counts(version: TariffVersion, product: TariffProduct, usage: Usage) -> Iterator[Finding]:
    needed = needed_units(product)
    allowed = ", ".join(needed)
    if usage.quantity is not None:
        path = (*usage.path, "quantity")
        if needed != (product.unit,):
            yield Finding(path, "tariff.counts_needed", {"allowed": allowed})
        yield from _number(version, product.unit, usage.quantity, path, product.unit)
    elif usage.counts and set(needed) - set(usage.counts):
        yield Finding((*usage.path, "counts"), "tariff.counts_needed", {"allowed": allowed})
    if usage.prior is not None:
        whole = product.unit if needed == (product.unit,) else None
        path = (*usage.path, "prior")
        yield from _number(version, whole, usage.prior, path, product.unit)
    started = {
        count.unit
        for part in product.components
        for count in product.counts_of(part)
        if count.started_whole
    }
    for unit, number in usage.counts.items():
        path = (*usage.path, "counts", unit)
        if unit not in needed:
            yield Finding(path, "tariff.unknown_count", {"allowed": allowed}, unit)
        else:
            yield from _number(version, None if unit in started else unit, number, path, unit)


def _number(
    version: TariffVersion, whole: str | None, number: Decimal, path: Path, unit: str
) -> Iterator[Finding]:
    """A number is not negative, and as fine as its unit takes unless `whole` is None."""
    if number < 0:
        yield Finding(path, "tariff.not_below_zero")
        return
    if number > _MOST_UNITS:
        yield Finding(path, "law.too_big", {"bound": grouped(_MOST_UNITS)})
        return
    finest = None if whole is None else version.units[whole].fineness
    if finest is None or 10**finest % number.as_integer_ratio()[1] == 0:
        return
    values = {"unit": version.units[unit].title, "decimals": finest}
    yield Finding(path, "tariff.finer_quantity" if finest else "tariff.whole_units", values)


def _events(
    document: TariffDocument, version: TariffVersion, product: TariffProduct, usage: Usage
) -> Iterator[Finding]:
    needed = needed_units(product)
    if needed != (product.unit,):
        allowed = ", ".join(needed)
        yield Finding((*usage.path, "events"), "tariff.events_not_countable", {"allowed": allowed})
        return
    first = min(event.on for event in usage.events)
    for position, event in enumerate(usage.history):
        if event.on > first:
            path = (*usage.path, "history", position, "on")
            yield Finding(path, "tariff.history_after", {"first": first}, event.on)
    start, last = version.from_.start, document.last_day(version)
    for position, event in enumerate(usage.events):
        if event.on < start or (last is not None and event.on > last):
            path = (*usage.path, "events", position, "on")
            values = {"first": start, "last": last or "–"}
            yield Finding(path, "tariff.event_outside_version", values, event.on)
    wanted = _event_keys(product)
    once = any(component.once_per is not None for component in product.components)
    for name, events in (("events", usage.events), ("history", usage.history)):
        for position, event in enumerate(events):
            path = (*usage.path, name, position)
            yield from _number(version, product.unit, event.quantity, path, product.unit)
            if once and event.quantity != 1:
                yield Finding((*path, "quantity"), "tariff.event_once", {}, event.quantity)
            for key in wanted:
                if key not in usage.all_keys(event):
                    yield Finding((*path, "keys"), "tariff.event_key_missing", {"key": key})


def _event_keys(product: TariffProduct) -> tuple[str, ...]:
    """Return the keys by which events of `product` are told apart."""
    return tuple(dict.fromkeys(key for part in product.components for key in _keys(part)))


def _keys(component: Component) -> Iterator[str]:
    if component.once_per is not None:
        yield from component.once_per.key
    if component.free_quota is not None:
        yield from component.free_quota.key
    for charge in component.charges():
        accumulate = accumulation_of(charge)
        if accumulate is not None:
            yield from accumulate.key
