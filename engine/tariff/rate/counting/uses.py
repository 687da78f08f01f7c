"""What was used as units to count: each dated request and each quantity, in the order of days."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from engine.explain import Step, given, product, rounded, total
from engine.law import Source
from engine.money import Rounding, RoundingMode
from engine.tariff.model.document import TariffVersion
from engine.tariff.model.product import Component, TariffProduct
from engine.tariff.usage.usage import Event, Usage
from engine.text import text

__all__ = ["STARTED", "Use", "unit_of", "units_of", "uses_of"]

STARTED = Rounding(unit=Decimal(1), mode=RoundingMode.UP)
"""A started unit counts as a whole one."""


@dataclass(frozen=True, slots=True)
class Use:
    """A request or a quantity, with the units of it that remain to be charged."""

    line: int
    """The usage that it belongs to, by its place among those rated together."""
    on: datetime.date
    """Its day."""
    keys: Mapping[str, str]
    """Whom and what it concerns."""
    units: Step
    """Units of it."""
    before: bool
    """Whether it was rated before."""
    apart: bool = False
    """Whether each unit of it concerns another: something that no use names."""
    settled: bool = False
    """Whether its units are those that were charged, of which no share is taken."""


def unit_of(priced: TariffProduct, component: Component) -> str:
    """Return the unit of what `component` counts, such as item·year."""
    return "·".join(count.unit for count in priced.counts_of(component))


def units_of(units: Sequence[Step], unit: str, label: str = "tariff.rate.counted") -> Step:
    """Return the sum of `units`, which is the one of them where there is one."""
    return units[0] if len(units) == 1 else total(text(label), units, unit)


def uses_of(
    version: TariffVersion, priced: TariffProduct, component: Component, usages: Sequence[Usage]
) -> list[Use]:
    """Return what `component` counts of `usages`, in the order of days.

    Of a use that is free in part, only the paid part counts where the tariff reads free units as
    standing outside its bands.
    """
    found: list[Use] = []
    for line, usage in enumerate(usages):
        if usage.events:
            found += _dated(priced, component, line, usage)
        else:
            found += _declared(version, priced, component, line, usage)
    found.sort(key=lambda use: (use.on, not use.before))
    if version.free_within_bands:
        return found
    unit = unit_of(priced, component)
    cites = () if version.free_part is None else version.free_part.cites
    return [_paid(use, usages[use.line].share, unit, cites) for use in found]


def _paid(use: Use, share: Step | None, unit: str, cites: Sequence[Source]) -> Use:
    if share is None or use.settled:
        return use
    hundredth = given(text("tariff.rate.one_per_cent"), Decimal("0.01"), "1/percent")
    units = product(text("tariff.rate.share"), [use.units, share, hundredth], unit, cites)
    return replace(use, units=units)


def _declared(
    version: TariffVersion, priced: TariffProduct, component: Component, line: int, usage: Usage
) -> list[Use]:
    counts: list[Step] = []
    for count in priced.counts_of(component):
        number = usage.counts.get(count.unit, usage.quantity)
        assert number is not None
        title = version.units[count.unit].title
        step = given(text("tariff.rate.quantity", unit=title), number, count.unit, usage.sources)
        if count.started_whole and not count.of_total:
            step = rounded(text("tariff.rate.started", unit=title), step, STARTED, count.cites)
        counts.append(step)
    unit, keys = unit_of(priced, component), usage.all_keys()
    units = counts[0] if len(counts) == 1 else product(text("tariff.rate.counted"), counts, unit)
    now = Use(line, usage.on, keys, units, before=False, apart=usage.distinct)
    if usage.prior is None:
        return [now]
    prior = given(text("tariff.rate.prior"), usage.prior, unit, usage.sources)
    return [Use(line, usage.on, keys, prior, before=True), now]


def _dated(priced: TariffProduct, component: Component, line: int, usage: Usage) -> list[Use]:
    return [
        Use(
            line,
            event.on,
            usage.all_keys(event),
            _request(priced, component, usage, event),
            before,
            settled=event.settled,
        )
        for events, before in ((usage.history, True), (usage.events, False))
        for event in events
    ]


def _request(priced: TariffProduct, component: Component, usage: Usage, event: Event) -> Step:
    unit, once = unit_of(priced, component), component.once_per
    keys = usage.all_keys(event)
    named = "·".join(keys[key] for key in once.key if key in keys) if once is not None else ""
    label = text("tariff.rate.request", day=event.on, what=f" {named}" if named else "")
    step = given(label, event.quantity, unit, usage.sources)
    for count in component.per:
        if count.started_whole and not count.of_total:
            step = rounded(label, step, STARTED, count.cites)
    return step
