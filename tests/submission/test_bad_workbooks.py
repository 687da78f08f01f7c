"""Workbooks and folders that are wrong: every fault with sheet and cell, exit 2, nothing behind."""

from __future__ import annotations

import datetime
import io
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from builders.demo_by_hand import DEMO
from builders.faults import faults_in, keys_in
from builders.operators import METHOD, ROOT
from builders.workbooks import CONTENT, SOUND, book
from typer.testing import CliRunner

from engine.cli import group
from engine.law import Faults
from engine.submission import read_submission
from engine.text import Language

TARIFFS = ("--tariffs", str(ROOT / "tariffs"))


def faults_of(path: Path) -> dict[str, str]:
    """The faults of reading `path`; the command tells a hundred of them and counts them all."""
    found = keys_in(lambda: read_submission(path))
    out = path.parent / "out"
    arguments = ["determine", str(path), "--method", METHOD, "--on", "2026-03-01"]
    result = CliRunner().invoke(group(("determine",)), [*arguments, "--out", str(out), *TARIFFS])
    assert result.exit_code == 2
    assert not out.exists()
    *told, count = result.stderr.splitlines()
    for place, line in zip([*found][:100], told, strict=False):
        assert place in line
    assert count == f"共 {len(found)} 处错误"
    return found


def test_every_kind_of_fault_at_once(saved: Callable[[Any], Path]) -> None:
    of = book()
    items, assets = of["成本项目"], of["资产台账"]
    earlier, years, drivers = of["以前年度金额"], of["以前年度"], of["产品动因量"]
    items["E2"] = "五百万"  # text for a number
    items["E3"] = -1  # negative
    items["E4"].value, items["E4"].data_type = "#REF!", "e"  # a formula's error
    items["A6"] = items["A5"].value  # a duplicate
    items["I7"] = "可能"  # neither yes nor no
    items.merge_cells("B9:B10")
    assets["N2"] = "去年"  # no month
    assets["N3"] = datetime.date(2024, 3, 15)  # a day: its month is taken
    assets["L4"] = 120  # no share
    assets["H5"] = None
    years["A3"] = 2026  # a year after the accounts year
    earlier["B2"] = 2019
    earlier["A3"] = "no-such-item"
    drivers["B3"] = "no-such-product"
    found = faults_of(saved(of))
    assert (
        found.items()
        >= {
            "成本项目!E2": "submission.not_a_number_cell",
            "成本项目!E3": "submission.written_back_without_reason",
            "成本项目!E4": "submission.error_value",
            "成本项目!A6": "submission.repeated",
            "成本项目!I7": "submission.no_such_choice",
            "成本项目!B9:B10": "submission.merged_cells",
            "资产台账!N2": "submission.not_a_month_cell",
            "资产台账!L4": "law.too_big",
            "以前年度!A3": "submission.year_not_earlier",
            "以前年度金额!B2": "submission.no_such_year",
            "以前年度金额!A3": "submission.no_such_item",
            "产品动因量!C3": "submission.no_such_product",
        }.items()
    )
    assert "资产台账!N3" not in found


def test_years_and_drivers_that_do_not_fit_are_told_by_their_cells(
    saved: Callable[[Any], Path],
) -> None:
    of = book()
    earlier, years, uses = of["以前年度金额"], of["以前年度"], of["产品动因量"]
    years["A3"] = 2026
    earlier["B2"] = 2019
    earlier["A3"] = "no-such-item"
    uses["B3"] = "no-such-product"
    of["成本池"]["G2"] = "megawatts"
    of["职工"]["D2"] = 2022
    found = faults_of(saved(of))
    assert (
        found.items()
        >= {
            "以前年度!A3": "submission.year_not_earlier",
            "以前年度金额!B2": "submission.no_such_year",
            "以前年度金额!A3": "submission.no_such_item",
            "产品动因量!C3": "submission.no_such_product",
            "成本池!G2": "submission.no_such_driver",
            "职工!D2": "submission.no_such_year",
        }.items()
    )


@pytest.mark.parametrize(
    "title", ["成本项目", "产品和服务", "成本池", "产品分摊", "职工", "以前年度"]
)
@pytest.mark.parametrize("rows", [1, 3])
def test_a_title_above_the_headings_is_one_fault(
    saved: Callable[[Any], Path], title: str, rows: int
) -> None:
    of = book()
    of[title].insert_rows(1, rows)
    of[title]["A1"] = "某年度申报表"
    path = saved(of)
    assert keys_in(lambda: read_submission(path)) == {f"{title}!A1": "submission.heading_not_first"}


def test_what_must_be_more_than_nothing_says_so_of_nothing(saved: Callable[[Any], Path]) -> None:
    of = book()
    products = of["产品和服务"]
    (quantity,) = [cell for cell in products[1] if cell.value == "预测年用量"]
    zero = products.cell(2, quantity.column, 0)
    path = saved(of)
    (fault,) = faults_in(lambda: read_submission(path)).values()
    assert fault.place == f"产品和服务!{zero.coordinate}"
    assert fault.message(Language.EN).endswith("= 0: this must be more than 0")
    assert fault.message(Language.ZH).endswith("应大于 0")


def test_a_missing_sheet_is_named_and_the_others_are_still_read(
    saved: Callable[[Any], Path],
) -> None:
    of = book()
    del of["成本池"]
    of["政府补助"]["D2"] = "若干"
    assert (
        faults_of(saved(of)).items()
        >= {
            "成本池": "submission.missing_sheet",
            "政府补助!D2": "submission.not_a_number_cell",
        }.items()
    )


def test_the_export_of_another_program_is_told_sheet_by_sheet(tmp_path: Path) -> None:
    path = tmp_path / "export.xlsx"
    with xlsxwriter.Workbook(path) as export:
        sheet = export.add_worksheet("科目余额表")
        sheet.merge_range("A1:F1", "科目余额表 2025年12月")
        sheet.write_row("A2", ["科目编码", "科目名称", "期初", "借方", "贷方", "期末"])
        export.add_worksheet("Sheet2")
    found = faults_of(path)
    assert found["科目余额表"] == found["Sheet2"] == "submission.unknown_sheet"
    missing = {place for place, key in found.items() if key == "submission.missing_sheet"}
    assert missing == {"基本情况", "成本项目", "政府补助", "成本池", "产品和服务", "产品分摊"}


@pytest.mark.parametrize("second", ["基本情况 ", "Basics"])
def test_a_sheet_that_stands_twice_is_no_choice_of_the_program(
    saved: Callable[[Any], Path], second: str
) -> None:
    """A copy of the basics with an income of 1, last in the workbook."""
    of = book()
    copy = of.copy_worksheet(of["基本情况"])
    copy.title = second
    for row in copy.iter_rows():
        if row[0].value == "成本年度营业收入（元）":
            row[1].value = 1
    assert faults_of(saved(of)) == {second: "submission.repeated_sheet"}


def test_two_hundred_thousand_rows_are_refused_quickly(tmp_path: Path) -> None:
    path = tmp_path / "ledger.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as ledger:
        sheet = ledger.add_worksheet("成本项目")
        for row in range(200_000):
            sheet.write_number(row, 0, row)
    found = faults_in(lambda: read_submission(path))
    assert list(found) == ["成本项目"]
    assert found["成本项目"].key == "submission.spreadsheet.too_many_rows"
    assert found["成本项目"].values["most"] == 20_000  # what docs/submissions.md says


def test_a_year_that_is_not_over_cannot_be_determined_on(saved: Callable[[Any], Path]) -> None:
    of = book()
    names = {row[0].value: row[1] for row in of["基本情况"].iter_rows(min_row=2)}
    names["成本年度"].value = 2026
    of["以前年度"]["A4"] = 2025
    of["以前年度"]["B4"], of["以前年度"]["C4"] = 1, 1
    path = saved(of)
    arguments = ["determine", str(path), "--method", METHOD, "--on", "2026-03-01", *TARIFFS]
    result = CliRunner().invoke(group(("determine",)), arguments)
    assert result.exit_code == 2


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DEMO, tmp_path / "operator"))


def changed(path: Path, before: str, after: str) -> None:
    content = path.read_text("utf-8")
    assert before in content
    path.write_text(content.replace(before, after, 1), "utf-8")


def test_a_folder_is_told_file_by_file_and_cell_by_cell(folder: Path) -> None:
    changed(folder / "items.csv", "5286400.00", "约五百万")
    changed(folder / "items.csv", "1864352.17", "-1")
    changed(folder / "assets.csv", "2022-06", "2022-13")
    changed(folder / "products.csv", "0.0001", "0,0001")
    (folder / "pools.csv").rename(folder / "pool.csv")
    (folder / "staff.csv").write_bytes(b"\xff\xff\xff")
    found = faults_of(folder)
    assert (
        found.items()
        >= {
            "items.csv!E2": "submission.not_a_number_cell",
            "items.csv!E3": "submission.written_back_without_reason",
            "assets.csv!N2": "submission.not_a_month_cell",
            "pool.csv": "submission.unknown_file",
            "pools.csv": "submission.missing_file",
            "staff.csv": "submission.spreadsheet.not_csv",
        }.items()
    )


def test_a_list_stands_in_one_place_only(folder: Path) -> None:
    with (folder / "submission.yaml").open("a", encoding="utf-8") as stream:
        stream.write("staff: []\n")
    assert faults_of(folder)["staff.csv"] == "submission.list_twice"


def test_a_fault_of_the_yaml_has_its_line(folder: Path) -> None:
    changed(folder / "submission.yaml", "income: 56800000.00", "income: much")
    line = (folder / "submission.yaml").read_text("utf-8").splitlines().index("income: much") + 1
    assert faults_of(folder) == {f"submission.yaml:{line} income": "money.not_a_number"}


def test_a_folder_without_its_basics_is_refused(folder: Path) -> None:
    (folder / "submission.yaml").unlink()
    assert faults_of(folder) == {"submission.yaml": "submission.no_basics_file"}


@pytest.mark.parametrize("name", zipfile.ZipFile(io.BytesIO(CONTENT)).namelist())
@pytest.mark.parametrize("content", [b"<x>", None], ids=["broken", "missing"])
def test_a_damaged_part_is_a_fault_or_does_not_matter(
    tmp_path: Path, name: str, content: bytes | None
) -> None:
    path = tmp_path / "damaged.xlsx"
    with zipfile.ZipFile(io.BytesIO(CONTENT)) as whole, zipfile.ZipFile(path, "w") as damaged:
        for each in whole.namelist():
            if each != name:
                damaged.writestr(each, whole.read(each))
            elif content is not None:
                damaged.writestr(each, content)
    try:
        found = read_submission(path)
    except Faults:
        return
    assert found.submission == SOUND
