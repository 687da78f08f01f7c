"""The workbook of the worked demo operator, to be changed cell by cell."""

from __future__ import annotations

import io
from typing import Any

import openpyxl

from builders.demo_by_hand import DEMO
from engine.submission import read_submission

CONTENT = DEMO.with_suffix(".xlsx").read_bytes()
SOUND = read_submission(DEMO).submission
"""What the demo folder files, as its workbook does."""


def book() -> Any:
    """The workbook, open for changes."""
    return openpyxl.load_workbook(io.BytesIO(CONTENT))
