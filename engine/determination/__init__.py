"""Determination: costs reviewed, split, and the maximum permitted revenue of each year (核定).

In comes a submission with the id of its method; out goes a determination, every figure a step.
Read `contract` first: all that the engine knows by name of a method, and `rules`, of the rules of
review and of rates that the method names. Then `review/`, `inputs`, `maximum`, and `stages` for
how far it has come.
"""

from engine.determination.contract import ITEMS, Chosen, Lines
from engine.determination.deduction import Deduction, deduction_from
from engine.determination.drivers import DriverEffect, driver_effects
from engine.determination.inputs import Spread
from engine.determination.maximum import (
    Determination,
    PricedProduct,
    Reviewed,
    YearReview,
    determine,
    version_in_force,
)
from engine.determination.record import body_of_determination, redetermined
from engine.determination.review.decisions import (
    Decided,
    Decision,
    Decisions,
    decided,
    read_decisions,
)
from engine.determination.review.review import Review, Treatment, choice, review
from engine.determination.stages import (
    Objection,
    Proceeding,
    Stage,
    misplaced_objections,
    proceeding_after,
    read_objections,
)
from engine.determination.waterfall import from_submitted_to_permitted

__all__ = [
    "ITEMS",
    "Chosen",
    "Decided",
    "Decision",
    "Decisions",
    "Deduction",
    "Determination",
    "DriverEffect",
    "Lines",
    "Objection",
    "PricedProduct",
    "Proceeding",
    "Review",
    "Reviewed",
    "Spread",
    "Stage",
    "Treatment",
    "YearReview",
    "body_of_determination",
    "choice",
    "decided",
    "deduction_from",
    "determine",
    "driver_effects",
    "from_submitted_to_permitted",
    "misplaced_objections",
    "proceeding_after",
    "read_decisions",
    "read_objections",
    "redetermined",
    "review",
    "version_in_force",
]
