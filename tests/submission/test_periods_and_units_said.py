"""Periods and units of money in what a trial balance says above its rows, word by word."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from engine.submission.trial_balance.above import is_home, months_in
from engine.submission.trial_balance.above.money import money_in, without_money
from engine.submission.trial_balance.above.months import (
    day_in,
    is_whole_year,
    month_in,
    some_months_in,
    without_months,
    written_months,
)

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


NUMERALS = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("way", ["{0}", "{0:02}", "{0}月", "{0}月份", "{0}期", "第{0}期", "{1}月"])
def test_a_month_alone_is_of_no_year_until_one_is_said(month: int, way: str) -> None:
    written = way.format(month, NUMERALS[month - 1])
    alone = (0, month), (0, month)
    assert month_in(written) == some_months_in(written) == alone
    assert written_months(alone) == f"{month:02}"
    assert month_in(f"2025年{written}") is None


def test_a_month_that_is_none_is_not_read_alone() -> None:
    assert [month_in(one) for one in ("0", "13", "13月", "十三月", "1-12", "第13期")] == [None] * 6
