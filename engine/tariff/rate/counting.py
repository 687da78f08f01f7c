"""From what was used to the quantity that is charged: windows, free quotas, periods."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from engine.explain import (
    Step,
    chosen,
    compared,
    difference,
    given,
    largest,
    product,
    rounded,
    smallest,
    total,
)
from engine.money import Rounding, RoundingMode
from engine.tariff.model.charge import Accumulation, Period
from engine.tariff.model.document import TariffVersion
from engine.tariff.model.product import Anchor, Component, FreeQuota, OncePer, TariffProduct
from engine.tariff.model.usage import Event, Usage
from engine.text import text

__all__ = ["Bucket", "buckets"]

_WHOLE = Rounding(unit=Decimal(1), mode=RoundingMode.UP)


@dataclass(frozen=True, slots=True)
class Bucket:
    """The quantity charged within one period and for one key."""

    quantity: Step
    """Units charged now."""
    prior: Step | None
    """Units charged before in the same period, for the same key; None where nothing was rated
    before, or where each use is charged apart."""


@dataclass(frozen=True, slots=True)
class _Counted:
    """A request or a quantity, with the units of it that remain to be charged."""

    on: datetime.date
    keys: dict[str, str]
    units: Step
    before: bool
    """Whether it belongs to the history."""


def buckets(
    version: TariffVersion,
    priced: TariffProduct,
    component: Component,
    accumulate: Accumulation | None,
    usage: Usage,
) -> tuple[Bucket, ...]:
    """Return the quantities of `usage` that `component` charges, one bucket a period and key.

    Without `accumulate` there is one bucket. A window is applied first, then the free quota.
    """
    unit = "·".join(count.unit for count in priced.counts_of(component))
    if usage.events:
        counted = _counted_events(component, usage, unit)
    else:
        counted = [_declared(version, priced, component, usage, unit)]
        if usage.prior is not None:
            prior = given(text("tariff.prior"), usage.prior, unit, usage.sources)
            counted.insert(0, _Counted(usage.on, usage.all_keys(), prior, before=True))
    if component.free_quota is not None:
        counted = _beyond_quota(component.free_quota, counted, unit)
    groups: dict[tuple[str, ...], list[_Counted]] = {}
    for one in counted:
        groups.setdefault(_group(accumulate, one), []).append(one)
    return tuple(
        _bucket(group, usage, unit)
        for group in groups.values()
        if not all(one.before for one in group)
    )


def _bucket(group: Sequence[_Counted], usage: Usage, unit: str) -> Bucket:
    now = [one.units for one in group if not one.before]
    quantity = now[0] if len(now) == 1 else total(text("tariff.counted"), now, unit)
    if usage.share is not None:
        hundredth = given(text("tariff.one_per_cent"), Decimal("0.01"), "1/percent")
        quantity = product(text("tariff.share"), [quantity, usage.share, hundredth], unit)
    before = [one.units for one in group if one.before]
    if len(before) > 1:
        return Bucket(quantity, total(text("tariff.prior"), before, unit))
    return Bucket(quantity, before[0] if before else None)


def _group(accumulate: Accumulation | None, one: _Counted) -> tuple[str, ...]:
    if accumulate is None:
        return ("before",) if one.before else ()
    keys = (one.keys.get(key, "") for key in accumulate.key)
    return (_period(one.on, accumulate.period), *keys)


def _period(day: datetime.date, period: Period) -> str:
    """Return the calendar day, month or year of `day`, as 2026-03-02, 2026-03 or 2026."""
    length = {Period.DAY: 10, Period.MONTH: 7, Period.YEAR: 4}[period]
    return day.isoformat()[:length]


def _declared(
    version: TariffVersion,
    priced: TariffProduct,
    component: Component,
    usage: Usage,
    unit: str,
) -> _Counted:
    counts: list[Step] = []
    for count in priced.counts_of(component):
        number = usage.counts.get(count.unit, usage.quantity)
        assert number is not None
        title = version.units[count.unit].title
        step = given(text("tariff.quantity", unit=title), number, count.unit, usage.sources)
        if count.started_whole:
            step = rounded(text("tariff.started", unit=title), step, _WHOLE, count.cites)
        counts.append(step)
    units = counts[0] if len(counts) == 1 else product(text("tariff.counted"), counts, unit)
    return _Counted(usage.on, usage.all_keys(), units, before=False)


def _counted_events(component: Component, usage: Usage, unit: str) -> list[_Counted]:
    dated = [(event, True) for event in usage.history] + [(event, False) for event in usage.events]
    dated.sort(key=lambda pair: pair[0].on)
    if component.once_per is not None:
        return _once(component.once_per, dated, usage, unit)
    return [
        _Counted(event.on, usage.all_keys(event), _request(event, usage, unit), before)
        for event, before in dated
    ]


def _request(event: Event, usage: Usage, unit: str, named: Sequence[str] = ()) -> Step:
    what = "·".join(named)
    label = text("tariff.request", day=event.on, what=f" {what}" if what else "")
    return given(label, event.quantity, unit, usage.sources)


def _once(
    rule: OncePer, dated: Sequence[tuple[Event, bool]], usage: Usage, unit: str
) -> list[_Counted]:
    """Count each request 1, or 0 where an earlier one for the same key still covers it."""
    anchors: dict[tuple[str, ...], datetime.date] = {}
    counted: list[_Counted] = []
    for event, before in dated:
        keys = usage.all_keys(event)
        named = tuple(keys[key] for key in rule.key)
        request = _request(event, usage, unit, named)
        anchor = anchors.get(named)
        if anchor is None:
            counted.append(_Counted(event.on, keys, request, before))
            anchors[named] = event.on
            continue
        units, covered = _again(rule, (event.on - anchor).days, request, unit)
        counted.append(_Counted(event.on, keys, units, before))
        if not covered or rule.reading.anchor is Anchor.LAST_REQUEST:
            anchors[named] = event.on
    return counted


def _again(rule: OncePer, passed: int, request: Step, unit: str) -> tuple[Step, bool]:
    """Return a repeated request's units, and whether the window covers it."""
    days = given(text("tariff.days_since"), Decimal(passed), "day", rule.reading.cites)
    window = given(text("tariff.window"), Decimal(rule.days), "day", rule.cites)
    relation = "<" if rule.reading.first_day_counts else "<="
    within = compared(text("tariff.within"), days, relation, window)
    if not within.value:
        return chosen(request.label, [within], request), False
    nothing = given(text("tariff.not_again"), Decimal(0), unit, rule.cites)
    return chosen(request.label, [within, request], nothing), True


def _beyond_quota(quota: FreeQuota, counted: Sequence[_Counted], unit: str) -> list[_Counted]:
    """Take the free units of each key and period off what is counted for it."""
    asked: dict[tuple[str, ...], Decimal] = {}
    groups: dict[tuple[str, ...], list[_Counted]] = {}
    for one in counted:
        key = tuple(one.keys.get(name, "") for name in quota.key)
        asked[key] = asked.get(key, Decimal(0)) + one.units.number
        groups.setdefault((*key, _period(one.on, quota.within.period)), []).append(one)
    result: list[_Counted] = []
    for (*parts, _), group in groups.items():
        now = [one for one in group if not one.before]
        if not now:
            continue
        # How the period is read matters only once more is asked for than the quota holds.
        reading = quota.within.cites if asked[tuple(parts)] > quota.units else ()
        before = [one.units for one in group if one.before]
        limit = given(text("tariff.quota"), quota.units, unit, (*quota.cites, *reading))
        if before:
            charged = _charged_before(limit, before, unit)
            result.append(_Counted(now[0].on, now[0].keys, charged, before=True))
        beyond = _beyond(limit, before, [one.units for one in now], unit)
        result.append(_Counted(now[0].on, now[0].keys, beyond, before=False))
    return result


def _charged_before(limit: Step, before: Sequence[Step], unit: str) -> Step:
    """Return the units of `before` beyond `limit`."""
    zero = given(text("tariff.zero"), Decimal(0), unit)
    used = before[0] if len(before) == 1 else total(text("tariff.used_before"), before, unit)
    gap = difference(text("tariff.quota_passed"), [used, limit], unit)
    return largest(text("tariff.beyond_quota"), [gap, zero], unit)


def _beyond(limit: Step, before: Sequence[Step], now: Sequence[Step], unit: str) -> Step:
    """Return the units of `now` beyond what `before` has left of `limit`."""
    zero = given(text("tariff.zero"), Decimal(0), unit)
    gap = difference(text("tariff.quota_gap"), [limit, *before], unit)
    left = largest(text("tariff.quota_left"), [gap, zero], unit)
    units = now[0] if len(now) == 1 else total(text("tariff.counted"), now, unit)
    free = smallest(text("tariff.quota_used"), [left, units], unit)
    return difference(text("tariff.beyond_quota"), [units, free], unit)
