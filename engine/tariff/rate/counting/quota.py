"""Free quotas: so many units without charge for each key and period."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from engine.explain import Step, difference, given, largest, product, smallest
from engine.tariff.model.document import TariffVersion
from engine.tariff.model.product import FreeQuota
from engine.tariff.rate.counting.above import UsedAbove
from engine.tariff.rate.counting.uses import Use, units_of
from engine.text import text

__all__ = ["QuotaBefore", "beyond_quota"]

Group = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuotaBefore:
    """Units that counted against a quota before, as a position says it."""

    group: Group
    """For whom, folded, and the period at the end."""
    units: Step
    """How many."""


def beyond_quota(
    version: TariffVersion,
    quota: FreeQuota,
    uses: Sequence[Use],
    before: Sequence[QuotaBefore],
    together: Callable[[Use], Hashable],
    unit: str,
) -> list[Use]:
    """Return what of `uses` lies beyond the quota of its key and period.

    What was rated before took its share first, then the uses of now in the order of days. Uses
    that stay `together` come back as one.
    """
    result: list[Use] = []
    groups: dict[Group, list[Use]] = {}
    asked: dict[Group, Decimal] = {}
    for use in uses:
        if use.apart and not all(use.keys.get(key) for key in quota.key):
            result.append(replace(use, units=_each_beyond(quota, use.units, unit)))
            continue
        key = version.group(quota.key, use.keys)
        asked[key] = asked.get(key, Decimal(0)) + use.units.number
        groups.setdefault((*key, use.period(quota.within)), []).append(use)
    for group, members in groups.items():
        known = [one.units for one in before if one.group == group]
        # How the period is read matters only once more is asked for than the quota holds.
        all_asked = sum((step.number for step in known), asked[group[:-1]])
        reading = quota.within.cites if all_asked > quota.units else ()
        limit = given(text("tariff.rate.quota"), quota.units, unit, (*quota.cites, *reading))
        result += _of_group(limit, known, members, together, unit)
    return result


def _of_group(
    limit: Step,
    known: list[Step],
    members: Sequence[Use],
    together: Callable[[Use], Hashable],
    unit: str,
) -> Iterator[Use]:
    ordered = sorted(members, key=lambda use: not use.before)
    earlier, above = [*known], UsedAbove(unit)
    for (before, *_), run in groupby(
        ordered, key=lambda use: (use.before, use.line, together(use))
    ):
        uses = [*run]
        units = [use.units for use in uses]
        if before and not earlier:
            charged = _all_beyond(limit, units, unit)
        else:
            used = [*earlier, above.step()] if above.any else earlier
            charged = _beyond(limit, used, units, unit)
        yield replace(uses[0], units=charged)
        if before:
            earlier = [*earlier, *units]
        else:
            above.add(units)


def _each_beyond(quota: FreeQuota, units: Step, unit: str) -> Step:
    """Return what is charged of `units` that each fall to somebody else's quota."""
    limit = given(text("tariff.rate.quota"), quota.units, unit, quota.cites)
    one = given(text("tariff.rate.one_each"), Decimal(1), unit)
    gap = difference(text("tariff.rate.quota_passed"), [one, limit], unit)
    each = largest(text("tariff.rate.beyond_quota"), [gap, _zero(unit)], "1")
    return product(text("tariff.rate.beyond_quota"), [units, each], unit)


def _all_beyond(limit: Step, units: Sequence[Step], unit: str) -> Step:
    """Return the units of the first uses beyond `limit`."""
    used = units_of(units, unit, "tariff.rate.used_before")
    gap = difference(text("tariff.rate.quota_passed"), [used, limit], unit)
    return largest(text("tariff.rate.beyond_quota"), [gap, _zero(unit)], unit)


def _beyond(limit: Step, before: Sequence[Step], now: Sequence[Step], unit: str) -> Step:
    """Return the units of `now` beyond what `before` has left of `limit`; of a correction, those
    that it takes back of what lay beyond."""
    if sum(step.number for step in now) < 0:
        zero = _zero(unit)
        passed = text("tariff.rate.quota_passed")
        kept, had = (
            difference(passed, [units_of(units, unit, "tariff.rate.cumulated"), limit], unit)
            for units in ([*before, *now] or [zero], [*before] or [zero])
        )
        ends = [largest(text("tariff.rate.beyond_quota"), [gap, zero], unit) for gap in (kept, had)]
        return difference(text("tariff.rate.beyond_quota"), ends, unit)
    gap = difference(text("tariff.rate.quota_gap"), [limit, *before], unit)
    left = largest(text("tariff.rate.quota_left"), [gap, _zero(unit)], unit)
    units = units_of(now, unit)
    free = smallest(text("tariff.rate.quota_used"), [left, units], unit)
    return difference(text("tariff.rate.beyond_quota"), [units, free], unit)


def _zero(unit: str) -> Step:
    return given(text("tariff.rate.zero"), Decimal(0), unit)
