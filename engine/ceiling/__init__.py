"""From a maximum permitted revenue to a ceiling for each product, and to a drafted tariff.

In comes a determination, or a `Problem`, with the rule by which ceilings are set; out go ceilings
with their steps, and the tariff that would set them. Read `contract` for what is known by name of
the rule, then `problem`, `permitted_revenue`, `allocation` with `program/`, `result`, `draft`.
"""

from engine.ceiling.allocation import by_full_cost, by_program
from engine.ceiling.contract import (
    PRODUCTS,
    Allocation,
    CeilingGiven,
    CeilingLines,
    CeilingProductColumns,
)
from engine.ceiling.draft import TariffDraft, draft_tariff, drafted
from engine.ceiling.permitted_revenue import problem_of, rule_for, rule_of
from engine.ceiling.problem import AllocationRule, Offer, Problem, SourcedFigure, rule_in_force
from engine.ceiling.result import Ceiling, Ceilings

__all__ = [
    "PRODUCTS",
    "Allocation",
    "AllocationRule",
    "Ceiling",
    "CeilingGiven",
    "CeilingLines",
    "CeilingProductColumns",
    "Ceilings",
    "Offer",
    "Problem",
    "SourcedFigure",
    "TariffDraft",
    "by_full_cost",
    "by_program",
    "draft_tariff",
    "drafted",
    "problem_of",
    "rule_for",
    "rule_in_force",
    "rule_of",
]
