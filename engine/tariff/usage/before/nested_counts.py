"""Rules of one product of which one counts within the other: what is said of each fits.

A free quota beside bands of other periods or keys, and two components that add up otherwise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import permutations

from engine.law import Finding, Path
from engine.money import exactly
from engine.tariff.model.charge import Charge, Percentage, PerUnit, accumulation_of
from engine.tariff.model.document import TariffVersion
from engine.tariff.model.period import Accumulation, begins_in, counted_over, first_day_of
from engine.tariff.model.product import Component, FreeQuota, TariffProduct
from engine.tariff.usage.before.readers import counted_as
from engine.tariff.usage.findings import units_of_part
from engine.tariff.usage.position import Position

__all__ = ["nested_findings"]


@dataclass(frozen=True, slots=True)
class _Rule:
    """A quota of a component, or what a charge of it adds up."""

    part: Component
    over: FreeQuota | Accumulation
    unit: str
    """The unit counted."""
    charge: Charge | None
    """The charge; None for the quota."""

    @property
    def straight(self) -> bool:
        """Whether what was before changes no price: each unit costs alike."""
        return isinstance(self.charge, PerUnit | Percentage) and self.part.limits is None

    def within(self, other: _Rule) -> bool:
        """Whether each of its counts lies in one of `other`, of the same units."""
        ours = counted_over(self.over.key, self.over.within)
        theirs = counted_over(other.over.key, other.over.within)
        windows = {self.part.id, other.part.id} if self.part is not other.part else set()
        return (
            self.unit == other.unit
            and ours != theirs
            and ours[0] >= theirs[0]
            and self.over.within.lies_in(other.over.within)
            and not (windows and (self.part.once_per or other.part.once_per))
        )

    def reads(self, position: Position) -> bool:
        """Whether `position`, of its product, says what it counted before."""
        own = position.of_component(position.product, self.part.id)
        return own and position.counted_by(self.over)


def nested_findings(
    version: TariffVersion, product: TariffProduct, positions: Sequence[Position]
) -> Iterator[Finding]:
    """Yield where `positions`, all of the product, do not fit one another."""
    rules = [*_rules(product)]
    for rule in rules:
        if rule.charge is None:
            yield from _quota_left(version, rule, positions)
    for inner, outer in permutations(rules, 2):
        if not inner.within(outer):
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
            elif (one.used.get(inner.unit) or one.quota_used) and not outer.straight:
                values = {"rule": counted_as(outer.over)}
                yield Finding(one.path, "tariff.around_unsaid", values)
        for one in positions:
            if one.path in inside:
                yield from _said_less(inner, outer, one, inside[one.path])
                yield from _not_full(version, inner, outer, one, inside[one.path])


def _rules(product: TariffProduct) -> Iterator[_Rule]:
    for part in product.components:
        unit = "·".join(units_of_part(product, part))
        if part.free_quota is not None:
            yield _Rule(part, part.free_quota, unit, None)
        overs = {accumulation_of(charge): charge for charge in part.charges()}
        yield from (_Rule(part, over, unit, charge) for over, charge in overs.items() if over)


def _said_less(
    inner: _Rule, outer: _Rule, position: Position, inside: Sequence[Position]
) -> Iterator[Finding]:
    """Yield what `position` of `outer` says and those `inside` it say more of."""
    unit, quota = inner.unit, inner.part.free_quota
    used, parts = position.used.get(unit), [one.used.get(unit) for one in inside]
    told: list[tuple[Path, Decimal | None, list[Decimal | None]]] = [(("used", unit), used, parts)]
    if quota is not None and inner.part is outer.part:
        took = [_took(quota, unit, one) for one in inside]
        told.append((("quota_used",), _took(quota, unit, position), took))
    for field, own, others in told:
        together = _sum(others)
        if own is not None and together > own:
            values = {"others": together, "own": own}
            yield Finding((*position.path, *field), "tariff.said_less", values)


def _not_full(
    version: TariffVersion,
    inner: _Rule,
    outer: _Rule,
    position: Position,
    inside: Sequence[Position],
) -> Iterator[Finding]:
    """Yield that `position` leaves room in a quota while something `inside` it was charged."""
    quota, unit = outer.part.free_quota, outer.unit
    if outer.charge is not None or quota is None or inner.part is not outer.part:
        return
    own = _took(quota, unit, position)
    charged = any(one.used.get(unit, 0) > (one.quota_used or 0) for one in inside)
    if charged and own is not None and own < quota.units and _is_alone(version, quota, position):
        path, values = (*position.path, "quota_used"), {"units": quota.units}
        yield Finding(path, "tariff.quota_left", values, own)


def _quota_left(
    version: TariffVersion, rule: _Rule, positions: Sequence[Position]
) -> Iterator[Finding]:
    """Yield that something was charged while the quota is said not to be used up."""
    quota = rule.part.free_quota
    for position in filter(rule.reads, positions):
        used, took = position.used.get(rule.unit), position.quota_used
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
