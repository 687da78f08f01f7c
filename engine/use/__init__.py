"""The use of public data: its channel, and whether it is free, guided, refused or undetermined.

In come facts as they are declared (`request`) and the documents in force (`documents`); out comes a
`UseDecision` with its conditions, what is still missing, and why. Read `decision`, `part`,
`request`, then `decide`, which asks the registers (`register_facts`), has the rules read, tells
what they decided (`outcome`) and puts the parts of a use together (`parts`); `data` is the decision
for JSON.
"""

from engine.use.data import use_as_data
from engine.use.decide import decide_use
from engine.use.decision import (
    BrokenCondition,
    Channel,
    PartDecision,
    PriceStatus,
    Refusal,
    Regime,
    Remark,
    StandsUnder,
    UseChange,
    UseDecision,
)
from engine.use.documents import FREE_SHARE, wrong_together
from engine.use.part import DeclaredPart, Lacking, UsePart
from engine.use.register_facts import registered_facts
from engine.use.request import DeclaredChange, DeclaredUse, decide_declared, read_use

__all__ = [
    "FREE_SHARE",
    "BrokenCondition",
    "Channel",
    "DeclaredChange",
    "DeclaredPart",
    "DeclaredUse",
    "Lacking",
    "PartDecision",
    "PriceStatus",
    "Refusal",
    "Regime",
    "Remark",
    "StandsUnder",
    "UseChange",
    "UseDecision",
    "UsePart",
    "decide_declared",
    "decide_use",
    "read_use",
    "registered_facts",
    "use_as_data",
    "wrong_together",
]
