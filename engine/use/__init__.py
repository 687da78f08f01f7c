"""The use of public data: its channel, and whether it is free, guided, refused or undetermined.

One decision, one explanation, for one quote and for a hundred million bill lines alike.
"""

from engine.use.decide import decide_use
from engine.use.decision import (
    BrokenCondition,
    Change,
    Channel,
    PriceStatus,
    Refusal,
    Regime,
    StandsUnder,
    UseDecision,
)

__all__ = [
    "BrokenCondition",
    "Change",
    "Channel",
    "PriceStatus",
    "Refusal",
    "Regime",
    "StandsUnder",
    "UseDecision",
    "decide_use",
]
