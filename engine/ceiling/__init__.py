"""From a maximum permitted revenue to a ceiling for each product, and to a drafted tariff."""

from engine.ceiling.allocate import by_full_cost, by_program
from engine.ceiling.draft import Draft, draft_tariff, drafted
from engine.ceiling.permitted import problem_of
from engine.ceiling.problem import ALLOCATION, Figure, Offer, Problem, Rule, rule_in_force
from engine.ceiling.result import Allocation, Ceiling, Ceilings

__all__ = [
    "ALLOCATION",
    "Allocation",
    "Ceiling",
    "Ceilings",
    "Draft",
    "Figure",
    "Offer",
    "Problem",
    "Rule",
    "by_full_cost",
    "by_program",
    "draft_tariff",
    "drafted",
    "problem_of",
    "rule_in_force",
]
