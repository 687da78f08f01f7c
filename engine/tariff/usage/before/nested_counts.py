"""Counts of what is asked for, and what is said of use within each: a longer period and fewer keys
count it too, and a quota took as much of it as it holds."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from engine.law import Finding
from engine.money import exactly
from engine.tariff.model.document import TariffVersion
from engine.tariff.model.period import Period, first_day_of, lies_within, stretch_of
from engine.tariff.model.product import FreeQuota
from engine.tariff.usage.before.asked_for import AskedFor
from engine.tariff.usage.before.readers import counted_as
from engine.tariff.usage.findings import units_of_part
from engine.tariff.usage.position import OF_THE_REQUEST, Position
from engine.tariff.usage.together import CountingRule, counting_rules, counts_beside
from engine.tariff.usage.usage import Usage

__all__ = ["nested_findings"]

_MONTH = 30.44
"""Days of a month: periods of one length have as many of them between their ends, rounded."""


@dataclass(frozen=True, slots=True)
class _Count:
    """What a rule counts together of one product, and what is said of it."""

    rule: CountingRule
    """The rule."""
    own: Position | None
    """The entry of the rule's own keys and period."""
    inside: Sequence[Position]
    """Entries within it: of a shorter period, or of more keys."""

    @property
    def unit(self) -> str:
        """The unit that is counted, as entries name it."""
        return _unit(self.rule)

    @property
    def used_inside(self) -> Decimal:
        """How many units the entries within it come to, as far as they are of one kind."""
        return self._most((one, one.used.get(self.unit)) for one in self.inside)

    @property
    def took_inside(self) -> Decimal:
        """How many units of these the quota took."""
        parts = (one for one in self.inside if _is_of(self.rule, one))
        return self._most((one, _took(self.rule, one)) for one in parts)

    @property
    def took(self) -> Decimal:
        """How many units the quota took; where that is not said, as many as it holds."""
        return (None if self.own is None else _took(self.rule, self.own)) or Decimal(0)

    @property
    def used(self) -> Decimal:
        """How many units were used at least."""
        said = None if self.own is None else self.own.used.get(self.unit)
        return max(said or Decimal(0), self.took, self.used_inside)

    def _most(self, numbers: Iterable[tuple[Position, Decimal | None]]) -> Decimal:
        """Return the largest sum of entries of one kind, which do not overlap."""
        alike: dict[object, list[Decimal | None]] = defaultdict(list)
        for one, number in numbers:
            alike[_kind(one)].append(number)
        return max(map(_sum, alike.values()), default=Decimal(0))


def nested_findings(
    version: TariffVersion,
    usages: Sequence[Usage],
    positions: Sequence[Position],
    earliest: datetime.date,
) -> Iterator[Finding]:
    """Yield where `positions` do not fit what the rules of `version` count of `usages`; all time
    begins on the day `earliest`.

    What was used within a count is said of the count, too, and of it at least as much; of a quota
    all entries together took what it holds, as far as so much was used.
    """
    asking = AskedFor(version, usages)
    said: dict[str, list[Position]] = defaultdict(list)
    for one in positions:
        if one.bill is None:
            said[one.product].append(one)
    for sharing in _counted_together(version, dict.fromkeys(usage.product for usage in usages)):
        rule, names = sharing[0], {one.product.id for one in sharing}
        known = [_by_count(version, rule, one, said[one.product.id]) for one in sharing]
        for of, period in asking.counts(rule.over, names) if any(known) else ():
            counts = [
                _count(one, period, by_period.get(of, {}))
                for one, by_period in zip(sharing, known, strict=True)
            ]
            unsaid = [*_unsaid(counts)]
            yield from unsaid
            yield from _quota_unsaid(counts)
            yield from _said_less(counts)
            known_whole = not unsaid and not _began_before(version, period, earliest)
            if isinstance(rule.over, FreeQuota) and known_whole:
                yield from _of_quota(rule.over.units, counts)


def _counted_together(
    version: TariffVersion, asked: Iterable[str]
) -> Iterator[Sequence[CountingRule]]:
    """Yield the rules of products `asked` for with those of others that they count together with,
    each of these once."""
    found: dict[object, Sequence[CountingRule]] = {}
    for product in map(version.product, asked):
        for rule in () if product is None else counting_rules(product):
            sharing = [rule, *counts_beside(version, rule)]
            places = ((one.product.id, one.component.id, one.place) for one in sharing)
            found.setdefault(frozenset(places), sharing)
    return iter(found.values())


def _by_count(
    version: TariffVersion, counting: CountingRule, rule: CountingRule, said: Sequence[Position]
) -> dict[tuple[str, ...], dict[str, list[Position]]]:
    """Return what is `said` of a product's use of which is known whose it is for the `counting`
    rule, by that and by period; `rule` is the product's own of the same count."""
    key, unit = counting.over.key, _unit(rule)
    found: dict[tuple[str, ...], dict[str, list[Position]]] = {}
    for one in said:
        told = unit in one.used or one.quota_used is not None
        of_known = rule.reads(one) or _names(rule, one).issuperset(key)
        if told and one.period is not None and _comparable(rule, one) and of_known:
            by_period = found.setdefault(version.group(key, one.keys), {})
            by_period.setdefault(one.period, []).append(one)
    return found


def _comparable(rule: CountingRule, position: Position) -> bool:
    """Whether `position` is of what the component of `rule` counts, or of less that another one
    counts; windows count less of the same."""
    if _is_of(rule, position):
        return True
    other = next((one for one in rule.product.components if one.id == position.component), None)
    counts = other is not None and other.once_per is None and rule.component.once_per is None
    return counts and _unit(rule) in position.used and not position.counted_by(rule.over)


def _is_of(rule: CountingRule, position: Position) -> bool:
    return position.component in (None, rule.component.id)


def _names(rule: CountingRule, position: Position) -> set[str]:
    """Return the keys that tell whose use `position` is of. It always is of one customer and one
    product; of one scenario where it says so, or a rule that reads it does."""
    by_scenario = (one for one in counting_rules(rule.product) if "scenario" in one.over.key)
    scenario = "scenario" in position.named or any(one.reads(position) for one in by_scenario)
    return {"customer", "product", *_own_names(position), *(["scenario"] if scenario else [])}


def _own_names(position: Position) -> set[str]:
    return {name for name in position.keys if name not in OF_THE_REQUEST}


def _count(rule: CountingRule, period: str, said: Mapping[str, Sequence[Position]]) -> _Count:
    """Return what is `said`, by period, of what `rule` counts within a `period`."""
    own = [one for one in said.get(period, ()) if rule.reads(one)]
    within = (several for name, several in said.items() if lies_within(name, period))
    inside = [one for several in within for one in several if one not in own]
    return _Count(rule, own[0] if own else None, inside)


def _unsaid(counts: Sequence[_Count]) -> Iterator[Finding]:
    """Yield the entries of use that is not said of the count that it lies in."""
    for each in counts:
        charge = each.rule.charge
        matters = charge is None or not each.rule.component.costs_alike(charge)
        for one in each.inside if matters and each.own is None else ():
            took = one.quota_used if _is_of(each.rule, one) else None
            if one.used.get(each.unit) or took:
                yield Finding(
                    one.path, "tariff.around_unsaid", {"rule": counted_as(each.rule.over)}
                )


def _quota_unsaid(counts: Sequence[_Count]) -> Iterator[Finding]:
    """Yield the entries of use of which a quota that counts otherwise took some, who knows what."""
    for each in counts:
        quota, over, own = each.rule.component.free_quota, each.rule.over, each.own
        if quota is None or own is None or isinstance(over, FreeQuota) or quota.is_of(over):
            continue
        if own.used and own.quota_used is None:
            yield Finding((*own.path, "quota_used"), "tariff.quota_used_needed")


def _said_less(counts: Sequence[_Count]) -> Iterator[Finding]:
    """Yield the entries that say less than those within them."""
    for each in counts:
        if (own := each.own) is None:
            continue
        took = _took(each.rule, own)
        for field, number, others in (
            (("used", each.unit), own.used.get(each.unit), each.used_inside),
            (("quota_used",), took, each.took_inside),
        ):
            if number is not None and others > number:
                values = {"others": others, "own": number}
                yield Finding((*own.path, *field), "tariff.said_less", values)


def _of_quota(units: Decimal, counts: Sequence[_Count]) -> Iterator[Finding]:
    """Yield that a quota of so many `units` took more than it holds, or less while something was
    charged."""
    said = [(each, each.own) for each in counts if each.own is not None]
    took = Decimal(0)
    for _, own in said:
        took = _sum([took, own.quota_used])
        if own.quota_used and took > units:
            values = {"units": units, "took": took}
            yield Finding((*own.path, "quota_used"), "tariff.quota_overdrawn", values, took)
            return
    if _sum(each.took for each, _ in said) < min(units, _sum(each.used for each in counts)):
        left = ((each, own) for each, own in said if each.took < each.used)
        for each, own in [*left][:1]:
            path = (*own.path, "quota_used")
            yield Finding(path, "tariff.quota_left", {"units": units}, each.took)


def _began_before(version: TariffVersion, period: str, earliest: datetime.date) -> bool:
    """Whether a period began before the version, so that its quota may have been another."""
    began = earliest if period == Period.EVER else first_day_of(period)
    assert began is not None
    return began < version.from_.start


def _unit(rule: CountingRule) -> str:
    """Return the unit that a rule counts, as entries name it."""
    return "·".join(units_of_part(rule.product, rule.component))


def _took(rule: CountingRule, position: Position) -> Decimal | None:
    """Return how many units the quota took: where that is not said, as many as it holds."""
    quota, used = rule.component.free_quota, position.used.get(_unit(rule))
    if position.quota_used is not None or quota is None or used is None:
        return position.quota_used
    return min(used, quota.units) if position.counted_by(quota) else None


def _kind(position: Position) -> object:
    """Return what entries that do not overlap have in common: of what component they are, which
    keys they name, and how long their period is."""
    days = stretch_of(position.period or "")
    months = None if days is None else round((days[1] - days[0]).days / _MONTH)
    names = {*_own_names(position), *(position.named & {"scenario"})}
    contract = (position.period or "").partition("/")[1]
    return position.component, frozenset(names), contract, months


def _sum(numbers: Iterable[Decimal | None]) -> Decimal:
    return exactly(lambda: sum((one for one in numbers if one is not None), Decimal(0)))
