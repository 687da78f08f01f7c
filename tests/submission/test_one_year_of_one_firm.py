"""A trial balance is drafted only where it is one whole year of one firm, in a unit that it says.

The balances are the breaker's and hand-made: one firm, with wages of 30 and depreciation of 10.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from builders.trial_balances import as_csv, chart, draft_of
from hypothesis import given
from hypothesis import strategies as st

from engine.law import Faults
from engine.submission.trial_balance import Book, placed_in, read_book
from engine.text import Language

Lines = Sequence[Sequence[object]]
Saved = Callable[..., Path]

GROUPS: list[object] = [
    "科目编码",
    "科目名称",
    "期初余额",
    "",
    "本年累计发生额",
    "",
    "期末余额",
    "",
]
SIDES: list[object] = ["", "", *("借方", "贷方") * 3]
CASH = ["1002", "银行存款", 100, "", 50, 40, 110, ""]
PROFIT = ["4103", "本年利润", "", 100, 40, 50, "", 110]
EXPENSES = ["6602", "管理费用", "", "", 40, 40, "", ""]
WAGES = ["660201", "工资", "", "", 30, 30, "", ""]
DEPRECIATION = ["660202", "折旧费", "", "", 10, 10, "", ""]
ACCOUNTS = [CASH, PROFIT, EXPENSES, WAGES, DEPRECIATION]
TOTAL = ["合计", "", 100, 100, 130, 130, 110, 110]


def titles(period: str, firm: str = "甲公司") -> list[list[object]]:
    return [["科目余额表"], [f"编制单位：{firm}", "", "", period]]


def balance(period: str, firm: str = "甲公司", times: int = 1) -> list[list[object]]:
    """A balance, of which the figures are so many times those above."""
    rows = [[one * times if isinstance(one, int) else one for one in row] for row in ACCOUNTS]
    total = [one * times if isinstance(one, int) else one for one in TOTAL]
    return [*titles(period, firm), GROUPS, SIDES, *rows, total]


@pytest.fixture
def saved(tmp_path: Path) -> Saved:
    def save(*sheets: tuple[str, Lines]) -> Path:
        path = tmp_path / "balance.xlsx"
        with xlsxwriter.Workbook(path) as export:
            for name, lines in sheets:
                sheet = export.add_worksheet(name)
                for at, line in enumerate(lines):
                    sheet.write_row(at, 0, line)
        return path

    return save


def drafted(path: Path) -> tuple[Book, dict[str, Decimal]]:
    book = read_book(path)
    placed = placed_in(book, chart()).placed
    return book, {one.place: one.amount for one in placed}


def refused(path: Path) -> list[tuple[str, str]]:
    """Place and key of each fault, which has a sentence in both languages."""
    with pytest.raises(Faults) as caught:
        drafted(path)
    assert all(one.message(Language.ZH) != one.message(Language.EN) for one in caught.value.faults)
    return [(one.place, one.key.rpartition(".")[2]) for one in caught.value.faults]


def told(book: Book) -> dict[str, str]:
    return {one.key.rpartition(".")[2]: one.place for one in book.notices}


# --- the whole of one year


@pytest.mark.parametrize(
    "period",
    [
        "2025年1月至2025年6月",
        "2025年6月",
        "2025年第6期",
        "日期：2025-06-30",
        "2025年6月30日止",
        "会计期间：202506",
        "会计期间：202501-202506",
        "期间：20250101-20250630",
        "2025年1月1日至6月30日",
        "2025.01-06",
        "2025年度1-6月",
        "2025年上半年",
        "2025年前三季度",
        "2025年第二季度",
        "2025年1-3季度",
        "2025年半年度",
        "1-6月",
        "上半年",
        "2024年7月至2025年6月",
        "From 2025-01 to 2025-06",
    ],
)
def test_a_part_of_a_year_is_no_year(period: str, saved: Saved) -> None:
    assert refused(saved(("Sheet1", balance(period)))) == [("Sheet1!D2", "year_not_over")]


@pytest.mark.parametrize(
    ("period", "year"),
    [
        ("2025年1月至2025年12月", 2025),
        ("2025年度", 2025),
        ("2025年12月", 2025),
        ("2025年第12期", 2025),
        ("2025年第13期", 2025),  # in which December is adjusted
        ("2025年1期至2025年13期", 2025),
        ("截止日期：2025-12-31", 2025),
        ("会计期间：202512", 2025),
        ("会计期间：202501-202512", 2025),
        ("2025年1月1日至12月31日", 2025),
        ("2025.01-12", 2025),
        ("2025年度（1-12月）", 2025),
        ("2025年第四季度", 2025),
        ("2025年下半年", 2025),
        ("2025年7月至2025年12月", 2025),  # a firm that was founded in July
        ("1月至12月", None),
        ("", None),
        ("2026年1月15日", None),  # on which it was written
    ],
)
def test_a_year_to_its_end_is_drafted(period: str, year: int | None, saved: Saved) -> None:
    book, amounts = drafted(saved(("Sheet1", balance(period))))
    assert amounts == {"Sheet1!E8": 30, "Sheet1!E9": 10}
    assert book.year == year
    files = draft_of(book, Language.EN)
    assert (b"accounts_year: 2025" in files["submission.yaml"]) is (year == 2025)


@given(
    first=st.integers(1, 12),
    last=st.integers(1, 12),
    form=st.sampled_from(
        [
            "2025年{0}月至2025年{1}月",
            "2025.{0:02}--2025.{1:02}",
            "2025年{0}-{1}月",
            "2025年{0}期至{1}期",
            "期间：2025{0:02}-2025{1:02}",
            "2025-{0:02}-01~2025-{1:02}-{2}",
            "2025年{0}月1日至{1}月{2}日",
        ]
    ),
)
def test_of_all_periods_only_those_to_december_are_taken(
    first: int, last: int, form: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    first, last = sorted((first, last))
    period = form.format(first, last, calendar.monthrange(2025, last)[1])
    path = tmp_path_factory.mktemp("period") / "balance.csv"
    path.write_bytes(as_csv([[str(one) for one in line] for line in balance(period)]))
    if last == 12:
        assert drafted(path)[0].months == ((2025, first), (2025, 12))
    else:
        assert refused(path) == [("D2", "year_not_over")]


def test_the_movements_of_two_years_are_not_those_of_one(saved: Saved) -> None:
    lines = balance("2024年1月至2025年12月")
    lines[2] = ["本期发生额" if one == "本年累计发生额" else one for one in lines[2]]
    assert refused(saved(("Sheet1", lines))) == [("Sheet1!D2", "not_a_year")]


def test_a_day_ends_the_period_where_it_is_called_its_end(saved: Saved) -> None:
    lines = balance("2025年度")
    ended = [lines[0], [*lines[1], "截止日期：2025-06-30"], *lines[2:]]
    assert refused(saved(("Sheet1", ended))) == [("Sheet1!E2", "year_not_over")]
    other = [lines[0], [*lines[1], "2025年6月30日"], *lines[2:]]
    assert drafted(saved(("Sheet1", other)))[0].months == ((2025, 1), (2025, 12))


def test_rows_to_june_are_no_year_whatever_the_title_says(saved: Saved) -> None:
    head = ["会计期间", "科目编码", "科目名称", "本年累计借方", "本年累计贷方"]
    months = [[f"2025{month:02}", "660201", "工资", month, month] for month in (5, 6)]
    assert refused(saved(("S", [["2025年度"], head, *months]))) == [("S!A4", "year_not_over")]
    numbers = [[str(month), *row[1:]] for month, row in zip((5, 6), months, strict=True)]
    assert refused(saved(("S", [head, *numbers]))) == [("S!A3", "year_not_over")]
    full = [[f"2025{month}", "660201", "工资", month, month] for month in (11, 12)]
    assert drafted(saved(("S", [["2025年度"], head, *full])))[1] == {"S!D4": 12}


def test_the_movements_of_rows_of_one_month_are_those_of_a_month(saved: Saved) -> None:
    head = ["会计期间", "科目编码", "科目名称", "本期借方", "本期贷方"]
    lines = [["2025年度"], head, ["202512", "660201", "工资", 3, 3]]
    assert refused(saved(("S", lines))) == [("S!A3", "not_a_year")]


# --- sheets


YEAR = "2025年1月至2025年12月"


def test_a_sheet_that_was_copied_does_not_count_twice(saved: Saved) -> None:
    copied = saved(("Sheet1", balance(YEAR)), ("Sheet1 (2)", balance(YEAR)))
    assert refused(copied) == [("Sheet1 (2)!A3", "sheet_repeats")]
    with pytest.raises(Faults) as caught:
        read_book(copied)
    for language in Language:
        assert "Sheet1" in caught.value.faults[0].message(language).replace("Sheet1 (2)", "")


def test_nor_does_a_copy_with_a_figure_changed_and_no_firm(saved: Saved) -> None:
    first, second = balance(YEAR)[2:], balance(YEAR)[2:]
    second[6] = ["660202", "折旧费", "", "", 11, 11, "", ""]
    path = saved(("调整前", first), ("调整后", second))
    assert refused(path) == [("调整后!A1", "sheet_repeats")]


def test_a_sheet_without_an_amount_repeats_none(saved: Saved) -> None:
    """An export often has a sheet of headings alone, or of accounts on which nothing was booked."""
    nothing = [[*titles(YEAR)[0]], *titles(YEAR)[1:], GROUPS, SIDES]
    idle = [*nothing, ["660203", "差旅费", "", "", "", "", "", ""]]
    alone, amounts = drafted(saved(("Sheet1", balance(YEAR))))
    for second in (nothing, idle):
        book, found = drafted(saved(("Sheet1", balance(YEAR)), ("Sheet2", second)))
        assert found == amounts
        assert "sheet_repeats" not in told(book)
    assert alone.leaves


def test_a_day_in_the_first_month_ends_a_year_that_is_stated(saved: Saved) -> None:
    lines = balance(YEAR)
    lines[1] = [*lines[1], "截至2025年1月31日"]
    assert refused(saved(("Sheet1", lines))) == [("Sheet1!E2", "year_not_over")]


def test_sheets_of_one_firm_with_other_figures_can_be_two_things(saved: Saved) -> None:
    path = saved(("调整前", balance(YEAR)), ("调整后", balance(YEAR, times=2)))
    assert refused(path) == [("调整后!A3", "sheet_of_same_firm")]
    branches = saved(("本部", balance(YEAR)), ("北京分公司", balance(YEAR, times=2)))
    assert sum(drafted(branches)[1].values()) == 120


def test_accounts_that_go_on_on_the_next_sheet_are_one_book(saved: Saved) -> None:
    head = balance(YEAR)[:4]
    path = saved(("资产", [*head, CASH]), ("损益", [*head, EXPENSES, WAGES, DEPRECIATION]))
    assert sum(drafted(path)[1].values()) == 40


@pytest.mark.parametrize("branch", ["乙分公司", "甲公司北京中心"])
@pytest.mark.parametrize("is_first", [True, False])
def test_a_branch_is_a_part_of_the_firm_and_told(branch: str, is_first: bool, saved: Saved) -> None:
    sheets = [("本部", balance(YEAR)), ("分公司", balance(YEAR, branch, 2))]
    book, amounts = drafted(saved(*(sheets[::-1] if is_first else sheets)))
    assert sum(amounts.values()) == 120
    assert book.operator == "甲公司"
    assert told(book)["sheet_of_branch"] == "分公司!A2"
    (notice,) = [one for one in book.notices if one.key.endswith("sheet_of_branch")]
    assert branch in notice.message(Language.EN) and "甲公司" in notice.message(Language.ZH)


def test_the_sheet_of_another_firm_is_a_fault(saved: Saved) -> None:
    path = saved(("一", balance(YEAR)), ("二", balance(YEAR, "丙公司", 2)))
    assert refused(path) == [("二!A2", "sheet_of_other_firm")]


# --- the unit


NOTE: Lines = [["本表由财务部编制"], ["单位：万元"]]


@pytest.mark.parametrize(
    ("note", "place"),
    [
        (NOTE, "说明!A2"),
        ([["", "金额单位：", "千元"]], "说明!C1"),
        ([["本表金额以万元为单位"]], "说明!A1"),
        ([["币种：美元"]], "说明!A1"),
    ],
)
def test_a_unit_on_a_sheet_of_notes_is_not_lost(note: Lines, place: str, saved: Saved) -> None:
    path = saved(("Sheet1", balance(YEAR)), ("说明", note))
    assert refused(path) == [(place, "unit_on_other_sheet")]


def test_where_the_balance_says_its_unit_other_sheets_have_their_own(saved: Saved) -> None:
    lines = balance(YEAR)
    lines[1] = [*lines[1], "单位：元"]
    assert sum(drafted(saved(("Sheet1", lines), ("利润表", NOTE)))[1].values()) == 40
    yuan = [["单位：元"], ["管理费用较上年增加 35 万元"]]
    assert sum(drafted(saved(("Sheet1", balance(YEAR)), ("说明", yuan)))[1].values()) == 40


# --- pages


def test_titles_and_headings_of_each_page_are_no_accounts(saved: Saved) -> None:
    whole, head = balance(YEAR), balance(YEAR)[:4]
    whole[0] = ["科目余额表", "", "", "", "", "第 1 页"]
    for at in range(5, 9):
        page = [["科目余额表", "", "", "", "", "第 2 页"], *head[1:]]
        lines = [*whole[:at], ["制表：张三"], *page, *whole[at:]]
        book, amounts = drafted(saved(("Sheet1", lines)))
        assert sorted(amounts.values()) == [10, 30]
        assert len(book.accounts) == len(ACCOUNTS)


@pytest.mark.parametrize(
    ("again", "place"),
    [
        (titles("2024年1月至2024年12月"), "Sheet1!D12"),
        (titles(YEAR, "丙公司"), "Sheet1!A12"),
        ([["科目余额表", "", "", "", "单位：万元"], titles(YEAR)[1]], "Sheet1!E11"),
    ],
)
def test_another_balance_below_is_a_fault(again: Lines, place: str, saved: Saved) -> None:
    lines = [*balance(YEAR), *again, GROUPS, SIDES, *ACCOUNTS]
    assert refused(saved(("Sheet1", lines))) == [(place, "another_balance")]
