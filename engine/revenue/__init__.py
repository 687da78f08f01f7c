"""Revenue: determination of the maximum permitted, evaluation of a cycle, deduction in the next."""

from engine.revenue.bodies import (
    body_of_determination,
    body_of_evaluation,
    redetermined,
    reevaluated,
    rerun,
)
from engine.revenue.deduction import Deduction, deduction_from
from engine.revenue.determination import (
    Determination,
    PricedProduct,
    Reviewed,
    determine,
    version_in_force,
)
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
from engine.revenue.waterfall import from_submitted_to_permitted

__all__ = [
    "Deduction",
    "Determination",
    "Evaluation",
    "Income",
    "Incomes",
    "Permitted",
    "PricedProduct",
    "Reviewed",
    "Spread",
    "body_of_determination",
    "body_of_evaluation",
    "deduction_from",
    "determine",
    "evaluate_cycle",
    "from_submitted_to_permitted",
    "permitted_by",
    "read_incomes",
    "redetermined",
    "reevaluated",
    "rerun",
    "version_in_force",
]
