"""Assets as cost review takes them: their class, and how much of each falls in a year.

The cases were found by trying the product on the worked operator; the figures are by hand.
"""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from builders.operators import CIRCLE, METHOD, SHELF, Tree, determined, entry, tree, value
from builders.review_by_hand import extremes
from builders.reviewed import command, on, told, with_decisions

from engine.determination import body_of_determination, redetermined


def asset_of(whole: Tree, name: str, **changes: Any) -> Tree:
    asset: Tree = entry(whole, "items", name)["asset"]
    asset |= changes
    return {key: asset.pop(key) for key, given in changes.items() if given is None}


# --- the class of an asset --------------------------------------------------------


def without_class(**changes: Any) -> Tree:
    whole = tree()
    asset_of(whole, "servers", asset_class=None, **changes)
    return whole


def test_a_life_of_a_year_without_a_class_is_a_figure_as_filed_and_its_range() -> None:
    """4,000,000 of it in a year, 3,000,000 of them borne by paid use: 3,240,000 above the circle's
    760,000. As buildings 4,000,000 × 97 % ÷ 20 = 194,000, which is 566,000 below it."""
    whole = without_class(life=1, residual=0)
    entry(whole, "items", "servers")["amount"] = Decimal(6000000)
    found = on("2026-03-01", whole)
    assert found.maximum(2026).number == Decimal("10552936.61")
    assert [(one.year, one.treated.item.id) for one in found.undecided] == [(2025, "servers")]
    bounds = found.possible[2026]
    assert (bounds.low, bounds.high) == (Decimal("7420883.83"), Decimal("10552936.61"))
    body = body_of_determination(found)
    assert body["result"]["possible"]["2027"] == {"low": "7420883.83", "high": "10552936.61"}
    again = redetermined(json.loads(json.dumps(body)), SHELF)
    assert body_of_determination(again) == body


def test_assets_of_free_supply_are_turned_the_other_way_where_their_cost_lowers_the_return() -> (
    None
):
    """Where assets earn the return, the part of paid use earns it: the more free supply costs, the
    less. The least is servers at the least cost of any class, software at the most, and the other
    way round; every class of each is tried by other means."""
    whole = without_class(life=1, residual=0) | {"effective_assets": Decimal(9000000)}
    entry(whole, "items", "servers")["amount"] = Decimal(6000000)
    software = entry(whole, "items", "software")
    del software["pool"]
    software |= {"direct": "free", "amount": software["asset"]["original"]}
    asset_of(whole, "software", asset_class=None, life=1, residual=0)
    switches = {"profit_base": "effective_assets"}
    found = on("2026-03-01", whole, switches=switches)
    assert {one.treated.item.id for one in found.undecided} == {"servers", "software"}
    bounds = found.possible[2026]
    assert (bounds.low, bounds.high) == extremes(whole, switches)


def test_the_worked_operator_says_its_classes() -> None:
    found = determined()
    assert found.maximum(2026).number == Decimal("7886659.41")
    assert found.undecided == ()
    assert not found.possible
    assert "possible" not in body_of_determination(found)["result"]


@pytest.mark.parametrize(
    ("changes", "open_"),
    [
        ({"life": 5}, True),  # electronic equipment, and no building
        ({"life": 19}, True),
        ({"life": 20}, False),  # no class has a longer least life
        ({"life": 1, "in_use": False}, False),  # nothing is charged on it
        ({"life": 1, "asset_class": "electronic"}, False),
    ],
)
def test_it_is_asked_where_a_class_could_matter(changes: Tree, open_: bool) -> None:
    whole = tree()
    asset = entry(whole, "items", "servers")["asset"]
    del asset["asset_class"]
    asset |= changes
    found = on("2026-03-01", whole)
    assert bool(found.undecided) is bool(found.possible) is open_


def test_an_intangible_is_measured_by_its_own_least_life() -> None:
    whole = tree()
    del entry(whole, "items", "software")["asset"]["asset_class"]
    assert on("2026-03-01", whole).undecided == ()  # over 10 years
    entry(whole, "items", "software")["asset"]["life"] = 5
    entry(whole, "items", "software")["amount"] = Decimal(200000)
    found = on("2026-03-01", whole)
    # 200,000 as filed, or 100,000 over 10 years: as in the circle
    assert found.possible[2026].low == Decimal("7886659.41")
    assert found.possible[2026].high == found.maximum(2026).number


def test_nothing_is_final_before_it_is_judged(tmp_path: Path) -> None:
    source = CIRCLE.read_text("utf-8").replace(", asset_class: electronic", "")
    submission = tmp_path / "circle.yaml"
    submission.write_text(source, encoding="utf-8")
    base = ("determine", submission, "--method", METHOD, "--on", "2026-03-01", "--no-reports")
    draft = command(*base, "--out", tmp_path / "draft")
    assert draft.exit_code == 0
    assert "7,886,659.41" in draft.stdout
    assert "between 7,417,592.13 and 7,886,659.41 yuan a year" in draft.stdout
    follows = (*base, "--stage", "opinion", "--follows", tmp_path / "draft" / "record.json")
    assert command(*follows, "--out", tmp_path / "opinion").exit_code == 0
    final = (*base, "--stage", "final", "--follows", tmp_path / "opinion" / "record.json")
    refused = command(*final, "--out", tmp_path / "final")
    assert refused.exit_code == 2
    assert "items[9]" in refused.stderr and "no class of asset is said" in refused.stderr
    assert not (tmp_path / "final").exists()
    overrides = tmp_path / "decisions.yaml"
    overrides.write_text(
        "reviewer: 成本监审组\ndecisions:\n- {item: servers, reason: 查验台账，属电子设备}\n",
        "utf-8",
    )
    judged = command(*final, "--overrides", overrides, "--out", tmp_path / "final")
    assert judged.exit_code == 0, judged.stderr
    assert "could apply" not in judged.stdout
    assert command("verify", tmp_path / "final" / "record.json").exit_code == 0


def test_a_class_of_another_category_is_remarked_on() -> None:
    whole = tree()
    entry(whole, "items", "software")["asset"]["asset_class"] = "buildings"
    assert "class_of_another_category" in told(on("2026-03-01", whole))
    assert "class_of_another_category" not in told(determined())


# --- assets by year ---------------------------------------------------------------

ROLLED = {"asset_years": "rolled_forward"}


@pytest.mark.parametrize(
    ("used", "booked", "latest", "rolled", "remark"),
    [
        # 4,000,000 × 95 % ÷ 60 months = 63,333.33 a month, 760,000 a year
        ("2025-12", 0, "0", "760000", "begins_in_the_year"),
        ("2025-06", 380000, "380000", "760000", "begins_in_the_year"),  # July to December
        # in use 2020-06: 60 months end with June 2025; nothing is left for the cycle
        ("2020-06", 380000, "380000", "0", "written_off_in_the_year"),
        # 60 months end with March 2026: 3 of 36 months of the cycle, 190,000 ÷ 3
        ("2021-03", 760000, "760000", "63333.333333", "runs_out_in_the_cycle"),
        ("2023-01", 760000, "760000", "527777.777778", "runs_out_in_the_cycle"),  # 25 months
        ("2024-12", 760000, "760000", "760000", None),
        # the operator booked half of what the rule allows, and so it stays
        ("2024-12", 380000, "380000", "380000", None),
    ],
)
def test_an_asset_by_year(
    used: str, booked: int, latest: str, rolled: str, remark: str | None
) -> None:
    whole = tree()
    entry(whole, "items", "servers")["amount"] = Decimal(booked)
    entry(whole, "items", "servers")["asset"]["in_use_from"] = used
    kept, moved = on("2026-03-01", whole), on("2026-03-01", whole, switches=ROLLED)
    assert round(value(kept, "counted", "servers"), 6) == Decimal(latest)
    assert round(value(moved, "counted", "servers"), 6) == Decimal(rolled)
    of_assets = {"begins_in_the_year", "written_off_in_the_year", "runs_out_in_the_cycle"}
    for found in (kept, moved):  # told either way
        assert of_assets & set(told(found)) == ({remark} if remark else set())
        if remark:
            assert "Depreciation of servers" in told(found)[remark]


def test_without_a_month_of_use_it_is_said_that_nothing_can_run_out() -> None:
    assert "month_of_use_not_said" not in told(determined())
    found = determined(switches=ROLLED)
    assert "month_of_use_not_said" in told(found)
    assert found.maximum(2026).number == Decimal("7886659.41")


def test_the_latest_year_is_the_default_and_what_was_decided_stays_decided() -> None:
    whole = tree()
    entry(whole, "items", "servers")["asset"]["in_use_from"] = "2020-06"
    decision = {"item": "servers", "amount": Decimal(500000), "reason": "仍在使用"}
    found = with_decisions(whole, decision, switches=ROLLED)
    assert value(found, "counted", "servers") == 500000
    assert determined().worksheet.switch_values["asset_years"].id == "latest_year"
