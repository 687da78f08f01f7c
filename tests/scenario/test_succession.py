"""From one cycle to the next: the same accounts as many years later, with what is said to differ."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from builders.faults import faults_in
from builders.operators import tree, with_year_before
from builders.scenarios import ROOT, run_base, run_of, worked, written

from engine.scenario import Run, changes_in_words

_, BENCH = worked()
CALLS = "verification-call"
DEMO = {
    "submission": str(ROOT / "examples" / "operators" / "demo.xlsx"),
    "decisions": str(ROOT / "examples" / "operators" / "demo-overrides.yaml"),
    "cycles": 3,
}


def maxima(of: Run) -> list[Decimal]:
    return [year.maximum.number for year in of.years]


def forecasts(of: Run, product: str = CALLS) -> list[Decimal]:
    return [
        sale.forecast.number for year in of.years for sale in year.sales if sale.product == product
    ]


@pytest.mark.parametrize("reading", ["latest_year", "average"])
def test_the_same_accounts_permit_the_same(tmp_path: Path, reading: str) -> None:
    """Of an operator with assets by month of use, three years of accounts, staff and drivers."""
    switches = {} if reading == "latest_year" else {"base_year": "average"}
    found = run_base(BENCH, written(tmp_path, DEMO | {"switches": switches}))
    assert [year.year for year in found.years] == [*range(2026, 2035)]
    assert len(set(maxima(found))) == 1
    carried = [cycle.yield_carried_on for cycle in found.cycles]
    assert carried == [False, True, True]  # no yield is published of 2028 and 2031


def test_what_began_within_the_accounts_begins_later_too(tmp_path: Path) -> None:
    """Help for free supply that began in 2025 has no figure of the year before."""
    whole = with_year_before(tree(), Decimal("0.8"))
    next(item for item in whole["items"] if item["id"] == "help-desk")["began"] = 2025
    whole["earlier"] = [one for one in whole["earlier"] if one["of"] != "help-desk"]
    path = tmp_path / "operator.yaml"
    path.write_text(yaml.safe_dump(plain(whole), allow_unicode=True), "utf-8")
    base = {"submission": str(path), "cycles": 2, "switches": {"base_year": "average"}}
    assert len(set(maxima(run_base(BENCH, written(tmp_path, base))))) == 1


def plain(of: Any) -> Any:
    if isinstance(of, dict):
        return {key: plain(value) for key, value in of.items()}
    if isinstance(of, list):
        return [plain(value) for value in of]
    return str(of) if isinstance(of, Decimal) else of


FORECASTS: dict[str, tuple[dict[str, Any], list[int]]] = {
    # 20,000,000 and a tenth more each year
    "goes on": ({"market": {CALLS: {"growth": "10"}}}, [20000, 22000, 24200, 26620, 29282, 32210]),
    # growth ends: what 2028 had come to stays
    "ends": (
        {"market": {CALLS: {"growth": "10"}}, "later": {2: {"market": {CALLS: {"growth": "0"}}}}},
        [20000, 22000, 24200, 24200, 24200, 24200],
    ),
    # growth begins: 2029 is the first year with more
    "begins": (
        {"later": {2: {"market": {CALLS: {"growth": "10"}}}}},
        [20000, 20000, 20000, 22000, 24200, 26620],
    ),
    # what the second cycle says is of its first year
    "begins anew": (
        {
            "market": {CALLS: {"growth": "10"}},
            "later": {2: {"submission": {"products": [{"id": CALLS, "quantity": "10000000"}]}}},
        },
        [20000, 22000, 24200, 10000, 11000, 12100],
    ),
    # a single year said is of that year alone
    "one year said": (
        {"market": {CALLS: {"growth": "10", "quantities": {2028: "1000000"}}}},
        [20000, 22000, 1000, 26620, 29282, 32210],
    ),
}


@pytest.mark.parametrize("case", FORECASTS)
def test_forecasts_grow_from_what_was_forecast_before(tmp_path: Path, case: str) -> None:
    changes, thousands = FORECASTS[case]
    file = written(tmp_path, {"cycles": 2}, {"id": "one", "changes": changes})
    found = forecasts(run_of(BENCH, file, "one"))
    assert [int(quantity / 1000) for quantity in found] == thousands


def test_a_product_that_comes_later_is_forecast_for_its_first_year(tmp_path: Path) -> None:
    product = {
        "id": "new",
        "title": "新产品",
        "unit": "次",
        "quantity": "1000",
        "tick": "0.01",
        "shares": {},
    }
    later = {"submission": {"products": [product]}, "market": {"new": {"growth": "10"}}}
    share = {
        "submission": {
            "products": [{**product, "direct_share": "10"}, {"id": CALLS, "direct_share": "40"}]
        }
    }
    file = written(
        tmp_path,
        {"cycles": 2},
        {"id": "one", "changes": {"later": {2: {**later, **share}}}},
    )  # fmt: skip
    assert forecasts(run_of(BENCH, file, "one"), "new") == [1000, 1100, 1210]


def test_a_number_of_a_later_cycle_is_moved_from_what_it_is_then(tmp_path: Path) -> None:
    def spread(**how: str) -> dict[str, Any]:
        return {"later": {2: {"submission": {"spread": {"value": how}}}}}

    file = written(
        tmp_path,
        {"cycles": 2},
        {"id": "less", "changes": spread(plus="-1")},
        {"id": "still-less", "on": ["less"], "changes": spread(plus="-0.5")},
        {"id": "lower", "levers": {"spread": "4"}},
        {"id": "both", "on": ["less", "lower"]},
        {"id": "said", "changes": {"later": {2: {"submission": {"spread": {"value": "3.5"}}}}}},
    )
    said = changes_in_words(file.base, file.case_of(file.scenarios.scenarios[1]), BENCH.shelf)
    assert [(one.title.en, one.after.en) for one in said] == [
        ("cycle 2: Spread (percentage points)", "plus -1.5")
    ]
    run = {one.id: maxima(run_of(BENCH, file, one.id)) for one in file.scenarios.scenarios}
    assert run["less"][0] == Decimal("7886659.41")
    assert run["less"][3] == run["lower"][0]  # 5 − 1 points
    assert run["still-less"][3] == run["said"][3]  # 5 − 1 − 0.5
    assert run["both"][0] == run["lower"][0] and run["both"][3] < run["lower"][3]  # 4 − 1


def test_a_deduction_of_all_that_is_permitted_is_said_so(tmp_path: Path) -> None:
    """Twenty times the demand leaves more to deduct than three years permit."""
    market = {CALLS: {"deviations": dict.fromkeys((2026, 2027, 2028), "1900")}}
    file = written(tmp_path, {"cycles": 2, "market": market})
    (fault,) = faults_in(lambda: run_base(BENCH, file)).values()
    assert (fault.key, fault.place) == ("scenario.nothing_permitted", "base.cycles")
    assert fault.values["year"] == 2029
