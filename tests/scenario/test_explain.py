"""Why two runs differ: shares that add up, are no one else's, and turn round with the question."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from builders.proof import rounds
from builders.scenarios import run_base, run_of, worked, written
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

from engine.scenario import Comparison, Measure, ScenarioFile, compare, figure_of

_, BENCH = worked()
CALLS, PACKAGES = "verification-call", "enterprise-data-package"


def compared(file: ScenarioFile, first: str, second: str) -> Comparison:
    """Two scenarios of a file compared, whatever changes in either; the parts add up."""
    runs = [
        run_base(BENCH, file) if one == "base" else run_of(BENCH, file, one)
        for one in (first, second)
    ]
    found = compare(BENCH, *runs)
    for measure in Measure:
        difference = figure_of(runs[1], measure).number - figure_of(runs[0], measure).number
        assert sum((part.amounts[measure] for part in found.parts), Decimal(0)) == difference
    return found


def amounts(of: Comparison, measure: Measure) -> dict[str, Decimal]:
    return {part.change.title.en: part.amounts[measure] for part in of.parts}


def turned(file: ScenarioFile, first: str, second: str) -> Comparison:
    """The same, held to what it is the other way round: each share with the other sign, but for the
    fen that the shares were rounded to."""
    there, back = compared(file, first, second), compared(file, second, first)
    for measure in (Measure.MAXIMUM, Measure.INCOME):
        one, other = (sorted(amounts(of, measure).values()) for of in (there, back))
        for amount, opposite in zip(one, reversed(other), strict=True):
            assert abs(amount + opposite) <= Decimal("0.01")
    return there


def one(name: str = "one", **changes: Any) -> dict[str, Any]:
    return {"id": name, "changes": changes}


def test_a_change_without_effect_has_no_share(tmp_path: Path) -> None:
    """Where the base says nothing of switches or of the market, each change brings its own alone."""
    switches = {"profit_tax": "before_income_tax", "deduction_timing": "first_year"}
    market = {CALLS: {"price": "0.2"}, PACKAGES: {"growth": "10"}}
    found = turned(written(tmp_path, {}, one(switches=switches, market=market)), "base", "one")
    of_maximum = amounts(found, Measure.MAXIMUM)
    timing = "Years from which the last cycle's excess is deducted"
    assert of_maximum[timing] == 0 and amounts(found, Measure.INCOME)[timing] == 0
    # 7,724,472.80 − 7,886,659.41 a year
    assert of_maximum["Permitted profit before or after income tax"] == 3 * Decimal("-162186.61")
    # 0.2000 in place of the ceiling of 20,000,000 calls: 0.2298, or 0.2251 of the lower maximum;
    # over the two orders on average 20,000,000 × (0.0298 + 0.0251) / 2 a year.
    income = amounts(found, Measure.INCOME)
    assert income["Verification call, price charged"] == 3 * Decimal(-549000)


def test_shares_are_the_averages_over_all_orders(tmp_path: Path) -> None:
    """Three changes that act on each other, each order of them run by itself."""
    changes: dict[str, dict[str, Any]] = {
        "a": {"submission": {"spread": {"value": "3"}}},
        "b": {"submission": {"pools": [{"id": "labour", "paid_share": "50"}]}},
        "c": {"switches": {"profit_tax": "before_income_tax"}},
    }
    every = [
        {"id": "".join(names), "on": [*names]}
        for count in (2, 3)
        for names in [sorted(p) for p in permutations(changes, count)]
    ]
    stacks = {each["id"]: each for each in every}
    file = written(tmp_path, {}, *(one(n, **c) for n, c in changes.items()), *stacks.values())
    worth = {
        "": run_base(BENCH, file).maximum.number,
        **{n: run_of(BENCH, file, n).maximum.number for n in (*changes, *stacks)},
    }
    titles = ["Spread (percentage points)", "Labour, Share of paid use (%)"]
    titles += ["Permitted profit before or after income tax"]
    share = dict.fromkeys(changes, Decimal(0))
    for order in permutations(changes):
        for at, name in enumerate(order):
            with_it = worth["".join(sorted(order[: at + 1]))]
            share[name] += (with_it - worth["".join(sorted(order[:at]))]) / 6
    found = amounts(turned(file, "base", "abc"), Measure.MAXIMUM)
    for title, expected in zip(titles, share.values(), strict=True):
        assert abs(found[title] - expected) <= Decimal("0.01")


LINE = {"curve": "linear", "slope": "1000000"}
BENT = {"curve": "constant_elasticity", "elasticity": "0.5"}
SHARES = [
    {"id": CALLS, "shares": {"computing": 60}},
    {"id": PACKAGES, "shares": {"computing": 40}},
]
HOURS = {
    "drivers": [
        {
            "id": "hours",
            "title": "机时",
            "unit": "小时",
            "paid": 60,
            "free": 40,
            "products": {CALLS: 30, PACKAGES: 30},
        }
    ],
    "pools": [{"id": "computing", "by": "hours", "paid_share": None}],
    "products": [
        {"id": CALLS, "shares": {"computing": None}},
        {"id": PACKAGES, "shares": {"computing": None}},
    ],
}
WHOLE = dict.fromkeys(("computing", "data", "labour"), 100)
ALONE = [{"id": CALLS, "removed": True}, {"id": PACKAGES, "shares": WHOLE, "direct_share": 100}]
NEXT_YEAR = {
    "accounts_year": 2026,
    "cycle": {"first_year": 2027},
    "yield_override": {"value": "1.5", "reason": "x"},
}
TOGETHER: dict[str, tuple[dict[str, Any], dict[str, Any], int]] = {
    # what the base says beside, what is changed, how many changes it is
    "shares of a pool": ({}, {"submission": {"products": SHARES}}, 1),
    "a pool by hours": ({}, {"submission": HOURS}, 1),
    "a product goes": ({}, {"submission": {"products": ALONE}}, 1),
    "by a program": ({}, {"ceilings": {"by": "program", "tolerance": "0.1"}}, 1),
    "another year": ({}, {"on": "2027-03-01", "submission": NEXT_YEAR}, 2),
    "another curve": (
        {"market": {CALLS: {"price": "0.2", "forecast_at": "0.22", "response": LINE}}},
        {"market": {CALLS: {"response": BENT}}},
        1,
    ),
    "no subsidy": ({}, {"submission": {"subsidies": []}}, 3),
    "a second cycle": (
        {},
        {"cycles": 2, "later": {2: {"submission": {"spread": {"value": "4"}}}}},
        2,
    ),
    "no price any longer in a later cycle": (
        {"cycles": 2, "market": {CALLS: {"price": "0.2", "forecast_at": "0.22"}}},
        {"later": {2: {"market": {CALLS: {"price": None}}}}},
        1,
    ),
    "moved in a later cycle": (
        {"cycles": 2, "later": {2: {"submission": {"input_vat": {"plus": "5"}}}}},
        {"later": {2: {"submission": {"input_vat": {"plus": "7"}, "spread": {"value": "4"}}}}},
        1,
    ),
}


@pytest.mark.parametrize("case", TOGETHER)
def test_what_cannot_be_made_alone_is_one_change(tmp_path: Path, case: str) -> None:
    """Shares that make up a hundred, a pool and its driver, a product and who bears its cost."""
    base, changes, parts = TOGETHER[case]
    found = turned(written(tmp_path, base, one(**changes)), "base", "one")
    assert len(found.parts) == parts


CHANGES: list[dict[str, Any]] = [
    {"levers": {"yield": "1.2", "free_share": "5"}},
    {"levers": {"demand": "9"}},
    {"changes": {"submission": {"items": [{"id": "fines", "removed": True}]}}},
    {"changes": {"submission": {"items": [{"id": "wages", "amount": "2500000"}]}}},
    {"changes": {"submission": {"products": SHARES}}},
    {"changes": {"market": {CALLS: {"price": "0.2", "forecast_at": "0.22", "response": BENT}}}},
    {"changes": {"market": {PACKAGES: {"price": "200", "deviations": {2028: "40"}}}}},
    {"changes": {"switches": {"profit_tax": "before_income_tax"}}},
    {"changes": {"ceilings": {"by": "program", "tolerance": "0.1"}}},
]


@settings(
    max_examples=rounds(quick=5, full=200),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@drawn(
    st.lists(st.integers(0, len(CHANGES) - 1), max_size=3, unique=True),
    st.lists(st.integers(0, len(CHANGES) - 1), max_size=3, unique=True),
)
def test_any_two_scenarios(tmp_path: Path, first: list[int], second: list[int]) -> None:
    """What either has and the other lacks, in shares that add up both ways."""
    single = [{"id": f"s{at}", **changes} for at, changes in enumerate(CHANGES)]
    stacks = [
        {"id": name, "on": [f"s{at}" for at in names]}
        for name, names in (("first", first), ("second", second))
    ]
    turned(written(tmp_path, {}, *single, *stacks), "first", "second")
