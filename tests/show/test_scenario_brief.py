"""The brief of scenarios: two pages for the worked examples, its figures those of the runs."""

from __future__ import annotations

import io
import subprocess
from decimal import Decimal
from pathlib import Path

import docx
import pytest
from builders.scenarios import FILE, ROOT, worked, written
from typer.testing import CliRunner

from engine.cli import group
from engine.report import as_pdf, as_word
from engine.scenario import read_scenarios
from engine.show.analysis.scenario import Runs, runs_of, scenario_brief
from engine.text import Language

SCENARIOS, BENCH = worked()
DEMO = ROOT / "examples" / "scenarios" / "demo-operator.yaml"


@pytest.fixture(scope="module")
def small() -> Runs:
    return runs_of(BENCH, SCENARIOS)


@pytest.fixture(scope="module")
def large() -> Runs:
    return runs_of(BENCH, read_scenarios(DEMO))


def pages(content: bytes, pdftotext: str) -> list[str]:
    command = [pdftotext, "-layout", "-", "-"]
    done = subprocess.run(command, input=content, capture_output=True, check=True)
    return done.stdout.decode().rstrip("\f").split("\f")


def words_of_word(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("small", Language.ZH),
        ("small", Language.EN),
        ("large", Language.ZH),
        ("large", Language.EN),
    ],
)
def test_the_worked_examples_fill_two_pages(
    name: str, language: Language, pdftotext: str, request: pytest.FixtureRequest
) -> None:
    runs: Runs = request.getfixturevalue(name)
    report = scenario_brief(runs, f"{name}.yaml")
    content = as_pdf(report, language)
    assert content is not None
    found = pages(content, pdftotext)
    assert len(found) == 2
    whole = "".join("".join(found).split())
    in_word = words_of_word(as_word(report, language))  # in PDF cells stand beside each other
    assert all(run.title.in_language(language) in in_word for run in runs.every)
    chapters = {
        Language.ZH: ("一、各情景的结果", "二、对各方的影响", "三、依据和假定", "四、如何重算"),
        Language.EN: ("1.Whateach", "2.Whatitmeans", "3.Whatitrests", "4.Howtocompute"),
    }[language]
    places = [whole.index(one) for one in chapters]
    assert places == sorted(places)
    assert f"dingjiascenariocompare{name}.yaml--table" in whole


# CIRCLE: 7,886,659.41 a year, of three years; the yield at 1.20 % takes 48,413.91 a year off.
IN_THE_BRIEF = ("23,659,978.23", "2,366.00", "2,351.47", "-14.52")


@pytest.mark.parametrize("language", Language)
def test_word_and_pdf_say_the_same_figures(small: Runs, language: Language, pdftotext: str) -> None:
    report = scenario_brief(small, "s.yaml")
    content = as_pdf(report, language)
    assert content is not None
    for said in ("".join(pages(content, pdftotext)), words_of_word(as_word(report, language))):
        for figure in IN_THE_BRIEF:
            assert figure in said
        assert "circle.yaml" in said and "cn/operating-result" in said


def test_figures_of_parties_are_sums_over_the_years(large: Runs) -> None:
    """In ten thousand yuan. The base: six years of each figure, added up here one by one."""
    base = large.base
    taxes = Decimal(0)
    profit = Decimal(0)
    for year in base.years:
        assert year.result is not None
        taxes += sum(year.result[name].number for name in ("vat_due", "surcharges", "income_tax"))
        profit += year.result["profit"].number
    said = words_of_word(as_word(scenario_brief(large, "s.yaml"), Language.EN)).split("\n")
    for amount in (taxes, profit, base.income.number):
        assert f"{amount / 10_000:,.2f}" in said
    above = [line for line in said if line.startswith("prices above their ceilings")]
    assert len(above) == 1 and "More demand than forecast" in above[0]
    assert "(2029–2031)" in above[0]


def test_more_scenarios_go_on_to_more_pages_with_none_left_out(
    tmp_path: Path, pdftotext: str
) -> None:
    many = [
        {
            "id": f"s{number}",
            "title": {"zh": f"情景甲{number}", "en": f"Scenario A{number}"},
            "changes": {"submission": {"items": [{"id": "wages", "amount": 3000000 + number}]}},
        }
        for number in range(1, 41)
    ]
    runs = runs_of(BENCH, written(tmp_path, {}, *many))
    content = as_pdf(scenario_brief(runs, "many.yaml"), Language.EN)
    assert content is not None
    found = pages(content, pdftotext)
    assert len(found) > 2
    assert f"page 1 of {len(found)}" in found[0]
    whole = "".join(found)
    assert all(f"{number}. Scenario A{number}" in whole for number in range(1, 41))
    # Nothing is charged above a ceiling where no price is said: the ceiling is charged.
    assert "No scenario charges a price above its ceiling" in whole


def test_the_command_writes_the_brief_by_the_ending(tmp_path: Path, pdftotext: str) -> None:
    runner, asked = CliRunner(), ["scenario", "compare", str(FILE), "--lang", "en"]
    for name in ("brief.docx", "brief.pdf"):
        result = runner.invoke(group(("scenario",)), [*asked, "--out", str(tmp_path / name)])
        assert result.exit_code == 0 and "the brief was written to" in result.stdout
    assert len(pages((tmp_path / "brief.pdf").read_bytes(), pdftotext)) == 2
    assert "2,366.00" in words_of_word((tmp_path / "brief.docx").read_bytes())
    sweep = ["scenario", "sweep", str(FILE), "--change", "levers.spread", "--between", "4", "5"]
    wrong = [*sweep, "--step", "1", "--out", str(tmp_path / "sweep.docx")]
    assert runner.invoke(group(("scenario",)), wrong).exit_code == 2
    both = [*asked, str(DEMO), "--out", str(tmp_path / "both.pdf")]
    assert runner.invoke(group(("scenario",)), both).exit_code == 2
    assert not (tmp_path / "both.pdf").exists() and not (tmp_path / "sweep.docx").exists()
