"""Whether the price of a further unit, or the amount of any quantity, lies above a ceiling."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm

from engine.law import Finding, Path
from engine.tariff.check.ceiling.group import Customer, Group, Placed
from engine.tariff.check.component_totals import ComponentTotals
from engine.tariff.check.totals import shown
from engine.tariff.model.bands import Band, Banded, GraduatedPercentage, bands_of
from engine.tariff.model.charge import Charge, Percentage, PerUnit
from engine.tariff.model.product import Component

__all__ = ["check_average", "check_sum", "decimals_of", "prices_after"]

_MOST_QUANTITIES = 20_000


def check_sum(group: Group, product: Path, decimals: int) -> Iterator[Finding]:
    """Compare the price of a further unit of all components, wherever a band begins; the ceiling is
    written with so many `decimals`."""
    reported: set[Path] = set()
    limit = group.bound.limit
    for customer, charges in group.customers():
        for edge, price in sorted(prices_after(charges).items()):
            alone = len(group.placed) == 1
            where = (
                _price_path(group.placed[0], customer, edge) if alone else (*product, "components")
            )
            if price > limit and where not in reported:
                reported.add(where)
                written = decimals_of(one.component for one in group.placed)
                values = {
                    "limit": shown(limit, decimals),
                    "price": shown(price, written),
                    "unit": group.unit,
                }
                yield Finding(where, "tariff.check.above_ceiling", values)


def check_average(group: Group, product: Path) -> Iterator[Finding]:
    """Compare the amount of any quantity with the ceiling times that quantity.

    No further unit is dearer than the ceiling (`check_sum`), so that only fees, minimums and
    started blocks can exceed it: where a course begins, and just after a block is full. Components
    that do not see the same running total can each be at their dearest at once.
    """
    where = group.placed[0].path if len(group.placed) == 1 else (*product, "components")
    for _, charges in group.customers():
        together = group.together(charges)
        for several in [charges] if together else [[each] for each in charges]:
            found = [*_of_any_quantity(group, several, where)]
            yield from found
            if found:
                return
        if not together:
            dearest = sum((_dearest(group, each) for each in charges), Fraction(0))
            if dearest > group.bound.limit:
                values = {
                    "unit": group.unit,
                    "price": shown(dearest),
                    "limit": shown(group.bound.limit),
                }
                yield Finding(where, "tariff.check.ceiling_counted_apart", values)
                return


def prices_after(charges: Sequence[ComponentTotals]) -> dict[Fraction, Fraction]:
    """Return the price (yuan) of a further unit of all components, by the quantities beyond which
    it may be dearer than before."""
    edges = {edge for totals in charges for edge in totals.schedule.edges(totals.largest)}
    return {
        edge: sum((totals.price_after(edge) for totals in charges), Fraction(0)) for edge in edges
    }


def decimals_of(components: Iterable[Component]) -> int:
    """Return with how many decimals the prices of `components` are written at most."""
    prices = [
        price
        for component in components
        for charge in component.charges()
        for price in _prices(charge)
    ]
    return max((-int(price.as_tuple().exponent) for price in prices), default=0)


def _prices(charge: Charge) -> Iterator[Decimal]:
    if isinstance(charge, Banded):
        yield from (band.price for band in bands_of(charge) if isinstance(band, Band))
    elif isinstance(charge, PerUnit):
        yield charge.price


def _price_path(placed: Placed, customer: Customer, edge: Fraction) -> Path:
    name, charge = placed.class_of(customer), placed.charge_of(customer)
    inside: Path = ("charge",) if name is None else ("for_class", name, "charge")
    path = (*placed.path, *inside)
    if isinstance(charge, Banded):
        position = max(place for place, band in enumerate(bands_of(charge)) if band.above <= edge)
        path = (*path, "bands", position)
    percent = isinstance(charge, Percentage | GraduatedPercentage)
    return (*path, "percent" if percent else "price")


def _of_any_quantity(
    group: Group, charges: Sequence[ComponentTotals], where: Path
) -> Iterator[Finding]:
    limit = group.bound.limit
    for number, grid in enumerate(group.grids(charges[0]) if charges else ()):
        quantities = _telling(charges, grid)
        if quantities is None:
            yield Finding(where, "tariff.check.ceiling_not_covered", {"unit": group.unit})
            return
        for quantity in sorted(quantities):
            amount = sum((totals.at(quantity) for totals in charges), Fraction(0))
            if amount > limit * quantity:
                values = {
                    "quantity": shown(quantity),
                    "unit": group.unit,
                    "amount": shown(amount),
                    "allowed": shown(limit * quantity),
                }
                key = (
                    "above_ceiling_of_part"
                    if number and group.pair.shares_units
                    else "above_ceiling_at"
                )
                yield Finding(where, f"tariff.check.{key}", values)
                return


def _dearest(group: Group, totals: ComponentTotals) -> Fraction:
    """Return the most (yuan) that a unit costs on average, of any quantity of a component.

    The average is greatest where the excess over some ceiling is.
    """
    found = [*prices_after([totals]).values()]
    for grid in group.grids(totals):
        quantities = _telling([totals], grid) or set()
        found += [totals.at(quantity) / quantity for quantity in quantities if quantity]
    return max(found)


def _telling(charges: Sequence[ComponentTotals], grid: Fraction) -> set[Fraction] | None:
    """Return the quantities at one of which amount less ceiling is greatest; None if too many.

    Between two breaks the amount is a line, and with blocks a line plus steps that repeat after
    the least common multiple of their sizes and the grid: the greatest is in the first or the last
    repetition.
    """
    breaks = sorted({each for totals in charges for each in totals.breaks()})
    found = {step for each in breaks for step in _around(each, grid)}
    for first, following in zip(breaks, [*breaks[1:], None], strict=True):
        sizes = [(totals, totals.block_after(first)) for totals in charges]
        blocks = [(totals, size) for totals, size in sizes if size is not None]
        repeats = _common([grid, *(size for _, size in blocks)])
        last = breaks[-1] + 2 * repeats if following is None else following
        for totals, size in blocks:
            for start in {first, max(first, last - repeats)}:
                full = totals.blocks_from(start)
                while full <= min(start + repeats, last):
                    found.update(_around(full, grid))
                    full += size
                    if len(found) > _MOST_QUANTITIES:
                        return None
    return found


def _around(quantity: Fraction, grid: Fraction) -> Iterator[Fraction]:
    """Yield the quantities on the grid at, just below and just above `quantity`."""
    below = quantity // grid * grid
    yield from (step for step in (below - grid, below, below + grid) if step >= 0)


def _common(sizes: Sequence[Fraction]) -> Fraction:
    """Return the least common multiple of `sizes`."""
    denominator = lcm(*(size.denominator for size in sizes))
    return Fraction(lcm(*(int(size * denominator) for size in sizes)), denominator)
