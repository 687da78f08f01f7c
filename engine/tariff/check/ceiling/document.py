"""Which ceilings stand above a price list, on which days, and whether they are plain."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import replace

from engine.law import Days, Finding, Path, Shelf
from engine.tariff.check.ceiling.counting import Pair
from engine.tariff.check.ceiling.product import check_product
from engine.tariff.model.charge import Percentage, PerUnit
from engine.tariff.model.document import Role, TariffDocument, TariffVersion

__all__ = ["check_under_ceiling"]


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
            path: Path = ("versions", position, "products", place)
            for name in ("discounts", "exemptions"):
                if getattr(product, name):
                    yield Finding((*path, name), "tariff.check.ceiling_not_per_unit")
            for number, component in enumerate(product.components):
                here = (*path, "components", number)
                plain_charge = isinstance(component.charge, PerUnit | Percentage)
                if not plain_charge or component.for_class or component.limits:
                    yield Finding((*here, "charge"), "tariff.check.ceiling_not_per_unit")
                for name in ("free_quota", "once_per", "not_collected"):
                    if getattr(component, name) is not None:
                        yield Finding((*here, name), "tariff.check.ceiling_not_per_unit")


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
        pair = Pair(version, ceiling, free_in_part="use" in document.stands_under)
        for place, product in enumerate(version.products):
            found = check_product(pair, product, (*path, "products", place))
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
