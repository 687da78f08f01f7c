"""How what is used is read as the units that are charged, step by step; worked by hand."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from builders.tariffs import DAY, amount, rated, tariff

from engine.tariff import Event

UNIT = 'charge: {model: per_unit, price: "1"}'
WINDOW = "once_per: {key: [customer, person], days: 3, reading: {anchor: last_charged, first_day_counts: true}}"
RULE = "cites: [{instrument: the count, evidence: assumption, applies: assumed}]"
STARTED = f"{{unit: hour, started_whole: true, started_of: each_use, {RULE}}}"


def converted(unit: str, factors: str, to: str, mode: str) -> str:
    other = {"hour": "call", "call": "hour"}[unit]
    rounding = f"rounding: {{to: '{to}', mode: {mode}}}, rounded: each_use"
    return f"{{unit: {unit}, converted: {{from: {other}, {factors}, {rounding}, {RULE}}}}}"


@pytest.mark.parametrize(
    ("per", "used", "steps"),
    [
        (STARTED, {"hour": "1.25"}, [("a started hour counts as a whole one", "2")]),
        # 90 calls of a minute are an hour and a half.
        (converted("hour", "divide_by: '60'", "1", "up"), {"call": "90"},
         [("a started hour counts as a whole one", "2"), ("converted to hour(s)", "1.5"), ("divided by", "60")]),
        (converted("hour", "divide_by: '60'", "1", "down"), {"call": "90"},
         [("hour(s) rounded", "1"), ("converted to hour(s)", "1.5"), ("divided by", "60")]),
        (converted("hour", "divide_by: '60'", "2", "up"), {"call": "90"},
         [("hour(s) rounded", "2"), ("converted to hour(s)", "1.5"), ("divided by", "60")]),
        (converted("call", "multiply_by: '60'", "10", "up"), {"hour": "1.25"},
         [("call(s) rounded", "80"), ("converted to call(s)", "75"), ("multiplied by", "60")]),
        (converted("call", "multiply_by: '3', divide_by: '2'", "1", "half_up"), {"hour": "1.25"},
         [("call(s) rounded", "2"), ("converted to call(s)", "1.875"), ("converted to call(s)", "3.75"),
          ("multiplied by", "3"), ("divided by", "2")]),
    ],
)  # fmt: skip
def test_a_number_is_converted_and_rounded_as_declared(
    tmp_path: Path, per: str, used: dict[str, str], steps: list[tuple[str, str]]
) -> None:
    document = tariff(tmp_path, f"{UNIT}\nper: [{per}]")
    counts = {unit: Decimal(many) for unit, many in used.items()}
    total = rated(document, counts=counts, keys={"customer": "A"}).total
    assert total is not None
    assert total.number == Decimal(steps[0][1])
    words = ("started", "rounded", "converted", "multiplied", "divided")
    of_units = [step for step in total.walk() if step.unit != "yuan"]
    found = [
        (step.label.en, step.number)
        for step in of_units
        if any(word in step.label.en for word in words)
    ]
    assert found == [(label, Decimal(number)) for label, number in steps]
    whole = next(step for step in of_units if step.label.en == steps[0][0])
    assert [one.named for one in whole.cites] == ["the count"]


@pytest.mark.parametrize(
    ("component", "keys", "label"),
    [
        (UNIT, {"person": "p"}, "request of 2026-03-02"),
        (f"{UNIT}\n{WINDOW}", {"person": "p"}, "request of 2026-03-02 A·p"),
    ],
)
def test_a_request_is_named_by_its_day_and_by_what_a_window_asks(
    tmp_path: Path, component: str, keys: dict[str, str], label: str
) -> None:
    document = tariff(tmp_path, component)
    total = rated(document, events=(Event(DAY, keys),), keys={"customer": "A"}).total
    assert total is not None
    labels = [step.label.en for step in total.walk() if step.label.en.startswith("request")]
    assert labels == [label]


def test_requests_for_different_things_are_each_outside_the_window_of_the_others(
    tmp_path: Path,
) -> None:
    document = tariff(tmp_path, f"{UNIT}\n{WINDOW}")
    keys = {"customer": "A"}
    assert amount(document, quantity=Decimal(3), distinct=True, keys=keys) == "3.00"
    twice = (Event(DAY, {"person": "p"}),) * 2
    assert amount(document, events=twice, keys=keys) == "1.00"
    # Of one day what was charged before comes first.
    assert amount(document, events=twice[:1], history=twice[1:], keys=keys) == "0.00"
