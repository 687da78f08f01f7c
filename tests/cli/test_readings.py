"""readings as a person runs it: the band, what hangs on which clause, what holds, what is refused."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from builders.operators import CIRCLE, INCOMES, METHOD, ROOT
from typer.testing import CliRunner, Result

from engine.cli import group

CHARGES = CIRCLE.with_name("circle-charges.yaml")
DEMO = CIRCLE.with_name("demo.xlsx")
ALWAYS = ("--method", METHOD, "--on", "2026-03-01", "--tariffs", ROOT / "tariffs")


def run(*arguments: object) -> Result:
    written = [str(argument) for argument in (*arguments, *ALWAYS)]
    return CliRunner().invoke(group(("readings",)), ["readings", *written])


def test_the_page_says_band_clauses_and_what_holds() -> None:
    result = run(CIRCLE, "--charges", CHARGES, "--incomes", INCOMES, "--lang", "en")
    assert result.exit_code == 0
    lines = [line.strip() for line in result.stdout.splitlines()]
    assert lines[1] == (
        "Maximum permitted revenue, depending on how the law is read: 7,724,472.80 to "
        "7,886,659.41 yuan; by default 7,886,659.41, 100 % of the way from the least to the "
        "greatest"
    )
    assert "192 combinations give no result, because:" in lines
    assert "· net assets (yuan) is needed and not given" in lines
    assert any(
        line.startswith("发改价格〔2025〕65号 第三条") and "162,186.61" in line for line in lines
    )
    assert (
        "· charges above ceilings are to be refunded: under every reading "
        "(270.47 to 5,054.92 yuan) (192 more combinations give no answer)" in lines
    )
    (loss,) = [line for line in lines if line.startswith("· the income of 2026")]
    assert "does not make up the operating cost: under no reading (192 more" in loss


def test_both_languages_and_every_maximum() -> None:
    shown = run(DEMO, "--table").stdout
    assert "45,200,082.17 元至 52,640,197.52 元之间" in shown
    assert "多年成本如何确定核定成本" in shown
    assert "各种口径下的最高准许收入" in shown
    assert shown.count("52,158,095.32") >= 2  # the default, and in the table


def test_json_holds_all_of_it() -> None:
    data = json.loads(run(CIRCLE, "--incomes", INCOMES, "--json").stdout)
    assert (data["combinations"], len(data["outcomes"])) == (3456, 288)
    (band,) = data["bands"]
    assert band["least"]["maximum"] == "7724472.80"
    assert band["least"]["readings"]["profit_tax"] == "before_income_tax"
    assert [one["maximum"] for one in data["outcomes"]].count(None) == 192
    assert data["verdicts"][0] == {
        "act": "excess",
        "of": "",
        "holds": "every",
        "when": [],
        "least": "363340.59",
        "greatest": "1801054.40",
        "default": "1090021.77",
        "unit": "yuan",
        "unanswered": 192,
    }
    by_switch = {one["switches"][0]: one for one in data["by_switch"]}
    assert by_switch["profit_base"]["untold"] == [
        {"switch": "profit_base", "reading": "net_assets"},
        {"switch": "profit_base", "reading": "effective_assets"},
    ]


def test_a_workbook_of_every_maximum(tmp_path: Path) -> None:
    path = tmp_path / "all.xlsx"
    assert run(DEMO, "--out", path).exit_code == 0
    rows = list(openpyxl.load_workbook(io.BytesIO(path.read_bytes())).worksheets[0].values)
    figures = {row[0] for row in rows if isinstance(row[0], float)}
    assert (min(figures), max(figures), len(figures)) == (45200082.17, 52640197.52, 72)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--out", "all.csv"), "--out"),
        (("--charges", str(CHARGES), "--year", "2031"), "2026, 2027, 2028"),
        (("--charges", str(INCOMES)), "incomes"),
        (("--incomes", str(ROOT / "README.md")), "README.md"),
    ],
)
def test_what_is_wrong_is_said(arguments: tuple[str, ...], said: str) -> None:
    result = run(CIRCLE, *arguments, "--lang", "en")
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_an_operator_of_other_incomes_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "incomes.yaml"
    other.write_text(INCOMES.read_text("utf-8").replace("示例数据运营有限公司", "另一家"), "utf-8")
    result = run(CIRCLE, "--incomes", other, "--lang", "en")
    assert result.exit_code == 2
    assert "these are the incomes of another operator" in result.stderr


def test_what_awaits_judgement_is_a_range_and_each_item_has_its_effect() -> None:
    data = json.loads(run(DEMO, "--json").stdout)["judgements"]
    assert data["bounds"] == ["44537052.46", "52158095.32"]
    assert data["items"][0] == {
        "item": "cloud-rent",
        "low": "48072730.53",
        "high": "52158095.32",
    }
    decided = run(DEMO, "--overrides", CIRCLE.with_name("demo-overrides.yaml"), "--json")
    assert json.loads(decided.stdout)["judgements"] is None
    shown = run(DEMO, "--lang", "en").stdout
    assert "lies between 44,537,052.46 and 52,158,095.32 yuan" in shown


def test_a_place_that_varies_the_method_stands_beside_it() -> None:
    """It allows less welfare: 120,000 yuan × 4/5 × 1.067 less before the surcharges."""
    place = ROOT / "tests" / "data" / "variations"
    words = [str(one) for one in (CIRCLE, "--json", *ALWAYS[:4], "--tariffs", place, *ALWAYS[4:])]
    result = CliRunner().invoke(group(("readings",)), ["readings", *words])
    assert result.exit_code == 0
    data = json.loads(result.stdout)
    (demo,) = data["places"]
    assert demo["method"] == "demo/maximum"
    less = Decimal(data["bands"][0]["least"]["maximum"]) - Decimal(
        demo["bands"][0]["least"]["maximum"]
    )
    # The surcharges are 12 per cent of 6 per cent of the revenue that they are part of.
    due = (
        Decimal(120000)
        * Decimal("0.8")
        * Decimal("1.067")
        / (1 - Decimal("0.12") * Decimal("0.06"))
    )
    assert abs(less - due) <= Decimal("0.01")


def test_a_record_is_read_as_what_it_was_determined_from(tmp_path: Path) -> None:
    decisions = CIRCLE.with_name("demo-overrides.yaml")
    words = (
        "determine",
        DEMO,
        *ALWAYS,
        "--overrides",
        decisions,
        "--no-reports",
        "--out",
        tmp_path,
    )
    made = CliRunner().invoke(group(("determine",)), [*map(str, words)])
    assert made.exit_code == 0
    record = tmp_path / "record.json"

    def read(*more: object) -> Result:
        written = [str(one) for one in ("readings", record, *more, *ALWAYS[4:])]
        return CliRunner().invoke(group(("readings",)), written)

    from_files = json.loads(run(DEMO, "--overrides", decisions, "--json").stdout)
    assert json.loads(read("--json").stdout) == from_files
    twice = read("--overrides", decisions, "--method", METHOD, "--lang", "en")
    assert (twice.exit_code, twice.stdout) == (2, "")
    assert twice.stderr.count("the record says it") == 2


def test_without_a_method_or_a_day_both_are_asked_for() -> None:
    for words in ((CIRCLE,), (CIRCLE, "--method", METHOD)):
        written = [str(one) for one in ("readings", *words, *ALWAYS[4:], "--lang", "en")]
        result = CliRunner().invoke(group(("readings",)), written)
        assert result.exit_code == 2
        assert "name a method and a day" in result.output


def test_a_place_whose_method_cannot_be_used_is_told_and_stands_in_no_ones_way(
    tmp_path: Path,
) -> None:
    """A spread of 5 is above what the place allows: 4."""
    shelf = tmp_path / "demo"
    shelf.mkdir()
    (shelf / "narrow.yaml").write_text(
        (ROOT / "tests" / "data" / "variations" / "demo" / "maximum.yaml")
        .read_text("utf-8")
        .replace("id: demo/maximum", "id: demo/narrow")
        .replace('max: "5"', 'max: "4"'),
        "utf-8",
    )
    words = [
        str(one) for one in (CIRCLE, "--json", *ALWAYS[:4], "--tariffs", tmp_path, *ALWAYS[4:])
    ]
    result = CliRunner().invoke(group(("readings",)), ["readings", *words])
    assert result.exit_code == 0, result.output
    data = json.loads(result.stdout)
    (place,) = data["places"]
    assert place["bands"] == [] and "spread" in place["refused"][0]
    assert data["bands"][0]["greatest"]["maximum"] == "7886659.41"
