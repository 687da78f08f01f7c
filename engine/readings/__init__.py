"""What somebody will act on, under every reading of the law (口径与结论).

In come the maxima of all readings (`engine.determination`), and what was charged or earned; out go
verdicts, each with the readings under which it holds. Read `verdict`, then `prices`, `income`.
"""

from engine.readings.income import verdicts_on_earned, verdicts_on_incomes
from engine.readings.prices import ceilings_by_reading, prices_of, verdicts_on_charges
from engine.readings.verdict import Act, Case, Holds, Verdict, verdict_of

__all__ = [
    "Act",
    "Case",
    "Holds",
    "Verdict",
    "ceilings_by_reading",
    "prices_of",
    "verdict_of",
    "verdicts_on_charges",
    "verdicts_on_earned",
    "verdicts_on_incomes",
]
