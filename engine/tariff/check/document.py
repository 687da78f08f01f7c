"""What a valid tariff document can still get wrong inside itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from engine.law import Finding, Path, Shelf
from engine.tariff.check.ceiling.document import check_under_ceiling
from engine.tariff.check.charge import check_capacity, check_charge, check_counting, fine_enough
from engine.tariff.check.over_products import check_bill, check_over_products
from engine.tariff.check.references import check_references
from engine.tariff.check.together import check_together
from engine.tariff.check.totals import check_totals
from engine.tariff.model.charge import Capacity, PerPeriod
from engine.tariff.model.document import RoundingPlace, TariffDocument, TariffVersion
from engine.tariff.model.product import Component, TariffProduct
from engine.text import unit_text

__all__ = ["check_tariff", "unknown_names"]

_DECIDING = ("gate", "use", "conditions")
"""What a tariff stands under that stands under anything."""
_REGISTERS = ("products", "authorisations")
"""What it may name beside them."""


def check_tariff(document: TariffDocument, shelf: Shelf) -> Iterator[Finding]:
    """Yield what is wrong inside `document`, and between it and the ceilings that it obeys."""
    money = unit_text(document.money)
    for found in _found(document, shelf):
        yield replace(found, values={**found.values, "money": money})


def _found(document: TariffDocument, shelf: Shelf) -> Iterator[Finding]:
    yield from check_references(document, shelf)
    yield from unknown_names(document)
    for position, version in enumerate(document.versions):
        path: Path = ("versions", position)
        yield from _check_trial(version, path)
        yield from _check_units(version, path)
        yield from _check_rounding(version, path)
        yield from check_together(version, path)
        yield from check_over_products(version, path)
        yield from check_bill(document, version, path)
        for place, product in enumerate(version.products):
            yield from _check_product(version, product, (*path, "products", place))
    yield from check_under_ceiling(document, shelf)


def unknown_names(document: TariffDocument) -> Iterator[Finding]:
    """Yield the names in `document` that are missing, or name nothing or two things, so that
    nothing can be rated by them."""
    known = (*_DECIDING, *_REGISTERS)
    for role in document.stands_under:
        if role not in known:
            allowed = {"allowed": ", ".join(known)}
            yield Finding(("stands_under", role), "law.unknown_key", allowed)
    for role in _DECIDING if document.stands_under else ():
        if role not in document.stands_under:
            yield Finding(("stands_under", role), "law.missing")
    for position, version in enumerate(document.versions):
        path: Path = ("versions", position)
        yield from _check_classes(version, path)
        yield from _repeated([product.id for product in version.products], (*path, "products"))
        for place, product in enumerate(version.products):
            yield from _names_of_product(version, product, (*path, "products", place))


def _repeated(names: Iterable[str], path: Path) -> Iterator[Finding]:
    seen: set[str] = set()
    for position, name in enumerate(names):
        if name in seen:
            yield Finding((*path, position, "id"), "law.repeated_entry", {}, name)
        seen.add(name)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names) or "–"


def _check_trial(version: TariffVersion, path: Path) -> Iterator[Finding]:
    if version.trial is None:
        return
    if version.until is None:
        yield Finding((*path, "until"), "tariff.check.trial_without_end")
        return
    start, years = version.from_.start, version.trial.longest_years
    # The trial's last day lies before the same calendar day so many years on.
    end = (version.until.year, version.until.month, version.until.day)
    if end >= (start.year + years, start.month, start.day):
        yield Finding(
            (*path, "until"), "tariff.check.trial_too_long", {"years": years}, version.until
        )


def _check_units(version: TariffVersion, path: Path) -> Iterator[Finding]:
    for name, unit in version.units.items():
        if unit.whole and unit.decimals is not None:
            yield Finding((*path, "units", name, "decimals"), "tariff.check.decimals_of_whole")


def _check_classes(version: TariffVersion, path: Path) -> Iterator[Finding]:
    yield from _repeated([fact.id for fact in version.facts], (*path, "facts"))
    for name in version.floats:
        if version.fact(name) is not None:
            yield Finding((*path, "floats", name), "law.repeated_entry", {}, name)
    for name, customer_class in version.classes.items():
        here = (*path, "classes", name)
        fact = version.fact(customer_class.fact)
        if fact is None:
            known = _listed(fact.id for fact in version.facts)
            yield Finding((*here, "fact"), "tariff.check.unknown_fact", {"allowed": known})
            continue
        answers = [value.id for value in fact.values]
        for place, value in enumerate(customer_class.in_):
            if value not in answers:
                yield Finding(
                    (*here, "in", place), "law.not_one_of", {"allowed": _listed(answers)}, value
                )


def _check_rounding(version: TariffVersion, path: Path) -> Iterator[Finding]:
    yield from fine_enough(version.rounding.unit, (*path, "rounding", "unit"))
    if version.rounding.at is not RoundingPlace.BAND:
        return
    for place, product in enumerate(version.products):
        for position, component in enumerate(product.components):
            if any(isinstance(each, PerPeriod | Capacity) for each in component.charges()):
                here = (*path, "products", place, "components", position)
                yield Finding(here, "tariff.check.band_of_no_bands")


def _check_product(version: TariffVersion, product: TariffProduct, path: Path) -> Iterator[Finding]:
    sound = True
    for position, component in enumerate(product.components):
        here = (*path, "components", position)
        sound = sound and not any(_names_of_component(version, component, here))
        found = [*_check_component(version, component, here)]
        for finding in (*found, *check_capacity(product, component, here)):
            sound = False
            yield finding
    if sound:
        yield from check_totals(version, product, path)


def _names_of_product(
    version: TariffVersion, product: TariffProduct, path: Path
) -> Iterator[Finding]:
    if product.unit not in version.units:
        yield _unknown_unit(version, (*path, "unit"), product.unit)
    components = [component.id for component in product.components]
    yield from _repeated(components, (*path, "components"))
    for position, component in enumerate(product.components):
        yield from _names_of_component(version, component, (*path, "components", position))
    for position, discount in enumerate(product.discounts):
        here = (*path, "discounts", position)
        yield from _known_class(version, discount.for_, (*here, "for"))
        yield from _known_component(components, discount.component, (*here, "component"))
        before = product.discounts[:position]
        if product.stacking is None and any(
            other.component == discount.component
            and not version.exclude_each_other(other.for_, discount.for_)
            for other in before
        ):
            yield Finding((*here, "component"), "tariff.check.second_discount")
    for position, exemption in enumerate(product.exemptions):
        here = (*path, "exemptions", position)
        yield from _known_class(version, exemption.for_, (*here, "for"))
        for place, name in enumerate(exemption.components):
            yield from _known_component(components, name, (*here, "components", place))


def _unknown_unit(version: TariffVersion, path: Path, unit: str) -> Finding:
    return Finding(path, "tariff.check.unknown_unit", {"allowed": _listed(version.units)}, unit)


def _known_class(version: TariffVersion, name: str, path: Path) -> Iterator[Finding]:
    if name not in version.classes:
        known = _listed(version.classes)
        yield Finding(path, "tariff.check.unknown_class", {"allowed": known}, name)


def _known_component(known: list[str], name: str, path: Path) -> Iterator[Finding]:
    if name not in known:
        yield Finding(path, "tariff.unknown_component", {"allowed": _listed(known)}, name)


def _names_of_component(
    version: TariffVersion, component: Component, path: Path
) -> Iterator[Finding]:
    counted = [count.unit for count in component.per]
    for position, count in enumerate(component.per):
        here = (*path, "per", position)
        if count.converted is not None and count.asked not in version.units:
            yield _unknown_unit(version, (*here, "converted", "from"), count.asked)
        if count.unit not in version.units:
            yield _unknown_unit(version, here, count.unit)
        if count.unit in counted[:position]:
            yield Finding(here, "law.repeated_entry", {}, count.unit)
    if component.float_ is not None and component.float_ not in version.floats:
        known = _listed(version.floats)
        yield Finding((*path, "float"), "tariff.check.unknown_float", {"allowed": known})
    for name in component.for_class:
        yield from _known_class(version, name, (*path, "for_class", name))


def _check_component(version: TariffVersion, component: Component, path: Path) -> Iterator[Finding]:
    if component.per and (component.once_per or (component.free_quota and len(component.per) > 1)):
        yield Finding((*path, "per"), "tariff.check.counted_apart")
    yield from check_charge(component.charge, (*path, "charge"))
    for name, price in component.for_class.items():
        yield from check_charge(price.charge, (*path, "for_class", name, "charge"))
    yield from check_counting(component, path)
    yield from _check_apart(version, component, path)


def _check_apart(version: TariffVersion, component: Component, path: Path) -> Iterator[Finding]:
    """Nobody may fall under two class prices of one component at once."""
    priced = [name for name in component.for_class if name in version.classes]
    for position, name in enumerate(priced):
        for other in priced[:position]:
            if not version.exclude_each_other(name, other):
                yield Finding((*path, "for_class", name), "tariff.check.classes_overlap", {}, name)
