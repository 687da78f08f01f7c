"""What is said of something that is not there is refused where it is said, with what would be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from builders.faults import faults_in
from builders.scenarios import ROOT, run_base, run_of, worked, written
from builders.shelf import edited

from engine.law import Fault, FaultyLaw, Shelf, read_yaml
from engine.scenario import Bench, scenarios_over

_, BENCH = worked()
CALLS, PACKAGES = "verification-call", "enterprise-data-package"
HERE = "scenarios[0].changes"


def only_fault(tmp_path: Path, changes: dict[str, Any], **base: Any) -> Fault:
    """The one fault of a scenario that changes this."""

    def read() -> None:
        file = written(tmp_path, base, {"id": "one", "changes": changes})
        run_base(BENCH, file)
        run_of(BENCH, file, "one")

    (fault,) = faults_in(read).values()
    assert fault.file == "scenarios.yaml"
    return fault


OUTSIDE = [
    # what is changed, where, what would be right first
    ({"market": {"verification-cal": {"growth": 5}}}, "market.verification-cal", CALLS),
    ({"market": {CALLS: {"quantities": {2029: 5}}}}, f"market.{CALLS}.quantities.2029", "2026"),
    ({"market": {CALLS: {"deviations": {2025: 5}}}}, f"market.{CALLS}.deviations.2025", "2026"),
    ({"market": {CALLS: {"prices": {2029: 5}}}}, f"market.{CALLS}.prices.2029", "2026"),
    ({"later": {2: {"market": {}}}}, "later.2", None),
    ({"switches": {"profit_bas": "x"}}, "switches.profit_bas", "profit_base"),
    ({"switches": {"profit_base": "net_asset"}}, "switches.profit_base", "net_assets"),
    ({"switches": {"excess_reading": "by_year"}}, "switches.excess_reading", "year_by_year"),
    ({"method": "cn/ndrc-2025-66"}, "method", "cn/ndrc-2025-65"),
    ({"method": "cn/use-of-public-data"}, "method", None),
    ({"method": "cn/ceiling-allocation"}, "method", None),
    ({"ceilings": {"rule": "cn/ceiling-alocation"}}, "ceilings.rule", "cn/ceiling-allocation"),
    ({"on": "2019-01-01"}, "on", None),
    ({"on": "2026-02-30"}, "on", None),
    ({"submision": {}}, "submision", "submission"),
    ({"submission": {"itms": []}}, "submission.itms", "items"),
    ({"submission": {"spread": {"valu": 4}}}, "submission.spread.valu", "value"),
    ({"submission": {"spread": {"value": "four"}}}, "submission.spread.value", None),
    ({"submission": {"items": [{"id": "wages", "amuont": 4}]}}, "submission.items[0].amuont", "amount"),
    ({"submission": {"items": [{"id": "wagse", "amount": 4}]}}, "submission.items[0]", None),
    ({"submission": {"items": [{"id": "wagse", "removed": True}]}}, "submission.items[0]", None),
    ({"submission": {"items": {"wages": 4}}}, "submission.items", None),
    ({"submission": "circle.yaml"}, "submission", None),
    ({"submission": {"net_assets": {"plus": 4}}}, "submission.net_assets", None),
    ({"submission": {"income": {"times": "twice"}}}, "submission.income.times", None),
    ({"market": {CALLS: {"quantities": {2027: 0}}}}, f"market.{CALLS}.quantities.2027", None),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "place", "right"), OUTSIDE, ids=lambda one: str(one)[:40])
def test_each_is_one_fault_at_its_place(
    tmp_path: Path, changes: dict[str, Any], place: str, right: str | None
) -> None:
    fault = only_fault(tmp_path, changes)
    assert fault.place == f"{HERE}.{place}"
    allowed = fault.values.get("allowed") or fault.values.get("years")
    assert right is None or str(allowed).split(", ")[0] == right


@pytest.mark.parametrize(
    ("changes", "place"), [(one, place) for one, place, _ in OUTSIDE if "market" in one]
)
def test_a_base_is_held_to_the_same(tmp_path: Path, changes: dict[str, Any], place: str) -> None:
    assert only_fault(tmp_path, {}, **changes).place == f"base.{place}"


LATER = [
    ({"cycles": 3}, "cycles"),
    ({"later": {3: {}}}, "later"),
    ({"market": {CALLS: {"quantities": {2028: 5}}}}, f"market.{CALLS}.quantities.2028"),
    ({"submission": {"cycle": {"first_year": 2028}}}, "submission.cycle.first_year"),
    ({"submission": {"operator": {"name": "另一家"}}}, "submission.operator.name"),
    ({"submission": {"authorisation": {"id": "x", "title": "x"}}}, "submission.authorisation"),
    ({"on": "2010-01-01"}, "on"),
    ({"nonsense": 1}, "nonsense"),
]


@pytest.mark.parametrize(("changes", "place"), LATER)
def test_a_later_cycle_says_only_what_can_differ_in_it(
    tmp_path: Path, changes: dict[str, Any], place: str
) -> None:
    """Cycles follow each other, of one operator, and none goes back."""
    fault = only_fault(tmp_path, {"later": {2: changes}}, cycles=2)
    assert fault.place == f"{HERE}.later.2.{place}"


def test_a_cycle_that_a_scenario_leaves_out_is_no_fault_of_the_base(tmp_path: Path) -> None:
    """What a base says of its second cycle, or of a product, is moot in a scenario without it."""
    spread = {"submission": {"spread": {"value": "4"}}}
    base = {
        "cycles": 2,
        "later": {2: spread},
        "market": {CALLS: {"price": "0.2", "deviations": {2030: "5"}}},
    }
    whole = dict.fromkeys(("computing", "data", "labour"), 100)
    alone = [
        {"id": CALLS, "removed": True},
        {"id": PACKAGES, "shares": whole, "direct_share": 100},
    ]
    file = written(
        tmp_path,
        base,
        {"id": "short", "changes": {"cycles": 1}},
        {"id": "alone", "changes": {"submission": {"products": alone}}},
        {
            "id": "both",
            "on": ["alone"],
            "changes": {"market": {CALLS: {"price": "0.1"}}},
        },
    )
    assert len(run_of(BENCH, file, "short").years) == 3
    # All cost falls on the packages: 7,886,659.41 / 12,000 = 657.2216…
    found = run_of(BENCH, file, "alone")
    assert [str(one.price.number) for one in found.years[0].ceilings.ceilings] == ["657.22"]
    places = set(faults_in(lambda: run_of(BENCH, file, "both")))
    assert places == {f"scenarios[2].changes.market.{CALLS}"}


def test_a_demand_beyond_computing_is_a_fault_of_the_market(tmp_path: Path) -> None:
    """(0.22 / 0.2)^1,000,000 has forty thousand digits."""
    for elasticity in ("1000000", "10000000000000"):
        response = {"curve": "constant_elasticity", "elasticity": elasticity}
        market = {CALLS: {"price": "0.2", "forecast_at": "0.22", "response": response}}
        fault = only_fault(tmp_path, {"market": market})
        assert fault.place.startswith(f"{HERE}.market.{CALLS}")
    growth = only_fault(tmp_path, {"market": {CALLS: {"growth": "1" + "0" * 24}}})
    assert growth.place == f"{HERE}.market.{CALLS}.growth"


def test_faulty_law_stays_a_refusal(tmp_path: Path) -> None:
    """A method whose formula names nothing is no fault of the scenario that is run by it."""
    broken = edited(
        tmp_path, "cn/ndrc-2025-65", ("min(deduction_due, maximum)", "min(deduction_due, nothing)")
    )
    file = written(tmp_path, {})
    with pytest.raises(FaultyLaw):
        run_base(Bench(Shelf(broken, ROOT / "tariffs")), file)


def test_what_a_base_says_may_come_to_nothing_however_often_its_file_is_read(
    tmp_path: Path,
) -> None:
    """The page keeps a base that was read, and reads the file of its scenarios again and again."""
    priced = {"market": {CALLS: {"price": "0.2"}}}
    by_list = {"market": {CALLS: {"price_list": {"tariff": "demo/price-list", "customers": 2}}}}
    file = written(tmp_path, priced, {"id": "list", "changes": by_list})
    again = scenarios_over(read_yaml(tmp_path / "scenarios.yaml", "scenarios.yaml"), file.base)
    assert run_of(BENCH, again, "list").income == run_of(BENCH, file, "list").income
