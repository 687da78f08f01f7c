"""reconcile as a person runs it: the gap in parts, drafts of objections, what is refused."""

from __future__ import annotations

import io
import json
from pathlib import Path

import openpyxl
import pytest
from builders.operators import CIRCLE, METHOD, ROOT
from typer.testing import CliRunner, Result

from engine.cli import group
from engine.determination import read_objections

DEMO = CIRCLE.with_name("demo.xlsx")
LAW = ("--method", METHOD, "--on", "2026-03-01")


def run(*arguments: object, command: str = "reconcile") -> Result:
    written = [str(one) for one in (command, *arguments, "--tariffs", ROOT / "tariffs")]
    return CliRunner().invoke(group((command,)), written)


def record(folder: Path, *more: object) -> Path:
    made = run(DEMO, *LAW, "--out", folder, "--no-reports", *more, command="determine")
    assert made.exit_code == 0, made.output
    return folder / "record.json"


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return record(tmp_path_factory.mktemp("draft"))


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    decisions = CIRCLE.with_name("demo-overrides.yaml")
    return record(tmp_path_factory.mktemp("judged"), "--overrides", decisions)


def test_the_draft_and_what_was_decided(draft: Path, judged: Path) -> None:
    """52,158,095.32 and 50,768,278.73: each decision that moves it, with its reason."""
    result = run(draft, judged, "--lang", "en")
    assert result.exit_code == 0
    lines = [line.strip() for line in result.stdout.splitlines()]
    assert "-1,389,816.59 yuan apart" in lines[0]
    for item, reason in (
        ("Migration of old data", "一次性迁移"),
        ("Shared services of the group", "集团共享服务"),
        ("Government cloud rent", "关联方租赁"),
        ("Power of the machine room", "漏记12月电费"),
    ):
        (line,) = [one for one in lines if one.startswith(item)]
        assert reason in line
    (total,) = [one for one in lines if one.startswith("Total")]
    assert total.endswith("-1,389,816.59")


def test_json_adds_up_and_names_places(draft: Path, judged: Path) -> None:
    data = json.loads(run(draft, judged, "--json").stdout)
    assert (data["first"], data["second"]) == ("52158095.32", "50768278.73")
    fen = sum(round(float(part["amount"]) * 100) for part in data["parts"])
    assert fen == -138981659
    assert {part["id"] for part in data["parts"]} == {
        "items[migration]",
        "items[group-fee]",
        "items[cloud-rent]",
        "items[power]",
    }
    assert data["error"] is None
    again = json.loads(run(judged, draft, "--json").stdout)
    assert again["difference"] == "1389816.59"


def test_objections_are_drafts_that_can_be_filed(draft: Path, judged: Path, tmp_path: Path) -> None:
    path, book = tmp_path / "objections.yaml", tmp_path / "parts.xlsx"
    assert run(draft, judged, "--objections", path, "--out", book).exit_code == 0
    _, objections = read_objections(path)
    assert {(one.line, one.of) for one in objections} == {
        ("reviewed", "migration"),
        ("reviewed", "group-fee"),
        ("reviewed", "cloud-rent"),
    }  # power was added to: nobody objects
    rows = list(openpyxl.load_workbook(io.BytesIO(book.read_bytes())).worksheets[0].values)
    assert -1389816.59 in rows[-1]


def test_files_of_accounts_are_compared_by_one_method(tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(CIRCLE.read_text("utf-8").replace("input_vat: 200000.00", "input_vat: 0.00"))
    data = json.loads(run(CIRCLE, other, *LAW, "--json").stdout)
    (part,) = data["parts"]
    # 12 % of the 200,000 that are credited no more, and of the surcharges on them: 24,174.0532…;
    # both maxima are rounded to the fen.
    assert (part["id"], part["amount"]) == ("input_vat", "24174.06")
    alike = run(CIRCLE, CIRCLE, *LAW, "--lang", "en")
    assert "the two do not differ in anything" in alike.stdout


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        ((CIRCLE, CIRCLE), 2, "--method"),
        ((CIRCLE, CIRCLE, *LAW, "--out", "parts.csv"), 2, "--out"),
        ((CIRCLE, CIRCLE, *LAW, "--objections", "none.yaml"), 2, "nothing lowers"),
        ((CIRCLE, "absent.json", *LAW), 2, "absent.json"),
        (
            (ROOT / "examples" / "quotes" / "demo-calls.yaml", CIRCLE, *LAW),
            2,
            "demo-calls.yaml, circle.yaml",
        ),
    ],
)
def test_what_is_wrong_is_said(arguments: tuple[object, ...], status: int, said: str) -> None:
    result = run(*arguments, "--lang", "en")
    assert (result.exit_code, result.stdout) == (status, "")
    assert said in result.stderr


def test_a_record_that_does_not_verify_is_not_explained(draft: Path, tmp_path: Path) -> None:
    forged = tmp_path / "record.json"
    forged.write_text(draft.read_text("utf-8").replace("52158095.32", "52158095.33"), "utf-8")
    result = run(draft, forged, "--lang", "en")
    assert result.exit_code == 1
    assert "record.json" in result.stderr


def test_quotes_as_requests_and_as_records(tmp_path: Path) -> None:
    """A village bank pays 5,400.00 for what another commercial bank pays 10,800.00 for; a quote
    that was saved is compared as its request is."""
    quotes = ROOT / "examples" / "quotes"
    village, other = quotes / "village-bank.yaml", quotes / "commercial-bank.yaml"
    result = run(village, other, "--json")
    assert result.exit_code == 0, result.output
    of_requests = json.loads(result.stdout)
    assert (of_requests["difference"], of_requests["first"]) == ("5400.00", "5400.00")
    assert [part["id"] for part in of_requests["parts"]] == ["facts.institution_kind"]
    saved = run(village, "--out", tmp_path, command="quote")
    assert saved.exit_code == 0, saved.output
    (record,) = tmp_path.glob("**/*.json")
    of_record = json.loads(run(record, other, "--json").stdout)
    assert of_record["parts"] == of_requests["parts"]


@pytest.mark.parametrize("other", ["operators/circle.yaml", "quotes/missing-facts.yaml"])
def test_a_quote_beside_what_is_none(other: str) -> None:
    quotes = ROOT / "examples" / "quotes"
    result = run(quotes / "village-bank.yaml", ROOT / "examples" / other, *LAW)
    assert result.exit_code == 2
    assert Path(other).name in result.stderr
