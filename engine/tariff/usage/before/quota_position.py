"""A free quota beside a charge that counts otherwise: what each is said to have counted fits the
other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from engine.law import Finding
from engine.money import exactly
from engine.tariff.model.charge import accumulation_of
from engine.tariff.model.document import TariffVersion
from engine.tariff.model.period import Accumulation, begins_in
from engine.tariff.model.product import Component, FreeQuota, TariffProduct
from engine.tariff.usage.before.readers import counted_as
from engine.tariff.usage.findings import units_of_part
from engine.tariff.usage.position import Position

__all__ = ["NestedCounts", "nested_counts"]


@dataclass(frozen=True, slots=True)
class NestedCounts:
    """A free quota and a charge of one component that count otherwise, one within the other."""

    version: TariffVersion
    quota: FreeQuota
    inner: FreeQuota | Accumulation
    """The one of which each count lies in one of the other."""
    outer: FreeQuota | Accumulation
    """The other."""
    unit: str
    """The unit counted."""

    def findings(self, position: Position, others: Sequence[Position]) -> Iterator[Finding]:
        """Yield where `position` and `others` of the component do not fit together."""
        key = sorted(self.outer.key)
        group = self.version.group(key, position.keys)
        near = [one for one in others if self.version.group(key, one.keys) == group]
        if self.outer is self.quota and position.counted_by(self.inner) and position.quota_used:
            around = (one for one in near if one.counted_by(self.outer))
            if not any(_begins_in(position, one) for one in around):
                values = {"took": position.quota_used, "rule": counted_as(self.outer)}
                yield Finding((*position.path, "quota_used"), "tariff.quota_unsaid", values)
        if not position.counted_by(self.outer):
            return
        within = [one for one in near if one.counted_by(self.inner) and _begins_in(one, position)]
        for field, own, of in (
            (("used", self.unit), position.used.get(self.unit), self._used),
            (("quota_used",), self._took(position), self._took),
        ):
            together = _sum(of(one) for one in within)
            if own is not None and together > own:
                values = {"others": together, "own": own}
                yield Finding((*position.path, *field), "tariff.said_less", values)

    def _used(self, position: Position) -> Decimal | None:
        return position.used.get(self.unit)

    def _took(self, position: Position) -> Decimal | None:
        """Return how many units the quota took: where that is not said, as many as it holds."""
        used = position.used.get(self.unit)
        if position.quota_used is not None or used is None or not position.counted_by(self.quota):
            return position.quota_used
        return min(used, self.quota.units)


def _sum(numbers: Iterable[Decimal | None]) -> Decimal:
    return exactly(lambda: sum((one for one in numbers if one is not None), Decimal(0)))


def _begins_in(inner: Position, outer: Position) -> bool:
    return begins_in(inner.period or "", outer.period or "")


def nested_counts(
    version: TariffVersion, product: TariffProduct, part: Component
) -> Iterator[NestedCounts]:
    """Yield the charges of `part` that count otherwise than its quota, within it or around it."""
    quota, unit = part.free_quota, "·".join(units_of_part(product, part))
    for over in dict.fromkeys(map(accumulation_of, part.charges())):
        if quota is None or over is None or quota.is_of(over):
            continue
        if set(over.key) >= set(quota.key) and over.lies_in(quota.within):
            yield NestedCounts(version, quota, over, quota, unit)
        elif set(quota.key) >= set(over.key) and quota.within.lies_in(over):
            yield NestedCounts(version, quota, quota, over, unit)
