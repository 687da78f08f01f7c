"""The workbook of the worked demo operator, to be changed cell by cell, and what is told of it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl

from builders.demo_by_hand import DEMO
from builders.faults import keys_in
from engine.submission import read_submission

CONTENT = DEMO.with_suffix(".xlsx").read_bytes()
SOUND = read_submission(DEMO).submission
"""What the demo folder files, as its workbook does."""


def book() -> Any:
    """The workbook, open for changes."""
    return openpyxl.load_workbook(io.BytesIO(CONTENT))


def faults_of(path: Path, *more: Any) -> dict[str, str]:
    """The last word of each key, by place."""
    told = keys_in(lambda: read_submission(path, *more))
    return {place: key.rpartition(".")[2] for place, key in told.items()}
