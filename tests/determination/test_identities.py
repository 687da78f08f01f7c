"""What must hold of every determination, whatever the accounts."""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import Any

import pytest
from builders.operators import determined, entry, tree, value
from builders.proof import rounds, tried
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.determination import body_of_determination
from engine.law import Faults
from engine.money import exactly
from engine.show.determination.paper.review import review_chapter
from engine.show.determination.terminal import determination_shown
from engine.text import Language

AMOUNT = st.decimals(min_value=0, max_value=10**9, places=2)
PERCENT = st.decimals(min_value=0, max_value=100, places=2)
JOINT = ("platform", "transfer", "wages", "welfare", "entertainment")


@st.composite
def accounts(draw: st.DrawFn) -> dict[str, Any]:
    """The worked submission with other amounts, shares and subsidies."""
    whole = tree()
    for item in whole["items"]:
        item["amount"] = draw(AMOUNT)
    for pool in whole["pools"]:
        pool["paid_share"] = draw(PERCENT)
    for subsidy in whole["subsidies"]:
        if subsidy["tag"] != "asset":
            subsidy["amount"] = draw(AMOUNT)
    whole["income"] = draw(AMOUNT)
    # so that a product has a cost to be priced from
    entry(whole, "items", "marketing")["amount"] = draw(AMOUNT) + 1
    return whole


@settings(max_examples=rounds(quick=12, full=1_000), deadline=None)
@given(accounts())
def test_nothing_is_lost_between_submission_and_use(whole: dict[str, Any]) -> None:
    found = determined(whole)
    submitted = exactly(lambda: sum(item["amount"] for item in whole["items"]))
    assert exactly(lambda: sum(row.reviewed + row.reduction for row in found.rows)) == submitted
    assert value(found, "reviewed_total") + value(found, "reduction_total") == submitted
    for pool in ("computing", "data", "labour"):
        parts = exactly(
            lambda pool=pool: value(found, "pool_paid", pool) + value(found, "pool_free", pool)
        )
        assert parts == value(found, "pool_cost", pool)
    used = exactly(lambda: value(found, "paid_cost") + value(found, "free_cost"))
    assert used == value(found, "reviewed_total")
    tried("from submission to use", submissions=1)


def test_no_figure_depends_on_the_precision_of_the_process() -> None:
    """Amounts of 30 digits, where Python carries 28 unless told, and with three."""
    whole = tree()
    for name in ("marketing", "fines"):
        entry(whole, "items", name)["amount"] = Decimal("1234567890123456789012345678.91")
    found = determined(whole)
    fines = next(row for row in found.rows if row.treatment.item.id == "fines")
    assert fines.reduction == fines.submitted == Decimal("1234567890123456789012345678.91")
    # a record gives what was cut with 28 digits, as it always had
    (row,) = [one for one in body_of_determination(found)["review"] if one["item"] == "fines"]
    assert row["reduction"] == "1234567890123456789012345679"
    said = list(determination_shown(found, Language.EN))
    on_paper = list(review_chapter(found))
    with localcontext(prec=3):
        narrow = determined(whole)
        assert [row.reduction for row in narrow.rows] == [row.reduction for row in found.rows]
        assert body_of_determination(narrow) == body_of_determination(found)
        assert list(determination_shown(narrow, Language.EN)) == said
        assert list(review_chapter(narrow)) == on_paper


@settings(max_examples=rounds(quick=12, full=400), deadline=None)
@given(accounts(), AMOUNT)
def test_a_grant_for_free_supply_never_lowers_what_payers_bear(
    whole: dict[str, Any], grant: Decimal
) -> None:
    before = determined(whole)
    free = entry(whole, "subsidies", "free-grant")["amount"]
    entry(whole, "subsidies", "free-grant")["amount"] = exactly(lambda: free + grant)
    after = determined(whole)
    assert after.operating_cost.number == before.operating_cost.number
    assert after.maximum(2026).number == before.maximum(2026).number
    covered = exactly(lambda: before.uncovered.number - after.uncovered.number)
    assert covered == min(grant, before.uncovered.number)
    assert after.uncovered.number >= 0


@pytest.mark.parametrize("name", JOINT[:3])
def test_a_yuan_more_is_a_yuan_more_where_it_belongs(name: str) -> None:
    """One yuan of joint cost raises operating cost by the paid share, and by nothing else.

    Wages carry welfare with them: the cap of 14 % rises, so 1.14 yuan are reviewed.
    """
    before, whole = determined(), tree()
    item = entry(whole, "items", name)
    item["amount"] += 1
    after = determined(whole)
    share = {"computing": "0.75", "data": "0.60", "labour": "0.80"}[item["pool"]]
    reviewed = Decimal("1.14") if name == "wages" else Decimal(1)
    assert after.operating_cost.number - before.operating_cost.number == reviewed * Decimal(share)


def test_a_yuan_moved_from_paid_to_free_leaves_the_whole_as_it_was() -> None:
    before, whole = determined(), tree()
    entry(whole, "items", "marketing")["amount"] -= 1
    entry(whole, "items", "help-desk")["amount"] += 1
    after = determined(whole)
    assert value(after, "reviewed_total") == value(before, "reviewed_total")
    assert before.operating_cost.number - after.operating_cost.number == 1
    assert after.uncovered.number - before.uncovered.number == 1


@pytest.mark.parametrize(
    ("tag", "paid", "free"),
    [
        # 100,000 more for paid use: operating cost falls by it, the uncovered cost does not
        ("paid", "100000", "0"),
        ("free", "0", "100000"),
        # unspecified: falls on joint cost, 7,309,800 of 9,816,000 of which is paid use's
        ("unspecified", "74468.21515892420537897310513447432762836", None),
    ],
)
def test_each_subsidy_is_removed_once(tag: str, paid: str, free: str | None) -> None:
    before, whole = determined(), tree()
    whole["subsidies"].append(
        {"id": "more", "title": "另一笔补助", "amount": Decimal(100000), "tag": tag}
    )
    after = determined(whole)
    fall = exactly(lambda: before.operating_cost.number - after.operating_cost.number)
    rest = exactly(lambda: before.uncovered.number - after.uncovered.number)
    assert exactly(lambda: fall + rest) == 100000  # wholly, and not twice
    assert round(fall, 20) == round(Decimal(paid), 20)
    if free is not None:
        assert rest == Decimal(free)


def test_a_grant_for_an_asset_is_removed_through_depreciation_alone() -> None:
    """500,000 more granted of 6,000,000 servers: 500,000 × 95 % ÷ 5 = 95,000 less a year."""
    before, whole = determined(), tree()
    entry(whole, "subsidies", "server-grant")["amount"] += 500000
    after = determined(whole)
    fell = value(before, "reviewed", "servers") - value(after, "reviewed", "servers")
    assert fell == 95000
    # of which paid use bears 75 %
    assert before.operating_cost.number - after.operating_cost.number == Decimal("71250")


def test_two_grants_for_one_asset_add_up() -> None:
    whole = tree()
    grant = entry(whole, "subsidies", "server-grant")
    grant["amount"] = Decimal(1500000)
    whole["subsidies"].append({**grant, "id": "second", "amount": Decimal(500000)})
    assert determined(whole).maximum(2026).number == determined().maximum(2026).number


def test_an_asset_not_in_use_carries_no_depreciation() -> None:
    whole = tree()
    entry(whole, "items", "servers")["asset"]["in_use"] = False
    assert value(determined(whole), "reviewed", "servers") == 0


def test_a_loss_is_includable_only_by_force_majeure_and_is_asked_for() -> None:
    whole = tree()
    item = entry(whole, "items", "fines")
    item |= {"category": "asset-loss", "pool": "computing"}
    with pytest.raises(Faults) as caught:
        determined(whole)
    assert [(f.place, f.key) for f in caught.value.faults] == [
        ("items[6]", "determination.not_reviewable")
    ]
    for by_force, reviewed in ((True, 50000), (False, 0)):
        item["force_majeure"] = by_force
        assert value(determined(whole), "reviewed", "fines") == reviewed


def test_a_category_can_be_named_by_its_title_and_an_unknown_one_is_refused() -> None:
    whole = tree()
    entry(whole, "items", "wages")["category"] = "工资"
    assert determined(whole).maximum(2026).number == determined().maximum(2026).number
    entry(whole, "items", "wages")["category"] = "奖金"
    entry(whole, "items", "fines")["category"] = "other"
    with pytest.raises(Faults) as caught:
        determined(whole)
    assert [fault.place for fault in caught.value.faults] == [
        "items[2].category",
        "items[6].category",
    ]


def test_no_surcharges_while_no_vat_is_due() -> None:
    """Input VAT above 6 % of revenue: X = 7,853,875.47 is the maximum, nothing is added."""
    whole = tree()
    whole["input_vat"] = Decimal(500000)
    assert determined(whole).maximum(2026).number == Decimal("7853875.47")


@pytest.mark.parametrize(
    ("status", "rates"),
    [
        # DOMAIN: 7, 5, 1 % by location, 3 % and 2 % surcharges; income tax 25, 20, 15 %; VAT 6, 3 %
        ({"location": "county"}, {"surcharge_rate": "10"}),
        ({"location": "elsewhere"}, {"surcharge_rate": "6"}),
        ({"income_tax": "small"}, {"income_tax_rate": "20"}),
        ({"income_tax": "high-tech"}, {"income_tax_rate": "15"}),
        ({"vat": "simplified"}, {"vat_rate": "3"}),
    ],
)
def test_the_tax_status_chooses_the_published_rates(
    status: dict[str, str], rates: dict[str, str]
) -> None:
    whole = tree()
    whole["taxes"] |= status
    found = determined(whole)
    assert {line: value(found, line) for line in rates} == {
        line: Decimal(rate) for line, rate in rates.items()
    }


def test_the_spread_has_a_cap_and_no_default() -> None:
    whole = tree()
    whole["spread"]["value"] = Decimal("6.01")
    with pytest.raises(Faults) as caught:
        determined(whole)
    assert [(f.place, f.key) for f in caught.value.faults] == [
        ("spread.value", "method.out_of_bounds")
    ]
    del whole["spread"]
    with pytest.raises(Faults) as caught:
        determined(whole)
    assert [fault.key for fault in caught.value.faults] == ["determination.no_spread"]


def test_the_yield_is_that_of_the_window_or_declared_with_a_reason() -> None:
    whole = tree()
    whole["cycle"]["first_year"] = 2025  # the year before is 2024: 2.191 %
    found = determined(whole)
    assert value(found, "treasury_yield") == Decimal("2.191")
    # the calendar year before the determination on 2026-03-01 is 2025
    later = determined(whole, switches={"yield_window": "year_before_determination"})
    assert value(later, "treasury_yield") == Decimal("1.70")
    whole["cycle"]["first_year"] = 2029  # 2028 is not published
    with pytest.raises(Faults):
        determined(whole)
    whole["yield_override"] = {"value": Decimal("1.9"), "reason": "预测"}
    found = determined(whole)
    assert value(found, "treasury_yield") == Decimal("1.9")
    assert "预测" in {source.reason for source in found.standing.declarations}
