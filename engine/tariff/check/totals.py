"""What totals do as quantity grows: where they fall, and whether they fit in 64 bits."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from engine.law import Finding, Path
from engine.money import CONTEXT, MICRO, grouped
from engine.tariff.check.component_totals import ComponentTotals, grid_of
from engine.tariff.model.bands import Volume
from engine.tariff.model.charge import Capacity, Charge, PerPeriod, Unread
from engine.tariff.model.document import TariffVersion
from engine.tariff.model.product import Component, TariffProduct

__all__ = ["check_totals", "grid_of_component", "shown", "totals_of"]

_MOST = 2**63


def check_totals(version: TariffVersion, product: TariffProduct, path: Path) -> Iterator[Finding]:
    """Yield where a total falls when quantity grows, and whether one outgrows 64 bits.

    `version` declares every unit, class and float that `product` uses.
    """
    most = Fraction(0)
    for position, component in enumerate(product.components):
        grid = grid_of_component(version, product, component)
        highest = Fraction(0)
        for place, charge in component.placed_charges():
            totals = totals_of(version, product, component, charge)
            if isinstance(charge, Capacity):
                highest = max(highest, *(Fraction(tier.price) for tier in charge.tiers))
            if totals is None:
                continue
            yield from _falls(totals, grid, (*path, "components", position, *place))
            most_units = totals.largest + totals.quota
            edges = {each for each in totals.breaks() if each < most_units} | {most_units}
            highest = max(highest, *(totals.at(max(each, grid)) for each in edges))
        most += highest
    if most * MICRO >= _MOST:
        largest = shown(Fraction(product.largest_quantity))
        values = {"quantity": largest, "amount": shown(most)}
        yield Finding((*path, "largest_quantity"), "tariff.check.overflow", values)


def totals_of(
    version: TariffVersion, product: TariffProduct, component: Component, charge: Charge
) -> ComponentTotals | None:
    """Return what `charge` makes of a running total; None for one that counts no units."""
    if isinstance(charge, Unread | PerPeriod | Capacity):
        return None
    around = version.floats.get(component.float_ or "")
    up = Decimal(0) if around is None else around.up
    return ComponentTotals(component, charge, _largest(product, component), up)


def _largest(product: TariffProduct, component: Component) -> Fraction:
    """Return the most units that are charged within a period.

    What is added up before it is converted and rounded, of the period's total, is no more than the
    largest quantity; what is converted before, after it.
    """
    largest = Fraction(product.largest_quantity)
    for count in product.counts_of(component):
        if count.of_total and count.rounding is not None:
            largest *= Fraction(1) if count.converted is None else count.converted.factor
            step = Fraction(count.rounding.to)
            largest = -(-largest // step) * step
    return largest


def grid_of_component(
    version: TariffVersion, product: TariffProduct, component: Component
) -> Fraction:
    """Return the smallest step between two quantities of `component`."""
    grid = Fraction(1)
    for count in product.counts_of(component):
        if count.rounding is not None:
            grid *= Fraction(count.rounding.to)
        elif count.asked in version.units:
            factor = Fraction(1) if count.converted is None else count.converted.factor
            grid *= grid_of(version.units[count.asked].fineness) * factor
    return grid


def shown(number: Fraction, decimals: int = 0) -> str:
    """Return `number` as people read it, with at least so many decimals; a fraction without end is
    cut at fifty digits.
    """
    written = CONTEXT.divide(Decimal(number.numerator), Decimal(number.denominator))
    shortest = written.normalize(CONTEXT)
    fewer = -int(shortest.as_tuple().exponent) < decimals
    return grouped(shortest, decimals if fewer else None)


def _falls(totals: ComponentTotals, grid: Fraction, path: Path) -> Iterator[Finding]:
    """Yield the band edges at which one step more costs less, unless the document says why."""
    charge = totals.charge
    if not isinstance(charge, Volume) or charge.totals_fall is not None:
        return
    schedule = totals.schedule
    last_below: dict[Fraction, int] = {}
    for position, piece in enumerate(schedule.pieces):
        edge = piece.above + totals.quota
        step = edge // grid * grid
        if schedule.upper and position and step == edge:
            step -= grid
        last_below[step] = position
    for step, position in last_below.items():
        if totals.at(step) > totals.at(step + grid):
            values = {
                "quantity": shown(step),
                "amount": shown(totals.at(step)),
                "more": shown(step + grid),
                "less": shown(totals.at(step + grid)),
            }
            inside = position < len(charge.bands)
            where: Path = ("bands", position, "above") if inside else ("then",)
            yield Finding((*path, *where), "tariff.check.total_falls", values)
