"""The units that a component charges, by line, key and period, and what came before them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from engine.explain import Step, difference, given, largest
from engine.tariff.model.document import TariffVersion
from engine.tariff.model.period import Accumulation
from engine.tariff.model.product import Component, TariffProduct
from engine.tariff.rate.counting.above import shown_above
from engine.tariff.rate.counting.quota import QuotaBefore, beyond_quota
from engine.tariff.rate.counting.uses import Use, unit_of, units_of, uses_of
from engine.tariff.rate.counting.window import outside_windows
from engine.tariff.usage.position import Position
from engine.tariff.usage.usage import Usage
from engine.text import text

__all__ = ["Bucket", "Counting"]

Group = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bucket:
    """The quantity charged within one period and for one key."""

    quantity: Step
    """Units charged now."""
    prior: Step | None
    """Units charged before in the same period, for the same key; None where nothing was rated
    before."""
    first: bool = True
    """Whether no line above has units of the same period and key."""
    charged: Step | None = None
    """What was charged for them (yuan), where that was said; None for what they cost today."""
    times: Step | None = None
    """How many alike ones there are, each of another key; None for the one."""
    share: Step | None = None
    """The part of the amount that is paid, in per cent; None for all of it."""

    @property
    def units(self) -> Step:
        """All units of it charged now."""
        return self.quantity if self.times is None else self.times


@dataclass(frozen=True, slots=True)
class Counting:
    """How one component counts all uses of its product together."""

    version: TariffVersion
    priced: TariffProduct
    component: Component
    accumulate: Accumulation | None
    """Over what the charge is worked out; None for all that is rated together."""
    usages: Sequence[Usage]
    """All uses of the product."""
    positions: Sequence[Position]
    """What was used before of the component."""

    def by_line(self) -> tuple[tuple[Bucket, ...], ...]:
        """Return the buckets of each usage, one for each period and key.

        A window is applied first, then the free quota, both in the order of days; then the units
        of each line are added to those of the lines above.
        """
        uses = uses_of(self.version, self.priced, self.component, self.usages)
        once, quota = self.component.once_per, self.component.free_quota
        if once is not None:
            uses = outside_windows(self.version, once, uses, self.positions, self.unit)
        if quota is not None:
            before = [*self._quota_before()]
            uses = beyond_quota(self.version, quota, uses, before, self._group, self.unit)
        buckets: list[list[Bucket]] = [[] for _ in self.usages]
        groups: dict[Group, list[Use]] = {}
        for use in uses:
            if not use.before and self._apart(use):
                buckets[use.line].append(self._each(use))
            else:
                groups.setdefault(self._group(use), []).append(use)
        for group, members in groups.items():
            for line, bucket in self._of_group(group, members):
                buckets[line].append(bucket)
        return tuple(tuple(each) for each in buckets)

    @property
    def unit(self) -> str:
        """The unit of what is counted."""
        return unit_of(self.priced, self.component)

    # --- groups

    def _group(self, use: Use) -> Group:
        if self.accumulate is None:
            return ()
        key = self.version.group(self.accumulate.key, use.keys)
        return (*key, use.period(self.accumulate))

    def _apart(self, use: Use) -> bool:
        """Whether each unit of `use` falls to a key of its own."""
        over = self.accumulate
        return over is not None and use.apart and not all(use.keys.get(key) for key in over.key)

    def _each(self, use: Use) -> Bucket:
        one = given(text("tariff.rate.one_each"), Decimal(1), self.unit, use.units.cites)
        return Bucket(one, None, times=use.units, share=self._share(use.line))

    def _of_group(self, group: Group, members: Sequence[Use]) -> Iterator[tuple[int, Bucket]]:
        known = [*self._charged_before(group)]
        before = [step for step, _ in known] + [use.units for use in members if use.before]
        paid = [amount for _, amount in known if amount is not None]
        above: list[Step] = []
        now: dict[int, list[Step]] = {}
        for use in members:
            if not use.before:
                now.setdefault(use.line, []).append(use.units)
        for line in sorted(now):
            quantity = units_of(now[line], self.unit)
            parts = [*before, shown_above(above, self.unit)] if above else before
            prior = units_of(parts, self.unit, "tariff.rate.prior") if parts else None
            if self.accumulate is None and prior is not None and prior.number == 0:
                prior = None
            # What was said to be charged is for the position alone, without uses before it.
            alone = bool(paid) and not above and not any(use.before for use in members)
            charged = paid[0] if alone else None
            yield line, Bucket(quantity, prior, not above, charged, share=self._share(line))
            above += now[line]

    def _share(self, line: int) -> Step | None:
        return self.usages[line].share if self.version.free_within_bands else None

    # --- what positions say

    def _quota_before(self) -> Iterator[QuotaBefore]:
        quota = self.component.free_quota
        assert quota is not None
        for position in self.positions:
            if position.of(quota.key, quota.within.period, quota.within.by_contract):
                used = position.used.get(self.unit)
                counted = used if position.quota_used is None else position.quota_used
                if counted is not None:
                    group = (*self.version.group(quota.key, position.keys), position.period or "")
                    label = text("tariff.rate.quota_used_before")
                    yield QuotaBefore(group, given(label, counted, self.unit, position.sources))

    def _charged_before(self, group: Group) -> Iterator[tuple[Step, Step | None]]:
        """Yield units that were charged before, and what was charged for them if that was said."""
        for position in self.positions:
            if self._position_group(position) != group or self.unit not in position.used:
                continue
            used = given(
                text("tariff.rate.prior"), position.used[self.unit], self.unit, position.sources
            )
            units = (
                used if self.component.free_quota is None else self._beyond_before(used, position)
            )
            amount = position.charged
            if amount is None:
                yield units, None
            else:
                yield (
                    units,
                    given(text("tariff.rate.charged_before"), amount, "yuan", position.sources),
                )

    def _position_group(self, position: Position) -> Group | None:
        over = self.accumulate
        if over is None:
            return ()
        if not position.of(over.key, over.period, over.by_contract):
            return None
        return (*self.version.group(over.key, position.keys), position.period or "")

    def _beyond_before(self, used: Step, position: Position) -> Step:
        """Return the units of `used` that no free quota took."""
        quota = self.component.free_quota
        assert quota is not None
        if position.quota_used is not None:
            label = text("tariff.rate.quota_used_before")
            free = given(label, position.quota_used, self.unit, position.sources)
            return difference(text("tariff.rate.beyond_quota"), [used, free], self.unit)
        limit = given(text("tariff.rate.quota"), quota.units, self.unit, quota.cites)
        zero = given(text("tariff.rate.zero"), Decimal(0), self.unit)
        gap = difference(text("tariff.rate.quota_passed"), [used, limit], self.unit)
        return largest(text("tariff.rate.beyond_quota"), [gap, zero], self.unit)
