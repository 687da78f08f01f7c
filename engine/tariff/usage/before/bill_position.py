"""What can be wrong with what is said of bills before (期初整单累计)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence, Set
from decimal import Decimal

from engine.law import Finding
from engine.money import grouped
from engine.tariff.model.bill import BillRule, PartOfPeriod, Settled
from engine.tariff.model.document import TariffVersion
from engine.tariff.model.period import days_in, first_day_of, lies_within
from engine.tariff.usage.keys import bill_of, bill_of_position, keys_missing
from engine.tariff.usage.position import LAST_DAY, MOST_UNITS, Position, period_written
from engine.tariff.usage.usage import Usage

__all__ = ["bill_position_findings", "bills_unsaid"]


def bill_position_findings(
    version: TariffVersion,
    usages: Sequence[Usage],
    position: Position,
    seen: set[tuple[object, ...]],
) -> Iterator[Finding]:
    """Yield what of `position` the rule over whole bills that it names cannot read beside `usages`;
    `seen` are the bills of which others say what was before, and this one is added."""
    rule = next((one for one in version.bill if one.id == position.bill), None)
    if rule is None or rule.accumulate is None:
        running = [one.id for one in version.bill if one.accumulate is not None]
        allowed = {"allowed": ", ".join(running) or "–"}
        yield Finding((*position.path, "bill"), "tariff.unknown_bill", allowed, position.bill)
        return
    over = rule.accumulate
    if not position.counted_by(over):
        rules = {"rules": ", ".join((*over.key, period_written(over)))}
        yield Finding(position.path, "tariff.position_of_no_rule", rules)
    elif not any(_falls(version, rule, usage, position) for usage in usages):
        yield Finding(position.path, "tariff.position_of_no_bill", {"bill": rule.title})
    else:
        group = ("bill", rule.id, *bill_of_position(version, rule, position))
        if group in seen:
            yield Finding(position.path, "tariff.before_said_twice")
        seen.add(group)
        yield from _days(rule, position)
    by_day = rule.part_of_period is PartOfPeriod.BY_DAY
    days = {"day"} if position.closes and by_day else set()
    said = position.charged is not None and position.quota_used is None
    if not said or position.used.keys() != days:
        expected = "charged, used: {day: …}" if days else "charged"
        yield Finding(position.path, "tariff.bill_says_charged", {"expected": expected})
    if position.closes and rule.settled is not Settled.AT_PERIOD_END:
        yield Finding((*position.path, "closes"), "tariff.bill_closes_nothing", {}, rule.id)
    if position.charged is not None and abs(position.charged) > MOST_UNITS:
        bound = {"bound": grouped(MOST_UNITS)}
        yield Finding((*position.path, "charged"), "law.too_big", bound)


def _falls(version: TariffVersion, rule: BillRule, usage: Usage, position: Position) -> bool:
    """Whether some of `usage` belongs to the bill of which `position` is, as far as is known."""
    over, since = rule.accumulate, usage.contract_since
    if over is None or not rule.covers(usage.product):
        return False
    if keys_missing(usage, over.key) or (over.by_contract and since is None):
        return True  # They are asked for.
    bill = bill_of_position(version, rule, position)
    days = _used_on(usage, position)
    return any(bill_of(version, rule, keys, day, since) == bill for day, keys in days)


def _used_on(usage: Usage, position: Position) -> Iterator[tuple[datetime.date, Mapping[str, str]]]:
    """Yield the days of `usage` with their keys; of days covered, the first in the period of
    `position`."""
    span = usage.span
    yield from ((event.on, usage.all_keys(event)) for event in usage.events)
    if span is not None:
        first = max(span.first, first_day_of(position.period or "") or span.first)
        if first <= min(span.last, LAST_DAY):
            yield first, usage.all_keys()
    elif not usage.events:
        yield usage.on, usage.all_keys()


def bills_unsaid(
    version: TariffVersion, usages: Sequence[Usage], positions: Sequence[Position]
) -> Iterator[Finding]:
    """Yield the entries of what was charged for a product that a bill with something of `usages`
    sums as well, where none of `positions` says what that bill had summed.

    A rule for a class alone is left out, as is a period that began before the version.
    """
    for rule in version.bill:
        if rule.accumulate is None or rule.for_ is not None:
            continue
        said = {bill_of_position(version, rule, one) for one in positions if one.bill == rule.id}
        for position in positions:
            if _charged_in(version, rule, position) and any(
                _sums(version, rule, usage, position, said) for usage in usages
            ):
                values = {"bill": rule.title, "id": rule.id}
                yield Finding(position.path, "tariff.bill_around_unsaid", values)


def _charged_in(version: TariffVersion, rule: BillRule, position: Position) -> bool:
    """Whether `position` says that something of a product that `rule` covers was charged, since
    the version is in force."""
    if position.bill is not None or not rule.covers(position.product) or position.charged == 0:
        return False
    began = first_day_of(position.period or "")
    return began is not None and began >= version.from_.start and position.most_used > 0


def _sums(
    version: TariffVersion,
    rule: BillRule,
    usage: Usage,
    position: Position,
    said: Set[tuple[str, ...]],
) -> bool:
    """Whether some of `usage` belongs to a bill that sums what `position` is of, too, and that is
    none of those `said`."""
    over, since = rule.accumulate, usage.contract_since
    if over is None or not rule.covers(usage.product) or not position.keys.keys() >= {*over.key}:
        return False
    if keys_missing(usage, over.key) or (over.by_contract and since is None):
        return False
    whose = version.group(over.key, position.keys)
    bills = {bill_of(version, rule, keys, day, since) for day, keys in _used_on(usage, position)}
    return any(
        bill[:-1] == whose and lies_within(position.period or "", bill[-1]) for bill in bills - said
    )


def _days(rule: BillRule, position: Position) -> Iterator[Finding]:
    """Yield days covered that are none of the period."""
    days = position.used.get("day")
    if days is None or rule.accumulate is None or first_day_of(position.period or "") is None:
        return
    length = Decimal(days_in(position.period or ""))
    if days % 1 or not 0 <= days <= length:
        path = (*position.path, "used", "day")
        yield Finding(path, "tariff.bill_days", {"length": length}, days)
