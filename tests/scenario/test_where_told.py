"""What the law refuses of a scenario is told where the scenario says it, in the user's own file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from builders.faults import faults_in
from builders.scenarios import worked, written

from engine.scenario import run_all

_, BENCH = worked()
CALLS = "verification-call"


@pytest.mark.parametrize(
    ("changes", "place", "allowed"),
    [
        ({"method": "cn/urban-water-2021"}, "method", "cn/ndrc-2025-65"),
        ({"method": "cn/refund-of-overcharges"}, "method", "cn/ndrc-2025-65"),
        ({"ceilings": {"rule": "cn/urban-water-2021"}}, "ceilings.rule", "cn/ceiling-allocation"),
    ],
)
def test_a_method_for_something_else(
    tmp_path: Path, changes: dict[str, Any], place: str, allowed: str
) -> None:
    file = written(tmp_path, {}, {"id": "other", "changes": changes})
    ((at, fault),) = faults_in(lambda: run_all(BENCH, file)).items()
    assert (at, fault.file) == (f"scenarios[0].changes.{place}", "scenarios.yaml")
    assert (fault.key, fault.values["allowed"]) == ("law.not_one_of", allowed)


@pytest.mark.parametrize(
    ("changes", "place", "value"),
    [
        ({"market": {CALLS: {"quantities": {2027: "900000000000"}}}},
         f"market.{CALLS}.quantities.2027", 900000000000),
        ({"market": {CALLS: {"growth": "3000000"}}}, f"market.{CALLS}.growth", 3000000),
        ({"submission": {"products": [{"id": CALLS, "quantity": "900000000000"}]}},
         "submission.products[0].quantity", 900000000000),
    ],
)  # fmt: skip
def test_demand_at_which_no_ceiling_can_be_set(
    tmp_path: Path, changes: dict[str, Any], place: str, value: int
) -> None:
    """4,600,000 yuan a year over so many calls is less than a tick of 0.0001."""
    file = written(tmp_path, {}, {"id": "other", "changes": changes})
    ((at, fault),) = faults_in(lambda: run_all(BENCH, file)).items()
    assert (at, fault.file) == (f"scenarios[0].changes.{place}", "scenarios.yaml")
    assert fault.value == value
