"""On which side an amount of a trial balance stands, which accounts hold others, and what adds up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from builders.proof import rounds
from builders.trial_balances import as_csv, chart, key_of
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.law import Faults
from engine.submission.trial_balance import misses, placed_in, read_book
from engine.submission.trial_balance.above.column import Period, Side
from engine.text import Language

# --- sides


def test_a_positive_balance_on_the_credit_side_is_no_debit(written: Callable[..., Path]) -> None:
    book = read_book(
        written(
            "科目余额表 2025年度",
            "科目编码,科目名称,期初方向,期初金额,本期借方,本期贷方,期末方向,期末金额",
            "1002,银行存款,借,100.00,30.00,0,借,130.00",
            "2241,其他应付款,贷,100.00,0,30.00,贷,130.00",
            "6001,主营业务收入,平,0,0,0,平,0",
        )
    )
    assert [account.balances[Period.CLOSING] for account in book.accounts] == [130, -130, 0]
    assert misses(book) == ()


def test_one_column_of_sides_before_each_balance(written: Callable[..., Path]) -> None:
    book = read_book(
        written(
            "2025年度",
            "科目编码,科目名称,方向,期初余额,借方,贷方,方向,期末余额",
            "1002,银行存款,借,10,0,30,贷,20",
            "2241,其他应付款,贷,10,30,0,借,20",
        )
    )
    assert [account.balances[Period.CLOSING] for account in book.accounts] == [-20, 20]
    assert [account.balances[Period.OPENING] for account in book.accounts] == [10, -10]


def test_a_balance_without_a_side_is_a_fault_at_its_cell(written: Callable[..., Path]) -> None:
    path = written(
        "2025年度",
        "科目编码,科目名称,期末方向,期末金额,本期借方,本期贷方",
        "1002,银行存款,平,5,0,0",
        "1122,应收账款,左,5,0,0",
        "1123,预付账款,借,五元,0,0",
    )
    with pytest.raises(Faults) as caught:
        read_book(path)
    assert key_of(caught.value) == [
        ("C3", "no_side"),
        ("C4", "no_side"),
        ("D5", "not_an_amount"),
    ]


# --- numbers of accounts, and levels


@pytest.mark.parametrize(
    ("codes", "leaves"),
    [
        (("6602", "660201", "66020101"), {"66020101"}),
        (("6602", "6602001", "6602001001", "6602002"), {"6602001001", "6602002"}),
        (("6602", "6602.1", "6602.10", "6602.1.01"), {"6602.10", "6602.1.01"}),
        (("1403", "1403000", "1403000_0023", "1403000_0024"), {"1403000_0023", "1403000_0024"}),
        (("6602010000", "6602020000"), {"6602010000", "6602020000"}),
    ],
)
def test_levels_are_seen_in_the_numbers(
    written: Callable[..., Path], codes: tuple[str, ...], leaves: set[str]
) -> None:
    lines = [f"{code},科目,0,0" for code in codes]
    book = read_book(written("2025年度", "科目编码,科目名称,本期借方,本期贷方", *lines))
    assert {account.code for account in book.leaves} == leaves


def test_an_account_filled_up_with_zeros_is_above_those_that_it_holds(
    written: Callable[..., Path],
) -> None:
    """40 and 25 are 65, and with 20 they are 85; 6601 holds 30 beside what is below it."""
    lines = {
        "6601000000 销售费用": 30,
        "6601010000 广告费": 12,
        "6602000000 管理费用": 85,
        "6602010000 工资": 65,
        "6602010100 基本工资": 40,
        "6602010200 奖金": 25,
        "6602020000 职工福利费": 20,
    }
    rows = [f"{','.join(said.split())},{of},{of}" for said, of in lines.items()]
    book = read_book(written("2025年度", "科目编码,科目名称,本年借方,本年贷方", *rows))
    assert [account.name for account in book.leaves] == [
        *("销售费用", "广告费", "基本工资", "奖金", "职工福利费")
    ]
    assert misses(book) == ()
    placement = placed_in(book, chart())
    assert [(one.path, one.amount) for one in placement.placed] == [
        ("广告费", 12),
        ("管理费用 / 工资 / 基本工资", 40),
        ("管理费用 / 工资 / 奖金", 25),
        ("管理费用 / 职工福利费", 20),
    ]
    (told,) = [one for one in placement.notices if one.key.endswith("filled_up_with_zeros")]
    assert told.values["accounts"] == "6602000000, 6602010000"


widths = st.sampled_from([(4, 2, 2, 2), (4, 3, 3, 3), (4, 2, 3, 2)])


@settings(max_examples=rounds(quick=30, full=2000))
@given(widths=widths, shape=st.recursive(st.integers(-999, 999), st.lists, max_leaves=12))
def test_leaves_add_up_to_what_the_first_level_holds(
    widths: tuple[int, ...], shape: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever the widths of levels and the shape of the books, nothing is counted twice."""
    lines: list[tuple[str, int]] = []

    def add(code: str, level: int, inside: Any) -> int:
        at = len(lines)
        lines.append((code, 0))
        below = inside if isinstance(inside, list) and level < len(widths) else []
        total = sum(
            add(f"{code}{number:0{widths[level]}}", level + 1, one)
            for number, one in enumerate(below, 1)
        )
        amount = total if below else inside if isinstance(inside, int) else 7
        lines[at] = (code, amount)
        return amount

    whole = sum(add(f"66{number:02}", 1, one) for number, one in enumerate([shape, 5, [shape]], 1))
    path = tmp_path_factory.mktemp("books") / "balance.csv"
    rows = [["2025年度"], ["科目编码", "科目名称", "本期借方", "本期贷方"]]
    path.write_bytes(as_csv([*rows, *([code, "某科目", str(of), str(of)] for code, of in lines)]))
    book = read_book(path)
    assert sum(one.amounts[Period.MOVEMENT, Side.DEBIT] for one in book.leaves) == whole
    assert misses(book) == ()


# --- does it add up?


def test_what_does_not_add_up_is_told_with_its_place(written: Callable[..., Path]) -> None:
    book = read_book(
        written(
            "2025年度",
            "科目编码,科目名称,期初方向,期初金额,本期借方,本期贷方,期末方向,期末金额",
            "1002,银行存款,借,100,0,20,借,81",  # 80
            "6602,管理费用,平,0,20,20,平,0",
            "660201,工资,平,0,15,15,平,0",  # 15 of 20
            "2241,其他应付款,贷,99,0,0,贷,99",
            "合计,,,,36,36,,",
        )
    )
    told = [(fault.place, fault.key.rpartition(".")[2]) for fault in misses(book)]
    assert told == [
        ("A3", "does_not_roll"),
        ("A4", "not_the_sum"),
        ("", "sides_differ_movement"),
        ("", "sides_differ_opening"),
        ("", "sides_differ_closing"),
        ("A7", "total_differs"),
    ]
    for fault in misses(book):
        assert fault.message(Language.ZH) and fault.message(Language.EN)


# --- a minus that may only say the side


def fault_of(path: Path) -> tuple[str | None, str, object] | None:
    """Place, key and value of the one fault of a balance, or None where it is read."""
    try:
        read_book(path)
    except Faults as caught:
        (fault,) = caught.faults
        assert fault.message(Language.ZH) != fault.message(Language.EN)
        return fault.place, fault.key.rpartition(".")[2], fault.value
    return None


@pytest.mark.parametrize("minus", ["-{}", "{}-", "({})"])
def test_credits_that_are_all_below_zero_are_asked_about(
    minus: str, written: Callable[..., Path]
) -> None:
    """Wages of 600, of which 550 were credited, leave 50: they are no cost of 1,150."""
    head = ["2025年度", "科目编码,科目名称,本年累计借方,本年累计贷方,期末余额"]
    wages = f"660201,工资,600.00,{minus.format('550.00')},50.00"
    income = f"6001,主营业务收入,0.00,{minus.format('1200.00')},{minus.format('1200.00')}"
    at_heading = ("D2", "all_below_zero", "本年累计贷方")
    assert fault_of(written(*head, wages, income)) == at_heading
    assert fault_of(written(*head, wages.replace(minus.format("550.00"), ""), income)) == at_heading
    # an account of which more was taken back than booked, among others
    assert fault_of(written(*head, wages, income.replace(minus.format("1200.00"), "1200"))) is None


def test_what_is_below_zero_on_both_sides_was_taken_back(written: Callable[..., Path]) -> None:
    head = ["2025年度", "科目编码,科目名称,本年累计借方,本年累计贷方"]
    assert fault_of(written(*head, "660201,工资,-600,-600")) is None
    assert fault_of(written(*head, "660201,工资,-600,", "6001,主营业务收入,0,-1200")) is None
    turned = fault_of(written(*head, "660201,工资,-600,0", "6001,主营业务收入,0,1200"))
    assert turned == ("C2", "all_below_zero", "本年累计借方")


def test_a_column_of_balances_below_zero_is_asked_about(written: Callable[..., Path]) -> None:
    head = "科目编码,科目名称,本年累计借方,本年累计贷方,期末借方,期末贷方"
    rows = ["1002,银行存款,500,0,500,0", "2241,其他应付款,0,500,0,-500"]
    assert fault_of(written("2025年度", head, *rows)) == ("F2", "all_below_zero", "期末贷方")
    more = "2202,应付账款,1,1,0,0.01"
    assert fault_of(written("2025年度", head, *rows, more)) is None


figures = st.lists(st.tuples(*[st.integers(-3, 3)] * 4), min_size=1, max_size=4)


@settings(max_examples=rounds(quick=60, full=3000), deadline=None)
@given(rows=figures)
def test_a_side_is_asked_about_where_it_alone_is_below_zero(
    rows: list[tuple[int, ...]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """By the least and the most of each column, of whatever figures."""
    head = ["2025年度", "科目编码,科目名称,本年累计借方,本年累计贷方,期末借方,期末贷方"]
    lines = [f"66{at:02},科目,{','.join(map(str, row))}" for at, row in enumerate(rows)]
    path = tmp_path_factory.mktemp("signs") / "balance.csv"
    path.write_text("\n".join([*head, *lines]) + "\n", "utf-8")
    of_column = [*zip(*rows, strict=True)]
    asked = [
        f"{'CDEF'[at]}2"
        for at, other in ((0, 1), (1, 0), (2, 3), (3, 2))
        if min(of_column[at]) < 0 and max(of_column[at]) <= 0 < max(of_column[other])
    ]
    found = fault_of(path)
    assert (found is None) == (not asked)
    assert found is None or found[:2] == (asked[0], "all_below_zero")
