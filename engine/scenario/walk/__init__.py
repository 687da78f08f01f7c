"""A case run over its cycles, from the mix of uses to the deduction (情景运行).

In comes a case; out goes a run, every figure a step. Read `market`, `bench`, `succession`,
`reach`, then `run`; `parties` says what it means for whom.
"""

from engine.scenario.walk.bench import Bench
from engine.scenario.walk.market import DecidedClass, Sale
from engine.scenario.walk.parties import Figure, Party, figures_of
from engine.scenario.walk.run import CycleOfRun, Run, YearOfRun, run, run_all
from engine.scenario.walk.succession import cycle_after

__all__ = [
    "Bench",
    "CycleOfRun",
    "DecidedClass",
    "Figure",
    "Party",
    "Run",
    "Sale",
    "YearOfRun",
    "cycle_after",
    "figures_of",
    "run",
    "run_all",
]
