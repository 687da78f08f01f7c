"""Each layout of a trial balance that is met is read as the same books, which are worked by hand."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from builders.office import converted
from builders.operators import ROOT
from builders.trial_balances import (
    as_csv,
    as_expected,
    as_xlsx,
    chart,
    draft_of,
    family_a_file,
    family_b,
    family_c,
    key_of,
    notices,
)

from engine.law import Faults
from engine.submission.trial_balance import placed_in, read_book
from engine.submission.trial_balance.above.column import Period, Side, column_in


@pytest.mark.parametrize(
    "heading",
    ["Name", "Account name", "Description", "ACCOUNT  DESCRIPTION", "Account title", "科目名称"],
)
def test_names_stand_under_any_usual_heading(heading: str, written: Callable[..., Path]) -> None:
    book = read_book(
        written(
            "Company: Jiangnan,2025",
            f"Account,{heading},Opening debit,Opening credit,Debit,Credit,Closing debit,Closing credit",
            "660201,工资,,,250000,250000,,",
        )
    )
    assert [one.name for one in book.accounts] == ["工资"]
    (placed,) = placed_in(book, chart()).placed
    assert (placed.path, str(placed.nature.category), placed.amount) == ("工资", "wages", 250000)


@pytest.mark.parametrize("heading", ["科目编码,备注", "科目编码"])
def test_a_balance_without_names_is_refused(heading: str, written: Callable[..., Path]) -> None:
    more = "x," if "," in heading else ""
    path = written(f"{heading},本年借方,本年贷方", f"660201,{more}250000,250000")
    with pytest.raises(Faults) as caught:
        read_book(path)
    assert key_of(caught.value) == [("A1", "no_names")]


def test_a_name_that_stands_with_its_number_is_one(written: Callable[..., Path]) -> None:
    book = read_book(written("科目,本年借方,本年贷方", "660201 工资,250000,250000"))
    assert [(one.code, one.name) for one in book.accounts] == [("660201", "工资")]


def test_sides_in_a_column_and_headings_of_two_rows(tmp_path: Path) -> None:
    book = read_book(family_a_file(tmp_path / "a.xlsx"))
    as_expected(book)
    assert (book.operator, book.months) == ("示例数据运营有限公司", ((2025, 1), (2025, 12)))
    assert placed_in(book, chart()).placed[0].place == "科目余额表!E17"


def test_pairs_of_debit_and_credit_all_in_text(tmp_path: Path) -> None:
    book = read_book(as_xlsx(family_b(), tmp_path / "b.xlsx"))
    as_expected(book)
    assert (book.operator, book.year) == ("示例数据运营有限公司", 2025)


def test_the_example_is_these_books() -> None:
    """Its figures are worked by hand above."""
    content = (ROOT / "examples" / "operators" / "trial-balance.csv").read_text("utf-8-sig")
    rows = [row for row in family_b() if any(row)]
    assert [*csv.reader(io.StringIO(content))] == rows


@pytest.mark.parametrize(
    ("encoding", "sign"), [("utf-8-sig", ","), ("gb18030", ","), ("utf-16", "\t"), ("utf-8", ";")]
)
def test_text_in_the_encodings_and_signs_that_are_met(
    tmp_path: Path, encoding: str, sign: str
) -> None:
    path = tmp_path / "b.csv"
    path.write_bytes(as_csv(family_b(), encoding, sign))
    book = read_book(path)
    as_expected(book)
    assert ("other_encoding" in notices(book)) is (encoding in {"gb18030", "utf-16"})


def test_text_that_is_named_as_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "export.xls"
    path.write_bytes(as_csv(family_b(), "gb18030", "\t"))
    as_expected(read_book(path))


def test_an_audit_export_has_a_row_for_each_month(tmp_path: Path) -> None:
    path = tmp_path / "d.csv"
    path.write_bytes(as_csv(family_c()))
    book = read_book(path)
    as_expected(book)
    assert "last_month_taken" in notices(book)


@pytest.mark.office
@pytest.mark.parametrize("form", ["xls", "ods"])
def test_the_binary_form_and_the_open_one(tmp_path: Path, form: str, calc_path: str) -> None:
    source = family_a_file(tmp_path / "balance.xlsx")
    as_expected(read_book(converted(source, form, tmp_path, calc_path)))


@pytest.mark.parametrize(
    ("heading", "period", "side"),
    [
        ("期初余额借方", Period.OPENING, Side.DEBIT),
        ("本期发生额_贷方金额", Period.MOVEMENT, Side.CREDIT),
        ("本年累计发生额 借方", Period.YEAR, Side.DEBIT),
        ("累计贷方", Period.YEAR, Side.CREDIT),
        ("年初借方余额", Period.YEAR_OPENING, Side.DEBIT),
        ("期末余额借方（本位币）", Period.CLOSING, Side.DEBIT),
        ("fYtdDebit", Period.YEAR, Side.DEBIT),
        ("fEndBalance", Period.CLOSING, Side.BALANCE),
        ("期末余额 方向", Period.CLOSING, Side.DIRECTION),
    ],
)
def test_columns_go_by_many_names(heading: str, period: Period, side: Side) -> None:
    found = column_in(heading)
    assert found is not None
    assert (found.period, found.side) == (period, side)


@pytest.mark.parametrize(
    ("heading", "word"),
    [
        ("期初余额数量", "unused"),
        ("期末余额借方（原币）", "foreign"),
        ("期末余额借方（美元）", "foreign"),
        ("期末单价", "unused"),
        ("本期净额", "unused"),
        ("上年累计借方", "other"),
        ("上年同期借方", ""),
    ],
)
def test_quantities_and_foreign_money_are_not_taken_for_amounts(heading: str, word: str) -> None:
    found = column_in(heading)
    assert (found.word if found else "") == word


def test_the_unit_of_money_and_the_day_of_printing(written: Callable[..., Path]) -> None:
    book = read_book(
        written(
            "科目余额表,,打印日期：2026-02-03",
            "期间：2025年1期至2025年12期,单位：万元",
            "科目编码,科目名称,本期借方,本期贷方",
            "6602,管理费用,(1.5),－1.50",
        )
    )
    assert book.months == ((2025, 1), (2025, 12))
    assert set(book.accounts[0].amounts.values()) == {Decimal(-15000)}
    assert notices(book) == {"scaled": "B2"}


def test_branches_on_sheets_of_their_own_are_one_book(tmp_path: Path) -> None:
    path = tmp_path / "branches.xlsx"
    with xlsxwriter.Workbook(path) as export:
        for name, amount in (("总部", 100), ("分公司", 50)):
            sheet = export.add_worksheet(name)
            sheet.write_row(0, 0, ["2025年度"])
            sheet.write_row(1, 0, ["科目编码", "科目名称", "本期借方", "本期贷方"])
            sheet.write_row(2, 0, ["6602", "管理费用", amount, amount])
            sheet.write_row(3, 0, ["660201", "工资", amount, amount])
        export.add_worksheet("说明").write(0, 0, "说明")
    book = read_book(path)
    placed = placed_in(book, chart()).placed
    assert [(one.account.entity, one.amount) for one in placed] == [("总部", 100), ("分公司", 50)]
    assert notices(book) == {"sheet_not_read": "说明"}
    files = draft_of(book)
    ids = [
        row["编号"] for row in csv.DictReader(io.StringIO(files["items.csv"].decode("utf-8-sig")))
    ]
    assert len(set(ids)) == 2


def test_hidden_rows_are_read_and_told(tmp_path: Path) -> None:
    path = tmp_path / "hidden.xlsx"
    with xlsxwriter.Workbook(path) as export:
        sheet = export.add_worksheet("余额表")
        sheet.write_row(0, 0, ["科目编码", "科目名称", "本期借方", "本期贷方"])
        sheet.write_row(1, 0, ["660201", "工资", 5, 5])
        sheet.set_row(1, None, None, {"hidden": True})
    book = read_book(path)
    assert len(book.accounts) == 1
    assert "hidden_rows" in notices(book)


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ("", "empty_file"),
        ("a,b\n1,2\n", "no_heading"),
        ("科目编码,科目名称\n1002,银行存款\n", "no_heading"),
        ("科目编码,科目名称,期末余额\n", "no_accounts"),
    ],
)
def test_what_is_no_trial_balance_is_refused(tmp_path: Path, content: str, key: str) -> None:
    path = tmp_path / "balance.csv"
    path.write_text(content, "utf-8")
    with pytest.raises(Faults) as caught:
        read_book(path)
    assert key_of(caught.value) == [("", key)]
