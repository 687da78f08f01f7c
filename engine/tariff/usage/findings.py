"""What can be wrong with usages and positions, so that they cannot be rated."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from decimal import Decimal

from engine.law import Finding, Path
from engine.money import grouped
from engine.tariff.model.charge import Capacity, PerPeriod, accumulation_of
from engine.tariff.model.document import TariffDocument, TariffVersion
from engine.tariff.model.period import Period, first_day_of, period_of
from engine.tariff.model.product import Component, TariffProduct
from engine.tariff.usage.bill_position import bill_position_findings
from engine.tariff.usage.keys import misnamed_keys
from engine.tariff.usage.position import LAST_DAY, MOST_UNITS, Position, period_written
from engine.tariff.usage.usage import Usage

__all__ = ["counted_units", "outside_version", "position_findings", "spans_twice", "usage_findings"]


def _needed_units(product: TariffProduct) -> tuple[str, ...]:
    """Return the units in which use of `product` has to be counted."""
    counts = (count.asked for part in product.components for count in product.counts_of(part))
    return tuple(dict.fromkeys(counts))


def counted_units(product: TariffProduct) -> tuple[str, ...]:
    """Return the units in which components of `product` add up use, such as item·year."""
    return tuple(
        dict.fromkeys(unit for part in product.components for unit in _units(product, part))
    )


def usage_findings(version: TariffVersion, usages: Sequence[Usage]) -> Iterator[Finding]:
    """Yield everything that keeps `usages` from being rated on days on which `version` is in force;
    paths are those of the usages."""
    yield from spans_twice(version, usages)
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


def _measures(product: TariffProduct, usage: Usage) -> Iterator[Finding]:
    measures = (usage.quantity is not None, bool(usage.counts), bool(usage.events))
    if sum(measures) != (1 if _needed_units(product) else 0):
        by_span = not _needed_units(product)
        yield Finding(usage.path, "tariff.only_a_span" if by_span else "tariff.one_measure")
    if usage.history and not usage.events:
        yield Finding((*usage.path, "history"), "tariff.history_needs_events")
    if usage.events and usage.prior is not None:
        yield Finding((*usage.path, "prior"), "tariff.prior_needs_quantity")
    if usage.distinct and (usage.events or any(map(_by_capacity, product.components))):
        yield Finding((*usage.path, "distinct"), "tariff.distinct_needs_quantity")


def _correction(product: TariffProduct, usage: Usage) -> Iterator[Finding]:
    """A correction takes back a number of what one running total counted."""
    if usage.correction is None:
        return
    numbers = [*usage.counts.values(), *([] if usage.quantity is None else [usage.quantity])]
    below = any(number < 0 for number in numbers) and all(number <= 0 for number in numbers)
    if usage.events or usage.distinct or not below:
        yield Finding((*usage.path, "correction"), "tariff.correction_below_zero")
    parts = product.components
    counts = [count for part in parts for count in product.counts_of(part)]
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
    if usage.span.since is not None and usage.span.since > usage.span.first:
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
        yield from _number(version, product.unit, number, path, product.unit)
    elif usage.counts and set(needed) - set(usage.counts):
        yield Finding((*usage.path, "counts"), "tariff.counts_needed", {"allowed": allowed})
    kinds = counted_units(product)
    if usage.prior is not None and len(kinds) > 1:
        path = (*usage.path, "prior")
        yield Finding(path, "tariff.prior_of_which_unit", {"units": ", ".join(kinds)}, usage.prior)
    elif usage.prior is not None:
        whole = product.unit if needed == (product.unit,) else None
        path = (*usage.path, "prior")
        yield from _number(version, whole, usage.prior, path, product.unit)
    started = {
        count.asked
        for part in product.components
        for count in product.counts_of(part)
        if count.started_whole
    }
    for unit, number in usage.counts.items():
        path = (*usage.path, "counts", unit)
        if unit not in needed:
            yield Finding(path, "tariff.unknown_count", {"allowed": allowed}, unit)
        else:
            size = number if usage.correction is None else abs(number)
            yield from _number(version, None if unit in started else unit, size, path, unit)


def _number(
    version: TariffVersion, whole: str | None, number: Decimal, path: Path, unit: str
) -> Iterator[Finding]:
    """A number is not negative, and as fine as its unit takes unless `whole` is None."""
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
            yield from _number(version, product.unit, event.quantity, path, product.unit)
            if once and event.quantity != 1 and not event.settled:
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


# --- what was used before


def position_findings(
    version: TariffVersion, usages: Sequence[Usage], positions: Sequence[Position]
) -> Iterator[Finding]:
    """Yield everything that keeps `positions` from being read beside `usages`."""
    asked = dict.fromkeys(usage.product for usage in usages)
    seen: set[tuple[object, ...]] = set()
    for position in positions:
        if position.bill is not None:
            yield from bill_position_findings(version, usages, position, seen)
            continue
        product = version.product(position.product)
        if product is None or position.product not in asked:
            allowed = {"allowed": ", ".join(asked)}
            path = (*position.path, "product")
            yield Finding(path, "tariff.position_of_none_asked", allowed, position.product or None)
            continue
        names = [part.id for part in product.components]
        if position.component is not None and position.component not in names:
            path = (*position.path, "component")
            allowed = {"allowed": ", ".join(names)}
            yield Finding(path, "tariff.unknown_component", allowed, position.component)
            continue
        parts = [part for part in product.components if position.component in (None, part.id)]
        if position.charged is not None and len(parts) > 1:
            path = (*position.path, "component")
            yield Finding(path, "tariff.charged_by_which", {"allowed": ", ".join(names)})
        own = [usage for usage in usages if usage.product == product.id]
        yield from _of_parts(version, product, parts, position)
        subscriptions = [usage for usage in own if usage.span]
        if "day" in position.used and len(subscriptions) > 1:
            yield Finding(position.path, "tariff.before_of_which_span")
        yield from _of_contract(parts, own, position)
        keys = tuple(
            sorted((name, *version.group((name,), position.keys)) for name in position.keys)
        )
        group = (position.product, position.component, position.period, keys)
        if group in seen:
            yield Finding(position.path, "tariff.before_said_twice")
        seen.add(group)
    said = {position.product for position in positions}
    for usage in usages:
        for name in ("prior", "history"):
            if usage.product in said and getattr(usage, name):
                yield Finding((*usage.path, name), "tariff.before_said_twice")


def _of_parts(
    version: TariffVersion, product: TariffProduct, parts: Sequence[Component], position: Position
) -> Iterator[Finding]:
    """Yield what of `position` none of the components that it is of can read."""
    units = dict.fromkeys(unit for part in parts for unit in _units_before(product, part))
    for unit, number in position.used.items():
        if unit not in units:
            path = (*position.path, "used", unit)
            yield Finding(path, "tariff.unknown_count", {"allowed": ", ".join(units)}, unit)
        else:
            whole = unit if unit in version.units else None
            yield from _number(version, whole, number, (*position.path, "used", unit), unit)
    for name, said in (("quota_used", position.quota_used), ("charged", position.charged)):
        if said is not None and abs(said) > MOST_UNITS:
            bound = {"bound": grouped(MOST_UNITS)}
            yield Finding((*position.path, name), "law.too_big", bound)
    for number in position.used.values():
        if position.quota_used is not None and position.quota_used > number:
            path = (*position.path, "quota_used")
            yield Finding(path, "tariff.quota_used_beyond", {"used": number}, position.quota_used)
    if not any(_reads(part, position) for part in parts):
        expected = "; ".join(dict.fromkeys(rule for part in parts for rule in _rules(part)))
        yield Finding(position.path, "tariff.position_of_no_rule", {"rules": expected})
    for part in parts:
        missing = [unit for unit in _units(product, part) if unit not in position.used]
        if _by_capacity(part) and position.used and missing and _reads(part, position):
            lacking = {"missing": ", ".join(missing)}
            yield Finding((*position.path, "used"), "tariff.used_of_each", lacking)
        quota = part.free_quota
        for over in map(accumulation_of, part.charges()):
            apart = quota is not None and over is not None and not quota.is_of(over)
            unsaid = position.used and position.quota_used is None
            of_charge = over is not None and position.of(over.key, over.period, over.by_contract)
            if apart and unsaid and of_charge:
                yield Finding((*position.path, "quota_used"), "tariff.quota_used_needed")
                return


def _of_contract(
    parts: Sequence[Component], usages: Sequence[Usage], position: Position
) -> Iterator[Finding]:
    """Yield that `position` is of a period that the contract of none of its uses has."""
    first = first_day_of(position.period or "")
    names: dict[str, None] = {}
    for usage in usages if first is not None and "/" in (position.period or "") else ():
        for period, start in _contracts(parts, usage, position):
            if start is None:  # It is asked for.
                return
            day = min(max(first or start, start), LAST_DAY)
            names[period_of(day, period, start)] = None
    if names and position.period not in names:
        values = {"expected": ", ".join(names)}
        path = (*position.path, "period")
        yield Finding(path, "tariff.position_of_other_contract", values, position.period)


def _contracts(
    parts: Sequence[Component], usage: Usage, position: Position
) -> Iterator[tuple[Period, datetime.date | None]]:
    """Yield the periods of a contract by which the rules that read `position` count, and from when
    they run for `usage`."""
    for part in parts:
        quota, span = part.free_quota, usage.span
        if quota is not None and position.of(quota.key, quota.within.period, True):
            yield quota.within.period, usage.contract_since
        for charge in part.charges():
            over = accumulation_of(charge)
            if isinstance(charge, PerPeriod) and span is not None:
                yield charge.period, span.since or span.first
            elif over is not None and position.of(over.key, over.period, True):
                yield over.period, usage.contract_since


def _units_before(product: TariffProduct, part: Component) -> Iterator[str]:
    if any(isinstance(charge, PerPeriod) for charge in part.charges()):
        yield "day"
    yield from _units(product, part)


def _units(product: TariffProduct, part: Component) -> tuple[str, ...]:
    """Return the units of what `part` adds up: each its own where several decide one price."""
    counts = [count.added for count in product.counts_of(part)]
    if _by_capacity(part) or not counts:
        return (*counts,)
    return ("·".join(counts),)


def _by_capacity(part: Component) -> bool:
    return any(isinstance(charge, Capacity) for charge in part.charges())


def _reads(part: Component, position: Position) -> bool:
    """Whether some rule of the component is of the keys and the period of `position`."""
    once, quota = part.once_per, part.free_quota
    if once is not None and position.last_charged is not None and position.of_keys(once.key):
        return True
    if quota is not None and position.of(quota.key, quota.within.period, quota.within.by_contract):
        return True
    for charge in part.charges():
        over = accumulation_of(charge)
        if isinstance(charge, PerPeriod):
            if any(position.of((), charge.period, by_contract) for by_contract in (False, True)):
                return True
        elif over is None:
            if quota is None and position.period is None and position.used:
                return True
        elif position.of(over.key, over.period, over.by_contract):
            return True
    return False


def _rules(part: Component) -> Iterator[str]:
    """Yield keys and period of each rule of the component: person, year."""
    if part.once_per is not None:
        yield ", ".join((*part.once_per.key, "last_charged"))
    if part.free_quota is not None:
        within = part.free_quota.within
        yield ", ".join((*part.free_quota.key, period_written(within)))
    for charge in part.charges():
        over = accumulation_of(charge)
        if isinstance(charge, PerPeriod):
            yield charge.period.value
        elif over is not None:
            yield ", ".join((*over.key, period_written(over)))
