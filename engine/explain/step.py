"""The step: one value, the operation that made it, and the steps it was made from."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from engine.law import Source
from engine.money import Rounding
from engine.text import Text

__all__ = ["Operation", "Step", "Value"]

Value = Decimal | str | bool | datetime.date | None
"""What a step can hold; amounts and quantities are Decimal, never float."""


class Operation(StrEnum):
    """How a step's value follows from its children's values, in their order."""

    INPUT = "input"
    """Given: a document's figure, a declared fact or quantity; no children."""
    SAME = "same"
    """The only child's value, under another name."""
    SUM = "sum"
    """All children added; none gives 0."""
    DIFFERENCE = "difference"
    """The first child less all others."""
    PRODUCT = "product"
    """All children multiplied."""
    QUOTIENT = "quotient"
    """The first child divided by the second."""
    POWER = "power"
    """The first child raised to the second."""
    MIN = "min"
    """The smallest child."""
    MAX = "max"
    """The largest child."""
    ROUND = "round"
    """The only child rounded by the step's rounding rule."""
    COMPARE = "compare"
    """Yes or no: first child against second by the step's relation."""
    CHOOSE = "choose"
    """The last child's value; the children before it are the reasons for choosing it."""
    DECIDE = "decide"
    """The result of the named rule of a decision table; the children are the facts it looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A node of an explanation."""

    label: Text
    """What this is."""
    value: Value
    """The value, exact."""
    unit: str
    """Unit of the value, such as `yuan`, `yuan/year`, `call`, `percent`, `1`; empty for facts."""
    operation: Operation
    """How the value follows from the children."""
    children: tuple[Step, ...] = field(default=(), repr=False)
    """The steps it was made from."""
    cites: tuple[Source, ...] = ()
    """What it rests on, beyond what its children rest on."""
    origin: str = ""
    """Rule, band, line or parameter in its document, such as `cn/supply#secret`."""
    rounding: Rounding | None = None
    """For `round`: the rule."""
    relation: str = ""
    """For `compare`: one of < <= > >= == !=."""

    def walk(self) -> Iterator[Step]:
        """Yield this step and all below it, parents first; one that several share comes once."""
        met: set[int] = set()
        waiting = [self]
        while waiting:
            step = waiting.pop()
            if id(step) in met:
                continue
            met.add(id(step))
            yield step
            waiting.extend(reversed(step.children))

    @property
    def number(self) -> Decimal:
        """The value of a step that holds a number; TypeError otherwise."""
        if isinstance(self.value, Decimal):
            return self.value
        raise TypeError(f"{self.label.en} is not a number")
