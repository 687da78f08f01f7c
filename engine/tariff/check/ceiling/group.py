"""What a list charges for one unit by all its components, beside what the ceilings allow for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise, product

from engine.law import Path
from engine.tariff.check.ceiling.counting import Pair, counted_alike, period_of_charge
from engine.tariff.check.component_totals import ComponentTotals
from engine.tariff.check.totals import grid_of_component, totals_of
from engine.tariff.model.charge import Charge, Percentage, PerUnit, accumulation_of
from engine.tariff.model.document import DeclaredRounding
from engine.tariff.model.product import Component, TariffProduct
from engine.text import Text

__all__ = ["Bound", "Customer", "Group", "Placed"]

_FINE, _FINEST = Fraction(1, 10**6), Fraction(1, 10**50)
"""Where any part of a unit is charged: one that people read, and one as small as requests carry."""

Customer = frozenset[str]
"""The classes of one customer, as far as prices differ by them."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A component of a list, with its place in the document."""

    product: TariffProduct
    component: Component
    path: Path

    def class_of(self, customer: Customer) -> str | None:
        """Return the class whose price `customer` pays; None for the plain price."""
        return next((name for name in self.component.for_class if name in customer), None)

    def charge_of(self, customer: Customer) -> Charge:
        """Return the charge of `customer`."""
        name = self.class_of(customer)
        return self.component.charge if name is None else self.component.for_class[name].charge


@dataclass(frozen=True, slots=True)
class Bound:
    """What ceilings allow for a unit."""

    totals: tuple[ComponentTotals, ...]
    """By component, each a price per unit."""
    rounding: DeclaredRounding
    """How their document rounds."""

    @property
    def limits(self) -> tuple[Fraction, ...]:
        """The price per unit of each component (yuan)."""
        return tuple(each.price_after(Fraction(0)) for each in self.totals)

    @property
    def limit(self) -> Fraction:
        """The price per unit of all together (yuan)."""
        return sum(self.limits, Fraction(0))


@dataclass(frozen=True, slots=True)
class Group:
    """The components of a product by one unit, and their ceiling."""

    pair: Pair
    placed: tuple[Placed, ...]
    bound: Bound
    unit: Text
    """Name of the unit."""

    def customers(self) -> Iterator[tuple[Customer, list[ComponentTotals]]]:
        """Yield what the components make of a running total, for every customer there can be.

        Those of no class come first, whether or not there are any.
        """
        names = {name for one in self.placed for name in one.component.for_class}
        by_fact: dict[str, dict[Customer, None]] = {}
        for name, declared in self.pair.version.classes.items():
            if name in names:
                by_fact.setdefault(declared.fact, {Customer(): None})
        for fact, answers in by_fact.items():
            declared_fact = self.pair.version.fact(fact)
            for value in () if declared_fact is None else declared_fact.values:
                classes = self.pair.version.classes
                answers[
                    Customer(
                        name
                        for name in names
                        if name in classes
                        and classes[name].fact == fact
                        and value.id in classes[name].in_
                    )
                ] = None
        for several in product(*by_fact.values()):
            customer = Customer().union(*several)
            made = [self._totals(one, customer) for one in self.placed]
            yield customer, [totals for totals in made if totals is not None]

    def _totals(self, one: Placed, customer: Customer) -> ComponentTotals | None:
        """Return what a component makes of the units that it charges.

        A quota that is not counted as the charge is may have been used up by other use: it is as if
        there were none.
        """
        charge, component = one.charge_of(customer), one.component
        over, quota = accumulation_of(charge), component.free_quota
        if quota is not None and (over is None or not quota.is_of(over)):
            component = component.model_copy(update={"free_quota": None})
        return totals_of(self.pair.version, one.product, component, charge)

    def grids(self, totals: ComponentTotals) -> tuple[Fraction, ...]:
        """Return the smallest steps between quantities of a component: that of its unit, and where
        any part of a unit may be charged, finer ones down to the finest that there is."""
        priced, version = self.placed[0].product, self.pair.version
        grid = grid_of_component(version, priced, totals.component)
        any_part = self.pair.shares_units or any(
            count.rounding is None and version.units[count.asked].fineness is None
            for count in priced.counts_of(totals.component)
        )
        finer = [each for each in (_FINE, _FINEST) if each < grid]
        return (grid, *finer) if any_part else (grid,)

    def together(self, charges: Sequence[ComponentTotals]) -> bool:
        """Return whether the components see the same running total, as far as that matters.

        What is a price per unit and no more is the same however units are added up.
        """
        priced = self.placed[0].product
        counts = [
            sorted(priced.counts_of(each.component), key=lambda count: count.unit)
            for each in charges
        ]
        if not all(
            counted_alike(count, other)
            for one, following in pairwise(counts)
            for count, other in zip(one, following, strict=True)
        ):
            return False
        bent = [each for each in charges if not _straight(each)]
        rising = any(piece.rise is not None for each in bent for piece in each.schedule.pieces)
        return len(bent) < 2 or (not rising and len({*map(_seen, bent)}) == 1)


def _straight(totals: ComponentTotals) -> bool:
    plain = isinstance(totals.charge, PerUnit | Percentage)
    return plain and totals.component.limits is None and not totals.quota


def _seen(totals: ComponentTotals) -> tuple[object, ...]:
    """Return what decides which running total a component sees."""
    once = totals.component.once_per
    window = None if once is None else (once.key, once.days, once.reading.anchor)
    return (period_of_charge(totals.charge), totals.component.each_limited, window)
