"""Which of the uses asked for counts with what was used before, rule by rule, and what they have
where none does."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property

from engine.law import Finding
from engine.tariff.model.charge import PerPeriod, accumulation_of
from engine.tariff.model.document import TariffVersion
from engine.tariff.model.period import (
    Accumulation,
    Runs,
    Within,
    begins,
    contract_period,
    first_day_of,
    period_of,
    start_of,
    stretch_of,
)
from engine.tariff.model.product import Component, FreeQuota, OncePer, TariffProduct
from engine.tariff.usage.position import LAST_DAY, Position
from engine.tariff.usage.together import products_counted
from engine.tariff.usage.usage import Span, Usage

__all__ = ["AskedFor", "touched", "windows_after_use"]

_MOST_NAMED = 10
"""How many keys or periods of uses a fault names at most."""
_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Use:
    """What tells a use from others, as a rule counts it."""

    named: tuple[str | None, ...]
    """The keys of the rule, folded; None for one that it does not name."""
    periods: tuple[str, ...]
    """The periods in which it is counted; none where it can be any."""


@dataclass(frozen=True)
class _Uses:
    """All that is asked for that a rule can count."""

    every: dict[_Use, tuple[str, ...]]
    """The uses, with their keys as they are written."""

    @cached_property
    def counted(self) -> frozenset[tuple[tuple[str | None, ...], str | None]]:
        """What they are of, with each period in which they are counted."""
        return frozenset((use.named, period) for use in self.every for period in use.periods)


@dataclass(frozen=True, slots=True)
class _Reader:
    """A rule that reads a position, with all that is asked for that it can count."""

    key: tuple[str, ...]
    """By which keys it counts."""
    uses: _Uses
    """The uses."""


@dataclass(frozen=True)
class AskedFor:
    """What is asked for by a version of a tariff, as its rules count it."""

    version: TariffVersion
    """The version."""
    usages: Sequence[Usage]
    """What is asked for."""
    _known: dict[object, _Uses] = field(default_factory=dict)

    def counts_with_none(
        self, product: TariffProduct, parts: Sequence[Component], position: Position
    ) -> Iterator[Finding]:
        """Yield that no rule of `parts` which reads `position` counts anything asked for with it.

        A key that a use does not name, and a contract whose first day it does not say, are asked
        for elsewhere: such a use may be any.
        """
        windows = [
            _Reader(once.key, self._uses(once.key, None, {product.id}))
            for once in _windows(parts, position)
        ]
        for readers in (windows, [*self._others(product, parts, position)]):
            missed = [_missed(self.version, one, position) for one in readers if one.uses.every]
            wrong = [one for one in missed if one is not None]
            if wrong and len(wrong) == len(missed):
                yield wrong[0]
                return

    def counts(
        self, over: FreeQuota | Accumulation, products: Set[str]
    ) -> Iterator[tuple[tuple[str, ...], str]]:
        """Yield each count of a rule over `products` that something asked for is of: whose, by the
        rule's keys, folded, and the period; where both are known."""
        for use in self._uses(over.key, over.within, products).every:
            named = tuple(name for name in use.named if name is not None)
            for period in use.periods if len(named) == len(use.named) else ():
                yield named, period

    def _others(
        self, product: TariffProduct, parts: Sequence[Component], position: Position
    ) -> Iterator[_Reader]:
        """Yield the rules that add up use, and the prices by the period."""
        for part in parts:
            for over in _added_up(part):
                if position.counted_by(over):
                    names = products_counted(self.version, product, over)
                    yield _Reader(over.key, self._uses(over.key, over.within, names))
            for charge in part.charges():
                if isinstance(charge, PerPeriod) and "day" in position.used:
                    yield _Reader((), self._covered(product, charge, position.period or ""))

    def _uses(self, key: tuple[str, ...], within: Within | None, products: Set[str]) -> _Uses:
        """Return what is asked for of `products` as a rule counts it that adds up by `key`."""
        by = None if within is None else (within.period, within.by_contract)
        which = (key, by, frozenset(products))
        if which not in self._known:
            found: dict[_Use, tuple[str, ...]] = {}
            for usage in self.usages:
                for day, keys in _days(usage) if usage.product in products else ():
                    written = tuple(keys.get(name, "").strip() for name in key)
                    folded = self.version.group(key, keys)
                    pairs = zip(written, folded, strict=True)
                    named = tuple(fold if said else None for said, fold in pairs)
                    found.setdefault(_Use(named, _periods(within, usage, day)), written)
            self._known[which] = _Uses(found)
        return self._known[which]

    def _covered(self, product: TariffProduct, charge: PerPeriod, written: str) -> _Uses:
        """Return the subscriptions of `product`, with the periods of `charge` that they touch
        around the `written` one."""
        own = [usage for usage in self.usages if usage.product == product.id]
        spans = [usage.span for usage in own if usage.span is not None]
        touching = (tuple(name for name, *_ in touched(charge, span, written)) for span in spans)
        return _Uses({_Use((), names): () for names in touching})


def windows_after_use(
    version: TariffVersion, usages: Sequence[Usage], positions: Sequence[Position]
) -> Iterator[Finding]:
    """Yield the `positions` by which a window runs from a day after the first of all `usages` that
    it is of."""
    firsts: dict[object, dict[object, datetime.date]] = {}
    for position in positions:
        product = None if position.bill is not None else version.product(position.product)
        said = position.last_charged
        if product is None or said is None:
            continue
        parts = [part for part in product.components if position.component in (None, part.id)]
        for key in dict.fromkeys(once.key for once in _windows(parts, position)):
            known = firsts.setdefault((product.id, key), {})
            for usage in usages if not known else ():
                for day, keys in _days(usage) if usage.product == product.id else ():
                    of = version.group(key, keys)
                    known[of] = min(day, known.get(of, day))
            first = known.get(version.group(key, position.keys))
            if first is not None and said > first:
                path = (*position.path, "last_charged")
                yield Finding(path, "tariff.window_after_use", {"first": first}, said)
                break


def _days(usage: Usage) -> Iterator[tuple[datetime.date, dict[str, str]]]:
    """Yield each day on which something is used, with whom and what it concerns."""
    idle = usage.span is not None and not usage.quantity and not usage.counts
    if not usage.events and not idle:
        yield usage.on, usage.all_keys()
    for event in usage.events:
        yield event.on, usage.all_keys(event)


def _windows(parts: Sequence[Component], position: Position) -> Iterator[OncePer]:
    """Yield the windows of `parts` that run from what `position` says."""
    for part in parts if position.last_charged is not None else ():
        if part.once_per is not None and position.of_keys(part.once_per.key):
            yield part.once_per


def _added_up(part: Component) -> Iterator[FreeQuota | Accumulation]:
    if part.free_quota is not None:
        yield part.free_quota
    yield from (over for over in map(accumulation_of, part.charges()) if over is not None)


def _periods(within: Within | None, usage: Usage, day: datetime.date) -> tuple[str, ...]:
    """Return in which period a use of `day` is counted; none where it can be any."""
    since = usage.contract_since
    if within is None or (within.by_contract and since is None):
        return ()
    if since is None or not within.by_contract:
        return (period_of(day, within.period),)
    return (period_of(min(max(day, since), LAST_DAY), within.period, since),)


def touched(
    charge: PerPeriod, span: Span, written: str
) -> Iterator[tuple[str, datetime.date, datetime.date]]:
    """Yield the periods of `charge` that `span` touches around the `written` one, as they may be
    written, each with its first day and that of the one after."""
    runs = charge.runs.rule if charge.runs is not None else span.runs
    since, end = span.since or span.first, min(span.last, LAST_DAY)
    first = min(first_day_of(written) or span.first, LAST_DAY)
    for around in (first, begins(first, charge.period, 1) - _DAY):
        day = max(span.first, min(around, end))
        if runs is not Runs.CONTRACT:
            start = start_of(day, charge.period)
            following = begins(start, charge.period, 1)
            yield period_of(start, charge.period), start, following
            yield contract_period(start, following), start, following
        if runs is not Runs.CALENDAR:
            name = period_of(max(day, since), charge.period, since)
            start, last = stretch_of(name) or (day, day)
            yield name, start, last + _DAY
            yield period_of(start, charge.period), start, last + _DAY


def _missed(version: TariffVersion, reader: _Reader, position: Position) -> Finding | None:
    """Return what of `position` no use has that `reader` counts; None where one has it."""
    left, own = reader.uses.every, version.group(reader.key, position.keys)
    if (own, position.period) in reader.uses.counted:
        return None
    for place, name in enumerate(reader.key):
        same = {
            use: written for use, written in left.items() if use.named[place] in (None, own[place])
        }
        if not same:
            expected = (written[place] for written in left.values())
            path = (*position.path, *(("product",) if name == "product" else ("keys", name)))
            values = {"key": name, "expected": _named(expected)}
            said = position.keys.get(name) or None
            return Finding(path, "tariff.position_of_other_key", values, said)
        left = same
    period = position.period or ""
    if any(not use.periods or period in use.periods for use in left):
        return None
    contract = "/" in period
    alike = (one for use in left for one in use.periods if ("/" in one) is contract)
    key = f"tariff.position_of_other_{'contract' if contract else 'period'}"
    return Finding((*position.path, "period"), key, {"expected": _named(alike)}, period)


def _named(found: Iterable[str]) -> str:
    names = [*dict.fromkeys(found)]
    more = ["…"] if len(names) > _MOST_NAMED else []
    return ", ".join([*names[:_MOST_NAMED], *more])
