"""A scenario file run by its path, for Python (按路径运行情景文件)."""

from __future__ import annotations

from pathlib import Path

from engine.law import Shelf
from engine.record import read_record
from engine.record.verification import prove
from engine.scenario.case import read_scenarios
from engine.scenario.walk import Bench, Run, run_all

__all__ = ["run_scenarios"]


def run_scenarios(shelf: Shelf, path: str | Path) -> dict[str, Run]:
    """Return what the base of a scenario file, as `base`, and each scenario comes to (情景).

    A run has years with maximum, ceilings, sales and income as steps in yuan a year, and cycles. A
    base that is a record is proved first. Raises Faults for what is wrong with any scenario.
    """
    file = read_scenarios(Path(path), lambda one: prove(read_record(one), shelf, one.name, one))
    return run_all(Bench(shelf), file)
