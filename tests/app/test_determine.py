"""The Determine page in full: upload, faults, judgements, ceilings, the cycle after, downloads."""

from __future__ import annotations

import csv
import datetime
import io
import json
import os
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import docx
import openpyxl
import pytest
from builders.browser import elsewhere, served_app, visitor
from builders.operators import METHOD
from playwright.sync_api import Page, expect
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from engine.cli import group
from engine.submission import read_submission, workbook_template
from engine.text import Language

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[2]
CIRCLE = ROOT / "examples" / "operators" / "circle.yaml"
CASE = "abcdef0123"
PAGE = """
import streamlit as st
from app.words import LANGUAGES
st.session_state.setdefault("lang", {language!r})
from app import determine
determine.page()
"""


@pytest.fixture(autouse=True)
def store(tmp_path: Path) -> Iterator[None]:
    """Keep what a test types apart."""
    os.environ["DINGJIA_STORE"] = str(tmp_path / "store.sqlite")
    yield
    del os.environ["DINGJIA_STORE"]


def opened(language: str = "中文") -> AppTest:
    app = AppTest.from_string(PAGE.format(language=language), default_timeout=60)
    app.query_params["case"] = CASE
    app.run()
    assert not app.exception
    return app


def shown(app: AppTest) -> str:
    assert not app.exception
    return "\n".join(element.proto.body for element in app.get("html"))


def key(name: str) -> str:
    return f"determine-{CASE}-{name}"


def chosen(app: AppTest, operator: str) -> AppTest:
    box = next(one for one in app.selectbox if one.label in ("申报", "Submission"))
    return box.set_value(box.options.index(operator)).run()


def test_what_was_cut_stands_with_its_clause_and_its_badge() -> None:
    page = shown(opened())
    for said in (
        "职工福利费",
        "−180,000.00",
        "420,000.00",
        "企业所得税法实施条例 第四十条",
        "−714,000.00",
    ):
        assert said in page, said
    assert re.search(r"<details class=\"opens\"><summary><span class=\"mark mark-text\">", page)


def test_ceilings_stand_beside_full_prices() -> None:
    # Full prices 0.229849… and 274.139277…, rounded down to 0.0001 and 0.01; their sum 7,885,560.00.
    page = shown(opened())
    for figure in ("0.229849", "0.2298", "274.139277", "274.13", "7,885,560.00", "1,099.41"):
        assert figure in page, figure


def test_three_incomes_become_the_deduction_of_the_next_cycle() -> None:
    """The readings worked by hand, each with its excess; by default evenly over three years:
    (7,886,659.41 × 3 − 1,090,021.77) ÷ 3 = 7,523,318.82; one year's third of 363,340.59 and of
    1,476,681.18 gives 7,765,545.88 and 7,394,432.35."""
    app = opened()
    for year, income in ((2026, "7500000"), (2027, "8,250,000"), (2028, "9000000.00")):
        app.text_input(key=key(f"income-{year}")).set_value(income)
    page = shown(app.run())
    for figure in (
        "363,340.59",
        "1,090,021.77",
        "1,476,681.18",
        "7,523,318.82",
        "7,765,545.88",
        "7,394,432.35",
    ):
        assert figure in page, figure


def test_the_day_is_the_readers_choice() -> None:
    """In 2025 the accounts of that year are not complete yet."""
    app = opened()
    app.date_input(key=key("on")).set_value(datetime.date(2025, 12, 31))
    assert "到 2025-12-31 这一年度还没有结束" in shown(app.run())


def test_an_income_that_is_no_number_is_said() -> None:
    app = opened()
    for year in (2026, 2027, 2028):
        app.text_input(key=key(f"income-{year}")).set_value("八百万")
    page = shown(app.run())
    assert "这里应当写一个数字" in page
    assert "1,090,021.77" not in page


def test_the_reviewer_moves_the_maximum_and_both_figures_stay_in_sight() -> None:
    """Marketing of paid products 350,000 in place of 400,000: operating cost 7,159,800.00; profit at
    6.70 % 479,706.60; income tax a third of it, 159,902.20; X 7,799,408.80; surcharges
    0.12 × (0.06 X − 200,000) ÷ 0.9928 = 32,388.943755; maximum 7,831,797.74."""
    app = opened()
    app.selectbox(key=key("item-0")).set_value("marketing")
    app.text_input(key=key("amount-0")).set_value("350,000")
    app.text_input(key=key("reason-0")).set_value("合同外推广费不予认可")
    app.text_input(key=key("reviewer")).set_value("成本监审组")
    page = shown(app.button(key=key("decide")).click().run())
    assert "7,831,797.74 元/年" in page
    assert ">7,886,659.41</del>" in page
    assert '<del class="was">400,000.00</del> 350,000.00' in page
    assert "合同外推广费不予认可" in page
    again = opened()  # another visit to the same address
    assert "7,831,797.74 元/年" in shown(again)
    assert "7,886,659.41 元/年" in shown(again.button(key=key("take-marketing")).click().run())


def test_a_decision_without_a_reason_is_refused() -> None:
    app = opened()
    app.selectbox(key=key("item-0")).set_value("marketing")
    app.text_input(key=key("amount-0")).set_value("350000")
    app.text_input(key=key("reviewer")).set_value("成本监审组")
    page = shown(app.button(key=key("decide")).click().run())
    assert "decisions[0].reason" in page
    assert "7,886,659.41 元/年" in page


def test_the_rich_operator_can_be_chosen() -> None:
    page = shown(chosen(opened(), "示例运营机构（三年成本、资产、补助）"))
    assert "元/年" in page and "7,886,659.41" not in page


def test_before_an_upload_nothing_is_determined_and_what_to_do_is_said() -> None:
    page = shown(chosen(opened(), "上传申报文件"))
    assert "请上传申报文件" in page
    assert "元/年" not in page


def test_page_and_command_tell_the_same_faults_of_one_file(tmp_path: Path) -> None:
    """What the law does not know, a category and a place, is told beside what is no figure."""
    path, _ = workbook_with_two_faults(tmp_path)
    book = openpyxl.load_workbook(path)
    items, basics = book["成本项目"], book["基本情况"]
    items.cell(5, [cell.value for cell in items[1]].index("类别") + 1).value = "差旅费用"
    row = next(cells for cells in basics.iter_rows() if cells[0].value == "所在地")
    row[1].value = "江南市区"
    book.save(path)
    arguments = ["determine", str(path), "--method", METHOD, "--on", "2026-03-01", "--json"]
    result = CliRunner().invoke(group(("determine",)), arguments)
    assert result.exit_code == 2
    told = json.loads(result.stdout)["faults"]
    assert {one["value"] for one in told} >= {"四百万", "-1", "差旅费用", "江南市区"}

    app = chosen(opened(), "上传申报文件")
    given = (path.name, path.read_bytes(), "application/octet-stream")
    page = shown(app.file_uploader[0].set_value(given).run())
    cells = [unescape(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", page)]
    assert cells[::3] == [f"{one['file']} {one['place']}" for one in told]
    assert all(cells[2::3][at] in one["message"] for at, one in enumerate(told))
    assert len(cells) == 3 * len(told)


def test_in_english_every_label_is_english() -> None:
    app = opened("English")
    assert "7,886,659.41 yuan" in shown(app)
    fields = (*app.selectbox, *app.text_input, *app.expander, *app.button)
    assert all(one.label.isascii() or "→" in one.label for one in fields), [
        one.label for one in fields
    ]


# --- in a browser -----------------------------------------------------------------


@pytest.fixture(scope="module")
def browsed(chromium_path: str) -> Iterator[Page]:
    with visitor(chromium_path) as page:
        yield page


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served_app(tmp_path_factory.mktemp("store") / "store.sqlite") as served:
        yield served


@pytest.fixture
def page(browsed: Page, address: str) -> Page:
    browsed.goto(f"{address}/determine?lang=中文")
    expect(browsed.locator(".answer .amount")).to_contain_text("7,886,659.41")
    return browsed


def to_upload(page: Page) -> None:
    page.get_by_role("combobox", name="申报").click()
    page.get_by_role("option", name="上传申报文件").click()
    expect(page.get_by_text("请上传申报文件")).to_be_visible()


@pytest.mark.browser
@pytest.mark.usefixtures("chinese_font")
def test_the_answer_is_in_view_and_everything_is_taken_away_at_once(
    page: Page, address: str
) -> None:
    outside = elsewhere(page, address)
    picture = page.locator(".stVegaLiteChart canvas, .stVegaLiteChart svg").first
    expect(picture).to_be_visible()
    box = picture.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 800
    with page.expect_download() as download:
        page.get_by_role("button", name="全部下载").click()
    with zipfile.ZipFile(download.value.path()) as packed:
        names = set(packed.namelist())
        assert {"record.json", "workbook.xlsx", "report.docx", "report.pdf"} <= names
        assert "7886659.41" in packed.read("record.json").decode()
        published = docx.Document(io.BytesIO(packed.read("publicity-table.docx")))
    cells = {cell.text for table in published.tables for row in table.rows for cell in row.cells}
    assert {"0.2298", "274.13"} <= cells  # the ceilings of the page
    assert outside == []


@pytest.mark.browser
def test_an_upload_tells_its_faults_then_is_determined_and_found_again(
    page: Page, tmp_path: Path
) -> None:
    page.get_by_role("combobox", name="申报").click()
    page.get_by_role("option", name="上传申报文件").click()
    expect(page.get_by_text("请上传申报文件")).to_be_visible()
    for place in ("button p", '[data-testid="stFileUploaderDropzoneInstructions"] span'):
        # The toolkit's English is set to no size, and Chinese is drawn in its place.
        part = page.locator(f'[data-testid="stFileUploaderDropzone"] {place}').first
        assert part.evaluate("e => getComputedStyle(e).fontSize") == "0px"
        drawn = part.evaluate("e => getComputedStyle(e, '::after').content")
        assert re.search("[一-鿿]", drawn)

    bad, places = workbook_with_two_faults(tmp_path)
    page.locator('input[type="file"]').set_input_files(bad)
    for cell in places:
        expect(page.get_by_text(cell).first).to_be_visible()
    expect(page.locator(".answer")).to_have_count(0)
    with page.expect_download() as download:
        page.get_by_role("button", name="下载问题清单").click()
    rows = list(csv.reader(io.StringIO(Path(download.value.path()).read_text("utf-8-sig"))))
    assert places <= {row[1] for row in rows[1:]}

    page.locator('input[type="file"]').set_input_files(CIRCLE)
    expect(page.locator(".answer .amount")).to_contain_text("7,886,659.41 元/年")
    page.reload()
    expect(page.get_by_text("正在使用已上传的 circle.yaml")).to_be_visible()
    expect(page.locator(".answer .amount")).to_contain_text("7,886,659.41 元/年")


def workbook_with_two_faults(folder: Path) -> tuple[Path, set[str]]:
    """The worked submission as a workbook with a text and a negative for amounts, and where."""
    path = folder / "operator.xlsx"
    path.write_bytes(workbook_template(Language.ZH, read_submission(CIRCLE).submission))
    book = openpyxl.load_workbook(path)
    sheet = book["成本项目"]
    heads = [str(cell.value) for cell in sheet[1]]
    column = next(at for at, head in enumerate(heads, 1) if "金额" in head)
    sheet.cell(2, column).value, sheet.cell(3, column).value = "四百万", -1
    book.save(path)
    return path, {f"成本项目!{sheet.cell(row, column).coordinate}" for row in (2, 3)}
