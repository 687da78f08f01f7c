"""Many draws of uncertain numbers at once: the same chain over numpy arrays (批量模拟).

In come a case and what is uncertain of it; out go maximum, income, excess and profit of every draw,
equal to the fen to what a run with those numbers gives. Read `cells` (which inputs of a method a
number of the case is), `market`, `chain`, then `drawing`, `summary` and `alone`. It imports numpy,
and is not imported with the rest of the room.
"""

from engine.scenario.draws.alone import Alone, each_alone
from engine.scenario.draws.chain import Simulated, simulated
from engine.scenario.draws.drawing import drawn_from
from engine.scenario.draws.summary import PLACES, Summary, summary_of

__all__ = [
    "PLACES",
    "Alone",
    "Simulated",
    "Summary",
    "drawn_from",
    "each_alone",
    "simulated",
    "summary_of",
]
