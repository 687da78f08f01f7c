"""Revenue: determination of the maximum permitted, evaluation of a cycle, deduction in the next."""

from engine.revenue.deduction import Deduction, deduction_from
from engine.revenue.determination import (
    Determination,
    PricedProduct,
    Reviewed,
    determine,
    version_in_force,
)
from engine.revenue.inputs import Spread

__all__ = [
    "Deduction",
    "Determination",
    "PricedProduct",
    "Reviewed",
    "Spread",
    "deduction_from",
    "determine",
    "version_in_force",
]
