"""Workbooks that others filled in: what a cell means, what is hidden, and each fault told once."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from builders.operators import DAY, METHOD, SHELF
from builders.workbooks import SOUND, book, faults_of

from engine.determination import determine, unknown_values
from engine.submission import read_submission
from engine.submission.spreadsheet import number_in

# --- what a cell means


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1,234.50", "1234.50"),
        ("１２３４．５", "1234.5"),
        ("\u00a01,792,810.00 ", "1792810.00"),
        ("(45.00)", "-45.00"),
        ("（45）", "-45"),
        ("−5", "-5"),
        ("￥8.10", "8.10"),
        (".5", "0.5"),
        ("1,23", None),
        ("1.234,56", None),
        ("12,345,6", None),
        ("五", None),
        ("1e5", None),
        ("(-5)", None),
        ("1_000", None),
        ("", None),
    ],
)
def test_figures_as_people_type_them(written: str, number: str | None) -> None:
    assert number_in(written) == (None if number is None else Decimal(number))


def test_figures_typed_as_text_are_read(saved: Callable[[Any], Path]) -> None:
    of = book()
    items = of["成本项目"]
    assert items["E2"].value == 5_286_400
    items["E2"] = " ５，286，400.00\u00a0"
    assert read_submission(saved(of)).submission == SOUND


@pytest.mark.parametrize(
    ("value", "form", "read"),
    [
        (0.625, "0.00%", "62.5"),
        ("62.5%", "General", "62.5"),
        ("62.5", "General", "62.5"),
        (0.625, "General", None),
        (1, "General", None),
        ("0.625", "General", None),
        (0.625, '0.00"%"', None),
        (0.625, "\\%0.00", None),
    ],
)
def test_a_share_is_read_by_what_its_cell_means(
    saved: Callable[[Any], Path], value: object, form: str, read: str | None
) -> None:
    of = book()
    cell = of["成本池"]["F4"]
    assert cell.value == 62.5
    cell.value, cell.number_format = value, form
    path = saved(of)
    if read is None:
        assert faults_of(path) == {"成本池!F4": "share_or_fraction"}
    else:
        (pool,) = [one for one in read_submission(path).submission.pools if one.id == "data"]
        assert pool.paid_share == Decimal(read)


@pytest.mark.parametrize(
    ("heading", "written"),
    [("有偿使用占比（小数）", 0.625), ("Share of paid use (fraction)", 0.625)],
)
def test_a_heading_may_say_that_shares_are_fractions(
    saved: Callable[[Any], Path], heading: str, written: float
) -> None:
    of = book()
    of["成本池"]["F1"], of["成本池"]["F4"] = heading, written
    assert read_submission(saved(of)).submission == SOUND


def test_a_heading_may_say_that_small_shares_are_per_cent(saved: Callable[[Any], Path]) -> None:
    of = book()
    of["成本池"]["F1"], of["成本池"]["F4"] = "有偿使用占比（百分数）", 0.625
    (pool,) = [one for one in read_submission(saved(of)).submission.pools if one.id == "data"]
    assert pool.paid_share == Decimal("0.625")


@pytest.mark.parametrize(
    ("value", "month"),
    [
        (2025.1, None),
        (2025.11, "2025-11"),
        (2025.2, "2025-02"),
        (202510, "2025-10"),
        (45931, None),
        (2025, None),
        ("2025.10", "2025-10"),
        ("２０２５年３月", "2025-03"),
        ("2025/3/9 0:00:00", "2025-03"),
        (datetime.date(2025, 10, 1), "2025-10"),
        (True, None),
        (datetime.timedelta(days=3), None),
        (datetime.time(10, 30), None),
    ],
)
def test_a_month_is_read_or_asked(
    saved: Callable[[Any], Path], value: object, month: str | None
) -> None:
    of = book()
    of["资产台账"]["N4"] = value
    path = saved(of)
    if month is None:
        key = "january_or_october" if value == 2025.1 else "not_a_month_cell"
        assert faults_of(path) == {"资产台账!N4": key}
    else:
        items = read_submission(path).submission.items
        (asset,) = [item.asset for item in items if item.id == "servers-c"]
        assert asset is not None
        assert asset.in_use_from == month


def test_a_name_with_a_character_that_nobody_sees_is_refused(saved: Callable[[Any], Path]) -> None:
    of = book()
    items = of["成本项目"]
    items["B2"] = "政务云_x0007_租赁"  # as a workbook writes a bell
    items["B3"] = "机房\u202e电费"
    items["B4"] = "机房\u200b空调"
    assert faults_of(saved(of)) == dict.fromkeys(
        ("成本项目!B2", "成本项目!B3", "成本项目!B4"), "unseen_character"
    )


def test_thirds_are_the_whole(saved: Callable[[Any], Path]) -> None:
    of = book()
    shares = of["产品分摊"]
    shares.delete_rows(5)
    for row in (2, 3, 4):
        shares[f"C{row}"] = 100 / 3
    filed = read_submission(saved(of))
    given_shares = [product.shares.get("data", 0) for product in filed.submission.products]
    assert sum(given_shares) == 100
    (notice,) = filed.notices
    assert (notice.place, notice.key) == ("产品分摊!C2", "submission.made_whole")
    shares["C2"] = 33.33
    assert faults_of(saved(of)) == {"产品分摊!C2": "shares_not_whole"}


# --- what is hidden is told


def test_hidden_rows_sheets_and_columns_are_read_and_told(saved: Callable[[Any], Path]) -> None:
    of = book()
    items = of["成本项目"]
    for row in (1, 3, 4, 7):  # the headings are no figures
        items.row_dimensions[row].hidden = True
    items.auto_filter.ref = "A1:K60"
    items.column_dimensions["C"].hidden = True
    of["职工"].sheet_state = "hidden"
    filed = read_submission(saved(of))
    assert filed.submission == SOUND
    told = {(one.place, one.key.rpartition(".")[2]): one.values for one in filed.notices}
    assert told == {
        ("成本项目", "filtered_rows"): {"rows": "3-4, 7", "count": 3},
        ("成本项目", "hidden_columns"): {"columns": "C1"},
        ("职工", "hidden_sheet"): {},
    }
    remarks = determine(SHELF, filed, METHOD, DAY).remarks
    assert [(one.id, one.of) for one in remarks][:3] == [
        ("of_file", place) for place in ("成本项目", "成本项目", "职工")
    ]


# --- one fault is told once, and all kinds at once


def test_one_heading_changed_is_one_fault(saved: Callable[[Any], Path]) -> None:
    for page, cell, written in (
        ("成本项目", "E1", "金额（万元）"),
        ("成本项目", "A1", "序号"),
        ("成本池", "A1", "序号"),
        ("产品和服务", "A1", "序号"),
        ("分摊动因", "A1", "序号"),
        ("产品分摊", "B1", "池"),
        ("产品动因量", "C1", "数量"),
        ("以前年度", "C1", "平均工资"),
    ):
        of = book()
        of[page][cell] = written
        keys = set(faults_of(saved(of)).values())
        assert keys <= {"changed_heading", "unknown_column"}, (page, cell)
        assert list(faults_of(saved(of))) == [f"{page}!{cell}"]


def test_a_missing_sheet_is_one_fault(saved: Callable[[Any], Path]) -> None:
    for page in ("成本项目", "成本池", "产品和服务", "产品分摊", "政府补助"):
        of = book()
        del of[page]
        assert faults_of(saved(of)) == {page: "missing_sheet"}


def test_faults_of_every_kind_are_told_at_once(saved: Callable[[Any], Path]) -> None:
    """Of cells, of entries, of what does not fit together, and of what the law does not know."""
    of = book()
    items, assets = of["成本项目"], of["资产台账"]
    items["E2"] = "约五百万"  # a cell
    items["D3"] = "platforms"  # no category of the review
    items["F4"], items["G4"], items["E4"] = "computing", "有偿使用", "若干"  # two homes, and a cell
    items["F5"] = "computers"  # no pool
    assets["H2"] = "electronics"  # no class of assets
    assets["N4"] = 2025.1
    of["成本池"]["F4"] = 0.625
    of["产品分摊"]["C2"] = 31
    of["产品和服务"]["G2"] = "一分"  # a broken product, beside its shares
    basics = {row[0].value: row[1] for row in of["基本情况"].iter_rows(min_row=2)}
    basics["所在地"].value = "moon"
    assert faults_of(saved(of), unknown_values(SHELF, METHOD, DAY)) == {
        "成本项目!E2": "not_a_number_cell",
        "成本项目!D3": "no_such_value",
        "成本项目!E4": "not_a_number_cell",
        "成本项目!A4": "pool_and_direct",
        "成本项目!F5": "no_such_pool",
        "资产台账!H2": "no_such_value",
        "资产台账!N4": "january_or_october",
        "成本池!F4": "share_or_fraction",
        "产品分摊!C2": "shares_not_whole",
        "产品和服务!G2": "not_a_number_cell",
        basics["所在地"].parent.title + "!" + basics["所在地"].coordinate: "no_such_value",
    }
