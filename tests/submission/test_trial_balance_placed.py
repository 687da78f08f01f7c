"""Which cost an account of a trial balance is, by the chart that it follows."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from builders.operators import SHELF
from builders.trial_balances import DAY, chart, items, key_of

from engine.determination.review.categories import categories_of_cost
from engine.law import Faults
from engine.submission.trial_balance import placed_in, read_book
from engine.text import Language


def test_what_is_left_of_an_account_that_was_not_closed(written: Callable[..., Path]) -> None:
    placement = placed_in(
        read_book(
            written(
                "2025年度",
                "科目编码,科目名称,本期借方,本期贷方,期末借方,期末贷方",
                "6602,管理费用,300,10,290,0",
                "660201,工资,200,0,200,0",
                "660203,折旧费,100,10,90,0",
            )
        ),
        chart(),
    )
    assert items(placement) == {
        "660201": ("wages", Decimal(200)),
        "660203": ("depreciation", Decimal(90)),
    }


def test_a_side_that_has_no_column_is_nothing(written: Callable[..., Path]) -> None:
    """What is left is given on the credit side alone: 0, so that the wages were closed."""
    book = read_book(
        written(
            "2025年度",
            "科目编码,科目名称,本期借方,本期贷方,期末贷方",
            "6602,管理费用,600,600,0",
            "660201,工资,600,600,0",
        )
    )
    assert items(placed_in(book, chart())) == {"660201": ("wages", Decimal(600))}


def test_cost_on_its_way_is_not_counted_twice(written: Callable[..., Path]) -> None:
    book = read_book(
        written(
            "2025年度",
            "科目编码,科目名称,本期借方,本期贷方",
            "1471,合同履约成本,500,500",
            "147101,云资源,300,300",
            "147102,数据加工,200,200",
            "6401,主营业务成本,500,500",
        )
    )
    expense = placed_in(book, chart())
    assert items(expense) == {}
    assert {one.account.code: one.amount for one in expense.unplaced} == {
        "147101": 300,
        "147102": 200,
        "6401": 500,
    }
    production = placed_in(book, chart(), from_production=True)
    assert items(production) == {
        "147101": ("platform", Decimal(300)),
        "147102": ("data", Decimal(200)),
    }
    assert [one.account.code for one in production.unplaced] == ["6401"]


@pytest.mark.parametrize("from_production", [True, False])
def test_production_that_is_not_all_carried_on_is_for_a_person(
    written: Callable[..., Path], from_production: bool
) -> None:
    """Of 600 booked, 550 are carried on and 50 left: either of the first two may be the cost."""
    book = read_book(
        written(
            "2025年度",
            "科目编码,科目名称,期初余额,本期借方,本期贷方,期末余额",
            "5001,生产成本,0,900,850,50",
            "500101,工资,0,600,550,50",
            "500102,云资源,0,300,300,0",
            "6401,主营业务成本,0,850,850,0",
        )
    )
    placement = placed_in(book, chart(), from_production=from_production)
    assert items(placement) == ({"500102": ("platform", Decimal(300))} if from_production else {})
    [left] = [one for one in placement.unplaced if one.account.code == "500101"]
    assert left.amount == 600
    if from_production:
        assert left.why.en.startswith("50.00 yuan of production are not carried on")


def test_a_number_that_means_another_account_is_not_placed(written: Callable[..., Path]) -> None:
    placement = placed_in(
        read_book(
            written(
                "2025年度",
                "科目编码,科目名称,本期借方,本期贷方",
                "6602,市场部,100,100",
                "660201,工资,100,100",
                "6601,管理费用,7,7",
                "660101,折旧费,7,7",
                "2241,其他应付款,9,9",
                "224101,管理费用,9,9",
                "9001,备查,1,1",
            )
        ),
        chart(),
    )
    assert placement.placed == ()
    why = {one.account.code: one.why.en for one in placement.unplaced}
    assert set(why) == {"660201", "660101", "9001"}
    assert (
        why["660201"]
        == "6602 is “Administrative expenses” in the register, and is called “市场部” here"
    )
    assert "Selling expenses" in why["660101"] and "Administrative expenses" in why["660101"]


def test_why_no_category_is_told_of_a_head_alone_and_of_a_detail_alone(
    written: Callable[..., Path],
) -> None:
    """Of 6602 alone nothing below is known; 660301 is a detail, and only its name tells nothing."""
    placement = placed_in(
        read_book(
            written(
                "2025年度",
                "科目编码,科目名称,本期借方,本期贷方",
                "6602,管理费用,700,700",
                "5602,管理费用,9,9",
                "660102,销售费用/差旅费,12,12",
                "640101,主营业务成本/数据处理,5.00-,5.00-",
            )
        ),
        chart(),
    )
    why = {one.account.code: (one.amount, one.why.en) for one in placement.unplaced}
    assert why == {
        "6602": (
            700,
            "“管理费用” has no accounts below it, so that the category of cost cannot be told",
        ),
        "5602": (
            9,
            "“管理费用” has no accounts below it, so that the category of cost cannot be told",
        ),
        "660102": (12, "the name “销售费用/差旅费” does not tell the category of cost"),
    }
    assert items(placement) == {"640101": ("data", Decimal(-5))}


def test_the_chart_of_small_enterprises_numbers_otherwise(written: Callable[..., Path]) -> None:
    path = written(
        "2025年度",
        "科目编码,科目名称,本期借方,本期贷方",
        "5602,管理费用,100,100",
        "560201,工资,100,100",
        "5001,主营业务收入,0,500",
    )
    small = placed_in(read_book(path), chart("small-enterprise"))
    assert items(small) == {"560201": ("wages", Decimal(100))}
    assert small.notices == ()
    # Under the other chart 5001 is production, which the name denies; 5602 is told by its name.
    other = placed_in(read_book(path), chart("enterprise"))
    assert [fault.key.rpartition(".")[2] for fault in other.notices] == ["other_numbers"]
    assert other.income is None


def test_budget_accounts_repeat_the_same_spending(written: Callable[..., Path]) -> None:
    placement = placed_in(
        read_book(
            written(
                "2025年度",
                "科目编码,科目名称,本期借方,本期贷方",
                "5001,业务活动费用,300,300",
                "500101,工资,200,200",
                "500102,固定资产折旧费,100,100",
                "7101,行政支出,300,300",
                "710101,工资,300,300",
            )
        ),
        chart("government"),
    )
    assert items(placement) == {
        "500101": ("wages", Decimal(200)),
        "500102": ("depreciation", Decimal(100)),
    }
    assert placement.unplaced == ()
    assert [count for title, count in placement.apart if "budget" in title.en] == [1]


def test_a_month_is_not_a_year(written: Callable[..., Path]) -> None:
    head = "科目编码,科目名称,本期借方,本期贷方"
    with pytest.raises(Faults) as caught:
        placed_in(read_book(written("2025年12月", head, "6602,管理费用,1,1")), chart())
    assert key_of(caught.value) == [("A1", "not_a_year")]
    with pytest.raises(Faults) as caught:
        placed_in(
            read_book(written("2025年", "科目编码,科目名称,期末借方,期末贷方", "1,a,1,0")), chart()
        )
    assert key_of(caught.value) == [("", "no_movements")]
    until = "科目编码,科目名称,本年累计借方,本年累计贷方"
    with pytest.raises(Faults) as caught:
        placed_in(read_book(written("2025年11月", until, "6602,管理费用,1,1")), chart())
    assert key_of(caught.value) == [("A1", "year_not_over")]


@pytest.mark.parametrize("name", ["enterprise", "small-enterprise", "government"])
def test_every_nature_of_cost_is_a_category_of_the_review(name: str) -> None:
    accounts, version = f"cn/accounts/{name}", chart(name)
    assert version.natures
    titles = categories_of_cost(SHELF, accounts, version, DAY)
    assert {nature.category for nature in version.natures if nature.category} <= set(titles)
    assert (titles["wages"].zh, titles["wages"].en) == ("工资", "Wages")
    natures = [*version.natures]
    natures[1] = natures[1].model_copy(update={"category": "wagse"})
    with pytest.raises(Faults) as found:
        categories_of_cost(
            SHELF, accounts, version.model_copy(update={"natures": tuple(natures)}), DAY
        )
    [fault] = found.value.faults
    assert fault.message(Language.EN).startswith(f"{accounts} natures[1].category = wagse: ")
    assert "Wages" in fault.message(Language.EN)
