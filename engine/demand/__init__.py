"""How quantity answers price, and how it grows: every figure a step, exact Decimal.

In: a known price and quantity, an elasticity or a rate. Out: the quantity at another price
(`curve`) or in another year (`growth`), and what customers gain of a lower price (`surplus`)."""

from engine.demand.curve import ConstantElasticity, Linear, Response, quantity_at
from engine.demand.growth import grown
from engine.demand.surplus import surplus_gained

__all__ = [
    "ConstantElasticity",
    "Linear",
    "Response",
    "grown",
    "quantity_at",
    "surplus_gained",
]
