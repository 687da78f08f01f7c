"""Costs: what an operator submits, and how each item is reviewed (成本申报与成本监审).

A submission is read from YAML or from a workbook, with every fault at once. The review decides by
the rules of its jurisdiction how each item is treated; the amounts follow in the method.
"""

from engine.cost.filed import Filed, accepted, read_submission
from engine.cost.review import Review, Treatment, choice, review
from engine.cost.submission import (
    Asset,
    Cycle,
    Item,
    Operator,
    Pool,
    Product,
    Reasoned,
    Submission,
    Subsidy,
    TaxStatus,
)
from engine.cost.workbook_writing import workbook_template

__all__ = [
    "Asset",
    "Cycle",
    "Filed",
    "Item",
    "Operator",
    "Pool",
    "Product",
    "Reasoned",
    "Review",
    "Submission",
    "Subsidy",
    "TaxStatus",
    "Treatment",
    "accepted",
    "choice",
    "read_submission",
    "review",
    "workbook_template",
]
