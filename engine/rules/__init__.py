"""Decision tables, read exactly: one case, decided or not, with every rule that matched.

Facts that are not known are first-class: a case is decided when every completion of it agrees.
In come a version of a document of rules and the facts known, out comes a `Decision`. Read
`model.document`, `model.program`, `decide.cases`, then `decide.decision`; `proof` checks and
compares whole tables, `columns` decides many cases at once.
"""

from engine.rules.columns.decisions import Decisions, decide_many
from engine.rules.decide.alternatives import Alternatives, Nearest, Opening
from engine.rules.decide.decision import decide, decide_together
from engine.rules.decide.result import Asking, Decision
from engine.rules.model.document import (
    DecisionTable,
    DeclaredFacts,
    EnumerationFact,
    Fact,
    FactValue,
    Named,
    Output,
    Presumption,
    Reading,
    Rule,
    RulesDocument,
    RulesVersion,
    Switch,
    as_written,
)
from engine.rules.model.program import Part
from engine.rules.proof.boxes import Box
from engine.rules.proof.check import check, check_together
from engine.rules.proof.comparison import CaseDifference, Changes, changed
from engine.rules.proof.flaws import FLAWS, Flaw, flaws

__all__ = [
    "FLAWS",
    "Alternatives",
    "Asking",
    "Box",
    "CaseDifference",
    "Changes",
    "Decision",
    "DecisionTable",
    "Decisions",
    "DeclaredFacts",
    "EnumerationFact",
    "Fact",
    "FactValue",
    "Flaw",
    "Named",
    "Nearest",
    "Opening",
    "Output",
    "Part",
    "Presumption",
    "Reading",
    "Rule",
    "RulesDocument",
    "RulesVersion",
    "Switch",
    "as_written",
    "changed",
    "check",
    "check_together",
    "decide",
    "decide_many",
    "decide_together",
    "flaws",
]
