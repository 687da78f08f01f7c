"""One number moved until a figure reaches its target, held against the formulas by hand."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from builders.proof import rounds
from builders.scenarios import run_base, worked
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from engine.law import Faults
from engine.scenario import aim_of, moved_to, run, sought, swept
from engine.text import text

SCENARIOS, BENCH = worked()
BASE = run_base(BENCH, SCENARIOS)
SPREAD = "submission.spread.value"


def test_the_spread_at_which_a_maximum_is_reached_is_that_of_the_formula() -> None:
    """maximum = (c + c·r·4/3 − …): with cost c = 7,209,800, rate r = yield 1.70 % + spread and income
    tax a third of the profit, X = c (1 + r · 4/3); surcharges s (v X − I) / (1 − s v) on top. Solved
    for the spread at which a year's maximum is 7,800,000."""
    target = Fraction(7_800_000)
    s, v, vat = Fraction(12, 100), Fraction(6, 100), 200_000
    # X + s (v X − I) / (1 − s v) = target  →  X = (target (1 − s v) + s I)
    x = target * (1 - s * v) + s * vat
    rate = (x / 7_209_800 - 1) * Fraction(3, 4)
    spread = 100 * rate - Fraction(17, 10)
    found = sought(
        BENCH,
        SCENARIOS.base,
        SPREAD,
        (Decimal(0), Decimal(6)),
        Decimal("0.001"),
        aim_of("maximum", BASE),
        Decimal(3 * 7_800_000),
    )
    assert found.above.value - found.below.value == Decimal("0.001")
    assert Fraction(found.below.value) <= spread <= Fraction(found.above.value)
    assert found.runs <= 15  # 6,000 steps are halved 13 times, and both ends are run


@settings(max_examples=rounds(quick=5, full=100), deadline=None)
@drawn(st.integers(-1_500_000, 700_000))
def test_the_target_lies_between_the_two_values_found(target: int) -> None:
    found = sought(
        BENCH,
        SCENARIOS.base,
        "market.verification-call.growth",
        (Decimal(-30), Decimal(40)),
        Decimal("0.1"),
        aim_of("recovery", BASE),
        Decimal(target),
    )
    assert found.below.figure is not None and found.above.figure is not None
    low, high = sorted((found.below.figure, found.above.figure))
    assert low <= target <= high
    for one in (found.below, found.above):
        case = moved_to(SCENARIOS.base, "market.verification-call.growth", one.value)
        again = run(BENCH, "again", text("scenario.sought"), case)
        assert again.recovery.number == one.figure


def test_the_growth_at_which_a_ceiling_binds() -> None:
    """The full price 0.229849404… falls with growth g to (1 + g)⁻² of it in the third year; rounded
    down to a tick it is 0.2150, the price charged, until g passes √(0.229849404 / 0.2150) − 1."""
    exact = (0.229849404 / 0.2150) ** 0.5 - 1
    found = sought(
        BENCH,
        SCENARIOS.base,
        "market.verification-call.growth",
        (Decimal(0), Decimal(10)),
        Decimal("0.01"),
        aim_of("room.verification-call", BASE),
        Decimal("-0.00005"),  # between the tick at the price and the next below
    )
    assert float(found.below.value) <= exact * 100 <= float(found.above.value)


def test_a_target_on_one_side_of_both_ends_is_refused_with_both() -> None:
    with pytest.raises(Faults) as raised:
        sought(
            BENCH,
            SCENARIOS.base,
            SPREAD,
            (Decimal(1), Decimal(2)),
            Decimal("0.1"),
            aim_of("maximum", BASE),
            Decimal(0),
        )
    (fault,) = raised.value.faults
    assert fault.key == "scenario.not_reached"
    assert Decimal(str(fault.values["low"])) < Decimal(str(fault.values["high"]))


def test_a_value_that_may_not_stand_is_told_and_the_others_are_run() -> None:
    values = [Decimal(5), Decimal(6), Decimal(7)]
    found = [*swept(BENCH, SCENARIOS.base, SPREAD, values, aim_of("maximum", BASE))]
    assert [one.figure is None for one in found] == [False, False, True]
    assert [fault.key for fault in found[2].refused] == ["method.out_of_bounds"]


def test_figures_and_places_that_there_are_not_are_told_with_those_there_are() -> None:
    with pytest.raises(Faults) as raised:
        aim_of("room.nothing", BASE)
    assert "room.verification-call" in str(raised.value.faults[0].values["allowed"])
    with pytest.raises(Faults) as raised:
        moved_to(SCENARIOS.base, "submission.items.wags.amount", Decimal(1))
    assert "submission.items.wages" in str(raised.value.faults[0].values["allowed"])
