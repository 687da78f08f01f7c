"""A price list under its ceilings: what is collectable per unit never exceeds the ceiling."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from engine.law import Finding, Path, Shelf
from engine.money import exactly, plain
from engine.tariff.charge import Charge, Flat, Graduated, Unread
from engine.tariff.document import (
    Component,
    PricedProduct,
    Role,
    TariffDocument,
    TariffVersion,
)
from engine.wording import Text

__all__ = ["check_under_ceiling"]


@dataclass(frozen=True, slots=True)
class _Placed:
    component: Component
    path: Path


def check_under_ceiling(document: TariffDocument, shelf: Shelf) -> Iterator[Finding]:
    """Yield where `document`, if it is a price list, is not bound by its ceiling document.

    Compared are all components collectable per unit of the ceiling, those not collected for now
    included, so that a fee cannot evade its ceiling by being split.
    """
    if document.role is not Role.LIST:
        if document.obeys is not None:
            yield Finding(("obeys",), "tariff.only_lists_obey")
        if document.role is Role.CEILING:
            yield from _ceilings_are_plain(document)
        return
    if document.obeys is None:
        yield Finding(("obeys",), "tariff.list_without_ceiling")
        return
    if not shelf.has(document.obeys):
        yield Finding(("obeys",), "law.no_document")
        return
    ceilings = shelf.get(document.obeys, TariffDocument)
    if ceilings.role is not Role.CEILING:
        yield Finding(("obeys",), "tariff.not_a_ceiling")
        return
    if ceilings.vat is not document.vat:
        yield Finding(("vat",), "tariff.vat_differs", {"ceiling": ceilings.vat.value})
    for position, version in enumerate(document.versions):
        yield from _check_version(document, position, version, ceilings)


def _ceilings_are_plain(document: TariffDocument) -> Iterator[Finding]:
    """A ceiling is one price per unit, or prices could not be held against it."""
    for position, version in enumerate(document.versions):
        for place, product in enumerate(version.products):
            for number, component in enumerate(product.components):
                if isinstance(component.charge, Graduated | Flat) or component.for_class:
                    path = ("versions", position, "products", place, "components", number)
                    yield Finding((*path, "charge"), "tariff.ceiling_not_per_unit")


def _check_version(
    document: TariffDocument, position: int, version: TariffVersion, ceilings: TariffDocument
) -> Iterator[Finding]:
    path: Path = ("versions", position)
    overlapping = [
        ceiling for ceiling in ceilings.versions if _meet(document, version, ceilings, ceiling)
    ]
    if ceilings.in_force(version.from_.start) is None:
        values = {"ceiling": ceilings.id, "day": version.from_.start}
        yield Finding((*path, "from"), "tariff.no_ceiling_in_force", values)
    last, ceiling_last = (
        document.last_day(version),
        max(
            (ceilings.last_day(ceiling) or datetime.date.max for ceiling in overlapping),
            default=datetime.date.max,
        ),
    )
    if (last or datetime.date.max) > ceiling_last:
        values = {"ceiling": ceilings.id, "day": ceiling_last}
        yield Finding((*path, "until"), "tariff.outlives_ceiling", values, last)
    for ceiling in overlapping:
        for place, product in enumerate(version.products):
            yield from _check_product(version, product, (*path, "products", place), ceiling)


def _meet(
    document: TariffDocument,
    version: TariffVersion,
    ceilings: TariffDocument,
    ceiling: TariffVersion,
) -> bool:
    """Whether both are in force on some day."""
    last = document.last_day(version) or datetime.date.max
    ceiling_last = ceilings.last_day(ceiling) or datetime.date.max
    return version.from_.start <= ceiling_last and ceiling.from_.start <= last


def _check_product(
    version: TariffVersion, product: PricedProduct, path: Path, ceiling: TariffVersion
) -> Iterator[Finding]:
    bound = ceiling.product(product.id)
    if bound is None:
        allowed = ", ".join(product.id for product in ceiling.products)
        yield Finding((*path, "id"), "tariff.product_without_ceiling", {"allowed": allowed})
        return
    limits: dict[tuple[str, ...], Decimal] = {}
    for component in bound.components:
        unit = _unit(bound, component)
        limits[unit] = limits.get(unit, Decimal(0)) + _price_at(component.charge, Decimal(0))
    groups: dict[tuple[str, ...], list[_Placed]] = {}
    for position, component in enumerate(product.components):
        unit = _unit(product, component)
        # A unit that nobody knows is named where it stands.
        if component.outside_ceiling is not None or not set(unit) <= version.units.keys():
            continue
        here = (*path, "components", position)
        if isinstance(component.charge, Flat) or unit not in limits:
            values = {"component": component.title, "units": version.name_of(unit)}
            yield Finding(here, "tariff.component_without_ceiling", values)
            continue
        groups.setdefault(unit, []).append(_Placed(component, here))
    for unit, placed in groups.items():
        yield from _check_sum(placed, limits[unit], version.name_of(unit), path)


def _unit(product: PricedProduct, component: Component) -> tuple[str, ...]:
    return tuple(sorted(count.unit for count in product.counts_of(component)))


def _check_sum(
    placed: Sequence[_Placed], limit: Decimal, unit: Text, product: Path
) -> Iterator[Finding]:
    """Compare the marginal price of all components together, wherever a band begins."""
    classes = dict.fromkeys([None, *(name for one in placed for name in one.component.for_class)])
    reported: set[Path] = set()
    for name in classes:
        charges = [_charge(one.component, name) for one in placed]
        for edge in sorted({edge for charge in charges for edge in _edges(charge)}):
            price = _together(charges, edge)
            alone = len(placed) == 1
            where = _price_path(placed[0], name, edge) if alone else (*product, "components")
            if price > limit and where not in reported:
                reported.add(where)
                values = {"limit": plain(limit), "price": plain(price), "unit": unit}
                yield Finding(where, "tariff.above_ceiling", values)


def _together(charges: Sequence[Charge], above: Decimal) -> Decimal:
    return exactly(lambda: sum((_price_at(charge, above) for charge in charges), Decimal(0)))


def _charge(component: Component, name: str | None) -> Charge:
    if name is not None and name in component.for_class:
        return component.for_class[name].charge
    return component.charge


def _edges(charge: Charge) -> list[Decimal]:
    return [band.above for band in charge.bands] if isinstance(charge, Graduated) else [Decimal(0)]


def _price_at(charge: Charge, above: Decimal) -> Decimal:
    """Price of the next unit after `above` units; 0 for a price that could not be read."""
    if isinstance(charge, Unread):
        return Decimal(0)
    if not isinstance(charge, Graduated):
        return charge.price
    inside = [band.price for band in charge.bands if band.above <= above]
    return inside[-1] if inside else Decimal(0)


def _price_path(placed: _Placed, name: str | None, edge: Decimal) -> Path:
    inside = name is not None and name in placed.component.for_class
    path = (
        (*placed.path, "for_class", name, "charge") if inside and name else (*placed.path, "charge")
    )
    charge = _charge(placed.component, name)
    if not isinstance(charge, Graduated):
        return (*path, "price")
    position = max(place for place, band in enumerate(charge.bands) if band.above <= edge)
    return (*path, "bands", position, "price")
