"""From a maximum permitted revenue to a ceiling for each product, and to a drafted tariff."""

from engine.ceiling.full_cost import by_full_cost
from engine.ceiling.problem import Offer, Problem, Provisions
from engine.ceiling.program import by_program
from engine.ceiling.result import Allocation, Ceiling, Ceilings

__all__ = [
    "Allocation",
    "Ceiling",
    "Ceilings",
    "Offer",
    "Problem",
    "Provisions",
    "by_full_cost",
    "by_program",
]
