"""Two cycles of two years and two products, worked by hand; any others by a second implementation.

The operator is the worked one: cost 7,709,800 before and 7,209,800 after subsidy, free supply that
nobody covers 2,606,200, maximum 7,886,659.41 a year. Of the cost the calls bear 4,493,900, the
packages 3,215,900.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from builders.faults import keys_in
from builders.operators import tree
from builders.proof import rounds
from builders.scenarios import TITLE, run_base, worked, written
from builders.walk_by_hand import BelowATick, NothingPermitted, walked
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

from engine.scenario import CycleOfRun, Run, YearOfRun, run
from engine.settlement import ResultLines

_, BENCH = worked()
CALLS, PACKAGES = "verification-call", "enterprise-data-package"

MARKET: dict[str, Any] = {
    CALLS: {
        "price": "0.2300",
        "forecast_at": "0.2400",
        "growth": "10",
        "response": {"curve": "linear", "slope": "25000000"},
        "deviations": {2027: "50"},
    },
    PACKAGES: {
        "price": "250",
        "forecast_at": "300",
        "response": {"curve": "constant_elasticity", "elasticity": "2"},
        "deviations": {2026: "-50", 2027: "-25"},
    },
}


def two_years(tmp_path: Path, **switches: str) -> Run:
    """Two cycles of two years each."""
    base = {"cycles": 2, "market": MARKET, "switches": switches}
    shorter = {"id": "shorter", "changes": {"submission": {"cycle": {"years": 2}}}}
    file = written(tmp_path, base, shorter)
    return run(BENCH, "shorter", TITLE, file.case_of(file.scenarios.scenarios[0]))


def sold(year: YearOfRun) -> list[list[Decimal]]:
    return [[one.number for one in (s.forecast, s.price, s.quantity, s.income)] for s in year.sales]


def row(*figures: str) -> list[Decimal]:
    return [Decimal(one) for one in figures]


def maxima(run_: Run) -> list[str]:
    return [str(year.maximum.number) for year in run_.years]


def test_the_first_cycle(tmp_path: Path) -> None:
    first, second = two_years(tmp_path).cycles[0].years
    assert [first.year, second.year] == [2026, 2027]
    # Full prices 7,886,659.41 × 4,493,900 / 7,709,800 / 20,000,000 = 0.229849… and 274.139…; of
    # 22,000,000 calls 0.208954…; rounded down to 0.0001 and 0.01.
    prices = [[str(one.price.number) for one in y.ceilings.ceilings] for y in (first, second)]
    assert prices == [["0.2298", "274.13"], ["0.2089", "274.13"]]
    # 0.2300 is above both ceilings of the calls; 250 is below those of the packages.
    assert [[s.is_lawful for s in y.sales] for y in (first, second)] == [[False, True]] * 2
    # Calls: 20,000,000 + 25,000,000 × (0.2400 − 0.2298) = 20,255,000, × 0.2298 = 4,654,599.00.
    # Packages: 12,000 × (300 / 250)² = 17,280, half of it 8,640, × 250 = 2,160,000.00.
    assert sold(first) == [
        row("20000000", "0.2298", "20255000", "4654599"),
        row("12000", "250", "8640", "2160000"),
    ]
    # Calls: 22,000,000 + 25,000,000 × (0.2400 − 0.2089) = 22,777,500, half more 34,166,250,
    # × 0.2089 = 7,137,329.625. Packages: 17,280 less a quarter 12,960, × 250.
    assert sold(second) == [
        row("22000000", "0.2089", "34166250", "7137329.63"),
        row("12000", "250", "12960", "3240000"),
    ]
    assert [first.income.number, second.income.number] == [
        Decimal("6814599.00"),
        Decimal("10377329.63"),
    ]
    # less 7,886,659.41
    assert [first.recovery.number, second.recovery.number] == [
        Decimal("-1072060.41"),
        Decimal("2490670.22"),
    ]


def test_what_it_means_for_operator_treasury_and_customers(tmp_path: Path) -> None:
    first, second = two_years(tmp_path).cycles[0].years
    assert first.result is not None and second.result is not None
    # 6 % of 6,814,599.00 less 200,000 = 208,875.94; 12 % of it 25,065.1128; 6,814,599.00 − 25,065.11
    # − 7,209,800 − 2,606,200 = −3,026,466.11; no tax on a loss.
    # 6 % of 10,377,329.63 less 200,000 = 422,639.7778; 12 % 50,716.7736; 10,377,329.63 − 50,716.77
    # − 9,816,000 = 510,612.86; a quarter 127,653.215, rounded up; left 382,959.64.
    lines = (
        ResultLines.VAT_DUE,
        ResultLines.SURCHARGES,
        ResultLines.PROFIT_BEFORE_TAX,
        ResultLines.INCOME_TAX,
        ResultLines.PROFIT,
    )
    assert [first.result[line].number for line in lines] == row(
        "208875.94", "25065.11", "-3026466.11", "0", "-3026466.11"
    )
    assert [second.result[line].number for line in lines] == row(
        "422639.78", "50716.77", "510612.86", "127653.22", "382959.64"
    )
    recovered = Decimal("10377329.63") / (Decimal(7209800) + Decimal("50716.77"))
    assert abs(second.result[ResultLines.COST_RECOVERED].number - recovered) < Decimal("1E-20")
    # Left of the line between 0.2298 and 0.2400: 0.0102 × (20,000,000 + 20,255,000) / 2. Left of
    # 12,000 × (300 / p)² between 250 and 300: 12,000 × 90,000 × (1/250 − 1/300) = 720,000, of
    # which half is asked for.
    gains = [sale.surplus.number for sale in first.sales if sale.surplus is not None]
    assert gains == [Decimal("205300.5"), Decimal(360000)]


READINGS = {
    # 6,814,599.00 + 10,377,329.63 − 2 × 7,886,659.41 = 1,418,609.81; half of it 709,304.905 a year:
    # whole fen, and the last year the rest.
    "cycle_total": ("1418609.81", ["7177354.51", "7177354.50"]),
    # 1,418,609.81 / 2, half up; half of that 354,652.455
    "annual_average": ("709304.91", ["7532006.96", "7532006.95"]),
    # what is over in 2027 alone; half of it 1,245,335.11
    "year_by_year": ("2490670.22", ["6641324.30", "6641324.30"]),
}


@pytest.mark.parametrize("reading", READINGS)
def test_the_excess_and_the_next_cycle_under_each_reading(tmp_path: Path, reading: str) -> None:
    excess, after = READINGS[reading]
    found = two_years(tmp_path, excess_reading=reading)
    evaluation = found.cycles[0].evaluation
    assert evaluation is not None and str(evaluation.excess.number) == excess
    assert maxima(found) == ["7886659.41"] * 2 + after


def test_all_of_it_from_the_first_year(tmp_path: Path) -> None:
    found = two_years(tmp_path, deduction_timing="first_year")
    assert maxima(found)[2:] == ["6468049.60", "7886659.41"]  # less 1,418,609.81
    # 20,000,000 × 1.1² = 24,200,000 calls; 6,468,049.60 × 4,493,900 / 7,709,800 / 24,200,000 =
    # 0.155788…; 6,468,049.60 × 3,215,900 / 7,709,800 / 12,000 = 224.828…, under the price of 250.
    third = found.years[2]
    assert [str(one.price.number) for one in third.ceilings.ceilings] == ["0.1557", "224.82"]
    assert [sale.is_lawful for sale in third.sales] == [False, False]


TARGETS = {2026: 7_500_000, 2027: 8_250_000, 2028: 9_000_000}
NEXT = {
    ("cycle_total", "evenly"): ("1090021.77", ["7523318.82"] * 3),
    ("cycle_total", "first_year"): ("1090021.77", ["6796637.64", "7886659.41", "7886659.41"]),
    ("annual_average", "first_year"): ("363340.59", ["7523318.82", "7886659.41", "7886659.41"]),
    # 1,476,681.18 / 3 = 492,227.06
    ("year_by_year", "evenly"): ("1476681.18", ["7394432.35"] * 3),
}


@pytest.mark.parametrize(("reading", "timing"), NEXT)
def test_the_circle_as_a_scenario(tmp_path: Path, reading: str, timing: str) -> None:
    """Incomes of 7,500,000, 8,250,000 and 9,000,000 by what customers ask for at 0.2 and 250."""
    # 15,000,000 calls at 0.2 are 3,000,000; the packages bring the rest: 18,000, 21,000, 24,000.
    market = {
        CALLS: {"price": "0.2", "deviations": dict.fromkeys(TARGETS, "-25")},
        PACKAGES: {"price": "250", "deviations": {2026: "50", 2027: "75", 2028: "100"}},
    }
    switches = {"excess_reading": reading, "deduction_timing": timing}
    found = run_base(
        BENCH, written(tmp_path, {"cycles": 2, "market": market, "switches": switches})
    )
    assert {year.year: year.income.number for year in found.years[:3]} == TARGETS
    evaluation = found.cycles[0].evaluation
    excess, after = NEXT[reading, timing]
    assert evaluation is not None and str(evaluation.excess.number) == excess
    assert maxima(found) == ["7886659.41"] * 3 + after


PRICE = st.decimals("0.05", "0.5", places=4)
RESPONSE = st.one_of(
    st.none(),
    st.builds(
        lambda e: {"curve": "constant_elasticity", "elasticity": str(e)},
        st.decimals("0", "2", places=1) | st.just(Decimal(1)),
    ),
    st.builds(lambda s: {"curve": "linear", "slope": str(s)}, st.integers(0, 3 * 10**8)),
)


@st.composite
def markets(draw: st.DrawFn) -> dict[str, Any]:
    """Prices, responses, growth, forecasts and deviations of both products."""
    found: dict[str, Any] = {}
    for name, scale in ((CALLS, 1), (PACKAGES, 1000)):
        one: dict[str, Any] = {"forecast_at": str(draw(PRICE) * scale)}
        response = draw(RESPONSE)
        if response is not None:
            if "slope" in response:
                response["slope"] = str(int(response["slope"]) // (scale * scale))
            one["response"] = response
        if draw(st.booleans()):
            one["price"] = str(draw(PRICE) * scale)
        if draw(st.booleans()):
            one["prices"] = {draw(st.integers(2025, 2031)): str(draw(PRICE) * scale)}
        one["growth"] = str(draw(st.decimals("-20", "40", places=1)))
        years = st.integers(2026, 2031)
        one["quantities"] = {
            year: str(draw(st.integers(1000, 40_000_000)) // scale)
            for year in draw(st.sets(years, max_size=2))
        }
        one["deviations"] = {
            year: str(draw(st.decimals("-100", "200", places=1)))
            for year in draw(st.sets(years, max_size=3))
        }
        found[name] = one
    return found


def figures(cycle: CycleOfRun, year: YearOfRun) -> list[Decimal]:
    assert year.result is not None and cycle.evaluation is not None
    found = [year.maximum.number, year.income.number, cycle.evaluation.excess.number]
    found += [cycle.determination.carried_on]
    for line in ResultLines:
        if line is not ResultLines.COST_RECOVERED:
            found.append(year.result[line].number)
    for ceiling, sale in zip(year.ceilings.ceilings, year.sales, strict=True):
        assert sale.surplus is not None
        found += [ceiling.price.number, sale.price.number, sale.income.number]
        found += [sale.forecast.number, sale.quantity.number, sale.surplus.number]
    return found


@settings(
    max_examples=rounds(quick=25, full=1000),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@drawn(
    markets(),
    st.sampled_from(["cycle_total", "annual_average", "year_by_year"]),
    st.sampled_from(["evenly", "first_year"]),
)
def test_any_two_cycles_by_a_second_implementation(
    tmp_path: Path, market: dict[str, Any], reading: str, timing: str
) -> None:
    switches = {"excess_reading": reading, "deduction_timing": timing}
    file = written(tmp_path, {"cycles": 2, "market": market, "switches": switches})
    try:
        expected_cycles = walked(tree(), market, switches, 2)
    except (BelowATick, NothingPermitted) as left:  # after a deduction of (nearly) all of it
        all_taken = isinstance(left, NothingPermitted)
        key = "scenario.nothing_permitted" if all_taken else "method.demand"
        assert set(keys_in(lambda: run_base(BENCH, file)).values()) == {key}
        return
    found = run_base(BENCH, file)
    for cycle, by_hand in zip(found.cycles, expected_cycles, strict=True):
        for year, other in zip(cycle.years, by_hand.years, strict=True):
            expected = [other.maximum, other.income, by_hand.excess, by_hand.left]
            expected += [other.vat, other.surcharges, other.before_tax, other.income_tax]
            expected += [other.before_tax - other.income_tax]
            for sale in other.sales.values():
                assert sale.gain is not None
                expected += [sale.ceiling, sale.price, sale.income]
                expected += [sale.forecast, sale.quantity, sale.gain]
            # Nothing but divisions and powers at 50 digits stands between the two.
            for one, exact in zip(figures(cycle, year), expected, strict=True):
                assert abs(Fraction(one) - exact) <= Fraction(1, 10**12) * max(1, abs(exact))
            capped = [sale.is_capped for sale in other.sales.values()]
            assert [not sale.is_lawful for sale in year.sales] == capped
            # Income never above what the ceilings allow on what was sold.
            assert year.income.number <= sum(
                c.price.number * s.quantity.number + Decimal("0.005")
                for c, s in zip(year.ceilings.ceilings, year.sales, strict=True)
            )
