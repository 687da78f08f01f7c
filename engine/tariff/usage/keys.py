"""By which keys rules tell use apart and add it up, and what is wrong with those of a use."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence

from engine.law import Finding, Path
from engine.tariff.model.bill import BillRule
from engine.tariff.model.charge import Charge, accumulation_of
from engine.tariff.model.document import TariffVersion
from engine.tariff.model.period import period_of
from engine.tariff.model.product import Component, TariffProduct
from engine.tariff.usage.position import OF_THE_REQUEST, Position
from engine.tariff.usage.usage import Usage

__all__ = [
    "bill_of",
    "bill_of_position",
    "keys_missing",
    "merged_names",
    "misnamed_keys",
    "rule_keys",
    "unused_keys",
]


def bill_of(
    version: TariffVersion,
    rule: BillRule,
    keys: Mapping[str, str],
    day: datetime.date,
    since: datetime.date | None,
) -> tuple[str, ...]:
    """Return to which bill of `rule` a use of `day` belongs: by its keys, folded, and its period,
    of a contract that began on `since` where periods run from it."""
    over = rule.accumulate
    if over is None:
        return ()
    within = period_of(day, over.period, since if over.by_contract else None)
    return (*version.group(over.key, keys), within)


def bill_of_position(version: TariffVersion, rule: BillRule, position: Position) -> tuple[str, ...]:
    """Return of which bill of `rule` the `position` says what was summed before."""
    over = rule.accumulate
    if over is None:
        return ()
    return (*version.group(over.key, position.keys), position.period or "")


def rule_keys(version: TariffVersion, priced: TariffProduct) -> tuple[str, ...]:
    """Return the keys by which the rules of a product, and those over whole bills with its lines,
    tell its use apart, in order."""
    found = [key for part in priced.components for key in _keys(part)]
    for rule in version.bill:
        if rule.accumulate is not None and rule.covers(priced.id):
            found += rule.accumulate.key
    return tuple(dict.fromkeys(found))


def keys_missing(usage: Usage, key: Sequence[str]) -> tuple[str, ...]:
    """Return which of the keys of a rule some of `usage` does not name.

    Customer, product and scenario are the request's own: missing only where they are left blank.
    """
    named = [usage.all_keys(event) for event in usage.events] or [usage.all_keys()]
    return tuple(
        name
        for name in key
        if any(not keys.get(name, name if name in OF_THE_REQUEST else "").strip() for keys in named)
    )


def misnamed_keys(version: TariffVersion, priced: TariffProduct, usage: Usage) -> Iterator[Finding]:
    """Yield a key that a rule needs and that is missing beside one that no rule knows."""
    known = {*version.keys, *OF_THE_REQUEST}
    known |= {name for each in version.products for name in rule_keys(version, each)}
    for path, keys in _written(usage):
        everything = {**usage.keys, **keys}
        strange = [name for name in everything if name not in known]
        absent = [
            name
            for name in rule_keys(version, priced)
            if name not in everything and name not in OF_THE_REQUEST
        ]
        if strange and absent:
            values = {"key": ", ".join(absent), "found": ", ".join(strange)}
            yield Finding((*path, "keys"), "tariff.key_missing_beside", values)


def unused_keys(version: TariffVersion, priced: TariffProduct, usage: Usage) -> Iterator[str]:
    """Yield the keys that `usage` names and no rule of its product knows."""
    known = {*rule_keys(version, priced), *OF_THE_REQUEST}
    names = dict.fromkeys(name for _, keys in _written(usage) for name in keys)
    yield from (name for name in dict.fromkeys([*usage.keys, *names]) if name not in known)


def merged_names(
    version: TariffVersion, priced: TariffProduct, named: Sequence[Mapping[str, str]]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield, by key, the names that are written differently and mean the same."""
    for key in rule_keys(version, priced):
        written: dict[str, dict[str, None]] = {}
        for keys in named:
            if keys.get(key):
                (folded,) = version.group((key,), keys)
                written.setdefault(folded, {})[keys[key]] = None
        yield from ((key, tuple(names)) for names in written.values() if len(names) > 1)


def _written(usage: Usage) -> Iterator[tuple[Path, Mapping[str, str]]]:
    """Yield the keys of each request with its place; of a quantity, those of the line."""
    if not usage.events:
        yield usage.path, usage.keys
    for name, events in (("events", usage.events), ("history", usage.history)):
        for position, event in enumerate(events):
            yield (*usage.path, name, position), event.keys


def _keys(component: Component) -> Iterator[str]:
    if component.once_per is not None:
        yield from component.once_per.key
    if component.free_quota is not None:
        yield from component.free_quota.key
    for charge in component.charges():
        yield from _over(charge)


def _over(charge: Charge) -> tuple[str, ...]:
    accumulate = accumulation_of(charge)
    return () if accumulate is None else accumulate.key
