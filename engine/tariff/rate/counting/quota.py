"""Free quotas: so many units without charge for each key and period."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from engine.explain import Step, difference, given, largest, product, smallest, total
from engine.law import Source
from engine.money import grouped
from engine.tariff.model.document import TariffVersion
from engine.tariff.model.product import FreeQuota
from engine.tariff.rate.counting.above import UsedAbove, used_before
from engine.tariff.rate.counting.uses import Uncorrectable, Use, units_of
from engine.text import text

__all__ = ["QuotaBefore", "beyond_before", "beyond_quota"]

Group = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuotaBefore:
    """Units that counted against a quota before, as a position says it."""

    group: Group
    """For whom, folded, and the period at the end."""
    product: str
    """The product that was used."""
    used: Step | None
    """All units used; None where only is said how many the quota took."""
    took: Step | None
    """How many of them the quota took; None for as many as it holds."""

    @property
    def units(self) -> Step:
        """The units that are less left of the quota, as far as it holds them."""
        units = self.used if self.took is None else self.took
        assert units is not None
        return units


def beyond_before(limit: Step, before: Sequence[QuotaBefore], unit: str) -> Step:
    """Return how many units used `before`, all of one quota, it did not take."""
    label = text("tariff.rate.beyond_quota")
    rests, took, used = [], [], []
    for each in before:
        if each.used is not None and each.took is not None:
            rests.append(difference(label, [each.used, each.took], unit))
        elif each.used is not None:
            used.append(each.used)
        if each.took is not None:
            took.append(each.took)
    if used:
        asked = units_of(used, unit, "tariff.rate.used_before")
        room = _left(limit, took, unit) if took else limit
        rests.append(_over(asked, room, unit))
    return units_of(rests or [_zero(unit)], unit, "tariff.rate.beyond_quota")


def beyond_quota(
    version: TariffVersion,
    quota: FreeQuota,
    uses: Sequence[Use],
    before: Sequence[QuotaBefore],
    together: Callable[[Use], Hashable],
    unit: str,
) -> list[Use]:
    """Return what of `uses` lies beyond the quota of its key and period.

    What was rated before took its share first, then the uses of now in their order. Uses that stay
    `together` come back as one. Raises Uncorrectable for a correction that takes back more than
    was used, or of which it cannot be said what it takes back.
    """
    result: list[Use] = []
    groups: dict[Group, list[Use]] = {}
    asked: dict[Group, Decimal] = {}
    for use in uses:
        if use.apart and not all(use.keys.get(key) for key in quota.key):
            result.append(replace(use, units=_each_beyond(quota, use.units, unit)))
            continue
        key = version.group(sorted(quota.key), use.keys)
        asked[key] = asked.get(key, Decimal(0)) + max(use.units.number, Decimal(0))
        groups.setdefault((*key, use.period(quota.within)), []).append(use)
    for group, members in groups.items():
        known = [one for one in before if one.group == group]
        # How the period is read matters only once more is asked for than the quota holds, whether
        # or not some of it is taken back.
        all_asked = sum((one.units.number for one in known), asked[group[:-1]])
        reading = _readings(quota) if all_asked > quota.units else ()
        limit = given(text("tariff.rate.quota"), quota.units, unit, (*quota.cites, *reading))
        result += _of_group(limit, known, members, together, unit)
    return result


def _readings(quota: FreeQuota) -> tuple[Source, ...]:
    """Return how the period is read, and from when periods run."""
    runs = quota.within.runs
    return (*quota.within.cites, *(() if runs is None else runs.cites))


def _of_group(
    limit: Step,
    known: Sequence[QuotaBefore],
    members: Sequence[Use],
    together: Callable[[Use], Hashable],
    unit: str,
) -> Iterator[Use]:
    ordered = sorted(members, key=lambda use: not use.before)
    runs = [
        [*run] for _, run in groupby(ordered, key=lambda use: (use.before, use.line, together(use)))
    ]
    if any(use.units.number < 0 for use in members):
        yield from _corrected(limit, known, runs, unit)
        return
    earlier, above = [one.units for one in known], UsedAbove(unit)
    for uses in runs:
        units, before = [use.units for use in uses], uses[0].before
        if before and not earlier:
            charged = _over(units_of(units, unit, "tariff.rate.used_before"), limit, unit)
        else:
            used = [*earlier, above.step()] if above.any else earlier
            charged = _beyond(limit, used, units, unit)
        yield replace(uses[0], units=charged)
        if before:
            earlier = [*earlier, *used_before(uses, unit)]
        else:
            above.add(units)


def _corrected(
    limit: Step, known: Sequence[QuotaBefore], runs: Iterable[Sequence[Use]], unit: str
) -> Iterator[Use]:
    """Yield what lies beyond the quota where something is taken back: first of what lay beyond it,
    then of what it took."""
    left = _left(limit, [one.units for one in known], unit)
    beyond = beyond_before(limit, known, unit)
    label = text("tariff.rate.beyond_quota")

    def after(used: Step) -> Step:
        if used.number <= 0:
            rest = total(label, [beyond, used], unit)
            return largest(label, [rest, _zero(unit)], unit)
        return total(label, [beyond, _over(used, left, unit)], unit)

    used = sum((one.used.number for one in known if one.used is not None), Decimal(0))
    products = {one.product for one in known if one.units.number}
    earlier, above = list[Step](), UsedAbove(unit)

    def asked() -> Step:
        parts = [*earlier, above.step()] if above.any else earlier
        return units_of(parts or [_zero(unit)], unit, "tariff.rate.cumulated")

    for uses in runs:
        units = units_of([use.units for use in uses], unit)
        if units.number:
            products.add(uses[0].product)
        start = asked()
        if uses[0].before:
            earlier += used_before(uses, unit)
        else:
            above.add([units])
        if units.number < 0:
            if len(products) > 1:
                raise Uncorrectable(uses[0].line, "tariff.corrected_over_products")
            if any(one.used is None for one in known):
                raise Uncorrectable(uses[0].line, "tariff.corrected_unsaid")
            if (rest := used + asked().number) < 0:
                raise Uncorrectable(uses[0].line, "tariff.corrected_below_zero", left=grouped(rest))
        ends = [after(asked()), after(start)]
        yield replace(uses[0], units=difference(label, ends, unit))


def _each_beyond(quota: FreeQuota, units: Step, unit: str) -> Step:
    """Return what is charged of `units` that each fall to somebody else's quota."""
    limit = given(text("tariff.rate.quota"), quota.units, unit, quota.cites)
    one = given(text("tariff.rate.one_each"), Decimal(1), unit)
    gap = difference(text("tariff.rate.quota_passed"), [one, limit], unit)
    each = largest(text("tariff.rate.beyond_quota"), [gap, _zero(unit)], "1")
    return product(text("tariff.rate.beyond_quota"), [units, each], unit)


def _over(units: Step, limit: Step, unit: str) -> Step:
    """Return by how much `units` pass `limit`."""
    gap = difference(text("tariff.rate.quota_passed"), [units, limit], unit)
    return largest(text("tariff.rate.beyond_quota"), [gap, _zero(unit)], unit)


def _left(limit: Step, before: Sequence[Step], unit: str) -> Step:
    """Return what the units `before` have left of `limit`."""
    gap = difference(text("tariff.rate.quota_gap"), [limit, *before], unit)
    return largest(text("tariff.rate.quota_left"), [gap, _zero(unit)], unit)


def _beyond(limit: Step, before: Sequence[Step], now: Sequence[Step], unit: str) -> Step:
    """Return the units of `now` beyond what `before` has left of `limit`."""
    left, units = _left(limit, before, unit), units_of(now, unit)
    free = smallest(text("tariff.rate.quota_used"), [left, units], unit)
    return difference(text("tariff.rate.beyond_quota"), [units, free], unit)


def _zero(unit: str) -> Step:
    return given(text("tariff.rate.zero"), Decimal(0), unit)
