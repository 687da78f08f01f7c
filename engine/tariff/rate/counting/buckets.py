"""The units that a component charges, by line, key and period, and what came before them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from itertools import groupby

from engine.explain import Step, given
from engine.law import Path, Source
from engine.money import grouped
from engine.money.currency import YUAN
from engine.tariff.model.document import TariffVersion
from engine.tariff.model.period import Accumulation, counted_over
from engine.tariff.model.product import Component, FreeQuota, TariffProduct
from engine.tariff.rate.counting.above import UsedAbove, used_before
from engine.tariff.rate.counting.quota import QuotaBefore, beyond_before, beyond_quota
from engine.tariff.rate.counting.uses import Uncorrectable, Use, unit_of, units_of, uses_of
from engine.tariff.rate.counting.window import outside_windows
from engine.tariff.usage.keys import rule_keys
from engine.tariff.usage.position import Position
from engine.tariff.usage.together import units_counted
from engine.tariff.usage.usage import Usage
from engine.text import text

__all__ = ["Bucket", "Counted", "Counting"]

Group = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Bucket:
    """The quantity charged within one period and for one key."""

    quantity: Step
    """Units charged now."""
    prior: Step | None
    """Units charged before in the same period, for the same key; None where nothing was rated
    before."""
    first: bool = True
    """Whether no use counted before it in the request is of the same period and key."""
    charged: Step | None = None
    """What was charged for them (yuan), where that was said; None for what they cost today."""
    said_at: Path = ()
    """Where in the request that was said."""
    times: Step | None = None
    """How many alike ones there are, each of another key; None for the one."""
    share: Step | None = None
    """The part of the amount that is paid, in per cent; None for all of it."""

    @property
    def units(self) -> Step:
        """All units of it charged now."""
        return self.quantity if self.times is None else self.times


@dataclass(frozen=True, slots=True)
class Counted:
    """A component of a product, the lines that it charges, and what was used before of it."""

    priced: TariffProduct
    component: Component
    over: Accumulation | None
    """Over what its charge is worked out; None for all of the product that is rated together."""
    lines: Sequence[int]
    """The places of the product's uses among all that are rated together."""
    positions: Sequence[Position]
    """What was used before of the component."""

    def by_unit(self) -> Mapping[str, Counted]:
        """Return it once for each unit that it counts, where several decide one price."""
        return {
            one.added: replace(self, component=self.component.model_copy(update={"per": (one,)}))
            for one in self.priced.counts_of(self.component)
        }

    @property
    def unit(self) -> str:
        """The unit of what is counted."""
        return unit_of(self.priced, self.component)

    @property
    def apart(self) -> Group:
        """What tells its counting from that of others: the product, unless its key leaves it out;
        and by which keys and periods it counts."""
        if self.over is None:
            return (self.priced.id,)
        return (*counted_over(self.over.key, self.over), *self._units)

    @property
    def crosses(self) -> bool:
        """Whether use that shares its free quota can be added up apart, and use that is added up
        can be of several quotas: what a correction frees of a quota may then be of another's."""
        over, quota = self.over, self.component.free_quota
        if over is None or quota is None:
            return False
        within, ours, theirs = quota.within, set(quota.key), set(over.key)
        return not (
            (ours >= theirs and within.lies_in(over)) or (theirs >= ours and over.lies_in(within))
        )

    @property
    def quota_apart(self) -> Group:
        """The same of its free quota."""
        quota = self.component.free_quota
        assert quota is not None
        return (quota.units, *counted_over(quota.key, quota.within), *self._units)

    @property
    def _units(self) -> tuple[str, ...]:
        return units_counted(self.priced, self.component)


@dataclass(frozen=True, slots=True)
class _Charged:
    """What positions say was charged before."""

    units: list[Step] = field(default_factory=list)
    """Units, as far as no quota took them."""
    paid: list[tuple[Step, Path]] = field(default_factory=list)
    """What was charged for them (yuan), where that is said, with its place."""
    products: set[str] = field(default_factory=set)
    """The products used."""


@dataclass(frozen=True)
class Counting:
    """How components of one name count the uses of their products, together where their keys do
    not tell the products apart."""

    version: TariffVersion
    members: Sequence[Counted]
    """The components, one a product."""
    usages: Sequence[Usage]
    """All uses that are rated together."""

    def by_line(self) -> tuple[tuple[Bucket, ...], ...]:
        """Return the buckets of each usage, one for each period and key.

        A window is applied first, then the free quota, then the units are added up, all in the
        order of days. Of one day, corrections come last, and products as they stand in the tariff:
        what is charged does not depend on where a line stands in a request.

        Raises Uncorrectable for a correction that takes back more than was used, or of which it
        cannot be said what it takes back.
        """
        uses: list[Use] = []
        quotas: dict[Group, list[Counted]] = {}
        for member in self.members:
            if member.component.free_quota is None:
                uses += self._uses(member)
            else:
                quotas.setdefault(member.quota_apart, []).append(member)
        for several in quotas.values():
            uses += self._beyond_quota(several)
        buckets: list[list[Bucket]] = [[] for _ in self.usages]
        groups: dict[Group, list[Use]] = {}
        for use in self._ordered(uses):
            if self._member(use).component.each_limited:
                if not use.before:
                    share = self._share(use.line)
                    buckets[use.line].append(Bucket(use.units, None, share=share))
            elif not use.before and self._apart(use):
                buckets[use.line].append(self._each(use))
            else:
                groups.setdefault(self._group(use), []).append(use)
        alike = Counter(group[:-1] for group, members in groups.items() for _ in members)
        alike.update(group[:-1] for group in self._positions)
        for group, members in groups.items():
            # From when periods run matters only where other use could fall into the same one.
            runs = self._runs(members[0]) if alike[group[:-1]] > 1 else ()
            for line, bucket in self._of_group(group, members, runs):
                buckets[line].append(bucket)
        return tuple(tuple(each) for each in buckets)

    def _uses(self, member: Counted) -> list[Use]:
        """Return what a component counts, outside its windows."""
        lines = {line: self.usages[line] for line in member.lines}
        uses = self._ordered(uses_of(self.version, member.priced, member.component, lines))
        once = member.component.once_per
        if once is None:
            return uses
        return outside_windows(self.version, once, uses, member.positions, member.unit)

    def _beyond_quota(self, members: Sequence[Counted]) -> list[Use]:
        """Return what `members` count beyond the quota that they share."""
        uses = self._ordered([use for member in members for use in self._uses(member)])
        quota = members[0].component.free_quota
        assert quota is not None
        before = [one for member in members for one in self._quota_before(member, quota)]
        for use in uses:
            if before and use.units.number < 0 and self._member(use).crosses:
                raise Uncorrectable(use.line, "tariff.corrected_across")
        return beyond_quota(self.version, quota, uses, before, self._group, members[0].unit)

    def _ordered(self, uses: Sequence[Use]) -> list[Use]:
        """Return `uses` one after another, whatever the order of their lines, and however their
        keys are written."""
        places = {product.id: place for place, product in enumerate(self.version.products)}

        def order(use: Use) -> tuple[object, ...]:
            corrects = self.usages[use.line].correction is not None
            day, since = use.on, use.since or use.on
            keys = self.version.group(self._named, use.keys)
            return (day, not use.before, corrects, places[use.product], keys, since, use.apart)

        return sorted(uses, key=order)

    @cached_property
    def _named(self) -> tuple[str, ...]:
        """The keys by which any rule tells the uses of the members apart."""
        products = (member.priced for member in self.members)
        return tuple(sorted({key for one in products for key in rule_keys(self.version, one)}))

    @cached_property
    def _of_line(self) -> Mapping[int, Counted]:
        return {line: member for member in self.members for line in member.lines}

    def _member(self, use: Use) -> Counted:
        return self._of_line[use.line]

    # --- groups

    def _group(self, use: Use) -> Group:
        member = self._member(use)
        if member.over is None:
            return member.apart
        key = self.version.group(sorted(member.over.key), use.keys)
        return (*member.apart, *key, use.period(member.over))

    def _apart(self, use: Use) -> bool:
        """Whether each unit of `use` falls to a key of its own."""
        over = self._member(use).over
        return over is not None and use.apart and not all(use.keys.get(key) for key in over.key)

    def _each(self, use: Use) -> Bucket:
        one = given(text("tariff.rate.one_each"), Decimal(1), use.units.unit, use.units.cites)
        return Bucket(one, None, times=use.units, share=self._share(use.line))

    def _runs(self, use: Use) -> tuple[Source, ...]:
        """Return from when the periods run over which `use` is added up, where that is declared."""
        over = self._member(use).over
        return () if over is None or over.runs is None else over.runs.cites

    def _of_group(
        self, group: Group, uses: Sequence[Use], runs: Sequence[Source]
    ) -> Iterator[tuple[int, Bucket]]:
        member = self._member(uses[0])
        known = self._charged_before(group)
        before = [*known.units, *used_before([use for use in uses if use.before], member.unit)]
        involved = known.products | {use.product for use in uses if use.units.number}
        above = UsedAbove(member.unit)
        # What was charged says what the prices of one product made, not those of several.
        alone = len(known.products | {use.product for use in uses}) == 1
        alone &= not any(use.before for use in uses)
        now = [use for use in uses if not use.before]
        for line, run in groupby(now, key=lambda use: use.line):
            units = [use.units for use in run]
            quantity = units_of(units, member.unit, cites=runs)
            parts = [*before, above.step()] if above.any else before
            prior = units_of(parts, member.unit, "tariff.rate.prior") if parts else None
            left = quantity.number if prior is None else prior.number + quantity.number
            if left < 0:
                raise Uncorrectable(line, "tariff.corrected_below_zero", left=grouped(left))
            if quantity.number < 0 and len(involved) > 1:
                raise Uncorrectable(line, "tariff.corrected_over_products")
            if member.over is None and prior is not None and prior.number == 0:
                prior = None
            # What was said to be charged is for the position alone, without uses before it.
            first = not above.any
            charged, at = known.paid[0] if known.paid and alone and first else (None, ())
            share = self._share(line)
            yield line, Bucket(quantity, prior, first, charged, at, share=share)
            above.add(units)

    def _share(self, line: int) -> Step | None:
        return self.usages[line].share if self.version.free_within_bands else None

    # --- what positions say

    def _quota_before(self, member: Counted, quota: FreeQuota) -> Iterator[QuotaBefore]:
        for position in member.positions:
            said = (position.used.get(member.unit), position.quota_used) != (None, None)
            if said and position.counted_by(quota):
                yield self._of_quota(member, quota, position, "tariff.rate.quota_used_before")

    def _of_quota(
        self, member: Counted, quota: FreeQuota, position: Position, label: str
    ) -> QuotaBefore:
        group = (*self.version.group(sorted(quota.key), position.keys), position.period or "")
        used, took = position.used.get(member.unit), position.quota_used

        def units(name: str, number: Decimal | None) -> Step | None:
            if number is None:
                return None
            return given(text(name), number, member.unit, position.sources)

        free = units("tariff.rate.quota_used_before", took)
        return QuotaBefore(group, member.priced.id, units(label, used), free)

    def _charged_before(self, group: Group) -> _Charged:
        """Return what was charged before of `group`: of several positions of one quota, what it did
        not take of them together."""
        found = _Charged()
        quotas: dict[Group, list[QuotaBefore]] = {}
        limits: dict[Group, FreeQuota] = {}
        for member, position in self._positions.get(group, ()):
            quota, used = member.component.free_quota, position.used[member.unit]
            if used or position.charged:
                found.products.add(member.priced.id)
            if position.charged is not None:
                label = text("tariff.rate.charged_before")
                step = given(label, position.charged, YUAN, position.sources)
                found.paid.append((step, (*position.path, "charged")))
            if quota is None:
                label = text("tariff.rate.prior")
                found.units.append(given(label, used, member.unit, position.sources))
                continue
            one = self._of_quota(member, quota, position, "tariff.rate.prior")
            whose = (*member.quota_apart, *one.group)
            quotas.setdefault(whose, []).append(one)
            limits[whose] = quota
        for whose, several in quotas.items():
            quota, unit = limits[whose], self.members[0].unit
            limit = given(text("tariff.rate.quota"), quota.units, unit, quota.cites)
            found.units.append(beyond_before(limit, several, unit))
        return found

    @cached_property
    def _positions(self) -> Mapping[Group, Sequence[tuple[Counted, Position]]]:
        """What positions say of use added up before, by whose and when."""
        found: dict[Group, list[tuple[Counted, Position]]] = {}
        for member in self.members:
            for position in member.positions:
                group = self._position_group(member, position)
                if group is not None and member.unit in position.used:
                    found.setdefault(group, []).append((member, position))
        return found

    def _position_group(self, member: Counted, position: Position) -> Group | None:
        over = member.over
        if over is None:
            return member.apart
        if not position.counted_by(over):
            return None
        key = self.version.group(sorted(over.key), position.keys)
        return (*member.apart, *key, position.period or "")
