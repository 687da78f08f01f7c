"""A price with limits of each use: how many uses there are is said by events, and by nothing else;
and of several numbers `distinct` says nothing."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from builders.shelf import quoted

import engine
from engine.law import Faults, Shelf

SHELF = Shelf(Path(__file__).parents[2] / "tariffs")
COURT = {
    "on": "2026-11-30",
    "tariff": "us/court-records",
    "customer": {"name": "Account"},
    "position": "none",
}


@pytest.mark.parametrize(
    ("line", "total", "places"),
    [
        # 400 pages of one document are capped at 3.00; of forty of 10 pages they are 40.00.
        ({"quantity": 400}, "0.00", ["lines[0].events"]),
        ({"counts": {"page": 400}}, "0.00", ["lines[0].events"]),
        # 30 pages reach the most and do not pass it: however they are parted, 3.00.
        ({"quantity": 30}, "0.00", []),
        ({"quantity": 20}, "0.00", []),
        ({"events": [{"on": "2026-11-30", "quantity": 400}]}, "0.00", []),
    ],
)  # fmt: skip
def test_a_quantity_is_told_to_be_read_as_one_use_where_several_could_cost_otherwise(
    line: dict[str, Any], total: str, places: list[str]
) -> None:
    found = quoted(SHELF, {**COURT, "lines": [{"product": "document", **line}]})
    assert found.as_json()["total"] == total
    assert [one.id for one in found.unsaid] == places
    assert found.complete is not bool(places)
    for one in found.unsaid:
        assert "400" in one.text.zh
        assert "400" in one.text.en


@pytest.mark.parametrize(
    ("ask", "key"),
    [
        ({**COURT, "lines": [{"product": "document", "quantity": 400, "distinct": True}]},
         "tariff.distinct_of_each_use"),
        ({"on": "2026-03-02", "tariff": "cn/real-estate-registration", "customer": {"name": "张三"},
          "lines": [{"product": "dwelling", "counts": {"case": 2, "certificate": 3}, "distinct": True}]},
         "tariff.distinct_of_counts"),
        ({"on": "2026-11-30", "tariff": "us/court-records", "customer": {"name": "Account"},
          "lines": [{"product": "document", "counts": {"page": 400}, "distinct": True}]},
         "tariff.distinct_of_each_use"),
    ],
)  # fmt: skip
def test_distinct_is_refused_where_it_says_nothing(ask: dict[str, Any], key: str) -> None:
    with pytest.raises(Faults) as raised:
        quoted(SHELF, ask)
    assert [(one.place, one.key) for one in raised.value.faults] == [("lines[0].distinct", key)]
    (line,) = ask["lines"]
    asked = SHELF, ask["tariff"], datetime.date.fromisoformat(ask["on"]), line["product"]
    counts = {unit: np.array([many]) for unit, many in line.get("counts", {}).items()}
    quantity = None if counts else np.array([line["quantity"]])
    with pytest.raises(Faults) as raised:
        engine.rate_many(*asked, quantity, counts=counts, distinct=True)
    assert [(one.place, one.key) for one in raised.value.faults] == [("distinct", key)]


@pytest.mark.parametrize(
    "ask",
    [
        # Limited each, windowed each, rounded each.
        {**COURT, "lines": [{"product": "document"}]},
        {"on": "2026-03-10", "tariff": "cn/credit-reference", "customer": {"name": "A"},
         "facts": {"institution_kind": "commercial_bank"},
         "lines": [{"product": "enterprise-report", "keys": {"institution": "A", "enterprise": "B"}}]},
        {"on": "2026-11-30", "tariff": "de/appointment-data", "customer": {"name": "A"},
         "lines": [{"product": "connection-and-test"}]},
    ],
)  # fmt: skip
def test_what_is_charged_by_each_use_is_corrected_by_no_running_total(ask: dict[str, Any]) -> None:
    (line,) = ask["lines"]
    lines = [{**line, "quantity": -3, "correction": "counted twice"}]
    with pytest.raises(Faults) as raised:
        quoted(SHELF, {**ask, "lines": lines})
    told = [one.place for one in raised.value.faults if one.key == "tariff.correction_of_each_use"]
    assert told == ["lines[0].correction"]
