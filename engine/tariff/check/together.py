"""What a valid document can get wrong in how use is told apart and added up."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from engine.law import Finding, Path
from engine.tariff.check.totals import grid_of_component
from engine.tariff.model.charge import Charge, Percentage, PerUnit, accumulation_of
from engine.tariff.model.count import Count
from engine.tariff.model.document import RoundingPlace, TariffVersion
from engine.tariff.model.product import Component, TariffProduct
from engine.tariff.usage.position import OF_THE_REQUEST

__all__ = ["check_together"]


def check_together(version: TariffVersion, path: Path) -> Iterator[Finding]:
    """Yield keys that are misspelt, and started units and quotas of which it is not said what they
    are counted in."""
    for name in version.keys:
        if name in OF_THE_REQUEST:
            yield Finding((*path, "keys", name), "law.repeated_entry", {}, name)
    for place, product in enumerate(version.products):
        for position, component in enumerate(product.components):
            here = (*path, "products", place, "components", position)
            for where, key in _rules(component):
                yield from _known(version, key, (*here, *where))
            yield from _started(component, here)
            yield from _quota(version, product, component, here)
    for place, rule in enumerate(version.bill):
        if rule.accumulate is not None:
            here = (*path, "bill", place, "accumulate", "key")
            yield from _known(version, rule.accumulate.key, here)


def _rules(component: Component) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """Yield the keys of each rule of `component`, with its place in it."""
    if component.once_per is not None:
        yield ("once_per", "key"), component.once_per.key
    if component.free_quota is not None:
        yield ("free_quota", "key"), component.free_quota.key
    for where, charge in component.placed_charges():
        over = accumulation_of(charge)
        if over is not None:
            yield (*where, "accumulate", "key"), over.key


def _known(version: TariffVersion, key: tuple[str, ...], path: Path) -> Iterator[Finding]:
    """Yield keys that are none; where the version declares no keys, those nearly one that is known.

    A version that declares keys declares all of them.
    """
    # Imported here: only who checks waits for it.
    from difflib import get_close_matches

    known = [*OF_THE_REQUEST, *version.keys]
    for position, name in enumerate(key):
        near = get_close_matches(name, known, cutoff=0.8)
        if name not in known and (version.keys or near):
            values = {"allowed": ", ".join(known)}
            yield Finding((*path, position), "tariff.check.unknown_key", values, name)


def _started(component: Component, path: Path) -> Iterator[Finding]:
    for position, count in enumerate(component.per):
        here = (*path, "per", position)
        if count.converted is not None:
            yield from _converted(count, (*here, "converted"))
        if count.rounding is None:
            continue
        if len(component.per) == 1 and count.rounded_of is None:
            key = "started_of_what" if count.converted is None else "rounded_of_what"
            yield Finding(here, f"tariff.check.{key}")
        said = (*here, *(("started_of",) if count.converted is None else ("converted", "rounded")))
        if len(component.per) > 1 and count.of_total:
            yield Finding(said, "tariff.check.started_of_several")
        elif count.of_total and any(_apart(charge) for charge in component.charges()):
            yield Finding(said, "tariff.check.started_total_needs_period")


def _converted(count: Count, path: Path) -> Iterator[Finding]:
    """A number that is not rounded must come out even, and a started one is said in one way."""
    if count.started_whole:
        yield Finding(path, "tariff.check.started_and_converted")
    conversion = count.converted
    assert conversion is not None
    if conversion.rounding is None and not _ends(conversion.factor):
        yield Finding((*path, "rounding"), "tariff.check.conversion_without_end")


def _ends(factor: Fraction) -> bool:
    """Whether `factor` is a decimal fraction that ends."""
    left = factor.denominator
    for prime in (2, 5):
        while left % prime == 0:
            left //= prime
    return left == 1


def _apart(charge: Charge) -> bool:
    return isinstance(charge, PerUnit | Percentage) and charge.accumulate is None


def _quota(
    version: TariffVersion, product: TariffProduct, component: Component, path: Path
) -> Iterator[Finding]:
    """Yield a quota beside a charge that does not say over what it counts, where a part of the
    units would be rounded otherwise than the whole."""
    if component.free_quota is None or version.rounding.at is RoundingPlace.TOTAL:
        return
    grid = grid_of_component(version, product, component)
    for where, charge in component.placed_charges():
        if isinstance(charge, PerUnit | Percentage) and charge.accumulate is None:
            price = Fraction(charge.price if isinstance(charge, PerUnit) else charge.percent / 100)
            if price * grid % Fraction(version.rounding.unit):
                yield Finding((*path, *where), "tariff.check.quota_needs_accumulate")
