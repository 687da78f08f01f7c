"""What can be wrong with usages and positions, so that they cannot be rated."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from decimal import Decimal

from engine.law import Finding, Path
from engine.money import grouped
from engine.tariff.model.charge import Capacity, PerPeriod
from engine.tariff.model.count import Count
from engine.tariff.model.document import TariffDocument, TariffVersion
from engine.tariff.model.product import Component, TariffProduct
from engine.tariff.usage.keys import misnamed_keys, rule_keys
from engine.tariff.usage.position import LAST_DAY, MOST_UNITS
from engine.tariff.usage.usage import Usage

__all__ = [
    "by_capacity",
    "counted_units",
    "never_distinct",
    "number_findings",
    "outside_version",
    "prior_converted",
    "spans_twice",
    "units_of_part",
    "unrounded_before",
    "usage_findings",
]


def _needed_units(product: TariffProduct) -> tuple[str, ...]:
    """Return the units in which use of `product` has to be counted."""
    counts = (count.asked for part in product.components for count in product.counts_of(part))
    return tuple(dict.fromkeys(counts))


def counted_units(product: TariffProduct) -> tuple[str, ...]:
    """Return the units in which components of `product` add up use, such as item·year."""
    return tuple(
        dict.fromkeys(unit for part in product.components for unit in units_of_part(product, part))
    )


def units_of_part(product: TariffProduct, part: Component) -> tuple[str, ...]:
    """Return the units of what `part` adds up: each its own where several decide one price."""
    counts = [count.added for count in product.counts_of(part)]
    if by_capacity(part) or not counts:
        return (*counts,)
    return ("·".join(counts),)


def by_capacity(part: Component) -> bool:
    """Return whether several numbers decide one price of `part`."""
    return any(isinstance(charge, Capacity) for charge in part.charges())


def usage_findings(version: TariffVersion, usages: Sequence[Usage]) -> Iterator[Finding]:
    """Yield everything that keeps `usages` from being rated on days on which `version` is in force;
    paths are those of the usages."""
    yield from spans_twice(version, usages)
    yield from prior_twice(version, usages)
    for usage in usages:
        product = version.product(usage.product)
        if product is None:
            allowed = ", ".join(product.id for product in version.products)
            path = (*usage.path, "product")
            yield Finding(path, "tariff.unknown_product", {"allowed": allowed}, usage.product)
            continue
        yield from misnamed_keys(version, product, usage)
        yield from _measures(product, usage)
        yield from _correction(product, usage)
        yield from _span(product, usage)
        yield from _since(usage)
        if usage.events:
            yield from _events(version, product, usage)
        elif _needed_units(product):
            yield from _counts(version, product, usage)


def spans_twice(version: TariffVersion, usages: Sequence[Usage]) -> Iterator[Finding]:
    """Yield the subscriptions of what another line subscribes to already."""
    seen: set[tuple[str, ...]] = set()
    for usage in usages:
        if usage.span is not None:
            keys = usage.all_keys()
            names = sorted(keys)
            subscribed = (*names, *version.group(names, keys))
            if subscribed in seen:
                yield Finding(usage.path, "tariff.same_span_twice", {}, usage.product)
            seen.add(subscribed)


def prior_twice(version: TariffVersion, usages: Sequence[Usage]) -> Iterator[Finding]:
    """Yield what a line says was rated before of what another line says it of already."""
    seen: set[tuple[str, ...]] = set()
    for usage in usages:
        product = version.product(usage.product)
        if product is None or not usage.says_prior:
            continue
        of = (product.id, *version.group(rule_keys(version, product), usage.all_keys()))
        if of in seen:
            said = usage.prior or 0
            yield Finding((*usage.path, "prior"), "tariff.before_said_twice", {}, said)
        seen.add(of)


def prior_converted(version: TariffVersion, usages: Sequence[Usage]) -> Iterator[Finding]:
    """Yield the lines that say what was rated before by one number, of a product that is asked for
    in one unit and added up in another: a person can mean either."""
    for usage in usages:
        product = version.product(usage.product)
        if usage.prior is None or product is None:
            continue
        if any(count.converted is not None for count in _all_counts(product)):
            values = {"units": ", ".join(counted_units(product))}
            yield Finding((*usage.path, "prior"), "tariff.prior_of_converted", values, usage.prior)


def _measures(product: TariffProduct, usage: Usage) -> Iterator[Finding]:
    measures = (usage.quantity is not None, bool(usage.counts), bool(usage.events))
    if sum(measures) != (1 if _needed_units(product) else 0):
        by_span = not _needed_units(product)
        yield Finding(usage.path, "tariff.only_a_span" if by_span else "tariff.one_measure")
    if usage.history and not usage.events:
        yield Finding((*usage.path, "history"), "tariff.history_needs_events")
    if usage.events and usage.prior is not None:
        yield Finding((*usage.path, "prior"), "tariff.prior_needs_quantity")
    yield from _distinct(product, usage)


def _distinct(product: TariffProduct, usage: Usage) -> Iterator[Finding]:
    if usage.distinct:
        key = never_distinct(product, bool(usage.counts))
        if key is None and usage.events:
            key = "tariff.distinct_needs_quantity"
        if key is not None:
            yield Finding((*usage.path, "distinct"), key)


def never_distinct(product: TariffProduct, by_counts: bool) -> str | None:
    """Return the key of the fault that units cannot each be said to be of something else; None
    where they can: each unit of a quantity, and of several numbers only for a window."""
    parts = product.components
    if any(part.each_limited for part in parts):
        return "tariff.distinct_of_each_use"
    if any(map(by_capacity, parts)):
        return "tariff.distinct_needs_quantity"
    if by_counts and all(part.once_per is None for part in parts):
        single = _needed_units(product) == (product.unit,)
        return "tariff.distinct_needs_quantity" if single else "tariff.distinct_of_counts"
    return None


def _correction(product: TariffProduct, usage: Usage) -> Iterator[Finding]:
    """A correction takes back a number of what one running total counted."""
    if usage.correction is None:
        return
    numbers = [*usage.counts.values(), *([] if usage.quantity is None else [usage.quantity])]
    below = any(number < 0 for number in numbers) and all(number <= 0 for number in numbers)
    if usage.events or usage.distinct or not below:
        yield Finding((*usage.path, "correction"), "tariff.correction_below_zero")
    parts = product.components
    counts = _all_counts(product)
    rounded = any(count.rounding is not None and not count.of_total for count in counts)
    if rounded or any(part.once_per is not None or part.each_limited for part in parts):
        yield Finding((*usage.path, "correction"), "tariff.correction_of_each_use")


def _span(product: TariffProduct, usage: Usage) -> Iterator[Finding]:
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
    if usage.span.runs is not None and any(
        isinstance(charge, PerPeriod) and charge.runs is not None for charge in charges
    ):
        yield Finding((*path, "runs"), "tariff.runs_declared", {}, usage.span.runs.value)
    if usage.span.since is not None and usage.span.since != usage.since:
        if usage.since is not None:
            values = {"since": usage.since}
            yield Finding((*path, "since"), "tariff.since_twice", values, usage.span.since)
        elif usage.span.since > usage.span.first:
            yield Finding((*path, "since"), "tariff.since_after", {}, usage.span.since)
    if usage.span.last < usage.span.first:
        yield Finding(path, "tariff.span_ends_before", {}, usage.span.last)
    elif usage.span.last > LAST_DAY:
        yield Finding(path, "tariff.span_too_far", {"last": LAST_DAY}, usage.span.last)
    for position, event in enumerate(usage.events):
        if not usage.span.first <= event.on <= usage.span.last:
            values = {"first": usage.span.first, "last": usage.span.last}
            where = (*usage.path, "events", position, "on")
            yield Finding(where, "tariff.event_outside_span", values, event.on)


def _since(usage: Usage) -> Iterator[Finding]:
    """A contract has begun before what is used under it."""
    days = [event.on for event in (*usage.events, *usage.history)] or [usage.on]
    first = min(days) if usage.span is None else min(*days, usage.span.first)
    if usage.since is not None and usage.since > first:
        yield Finding((*usage.path, "since"), "tariff.since_after", {}, usage.since)


def _counts(version: TariffVersion, product: TariffProduct, usage: Usage) -> Iterator[Finding]:
    needed = _needed_units(product)
    allowed = ", ".join(needed)
    if usage.quantity is not None:
        path = (*usage.path, "quantity")
        if needed != (product.unit,):
            yield Finding(path, "tariff.counts_needed", {"allowed": allowed})
        number = usage.quantity if usage.correction is None else abs(usage.quantity)
        yield from number_findings(version, product.unit, number, path, product.unit)
    elif usage.counts and set(needed) - set(usage.counts):
        yield Finding((*usage.path, "counts"), "tariff.counts_needed", {"allowed": allowed})
    kinds = counted_units(product)
    if usage.prior is not None and len(kinds) > 1:
        path = (*usage.path, "prior")
        yield Finding(path, "tariff.prior_of_which_unit", {"units": ", ".join(kinds)}, usage.prior)
    elif usage.prior is not None:
        whole = product.unit if needed == (product.unit,) else None
        path = (*usage.path, "prior")
        yield from number_findings(version, whole, usage.prior, path, product.unit)
        for unit in kinds:
            yield from unrounded_before(
                version, product, product.components, unit, usage.prior, path
            )
    started = {count.asked for count in _all_counts(product) if count.started_whole}
    for unit, number in usage.counts.items():
        path = (*usage.path, "counts", unit)
        if unit not in needed:
            yield Finding(path, "tariff.unknown_count", {"allowed": allowed}, unit)
        else:
            size = number if usage.correction is None else abs(number)
            yield from number_findings(version, None if unit in started else unit, size, path, unit)


def _all_counts(product: TariffProduct) -> Iterator[Count]:
    for part in product.components:
        yield from product.counts_of(part)


def number_findings(
    version: TariffVersion, whole: str | None, number: Decimal, path: Path, unit: str
) -> Iterator[Finding]:
    """Yield that a `number` of `unit` is negative, too large, or finer than its unit takes; it may
    be as fine as it likes where `whole` is None."""
    if number < 0:
        yield Finding(path, "tariff.not_below_zero")
        return
    if number > MOST_UNITS:
        yield Finding(path, "law.too_big", {"bound": grouped(MOST_UNITS)})
        return
    finest = None if whole is None else version.units[whole].fineness
    if finest is None or 10**finest % number.as_integer_ratio()[1] == 0:
        return
    values = {"unit": version.units[unit].title, "decimals": finest}
    yield Finding(path, "tariff.finer_quantity" if finest else "tariff.whole_units", values)


def unrounded_before(
    version: TariffVersion,
    product: TariffProduct,
    parts: Sequence[Component],
    unit: str,
    number: Decimal,
    path: Path,
) -> Iterator[Finding]:
    """Yield that a `number` of what `parts` of the product had counted of `unit` is none that came
    of uses each of which is rounded."""
    for part in parts:
        counts = product.counts_of(part)
        for count in counts if len(counts) == 1 else ():
            to = None if count.rounding is None or count.of_total else count.rounding.to
            if to is not None and count.added == unit and number % to:
                values = {"unit": version.units[unit].title, "to": to}
                yield Finding(path, "tariff.unrounded_before", values, number)
                return


def _events(version: TariffVersion, product: TariffProduct, usage: Usage) -> Iterator[Finding]:
    needed = _needed_units(product)
    if needed != (product.unit,):
        allowed = ", ".join(needed)
        yield Finding((*usage.path, "events"), "tariff.events_not_countable", {"allowed": allowed})
        return
    first = min(event.on for event in usage.events)
    for position, event in enumerate(usage.history):
        if event.on > first:
            path = (*usage.path, "history", position, "on")
            yield Finding(path, "tariff.history_after", {"first": first}, event.on)
    once = any(component.once_per is not None for component in product.components)
    for name, events in (("events", usage.events), ("history", usage.history)):
        for position, event in enumerate(events):
            path = (*usage.path, name, position)
            yield from number_findings(version, product.unit, event.quantity, path, product.unit)
            if once and event.quantity != 1 and event.paid is None:
                yield Finding((*path, "quantity"), "tariff.event_once", {}, event.quantity)


def outside_version(
    document: TariffDocument, version: TariffVersion, usages: Sequence[Usage]
) -> Iterator[Finding]:
    """Yield the days of `usages` on which `version` of `document` is not in force."""
    start, last = version.from_.start, document.last_day(version)
    values = {"first": start, "last": last or "–"}

    def outside(day: datetime.date) -> bool:
        return day < start or (last is not None and day > last)

    for usage in usages:
        if usage.span is not None and (outside(usage.span.first) or outside(usage.span.last)):
            yield Finding((*usage.path, "span"), "tariff.event_outside_version", values)
        for position, event in enumerate(usage.events):
            if outside(event.on):
                path = (*usage.path, "events", position, "on")
                yield Finding(path, "tariff.event_outside_version", values, event.on)
