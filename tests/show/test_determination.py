"""The dossier of a determination: every figure of the record stands in Word and in PDF, to the fen."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import pytest
from builders.operators import (
    CIRCLE,
    DAY,
    METHOD,
    ROOT,
    SHELF,
    deducting,
    determined,
    filed,
    tree,
)
from typer.testing import CliRunner, Result

from engine.ceiling import by_full_cost, problem_of, rule_in_force
from engine.cli import group
from engine.determination import (
    Determination,
    body_of_determination,
    decided,
    determine,
    read_decisions,
)
from engine.law import Located
from engine.report.terminal import page_lines
from engine.show.determination import dossier_of
from engine.show.determination.page import determination_page
from engine.show.determination.terminal import determination_shown
from engine.submission import read_submission
from engine.text import Language

NUMBER = "DETERMINATION-0123456789ab"
TARIFFS = ("--tariffs", str(ROOT / "tariffs"))
BY_METHOD = ("--method", METHOD, "--on", "2026-03-01")
DOCUMENTS = ("report", "written-report", "publicity-table")
"""What is handed over, signed and published: each a file for Word and one in PDF."""
FIGURE = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})*\.[0-9]{2}(?![0-9])")


@pytest.fixture(scope="module")
def worked() -> Determination:
    return determined()


@pytest.fixture(scope="module")
def files(worked: Determination) -> Mapping[str, bytes]:
    return dossier_of(worked, SHELF, NUMBER, Language.ZH).files


@pytest.fixture(params=["docx", "pdf"])
def report_words(request: pytest.FixtureRequest, files: Mapping[str, bytes]) -> str:
    """The words of the report in each of its forms."""
    if request.param == "docx":
        return in_word(files["report.docx"])
    return in_pdf(files["report.pdf"], request.getfixturevalue("pdftotext"))


def in_word(content: bytes) -> str:
    """Every text of a Word file; the cells of a row are kept apart."""
    document = docx.Document(io.BytesIO(content))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def in_pdf(content: bytes, pdftotext: str) -> str:
    done = subprocess.run(
        [pdftotext, "-layout", "-", "-"], input=content, capture_output=True, check=True
    )
    return done.stdout.decode()


def to_the_fen(written: str) -> str:
    """An amount of the record as a person writes it; half up, by plain Python."""
    cents = int((Decimal(written) * 100 + Decimal("0.5")).__floor__())
    return f"{cents // 100:,}.{cents % 100:02}"


def figures_of_record(body: dict[str, Any]) -> set[str]:
    """The amounts of the record's result and review."""
    result = body["result"]
    amounts = [
        *result["maximum"].values(),
        result["maximum_before_deduction"],
        result["free_uncovered"],
    ]
    for row in body["review"]:
        amounts += [row["submitted"], row["reviewed"]]
    return {to_the_fen(amount) for amount in amounts}


def test_every_figure_of_the_record_stands_in_the_report(
    worked: Determination, report_words: str
) -> None:
    wanted = figures_of_record(body_of_determination(worked))
    assert {"7,886,659.41", "2,606,200.00", "1,140,000.00", "760,000.00"} <= wanted
    assert wanted - set(FIGURE.findall(report_words)) == set()


def test_the_report_walks_the_circle_worked_by_hand(report_words: str) -> None:
    """The figures of the worked case: cut, split, profit, tax, surcharges, full prices."""
    for figure in ("714,000.00", "10,516,000.00", "3,645,000.00", "2,764,800.00", "7,209,800.00",
                   "483,056.60", "161,018.87", "32,783.95", "4,493,900.00", "0.229849", "274.139277"):  # fmt: skip
        assert figure in report_words, figure


def test_every_figure_of_a_large_operator_stands_in_its_report(pdftotext: str) -> None:
    """Three years of accounts, over sixty items, and the reviewer's decisions."""
    operators = ROOT / "examples" / "operators"
    large = read_submission(operators / "demo.xlsx")
    made = determine(
        SHELF,
        large,
        METHOD,
        DAY,
        decided=read_decisions(operators / "demo-overrides.yaml", large),
    )
    content = dossier_of(made, SHELF, NUMBER, Language.ZH).files
    wanted = figures_of_record(body_of_determination(made))
    assert len(wanted) > 60
    for words in (in_word(content["report.docx"]), in_pdf(content["report.pdf"], pdftotext)):
        assert wanted - set(FIGURE.findall(words)) == set()
        for year in made.filed.submission.earlier_years:
            assert str(year.year) in words


def test_where_an_item_stands_in_the_books_is_told_on_paper_and_in_the_tables() -> None:
    whole = tree()
    place = "余额表.xlsx!G16 640101"
    whole["items"][0]["source"] = place
    made = determined(whole)
    paper = in_word(dossier_of(made, SHELF, NUMBER, Language.ZH).files["report.docx"])
    tables = [*determination_shown(made, Language.ZH, 300)]
    title = whole["items"][0]["title"]["zh"]
    assert re.search(f"{title}\\n.+\\n{place}", paper)
    [row] = [line for line in tables if place in line]
    assert title in row
    assert "账上来源" in "".join(tables)
    assert "账上来源" not in "".join(determination_shown(determined(), Language.ZH, 300))


def test_the_review_shows_what_was_cut_below_zero_on_screen_as_on_paper(
    worked: Determination, files: Mapping[str, bytes]
) -> None:
    """714,000.00 was cut of the worked case (11,230,000.00 to 10,516,000.00)."""
    shown = [
        "\n".join(page_lines(determination_page(worked), Language.ZH, 120)),
        "\n".join(determination_shown(worked, Language.ZH, 300)),
        in_word(files["report.docx"]),
    ]
    for words in shown:
        rows = re.split(r"合计", words)
        assert any("-714,000.00" in row[:200] for row in rows)


def test_word_and_pdf_state_the_same_figures(files: Mapping[str, bytes], pdftotext: str) -> None:
    for name in DOCUMENTS:
        word = set(FIGURE.findall(in_word(files[f"{name}.docx"])))
        assert word == set(FIGURE.findall(in_pdf(files[f"{name}.pdf"], pdftotext))), name


def test_the_report_answers_first_and_says_how_well_it_stands(files: Mapping[str, bytes]) -> None:
    words = [one.text for one in docx.Document(io.BytesIO(files["report.docx"])).paragraphs]
    answer = words.index("7,886,659.41 元/年")
    assert answer < 6
    assert "假定" in words[answer + 1]
    assumed = words[words.index("结论依赖以下假定、示例，以及假定适用的依据：") + 1 :]
    assert any("利润基数未能查到" in one for one in assumed)


def test_identical_inputs_are_identical_files(
    worked: Determination, files: Mapping[str, bytes]
) -> None:
    again = dossier_of(determined(), SHELF, NUMBER, Language.ZH).files
    assert {name for name in files if files[name] != again[name]} == set()


def test_what_is_not_known_is_a_marked_blank(files: Mapping[str, bytes]) -> None:
    """Of the table published, the worked submission knows the operator's name alone."""
    document = docx.Document(io.BytesIO(files["publicity-table.docx"]))
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    blank = "〔待填写〕"
    assert ["名称", "示例数据运营有限公司"] in rows
    assert ["企业核验接口", "次", blank] in rows
    for name in (
        "统一社会信用代码",
        "地址",
        "电子邮箱",
        "联系人",
        "登记确认编号",
        "授权方式",
        "授权期限",
    ):
        assert [name, blank] in rows, name


def test_ceilings_that_were_set_are_published(worked: Determination) -> None:
    # 0.229849… and 274.139277… rounded down to ticks of 0.0001 and 0.01
    rule = rule_in_force(SHELF, "cn/ceiling-allocation", worked.on)
    ceilings = by_full_cost(rule, problem_of(worked, worked.years[0]))
    made = dossier_of(worked, SHELF, NUMBER, Language.ZH, ceilings).files
    for name in ("publicity-table.docx", "written-report.docx"):
        words = in_word(made[name])
        assert "0.2298" in words and "274.13" in words


def test_the_written_report_goes_to_both_departments(files: Mapping[str, bytes]) -> None:
    words = in_word(files["written-report.docx"])
    assert "致发展改革部门、数据管理部门：" in words
    assert "7,886,659.41" in words and NUMBER in words


def test_english_documents_are_english(worked: Determination) -> None:
    made = dossier_of(worked, SHELF, NUMBER, Language.EN).files
    words = in_word(made["report.docx"])
    assert "7,886,659.41 yuan a year" in words
    assert "Table of the review" in words and "成本审核表" not in words


def test_what_the_reviewer_decided_stands_beside_what_the_rule_says() -> None:
    whole = tree()
    decisions = {
        "reviewer": "成本监审组",
        "decisions": [{"item": "marketing", "amount": 350000, "reason": "合同外推广费不予认可"}],
    }
    made = determined(whole, decided=decided(Located("d.yaml", decisions), filed(whole)))
    document = docx.Document(
        io.BytesIO(dossier_of(made, SHELF, NUMBER, Language.ZH).files["report.docx"])
    )
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    assert ["有偿产品推广", "400,000.00", "350,000.00", "合同外推广费不予认可"] in rows
    assert any(
        row[:4] == ["有偿产品推广", "400,000.00", "-50,000.00", "350,000.00"] for row in rows
    )


def test_a_deduction_is_told_with_its_record() -> None:
    # 1,090,021.77 of the cycle's total, evenly over three years: 7,523,318.82 a year
    made = determined(deduction=deducting(Decimal("1090021.77")))
    words = in_word(dossier_of(made, SHELF, NUMBER, Language.ZH).files["report.docx"])
    for said in ("EVALUATION-1", "2023–2025", "1,090,021.77", "7,523,318.82 元/年", "363,340.59"):
        assert said in words, said


def test_names_of_an_operator_cannot_break_a_document(pdftotext: str) -> None:
    whole = tree()
    whole["operator"]["name"] = '甲"公司 #eval(sys) $x$ <b>&amp;'
    made = dossier_of(determined(whole), SHELF, NUMBER, Language.ZH).files
    assert whole["operator"]["name"] in in_word(made["report.docx"])
    assert "#eval(sys)$x$<b>&amp;" in in_pdf(made["report.pdf"], pdftotext).replace(" ", "")


# --- the command ------------------------------------------------------------------


def _determine(*more: object) -> Result:
    arguments = ["determine", CIRCLE, *BY_METHOD, *TARIFFS, *more]
    return CliRunner().invoke(group(("determine", "evaluate")), [str(one) for one in arguments])


def test_determine_writes_record_workbook_word_and_pdf(tmp_path: Path, pdftotext: str) -> None:
    result = _determine("--out", tmp_path)
    assert result.exit_code == 0
    documents = {f"{name}.{form}" for name in DOCUMENTS for form in ("docx", "pdf")}
    assert {path.name for path in tmp_path.iterdir()} == {
        "record.json",
        "workbook.xlsx",
        *documents,
    }
    record = json.loads((tmp_path / "record.json").read_text("utf-8"))
    for name in DOCUMENTS:  # each names the record that it belongs to
        assert record["number"] in in_pdf((tmp_path / f"{name}.pdf").read_bytes(), pdftotext)
        with zipfile.ZipFile(tmp_path / f"{name}.docx") as packed:
            assert any(
                record["number"] in packed.read(one).decode("utf-8", "ignore")
                for one in packed.namelist()
            )


@pytest.mark.usefixtures("chinese_font")
def test_where_one_document_cannot_be_written_nothing_is(tmp_path: Path) -> None:
    (tmp_path / "publicity-table.pdf").mkdir()  # stands in the place of the last document
    result = _determine("--out", tmp_path)
    assert result.exit_code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["publicity-table.pdf"]


def test_a_machine_without_a_chinese_font_is_told_so_and_gets_word(tmp_path: Path) -> None:
    (tmp_path / "fonts").mkdir()
    command = [
        sys.executable,
        "-c",
        "from engine.cli import main; main()",
        "determine",
        str(CIRCLE),
    ]
    done = subprocess.run(
        [*command, *BY_METHOD, *TARIFFS, "--out", str(tmp_path / "out")],
        env={**os.environ, "DINGJIA_FONTS": str(tmp_path / "fonts")},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "没有中文字体" in done.stderr
    forms = {path.suffix for path in (tmp_path / "out").iterdir()}
    assert forms == {".json", ".xlsx", ".docx"}


def test_a_determination_can_be_written_without_reports(tmp_path: Path) -> None:
    result = _determine("--out", tmp_path / "out", "--no-reports")
    assert result.exit_code == 0
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"record.json", "workbook.xlsx"}
