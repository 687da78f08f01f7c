"""How quantity answers price, and how it grows: every figure a step, exact Decimal."""

from engine.demand.curve import ConstantElasticity, Linear, Response, quantity_at
from engine.demand.growth import grown

__all__ = ["ConstantElasticity", "Linear", "Response", "grown", "quantity_at"]
