"""Cost review at its joints: classes of assets, years, the levy, free supply, write-backs.

The cases were found by trying the product on the worked operator; the figures are by hand.
"""

from __future__ import annotations

import datetime
import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from builders.operators import (
    CIRCLE,
    DAY,
    METHOD,
    ROOT,
    SHELF,
    determined,
    entry,
    filed,
    tree,
    value,
)
from builders.proof import rounds, tried
from builders.review_by_hand import extremes, granted_above_cost, in_doubt, worked
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from engine.cli import group
from engine.determination import (
    Determination,
    body_of_determination,
    decided,
    determine,
    redetermined,
)
from engine.law import Evidence, Faults, Located
from engine.rules import RulesDocument
from engine.show.determination.terminal import determination_shown
from engine.submission import read_submission, workbook_template
from engine.text import Language

Tree = dict[str, Any]
TARIFFS = ("--tariffs", str(ROOT / "tariffs"))


def on(day: str, whole: Tree | None = None, **more: Any) -> Determination:
    of = filed(tree() if whole is None else whole)
    return determine(SHELF, of, METHOD, datetime.date.fromisoformat(day), **more)


def told(found: Determination) -> dict[str, str]:
    """Each remark with its sentence, the last of a name."""
    return {one.id: one.text.en for one in found.remarks}


def faults_of(whole: Tree, **more: Any) -> dict[str, str]:
    with pytest.raises(Faults) as caught:
        on("2026-03-01", whole, **more)
    return {fault.place: fault.key for fault in caught.value.faults}


def asset_of(whole: Tree, name: str, **changes: Any) -> Tree:
    asset: Tree = entry(whole, "items", name)["asset"]
    asset |= changes
    return {key: asset.pop(key) for key, given in changes.items() if given is None}


def with_decisions(whole: Tree, *decisions: Tree, **more: Any) -> Determination:
    of = filed(whole)
    written = {"reviewer": "成本监审组", "decisions": [dict(one) for one in decisions]}
    read = decided(Located("decisions.yaml", written), of)
    return determine(SHELF, of, METHOD, DAY, decided=read, **more)


def command(*words: object) -> Result:
    return CliRunner().invoke(
        group((str(words[0]),)), [*map(str, words), *TARIFFS], env={"DINGJIA_LANG": "en"}
    )


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


# --- the levy ---------------------------------------------------------------------


def test_no_input_vat_is_credited_under_the_simplified_levy() -> None:
    """7,853,875.466667 + 12 % × 3 % of it ÷ (1 − 12 % × 3 %) = 7,882,251.57."""
    whole = tree()
    whole["taxes"]["vat"] = "simplified"
    found = on("2026-03-01", whole)
    assert found.maximum(2026).number == Decimal("7882251.57")
    remarks = told(found)
    assert "5,000,000.00" in remarks["above_small_scale"]
    assert "200,000.00" in remarks["input_vat_not_credited"]
    assert "already among the costs" in remarks["input_vat_not_credited"]
    whole["input_vat"] = Decimal(0)
    assert on("2026-03-01", whole).maximum(2026).number == Decimal("7882251.57")
    assert "input_vat_not_credited" not in told(on("2026-03-01", whole))
    assert not {"above_small_scale", "input_vat_not_credited"} & set(told(determined()))


def test_a_small_operator_under_the_simplified_levy_is_not_remarked_on() -> None:
    whole = tree()
    whole["taxes"]["vat"] = "simplified"
    for pool in whole["pools"]:
        pool["paid_share"] = Decimal(10)
    found = on("2026-03-01", whole)
    assert found.maximum(2026).number < 5000000
    assert "above_small_scale" not in told(found)


# --- free supply alone ------------------------------------------------------------


def only_free(products: bool) -> Tree:
    whole = tree()
    for pool in whole["pools"]:
        pool["paid_share"] = Decimal(0)
    entry(whole, "items", "marketing")["direct"] = "free"
    whole["subsidies"] = [one for one in whole["subsidies"] if one["tag"] != "paid"]
    if not products:
        del whole["products"]
    return whole


@pytest.mark.parametrize("products", [True, False])
@pytest.mark.parametrize("base", ["operating_cost", "net_assets"])
def test_without_paid_use_there_is_no_maximum(products: bool, base: str) -> None:
    whole = only_free(products) | {"net_assets": Decimal(9000000)}
    found = on("2026-03-01", whole, switches={"profit_base": base})
    assert not found.has_paid_use
    assert found.uncovered.number == 10316000  # 10,516,000 less 200,000
    assert found.maximum_before_deduction.number == 0  # not a fen of profit or tax either
    assert body_of_determination(found)["result"]["maximum"] == {}


def test_the_commands_say_so_and_set_nothing(tmp_path: Path) -> None:
    submission = tmp_path / "free.yaml"
    submission.write_text(json.dumps(only_free(True), default=str), encoding="utf-8")
    told_ = command(
        *("determine", submission, "--method", METHOD, "--on", "2026-03-01"),
        *("--out", tmp_path / "out"),
    )
    assert told_.exit_code == 1
    assert "10,316,000.00" in told_.stdout.splitlines()[0]
    assert "Traceback" not in told_.output
    record = tmp_path / "out" / "record.json"
    assert command("verify", record).exit_code == 0
    for words in (
        ("ceilings", record),
        ("evaluate", record, ROOT / "examples/operators/circle-incomes.yaml", "--on", "2029-02-01"),
    ):
        refused = command(*words)
        assert refused.exit_code == 2
        assert "no cost of paid use" in refused.stderr


def test_paid_use_needs_a_product() -> None:
    whole = tree()
    del whole["products"]
    assert faults_of(whole) == {
        "items[4].direct": "submission.paid_without_products",
        "pools[0].paid_share": "submission.paid_without_products",
        "pools[1].paid_share": "submission.paid_without_products",
        "pools[2].paid_share": "submission.paid_without_products",
    }


# --- several years ----------------------------------------------------------------

AVERAGE = {"base_year": "average"}


def two_years(*left_out: str) -> Tree:
    whole = tree()
    whole["earlier_years"] = [{"year": 2024, "income": Decimal(9000000)}]
    whole["earlier"] = [
        {"of": one["id"], "year": 2024, "amount": one["amount"]}
        for one in (*whole["items"], *whole["subsidies"])
        if one.get("tag") != "asset" and one["id"] not in left_out
    ]
    return whole


def test_a_year_missing_for_an_item_is_a_fault_with_its_place() -> None:
    whole = two_years("transfer", "help-desk", "fines")
    assert on("2026-03-01", whole).maximum(2026).number == Decimal("7886659.41")  # one year taken
    assert faults_of(whole, switches=AVERAGE) == {
        "items[1]": "determination.missing_year",
        "items[5]": "determination.missing_year",
    }  # fines count in no year


def test_an_item_that_began_within_the_years_was_nothing_before() -> None:
    whole = two_years("transfer", "servers")
    entry(whole, "items", "transfer")["began"] = 2025
    entry(whole, "items", "servers")["asset"]["in_use_from"] = "2024-12"  # charged from 2025 on
    found = on("2026-03-01", whole, switches=AVERAGE)
    assert value(found, "counted", "transfer") == 750000
    entry(whole, "items", "servers")["asset"]["in_use_from"] = "2024-11"
    assert faults_of(whole, switches=AVERAGE) == {"items[9]": "determination.missing_year"}
    entry(whole, "items", "transfer")["began"] = 2024
    assert set(faults_of(whole, switches=AVERAGE)) == {"items[1]", "items[9]"}


def test_an_amount_of_nothing_said_is_none_and_one_before_it_began_is_refused() -> None:
    whole = two_years("transfer")
    whole["earlier"].append({"of": "transfer", "year": 2024, "amount": Decimal(0)})
    assert value(on("2026-03-01", whole, switches=AVERAGE), "counted", "transfer") == 750000
    entry(whole, "items", "platform")["began"] = 2025
    assert "submission.before_it_began" in faults_of(whole).values()


def test_a_subsidy_without_an_amount_of_a_year_counts_as_none_and_is_told() -> None:
    found = on("2026-03-01", two_years("paid-grant"), switches=AVERAGE)
    assert value(found, "subsidy_paid") == 250000
    assert "no amount of 2024" in told(found)["subsidy_year"]


# --- write-backs and places -------------------------------------------------------


def written_back(amount: str = "-100000", **more: Any) -> Tree:
    whole = tree()
    whole["items"].append(
        {
            "id": "back",
            "title": "冲回上年多提维护费",
            "category": "platform",
            "amount": Decimal(amount),
            "pool": "computing",
            **more,
        }
    )
    return whole


def test_a_write_back_lowers_the_cost_with_its_reason() -> None:
    found = on("2026-03-01", written_back(reason="2024 年多提，2025 年冲回"))
    # 75 % of it is paid use's
    assert determined().operating_cost.number - found.operating_cost.number == 75000
    assert faults_of(written_back()) == {
        "items[11].amount": "submission.written_back_without_reason"
    }


def test_depreciation_is_not_written_back_below_nothing() -> None:
    whole = tree()
    entry(whole, "items", "servers")["amount"] = Decimal(-1)
    assert faults_of(whole) == {"items[9].amount": "submission.written_back_asset"}


def test_a_write_back_comes_in_a_workbook_too(tmp_path: Path) -> None:
    whole = filed(written_back(reason="冲回", began=2025)).submission
    path = tmp_path / "filled.xlsx"
    path.write_bytes(workbook_template(Language.ZH, whole))
    again = read_submission(path).submission
    assert {item.id: item for item in again.items} == {item.id: item for item in whole.items}


def test_fines_are_put_back_where_the_reviewer_places_them() -> None:
    whole = tree()
    decision = {"item": "fines", "amount": Decimal(50000), "reason": "已撤销，款项退回"}
    with pytest.raises(Faults) as caught:
        with_decisions(whole, decision)
    assert [(fault.place, fault.key) for fault in caught.value.faults] == [
        ("decisions[0].item", "determination.decided_without_place")
    ]
    found = with_decisions(whole, {**decision, "pool": "labour"})
    assert found.operating_cost.number - determined().operating_cost.number == 40000  # 80 %
    found = with_decisions(whole, {**decision, "direct": "free"})
    assert found.operating_cost.number == determined().operating_cost.number
    assert found.uncovered.number - determined().uncovered.number == 50000
    body = body_of_determination(found)
    assert body_of_determination(redetermined(json.loads(json.dumps(body)), SHELF)) == body


def test_a_place_that_is_none_or_two_is_told() -> None:
    amount = Decimal(50000)
    with pytest.raises(Faults) as caught:
        with_decisions(
            tree(),
            {"item": "fines", "amount": amount, "reason": "…", "pool": "nowhere"},
            {
                "item": "donations",
                "amount": amount,
                "reason": "…",
                "pool": "data",
                "direct": "free",
            },
        )
    assert [(fault.place, fault.key) for fault in caught.value.faults] == [
        ("decisions[0].pool", "submission.no_such_pool"),
        ("decisions[1].pool", "submission.pool_and_direct"),
    ]


def test_an_item_is_moved_by_a_decision_with_its_reason() -> None:
    decision = {"item": "help-desk", "direct": "paid", "reason": "服务付费用户"}
    found = with_decisions(tree(), decision)
    assert found.operating_cost.number - determined().operating_cost.number == 300000
    shown = list(determination_shown(found, Language.ZH))
    assert any("服务付费用户（归入：有偿使用）" in line for line in shown)


# --- the return on assets ---------------------------------------------------------


@pytest.mark.parametrize("base", ["net_assets", "effective_assets"])
def test_the_return_on_assets_is_split_like_cost(base: str) -> None:
    """9,000,000 × 7,709,800 ÷ 10,516,000 × 6.7 %: none on what serves free supply."""
    found = determined(tree() | {base: Decimal(9000000)}, switches={"profit_base": base})
    profit = Fraction(9000000) * Fraction(7709800, 10516000) * Fraction("0.067")
    assert abs(Fraction(value(found, "permitted_profit")) - profit) < Fraction(1, 10**20)


@settings(max_examples=rounds(quick=8, full=500), deadline=None)
@given(st.sampled_from(["operating_cost", "net_assets", "effective_assets"]), st.integers(1, 10**9))
def test_no_cost_of_free_supply_nor_return_on_it_enters_a_paid_product(
    base: str, more: int
) -> None:
    """Cost that serves free supply alone never raises the maximum, whatever earns the profit."""
    whole = tree() | {"net_assets": Decimal(9000000), "effective_assets": Decimal(8000000)}
    before = determined(whole, switches={"profit_base": base})
    entry(whole, "items", "help-desk")["amount"] += Decimal(more).scaleb(-2)
    after = determined(whole, switches={"profit_base": base})
    assert after.maximum(2026).number <= before.maximum(2026).number
    assert after.operating_cost.number == before.operating_cost.number
    tried("cost of free supply in a paid price", submissions=1)


# --- what is left out, and by what -------------------------------------------------


def test_each_exclusion_shows_its_own_head_and_where_it_can_be_read() -> None:
    whole = tree()
    heads = ("unlawful", "unrelated", "made-up", "franchise", "profit-transfer", "non-recurring")
    for name in heads:
        whole["items"].append({"id": name, "title": name, "category": name, "amount": Decimal(10)})
    found = determined(whole)
    rules = {
        row.treatment.category: row.treatment.rule
        for row in found.rows
        if row.treatment.category in (*heads, "fines", "donations")
    }
    assert len({rule.id for rule in rules.values()}) == len(heads) + 2
    assert "罚款" in rules["fines"].title.zh and "特许" in rules["franchise"].title.zh
    assert "上交" in rules["profit-transfer"].title.zh
    for category, rule in rules.items():
        assert rule.cites[0].address, category
    version = SHELF.get("cn/cost-review", RulesDocument).in_force(DAY)
    assert version is not None
    cites = [cite for table in version.tables for rule in table.rules for cite in rule.cites]
    assert not [cite for cite in cites if "第7号令、第8号令" in cite.instrument]
    assert all(one.article for one in cites if one.evidence is Evidence.TEXT)


# --- time -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "accounts", "first", "expected"),
    [
        ("2026-03-01", 2019, 2026, {"accounts_stale", "cycle_begun"}),
        ("2025-12-31", 2024, 2026, set()),
        ("2026-01-01", 2025, 2026, set()),
        ("2026-03-01", 2025, 2026, {"cycle_begun"}),
        ("2028-12-31", 2027, 2026, {"cycle_begun"}),
        ("2029-01-01", 2028, 2026, {"cycle_over"}),
        ("2026-03-01", 2025, 2029, {"cycle_far_from_accounts"}),
        ("2040-03-01", 2039, 2041, {"far_ahead"}),
    ],
)
def test_time_is_remarked_on_by_the_days_given(
    day: str, accounts: int, first: int, expected: set[str]
) -> None:
    whole = tree()
    whole["accounts_year"] = accounts
    whole["cycle"]["first_year"] = first
    whole["yield_override"] = {"value": Decimal("1.7"), "reason": "试算"}
    names = {"accounts_stale", "cycle_far_from_accounts", "cycle_begun", "cycle_over", "far_ahead"}
    assert names & set(told(on(day, whole))) == expected


def test_a_quote_far_ahead_is_remarked_on(tmp_path: Path) -> None:
    source = (ROOT / "examples/quotes/commercial-bank.yaml").read_text("utf-8")
    day = next(line for line in source.splitlines() if line.startswith("on:"))
    for written, remarked in (("2030-05-30", False), ("9999-12-31", True)):
        request = tmp_path / "request.yaml"
        request.write_text(source.replace(day, f"on: {written}"), encoding="utf-8")
        answer = command("quote", request)
        assert ("lies far beyond" in answer.stdout) is remarked, answer.output


def test_the_rates_of_2025_are_remembered_and_marked_so() -> None:
    """As the circle with the yield of 2024: 2.191 + 5 % of 7,209,800."""
    whole = tree()
    whole["accounts_year"], whole["cycle"]["first_year"] = 2024, 2025
    found = on("2025-03-01", whole)
    profit = Fraction(7209800) * Fraction("0.07191")
    before = 7209800 + profit * Fraction(4, 3)
    maximum = before + Fraction(12, 100) * (before * Fraction(6, 100) - 200000) / (
        1 - Fraction(12, 100) * Fraction(6, 100)
    )
    assert found.maximum(2025).number == round(Decimal(maximum.numerator) / maximum.denominator, 2)
    remembered = {
        one.instrument for one in found.standing.assumptions if "remembered" in str(one.note)
    }
    assert {"财税〔2016〕36号", "中华人民共和国企业所得税法"} <= remembered
    assert not [
        one for one in determined().standing.assumptions if "财税〔2016〕36号" in one.instrument
    ]


def test_where_a_yield_is_missing_what_to_give_is_named() -> None:
    whole = tree()
    whole["accounts_year"], whole["cycle"]["first_year"] = 2026, 2027
    with pytest.raises(Faults) as caught:
        on("2027-03-01", whole)
    (fault,) = caught.value.faults
    assert (fault.place, fault.key) == ("yield_override", "determination.no_yield")
    assert "2026" in fault.message(Language.EN) and "yield_override" in fault.message(Language.EN)
    whole["yield_override"] = {"value": Decimal("1.7"), "reason": "尚未公布"}
    assert on("2027-03-01", whole).maximum(2027).number == Decimal("7886659.41")


# --- by other means ---------------------------------------------------------------

AMOUNT = st.decimals(min_value=0, max_value=10**7, places=2)
# Of a little, and of more than all cost.
GRANT = st.decimals(min_value=0, max_value=1000, places=2) | st.decimals(
    min_value=10**6, max_value=10**8, places=2
)
# Of 6,000,000 for the servers: less, all, more.
ASSET_GRANT = st.just(Decimal("6000000.00")) | st.decimals(min_value=0, max_value=8000000, places=2)
SWITCHES = st.fixed_dictionaries(
    {},
    optional={
        "base_year": st.just("average"),
        "asset_years": st.just("rolled_forward"),
        "profit_base": st.sampled_from(["net_assets", "effective_assets"]),
        "profit_tax": st.just("before_income_tax"),
        "unspecified_subsidy": st.sampled_from(["paid_use", "free_supply"]),
    },
)
CLASSES = st.sampled_from([None, "electronic", "tools", "machinery", "buildings"])


@st.composite
def submissions(draw: st.DrawFn) -> Tree:
    """The worked operator with other amounts, shares, grants, assets, years, taxes, write-backs."""
    whole = tree()
    for item in whole["items"]:
        item["amount"] = draw(AMOUNT)
    for pool in whole["pools"]:
        pool["paid_share"] = draw(st.decimals(min_value=20, max_value=100, places=1))
    for subsidy in whole["subsidies"]:
        subsidy["amount"] = draw(ASSET_GRANT if subsidy["tag"] == "asset" else GRANT)
    whole["subsidies"].append(
        {"id": "any", "title": "补助", "amount": draw(GRANT), "tag": "unspecified"}
    )
    whole["items"].append(
        {
            "id": "racks",
            "title": "机柜折旧",
            "category": "depreciation",
            "amount": draw(AMOUNT),
            "direct": draw(st.sampled_from(["paid", "free"])),
            "asset": {
                "original": Decimal(3000000),
                "given": draw(st.decimals(min_value=0, max_value=3000000, places=2)),
                "residual": Decimal(4),
                "life": 5,
            },
        }
    )
    whole["items"].append(
        {
            "id": "back",
            "title": "冲回",
            "category": "data",
            "amount": -draw(st.decimals(min_value=0, max_value=1000, places=2)),
            "pool": "data",
            "reason": "冲回",
        }
    )
    for name in ("servers", "racks", "software"):
        asset = entry(whole, "items", name)["asset"]
        asset["life"] = draw(st.integers(1, 25))
        asset["residual"] = draw(st.integers(0, 10))
        asset["asset_class"] = draw(
            st.sampled_from([None, "intangible"]) if name == "software" else CLASSES
        )
        if draw(st.booleans()):
            year, month = draw(st.integers(2010, 2026)), draw(st.integers(1, 12))
            asset["in_use_from"] = f"{year}-{month:02}"
    # so that there is a cost to price from
    entry(whole, "items", "marketing")["amount"] = draw(AMOUNT) + 10000
    entry(whole, "items", "platform")["amount"] = draw(AMOUNT) + 10000
    whole["taxes"]["vat"] = draw(st.sampled_from(["general", "simplified"]))
    whole |= {"net_assets": draw(AMOUNT), "effective_assets": draw(AMOUNT)}
    whole["earlier_years"] = [{"year": 2024, "income": draw(AMOUNT)}]
    whole["earlier"] = [
        {
            "of": one["id"],
            "year": 2024,
            "amount": draw(GRANT if "tag" in one else st.integers(0, 10**6)),
        }
        for one in (*whole["items"], *whole["subsidies"])
        if one.get("tag") != "asset"
    ]
    return whole


@settings(max_examples=rounds(quick=6, full=3000), deadline=None)
@given(submissions(), SWITCHES, st.sampled_from([None, "pool", "direct"]), AMOUNT)
def test_the_same_by_other_means(
    whole: Tree, switches: dict[str, str], place: str | None, amount: Decimal
) -> None:
    """Every amount counted, cost, maximum and range, from the plain submission."""
    decisions: dict[str, Tree] = {}
    if place is not None:
        named = {"pool": "labour", "direct": "free"}[place]
        decisions["fines"] = {"amount": amount, place: named}
    written = [{"item": name, "reason": "…", **of} for name, of in decisions.items()]
    if granted_above_cost(whole):
        assert set(faults_of(whole).values()) == {"submission.granted_above_cost"}
        tried("cost review by other means", submissions=1, of_them_refused_for_an_asset=1)
        return
    if written:
        found = with_decisions(whole, *written, switches=switches)
    else:
        found = on("2026-03-01", whole, switches=switches)
    expected = worked(whole, switches, decisions)
    near = Fraction(1, 10**20)
    for name, counted in expected.counted.items():
        assert abs(Fraction(value(found, "counted", name)) - counted) <= near, name
    assert abs(Fraction(found.operating_cost.number) - expected.operating_cost) <= near
    assert abs(Fraction(found.uncovered.number) - expected.uncovered) <= near
    assert Fraction(found.maximum_before_deduction.number) == expected.maximum
    assert bool(found.possible) is any(map(in_doubt, whole["items"]))
    if found.possible and not decisions:
        low, high = extremes(whole, switches)
        bounds = found.possible[2026]
        assert (Fraction(bounds.low), Fraction(bounds.high)) == (low, high)
    assert ("subsidies_beyond_cost" in told(found)) is (expected.beyond_paid > 0)
    assert ("subsidies_beyond_free_cost" in told(found)) is (expected.beyond_free > 0)
    if (beyond := found.subsidy_beyond_cost) is not None:
        assert abs(Fraction(beyond.number) - expected.beyond_paid) <= near
    above = int(expected.beyond_paid > 0)
    tried("cost review by other means", submissions=1, of_them_with_subsidies_above_cost=above)
