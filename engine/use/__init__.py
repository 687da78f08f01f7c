"""The use of public data: its channel, and whether it is free, guided, refused or undetermined.

One decision, one explanation, for one quote and for a hundred million bill lines alike. In come
facts, or a file that declares them (`request`), out comes a `UseDecision`; a use with several
purposes is described in parts. Read `decision`, `part`, `decide`, then `parts`.
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
from engine.use.documents import FREE_SHARE, read_together
from engine.use.part import DeclaredPart, Lacking, UsePart
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
    "read_together",
    "read_use",
    "use_as_data",
]
