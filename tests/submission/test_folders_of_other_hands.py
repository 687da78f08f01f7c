"""Folders of CSV files that others made: encodings, what is no CSV, and what lies there unread."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from builders.demo_by_hand import DEMO
from builders.operators import DAY, METHOD, SHELF
from builders.workbooks import SOUND, faults_of

from engine.determination import determine
from engine.law import Faults
from engine.submission import read_submission
from engine.text import Language


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
