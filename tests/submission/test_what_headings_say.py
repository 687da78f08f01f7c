"""What titles and headings of a trial balance say, word by word: periods, money, columns."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from engine.submission.spreadsheet import Cell, Grid
from engine.submission.spreadsheet.cell import Rectangle
from engine.submission.trial_balance.above import (
    Heading,
    Period,
    Side,
    column_in,
    flaw_of_columns,
    heading_of,
    is_home,
    months_in,
    titles_of,
    unit_of,
)
from engine.submission.trial_balance.above.heading import Flaw
from engine.submission.trial_balance.above.money import money_in, without_money
from engine.submission.trial_balance.above.months import day_in, is_whole_year, without_months

# --- periods ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2025年度", "2025.1", "2025.12"),
        ("2025年", "2025.1", "2025.12"),
        ("年度：2025", "2025.1", "2025.12"),
        ("2025", "2025.1", "2025.12"),
        (" 2025 ", "2025.1", "2025.12"),
        ("202509", "2025.9", "2025.9"),
        ("202512", "2025.12", "2025.12"),
        ("2025.01--2025.12", "2025.1", "2025.12"),
        ("2025.03-2025.11", "2025.3", "2025.11"),
        ("2024年3月至2025年2月", "2024.3", "2025.2"),
        ("期间：2025年1期至2025年12期", "2025.1", "2025.12"),
        ("2025年第3期", "2025.3", "2025.3"),
        ("2025年3-9月", "2025.3", "2025.9"),
        ("2025年3月到9月", "2025.3", "2025.9"),
        ("202502-202511", "2025.2", "2025.11"),
        ("2025-01-01~2025-06-30", "2025.1", "2025.6"),
        ("2025年02月01日至2025年12月31日", "2025.2", "2025.12"),
        ("2025/3/31", "2025.3", "2025.3"),
        ("2025年12月31日", "2025.12", "2025.12"),
        ("2025年11月", "2025.11", "2025.11"),
        ("２０２５年１１月", "2025.11", "2025.11"),
        ("2025年末", "2025.1", "2025.12"),
        ("2025年13月", None, None),
        ("2025年0月", None, None),
        ("202513", None, None),
        ("202500", None, None),
        ("2025年9-3月", None, None),
        ("1999年度", None, None),
        ("科目余额表", None, None),
        ("20251", None, None),
        ("2025 x", None, None),
    ],
)
def test_a_period_as_it_is_written(written: str, first: str | None, last: str | None) -> None:
    found = months_in(written)
    shown = None if found is None else tuple(f"{year}.{month}" for year, month in found)
    assert shown == (None if first is None else (first, last))


def test_a_day_states_no_period() -> None:
    days = ["2025年12月31日", "2025-12-31", "2025/1/5", "2025.12.31"]
    last, fifth = datetime.date(2025, 12, 31), datetime.date(2025, 1, 5)
    assert [day_in(one) for one in days] == [last, last, fifth, last]
    others = ["2025年12月", "2025-01-01~2025-12-31", "2025年", "x", "2025年13月31日", "2025-02-30"]
    assert [day_in(one) for one in others] == [None] * 6


@pytest.mark.parametrize(
    ("heading", "months", "bare"),
    [
        ("2025年借方", ((2025, 1), (2025, 12)), "借方"),
        ("2025年11月借方", ((2025, 11), (2025, 11)), "借方"),
        ("借方2024", ((2024, 1), (2024, 12)), "借方"),
        ("1-12月发生额", None, "发生额"),
        ("01月至12月发生额", None, "发生额"),
        ("3-9月发生额", ((0, 3), (0, 9)), "发生额"),
        ("11月借方", ((0, 11), (0, 11)), "借方"),
        ("一季度借方", ((0, 1), (0, 3)), "借方"),
        ("第4季度借方", ((0, 10), (0, 12)), "借方"),
        ("前三季度借方", ((0, 1), (0, 9)), "借方"),
        ("上半年借方", ((0, 1), (0, 6)), "借方"),
        ("下半年3月借方", ((0, 7), (0, 12)), "3月借方"),
        ("借方", None, "借方"),
    ],
)
def test_months_in_a_heading_are_taken_out(heading: str, months: object, bare: str) -> None:
    assert without_months(heading) == (months, bare)


def test_a_whole_year_is_january_to_december_of_one() -> None:
    assert is_whole_year(((2025, 1), (2025, 12)))
    for months in (((2024, 1), (2025, 12)), ((2025, 2), (2025, 12)), ((2025, 1), (2025, 11))):
        assert not is_whole_year(months)


# --- money ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("单位：元", [("元", 1)]),
        ("单位：万元", [("万元", 10_000)]),
        ("金额单位：人民币千元", [("人民币千元", 1000)]),
        ("（百万元）", [("百万元", 1_000_000)]),
        ("亿元", [("亿元", 100_000_000)]),
        ("十万元", [("十万元", 100_000)]),
        ("仟元 萬元", [("千元", 1000), ("万元", 10_000)]),
        ("RMB thousand", [("千元", 1000)]),
        ("millions of yuan", [("百万元", 1_000_000)]),
        ("ten thousand yuan", [("万元", 10_000)]),
        ("¥'000", [("千元", 1000)]),
        ("千人民币", [("千元", 1000)]),
        ("单位：美元", [("美元", None)]),
        ("单位：万美元", [("万美元", None)]),
        ("港币", [("港币", None)]),
        ("（港币）", [("港币", None)]),
        ("币种：XYZ", [("XYZ", None)]),
        ("币种：人民币", []),
        ("记账单位：XYZ", [("XYZ", None)]),
        ("单位：角", [("角", None)]),
        ("单位：元/万元", [("元", 1), ("万元", 10_000)]),
        ("注册资本1000万元", []),
        ("北京万元科技", []),
        ("元", [("元", 1)]),
        ("以元为单位", [("元", 1)]),
        ("状元楼", []),
        ("单位：甲公司", []),
        ("科目余额表", []),
    ],
)
def test_the_unit_that_a_title_says(title: str, found: list[tuple[str, int | None]]) -> None:
    said = [(one.written, None if one.scale is None else int(one.scale)) for one in money_in(title)]
    assert said == found


@pytest.mark.parametrize(
    ("heading", "written", "scale", "is_foreign", "is_of_home", "bare"),
    [
        ("借方（万元）", "万元", 10_000, False, False, "借方()"),
        ("借方", None, None, False, False, "借方"),
        ("借方（本位币）", None, None, False, True, "借方()"),
        ("借方 人民币元", "人民币元", 1, False, True, "借方 "),
        ("借方（美元）", "美元", None, True, False, "借方()"),
        ("借方（原币）", "原币", None, True, False, "借方()"),
        ("借方（元/万元）", "元/万元", None, False, False, "借方(/)"),
        ("借方（金额单位：元）", "元", 1, False, False, "借方()"),
    ],
)
def test_the_unit_that_a_heading_says(
    heading: str,
    written: str | None,
    scale: int | None,
    is_foreign: bool,
    is_of_home: bool,
    bare: str,
) -> None:
    money, home, left = without_money(heading)
    assert (home, left) == (is_of_home, bare)
    if written is None:
        assert money is None
        return
    assert money is not None
    assert (money.written, money.scale, money.is_foreign) == (
        written, None if scale is None else Decimal(scale), is_foreign,
    )  # fmt: skip


def test_which_currency_is_the_home_one() -> None:
    for said in ("人民币", "RMB", "cny", "本位币", "综合本位币", "元", "人民币元", "", " 人民币 "):
        assert is_home(said), said
    for said in ("美元", "USD", "人民币/美元", "x"):
        assert not is_home(said), said


# --- columns ----------------------------------------------------------------------


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


def grid(*rows: str, title: str = "") -> Grid:
    """Rows of cells after |, from the first on; an empty cell is none."""
    made = Grid(title)
    for at, line in enumerate(rows, 1):
        for column, written in enumerate(line.split("|"), 1):
            if written:
                made.put(at, column, Cell(written))
    return made


def heading(*rows: str) -> Heading:
    found = heading_of(grid(*rows))
    assert found is not None
    return found


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


# --- titles -----------------------------------------------------------------------

HEAD = ("科目编码|科目名称|借方|贷方", "660201|工资|1|1")


def titled(*rows: str, title: str = "", head: tuple[str, ...] = HEAD) -> tuple[object, ...]:
    made = grid(*rows, *head, title=title)
    found = heading_of(made)
    assert found is not None
    titles = titles_of(made, found)
    unit = unit_of(made, titles, found)
    said = (
        (unit.place, unit.key) if isinstance(unit, Flaw)
        else None if unit is None else (unit[0], unit[1].scale)
    )  # fmt: skip
    return titles.months, titles.other_months, titles.operator, said, titles.unposted


YEAR = ((2025, 1), (2025, 12))


@pytest.mark.parametrize(
    ("rows", "months", "other", "operator", "unit"),
    [
        (["余额表"], None, None, None, None),
        (["2025年度|单位：万元"], YEAR, None, None, ("B1", Decimal(10_000))),
        (["2025年度", "2025年1-9月"], ((2025, 1), (2025, 9)), None, None, None),
        (["2025年1-9月", "2025年度"], ((2025, 1), (2025, 9)), None, None, None),
        (["2025年度", "2024年度"], YEAR, "A2", None, None),
        (["2025年度", "2024年度", "2023年度"], YEAR, "A2", None, None),
        (["打印日期：2026-01-05"], None, None, None, None),
        (["2025年12月31日"], ((2025, 12), (2025, 12)), None, None, None),
        (["2025年12月31日", "2025年度"], YEAR, None, None, None),
        (["编制单位：示例公司"], None, None, "示例公司", None),
        (["编制单位：|示例公司 第1页"], None, None, "示例公司", None),
        (["单位：元"], None, None, None, ("A1", Decimal(1))),
        (["单位|万元"], None, None, None, ("B1", Decimal(10_000))),
        (["账套名称：甲", "公司名称：乙"], None, None, "甲", None),
        (["单位：万元", "单位：元"], None, None, None, ("A2", "units_differ")),
        (["单位：美元"], None, None, None, ("A1", "no_yuan")),
    ],
)
def test_what_titles_state(
    rows: list[str], months: object, other: str | None, operator: str | None, unit: object
) -> None:
    assert titled(*rows)[:4] == (months, other, operator, unit)


def test_what_the_sheet_and_notes_below_say() -> None:
    assert titled(title="2025年")[0] == YEAR
    assert titled("2024年度", title="2025年")[0] == ((2024, 1), (2024, 12))
    assert titled(title="余额表（万元）")[3] == ("余额表（万元）", Decimal(10_000))
    note = (*HEAD, "注：金额单位为万元")
    assert titled("2025年度", head=note)[3] == ("A4", Decimal(10_000))
    said = (*HEAD, "注：单价以万元计")
    assert titled("2025年度", head=said)[3] is None
    assert titled("未记账凭证 3 张")[4] == [("A1", "未记账凭证 3 张")]
    assert titled("含未过账凭证")[4] == [("A1", "含未过账凭证")]
    some = ("科目编码|借方（万元）|贷方", "660201|1|1")
    assert titled("2025年度", head=some)[3] == ("C2", "no_unit")
    yuan = ("科目编码|借方（元）|贷方", "660201|1|1")
    assert titled("2025年度", head=yuan)[3] == ("B2", Decimal(1))


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
