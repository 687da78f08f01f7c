"""Rules of one product of which one counts within the other: what is said of each fits.

A free quota beside bands of other periods or keys, and two components that add up otherwise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import permutations

from engine.law import Finding, Path
from engine.money import exactly
from engine.tariff.model.document import TariffVersion
from engine.tariff.model.period import begins_in, counted_over, first_day_of
from engine.tariff.model.product import FreeQuota, TariffProduct
from engine.tariff.usage.before.readers import counted_as
from engine.tariff.usage.findings import units_of_part
from engine.tariff.usage.position import Position
from engine.tariff.usage.together import CountingRule, counting_rules

__all__ = ["nested_findings"]


def nested_findings(
    version: TariffVersion, product: TariffProduct, positions: Sequence[Position]
) -> Iterator[Finding]:
    """Yield where `positions`, all of the product, do not fit one another."""
    rules = [*counting_rules(product)]
    for rule in rules:
        if rule.charge is None:
            yield from _quota_left(version, rule, positions)
    for inner, outer in permutations(rules, 2):
        if not _within(inner, outer):
            continue
        key = sorted(outer.over.key)
        around: dict[object, list[Position]] = defaultdict(list)
        for one in positions:
            if outer.reads(one):
                around[version.group(key, one.keys)].append(one)
        inside: dict[Path, list[Position]] = defaultdict(list)
        for one in filter(inner.reads, positions):
            near = around[version.group(key, one.keys)]
            found = next((other for other in near if _begins_in(one, other)), None)
            if found is not None:
                inside[found.path].append(one)
            elif (one.used.get(_unit(inner)) or one.quota_used) and _matters(outer):
                values = {"rule": counted_as(outer.over)}
                yield Finding(one.path, "tariff.around_unsaid", values)
        for one in positions:
            if one.path in inside:
                yield from _said_less(inner, outer, one, inside[one.path])
                yield from _not_full(version, inner, outer, one, inside[one.path])


def _within(inner: CountingRule, outer: CountingRule) -> bool:
    """Whether each count of a rule lies in one of another, of the same units."""
    ours, theirs = (counted_over(one.over.key, one.over.within) for one in (inner, outer))
    parts = (inner.component, outer.component)
    apart = parts[0] is not parts[1] and any(part.once_per is not None for part in parts)
    return (
        _unit(inner) == _unit(outer)
        and ours != theirs
        and ours[0] >= theirs[0]
        and inner.over.within.lies_in(outer.over.within)
        and not apart
    )


def _matters(rule: CountingRule) -> bool:
    """Whether what was used before changes what more of it costs."""
    return rule.charge is None or not rule.component.costs_alike(rule.charge)


def _unit(rule: CountingRule) -> str:
    """Return the unit that a rule counts, as positions name it."""
    return "·".join(units_of_part(rule.product, rule.component))


def _said_less(
    inner: CountingRule, outer: CountingRule, position: Position, inside: Sequence[Position]
) -> Iterator[Finding]:
    """Yield what `position` of `outer` says and those `inside` it say more of."""
    unit, quota = _unit(inner), inner.component.free_quota
    used, parts = position.used.get(unit), [one.used.get(unit) for one in inside]
    told: list[tuple[Path, Decimal | None, list[Decimal | None]]] = [(("used", unit), used, parts)]
    if quota is not None and inner.component is outer.component:
        took = [_took(quota, unit, one) for one in inside]
        told.append((("quota_used",), _took(quota, unit, position), took))
    for field, own, others in told:
        together = _sum(others)
        if own is not None and together > own:
            values = {"others": together, "own": own}
            yield Finding((*position.path, *field), "tariff.said_less", values)


def _not_full(
    version: TariffVersion,
    inner: CountingRule,
    outer: CountingRule,
    position: Position,
    inside: Sequence[Position],
) -> Iterator[Finding]:
    """Yield that `position` leaves room in a quota while something `inside` it was charged."""
    quota, unit = outer.component.free_quota, _unit(outer)
    if outer.charge is not None or quota is None or inner.component is not outer.component:
        return
    own = _took(quota, unit, position)
    charged = any(one.used.get(unit, 0) > (one.quota_used or 0) for one in inside)
    if charged and own is not None and own < quota.units and _is_alone(version, quota, position):
        path, values = (*position.path, "quota_used"), {"units": quota.units}
        yield Finding(path, "tariff.quota_left", values, own)


def _quota_left(
    version: TariffVersion, rule: CountingRule, positions: Sequence[Position]
) -> Iterator[Finding]:
    """Yield that something was charged while the quota is said not to be used up."""
    quota = rule.component.free_quota
    for position in filter(rule.reads, positions):
        used, took = position.used.get(_unit(rule)), position.quota_used
        if quota is None or used is None or took is None or took >= min(used, quota.units):
            continue
        if _is_alone(version, quota, position):
            path, values = (*position.path, "quota_used"), {"units": quota.units}
            yield Finding(path, "tariff.quota_left", values, took)


def _is_alone(version: TariffVersion, quota: FreeQuota, position: Position) -> bool:
    """Whether nothing else can have used up the quota: no other product shares it, and it was the
    same since the period began."""
    began = first_day_of(position.period or "")
    since = version.from_.start
    return "product" in quota.key and began is not None and began >= since


def _took(quota: FreeQuota, unit: str, position: Position) -> Decimal | None:
    """Return how many units the quota took: where that is not said, as many as it holds."""
    used = position.used.get(unit)
    if position.quota_used is not None or used is None or not position.counted_by(quota):
        return position.quota_used
    return min(used, quota.units)


def _sum(numbers: Iterable[Decimal | None]) -> Decimal:
    return exactly(lambda: sum((one for one in numbers if one is not None), Decimal(0)))


def _begins_in(inner: Position, outer: Position) -> bool:
    return begins_in(inner.period or "", outer.period or "")
