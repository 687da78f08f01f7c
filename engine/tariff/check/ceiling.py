"""A price list under its ceilings: what is collectable per unit never exceeds the ceiling."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import lcm

from engine.law import Days, Finding, Path, Shelf
from engine.tariff.check.component_totals import ComponentTotals
from engine.tariff.check.rounding import lifted
from engine.tariff.check.totals import grid_of_component, shown, totals_of
from engine.tariff.model.bands import Band, Banded, GraduatedPercentage, bands_of
from engine.tariff.model.charge import Charge, Flat, Percentage, PerPeriod, PerUnit
from engine.tariff.model.document import Role, TariffDocument, TariffVersion
from engine.tariff.model.product import Component, TariffProduct
from engine.text import Text

__all__ = ["check_under_ceiling"]

_MOST_QUANTITIES = 20_000


@dataclass(frozen=True, slots=True)
class _Placed:
    product: TariffProduct
    component: Component
    path: Path


def check_under_ceiling(document: TariffDocument, shelf: Shelf) -> Iterator[Finding]:
    """Yield where `document`, if it is a price list, is not bound by its ceiling document.

    Compared are all components collectable per unit of the ceiling, those not collected for now
    included, so that a fee cannot evade its ceiling by being split.
    """
    if document.role is not Role.LIST:
        if document.obeys is not None:
            yield Finding(("obeys",), "tariff.check.only_lists_obey")
        if document.role is Role.CEILING:
            yield from _ceilings_are_plain(document)
        return
    if document.obeys is None:
        yield Finding(("obeys",), "tariff.check.list_without_ceiling")
        return
    if not shelf.has(document.obeys):
        yield Finding(("obeys",), "law.no_document")
        return
    ceilings = shelf.read(document.obeys, TariffDocument)
    if ceilings.role is not Role.CEILING:
        yield Finding(("obeys",), "tariff.check.not_a_ceiling")
        return
    if ceilings.vat is not document.vat:
        yield Finding(("vat",), "tariff.check.vat_differs", {"ceiling": ceilings.vat.value})
    if ceilings.currency != document.currency:
        values = {"ceiling": ceilings.currency}
        yield Finding(("currency",), "tariff.check.currency_differs", values, document.currency)
        return
    for position, version in enumerate(document.versions):
        yield from _check_version(document, position, version, ceilings)


def _ceilings_are_plain(document: TariffDocument) -> Iterator[Finding]:
    """A ceiling is one price per unit, or prices could not be held against it."""
    for position, version in enumerate(document.versions):
        for place, product in enumerate(version.products):
            for number, component in enumerate(product.components):
                plain_charge = isinstance(component.charge, PerUnit | Percentage)
                if not plain_charge or component.for_class or component.limits:
                    path = ("versions", position, "products", place, "components", number)
                    yield Finding((*path, "charge"), "tariff.check.ceiling_not_per_unit")


def _check_version(
    document: TariffDocument, position: int, version: TariffVersion, ceilings: TariffDocument
) -> Iterator[Finding]:
    """Yield what is wrong with a version under each of the ceilings, on their common days."""
    path: Path = ("versions", position)
    days = _days(document, version)
    pairs = ((days.common(_days(ceilings, ceiling)), ceiling) for ceiling in ceilings.versions)
    met = [(common, ceiling) for common, ceiling in pairs if common is not None]
    met.sort(key=lambda pair: pair[0].first)
    yield from _without_ceiling(path, days, [common for common, _ in met], ceilings.id)
    for common, ceiling in met:
        for place, product in enumerate(version.products):
            found = _check_product(version, product, (*path, "products", place), ceiling)
            for finding in found:
                values = {**finding.values, "first": common.first.isoformat()}
                yield replace(finding, values=values, days=common)


def _days(document: TariffDocument, version: TariffVersion) -> Days:
    return Days(version.from_.start, document.last_day(version))


def _without_ceiling(
    path: Path, days: Days, covered: Sequence[Days], ceilings: str
) -> Iterator[Finding]:
    """Yield the days of a version on which no ceilings are in force; `covered` are in order."""
    day = datetime.timedelta(days=1)
    start = days.first
    for common in covered:
        if start < common.first:
            values = {"ceiling": ceilings, "day": start}
            gap = Days(start, common.first - day)
            yield Finding((*path, "from"), "tariff.check.no_ceiling_in_force", values, days=gap)
        if common.last is None or common.last == datetime.date.max:
            return
        start = common.last + day
    if start == days.first:
        values = {"ceiling": ceilings, "day": start}
        yield Finding((*path, "from"), "tariff.check.no_ceiling_in_force", values, days=days)
    elif days.last is None or start <= days.last:
        values = {"ceiling": ceilings, "day": start - day}
        beyond = Days(start, days.last)
        yield Finding((*path, "until"), "tariff.check.outlives_ceiling", values, days.last, beyond)


def _check_product(
    version: TariffVersion, product: TariffProduct, path: Path, ceiling: TariffVersion
) -> Iterator[Finding]:
    bound = ceiling.product(product.id)
    if bound is None:
        allowed = ", ".join(product.id for product in ceiling.products)
        yield Finding((*path, "id"), "tariff.check.product_without_ceiling", {"allowed": allowed})
        return
    limits: dict[tuple[str, ...], Fraction] = {}
    if any(set(_unit(bound, component)) - ceiling.units.keys() for component in bound.components):
        return  # told of the ceilings themselves
    for component in bound.components:
        unit, totals = (
            _unit(bound, component),
            totals_of(ceiling, bound, component, component.charge),
        )
        if totals is not None:
            limits[unit] = limits.get(unit, Fraction(0)) + totals.price_after(Fraction(0))
    written = _decimals(bound.components)
    groups: dict[tuple[str, ...], list[_Placed]] = {}
    for position, component in enumerate(product.components):
        unit = _unit(product, component)
        # A unit that nobody knows is named where it stands.
        if component.outside_ceiling is not None or not set(unit) <= version.units.keys():
            continue
        here = (*path, "components", position)
        if isinstance(component.charge, Flat | PerPeriod) or unit not in limits:
            values = {"component": component.title, "units": version.name_of(unit)}
            yield Finding(here, "tariff.check.component_without_ceiling", values)
            continue
        groups.setdefault(unit, []).append(_Placed(product, component, here))
    for unit, placed in groups.items():
        name, limit = version.name_of(unit), limits[unit]
        grid = grid_of_component(version, product, placed[0].component)
        found = [*_check_sum(version, placed, limit, name, path, written)]
        found = found or [*_check_average(version, placed, limit, grid, name, path)]
        found = found or [*_check_rounded(version, placed, limit, ceiling, grid, name)]
        yield from found


def _decimals(components: Iterable[Component]) -> int:
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


def _check_rounded(
    version: TariffVersion,
    placed: Sequence[_Placed],
    limit: Fraction,
    ceiling: TariffVersion,
    grid: Fraction,
    unit: Text,
) -> Iterator[Finding]:
    """Compare what is charged after rounding: rounding must not lift a price above its ceiling."""
    for _, charges in _by_class(version, placed):
        found = lifted(charges, version.rounding, limit, ceiling.rounding, grid)
        if found is not None:
            quantity, amount, allowed = found
            edges = _edges(charges)
            prices = [
                sum((each.price_after(edge) for each in charges), Fraction(0)) for edge in edges
            ]
            values = {
                "quantity": shown(quantity),
                "unit": unit,
                "amount": shown(amount),
                "allowed": shown(allowed),
                "price": shown(max(prices)),
                "limit": shown(limit),
            }
            path: Path = (*placed[0].path[:2], "rounding")
            yield Finding(path, "tariff.check.rounding_lifts", values)
            return


def _unit(product: TariffProduct, component: Component) -> tuple[str, ...]:
    return tuple(sorted(count.unit for count in product.counts_of(component)))


def _by_class(
    version: TariffVersion, placed: Sequence[_Placed]
) -> Iterator[tuple[str | None, list[ComponentTotals]]]:
    """Yield, for each class and for none, what the components make of a running total."""
    for name in dict.fromkeys(
        [None, *(name for one in placed for name in one.component.for_class)]
    ):
        made = [
            totals_of(version, one.product, one.component, _charge(one.component, name))
            for one in placed
        ]
        yield name, [totals for totals in made if totals is not None]


def _check_sum(
    version: TariffVersion,
    placed: Sequence[_Placed],
    limit: Fraction,
    unit: Text,
    product: Path,
    decimals: int,
) -> Iterator[Finding]:
    """Compare the price of a further unit of all components, wherever a band begins."""
    reported: set[Path] = set()
    for name, charges in _by_class(version, placed):
        for edge in sorted(_edges(charges)):
            price = sum((totals.price_after(edge) for totals in charges), Fraction(0))
            alone = len(placed) == 1
            where = _price_path(placed[0], name, edge) if alone else (*product, "components")
            if price > limit and where not in reported:
                reported.add(where)
                written = _decimals(one.component for one in placed)
                values = {
                    "limit": shown(limit, decimals),
                    "price": shown(price, written),
                    "unit": unit,
                }
                yield Finding(where, "tariff.check.above_ceiling", values)


def _check_average(
    version: TariffVersion,
    placed: Sequence[_Placed],
    limit: Fraction,
    grid: Fraction,
    unit: Text,
    product: Path,
) -> Iterator[Finding]:
    """Compare the amount of any quantity with the ceiling times that quantity.

    No further unit is dearer than the ceiling (`_check_sum`), so that only fees, minimums and
    started blocks can exceed it: where a course begins, and just after a block is full.
    """
    where = placed[0].path if len(placed) == 1 else (*product, "components")
    for _, charges in _by_class(version, placed):
        quantities = _telling(charges, grid)
        if quantities is None:
            yield Finding(where, "tariff.check.ceiling_not_covered", {"unit": unit})
            return
        for quantity in sorted(quantities):
            amount = sum((totals.at(quantity) for totals in charges), Fraction(0))
            if amount > limit * quantity:
                values = {
                    "quantity": shown(quantity),
                    "unit": unit,
                    "amount": shown(amount),
                    "allowed": shown(limit * quantity),
                }
                yield Finding(where, "tariff.check.above_ceiling_at", values)
                return


def _telling(charges: Sequence[ComponentTotals], grid: Fraction) -> set[Fraction] | None:
    """Return the quantities at one of which amount less ceiling is greatest; None if too many.

    Between two breaks the amount is a line, and with blocks a line plus steps that repeat after
    the least common multiple of their sizes: the greatest is in the first or the last repetition.
    """
    breaks = sorted({each for totals in charges for each in totals.breaks()})
    found = {step for each in breaks for step in _around(each, grid)}
    for first, following in zip(breaks, [*breaks[1:], None], strict=True):
        sizes = [(totals, totals.block_after(first)) for totals in charges]
        blocks = [(totals, size) for totals, size in sizes if size is not None]
        if not blocks:
            continue
        repeats = _common([size for _, size in blocks])
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


def _edges(charges: Sequence[ComponentTotals]) -> set[Fraction]:
    """Return the quantities beyond which a further unit may be dearer than before."""
    return {edge for totals in charges for edge in totals.schedule.edges(totals.largest)}


def _around(quantity: Fraction, grid: Fraction) -> Iterator[Fraction]:
    """Yield the quantities on the grid at, just below and just above `quantity`."""
    below = quantity // grid * grid
    yield from (step for step in (below - grid, below, below + grid) if step >= 0)


def _common(sizes: Sequence[Fraction]) -> Fraction:
    """Return the least common multiple of `sizes`."""
    denominator = lcm(*(size.denominator for size in sizes))
    return Fraction(lcm(*(int(size * denominator) for size in sizes)), denominator)


def _charge(component: Component, name: str | None) -> Charge:
    if name is not None and name in component.for_class:
        return component.for_class[name].charge
    return component.charge


def _price_path(placed: _Placed, name: str | None, edge: Fraction) -> Path:
    inside = name is not None and name in placed.component.for_class
    path = (
        (*placed.path, "for_class", name, "charge") if inside and name else (*placed.path, "charge")
    )
    charge = _charge(placed.component, name)
    if isinstance(charge, Banded):
        position = max(place for place, band in enumerate(bands_of(charge)) if band.above <= edge)
        path = (*path, "bands", position)
    percent = isinstance(charge, Percentage | GraduatedPercentage)
    return (*path, "percent" if percent else "price")
