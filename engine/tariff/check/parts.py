"""Whether use that is rated in parts costs what it costs whole, where a quota is counted apart."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from engine.law import Finding, Path
from engine.tariff.check.totals import grid_of_component
from engine.tariff.model.charge import Charge, Percentage, PerUnit
from engine.tariff.model.document import RoundingPlace, TariffVersion
from engine.tariff.model.product import Component, TariffProduct

__all__ = ["check_parts"]


def check_parts(
    version: TariffVersion, product: TariffProduct, component: Component, path: Path
) -> Iterator[Finding]:
    """Yield where a free quota stands beside a charge that does not say over what it counts.

    Each part of the use would then be rounded by itself; where no amount is ever rounded, that
    does not matter.
    """
    if component.free_quota is None or version.rounding.at is RoundingPlace.TOTAL:
        return
    charges: list[tuple[Charge, Path]] = [(component.charge, (*path, "charge"))]
    charges += [
        (price.charge, (*path, "for_class", name, "charge"))
        for name, price in component.for_class.items()
    ]
    step = grid_of_component(version, product, component)
    for charge, at in charges:
        apart = isinstance(charge, PerUnit | Percentage) and charge.accumulate is None
        if apart and _rounded(version, product, component, charge, step):
            yield Finding((*at, "accumulate"), "tariff.quota_needs_accumulate")


def _rounded(
    version: TariffVersion,
    product: TariffProduct,
    component: Component,
    charge: Charge,
    step: Fraction,
) -> bool:
    """Return whether some amount, however discounted, is no multiple of the rounding unit."""
    if component.float_ is not None:
        return True
    price = Fraction(charge.price) if isinstance(charge, PerUnit) else Fraction(0)
    if isinstance(charge, Percentage):
        price = Fraction(charge.percent) / 100
    left = [
        1 - Fraction(each.percent) / 100
        for each in product.discounts
        if each.component == component.id
    ]
    unit = Fraction(version.rounding.unit)
    for several in (of for count in range(len(left) + 1) for of in combinations(left, count)):
        amount = price * step
        for factor in several:
            amount *= factor
        if (amount / unit).denominator != 1:
            return True
    return False
