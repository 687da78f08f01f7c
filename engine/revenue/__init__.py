"""Revenue: determination of the maximum permitted, evaluation of a cycle, deduction in the next."""

from engine.revenue.bodies import (
    body_of_determination,
    body_of_evaluation,
    body_of_refund,
    redetermined,
    reevaluated,
    rerun,
)
from engine.revenue.deduction import Deduction, deduction_from
from engine.revenue.determination import (
    Determination,
    PricedProduct,
    Reviewed,
    YearReview,
    determine,
    version_in_force,
)
from engine.revenue.drivers import DriverEffect, driver_effects
from engine.revenue.evaluation import (
    Evaluation,
    Income,
    Incomes,
    Permitted,
    evaluate_cycle,
    permitted_by,
    read_incomes,
)
from engine.revenue.inputs import Spread
from engine.revenue.proceeding import (
    Objection,
    Proceeding,
    Stage,
    misplaced_objections,
    proceeding_after,
    read_objections,
)
from engine.revenue.refund import Charges, Refunds, read_charges, refunds_of
from engine.revenue.waterfall import from_submitted_to_permitted

__all__ = [
    "Charges",
    "Deduction",
    "Determination",
    "DriverEffect",
    "Evaluation",
    "Income",
    "Incomes",
    "Objection",
    "Permitted",
    "PricedProduct",
    "Proceeding",
    "Refunds",
    "Reviewed",
    "Spread",
    "Stage",
    "YearReview",
    "body_of_determination",
    "body_of_evaluation",
    "body_of_refund",
    "deduction_from",
    "determine",
    "driver_effects",
    "evaluate_cycle",
    "from_submitted_to_permitted",
    "misplaced_objections",
    "permitted_by",
    "proceeding_after",
    "read_charges",
    "read_incomes",
    "read_objections",
    "redetermined",
    "reevaluated",
    "refunds_of",
    "rerun",
    "version_in_force",
]
