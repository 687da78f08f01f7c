"""The excess of a cycle under every reading of the method that evaluates (各口径下的超额)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal

from engine.law import Shelf
from engine.method import MethodVersion, evaluate_readings
from engine.settlement.contract import EvaluationLines
from engine.settlement.evaluation import Incomes, Permitted, prepared

__all__ = ["excess_by_reading"]


def excess_by_reading(
    shelf: Shelf, file: str, incomes: Incomes, permitted: Permitted, on: datetime.date
) -> tuple[str, MethodVersion, list[tuple[Mapping[str, str], Decimal | None]]]:
    """Return the method that evaluates, with its version, and each combination of readings of the
    switches that it looks at, with the excess [yuan]; None where it refuses them.

    Raises Faults as `evaluate_cycle` does.
    """
    method, version, inputs = prepared(shelf, file, incomes, permitted, on)
    every = evaluate_readings(method.id, version, inputs)
    found: list[tuple[Mapping[str, str], Decimal | None]] = []
    for readings in every.combinations(every.switches):
        refused = any(True for _ in every.failed(readings))
        excess = every.case(EvaluationLines.EXCESS, None, readings).figure
        told = {one.id: readings[one.id] for one in every.switches}
        found.append((told, None if refused else excess))
    return method.id, version, found
