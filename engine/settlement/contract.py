"""What the engine knows by name of methods of evaluation, of refund and of result (约定)."""

from __future__ import annotations

from enum import StrEnum

from engine.determination import published_figures
from engine.method import (
    Contract,
    ContractColumn,
    ContractFigure,
    MethodRole,
    register_contract,
)

__all__ = [
    "CHARGES",
    "CUSTOMERS",
    "EVALUATION",
    "REFUND",
    "RESULT",
    "ChargeColumns",
    "EvaluationBlocks",
    "EvaluationInputs",
    "EvaluationLines",
    "EvaluationOffered",
    "RefundLines",
    "ResultInputs",
    "ResultLines",
    "ResultOffered",
]

CUSTOMERS, CHARGES = "customers", "charges"


class EvaluationLines(ContractFigure):
    """The lines that are taken of an evaluation."""

    INCOME_JUDGED = "income_judged", "yuan/year", "year"
    INCOME_TOTAL = "income_total", "yuan"
    PERMITTED_TOTAL = "permitted_total", "yuan"
    EXCESS = "excess", "yuan"


class EvaluationInputs(ContractFigure):
    """The inputs that it is given."""

    INCOME = "income", "yuan/year", "year"
    PERMITTED = "permitted", "yuan/year", "year"


class EvaluationOffered(ContractFigure):
    """The inputs that it may have."""

    INCOME_OF_NEW_PRODUCTS = "income_of_new_products", "yuan/year", "year"


class EvaluationBlocks(StrEnum):
    """The block that is computed, alone."""

    EVALUATION = MethodRole.EVALUATION.value


class RefundLines(ContractFigure):
    """The lines that are taken of a refund."""

    REFUND = "refund", "yuan", CUSTOMERS
    REFUND_TOTAL = "refund_total", "yuan"


class CustomerColumns(ContractColumn):
    """The columns of the customers: none beside their names."""


class ChargeColumns(ContractColumn):
    """The columns of the charges."""

    CUSTOMER = "customer"
    QUANTITY = "quantity", "unit"
    PRICE = "price", "yuan/unit"
    CEILING = "ceiling", "yuan/unit"


class ResultLines(ContractFigure):
    """The lines that are taken of the result of a year."""

    VAT_DUE = "vat_due", "yuan/year"
    SURCHARGES = "surcharges", "yuan/year"
    PROFIT_BEFORE_TAX = "profit_before_tax", "yuan/year"
    INCOME_TAX = "income_tax", "yuan/year"
    PROFIT = "profit", "yuan/year"
    COST_RECOVERED = "cost_recovered", "1"


class ResultInputs(ContractFigure):
    """The inputs that it is given."""

    INCOME = "income", "yuan/year"
    OPERATING_COST = "operating_cost", "yuan/year"
    FREE_UNCOVERED = "free_uncovered", "yuan/year"


class ResultOffered(ContractFigure):
    """The inputs that it may have; those that published series hold are beside them."""

    INPUT_VAT = "input_vat", "yuan/year"


EVALUATION = Contract(
    role=MethodRole.EVALUATION,
    lines=EvaluationLines,
    given=EvaluationInputs,
    offered=EvaluationOffered,
    blocks=EvaluationBlocks,
)
REFUND = Contract(
    role=MethodRole.REFUND,
    lines=RefundLines,
    tables={CUSTOMERS: CustomerColumns, CHARGES: ChargeColumns},
)
RESULT = Contract(
    role=MethodRole.RESULT,
    lines=ResultLines,
    given=ResultInputs,
    offered=ResultOffered,
    uses=("rates",),
    published=published_figures,
)
for contract in (EVALUATION, REFUND, RESULT):
    register_contract(contract)
