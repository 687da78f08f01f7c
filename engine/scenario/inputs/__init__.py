"""The inputs of a case: every number and choice that a scenario may change (可改动的输入).

In comes a case; out goes each input with its path, what it is called, its value, what is allowed,
and where it is written. Read `input` (what one is), `fields` (what the models say of a value),
`submission` and `circumstances`, then `listing`, which also lists later cycles; `search` finds
among them, and `placing` writes one as a scenario does.
"""

from engine.scenario.inputs.input import Allowed, Choice, Input, InputKind
from engine.scenario.inputs.listing import inputs_of
from engine.scenario.inputs.placing import laid_over, written_change
from engine.scenario.inputs.search import found

__all__ = [
    "Allowed",
    "Choice",
    "Input",
    "InputKind",
    "found",
    "inputs_of",
    "laid_over",
    "written_change",
]
