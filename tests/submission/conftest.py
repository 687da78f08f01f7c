"""Where a workbook that was changed, or a text file, is saved."""

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


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """Write lines as a text file, and return where it is."""

    def write(*lines: str, name: str = "balance.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_text("\n".join(lines) + "\n", encoding)
        return path

    return write
