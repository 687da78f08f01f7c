"""Where a workbook that was changed is saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def saved(tmp_path: Path) -> Callable[[Any], Path]:
    """Save a workbook, and return where it is."""

    def save(of: Any) -> Path:
        path = tmp_path / "filed.xlsx"
        of.save(path)
        return path

    return save
