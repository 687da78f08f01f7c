"""Numbers that are converted before they are priced, and several that have one price."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from builders.steps_by_hand import wrong_steps
from builders.tariffs import DAY, amount, tariff
from hypothesis import given
from hypothesis import strategies as st

from engine.money import RoundingMode, to_micro
from engine.tariff import Event, Position, Usage, position_findings, rate
from engine.tariff.columns.plan.whole import WholeConversion, WholeRounding
from engine.tariff.columns.reader import Columns, rate_many

# --- numbers converted before they are priced

MINUTES = """\
per:
  - unit: hour
    converted: {from: call, divide_by: "60", rounding: {to: "UNIT", mode: MODE}, rounded: OF}
charge:
  model: per_unit
  price: "0.30"
  accumulate: {key: [customer], period: month}"""
"""Whatever the units are called: 60 of what is asked for are one of what is priced."""


@pytest.mark.parametrize(
    ("unit", "mode", "of", "seconds", "expected"),
    [
        # 61, 60 and 10 seconds: 2 + 1 + 1 started minutes, or 131 seconds together: 3.
        ("1", "up", "each_use", ("61", "60", "10"), "1.20"),
        ("1", "up", "total", ("61", "60", "10"), "0.90"),
        ("1", "down", "total", ("61", "60", "10"), "0.60"),
        ("1", "half_up", "each_use", ("30", "89"), "0.60"),  # 1 + 1
        ("0.1", "up", "total", ("61",), "0.33"),  # 1.0166… → 1.1
    ],
)
def test_seconds_are_priced_by_the_minute(
    tmp_path: Path, unit: str, mode: str, of: str, seconds: tuple[str, ...], expected: str
) -> None:
    written = MINUTES.replace("UNIT", unit).replace("MODE", mode).replace("OF", of)
    events = tuple(Event(DAY, {"customer": "A"}, Decimal(each)) for each in seconds)
    document = tariff(tmp_path, written)
    assert amount(document, events=events, keys={"customer": "A"}) == expected


# --- one price for several numbers

PACKAGE = """\
per: [call, hour]
charge:
  model: capacity
  accumulate: {key: [customer], period: month}
  edges: EDGES
  at_zero: nothing
  tiers:
    - {up_to: {call: "1000", hour: "10"}, price: "100"}
    - {up_to: {call: "5000", hour: "20"}, price: "300"}
    - {price: "900"}"""


@pytest.mark.parametrize(
    ("edges", "calls", "hours", "expected"),
    [
        ("in_lower_band", "1000", "10", "100.00"),
        ("in_lower_band", "1000", "10.01", "300.00"),
        ("in_lower_band", "1", "20.01", "900.00"),
        ("in_upper_band", "1000", "1", "300.00"),
        ("in_lower_band", "0", "0", "0.00"),
    ],
)
def test_a_package_is_chosen_by_all_its_numbers(
    tmp_path: Path, edges: str, calls: str, hours: str, expected: str
) -> None:
    document = tariff(tmp_path, PACKAGE.replace("EDGES", edges))
    counts = {"call": Decimal(calls), "hour": Decimal(hours)}
    assert amount(document, counts=counts) == expected
    columns = Columns(
        counts={
            "call": np.array([int(calls)]),
            "hour": np.array([int(Decimal(hours) * 100)]),
        }
    )
    version = document.in_force(DAY)
    assert version is not None
    found = rate_many(document, version, "product", columns)
    assert found.total.tolist() == [to_micro(Decimal(expected))]


def test_a_larger_package_costs_what_it_adds(tmp_path: Path) -> None:
    """800 calls were in the first package, 100.00; with 300 more the second is due: 300.00."""
    document = tariff(tmp_path, PACKAGE.replace("EDGES", "in_lower_band"))
    version = document.in_force(DAY)
    assert version is not None
    position = Position(
        "product", "fee", {}, "2026-03", {"call": Decimal(800), "hour": Decimal(2)}, None, None
    )
    usage = Usage("product", DAY, counts={"call": Decimal(300), "hour": Decimal(0)})
    assert [*position_findings(version, [usage], [position])] == []
    found = rate(document, version, [usage], {"kind": "a"}, None, [position]).total
    assert found is not None
    assert str(found.number) == "200.00"
    assert [*wrong_steps(found)] == []


@given(
    times=st.integers(1, 1_000),
    unit=st.integers(1, 10**18),
    each=st.integers(1, 1_000),
)
def test_the_largest_number_that_is_converted_stays_in_bounds_and_no_larger_one_does(
    times: int, unit: int, each: int
) -> None:
    """Multiplied, with all but one of a rounding unit added, and again by what each unit holds."""
    most = WholeConversion(times, WholeRounding(unit, RoundingMode.UP), each).largest
    assert most * times * each + unit <= 2**62 < (most + 1) * times * each + unit


@pytest.mark.parametrize(
    ("factor", "calls", "expected"),
    [
        # 7 fiftieths of an hour at 3.00, and 41: 0.42 and 2.46; and of 12 to a call 84 at 3.00.
        ('divide_by: "50"', 7, 420_000),
        ('divide_by: "50"', 41, 2_460_000),
        ('multiply_by: "12"', 7, 252_000_000),
    ],
)
def test_a_number_that_is_converted_and_not_rounded_is_priced_as_it_is(
    tmp_path: Path, factor: str, calls: int, expected: int
) -> None:
    """By both readers (micro-yuan), in parts as whole."""
    per = f"per: [{{unit: hour, converted: {{from: call, {factor}}}}}]\n"
    charge = 'charge: {model: per_unit, price: "3", accumulate: {key: [customer], period: month}}'
    document = tariff(tmp_path, per + charge)
    assert to_micro(Decimal(amount(document, quantity=Decimal(calls)))) == expected
    columns = Columns(quantity=np.array([calls, calls - 5]), prior=np.array([0, 5]))
    found = rate_many(document, document.versions[0], "product", columns)
    assert found.total.tolist() == [expected, expected - expected * 5 // calls]


@pytest.mark.parametrize("of", ["each_use", "total"])
@pytest.mark.parametrize(
    ("to", "expected"), [("0.01", "2.05"), ("0.02", "2.06"), ("0.2", "2.2"), ("1", "3")]
)
def test_a_number_is_rounded_to_several_of_the_smallest(
    tmp_path: Path, to: str, expected: str, of: str
) -> None:
    """123 sixtieths are 2.05: at 1.00, up to 2.06 of steps of 0.02, and 2.20 of 0.2."""
    written = MINUTES.replace("UNIT", to).replace("MODE", "up").replace("OF", of)
    document = tariff(tmp_path, written.replace("0.30", "1"))
    found = rate_many(document, document.versions[0], "product", Columns(quantity=np.array([123])))
    assert found.total.tolist() == [to_micro(Decimal(expected))]
    assert Decimal(amount(document, quantity=Decimal(123))) == Decimal(expected)
