"""Files that hold too much of anything, or are damaged: read as what they are, or refused in words."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from builders.demo_by_hand import DEMO
from builders.office import converted
from builders.proof import rounds
from builders.workbooks import CONTENT, SOUND, book, faults_of
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.law import Faults
from engine.submission import read_submission
from engine.submission.spreadsheet import read_spreadsheet

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


def sheet(cells: str, declared: str = "") -> bytes:
    return (
        f'{declared}<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>'.encode()
    )


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


@pytest.mark.parametrize("long", [f"<!--{'x' * 2_000_000}-->", f'<row spans="{"1" * 2_000_000}"/>'])
def test_a_comment_or_a_tag_without_end_is_refused(
    with_part: Callable[[str, bytes | None], Path], long: str
) -> None:
    """Each block of it would be looked through anew: 100 MB, zipped a tenth of one, took a minute."""
    assert faults_of(with_part(ITEMS, sheet(long))) == {"成本项目": "too_long_mark"}


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
