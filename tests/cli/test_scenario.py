"""scenario as a person runs it: the answer, the tables, what is refused."""

from __future__ import annotations

import io
import json
from pathlib import Path

import openpyxl
import pytest
from builders.scenarios import FILE, ROOT
from typer.testing import CliRunner, Result

from engine.cli import group

TARIFFS = ("--tariffs", str(ROOT / "tariffs"))


def run(*arguments: object) -> Result:
    written = [str(argument) for argument in (*arguments, *TARIFFS)]
    return CliRunner().invoke(group(("scenario",)), ["scenario", "compare", *written])


def test_json_has_every_run_and_what_it_changes() -> None:
    result = run(FILE, "--json")
    assert result.exit_code == 0
    data = json.loads(result.stdout)
    years = data["base"]["cycles"][0]["years"]
    assert [year["maximum"] for year in years] == ["7886659.41"] * 3
    assert [one["id"] for one in data["scenarios"]] == [
        "lower-yield",
        "more-free-supply",
        "growing-demand",
    ]
    growing = data["scenarios"][2]
    assert {one["path"] for one in growing["changes"]} == {
        "submission.yield_override.value",
        "submission.spread.value",
        "market.verification-call.growth",
        "market.enterprise-data-package.growth",
    }
    # 3 × 7,741,417.67 − 3 × 7,886,659.41
    assert growing["change"]["maximum"] == "-435725.22"
    assert growing["cycles"][0]["years"][2]["products"][0]["above_ceiling"] is True
    assert {one["lever"] for one in data["sensitivity"]} == {
        "yield",
        "spread",
        "free_share",
        "demand",
    }


@pytest.mark.parametrize(("language", "base"), [("zh", "基准"), ("en", "Base")])
def test_a_person_reads_the_answer_first(language: str, base: str) -> None:
    result = run(FILE, "--lang", language)
    assert result.exit_code == 0
    first = result.stdout.splitlines()[2]
    assert first.startswith(base)
    assert "23,659,978.23" in first


def test_the_tables_are_written_as_a_workbook(tmp_path: Path) -> None:
    out = tmp_path / "scenarios.xlsx"
    assert run(FILE, "--out", out, "--lang", "en").exit_code == 0
    book = openpyxl.load_workbook(io.BytesIO(out.read_bytes()))
    figures = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    assert 7886659.41 in figures
    assert -145241.73 in figures


def test_a_lever_out_of_its_bounds_is_refused_with_nothing_written(tmp_path: Path) -> None:
    scenarios = FILE.read_text(encoding="utf-8")
    changed = scenarios.replace('spread: "4"', 'spread: "6.5"')
    path = tmp_path / "scenarios" / "x.yaml"
    path.parent.mkdir()
    operator = (ROOT / "examples" / "operators" / "circle.yaml").read_text(encoding="utf-8")
    path.with_name("circle.yaml").write_text(operator, encoding="utf-8")
    path.write_text(changed.replace("../operators/", ""), encoding="utf-8")
    out = tmp_path / "out.xlsx"
    result = run(path, "--json", "--out", out)
    assert result.exit_code == 2
    (fault,) = json.loads(result.stdout)["faults"]
    assert fault["fault"] == "method.out_of_bounds"
    assert fault["place"] == "scenarios[2].levers.spread"
    assert not out.exists()


def test_a_submission_may_be_a_folder(tmp_path: Path) -> None:
    """The same figures as a folder give the same runs; what is not there is named."""
    scenarios = FILE.read_text(encoding="utf-8")
    path = tmp_path / "x.yaml"
    path.write_text(scenarios.replace("../operators/circle.yaml", "operator"), encoding="utf-8")
    missing = run(path, "--json")
    assert missing.exit_code == 2
    (fault,) = json.loads(missing.stdout)["faults"]
    assert (fault["fault"], fault["value"]) == ("law.no_file", "operator")
    folder = tmp_path / "operator"
    folder.mkdir()
    operator = (ROOT / "examples" / "operators" / "circle.yaml").read_text(encoding="utf-8")
    (folder / "submission.yaml").write_text(operator, encoding="utf-8")
    result = run(path, "--json")
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout) == json.loads(run(FILE, "--json").stdout)


@pytest.mark.parametrize(
    ("action", "option"),
    [
        ("compare", ("--from", "lower-yield")),
        ("compare", ("--to", "lower-yield")),
        ("explain", ("--to", "lower-yield", "--target", "5")),
        ("explain", ("--to", "lower-yield", "--step", "1")),
    ],
)
def test_an_option_that_would_do_nothing_is_refused(action: str, option: tuple[str, ...]) -> None:
    words = ["scenario", action, str(FILE), *option, *TARIFFS, "--lang", "en"]
    result = CliRunner().invoke(group(("scenario",)), words)
    assert result.exit_code == 2
    assert f"{action} takes no {option[-2]}" in result.stderr


def test_readings_tells_each_band_and_what_holds() -> None:
    def read(*words: object) -> Result:
        written = [str(word) for word in ("scenario", "readings", FILE, *words, *TARIFFS)]
        return CliRunner().invoke(group(("scenario",)), written)

    shown = read("--lang", "en")
    assert shown.exit_code == 0
    lines = [" ".join(line.split()) for line in shown.stdout.splitlines()]
    assert (
        "Base: maximum permitted revenue of the first cycle, depending on how the law is read: "
        "7,724,472.80 to 7,886,659.41 yuan; as the scenario reads it 7,886,659.41" in lines
    )
    assert any(
        line.startswith("· Enterprise data package: its price lies above the ceiling of some year")
        and "at most 5.63 yuan a unit" in line
        and "it does not hold as the scenario reads the law" in line
        for line in lines
    )
    assert any(line.startswith("Under no reading: Verification call") for line in lines)
    assert "按情景所取口径为 7,886,659.41 元" in read("--lang", "zh").stdout
    base, *others = json.loads(read("--json").stdout)
    assert base["bands"] == [
        {
            "years": [2026, 2027, 2028],
            "least": "7724472.80",
            "taken": "7886659.41",
            "greatest": "7886659.41",
        }
    ]
    assert [one["id"] for one in others] == ["lower-yield", "more-free-supply", "growing-demand"]
    unused = read("--from", "lower-yield", "--lang", "en")
    assert unused.exit_code == 2
    assert "readings takes no --from" in unused.output


@pytest.mark.parametrize(
    ("language", "words", "shown"),
    [
        ("zh", ("金额", "职工工资"), ("职工工资·金额", "3,000,000.00", "元")),
        ("en", ("wages", "amount"), ("Wages, Amount", "3,000,000.00", "yuan")),
    ],
)
def test_what_may_be_changed_is_found_by_words(
    language: str, words: tuple[str, ...], shown: tuple[str, ...]
) -> None:
    asked = ["scenario", "inputs", str(FILE), *words, *TARIFFS]
    page = CliRunner().invoke(group(("scenario",)), [*asked, "--lang", language]).stdout
    (line,) = [one for one in page.splitlines() if one.startswith("submission.")]
    assert line.split(None, 1)[0] == "submission.items.wages.amount"
    assert all(one in line for one in shown)
    (row,) = json.loads(CliRunner().invoke(group(("scenario",)), [*asked, "--json"]).stdout)
    assert (row["path"], row["value"]) == ("submission.items.wages.amount", "3000000.00")
    assert row["allowed"]["kind"] == "number" and row["allowed"]["least"] == "0"
    assert row["written"] == {"file": "circle.yaml", "place": "items[2].amount"}


def test_words_that_find_nothing_are_told() -> None:
    words = ["scenario", "inputs", str(FILE), "nonsense", *TARIFFS, "--lang", "en"]
    result = CliRunner().invoke(group(("scenario",)), words)
    assert result.exit_code == 2
    assert "there is no such input: nonsense" in result.stderr
