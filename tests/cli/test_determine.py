"""determine, evaluate and verify as a person runs them: the answer, the files, the exit status."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from builders.operators import CIRCLE, INCOMES, METHOD, ROOT
from typer.testing import CliRunner, Result

from engine.cli import group
from engine.submission import read_submission

TARIFFS = ("--tariffs", str(ROOT / "tariffs"))
BY_METHOD = ("--method", METHOD, "--on", "2026-03-01")


def _run(*arguments: object) -> Result:
    commands = group(("determine", "evaluate", "verify"))
    return CliRunner().invoke(commands, [str(argument) for argument in arguments])


def _determine(out: Path, *more: object) -> Result:
    """Determine without the documents on paper: tests/show/test_determination.py has those."""
    return _run("determine", CIRCLE, *BY_METHOD, "--out", out, "--no-reports", *TARIFFS, *more)


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("language", "first"),
    [
        ("zh", "最高准许收入 7,886,659.41 元/年"),
        ("en", "Maximum permitted revenue 7,886,659.41 yuan"),
    ],
)
def test_the_answer_stands_first(tmp_path: Path, language: str, first: str) -> None:
    result = _determine(tmp_path, "--lang", language)
    assert result.exit_code == 0
    assert result.stdout.startswith(first)
    for figure in ("714,000.00", "7,209,800.00", "2,606,200.00", "32,783.95"):
        assert figure in result.stdout
    whole = _determine(tmp_path, "--lang", language, "--table").stdout
    assert whole.startswith(first)
    assert "32,783.947784" in whole and "32,783.947784" not in result.stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == ["record.json", "workbook.xlsx"]


@pytest.mark.office
def test_the_workbook_recalculated_gives_the_same_to_the_fen(
    tmp_path: Path, calc_path: str
) -> None:
    """LibreOffice computes every line of the cycle from the formulas in the file."""
    _determine(tmp_path, "--switch", "profit_tax=before_income_tax")
    form = "xlsx:Calc MS Excel 2007 XML"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    again = tmp_path / "again"
    command = [calc_path, profile, "--headless", "--convert-to", form, "--outdir", str(again)]
    subprocess.run([*command, str(tmp_path / "workbook.xlsx")], check=True, capture_output=True)
    page = openpyxl.load_workbook(again / "workbook.xlsx", data_only=True)["计算表"]
    found = {}
    for row in page.iter_rows(values_only=True):
        figures = [cell for cell in row if isinstance(cell, int | float)]
        if row[0] and figures:
            found[row[0]] = round(figures[0], 2)
    assert (
        found.items()
        >= {
            "申报成本合计": 11230000.00,
            "核定成本合计": 10516000.00,
            "经营成本": 7209800.00,
            "无偿提供未获补偿的成本": 2606200.00,
            "准许利润": 483056.60,
            "附加前收入": 7692856.60,
            "税金附加": 31616.20,  # 31,616.204190
            "年最高准许收入": 7724472.80,
        }.items()
    )


def test_the_machine_form_has_the_same_figures_as_text(tmp_path: Path) -> None:
    result = _determine(tmp_path, "--json", "--switch", "profit_tax=before_income_tax")
    said = json.loads(result.stdout)
    assert said["result"]["maximum"] == dict.fromkeys(("2026", "2027", "2028"), "7724472.80")
    assert said["switches"]["profit_tax"] == {"value": "before_income_tax", "default": False}
    assert said["number"] == _json(tmp_path / "record.json")["number"]


def test_the_cycle_from_determination_to_the_next(tmp_path: Path) -> None:
    _determine(tmp_path / "first")
    record = tmp_path / "first" / "record.json"
    evaluated = _run(
        "evaluate", record, INCOMES, "--on", "2029-02-01", "--out", tmp_path / "first", *TARIFFS
    )
    assert evaluated.exit_code == 0
    assert "1,090,021.77" in evaluated.stdout.splitlines()[0]
    assert "上限收费标准" in evaluated.stdout and "第五条" in evaluated.stdout
    evaluation = tmp_path / "first" / "evaluation.json"
    for switches, amounts in (
        ((), ["7523318.82", "7523318.82", "7523318.82"]),
        (("--switch", "deduction_timing=first_year"), ["6796637.64", "7886659.41", "7886659.41"]),
    ):
        result = _determine(tmp_path / "next", "--deduct", evaluation, "--json", *switches)
        assert list(json.loads(result.stdout)["result"]["maximum"].values()) == amounts
    for folder in ("first", "next"):
        for path in (tmp_path / folder).glob("*.json"):
            assert _run("verify", path, *TARIFFS).exit_code == 0


def test_records_in_a_folder_are_chained_and_none_is_lost(tmp_path: Path) -> None:
    _determine(tmp_path)
    first = _json(tmp_path / "record.json")
    _determine(tmp_path)  # the same result again: its record stands as it was
    assert _json(tmp_path / "record.json") == first
    _determine(tmp_path, "--spread", "4", "--reason", "风险较低")
    second = _json(tmp_path / "record.json")
    assert second["envelope"]["previous"] == first["envelope"]["seal"]
    assert _json(tmp_path / f"{first['number']}.json") == first
    verified = _run("verify", tmp_path / "record.json", *TARIFFS)
    assert verified.exit_code == 0
    assert first["number"] in verified.stdout


def test_switches_are_listed_with_default_and_evidence() -> None:
    result = _run("determine", "--switches", *BY_METHOD, *TARIFFS, "--json")
    listed = {switch["switch"]: switch["values"] for switch in json.loads(result.stdout)}
    assert {"profit_base", "profit_tax", "yield_window", "excess_reading"} <= set(listed)
    for values in listed.values():
        assert sum(value["default"] for value in values) == 1
        assert all(citation["evidence"] for value in values for citation in value["cites"])


def test_a_template_is_filled_and_reads_back(tmp_path: Path) -> None:
    path = tmp_path / "operator.xlsx"
    assert _run("determine", CIRCLE, "--template", path).exit_code == 0
    assert read_submission(path).submission == read_submission(CIRCLE).submission
    result = _run("determine", path, *BY_METHOD, *TARIFFS, "--json")
    assert json.loads(result.stdout)["result"]["maximum"]["2026"] == "7886659.41"


def test_a_faulty_workbook_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "operator.xlsx"
    _run("determine", CIRCLE, "--template", path)
    book = openpyxl.load_workbook(path)
    book["成本项目"]["E2"] = "四百万"
    book["成本项目"]["E3"] = -1
    book.save(path)
    result = _run("determine", path, *BY_METHOD, *TARIFFS, "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert "成本项目!E2" in result.stderr and "成本项目!E3" in result.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "more",
    [
        ("--switch", "profit_tax=none"),
        ("--switch", "nothing=1"),
        ("--switch", "profit_tax"),
        ("--spread", "6.01"),
        ("--spread", "five"),
        ("--deduct", str(CIRCLE)),
    ],
)
def test_a_wrong_choice_is_refused_and_nothing_written(
    tmp_path: Path, more: tuple[str, ...]
) -> None:
    result = _determine(tmp_path / "out", *more)
    assert result.exit_code == 2
    assert result.stderr
    assert not (tmp_path / "out").exists()


def test_where_one_file_cannot_be_written_none_is(tmp_path: Path) -> None:
    (tmp_path / "record.json").mkdir()  # stands in the place of the record
    result = _determine(tmp_path)
    assert result.exit_code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["record.json"]


def test_a_changed_digit_is_named_with_both_values(tmp_path: Path) -> None:
    _determine(tmp_path)
    path = tmp_path / "record.json"
    written = path.read_text(encoding="utf-8")
    path.write_text(written.replace('"2027": "7886659.41"', '"2027": "7886659.51"', 1), "utf-8")
    result = _run("verify", path, *TARIFFS, "--json")
    assert result.exit_code == 1
    assert [
        (one["place"], one["recorded"], one["recomputed"])
        for one in json.loads(result.stdout)["differences"]
    ] == [("body.lines.maximum_after_deduction.2027", "7886659.51", "7886659.41")]


def test_a_changed_document_is_named(tmp_path: Path) -> None:
    _determine(tmp_path)
    tariffs = tmp_path / "tariffs" / "cn"
    tariffs.mkdir(parents=True)
    method = (ROOT / "tariffs" / f"{METHOD}.yaml").read_text(encoding="utf-8")
    assert method.count('value: "14"') == 1
    (tariffs / "ndrc-2025-65.yaml").write_text(
        method.replace('value: "14"', 'value: "15"'), "utf-8"
    )
    changed = ("--tariffs", tmp_path / "tariffs", *TARIFFS)
    result = _run("verify", tmp_path / "record.json", *changed, "--json")
    assert result.exit_code == 1
    places = [one["place"] for one in json.loads(result.stdout)["differences"]]
    assert places[0] == f"body.documents.{METHOD}"
    assert "body.lines.welfare_allowed" in places


@pytest.mark.parametrize(
    "content", ["", "{}", '{"number": 1, "body": [], "envelope": {}}', "[1.5]"]
)
def test_what_is_no_record_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "record.json"
    path.write_text(content, "utf-8")
    assert _run("verify", path, *TARIFFS).exit_code == 2


@pytest.mark.parametrize(("lang", "told"), [("zh", "不属于这份记录"), ("en", "not of this record")])
def test_papers_of_an_earlier_record_that_stay_are_told(
    tmp_path: Path, lang: str, told: str
) -> None:
    first = _determine(tmp_path, "--lang", lang)
    assert (first.exit_code, first.stderr) == (0, "")
    for name in ("report.docx", "publicity-table.pdf", "own-notes.docx"):
        (tmp_path / name).write_bytes(b"of before")
    again = _determine(tmp_path, "--lang", lang, "--spread", "1.5", "--reason", "x")
    assert again.exit_code == 0 and told in again.stderr
    assert all(name in again.stderr for name in ("report.docx", "publicity-table.pdf"))
    assert "own-notes" not in again.stderr
    assert (tmp_path / "report.docx").read_bytes() == b"of before"
