"""What can be wrong with what is said of use before (期初累计)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence, Set

from engine.law import Finding
from engine.money import grouped
from engine.tariff.model.bands import AtZero
from engine.tariff.model.charge import PerPeriod, accumulation_of
from engine.tariff.model.document import TariffVersion
from engine.tariff.model.period import stretch_of
from engine.tariff.model.product import Component, TariffProduct
from engine.tariff.usage.before.asked_for import AskedFor, touched
from engine.tariff.usage.before.bill_position import bill_position_findings, bills_unsaid
from engine.tariff.usage.before.readers import fields_read, units_before, unread
from engine.tariff.usage.findings import (
    by_capacity,
    number_findings,
    units_of_part,
    unrounded_before,
)
from engine.tariff.usage.position import MOST_UNITS, Position
from engine.tariff.usage.together import counted_with, products_counted
from engine.tariff.usage.usage import Span, Usage

__all__ = ["position_findings"]

_DAY = datetime.timedelta(days=1)


def position_findings(
    version: TariffVersion,
    usages: Sequence[Usage],
    positions: Sequence[Position],
    in_part: bool = False,
) -> Iterator[Finding]:
    """Yield everything that keeps `positions` from being read beside `usages`.

    They are of products that are asked for, or that count together with those. Where a use can be
    free `in_part`, what was used before are the paid units, which may be finer than a whole one.
    """
    finer = in_part and not version.free_within_bands
    asked = dict.fromkeys(usage.product for usage in usages)
    beside = counted_with(version, asked)
    asking = AskedFor(version, usages)
    every = {*asked, *(one.product for one in positions if one.used)}
    seen: set[tuple[object, ...]] = set()
    for position in positions:
        if position.bill is not None:
            yield from bill_position_findings(version, usages, position, seen)
            continue
        product = version.product(position.product)
        if product is None or not (product.id in asked or product.id in beside):
            allowed = {"allowed": ", ".join((*asked, *beside))}
            path = (*position.path, "product")
            yield Finding(path, "tariff.position_of_none_asked", allowed, position.product or None)
            continue
        parts = [part for part in product.components if position.component in (None, part.id)]
        if not parts:
            path = (*position.path, "component")
            yield Finding(path, "tariff.unknown_component", _names(product), position.component)
            continue
        yield from _of_charged(version, product, parts, position, every)
        own = [usage for usage in usages if usage.product == product.id]
        yield from _of_parts(version, product, parts, position, finer)
        if position.charged is None and any(_due_unused(part, position) for part in parts):
            yield Finding((*position.path, "charged"), "tariff.zero_of_what")
        if not own and not any(rule.reads(position) for rule in beside[product.id]):
            values = {"product": product.title}
            yield Finding(position.path, "tariff.position_counts_for_none", values)
        yield from _days(parts, [one.span for one in own if one.span is not None], position)
        saying = [part for part in parts if _says(product, part, position)]
        yield from asking.counts_with_none(product, saying, position)
        groups = {_group(version, part, position) for part in saying}
        if not seen.isdisjoint(groups):
            yield Finding(position.path, "tariff.before_said_twice")
        seen |= groups
    yield from bills_unsaid(version, usages, positions)
    said = {position.product for position in positions}
    for usage in usages:
        for name in ("prior", "history"):
            if usage.product in said and (usage.says_prior if name == "prior" else usage.history):
                yield Finding((*usage.path, name), "tariff.before_said_twice")


def _names(product: TariffProduct) -> dict[str, object]:
    return {"allowed": ", ".join(part.id for part in product.components)}


def _group(version: TariffVersion, part: Component, position: Position) -> tuple[object, ...]:
    """Return of what in a component `position` is: days of a subscription of one period, by
    whichever of its names."""
    stretch = stretch_of(position.period or "") if "day" in position.used else None
    keys = sorted((name, *version.group((name,), position.keys)) for name in position.keys)
    return (position.product, part.id, stretch or position.period, *keys)


def _of_charged(
    version: TariffVersion,
    product: TariffProduct,
    parts: Sequence[Component],
    position: Position,
    used: Set[str],
) -> Iterator[Finding]:
    """Yield why what is said to be charged cannot be read, where products `used` count together."""
    if position.charged is None:
        return
    if len(parts) > 1:
        path = (*position.path, "component")
        yield Finding(path, "tariff.charged_by_which", _names(product))
    if _counts_others(version, product, parts, used):
        yield Finding((*position.path, "charged"), "tariff.charged_of_several")
    if not position.used:
        yield Finding((*position.path, "used"), "tariff.charged_for_what")


def _counts_others(
    version: TariffVersion, product: TariffProduct, parts: Sequence[Component], used: Set[str]
) -> bool:
    """Whether a charge of `parts` adds up the use of other products that are `used`: what was
    charged for one then says nothing of what the next costs."""
    overs = (accumulation_of(charge) for part in parts for charge in part.charges())
    counted = (products_counted(version, product, over) for over in overs if over is not None)
    return any(len(names & used) > 1 for names in counted)


def _days(
    parts: Sequence[Component], spans: Sequence[Span], position: Position
) -> Iterator[Finding]:
    """Yield days covered before that are none of the period of `position`, or are asked for
    again."""
    days, path = position.used.get("day"), (*position.path, "used", "day")
    if days is None:
        return
    if len(spans) > 1:
        yield Finding(position.path, "tariff.before_of_which_span")
    charges = [charge for part in parts for charge in part.charges()]
    stretches = (
        (first, following, span)
        for charge in charges
        for span in spans
        if isinstance(charge, PerPeriod)
        for name, first, following in touched(charge, span, position.period or "")
        if name == position.period
    )
    for first, following, span in stretches:
        length = (following - first).days
        now = (min(following, span.last + _DAY) - max(first, span.first)).days
        if days % 1 or not 0 <= days <= length:
            yield Finding(path, "tariff.bill_days", {"length": length}, days)
            return
        if days + now > length:
            values = {"length": length, "now": now}
            yield Finding(path, "tariff.days_covered", values, days)
            return


def _due_unused(part: Component, position: Position) -> bool:
    """Whether `position` is of no units, or says of a free quota alone, and a charge of which it is
    comes to something without any use: that can have been charged already or not."""
    if any(position.used.values()) or not (position.used or position.quota_used is not None):
        return False
    limits = None if part.each_limited else part.limits
    least = limits is not None and bool(limits.minimum) and limits.at_zero.rule is AtZero.CHARGED
    for charge in part.charges():
        over, at_zero = accumulation_of(charge), getattr(charge, "at_zero", None)
        due = least or (at_zero is not None and at_zero.rule is AtZero.CHARGED)
        if due and (over is None or position.counted_by(over)):
            return True
    return False


def _says(product: TariffProduct, part: Component, position: Position) -> bool:
    """Whether `position` says something of `part`, one of those that it is of."""
    if part.once_per is not None and position.last_charged is not None:
        return True
    if part.free_quota is not None and position.quota_used is not None:
        return True
    return not position.used.keys().isdisjoint(units_before(product, part))


def _of_parts(
    version: TariffVersion,
    product: TariffProduct,
    parts: Sequence[Component],
    position: Position,
    finer: bool,
) -> Iterator[Finding]:
    """Yield what of `position` none of the components that it is of can read; its numbers may be
    `finer` than their units."""
    units = dict.fromkeys(unit for part in parts for unit in units_before(product, part))
    for unit, number in position.used.items():
        if unit not in units:
            path = (*position.path, "used", unit)
            yield Finding(path, "tariff.unknown_count", {"allowed": ", ".join(units)}, unit)
        else:
            whole = unit if unit in version.units and not finer else None
            path = (*position.path, "used", unit)
            yield from number_findings(version, whole, number, path, unit)
            if not finer:
                yield from unrounded_before(version, product, parts, unit, number, path)
    for name, said in (("quota_used", position.quota_used), ("charged", position.charged)):
        if said is not None and abs(said) > MOST_UNITS:
            bound = {"bound": grouped(MOST_UNITS)}
            yield Finding((*position.path, name), "law.too_big", bound)
    for number in position.used.values():
        if position.quota_used is not None and position.quota_used > number:
            path = (*position.path, "quota_used")
            yield Finding(path, "tariff.quota_used_beyond", {"used": number}, position.quota_used)
    yield from unread(product, parts, position)
    for part in parts:
        missing = [unit for unit in units_of_part(product, part) if unit not in position.used]
        if by_capacity(part) and position.used and missing and fields_read(part, position):
            lacking = {"missing": ", ".join(missing)}
            yield Finding((*position.path, "used"), "tariff.used_of_each", lacking)
