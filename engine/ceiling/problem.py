"""What ceilings are set from: a maximum, and products with cost, forecast quantity and tick."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from engine.explain import Step
from engine.law import Fault, Faults, Source
from engine.wording import Text

__all__ = ["Offer", "Problem", "Provisions", "checked_problem"]

_TICKS = {(1,), (2,), (5,)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A product that a ceiling is wanted for."""

    id: str
    """Short name, unique in the problem."""
    title: Text
    """What people call it."""
    unit: Text
    """What is counted and charged, such as call (次)."""
    cost: Step
    """The reviewed cost of the product by its drivers [yuan/year]; only proportions matter."""
    quantity: Step
    """The forecast quantity of the year [unit/year], above 0."""
    tick: Step
    """The price moves in whole multiples of this [yuan/unit], above 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provisions:
    """What each part of the setting of ceilings rests on."""

    within_maximum: tuple[Source, ...]
    """That ceilings times forecast quantities stay within the maximum."""
    full_cost: tuple[Source, ...]
    """That the maximum is shared in proportion to cost."""
    tick: tuple[Source, ...]
    """That a price is a whole number of ticks, rounded down."""
    program: tuple[Source, ...]
    """That ticks are chosen for most revenue within a tolerance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A maximum to be shared among products, in one year."""

    year: int
    """The year that the maximum and the quantities are of."""
    maximum: Step
    """The maximum permitted revenue [yuan/year]."""
    offers: tuple[Offer, ...]
    """The products, in the order they are shown."""
    provisions: Provisions
    """What the setting rests on."""


def checked_problem(problem: Problem, file: str) -> Problem:
    """Return `problem` when ceilings can be set from it; `file` is named in faults.

    Raises Faults with every fault: nothing to price, a name used twice, a maximum, quantity, tick
    or cost that is not above 0, a tick that is not 1, 2 or 5 times a power of ten.
    """
    faults = list(_faults(problem, file))
    if faults:
        raise Faults(faults)
    return problem


def _faults(problem: Problem, file: str) -> Iterator[Fault]:
    if not problem.offers:
        yield Fault(file, "products", None, None, "ceiling.no_products")
    if problem.maximum.number <= 0:
        yield _not_positive(file, "maximum", problem.maximum.number)
    seen: set[str] = set()
    for offer in problem.offers:
        place = f"products.{offer.id}"
        if offer.id in seen:
            yield Fault(file, place, None, offer.id, "law.repeated_entry")
        seen.add(offer.id)
        for name, step in (
            ("cost", offer.cost),
            ("quantity", offer.quantity),
            ("tick", offer.tick),
        ):
            if step.number <= 0:
                yield _not_positive(file, f"{place}.{name}", step.number)
            elif name == "tick" and step.number.normalize().as_tuple().digits not in _TICKS:
                yield Fault(file, f"{place}.tick", None, step.number, "money.bad_rounding_unit")


def _not_positive(file: str, place: str, value: Decimal) -> Fault:
    return Fault(file, place, None, value, "ceiling.not_positive")
