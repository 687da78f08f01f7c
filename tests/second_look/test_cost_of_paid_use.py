"""What is cost of paid use, and what is not: input tax, free supply, write-backs, exclusions.

The cases were found by trying the product on the worked operator; the figures are by hand.
"""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from builders.operators import DAY, METHOD, ROOT, SHELF, Tree, determined, entry, filed, tree, value
from builders.proof import rounds, tried
from builders.reviewed import command, faults_of, on, told, with_decisions
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.determination import body_of_determination, redetermined
from engine.law import Evidence, Faults
from engine.rules import RulesDocument
from engine.show.determination.terminal import determination_shown
from engine.submission import read_submission, workbook_template
from engine.text import Language

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
        row.treatment.category.id: row.treatment.rule
        for row in found.rows
        if row.treatment.category.id in (*heads, "fines", "donations")
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
