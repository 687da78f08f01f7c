"""Runs of the worked scenarios: hand-worked figures, and which way each lever must move."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from builders.proof import rounds
from builders.scenarios import moved as moved_from
from builders.scenarios import run_base as base_of
from builders.scenarios import worked
from builders.steps_by_hand import wrong_steps
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from engine.law import Declaration, Faults, Located
from engine.scenario import Bench, Levers, Run, lever_layer
from engine.scenario import run as run_case
from engine.text import Text

SCENARIOS, BENCH = worked()


def moved(bench: Bench, **levers: str) -> Run:
    return moved_from(bench, SCENARIOS.base, **levers)


def run_base(bench: Bench) -> Run:
    return base_of(bench, SCENARIOS)


def maxima(run: Run) -> list[Decimal]:
    return [year.maximum.number for year in run.years]


def ceilings(run: Run) -> list[list[Decimal]]:
    return [[each.price.number for each in year.ceilings.ceilings] for year in run.years]


def test_the_base_is_the_hand_worked_circle() -> None:
    base = run_base(BENCH)
    assert [year.year for year in base.years] == [2026, 2027, 2028]
    assert maxima(base) == [Decimal("7886659.41")] * 3
    assert ceilings(base) == [[Decimal("0.2298"), Decimal("274.13")]] * 3
    assert base.maximum.number == Decimal("23659978.23")


def test_a_yield_half_a_point_lower() -> None:
    # Operating cost 7,209,800; rate 1.20 + 5.00 = 6.20 %; profit 447,007.60; income tax at 25 % of
    # the profit before tax 447,007.60 / 3 = 149,002.533…; X = 7,805,810.1333…;
    # S = 0.12 (0.06 X - 200,000) / (1 - 0.12 × 0.06).
    operating, profit = Fraction(7_209_800), Fraction(7_209_800) * Fraction(62, 1000)
    x = operating + profit + profit / 3
    s = Fraction(12, 100) * (Fraction(6, 100) * x - 200_000) / (1 - Fraction(72, 10_000))
    (one, _, _) = maxima(moved(BENCH, **{"yield": "1.20"}))
    assert abs(Fraction(one) - (x + s)) <= Fraction(1, 200)


def test_demand_up_a_tenth_a_year_leaves_the_maximum_and_lowers_the_ceilings() -> None:
    run = moved(BENCH, demand="10")
    assert maxima(run) == maxima(run_base(BENCH))
    # Full prices 0.229849404… and 274.139277… divided by 1, 1.1 and 1.21, rounded down.
    assert ceilings(run) == [
        [Decimal("0.2298"), Decimal("274.13")],
        [Decimal("0.2089"), Decimal("249.21")],
        [Decimal("0.1899"), Decimal("226.56")],
    ]


def test_income_at_the_operators_prices_and_what_is_over() -> None:
    # p1 at 0.2150 where 20,000,000 were forecast at 0.2298, elasticity 0.4:
    # 20,000,000 × (0.2150/0.2298)^-0.4 × 0.2150; p2 12,000 × 274.13 = 3,289,560.
    (year, _, _) = run_base(BENCH).years
    by_hand = 20_000_000 * (0.2150 / 0.2298) ** -0.4 * 0.2150 + 12_000 * 274.13
    assert float(year.income.number) == pytest.approx(by_hand, abs=0.01)
    assert year.recovery.number == year.income.number - year.maximum.number
    assert all(sale.within_ceiling.value is True for sale in year.sales)


def test_a_price_that_growth_leaves_above_its_ceiling_is_said() -> None:
    run = moved(BENCH, demand="10")
    above = [[sale.within_ceiling.value is False for sale in year.sales] for year in run.years]
    # 0.2150 against 0.2298, 0.2089, 0.1899; 274.13 against 274.13, 249.21, 226.56
    assert above == [[False, False], [True, True], [True, True]]


@settings(max_examples=rounds(quick=8, full=250), deadline=None)
@drawn(
    st.decimals("0", "3", places=2),
    st.decimals("0", "3", places=2),
    st.sampled_from(["yield", "spread"]),
)
def test_a_higher_rate_never_lowers_the_maximum(one: Decimal, other: Decimal, lever: str) -> None:
    low, high = sorted((one, other))
    below, above = moved(BENCH, **{lever: str(low)}), moved(BENCH, **{lever: str(high)})
    assert below.maximum.number <= above.maximum.number
    if low < high:
        assert below.maximum.number < above.maximum.number


@settings(max_examples=rounds(quick=8, full=250), deadline=None)
@drawn(st.decimals("0", "40", places=1), st.decimals("0", "40", places=1))
def test_more_free_supply_never_raises_what_payers_pay(one: Decimal, other: Decimal) -> None:
    low, high = sorted((one, other))
    less, more = moved(BENCH, free_share=str(low)), moved(BENCH, free_share=str(high))
    assert more.maximum.number <= less.maximum.number
    uncovered = [run.determination.uncovered.number for run in (less, more)]
    assert uncovered[0] <= uncovered[1]


@settings(max_examples=rounds(quick=8, full=250), deadline=None)
@drawn(st.decimals("-20", "40", places=1), st.decimals("-20", "40", places=1))
def test_more_demand_never_raises_a_ceiling_and_the_sum_stays_within(
    one: Decimal, other: Decimal
) -> None:
    low, high = sorted((one, other))
    less, more = moved(BENCH, demand=str(low)), moved(BENCH, demand=str(high))
    for before, after in zip(ceilings(less), ceilings(more), strict=True):
        assert all(b >= a for b, a in zip(before, after, strict=True))
    for year in (*less.years, *more.years):
        assert year.ceilings.revenue.number <= year.maximum.number


def test_every_node_of_a_run_is_recomputed_from_its_children() -> None:
    run = moved(BENCH, **{"yield": "1.20", "spread": "4", "free_share": "3", "demand": "7"})
    assert list(wrong_steps(run.income)) == []
    for year in run.years:
        assert list(wrong_steps(year.ceilings.left)) == []
    assert run.recovery.number == run.income.number - run.maximum.number


def test_a_moved_lever_is_declared_as_moved() -> None:
    run = moved(BENCH, spread="4")
    sources = {source for node in run.maximum.walk() for source in node.cites}
    said = [
        (source.file, source.place, source.reason)
        for source in sources
        if isinstance(source, Declaration)
    ]
    assert ("test", "levers.spread", "a test") in said


def test_the_same_lever_of_another_scenario_has_its_own_source() -> None:
    """What two scenarios move alike is computed alike, and each says why it was moved."""
    found = []
    for name in ("first", "second"):
        located = Located(name, {"yield": "1.23"})
        layer = lever_layer(
            Levers.model_validate({"yield": "1.23"}), SCENARIOS.base, name, located, ()
        )
        made = run_case(BENCH, name, Text(zh=name, en=name), SCENARIOS.base.with_layer(layer))
        files = {
            getattr(source, "file", "") for node in made.maximum.walk() for source in node.cites
        }
        assert {"first", "second"} & files == {name}
        found.append(made.maximum.number)
    assert found[0] == found[1]


def test_a_spread_above_its_bound_is_refused_not_cut() -> None:
    with pytest.raises(Faults) as raised:
        moved(BENCH, spread="6.01")
    assert [fault.key for fault in raised.value.faults] == ["method.out_of_bounds"]


def test_a_free_share_that_leaves_no_pool_is_refused_for_each_pool() -> None:
    with pytest.raises(Faults) as raised:
        moved(BENCH, free_share="70")
    # Paid use has 75, 60 and 80 per cent: 70 points more free leave 5, -10 and 10.
    (fault,) = raised.value.faults
    assert (fault.file, fault.place, fault.value) == ("test", "levers.free_share", Decimal(-10))


def test_levers_are_set_by_the_names_people_write() -> None:
    assert Levers.model_validate({"yield": "1.2", "demand": "-3"}).moved() == {
        "yield": Decimal("1.2"),
        "demand": Decimal(-3),
    }
