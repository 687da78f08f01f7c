"""Growth of a quantity, a constant per cent a year."""

from __future__ import annotations

from decimal import Decimal

from engine.explain import Step, given, product, quotient, total
from engine.text import text

__all__ = ["grown"]


def grown(quantity: Step, growth: Step, years: int) -> Step:
    """Return `quantity` after `years` whole years of `growth` [percent a year], compounded.

    `growth` is above −100; `years` 0 returns `quantity` itself. Raises ValueError for fewer years
    or a growth that leaves nothing.
    """
    if years < 0 or growth.number <= -100:
        raise ValueError(f"{years} years of {growth.number} per cent")
    if years == 0:
        return quantity
    hundred = given(text("demand.hundred"), Decimal(100), "percent")
    rate = quotient(text("demand.rate"), growth, hundred, "1")
    one = given(text("demand.one"), Decimal(1), "1")
    factor = total(text("demand.growth_factor"), [one, rate], "1")
    return product(text("demand.grown", years=years), [quantity, *[factor] * years], quantity.unit)
