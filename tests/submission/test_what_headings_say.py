"""What the headings of a trial balance say of its columns, word by word."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest
from builders.trial_balances import YEAR, grid, heading

from engine.submission.formats.layout import as_compared
from engine.submission.spreadsheet import number_in
from engine.submission.spreadsheet.cell import Rectangle
from engine.submission.trial_balance.above import (
    Period,
    Side,
    column_in,
    flaw_of_columns,
    heading_of,
    months_in,
)
from engine.submission.trial_balance.above.money import money_in


@pytest.mark.parametrize(
    ("heading", "word", "period", "side"),
    [
        ("科目编码", "code", None, None),
        ("会计科目 代码", "code", None, None),
        ("G/L Account", "code", None, None),
        ("科目", "either", None, None),
        ("科目名称", "name", None, None),
        ("本级科目名称", "own_name", None, None),
        ("会计期间", "period", None, None),
        ("核算组织", "entity", None, None),
        ("币种", "currency", None, None),
        ("辅助核算", "auxiliary", None, None),
        ("辅助核算编码", "auxiliary_code", None, None),
        ("核算项目类别", "auxiliary_kind", None, None),
        ("期末数量", "unused", None, None),
        ("汇率", "unused", None, None),
        ("美元", "unused", None, None),
        ("借方", "", "movement", "debit"),
        ("发生额贷方", "", "movement", "credit"),
        ("本期借方", "", "movement", "debit"),
        ("本期累计借方", "", "movement", "debit"),
        ("本月借方", "", "month", "debit"),
        ("本月累计贷方", "", "month", "credit"),
        ("本月本年借方", None, None, None),
        ("本年借方", "", "year", "debit"),
        ("本年累计贷方", "", "year", "credit"),
        ("累计借方", "", "year", "debit"),
        ("本年本期借方", None, None, None),
        ("期初余额", "", "opening", "balance"),
        ("期初借方", "", "opening", "debit"),
        ("本年期初余额", "", "year_opening", "balance"),
        ("年初余额", "", "year_opening", "balance"),
        ("上年年末余额", "", "year_opening", "balance"),
        ("上年余额", "", "year_opening", "balance"),
        ("上期余额", "", "opening", "balance"),
        ("上期期末余额", "", "opening", "balance"),
        ("上月结转借方", "", "opening", "debit"),
        ("期末余额", "", "closing", "balance"),
        ("余额", "", "closing", "balance"),
        ("期末贷方", "", "closing", "credit"),
        ("年末余额借方", "", "closing", "debit"),
        ("期初期末余额", None, None, None),
        ("上年年初余额", "other", None, "balance"),
        ("上年累计借方", "other", None, "debit"),
        ("上期借方", "other", None, "debit"),
        ("上年贷方", "other", None, "credit"),
        ("方向", "", None, "direction"),
        ("期初方向", "", "opening", "direction"),
        ("余额方向", "", None, "direction"),
        ("期末余额方向", "", "closing", "direction"),
        ("借方贷方", None, None, None),
        ("预算借方", None, None, None),
        ("借方（美元）", "foreign", "movement", "debit"),
        ("借方（元）", "", "movement", "debit"),
        ("fdebit", "", "movement", "debit"),
        ("Closing Balance", "", "closing", "balance"),
        ("YTD Credit", "", "year", "credit"),
        ("2025年借方", "", "year", "debit"),
        ("2025年11月借方", "", "movement", "debit"),
        ("金额", None, None, None),
        ("", None, None, None),
        ("借" + "方" * 200, None, None, None),
        ("借方" + " " * 198, "", "movement", "debit"),
        ("借方" + " " * 199, None, None, None),
    ],
)  # fmt: skip
def test_what_a_column_holds(
    heading: str, word: str | None, period: str | None, side: str | None
) -> None:
    found = column_in(heading)
    if word is None:
        assert found is None
        return
    assert found is not None
    assert (found.word, found.period, found.side) == (
        word, None if period is None else Period(period), None if side is None else Side(side),
    )  # fmt: skip
    assert found.is_amount is (word == "" and side in ("debit", "credit", "balance"))


def test_where_the_heading_stands() -> None:
    one = heading("余额表", "", "科目编码|科目名称|借方|贷方|备注", "1002|银行存款|1|1")
    assert (one.first_row, one.last_row, one.unknown) == (3, 3, ("备注",))
    assert {at: column.word or column.side for at, column in one.columns.items()} == {
        1: "code", 2: "name", 3: Side.DEBIT, 4: Side.CREDIT,
    }  # fmt: skip
    two = heading("科目编码|科目名称|期初||本期", "||借方|贷方|借方", "1002|银行|1|2|3")
    assert (two.first_row, two.last_row) == (1, 2)
    assert [(one.period, one.side) for one in two.amounts.values()] == [
        *((Period.OPENING, Side.DEBIT), (Period.OPENING, Side.CREDIT)),
        (Period.MOVEMENT, Side.DEBIT),
    ]
    above = heading("||期初||期末", "科目编码|科目名称|借方|贷方|借方", "1002|银行|1|2|3")
    assert (above.first_row, above.last_row) == (1, 2)
    assert [one.period for one in above.amounts.values()] == [
        *(Period.OPENING, Period.OPENING, Period.CLOSING)
    ]
    far = [""] * 29 + ["科目编码|科目名称|借方"]
    assert heading(*far).last_row == 30
    assert heading_of(grid("", *far)) is None
    assert heading_of(grid("科目编码|科目名称", "1|x")) is None
    assert heading_of(grid("编码2|借方")) is None


def test_a_number_or_a_name_under_one_heading() -> None:
    only = heading("科目|借方", "1002|1")
    assert only.at("code") == 1 and only.at("name") is None
    both = heading("科目编码|科目|借方", "1002|银行|1")
    assert (both.at("code"), both.at("name")) == (1, 2)


def test_the_side_of_a_balance_stands_beside_it() -> None:
    own = heading("科目编码|期初方向|期初余额|期末方向|期末余额", "1|借|1|借|1")
    assert own.direction(Period.OPENING) == 2
    assert own.direction(Period.CLOSING) == 4
    left = heading("科目编码|方向|期初余额|借方|方向|期末余额", "1|借|1|1|借|1")
    assert (left.direction(Period.OPENING), left.direction(Period.CLOSING)) == (2, 5)
    right = heading("科目编码|期末余额|方向|借方", "1|1|借|1")
    assert right.direction(Period.CLOSING) == 3
    assert heading("科目编码|期末余额|借方", "1|1|1").direction(Period.CLOSING) is None
    assert heading("科目编码|方向|借方", "1|借|1").direction(Period.CLOSING) is None


@pytest.mark.parametrize(
    ("head", "place", "key"),
    [
        ("科目编码|借方|贷方", None, None),
        ("科目编码|借方|借方", "C1", "column_twice"),
        ("科目编码|借方（美元）", "B1", "foreign_column"),
        ("科目编码|借方（美元）|借方", None, None),
        ("科目编码|上年借方", "B1", "column_of_another_time"),
        ("科目编码|上年借方|借方", None, None),
        ("科目编码|上年贷方|期末余额", None, None),
    ],
)
def test_a_column_that_two_things_may_be_is_a_flaw(
    head: str, place: str | None, key: str | None
) -> None:
    flaw = flaw_of_columns(grid(head, "1|1|1"), heading(head, "1|1|1"))
    assert (flaw and flaw.place, flaw and flaw.key) == (place, key)


def test_columns_of_another_time_are_not_read() -> None:
    head = heading("科目编码|2025年借方|2024年借方|11月借方|一季度借方|期末余额", "1|1|1|1|1|1")
    assert head.years == {2: 2025, 3: 2024}
    within = head.within(((2025, 1), (2025, 12)))
    assert sorted(within.amounts) == [2, 6]
    assert within.not_used == ("2024年借方", "11月借方", "一季度借方")
    november = head.within(((2025, 11), (2025, 11)))
    assert 4 in november.amounts
    assert 4 not in head.within(None).amounts


@pytest.mark.parametrize(
    ("column", "months", "is_read"),
    [
        ("借方", YEAR, True),
        ("2025年12月31日余额", YEAR, True),
        ("2025年11月30日余额", YEAR, False),
        ("2024年12月31日余额", YEAR, False),
        ("12月期末余额", YEAR, True),
        ("1月期初余额", YEAR, True),
        ("11月期初余额", YEAR, False),
        ("1-11月借方", YEAR, False),
        ("1-11月借方", ((2025, 1), (2025, 11)), True),
        ("2025年借方", ((2025, 1), (2025, 11)), True),
        ("2025年11月借方", ((2025, 11), (2025, 11)), True),
        ("12月期末余额", None, True),
        ("11月期末余额", None, False),
        ("12月借方", None, False),
        ("2025年借方", None, True),
    ],
)
def test_a_column_is_read_where_it_is_of_the_time_of_the_book(
    column: str, months: object, is_read: bool
) -> None:
    head = heading(f"科目编码|{column}|期末余额贷方", "1|1|1").within(months)
    assert (2 in head.amounts) is is_read
    assert 3 in head.amounts


def test_a_name_beside_a_number_and_a_name_is_not_used() -> None:
    words = {
        n: one.word for n, one in heading("科目编码|科目名称|科目|借方", "1|a|b|1").columns.items()
    }
    assert words == {1: "code", 2: "name", 3: "unused", 4: ""}


def test_a_group_is_the_merged_one_or_the_next_to_its_left() -> None:
    made = grid("科目编码|科目名称|期初余额|||本期发生额", "||借方|贷方||借方|贷方", "1|a|1|2||3|4")
    found = heading_of(made)
    assert found is not None
    assert {at: (one.period, one.side) for at, one in found.amounts.items()} == {
        3: (Period.OPENING, Side.DEBIT), 4: (Period.OPENING, Side.CREDIT),
        6: (Period.MOVEMENT, Side.DEBIT), 7: (Period.MOVEMENT, Side.CREDIT),
    }  # fmt: skip
    # what is no group lends its name to no column beside it
    plain = heading("科目编码|科目名称||本期", "|||借方", "1|a||3")
    assert {at: one.word for at, one in plain.columns.items()} == {1: "code", 2: "name", 4: ""}
    merged = grid("科目编码|期末余额||", "|借方|贷方|方向", "1|1|2|借")
    merged.merged.append(Rectangle(1, 2, 1, 4))
    of_merged = heading_of(merged)
    assert of_merged is not None
    assert [(one.period, one.side) for one in of_merged.columns.values() if one.side] == [
        (Period.CLOSING, Side.DEBIT), (Period.CLOSING, Side.CREDIT), (Period.CLOSING, Side.DIRECTION),
    ]  # fmt: skip


RADICAL = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0x2F00, 0x2FD6)}
"""The Kangxi radical of each ideograph that has one, by Unicode's own table."""


@pytest.mark.parametrize(
    "heading",
    [
        "科目编码",
        "本年累计借方",
        "本月贷方",
        "期末余额",
        "1-12月借方",
        "辅助核算",
        "金额（人民币）",
    ],
)
def test_a_heading_in_radicals_says_what_it_says_in_ideographs(heading: str) -> None:
    """Programs that take tables out of a PDF write ⽬ for 目, and ⺠ for 民."""
    in_radicals = "".join(RADICAL.get(sign, sign) for sign in heading).replace("民", "⺠")
    assert in_radicals != heading or heading in ("期末余额", "辅助核算")
    assert column_in(in_radicals) == column_in(heading)
    assert as_compared(in_radicals) == as_compared(heading)


def test_a_title_in_radicals_says_the_unit_and_the_period() -> None:
    assert [one.scale for one in money_in("⾦额单位：⼈⺠币万元")] == [Decimal(10_000)]
    assert months_in("2025年1⽉⾄12⽉") == ((2025, 1), (2025, 12))
    assert as_compared("\uf90a额") == "金额"  # a compatibility ideograph


def test_a_radical_is_no_figure() -> None:
    assert [number_in(written) for written in ("⼀", "⼗", "1⼗", "⼋")] == [None] * 4
