"""Determination: costs reviewed, split, and the maximum permitted revenue of each year (核定).

In comes a submission with its method; out goes a determination, every figure a step. Read
`review/` first, then `inputs`, `maximum`, and `stages` for how far it has come.
"""

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
from engine.record.kinds import RecordKind, register_record

__all__ = [
    "Decided",
    "Decision",
    "Decisions",
    "Deduction",
    "Determination",
    "DriverEffect",
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

register_record(RecordKind("determination", Determination, body_of_determination, redetermined))
