"""Several years of accounts, assets by month, wages by number of staff, drivers, and decisions."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from builders.faults import keys_in
from builders.operators import DAY, METHOD, SHELF, by_hours, determined, entry, filed, tree, value
from builders.proof import rounds
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.determination import Determination, decided, determine
from engine.law import Faults, Located


def faults_of(whole: dict[str, Any]) -> dict[str, str]:
    return keys_in(lambda: filed(whole))


def with_decisions(whole: dict[str, Any], *decisions: dict[str, Any], **more: Any) -> Determination:
    of = filed(whole)
    written = {"reviewer": "成本监审组", "decisions": [dict(one) for one in decisions]}
    return determine(
        SHELF, of, METHOD, DAY, decided=decided(Located("decisions.yaml", written), of), **more
    )


def servers(**changes: Any) -> dict[str, Any]:
    """The worked submission with other servers: 6,000,000 over 5 years, 5 % residual, no grant."""
    whole = tree()
    whole["subsidies"] = [s for s in whole["subsidies"] if s["tag"] != "asset"]
    asset = entry(whole, "items", "servers")["asset"]
    asset |= changes
    return whole


@pytest.mark.parametrize(
    ("changes", "reviewed"),
    [
        # 6,000,000 × 95 % ÷ 60 months = 95,000 a month
        ({"in_use_from": "2024-12"}, "1140000"),  # the whole of 2025
        ({"in_use_from": "2025-03"}, "855000"),  # from April: 9 months
        ({"in_use_from": "2025-12"}, "0"),  # from January 2026
        ({"in_use_from": "2020-06"}, "570000"),  # 60 months end with June 2025: 6 are left
        ({"in_use_from": "2019-12"}, "0"),  # written off by the end of 2024
        # electronic equipment is written off over no less than 3 years, machinery no less than 10
        ({"asset_class": "electronic", "life": 2}, "1140000"),  # 1,900,000 a year, booked 1,140,000
        ({"asset_class": "machinery"}, "570000"),  # 6,000,000 × 95 % ÷ 10
        ({"asset_class": "机器、机械和其他生产设备"}, "570000"),
        ({"asset_class": "buildings"}, "285000"),  # ÷ 20
        # a residual share of 0 counts as 3 %, one of 20 % as 5 %; an intangible has its own
        ({"asset_class": "machinery", "residual": 0}, "582000"),
        ({"asset_class": "machinery", "residual": 20}, "570000"),
        ({"asset_class": "intangible", "residual": 0}, "600000"),
        # what was given in kind, and what a revaluation added, is out of the base
        ({"given": Decimal(1000000)}, "950000"),
        ({"revalued": Decimal(600000)}, "1026000"),
        ({"given": Decimal(1000000), "revalued": Decimal(600000)}, "836000"),
    ],
)
def test_depreciation_by_hand(changes: dict[str, Any], reviewed: str) -> None:
    assert value(determined(servers(**changes)), "reviewed", "servers") == Decimal(reviewed)


@given(
    st.integers(2015, 2030), st.integers(1, 12), st.integers(1, 9), st.sampled_from([None, "tools"])
)
@settings(max_examples=rounds(quick=10, full=400), deadline=None)
def test_the_months_of_a_life_add_up_whatever_the_year(
    year: int, month: int, life: int, of_class: str | None
) -> None:
    """Counted month by month: those of 2025 that lie after use began and within the life."""
    changes = {"in_use_from": f"{year}-{month:02}", "life": life, "asset_class": of_class}
    whole = servers(**changes)
    applied = max(life, 5) if of_class else life
    begun = year * 12 + month - 1
    months = sum(begun < 2025 * 12 + m <= begun + applied * 12 for m in range(12))
    assert value(determined(whole), "months_charged", "servers") == months


def test_wages_are_held_against_number_of_staff_and_local_wage() -> None:
    """12 + 8 persons × 110,000 × 1.2 = 2,640,000 of 3,000,000; welfare 14 % of it, 369,600."""
    whole = tree()
    whole["local_average_wage"] = Decimal(110000)
    whole["staff"] = [
        {"id": "engineers", "title": "技术", "number": Decimal(12)},
        {"id": "service", "title": "服务", "number": Decimal(8), "year": 2025},
    ]
    found = determined(whole)
    assert value(found, "reviewed", "wages") == 2640000
    assert value(found, "reviewed", "welfare") == 369600
    assert found.review.treatments[2].rule.id == "wages"


def three_years() -> dict[str, Any]:
    """2023 and 2024 beside 2025: platform 3,400,000 and 3,700,000; wages, welfare; a fine."""
    whole = tree()
    whole["earlier_years"] = [
        {"year": 2023, "income": Decimal(8000000)},
        {"year": 2024, "income": Decimal(9500000)},
    ]
    whole["earlier"] = [
        {"of": of, "year": year, "amount": Decimal(amount)}
        for of, year, amount in (
            ("platform", 2023, 3400000),
            ("platform", 2024, 3700000),
            ("wages", 2023, 2000000),
            ("wages", 2024, 2500000),
            ("welfare", 2023, 100000),
            ("welfare", 2024, 500000),
            ("entertainment", 2023, 100000),
            ("fines", 2024, 10000),
            ("paid-grant", 2024, 100000),
            ("servers", 2024, 1140000),
            # what there was none of is said to be none
            ("entertainment", 2024, 0),
            ("paid-grant", 2023, 0),
        )
    ]
    for listed, begun in (
        ("items", {"transfer": 2025, "marketing": 2025, "help-desk": 2025, "servers": 2024}),
        ("items", {"software": 2025}),
        ("subsidies", {"free-grant": 2025}),
    ):
        for name, year in begun.items():
            entry(whole, listed, name)["began"] = year
    return whole


def test_each_year_is_reviewed_by_its_own_limits() -> None:
    found = determined(three_years())
    assert list(found.earlier) == [2023, 2024]
    rows = {
        year: {row.treatment.item.id: row.reviewed for row in of.rows}
        for year, of in found.earlier.items()
    }
    assert rows[2023]["welfare"] == 100000  # below 14 % of 2,000,000
    assert rows[2024]["welfare"] == 350000  # 14 % of 2,500,000
    assert rows[2023]["entertainment"] == 40000  # 5 ‰ of 8,000,000, below 60 % of 100,000
    assert rows[2024]["fines"] == 0
    assert rows[2024]["servers"] == 760000  # its grant is out of the base in every year
    # by default the latest year alone counts, so all stays as it was
    assert found.maximum(2026).number == Decimal("7886659.41")


def test_the_average_of_the_years_by_hand() -> None:
    found = determined(three_years(), switches={"base_year": "average"})
    # (4,000,000 + 3,700,000 + 3,400,000) ÷ 3
    assert value(found, "counted", "platform") == 3700000
    # (420,000 + 350,000 + 100,000) ÷ 3
    assert value(found, "counted", "welfare") == 290000
    # 500,000 of 2025 and 100,000 of 2024, over three years
    assert value(found, "subsidy_paid") == 200000
    # 4,000,000 + 1,500,000 + 3,000,000 + … = 10,516,000 in 2025;
    # 3,700,000 + 2,500,000 + 350,000 + 760,000 = 7,310,000 in 2024;
    # 3,400,000 + 2,000,000 + 100,000 + 40,000 = 5,540,000 in 2023: 23,366,000 ÷ 3
    assert round(value(found, "counted_total"), 6) == round(Decimal(23366000) / 3, 6)
    places = {source.place for source in found.standing.declarations}
    assert {"items[0].amount", "earlier[0].amount", "earlier_years[0].income"} <= places


def test_what_is_said_of_years_must_fit() -> None:
    whole = three_years()
    whole["earlier_years"][0]["year"] = 2022
    whole["earlier"].append({"of": "nothing", "year": 2024, "amount": Decimal(1)})
    whole["earlier"].append({"of": "platform", "year": 2024, "amount": Decimal(1)})
    whole["staff"] = [{"id": "all", "title": "全体", "number": Decimal(5), "year": 2021}]
    found = faults_of(whole)
    assert (
        found.items()
        >= {
            "earlier_years": "submission.years_with_gaps",
            "earlier[0].year": "submission.no_such_year",
            "earlier[12].of": "submission.no_such_item",
            "earlier[13].of": "submission.earlier_twice",
            "staff[0].year": "submission.no_such_year",
        }.items()
    )


def measured() -> dict[str, Any]:
    """The worked submission, its shares given by drivers: 75 of 100 hours, 52.5 of them for calls."""
    return by_hours(tree())


def test_a_measured_driver_gives_the_same_as_its_shares() -> None:
    found, declared = determined(measured()), determined()
    assert found.maximum(2026).number == declared.maximum(2026).number
    assert [p.cost.number for p in found.products] == [p.cost.number for p in declared.products]
    places = {source.place for source in found.standing.declarations}
    assert {"drivers[0].paid", "drivers[0].free"} <= places


def test_drivers_that_do_not_fit_are_all_told() -> None:
    whole = measured()
    whole["drivers"][0]["products"]["verification-call"] = Decimal(5000)
    entry(whole, "pools", "data")["by"] = "volume"
    entry(whole, "pools", "labour")["by"] = "hours"
    assert faults_of(whole) == {
        "drivers[0].paid": "submission.driver_not_whole",
        "pools[1].by": "submission.no_such_driver",
        "pools[2].paid_share": "submission.share_not_of_driver",  # 80 % was declared
        "products[0].shares.labour": "submission.share_not_of_driver",  # 50 % was declared
        "products[1].shares.labour": "submission.share_not_of_driver",
    }


def test_a_flagged_item_is_neither_cut_nor_settled_until_it_is_judged() -> None:
    whole = tree()
    entry(whole, "items", "transfer")["related_party"] = True
    entry(whole, "items", "marketing")["non_recurring"] = True
    found = determined(whole)
    assert value(found, "reviewed", "transfer") == 1500000
    assert [(one.year, one.treated.item.id) for one in found.undecided] == [
        (2025, "transfer"),
        (2025, "marketing"),
    ]
    judged = with_decisions(
        whole,
        {"item": "transfer", "amount": Decimal(1200000), "reason": "高于市场价，按第三方报价核定"},
        {"item": "marketing", "reason": "每年都有，属经常性支出"},
    )
    assert judged.undecided == ()
    row = next(row for row in judged.rows if row.treatment.item.id == "transfer")
    assert (row.submitted, row.by_rule, row.reviewed) == (1500000, 1500000, 1200000)
    # 300,000 less data cost, of which paid use bears 60 %
    assert found.operating_cost.number - judged.operating_cost.number == 180000
    reasons = {source.reason for source in judged.standing.declarations}
    assert "高于市场价，按第三方报价核定" in reasons


def test_the_reviewer_may_add_to_what_was_submitted() -> None:
    found = with_decisions(
        tree(), {"item": "platform", "amount": Decimal(4100000), "reason": "漏记12月电费"}
    )
    row = found.rows[0]
    assert (row.by_rule, row.reviewed, row.reduction) == (4000000, 4100000, -100000)


def test_decisions_that_fit_nothing_are_all_told() -> None:
    whole = three_years()
    with pytest.raises(Faults) as caught:
        with_decisions(
            whole,
            {"item": "nothing", "reason": "…"},
            {"item": "wages", "year": 2020, "reason": "…"},
            {"item": "platform", "reason": "…"},
            {"item": "platform", "year": 2024, "amount": Decimal(1), "reason": "…"},
            {"item": "fines", "amount": Decimal(-1), "reason": ""},
        )
    found = {(fault.place, fault.key) for fault in caught.value.faults}
    assert found == {
        ("decisions[4].reason", "law.blank"),
    }
    with pytest.raises(Faults) as caught:
        with_decisions(
            whole,
            {"item": "nothing", "reason": "…"},
            {"item": "wages", "year": 2020, "reason": "…"},
            {"item": "platform", "reason": "…"},
            {"item": "platform", "year": 2024, "amount": Decimal(1), "reason": "…"},
        )
    assert [(fault.place, fault.key) for fault in caught.value.faults] == [
        ("decisions[0].item", "submission.no_such_item"),
        ("decisions[1].year", "submission.no_such_year"),
        ("decisions[3].item", "determination.decided_twice"),
    ]


def test_an_earlier_years_amount_may_be_decided_too() -> None:
    decision = {"item": "platform", "year": 2024, "amount": Decimal(3400000), "reason": "剔除重复"}
    found = with_decisions(three_years(), decision, switches={"base_year": "average"})
    assert value(found, "counted", "platform") == 3600000  # (4.0 + 3.4 + 3.4) ÷ 3
    assert value(found, "reviewed", "platform") == 4000000
