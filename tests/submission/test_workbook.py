"""A submission workbook: reads as its YAML does; a bad one is refused with every sheet and cell."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from builders.faults import keys_in
from hypothesis import given
from hypothesis import strategies as st

from engine.law import Faults
from engine.submission import read_submission, workbook_template
from engine.text import Language

CIRCLE = Path(__file__).parents[2] / "examples" / "operators" / "circle.yaml"


@pytest.fixture
def filled() -> Any:
    """The worked operator's workbook, open for changes."""
    content = workbook_template(Language.ZH, read_submission(CIRCLE).submission)
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.fixture
def faults_of(saved: Callable[[Any], Path]) -> Callable[[Any], dict[str, str]]:
    """Save a workbook, read it, and return its faults: place to key."""
    return lambda of: keys_in(lambda: read_submission(saved(of)))


@pytest.mark.parametrize("language", list(Language))
def test_the_workbook_reads_as_the_yaml_does(tmp_path: Path, language: Language) -> None:
    submission = read_submission(CIRCLE).submission
    path = tmp_path / "operator.xlsx"
    path.write_bytes(workbook_template(language, submission))
    assert read_submission(path).submission == submission


@pytest.mark.parametrize("name", ["operator", "operator.csv", "operator.yaml", "operator.XLS"])
def test_a_workbook_is_one_whatever_its_name(tmp_path: Path, name: str) -> None:
    submission = read_submission(CIRCLE).submission
    path = tmp_path / name
    path.write_bytes(workbook_template(Language.ZH, submission))
    assert read_submission(path).submission == submission


def test_the_same_submission_gives_the_same_bytes() -> None:
    submission = read_submission(CIRCLE).submission
    assert workbook_template(Language.ZH, submission) == workbook_template(Language.ZH, submission)


def test_a_figure_is_declared_with_sheet_and_cell(tmp_path: Path) -> None:
    path = tmp_path / "operator.xlsx"
    path.write_bytes(workbook_template(Language.ZH, read_submission(CIRCLE).submission))
    filed = read_submission(path)
    # wages are the third entry, on row 4 below the headings; amounts stand in column E
    assert filed.declared("items", 2, "amount").place == "成本项目!E4"


def test_an_empty_template_asks_for_each_figure_by_its_cell(
    faults_of: Callable[[Any], dict[str, str]],
) -> None:
    found = faults_of(openpyxl.load_workbook(io.BytesIO(workbook_template(Language.ZH))))
    assert found["基本情况!B2"] == "submission.missing_cell"  # the operator's name
    assert found["成本项目"] == "law.missing"
    assert "基本情况!B16" not in found  # the spread may be chosen later


def test_every_fault_is_told_at_once(
    filled: Any, faults_of: Callable[[Any], dict[str, str]]
) -> None:
    items, subsidies, pools = filled["成本项目"], filled["政府补助"], filled["成本池"]
    items["E2"] = "四百万"  # text for a number
    items["E3"] = -1  # negative
    items["E4"] = "=1/0"  # an error value, never calculated here
    items["A6"] = "welfare"  # the id of the row above
    items["G6"] = "收费"  # not a choice
    items["E8"] = datetime.date(2026, 1, 1)
    items["E9"] = True
    subsidies.merge_cells("B2:C2")
    subsidies["D3"] = None  # empty
    pools["F3"] = 101
    filled["产品分摊"]["C2"] = 69  # computing: 69 + 30
    filled.create_sheet("备用")
    del filled["产品和服务"]
    found = faults_of(filled)
    assert (
        found.items()
        >= {
            "成本项目!E2": "submission.not_a_number_cell",
            "成本项目!E3": "submission.written_back_without_reason",
            "成本项目!E4": "submission.formula_without_value",
            "成本项目!A6": "submission.repeated",
            "成本项目!G6": "submission.no_such_choice",
            "成本项目!E8": "submission.not_a_number_cell",
            "成本项目!E9": "submission.not_a_number_cell",
            "政府补助!B2:C2": "submission.merged_cells",
            "政府补助!D3": "submission.missing_cell",
            "成本池!F3": "law.too_big",
            "备用": "submission.unknown_sheet",
            "产品和服务": "submission.missing_sheet",
        }.items()
    )


def test_shares_that_do_not_add_up_are_told_at_a_cell_of_theirs(
    filled: Any, faults_of: Callable[[Any], dict[str, str]]
) -> None:
    filled["产品分摊"]["C2"] = 69  # computing: 69 + 30
    filled["产品分摊"]["B7"] = "labor"
    assert faults_of(filled) == {
        "产品分摊!C2": "submission.shares_not_whole",
        "产品分摊!C7": "submission.no_such_pool",
        "产品分摊!C4": "submission.shares_not_whole",  # labour: only 50 is left
    }


@pytest.mark.parametrize("column", ["B", "C"])
def test_a_pool_may_be_named_by_its_title(
    filled: Any, saved: Callable[[Any], Path], column: str
) -> None:
    """In either language, of an item and of a share; figures keep their cells."""
    pools = {row[0].value: row for row in filled["成本池"].iter_rows(min_row=2)}
    titles = {name: row["ABC".index(column)].value for name, row in pools.items()}
    items = filled["成本项目"]
    at = [cell.value for cell in items[1]].index("所属成本池")
    for row in items.iter_rows(min_row=2):
        row[at].value = titles.get(row[at].value, row[at].value)
    for row in filled["产品分摊"].iter_rows(min_row=2):
        row[1].value = titles[row[1].value]
    filed = read_submission(saved(filled))
    assert filed.submission == read_submission(CIRCLE).submission
    first = next(iter(filed.submission.products[0].shares))
    assert filed.place("products", 0, "shares", first) == "产品分摊!C2"


def test_a_title_of_two_pools_names_none_and_one_pool_has_one_share(
    filled: Any, faults_of: Callable[[Any], dict[str, str]]
) -> None:
    pools, shares = filled["成本池"], filled["产品分摊"]
    title, at = (
        pools["B2"].value,
        [cell.value for cell in filled["成本项目"][1]].index("所属成本池"),
    )
    row = next(row for row in filled["成本项目"].iter_rows(min_row=2) if row[at].value)
    row[at].value = pools["B3"].value = title
    assert faults_of(filled)[f"成本项目!{row[at].coordinate}"] == "law.not_an_identifier"
    pools["B3"].value, row[at].value = "另一成本池", pools["A2"].value
    more = shares.max_row + 1
    for column, value in zip("ABC", (shares["A2"].value, title, 1.5), strict=True):
        shares[f"{column}{more}"] = value
    assert "law.not_an_identifier" in faults_of(filled).values()


def test_a_stored_error_value_is_told(
    filled: Any, faults_of: Callable[[Any], dict[str, str]]
) -> None:
    cell = filled["成本项目"]["E2"]
    cell.value, cell.data_type = "#DIV/0!", "e"
    assert faults_of(filled) == {"成本项目!E2": "submission.error_value"}


def test_columns_are_found_by_heading_and_strange_ones_refused(
    filled: Any, faults_of: Callable[[Any], dict[str, str]]
) -> None:
    filled["成本项目"]["E1"] = "金额"  # 万元 or 元 could not be told
    assert faults_of(filled) == {"成本项目!E1": "submission.changed_heading"}


def test_a_percentage_cell_is_read_as_it_is_shown(tmp_path: Path, filled: Any) -> None:
    cell = filled["成本池"]["F2"]
    assert cell.value == 75
    cell.value, cell.number_format = 0.75, "0%"  # shown as 75%
    path = tmp_path / "operator.xlsx"
    filled.save(path)
    assert read_submission(path).submission == read_submission(CIRCLE).submission


def test_points_and_yields_are_read_as_their_cells_show_them_and_asked_as_shares_are(
    filled: Any, saved: Callable[[Any], Path], faults_of: Callable[[Any], dict[str, str]]
) -> None:
    """加点 stands in row 16 of the basics, the declared yield in row 18."""
    basics = filled["基本情况"]
    assert (basics["A16"].value, basics["A18"].value) == (
        "加点（百分点）",
        "自报国债收益率（%）",
    )
    basics["B16"], basics["B17"], basics["B18"], basics["B19"] = 0.045, "理由", "0.0165", "理由"
    assert faults_of(filled) == {
        "基本情况!B16": "submission.rate_or_fraction",
        "基本情况!B18": "submission.rate_or_fraction",
    }
    basics["B16"].number_format, basics["B18"] = "0.0%", "0.5%"
    submission = read_submission(saved(filled)).submission
    assert submission.spread is not None and submission.spread.value == Decimal("4.5")
    assert submission.yield_override is not None
    assert submission.yield_override.value == Decimal("0.5")


@given(
    spread=st.decimals(min_value=0, max_value=3, places=3),
    share=st.decimals(min_value=0, max_value=2, places=3),
)
def test_small_rates_and_shares_written_into_a_workbook_are_read_back(
    spread: Decimal, share: Decimal, tmp_path_factory: Any
) -> None:
    submission = read_submission(CIRCLE).submission
    assert submission.spread is not None
    pools = (submission.pools[0].model_copy(update={"paid_share": share}), *submission.pools[1:])
    rate = submission.spread.model_copy(update={"value": spread})
    wanted = submission.model_copy(update={"pools": pools, "spread": rate})
    path = tmp_path_factory.mktemp("rates") / "operator.xlsx"
    path.write_bytes(workbook_template(Language.ZH, wanted))
    assert read_submission(path).submission == wanted


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty_file"),
        (b"no workbook", "not_a_workbook"),
        (b"PK\x03\x04 broken", "not_a_workbook"),
    ],
)
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes, why: str) -> None:
    path = tmp_path / "operator.xlsx"
    path.write_bytes(content)
    with pytest.raises(Faults) as caught:
        read_submission(path)
    assert [fault.key for fault in caught.value.faults] == [f"submission.spreadsheet.{why}"]


@given(fen=st.integers(min_value=0, max_value=10**14))
def test_an_amount_in_a_cell_is_exact_to_the_fen(fen: int, tmp_path_factory: Any) -> None:
    """Up to 1e12 yuan in fen: a spreadsheet's 15 digits hold it, and none is lost by a float."""
    from engine.money import exactly
    from engine.submission.spreadsheet.cell import stored

    amount = exactly(lambda: Decimal(fen) / 100)
    assert stored(float(amount)) == amount
