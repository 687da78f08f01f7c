"""Rows of a trial balance by hand: what each is read as, what is told with its cell, what adds up."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from builders.trial_balances import chart, draft_of

from engine.law import Faults
from engine.submission.spreadsheet import Cell
from engine.submission.trial_balance import (
    Book,
    Placement,
    misses,
    placed_in,
    read_book,
)
from engine.submission.trial_balance.above import Period, Side, amount_in
from engine.text import Language

D = Decimal
HEAD = "科目编码,科目名称,本期借方,本期贷方"


class Books:
    """Books as lines of a text file, or as rows of the sheets of a workbook."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, *lines: str) -> Book:
        path = self._folder / "b.csv"
        path.write_text("\n".join(lines) + "\n", "utf-8")
        return read_book(path)

    def told(self, *lines: str) -> list[str]:
        """Faults where it cannot be read, else what is noted, each with its cell in short."""
        try:
            return short(self.read(*lines).notices)
        except Faults as caught:
            return short(caught.faults)

    def placed(self, *lines: str, name: str = "enterprise", production: bool = False) -> Placement:
        return placed_in(self.read(*lines), chart(name), from_production=production)

    def refused(self, *lines: str) -> list[str]:
        with pytest.raises(Faults) as caught:
            self.placed(*lines)
        return short(caught.value.faults)


def short(faults: Any) -> list[str]:
    for fault in faults:
        assert fault.message(Language.ZH) and fault.message(Language.EN)
    return [
        f"{fault.place}{'' if fault.value is None else f'={fault.value}'} {fault.key.rpartition('.')[2]}"
        + "".join(f" {name}={value}" for name, value in fault.values.items())
        for fault in faults
    ]


@pytest.fixture
def books(tmp_path: Path) -> Books:
    return Books(tmp_path)


# --- rows -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (["1002,银行,1,2"], []),
        (["1002,银行,一,2"], ["C3=一 not_an_amount"]),
        (["1002,银行,TRUE,x"], ["C3=TRUE not_an_amount", "D3=x not_an_amount"]),
        (["1002,银行,1%,2"], ["C3=1% not_an_amount"]),
        (["1002,银行,—,－"], []),
        ([",小写,1,2"], ["B3 row_without_code name=小写"]),
        ([",,1,2"], ["C3 row_without_code name=–"]),
        ([",说明,0,0"], []),
        (["甲乙,说明,1,0"], ["A3=甲乙 no_code"]),
        (["甲乙,说明,0,1"], ["A3=甲乙 no_code"]),
        (["甲乙,说明,0,0"], []),
        (["1002,银行,1,2", "1002,银行,3,4"], ["A4=1002 row_repeats name=银行 other=A3"]),
        (["1002,银行,1,2"] * 3, ["A4=1002 row_repeats name=银行 other=A3"]),
        ([HEAD, "1002,银行,1,2"], []),  # the heading at the top of a page
    ],
)
def test_what_is_told_of_a_row(books: Books, rows: list[str], told: list[str]) -> None:
    # below it one that is an account, so that there is a book
    assert books.told("2025年度", HEAD, *rows, "1001,现金,0,0") == told


def test_each_row_is_an_account_with_its_figures(books: Books) -> None:
    book = books.read(
        "2025年度",
        "科目编码,科目名称,辅助核算,核算组织,期初方向,期初余额,本期借方,本期贷方,期末方向,期末余额",
        "1002,　银行 ,,甲,借,10,5,1,借,14",
        "2241,应付,王五,甲,贷,7,0,2,贷,9",
        "6001,收入,,甲分公司,平,0,3,3,-,0",
        "合计,,,甲,,,5,3,,",
        ",总计,,甲分公司,,,3,3,,",
    )
    assert [(one.entity, one.code, one.name, one.place, one.is_open) for one in book.accounts] == [
        ("甲", "1002", "银行", "A3", True),
        ("甲", "2241_王五", "应付/王五", "A4", True),
        ("甲分公司", "6001", "收入", "A5", False),
    ]
    first, second, _ = book.accounts
    assert dict(first.balances) == {Period.OPENING: 10, Period.CLOSING: 14}
    assert dict(second.balances) == {Period.OPENING: -7, Period.CLOSING: -9}
    assert dict(second.amounts) == {
        (Period.MOVEMENT, Side.DEBIT): 0, (Period.MOVEMENT, Side.CREDIT): 2,
    }  # fmt: skip
    assert first.cells[Period.MOVEMENT, Side.CREDIT] == "H3"
    assert second.digits == "2241"
    assert [(one.entity, one.place) for one in book.totals] == [("甲", "A6"), ("甲分公司", "B7")]
    assert short(misses(book)) == [
        "甲 sides_differ_movement debit=5 credit=3",
        "甲 sides_differ_opening left=3",
        "甲 sides_differ_closing left=5",
    ]


def test_a_number_and_a_name_may_stand_in_one_cell(books: Books) -> None:
    (one,) = books.read("2025年度", "科目,本期借方,本期贷方", "660201 工资 津贴,1,2").accounts
    assert (one.code, one.name) == ("660201", "工资 津贴")
    (own,) = books.read("2025年度", "科目编码,本级科目名称,本期借方", "660201 x,工资,1").accounts
    assert own.name == "工资"
    (both,) = books.read("2025年度", HEAD, "660201 x,工资,1,1").accounts
    assert (both.code, both.name) == ("660201 x", "工资")


def test_an_auxiliary_item_has_its_code_and_its_name(books: Books) -> None:
    head = "科目编码,科目名称,辅助核算编码,辅助核算,本期借方"
    lines = ["2241,应付,01,王五,1", "2241,应付,02,,2", "2241,应付,,李四,3", "2241,应付,,,6"]
    book = books.read("2025年度", head, *lines)
    assert [(one.code, one.name) for one in book.accounts] == [
        *(("2241_01", "应付/王五"), ("2241_02", "应付/02"), ("2241_李四", "应付/李四")),
        ("2241", "应付"),
    ]
    assert {one.code for one in book.leaves} == {"2241_01", "2241_02", "2241_李四"}


def test_open_accounts_are_told_by_what_is_left(books: Books) -> None:
    head = "科目编码,科目名称,本期借方,本期贷方,期末借方,期末贷方"
    rows = ["1,a,1,1,0,0", "2,b,1,0,1,0", "3,c,0,1,0,1", "4,d,2,2,3,3"]
    assert [one.is_open for one in books.read("2025年度", head, *rows).accounts] == [
        *(False, True, True, False)
    ]
    no_side = books.read("2025年度", "科目编码,科目名称,本期借方,期末余额", "1,a,1,5", "2,b,1,0")
    assert [one.is_open for one in no_side.accounts] == [True, False]
    assert no_side.accounts[0].balances == {}


@pytest.mark.parametrize(
    ("side", "amount", "balance"),
    [
        ("借", "5", 5), ("借方", "5", 5), ("Dr", "5", 5), ("D", "-5", -5), ("借余", "5", 5),
        ("贷", "5", -5), ("Credit", "5", -5), ("贷余", "-5", 5), ("平", "0", 0), ("", "0", 0),
        ("—", "0", 0), ("0", "0", 0), ("平", "5", None), ("", "5", None), ("左", "0", None),
    ],
)  # fmt: skip
def test_the_side_gives_the_sign(books: Books, side: str, amount: str, balance: int | None) -> None:
    lines = ("2025年度", "科目编码,科目名称,本期借方,方向,期末余额", f"1002,银行,0,{side},{amount}")
    if balance is None:
        assert books.told(*lines) == [f"D3={side} no_side"]
        return
    assert books.read(*lines).accounts[0].balances == {Period.CLOSING: balance}


def test_a_cell_is_an_amount_or_none() -> None:
    assert amount_in(Cell(D("1.5"))) == D("1.5")
    assert amount_in(Cell("(2)")) == -2
    for nothing in ("-", "—", "--", " － "):
        assert amount_in(Cell(nothing)) == 0
    for none in (
        Cell(D("0.5"), is_percent=True),
        Cell("#REF!", is_error=True),
        Cell(True),
        Cell("x"),
    ):
        assert amount_in(none) is None
    assert amount_in(Cell("5", is_error=True)) is None


# --- months, currencies -----------------------------------------------------------


def test_rows_of_several_months_need_the_sums_of_the_year(books: Books) -> None:
    head = f"期间,{HEAD}"
    assert books.told("2025年度", head, "11,1002,银行,1,1", "12,1002,银行,2,2") == ["A2 months"]
    year = head.replace("本期", "本年累计")
    book = books.read("2025年度", year, "11,1002,银行,1,1", "12,1002,银行,2,2", "12,1001,现金,3,3")
    assert [one.code for one in book.accounts] == ["1002", "1001"]
    assert short(book.notices) == [" last_month_taken month=2025-12"]
    plain = books.read(year, "3,1002,银行,1,1", "4,1002,银行,2,2")
    assert short(plain.notices) == [" last_month_taken month=04"]
    assert plain.months == ((0, 4), (0, 4))  # of no year
    own = books.read(year, "2025-11,1002,银行,1,1", "2025-12,1002,银行,2,2")
    assert own.months == ((2025, 12), (2025, 12))
    one = books.read("2025年度", head, "12,1002,银行,1,1")
    assert one.notices == () and len(one.accounts) == 1
    until = books.read("2025年1-11月", year, "11,1002,银行,1,1", "12,1002,银行,2,2")
    assert [one.amounts[Period.YEAR, Side.DEBIT] for one in until.accounts] == [1]
    assert books.told("2025年度", year, "x,1002,银行,1,1", "12,1002,银行,2,2") == ["A3=x no_month"]
    assert books.told("2025年度", year, "x,1002,银行,1,1") == []
    assert books.told("2024年度", year, "2025-11,1,a,1,1", "2025-12,1,a,1,1") == [
        "A3 periods_differ"
    ]


def test_a_row_in_foreign_money_is_told_unless_the_home_one_stands_beside(books: Books) -> None:
    head = f"币种,{HEAD}"
    assert books.told("2025年度", head, "人民币,1,a,1,1", "美元,2,b,3,3", "美元,3,b,3,3") == [
        "A4=美元 foreign_row"
    ]
    assert books.told("2025年度", head, "美元,2,b,0,") == []
    beside = "币种,科目编码,科目名称,借方（美元）,借方（元）"
    assert books.told("2025年度", beside, "美元,2,b,3,21") == [
        "A2 headings_not_used headings=借方（美元）"
    ]
    assert books.told("2025年度", head, "人民币,1,a,1,1", "本位币,1,a,1,1")[0] == (
        "A4 currencies_together other=A3"
    )
    assert books.told("2025年度", head, "本位币,1,a,1,1", "综合本位币,2,b,1,1") == []


def test_a_workbook_tells_what_is_hidden_and_numbers_that_were_rounded(tmp_path: Path) -> None:
    path = tmp_path / "b.xlsx"
    with xlsxwriter.Workbook(path) as export:
        sheet = export.add_worksheet("表")
        sheet.write_row(0, 0, ["2025年度", "", "含未记账凭证"])
        sheet.write_row(1, 0, HEAD.split(","))
        sheet.write_row(2, 0, [6602.1, "费用", 1, 1])
        sheet.write_row(3, 0, ["6602.2", "费用", 1, 1])
        sheet.set_row(0, None, None, {"hidden": True})
        for row in (2, 3):
            sheet.set_row(row, None, None, {"hidden": True})
        sheet.set_column(1, 2, None, None, {"hidden": True})
        sheet.hide()
        export.add_worksheet("他").activate()
    book = read_book(path)
    assert {one.entity for one in book.accounts} == {""}  # of one sheet alone
    assert short(book.notices) == [
        "表!C1 unposted said=含未记账凭证",
        "表 hidden_sheet",
        "表 hidden_rows count=2",
        "表 hidden_columns columns=B, C",
        "表!A3 code_as_number code=6602.1",
    ]


# --- does it add up? --------------------------------------------------------------

ROLL = "科目编码,科目名称,期初借方,期初贷方,本期借方,本期贷方,期末借方,期末贷方"


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([ROLL, "1,a,10,0,5,3,12,0", "2,b,0,10,3,5,0,12"], []),
        ([ROLL, "1,a,10,0,5,3,13,0", "2,b,0,10,3,5,0,13"],
         ["A3 does_not_roll name=a reached=12 closing=13", "A4 does_not_roll name=b reached=-12 closing=-13"]),
        ([HEAD, "1,a,5,4", "11,b,2,4", "12,c,3,0"], [" sides_differ_movement debit=5 credit=4"]),
        ([HEAD, "1,a,5,4", "11,b,2,4", "12,c,2,0"], ["A3 not_the_sum name=a own=5 together=4"]),
        ([HEAD, "1,a,5,5", "11,b,2,5", "12,c,2,0"],
         ["A3 not_the_sum name=a own=5 together=4", " sides_differ_movement debit=4 credit=5"]),
        ([HEAD, "1,a,5,5", "合计,,5,5"], []),
        ([HEAD, "1,a,5,5", "小计,,4,4", "合计,,5,5"], []),
        ([HEAD, "1,a,5,5", "6,b,3,3", "合计,,8,8", ",费用小计,3,3"], []),
        ([HEAD, "1,a,5,5", "6,b,3,3", "损益类合计,,3,3"], []),
        ([HEAD, "6602,a,5,5", "660201,b,5,5", "6603,c,1,1", "6602,a合计,5,5"], []),
        ([HEAD, "1,a,5,5", "66,福利费小计,3,3"], ["A4 account_as_total name=福利费小计"]),
        ([HEAD, "1,a,5,5", "66,福利费小计,0,0"], []),
        ([HEAD, "1,a,5,5", "合计,,5,6"], ["A4 total_differs own=6 together=5"]),
        ([HEAD, "1,a,5,5", "合计,,6,6"], ["A4 total_differs own=6 together=5"]),
        (["科目编码,科目名称,期初余额借方,期初余额贷方", "1,a,5,0"], [" sides_differ_opening left=5"]),
        ([ROLL.replace("本期", "本年累计").replace("期初", "年初"), "1,a,10,0,5,3,13,0", "2,b,0,10,3,5,0,13"],
         ["A3 does_not_roll name=a reached=12 closing=13", "A4 does_not_roll name=b reached=-12 closing=-13"]),
        ([ROLL.replace("本期", "本月"), "1,a,10,0,5,3,13,0", "2,b,0,10,3,5,0,13"],
         ["A3 does_not_roll name=a reached=12 closing=13", "A4 does_not_roll name=b reached=-12 closing=-13"]),
    ],
    ids=str,
)  # fmt: skip
def test_what_does_not_add_up(books: Books, lines: list[str], told: list[str]) -> None:
    assert short(misses(books.read("2025年度", *lines))) == told


def test_totals_and_sides_are_of_one_set_of_books(books: Books) -> None:
    head = f"核算组织,{HEAD}"
    lines = ["甲,1,a,5,5", "甲,合计,,5,5", "甲分部,1,a,7,8", "甲分部,合计,,7,9"]
    assert short(misses(books.read("2025年度", head, *lines))) == [
        "甲分部 sides_differ_movement debit=7 credit=8",
        "A6 total_differs own=9 together=8",
    ]


def test_who_made_it_at_the_foot_is_no_account(books: Books) -> None:
    lines = ["2025年度", HEAD, "1,a,5,5", "合计,,5,5"]
    feet = [
        *(
            "制表人：张三,,复核：李四",
            "打印日期：2026-01-15,,第 页：共1页",
            "注: 未审计",
            ",,制表：,赵六",
        )
    ]
    book = books.read(*lines, *feet)
    assert [one.number for one in book.accounts] == ["1"]
    assert misses(book) == ()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("制表人：张三,,五元", []),
        ("制表人：张三,,5", ["A4 no_code"]),
        ("2,b：c,五元", ["C4 not_an_amount"]),
        (",b,五元", ["C4 not_an_amount"]),
    ],
)
def test_what_may_be_a_figure_is_no_foot(books: Books, line: str, told: list[str]) -> None:
    lines = ["2025年度", HEAD, "1,a,5,5"]
    if told:
        with pytest.raises(Faults) as caught:
            books.read(*lines, line)
        assert [f"{one.place} {one.key.rpartition('.')[2]}" for one in caught.value.faults] == told
    else:
        assert [one.number for one in books.read(*lines, line).accounts] == ["1"]


# --- which item it is -------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["2025年11月", HEAD], ["A1 not_a_year months=2025.11"]),
        (["2025年2-12月", HEAD], ["A1 not_a_year months=2025.02–2025.12"]),
        (["2024年1月至2025年12月", HEAD], ["A1 not_a_year months=2024.01–2025.12"]),
        (
            ["2025年1-11月", HEAD.replace("本期", "本年累计")],
            ["A1 year_not_over months=2025.01–2025.11"],
        ),
        (["2025年度", HEAD.replace("本期", "本月")], ["C3 only_a_month"]),
        (["2025年度", HEAD.replace("本期", "期末")], [" no_movements"]),
    ],
)
def test_what_is_no_year_is_refused(books: Books, lines: list[str], told: list[str]) -> None:
    assert books.refused(*lines, "660201,工资,1,1") == told


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["2025年度", HEAD], []),
        (["x", HEAD], [" no_period"]),
        (["1-12月", HEAD], ["A1 no_year"]),
        (["2025年度", HEAD.replace("本期", "本年累计")], []),
        (
            ["2024年1月至2025年12月", HEAD.replace("本期", "本年累计")],
            [" several_years months=2024.01–2025.12"],
        ),
    ],
)
def test_what_is_told_of_the_year(books: Books, lines: list[str], told: list[str]) -> None:
    assert short(books.placed(*lines, "660201,工资,1,1").notices) == told


def test_an_item_is_the_debit_of_the_year_or_what_is_left(books: Books) -> None:
    head = "科目编码,科目名称,本期借方,本期贷方,期末借方,期末贷方"
    found = books.placed("2025年度", head, "6602,管理费用,30,20,10,0", "660201,工资,20,20,0,0",
                         "660203,折旧费,10,0,10,0")  # fmt: skip
    assert [(one.account.code, one.amount, one.place, one.path) for one in found.placed] == [
        ("660201", 20, "C4", "管理费用 / 工资"),
        ("660203", 10, "C5", "管理费用 / 折旧费"),
    ]
    closed, open_ = (one.basis.en for one in found.placed)
    assert closed != open_
    assert [one.nature.of_asset for one in found.placed] == [False, True]


def test_what_is_not_placed_says_why(books: Books) -> None:
    found = books.placed(
        "2025年度", HEAD,
        "6602,管理费用,9,9", "660201,办公用品杂项,4,4", "660202,工资,5,5",
        "6601,销售费用,3,3", "8888,不明,2,2", "1002,银行存款,6,6", "100201,工行,6,6",
        "6603,财务费用,1,1", "660299,其他,0,0",
    )  # fmt: skip
    assert [one.account.code for one in found.placed] == ["660202"]
    why = {one.account.code: (one.amount, one.path) for one in found.unplaced}
    assert why == {
        "660201": (4, "管理费用 / 办公用品杂项"),
        "6601": (3, "销售费用"),
        "8888": (2, "不明"),
        "6603": (1, "财务费用"),
    }
    assert [count for _, count in found.apart] == [1]  # what is in the bank is no cost
    assert (found.income, found.input_vat, found.to_fill_in) == (None, None, ())


def test_income_input_vat_and_assets_are_added_by_head(books: Books) -> None:
    head = "科目编码,科目名称,本期借方,本期贷方,期末借方,期末贷方"
    found = books.placed(
        "2025年度", head,
        "6001,主营业务收入,0,100,0,0", "6051,其他业务收入,0,20,0,0",
        "2221,应交税费,7,0,7,0", "22210101,进项税额,7,0,7,0",
        "1601,固定资产,0,0,50,0", "160101,甲,0,0,20,0", "160102,乙,0,0,30,0",
    )  # fmt: skip
    assert found.income == 120
    assert found.input_vat == 7
    assert {head.id: balance for head, balance in found.to_fill_in} == {"fixed-assets": 50}


@pytest.mark.parametrize("sign", ["-", "/", "\\", "_", "|", "—"])
def test_input_vat_that_is_listed_alone_is_told_by_the_end_of_its_full_name(
    books: Books, sign: str
) -> None:
    names = {
        "22210101": "应交税费,应交增值税,进项税额",
        "22210102": "应交税费,应交增值税,进项税额转出",
    }
    lines = [f"{code},{name.replace(',', sign)},7,7" for code, name in names.items()]
    found = placed_in(
        books.read("2025年度", "科目编码,科目名称,本年借方,本年贷方", *lines), chart()
    )
    assert (found.input_vat, found.unplaced) == (7, ())


def test_a_draft_says_what_the_books_say(books: Books) -> None:
    head = "科目编码,科目名称,本期借方,本期贷方"
    book = books.read(
        '编制单位："甲\\乙",,2025年度', head, "6602,管理费用,9,9", "660201.1,工资,5,5",
        "660201-1,工资,3,3", "660203,折旧费,1,1", "660299,杂项,2,2", "6001,主营业务收入,0,100",
    )  # fmt: skip
    files = draft_of(book)
    assert set(files) == {"submission.yaml", "items.csv", "assets.csv", "unplaced.csv"}
    rows = files["items.csv"].decode("utf-8-sig").splitlines()
    assert [row.split(",")[0] for row in rows] == ["编号", "a660201-1", "a660201-1-2"]
    assert "冲回理由" not in rows[0] and "账上来源" in rows[0]
    basics = files["submission.yaml"].decode()
    assert "accounts_year: 2025\n" in basics and 'income: "100"\n' in basics
    assert "input_vat:" not in basics
    assert "3 个科目列入成本" in basics and "没有列入的科目有 1 个" in basics
    whole = draft_of(book, Language.EN)
    assert "Id," in whole["items.csv"].decode("utf-8-sig")
