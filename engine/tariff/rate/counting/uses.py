"""What was used as units to count: each dated request and each quantity, in the order of days."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from engine.explain import Step, given, product, quotient, rounded, same, total
from engine.law import Source
from engine.money import Rounding, RoundingMode
from engine.tariff.model.count import Count
from engine.tariff.model.document import TariffVersion
from engine.tariff.model.period import Accumulation, period_of
from engine.tariff.model.product import Component, QuotaPeriod, TariffProduct
from engine.tariff.usage.usage import Event, Usage
from engine.text import Text, text

__all__ = ["Uncorrectable", "Use", "as_counted", "unit_of", "units_of", "uses_of"]

_ALL = Decimal(100)
"""All of a use, in per cent."""


class Uncorrectable(Exception):
    """A correction that cannot be taken back: its line, by its place, and why."""

    def __init__(self, line: int, key: str, **values: object) -> None:
        super().__init__(line, key, values)
        self.line = line
        self.key = key
        self.values = values


@dataclass(frozen=True, slots=True)
class Use:
    """A request or a quantity, with the units of it that remain to be charged."""

    line: int
    """The usage that it belongs to, by its place among those rated together."""
    product: str
    """The product."""
    on: datetime.date
    """Its day."""
    keys: Mapping[str, str]
    """Whom and what it concerns."""
    units: Step
    """Units of it."""
    before: bool
    """Whether it was rated before."""
    since: datetime.date | None = None
    """The first day of the contract, where that is said."""
    apart: bool = False
    """Whether each unit of it concerns another: something that no use names."""
    paid: Decimal | None = None
    """The part of it that was charged, in per cent; None for the share of its line."""

    def period(self, within: Accumulation | QuotaPeriod) -> str:
        """Return in which period it falls, as it is written."""
        return period_of(self.on, within.period, self.since if within.by_contract else None)


def unit_of(priced: TariffProduct, component: Component) -> str:
    """Return the unit of what `component` counts, such as item·year."""
    return "·".join(count.added for count in priced.counts_of(component))


def as_counted(count: Count, units: Step, title: Text) -> Step:
    """Return `units` as `count` reads them: converted and rounded; `title` is of its unit."""
    conversion, rounding = count.converted, count.rounding
    cites = count.cites if conversion is None else conversion.cites
    if conversion is not None:
        label = text("tariff.rate.converted", unit=title)
        if conversion.multiply_by != 1:
            by = given(text("tariff.rate.multiply_by"), conversion.multiply_by, "1", cites)
            units = product(label, [units, by], count.unit)
        if conversion.divide_by != 1:
            by = given(text("tariff.rate.divide_by"), conversion.divide_by, "1", cites)
            units = quotient(label, units, by, count.unit)
        units = same(label, units, count.unit) if units.unit != count.unit else units
    if rounding is None:
        return units
    key = "started" if rounding.mode is RoundingMode.UP and rounding.to == 1 else "rounded_units"
    label = text(f"tariff.rate.{key}", unit=title)
    return rounded(label, units, Rounding(unit=rounding.to, mode=rounding.mode), cites)


def units_of(
    units: Sequence[Step],
    unit: str,
    label: str = "tariff.rate.counted",
    cites: Sequence[Source] = (),
) -> Step:
    """Return the sum of `units` by `cites`, which is the one of them where there is one."""
    if len(units) == 1:
        return same(text(label), units[0], cites=cites) if cites else units[0]
    return total(text(label), units, unit, cites)


def uses_of(
    version: TariffVersion,
    priced: TariffProduct,
    component: Component,
    usages: Mapping[int, Usage],
) -> list[Use]:
    """Return what `component` counts of `usages`, by line.

    Of a use that is free in part, only the paid part counts where the tariff reads free units as
    standing outside its bands.
    """
    found: list[Use] = []
    for line, usage in usages.items():
        if usage.events or usage.history:
            found += _dated(version, priced, component, line, usage)
        else:
            found += _declared(version, priced, component, line, usage)
    if version.free_within_bands:
        return found
    unit = unit_of(priced, component)
    cites = () if version.free_part is None else version.free_part.cites
    return [_paid(use, usages[use.line], unit, cites) for use in found]


def _paid(use: Use, usage: Usage, unit: str, cites: Sequence[Source]) -> Use:
    share = usage.share
    if use.paid is not None:
        share = given(text("tariff.rate.share_before"), use.paid, "percent", usage.sources)
    if share is None or use.paid == _ALL:
        return use
    hundredth = given(text("tariff.rate.one_per_cent"), Decimal("0.01"), "1/percent")
    units = product(text("tariff.rate.share"), [use.units, share, hundredth], unit, cites)
    return replace(use, units=units)


def _declared(
    version: TariffVersion, priced: TariffProduct, component: Component, line: int, usage: Usage
) -> list[Use]:
    counts: list[Step] = []
    for count in priced.counts_of(component):
        number = usage.counts.get(count.asked, usage.quantity)
        assert number is not None
        title = version.units[count.asked].title
        step = given(text("tariff.rate.quantity", unit=title), number, count.asked, usage.sources)
        if not count.of_total:
            step = as_counted(count, step, version.units[count.unit].title)
        counts.append(step)
    unit, keys = unit_of(priced, component), usage.all_keys()
    units = counts[0] if len(counts) == 1 else product(text("tariff.rate.counted"), counts, unit)
    since = usage.contract_since
    name, on = priced.id, usage.on
    now = Use(line, name, on, keys, units, before=False, since=since, apart=usage.distinct)
    if usage.prior is None:
        return [now]
    prior = given(text("tariff.rate.prior"), usage.prior, unit, usage.sources)
    return [Use(line, name, on, keys, prior, before=True, since=since), now]


def _dated(
    version: TariffVersion, priced: TariffProduct, component: Component, line: int, usage: Usage
) -> list[Use]:
    return [
        Use(
            line,
            priced.id,
            event.on,
            usage.all_keys(event),
            _request(version, priced, component, usage, event),
            before,
            since=usage.contract_since,
            paid=event.paid,
        )
        for events, before in ((usage.history, True), (usage.events, False))
        for event in events
    ]


def _request(
    version: TariffVersion, priced: TariffProduct, component: Component, usage: Usage, event: Event
) -> Step:
    once = component.once_per
    keys = usage.all_keys(event)
    named = "·".join(keys[key] for key in once.key if key in keys) if once is not None else ""
    label = text("tariff.rate.request", day=event.on, what=f" {named}" if named else "")
    asked = "·".join(count.asked for count in priced.counts_of(component))
    step = given(label, event.quantity, asked, usage.sources)
    for count in component.per:
        if not count.of_total:
            step = as_counted(count, step, version.units[count.unit].title)
    return step
