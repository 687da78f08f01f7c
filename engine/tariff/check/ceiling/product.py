"""Whether a product of a price list can be held against its ceiling, and lies under it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from engine.law import Finding, Path
from engine.tariff.check.ceiling.amounts import (
    check_average,
    check_sum,
    decimals_of,
    prices_after,
)
from engine.tariff.check.ceiling.counting import Pair
from engine.tariff.check.ceiling.group import Bound, Group, Placed
from engine.tariff.check.ceiling.rounding import held_rounded
from engine.tariff.check.component_totals import ComponentTotals
from engine.tariff.check.totals import shown, totals_of
from engine.tariff.model.charge import Capacity, Flat, PerPeriod
from engine.tariff.model.product import Component, TariffProduct

__all__ = ["check_product"]

Unit = tuple[str, ...]
"""The units of which a component counts the product."""


def check_product(pair: Pair, product: TariffProduct, path: Path) -> Iterator[Finding]:
    """Yield where `product` of a list exceeds its ceiling, or cannot be held against it.

    What no finding is yielded for is never priced above what its ceiling comes to for the same use
    of one key within one period, exactly or as its own document rounds, whatever the use.
    """
    bound = pair.ceiling.product(product.id)
    if bound is None:
        allowed = ", ".join(product.id for product in pair.ceiling.products)
        yield Finding((*path, "id"), "tariff.check.product_without_ceiling", {"allowed": allowed})
        return
    if any(set(_unit(bound, each)) - pair.ceiling.units.keys() for each in bound.components):
        return  # told of the ceilings themselves
    above: dict[Unit, list[ComponentTotals]] = {}
    for component in bound.components:
        totals = totals_of(pair.ceiling, bound, component, component.charge)
        if totals is not None:
            above.setdefault(_unit(bound, component), []).append(totals)
    placed: dict[Unit, list[Placed]] = {}
    for position, component in enumerate(product.components):
        here = (*path, "components", position)
        # A unit that nobody knows is named where it stands.
        known = {name for each in product.counts_of(component) for name in (each.unit, each.asked)}
        if component.outside_ceiling is not None or not known <= pair.version.units.keys():
            continue
        one = Placed(product, component, here)
        found = [*_comparable(pair, one, bound, above)]
        yield from found
        if not found:
            placed.setdefault(_unit(product, component), []).append(one)
    written = decimals_of(bound.components)
    for unit, several in placed.items():
        limits = Bound(tuple(above[unit]), pair.ceiling.rounding)
        group = Group(pair, tuple(several), limits, pair.version.name_of(unit))
        found = [*check_sum(group, path, written)]
        found = found or [*check_average(group, path)]
        yield from found or _rounded(group)


def _unit(product: TariffProduct, component: Component) -> Unit:
    return tuple(sorted(count.unit for count in product.counts_of(component)))


def _comparable(
    pair: Pair,
    one: Placed,
    bound: TariffProduct,
    above: Mapping[Unit, Sequence[ComponentTotals]],
) -> Iterator[Finding]:
    """Yield why a component of a list cannot be held against the ceilings of its product."""
    product, component = one.product, one.component
    unit = _unit(product, component)
    name = pair.version.name_of(unit)
    values: dict[str, object] = {"component": component.title, "units": name}
    if isinstance(component.charge, Flat | PerPeriod) or unit not in above:
        yield Finding(one.path, "tariff.check.component_without_ceiling", values)
        return
    for place, charge in component.placed_charges():
        if isinstance(charge, Capacity | PerPeriod):
            values = {**values, "model": charge.model}
            yield Finding((*one.path, *place), "tariff.check.ceiling_not_comparable", values)
            return
    for position, count in enumerate(product.counts_of(component)):
        for totals in above[unit]:
            counts = bound.counts_of(totals.component)
            ceiling = next(each for each in counts if each.unit == count.unit)
            for _, charge in component.placed_charges():
                if not pair.counts_no_more(count, charge, ceiling, totals.charge):
                    here = ("per", position) if component.per else ()
                    asked = pair.ceiling.units[ceiling.asked].title
                    values = {**values, "asked": asked}
                    where = (*one.path, *here)
                    yield Finding(where, "tariff.check.ceiling_counted_otherwise", values)
                    return


def _rounded(group: Group) -> Iterator[Finding]:
    """Compare what is charged after rounding: rounding must not lift a price above its ceiling."""
    path: Path = (*group.placed[0].path[:2], "rounding")
    for _, charges in group.customers():
        verdict = held_rounded(group, charges)
        lift = verdict.lift
        if lift is not None:
            values = {
                "quantity": shown(lift.quantity),
                "unit": group.unit,
                "amount": shown(lift.amount),
                "allowed": shown(lift.allowed),
                "price": shown(max(prices_after(charges).values())),
                "limit": shown(group.bound.limit),
            }
            yield Finding(path, "tariff.check.rounding_lifts", values)
            return
        if not verdict.proven:
            above = group.bound.rounding
            values = {
                "unit": group.unit,
                "step": above.unit,
                "mode": above.mode.value,
                "place": above.at.value,
            }
            yield Finding(path, "tariff.check.rounding_not_comparable", values)
            return
