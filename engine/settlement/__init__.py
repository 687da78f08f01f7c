"""Settlement: income evaluated against what was permitted, and overcharges refunded (评估与退还).

In come the record of a determination and what was earned or charged; out go the excess to deduct
from the next cycle, and refunds by customer. Read `evaluation`, `refund`, then `record`.
"""

from engine.record.kinds import RecordKind, register_record
from engine.settlement.evaluation import (
    Evaluation,
    Income,
    Incomes,
    Permitted,
    evaluate_cycle,
    permitted_by,
    read_incomes,
)
from engine.settlement.record import (
    body_of_evaluation,
    body_of_refund,
    reevaluated,
    refunded_again,
)
from engine.settlement.refund import Charges, Refunds, charges_in, read_charges, refunds_of

__all__ = [
    "Charges",
    "Evaluation",
    "Income",
    "Incomes",
    "Permitted",
    "Refunds",
    "body_of_evaluation",
    "body_of_refund",
    "charges_in",
    "evaluate_cycle",
    "permitted_by",
    "read_charges",
    "read_incomes",
    "reevaluated",
    "refunded_again",
    "refunds_of",
]

register_record(RecordKind("evaluation", Evaluation, body_of_evaluation, reevaluated))
register_record(RecordKind("refund", Refunds, body_of_refund, refunded_again))
