"""What can be wrong with what is said of use before (期初累计)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.law import Finding
from engine.money import grouped
from engine.tariff.model.charge import PerPeriod, accumulation_of
from engine.tariff.model.document import TariffVersion
from engine.tariff.model.product import Component, TariffProduct
from engine.tariff.usage.asked_for import AskedFor
from engine.tariff.usage.bill_position import bill_position_findings
from engine.tariff.usage.findings import by_capacity, number_findings, units_of_part
from engine.tariff.usage.position import MOST_UNITS, Position, period_written
from engine.tariff.usage.together import counted_with
from engine.tariff.usage.usage import Usage

__all__ = ["position_findings"]


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
        if position.charged is not None and not position.used:
            yield Finding((*position.path, "used"), "tariff.charged_for_what")
        own = [usage for usage in usages if usage.product == product.id]
        yield from _of_parts(version, product, parts, position, finer)
        if not own and not any(rule.reads(position) for rule in beside[product.id]):
            values = {"product": product.title}
            yield Finding(position.path, "tariff.position_counts_for_none", values)
        subscriptions = [usage for usage in own if usage.span]
        if "day" in position.used and len(subscriptions) > 1:
            yield Finding(position.path, "tariff.before_of_which_span")
        saying = [part for part in parts if _says(product, part, position)]
        yield from asking.counts_with_none(product, saying, position)
        keys = tuple(
            sorted((name, *version.group((name,), position.keys)) for name in position.keys)
        )
        for part in saying:
            group = (position.product, part.id, position.period, keys)
            if group in seen:
                yield Finding(position.path, "tariff.before_said_twice")
                break
            seen.add(group)
    said = {position.product for position in positions}
    for usage in usages:
        for name in ("prior", "history"):
            if usage.product in said and getattr(usage, name):
                yield Finding((*usage.path, name), "tariff.before_said_twice")


def _says(product: TariffProduct, part: Component, position: Position) -> bool:
    """Whether `position` says something of `part`, one of those that it is of."""
    if part.once_per is not None and position.last_charged is not None:
        return True
    if part.free_quota is not None and position.quota_used is not None:
        return True
    return not position.used.keys().isdisjoint(_units_before(product, part))


def _of_parts(
    version: TariffVersion,
    product: TariffProduct,
    parts: Sequence[Component],
    position: Position,
    finer: bool,
) -> Iterator[Finding]:
    """Yield what of `position` none of the components that it is of can read; its numbers may be
    `finer` than their units."""
    units = dict.fromkeys(unit for part in parts for unit in _units_before(product, part))
    for unit, number in position.used.items():
        if unit not in units:
            path = (*position.path, "used", unit)
            yield Finding(path, "tariff.unknown_count", {"allowed": ", ".join(units)}, unit)
        else:
            whole = unit if unit in version.units and not finer else None
            yield from number_findings(version, whole, number, (*position.path, "used", unit), unit)
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
        missing = [unit for unit in units_of_part(product, part) if unit not in position.used]
        if by_capacity(part) and position.used and missing and _reads(part, position):
            lacking = {"missing": ", ".join(missing)}
            yield Finding((*position.path, "used"), "tariff.used_of_each", lacking)
        quota = part.free_quota
        for over in map(accumulation_of, part.charges()):
            apart = quota is not None and over is not None and not quota.is_of(over)
            unsaid = position.used and position.quota_used is None
            of_charge = over is not None and position.counted_by(over)
            if apart and unsaid and of_charge:
                yield Finding((*position.path, "quota_used"), "tariff.quota_used_needed")
                return


def _units_before(product: TariffProduct, part: Component) -> Iterator[str]:
    if any(isinstance(charge, PerPeriod) for charge in part.charges()):
        yield "day"
    yield from units_of_part(product, part)


def _reads(part: Component, position: Position) -> bool:
    """Whether some rule of the component is of the keys and the period of `position`."""
    once, quota = part.once_per, part.free_quota
    if once is not None and position.last_charged is not None and position.of_keys(once.key):
        return True
    if quota is not None and position.counted_by(quota):
        return True
    for charge in part.charges():
        over = accumulation_of(charge)
        if isinstance(charge, PerPeriod):
            if any(position.of((), charge.period, by_contract) for by_contract in (False, True)):
                return True
        elif over is None:
            if quota is None and position.period is None and position.used:
                return True
        elif position.counted_by(over):
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
