"""Costs: what an operator submits, and how each item is reviewed (成本申报与成本监审).

A submission is read from YAML or from a workbook, with every fault at once. The review decides by
the rules of its jurisdiction how each item is treated; the amounts follow in the method.
"""

from engine.cost.decisions import Decided, Decision, Decisions, decided, read_decisions
from engine.cost.drivers import taken_by_products
from engine.cost.filed import Filed, accepted, read_submission
from engine.cost.review import Review, Treatment, choice, review
from engine.cost.submission import (
    Asset,
    Authorisation,
    Cycle,
    Driver,
    Earlier,
    EarlierYear,
    Item,
    Operator,
    Pool,
    Product,
    Reasoned,
    Staff,
    Submission,
    Subsidy,
    TaxStatus,
    Trial,
)
from engine.cost.workbook_writing import workbook_template
from engine.cost.years import of_year

__all__ = [
    "Asset",
    "Authorisation",
    "Cycle",
    "Decided",
    "Decision",
    "Decisions",
    "Driver",
    "Earlier",
    "EarlierYear",
    "Filed",
    "Item",
    "Operator",
    "Pool",
    "Product",
    "Reasoned",
    "Review",
    "Staff",
    "Submission",
    "Subsidy",
    "TaxStatus",
    "Treatment",
    "Trial",
    "accepted",
    "choice",
    "decided",
    "of_year",
    "read_decisions",
    "read_submission",
    "review",
    "taken_by_products",
    "workbook_template",
]
