"""What a tariff asks for beyond quantities reaches it through a quote: floats, days, use before."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from builders import shelf
from builders.tariffs import tariff

from engine.law import Faults, Shelf
from engine.quote import Quote

ASK = {"on": "2026-03-02", "tariff": "demo/models", "customer": {"name": "示例用户"}}
BASIC_FEE = """\
charge: {model: per_period, price: "1200", period: year, proration: by_day}"""
FLOATED = 'charge: {model: per_unit, price: "10"}\nfloat: band'


def quoted(folder: Path, component: str, **asked: Any) -> Quote:
    tariff(folder, component)
    return shelf.quoted(Shelf(folder), {**ASK, **asked})


def test_a_float_is_chosen_in_the_request(tmp_path: Path) -> None:
    lines = [{"product": "product", "quantity": 10}]
    assert quoted(tmp_path, FLOATED, lines=lines, facts={"band": -10}).as_json()["total"] == "90.00"
    asked = quoted(tmp_path, FLOATED, lines=lines).as_json()
    assert (asked["regime"], [each["id"] for each in asked["missing"]]) == (
        "undetermined",
        ["band"],
    )


def test_a_float_out_of_bounds_is_told_at_its_place(tmp_path: Path) -> None:
    with pytest.raises(Faults) as raised:
        quoted(
            tmp_path, FLOATED, lines=[{"product": "product", "quantity": 10}], facts={"band": 21}
        )
    (fault,) = raised.value.faults
    assert (fault.file, fault.place) == ("case.yaml", "facts.band")


def test_a_subscription_is_quoted_by_its_days(tmp_path: Path) -> None:
    span = {"from": "2026-03-02", "until": "2026-12-31"}
    answer = quoted(tmp_path, BASIC_FEE, lines=[{"product": "product", "span": span}]).as_json()
    # 305 of 365 days: 1,200 × 305 / 365 = 1,002.739…
    assert answer["total"] == "1002.74"
    assert answer["lines"][0]["quantity"] == "305"
    assert answer["lines"][0]["unit"] == "天"
