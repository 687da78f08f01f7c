"""Settlement: income evaluated against what was permitted, and overcharges refunded (评估与退还).

In come the record of a determination and what was earned or charged; out go the excess to deduct
from the next cycle, and refunds by customer. Read `contract` for what is known by name of the
methods, then `evaluation`, `ledger`, `refund`, `record`.
"""

from engine.record.kinds import RecordKind, register_record
from engine.settlement.contract import (
    EvaluationInputs,
    EvaluationLines,
    ResultInputs,
    ResultLines,
)
from engine.settlement.evaluation import (
    Evaluation,
    Income,
    Incomes,
    Permitted,
    evaluate_cycle,
    evaluating,
    excess_switch,
    incomes_in,
    permitted_by,
    read_incomes,
)
from engine.settlement.every_reading import excess_by_reading
from engine.settlement.ledger import (
    Ledger,
    body_of_ledger,
    entered,
    ledger_again,
    ledger_in,
    records_entered,
    taken_by_others,
    unlike_entered,
)
from engine.settlement.record import (
    body_of_evaluation,
    body_of_refund,
    reevaluated,
    refunded_again,
    unlike_determination,
)
from engine.settlement.refund import Charges, Refunds, charges_in, read_charges, refunds_of
from engine.settlement.result import YearResult, method_of_result, result_of_year

__all__ = [
    "Charges",
    "Evaluation",
    "EvaluationInputs",
    "EvaluationLines",
    "Income",
    "Incomes",
    "Ledger",
    "Permitted",
    "Refunds",
    "ResultInputs",
    "ResultLines",
    "YearResult",
    "body_of_evaluation",
    "body_of_ledger",
    "body_of_refund",
    "charges_in",
    "entered",
    "evaluate_cycle",
    "evaluating",
    "excess_by_reading",
    "excess_switch",
    "incomes_in",
    "ledger_again",
    "ledger_in",
    "method_of_result",
    "permitted_by",
    "read_charges",
    "read_incomes",
    "reevaluated",
    "refunded_again",
    "refunds_of",
    "result_of_year",
    "taken_by_others",
]

register_record(
    RecordKind(
        "evaluation",
        Evaluation,
        body_of_evaluation,
        reevaluated,
        rests_on=lambda evaluation: (evaluation.permitted.record,),
        against=unlike_determination,
    )
)
register_record(
    RecordKind(
        "ledger",
        Ledger,
        body_of_ledger,
        ledger_again,
        rests_on=records_entered,
        against=unlike_entered,
    )
)
register_record(RecordKind("refund", Refunds, body_of_refund, refunded_again))
