"""A shelf with rules of review and of rates that ask little."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders.rules_beside import RATES, REVIEW, SERIES, beside

from engine.law import Shelf


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """The shipped shelf with rules that ask little, and one series, beside it."""
    written = {
        "demo/rates": RATES,
        "demo/review": REVIEW,
        "cn/series/vat-of-tests": SERIES.format(id="cn/series/vat-of-tests", place="CN"),
    }
    return beside(tmp_path, written)
