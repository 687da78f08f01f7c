"""A request dated far beyond what the law knows of is remarked on, as that of the request's day."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders.shelf import quoted

from engine.law import Shelf

SHELF = Shelf(Path(__file__).parents[2] / "tariffs")


@pytest.mark.parametrize(("day", "remarked"), [("2026-03-10", False), ("2062-03-10", True)])
def test_a_request_dated_far_ahead_is_remarked_on(day: str, remarked: bool) -> None:
    """2062, typed for 2026; the request itself is asked for in 2026."""
    made = quoted(
        SHELF,
        {
            "on": "2026-03-10",
            "tariff": "cn/credit-reference",
            "customer": {"name": "甲银行"},
            "facts": {"institution_kind": "commercial_bank"},
            "lines": [
                {
                    "product": "enterprise-report",
                    "events": [
                        {"on": on, "keys": {"institution": "甲", "enterprise": "乙"}}
                        for on in ("2026-03-10", day)
                    ],
                }
            ],
        },
    )
    told = [note.en for note in made.notes if "lies far beyond" in note.en]
    assert [note.startswith(day) for note in told] == [True] * remarked
