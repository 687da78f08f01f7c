"""A trial balance is drafted as it says itself: its year's figures, in its unit, or not at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from builders.proof import rounds
from builders.random_trial_balances import UNITS, Layout, layouts
from builders.trial_balances import ITEMS, LEAVES, as_csv, as_expected, chart, items
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.law import Faults
from engine.submission.trial_balance import Book, placed_in, read_book
from engine.text import Language

YEAR = 2025


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("stated") / "balance.csv"


def read(lines: Sequence[Sequence[str]], place: Path) -> Book:
    place.write_bytes(as_csv(lines))
    return read_book(place)


def refused(lines: Sequence[Sequence[str]], place: Path) -> str:
    """Return the sentence of the one fault, which names a cell."""
    with pytest.raises(Faults) as caught:
        read(lines, place)
    (fault,) = caught.value.faults
    assert re.search(r"[A-Z]+\d+$", fault.place), fault
    assert fault.message(Language.ZH) and fault.message(Language.EN)
    return fault.key.rpartition(".")[2]


@settings(max_examples=rounds(quick=150, full=3000), deadline=None)
@given(layout=layouts())
def test_whatever_its_columns_and_unit_it_drafts_to_the_same_yuan(
    layout: Layout, place: Path
) -> None:
    book = read(layout.lines, place)
    as_expected(book)
    assert book.year == YEAR
    scaled = [one for one in book.notices if one.key.endswith(".scaled")]
    assert [one.values["scale"] for one in scaled] == (
        [str(UNITS[layout.unit])] if UNITS[layout.unit] != 1 else []
    )


def twice(layout: Layout) -> Layout:
    """The layout, in which a column stands once more."""
    again = next(block for block in layout.blocks if block[0] == "moved")
    return replace(layout, blocks=(*layout.blocks, ("other", again[1])))


@settings(max_examples=rounds(quick=60, full=1000), deadline=None)
@given(
    layout=layouts(),
    title=st.sampled_from(
        [
            "币种：美元",
            "币种：全部",
            "单位：万美元",
            "（港币）",
            "单位：元/万元",
            "单位：角",
            "币别：外币",
        ]
    ),
    other=st.sampled_from([*UNITS]),
)
def test_what_can_be_read_in_two_ways_is_one_fault_with_its_cell(
    layout: Layout, title: str, other: str, place: Path
) -> None:
    first, *rest = layout.lines
    assert refused([first, [title], *rest], place) in {"no_yuan", "units_differ"}
    assert refused(twice(layout).lines, place) == "column_twice"
    if layout.said and UNITS[other] != UNITS[layout.unit]:
        assert refused([first, [f"金额单位：{other}"], *rest], place) == "units_differ"
    only = tuple(block for block in layout.blocks if block[0] != "moved")
    movement = ("other", "2024年{}" if layout.two_rows else "2024年{}发生额")
    gone = replace(layout, blocks=(*(one for one in only if one[0] != "other"), movement))
    assert refused(gone.lines, place) == "column_of_another_time"


# --- another year's columns, and sheets


@pytest.mark.parametrize(
    "heading",
    [
        "本年累计借方,本年累计贷方,上年累计借方,上年累计贷方",
        "2025年借方发生额,2025年贷方发生额,2024年借方发生额,2024年贷方发生额",
        "本年借方发生额,本年贷方发生额,去年同期借方,去年同期贷方",
        "本期借方,本期贷方,上期累计借方,上期累计贷方",
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_the_columns_of_another_year_are_not_read(heading: str, first: bool, place: Path) -> None:
    names, amounts = heading.split(","), ["40", "40", "99", "99"]
    if not first:
        names, amounts = names[2:] + names[:2], amounts[2:] + amounts[:2]
    book = read(
        [
            ["期间：2025年1期至2025年12期"],
            ["科目编码", "科目名称", *names],
            ["660201", "工资", *amounts],
        ],
        place,
    )
    assert items(placed_in(book, chart())) == {"660201": ("wages", Decimal(40))}
    (told,) = [one for one in book.notices if one.key.endswith("headings_not_used")]
    assert told.values["headings"] == ", ".join(heading.split(",")[2:])


def test_headings_of_two_years_need_a_title(place: Path) -> None:
    lines = [
        ["科目编码", "科目名称", "2024年借方发生额", "2025年借方发生额"],
        ["660201", "工资", "99", "40"],
    ]
    assert refused(lines, place) == "which_year"
    book = read([["2024年度"], *lines], place)
    assert items(placed_in(book, chart())) == {"660201": ("wages", Decimal(99))}
    assert read([[*lines[0][:2], lines[0][3]], ["660201", "工资", "40"]], place).year == YEAR


def test_two_periods_in_titles_are_a_fault_unless_one_is_part_of_the_other(place: Path) -> None:
    lines = [["科目编码", "科目名称", "本年累计借方"], ["660201", "工资", "40"]]
    assert refused([["2025年度", "2024年1-12月"], *lines], place) == "periods_differ"
    book = read([["2025年度", "编制日期：2026年1月15日", "2025年1月至2025年9月"], *lines], place)
    assert book.months == ((2025, 1), (2025, 9))
    printed = ["打印日期：", "2026-02-03", "单位", "万元"]
    assert read([printed, *lines], place).months is None
    assert read([["2025年度", "2025年12月31日"], *lines], place).months == ((2025, 1), (2025, 12))


def test_a_month_is_not_taken_for_the_year(place: Path) -> None:
    lines = [
        ["2025年度"],
        ["科目编码", "科目名称", "本月借方", "本月贷方"],
        ["660201", "工资", "4", "4"],
    ]
    with pytest.raises(Faults) as caught:
        placed_in(read(lines, place), chart())
    assert [(one.place, one.key.rpartition(".")[2]) for one in caught.value.faults] == [
        ("C3", "only_a_month")
    ]
    lines[1] += ["本年累计借方", "本年累计贷方"]
    lines[2] += ["40", "40"]
    book = read(lines, place)
    assert items(placed_in(book, chart())) == {"660201": ("wages", Decimal(40))}


Saved = Callable[..., Path]


@pytest.fixture
def sheets(tmp_path: Path) -> Saved:
    def save(**lines: Sequence[Sequence[str]]) -> Path:
        path = tmp_path / "sheets.xlsx"
        with xlsxwriter.Workbook(path) as export:
            for name, written in lines.items():
                sheet = export.add_worksheet(name.strip("_"))
                for at, line in enumerate(written):
                    sheet.write_row(at, 0, line)
        return path

    return save


HEAD = ["科目编码", "科目名称", "本年累计借方", "本年累计贷方"]
WAGES = ["660201", "工资", "30", "30"]


def key_of(path: Path) -> list[tuple[str, str]]:
    with pytest.raises(Faults) as caught:
        read_book(path)
    return [(one.place, one.key.rpartition(".")[2]) for one in caught.value.faults]


def test_sheets_of_different_periods_are_one_fault(sheets: Saved) -> None:
    told = sheets(a=[["2024年度"], HEAD, WAGES], b=[["2025年度"], HEAD, WAGES])
    assert key_of(told) == [("b!A2", "sheets_of_two_periods")]
    named = sheets(_2024年=[HEAD, WAGES], _2025年=[HEAD, WAGES])
    assert key_of(named) == [("2025年!A1", "sheets_of_two_periods")]
    months = sheets(_11月=[HEAD, WAGES], _12月=[HEAD, WAGES])
    assert key_of(months) == [("12月!A1", "sheets_of_two_periods")]
    same = sheets(总部=[["2025年度"], HEAD, WAGES], 分公司=[HEAD, [*WAGES[:2], "7", "7"]])
    assert len(read_book(same).accounts) == 2


def test_sheets_in_two_units_are_yuan_where_both_say_it(sheets: Saved) -> None:
    both = sheets(a=[["单位：万元"], HEAD, WAGES], b=[["单位：元"], HEAD, WAGES])
    amounts = [one.amount for one in placed_in(read_book(both), chart()).placed]
    assert amounts == [300_000, 30]
    one = sheets(a=[["单位：万元"], HEAD, WAGES], b=[HEAD, WAGES])
    assert key_of(one) == [("b!A1", "no_unit_on_sheet")]


def test_rows_of_months_by_number_or_by_day(place: Path) -> None:
    head = ["会计期间", *HEAD]
    for months in (["11", "12"], ["2025-11-30", "2025-12-31"], ["2025年11期", "2025年12期"]):
        lines = [head, *([month, *WAGES[:2], str(at), "0"] for at, month in enumerate(months, 4))]
        (account,) = read([["2025年度"], *lines], place).accounts
        assert [*account.amounts.values()] == [5, 0]
    assert refused([head, ["一", *WAGES], ["二", *WAGES]], place) == "no_month"
    assert refused([["2024年度"], head, ["202512", *WAGES]], place) == "periods_differ"


# --- units, and currencies


@pytest.mark.parametrize(
    ("title", "yuan"),
    [
        ("单位：甲公司", 30),
        ("编制单位：北京万元科技有限公司", 30),
        ("注册资本1000万元", 30),
        ("单位：元（人民币）", 30),
        ("币种：综合本位币", 30),
        ("Unit: RMB thousand", 30_000),
        ("Amounts in millions of yuan", 30_000_000),
    ],
)
def test_a_title_is_a_unit_only_where_it_says_one(title: str, yuan: int, place: Path) -> None:
    (account,) = read([[title], HEAD, WAGES], place).accounts
    assert {*account.amounts.values()} == {yuan}


def test_a_unit_that_only_some_headings_say_is_a_fault(place: Path) -> None:
    head = ["科目编码", "科目名称", "本年累计借方（万元）", "本年累计贷方"]
    assert refused([head, WAGES], place) == "no_unit"
    (account,) = read([["单位：万元"], head, WAGES], place).accounts
    assert {*account.amounts.values()} == {300_000}
    head[3] += "（千元）"
    assert refused([head, WAGES], place) == "units_differ"


def test_a_row_in_foreign_money_is_a_fault_at_its_currency(place: Path) -> None:
    head = ["科目编码", "科目名称", "币种", *HEAD[2:]]
    lines = [head, ["6602", "管理费用", "", "40", "40"], ["660201", "工资", "人民币", "30", "30"]]
    assert len(read(lines, place).accounts) == 2
    foreign = ["660202", "职工福利费", "美元", "10", "10"]
    assert refused([*lines, foreign], place) == "foreign_row"
    assert len(read([*lines, [*foreign[:3], "0", ""]], place).accounts) == 3


def test_beside_columns_of_foreign_money_those_in_yuan_are_read(place: Path) -> None:
    head = ["科目编码", "科目名称", "币别", "本年累计借方（原币）", "本年累计借方（本位币）"]
    lines = [["2025年度"], head, ["660201", "工资", "美元", "10", "71"]]
    lines.append(["660202", "职工福利费", "人民币", "30", "30"])
    book = read(lines, place)
    assert [amount for _, amount in items(placed_in(book, chart())).values()] == [71, 30]
    lines.append(["660202", "职工福利费", "综合本位币", "", "30"])
    assert refused(lines, place) == "currencies_together"
    assert refused([[*head[:4]], ["660201", "工资", "美元", "10"]], place) == "foreign_column"


# --- what is hidden, and what is merged


def test_a_hidden_column_is_read_and_told(sheets: Saved) -> None:
    path = sheets(余额表=[HEAD, WAGES])
    book = openpyxl.load_workbook(path)
    book["余额表"].column_dimensions["C"].hidden = True
    book.save(path)
    (notice,) = [one for one in read_book(path).notices if one.key.endswith("hidden_columns")]
    assert (notice.place, notice.values) == ("余额表", {"columns": "C"})


@pytest.mark.parametrize(
    ("merged", "place"), [("C3:C4", "C3"), ("C3:D3", "C3"), ("B4:C4", "B4"), ("C4:C6", "C4")]
)
def test_merged_amounts_are_a_fault(merged: str, place: str, sheets: Saved) -> None:
    path = sheets(余额表=[["2025年度"], HEAD, WAGES, ["660202", "福利费", "10", "10"], ["合计"]])
    book = openpyxl.load_workbook(path)
    book["余额表"].merge_cells(merged)
    book.save(path)
    assert key_of(path) == [(f"余额表!{place}", "merged_amounts")]


def test_merged_titles_totals_and_notes_are_none(sheets: Saved) -> None:
    """And headings, over an empty row below them."""
    note = ["注：各数均已核对"]
    path = sheets(余额表=[["2025年度"], HEAD, [], WAGES, ["合计", "", "30", "30"], note, HEAD])
    book = openpyxl.load_workbook(path)
    for merged in ("A1:D1", "A2:A3", "C2:C3", "A5:B5", "A6:D6"):
        book["余额表"].merge_cells(merged)
    book.save(path)
    assert len(read_book(path).accounts) == 1


def test_the_builder_is_what_a_book_keeper_would_file() -> None:
    """The figures the properties above rest on: each of the items is a debit of a leaf."""
    debits = {row[0]: row[3] for row in LEAVES}
    assert {code: amount for code, (_, amount) in ITEMS.items()} == {c: debits[c] for c in ITEMS}
