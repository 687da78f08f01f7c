"""Files made by others: read as what they mean, or refused with one fault that says why."""

from __future__ import annotations

import datetime
import io
import shutil
import zipfile
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from builders.demo_by_hand import DEMO
from builders.faults import keys_in
from builders.office import converted
from builders.operators import METHOD, SHELF
from builders.proof import rounds
from builders.workbooks import CONTENT, SOUND, book
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.determination import determine, unknown_values
from engine.law import Faults
from engine.submission import read_submission
from engine.submission.spreadsheet import number_in, read_spreadsheet
from engine.text import Language

DAY = datetime.date(2026, 3, 1)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ITEMS = "xl/worksheets/sheet3.xml"
"""The sheet of items in the demo workbook."""


@pytest.fixture
def with_part(tmp_path: Path) -> Callable[[str, bytes | None], Path]:
    """The demo workbook with one of its parts written anew, or taken out."""

    def write(name: str, content: bytes | None) -> Path:
        path = tmp_path / "filed.xlsx"
        with zipfile.ZipFile(io.BytesIO(CONTENT)) as whole:
            parts = {each: whole.read(each) for each in whole.namelist()}
        parts.pop(name)
        if content is not None:
            parts[name] = content
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            for each, written in parts.items():
                package.writestr(each, written)
        return path

    return write


def faults_of(path: Path, *more: Any) -> dict[str, str]:
    """The last word of each key, by place."""
    told = keys_in(lambda: read_submission(path, *more))
    return {place: key.rpartition(".")[2] for place, key in told.items()}


def sheet(cells: str, declared: str = "") -> bytes:
    return (
        f'{declared}<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>'.encode()
    )


# --- too much of anything


def test_a_blank_at_the_far_corners_changes_nothing(saved: Callable[[Any], Path]) -> None:
    of = book()
    of["成本项目"]["A1048576"] = " "
    of["成本项目"]["XFD1"] = "\u00a0\u3000"
    assert read_submission(saved(of)).submission == SOUND


def test_what_stands_far_away_is_told_and_not_dropped(saved: Callable[[Any], Path]) -> None:
    of = book()
    of["成本项目"]["XFD1"] = "备注"
    assert faults_of(saved(of)) == {"成本项目!XFD1": "unknown_column"}


@pytest.mark.parametrize(
    ("cells", "key"),
    [
        ("<row/>" * 800_000, "too_many_pieces"),
        ('<row r="1">' + '<c t="b"><v>1</v></c>' * 400 + "</row>", "too_many_columns"),
        ('<row><c t="b"><v>1</v></c></row>' * 20_001, "too_many_rows"),
        (f'<row><c t="inlineStr"><is><t>{"a" * 40_000}</t></is></c></row>', "too_long_cell"),
        ('<row r="1"><c r="A2"><v>1</v></c></row>', "damaged_part"),
        ('<row r="1"><c r="A1"><v>1e999</v></c></row>', "damaged_part"),
        ('<row r="1"><c r="A1" s="999"><v>1</v></c></row>', "no_styles"),
        ("<x>" * 100, "damaged_part"),
    ],
)
def test_a_sheet_that_is_too_much_or_damaged_is_refused(
    with_part: Callable[[str, bytes | None], Path], cells: str, key: str
) -> None:
    found = faults_of(with_part(ITEMS, sheet(cells)))
    assert list(found.values()) == [key]
    assert next(iter(found)).startswith("成本项目")


def test_many_cells_in_all_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "ledger.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as ledger:
        page = ledger.add_worksheet("成本项目")
        for row in range(10_000):
            page.write_row(row, 0, range(13))
    assert faults_of(path) == {"成本项目": "too_many_cells"}


def test_millions_of_shared_strings_are_refused(
    with_part: Callable[[str, bytes | None], Path],
) -> None:
    strings = f'<sst xmlns="{MAIN}">'.encode() + b"<si><t>a</t></si>" * 1_000_000 + b"</sst>"
    assert list(faults_of(with_part("xl/sharedStrings.xml", strings)).values()) == [
        "too_many_strings"
    ]


def test_what_unpacks_to_far_more_is_refused(
    with_part: Callable[[str, bytes | None], Path],
) -> None:
    assert faults_of(with_part(ITEMS, sheet(" " * 210_000_000))) == {
        "成本项目": "too_much_unpacked"
    }


def test_entities_are_not_read(with_part: Callable[[str, bytes | None], Path]) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    cells = '<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row>'
    found = faults_of(with_part(ITEMS, sheet(cells, bomb)))
    assert found == {"成本项目": "declares_entities"}


def test_a_stated_dimension_is_not_believed(
    with_part: Callable[[str, bytes | None], Path],
) -> None:
    with zipfile.ZipFile(io.BytesIO(CONTENT)) as whole:
        written = whole.read(ITEMS)
    first, _, rest = written.partition(b'<dimension ref="')
    lying = first + b'<dimension ref="A1:A2"' + rest[rest.index(b'"') + 1 :]
    assert lying != written
    path = with_part(ITEMS, lying)
    assert read_submission(path).submission == SOUND


def test_what_only_colours_cannot_be_damaged(
    with_part: Callable[[str, bytes | None], Path],
) -> None:
    with zipfile.ZipFile(io.BytesIO(CONTENT)) as whole:
        styles = whole.read("xl/styles.xml")
    strange = styles.replace(b'patternType="solid"', b'patternType="plaid"')
    assert strange != styles
    path = with_part("xl/styles.xml", strange)
    assert read_submission(path).submission == SOUND


def refused_wherever_it_is_cut(whole: Path, last: int) -> None:
    """Check a file cut at some forty places, the latest `last` bytes before its end."""
    assert read_submission(whole).submission == SOUND
    content, path = whole.read_bytes(), whole.with_stem("cut")
    end = len(content) - last
    for cut in (*range(0, end, len(content) // 40), end):
        path.write_bytes(content[:cut])
        with pytest.raises(Faults) as caught:
            read_submission(path)
        assert caught.value.faults


def test_a_workbook_that_is_cut_anywhere_is_refused(tmp_path: Path) -> None:
    whole = Path(shutil.copy(DEMO.with_suffix(".xlsx"), tmp_path))
    refused_wherever_it_is_cut(whole, 1)


# Of a .xls the very last bytes say nothing: they fill up its last sector.
@pytest.mark.parametrize(("form", "last"), [("xls", 5), ("ods", 1)])
@pytest.mark.office
def test_a_file_of_another_form_that_is_cut_anywhere_is_refused(
    tmp_path: Path, form: str, last: int, calc_path: str
) -> None:
    whole = converted(DEMO.with_suffix(".xlsx"), form, tmp_path, calc_path)
    refused_wherever_it_is_cut(whole, last)


@settings(max_examples=rounds(quick=25, full=2000))
@given(
    changes=st.lists(st.tuples(st.integers(0, len(CONTENT) - 1), st.integers(0, 255)), max_size=20)
)
def test_a_file_with_bytes_changed_is_a_fault_or_does_not_matter(
    changes: list[tuple[int, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    content = bytearray(CONTENT)
    for at, byte in changes:
        content[at] = byte
    path = tmp_path_factory.mktemp("changed") / "filed.xlsx"
    path.write_bytes(bytes(content))
    try:
        found = read_submission(path)
    except Faults:
        return
    assert found.submission == SOUND


@settings(max_examples=rounds(quick=50, full=5000))
@given(content=st.binary(max_size=600), form=st.sampled_from(["xlsx", "xls", "ods", "csv"]))
def test_any_bytes_are_a_fault_or_text(
    content: bytes, form: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("any") / f"file.{form}"
    path.write_bytes(content)
    with suppress(Faults):
        read_spreadsheet(path)


@pytest.mark.parametrize(
    ("name", "content", "key"),
    [
        ("a.xls", b"<html><table><tr><td>1</td></tr></table></html>", "web_page"),
        ("a.xls", b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "web_page"),
        ("a.xlsx", b"", "empty_file"),
        ("a.csv", b"", "empty_file"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "not_a_workbook"),
        ("a.ods", b"PK\x05\x06" + b"\x00" * 18, "not_a_workbook"),
    ],
)
def test_what_is_no_workbook_is_said(tmp_path: Path, name: str, content: bytes, key: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(Faults) as caught:
        read_spreadsheet(path)
    (fault,) = caught.value.faults
    assert fault.key == f"submission.spreadsheet.{key}"


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, zipfile.ZIP_DEFLATED])
def test_a_damaged_part_is_named_however_it_is_packed(tmp_path: Path, packing: int) -> None:
    name = "xl/workbook.xml"
    path = tmp_path / "filed.xlsx"
    with zipfile.ZipFile(io.BytesIO(CONTENT)) as whole, zipfile.ZipFile(path, "w") as package:
        for each in whole.namelist():
            package.writestr(each, whole.read(each), packing)
        at = package.getinfo(name).header_offset + 30 + len(name)
    content = bytearray(path.read_bytes())
    for place in range(at + 8, at + 60):
        content[place] ^= 0xFF
    path.write_bytes(bytes(content))
    assert faults_of(path) == {"": "damaged_part"}


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
    for row in (3, 4, 7):
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


# --- folders of CSV


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DEMO, tmp_path / "operator"))


@pytest.mark.parametrize(
    ("encoding", "sign", "told"),
    [
        ("utf-8-sig", ",", []),
        ("gb18030", ",", ["other_encoding"]),
        ("utf-16", "\t", ["other_encoding", "other_separator"]),
        ("utf-8", ";", ["other_separator"]),
    ],
)
def test_a_folder_in_other_encodings_and_signs_is_read_and_told(
    folder: Path, encoding: str, sign: str, told: list[str]
) -> None:
    pools = folder / "pools.csv"
    written = pools.read_text("utf-8").replace(",", sign)
    pools.write_bytes(written.encode(encoding))
    filed = read_submission(folder)
    assert filed.submission == SOUND
    assert [one.key.rpartition(".")[2] for one in filed.notices] == told
    assert {one.place for one in filed.notices} <= {"pools.csv"}


@pytest.mark.parametrize(
    "content", [b"\x00\x00\x00", b"\xff\xff\xff", b'a,"b\n1,2\n', b"PK\x03\x04"]
)
def test_what_is_no_csv_is_one_fault(folder: Path, content: bytes) -> None:
    (folder / "staff.csv").write_bytes(content)
    assert list(faults_of(folder)) == ["staff.csv"]


def test_a_month_that_a_spreadsheet_cut_is_asked_in_csv_too(folder: Path) -> None:
    assets = folder / "assets.csv"
    assets.write_text(assets.read_text("utf-8").replace("2022-06", "2025.1", 1), "utf-8")
    assert faults_of(folder) == {"assets.csv!N2": "january_or_october"}


def test_what_lies_in_the_folder_and_is_not_read_is_told(folder: Path) -> None:
    (folder / "unplaced.csv").write_text(
        "科目编码,科目,金额\n6603,财务费用,2\n6605,其他,3\n", "utf-8"
    )
    (folder / "工资表.xlsx").write_bytes(b"any")
    (folder / "~$工资表.xlsx").write_bytes(b"any")  # what an open spreadsheet leaves
    filed = read_submission(folder)
    assert filed.submission == SOUND
    assert {one.place: (one.key, dict(one.values)) for one in filed.notices} == {
        "unplaced.csv": ("submission.unplaced_accounts", {"count": 2}),
        "工资表.xlsx": ("submission.file_not_read", {}),
    }
    told = determine(SHELF, filed, METHOD, DAY).remarks
    assert any("unplaced.csv" in one.text.zh and "2 个科目" in one.text.zh for one in told)


def test_a_list_of_what_was_not_placed_that_lists_nothing_is_not_told(folder: Path) -> None:
    (folder / "unplaced.csv").write_text("科目编码,科目,金额\n", "utf-8")
    assert read_submission(folder).notices == ()


def test_a_csv_file_of_no_known_name_is_refused(folder: Path) -> None:
    (folder / "items2.csv").write_text("编号\nx\n", "utf-8")
    assert faults_of(folder) == {"items2.csv": "unknown_file"}


def test_an_empty_cell_is_told_with_the_heading_of_its_column(folder: Path) -> None:
    assets = folder / "assets.csv"
    first, second, *rest = assets.read_text("utf-8").splitlines()
    at = first.split(",").index("资产原值（元）")
    assert second.count(",7200000.00,") == 1
    second = second.replace(",7200000.00,", ",,")
    assets.write_text("\n".join((first, second, *rest)), "utf-8")
    with pytest.raises(Faults) as caught:
        read_submission(folder)
    (fault,) = caught.value.faults
    assert fault.place == f"assets.csv!{chr(65 + at)}2"
    assert "「资产原值（元）」不能为空" in fault.message(Language.ZH)
    assert "“资产原值（元）” is required and missing" in fault.message(Language.EN)
