"""`dingjia draft`: what it prints, what it writes, and what it writes over: nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from builders.operators import ROOT
from click.testing import Result
from typer.testing import CliRunner

from engine.cli import group

BOOKS = str(ROOT / "examples" / "operators" / "trial-balance.csv")
ASKED = ("--accounts", "cn/accounts/enterprise", "--on", "2026-03-01")
TARIFFS = ("--tariffs", str(ROOT / "tariffs"))


def ran(*words: str) -> Result:
    return CliRunner().invoke(group(("draft", "determine")), [*words, *TARIFFS])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_answer_comes_first_and_what_was_not_placed_is_named(lang: str) -> None:
    done = ran("draft", BOOKS, *ASKED, "--lang", lang)
    assert done.exit_code == 0
    first, second = done.stdout.splitlines()[:2]
    added_up = {"zh": "21 行科目核对无误", "en": "21 rows of accounts add up"}
    assert "37,000.00" in first  # not placed: 12,000 + 25,000
    assert "903,000.00" in first  # 310,000 + 120,000 + 250,000 + 20,000 + 200,000 + 8,000 - 5,000
    assert second.startswith(added_up[lang])
    assert "660205" in done.stdout and "12,000.00" in done.stdout


def test_the_machine_form_has_each_account_with_its_place() -> None:
    done = ran("draft", BOOKS, *ASKED, "--json", "--lang", "en")
    data = json.loads(done.stdout)
    assert data["operator"] == "示例数据运营有限公司"
    assert data["months"] == ["2025-01", "2025-12"]
    assert (data["income"], data["input_vat"], data["misses"]) == ("1200000.00", "60000.00", [])
    wages = next(one for one in data["items"] if one["code"] == "660201")
    assert wages == {
        "code": "660201",
        "name": "管理费用 / 工资",
        "category": "wages",
        "amount": "250000.00",
        "place": "G19",
        "basis": "debit of the year",
    }
    assert {one["code"]: one["amount"] for one in data["unplaced"]} == {
        "660205": "12000.00",
        "6603": "25000.00",
    }


def test_a_draft_is_written_once_and_determine_says_what_is_missing(tmp_path: Path) -> None:
    out = tmp_path / "draft"
    assert ran("draft", BOOKS, *ASKED, "--out", str(out)).exit_code == 0
    names = {path.name for path in out.iterdir()}
    assert names == {"submission.yaml", "items.csv", "assets.csv", "unplaced.csv"}
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    again = ran("draft", BOOKS, *ASKED, "--out", str(out))
    assert again.exit_code == 2
    assert all(name in again.stderr for name in names)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    asked = ("--method", "cn/ndrc-2025-65", "--on", "2026-03-01", "--lang", "en")
    determined = ran("determine", str(out), *asked)
    assert determined.exit_code == 2
    assert "products.csv" in determined.stderr
    assert " cycle: " in determined.stderr


@pytest.mark.parametrize(
    ("words", "file", "told"),
    [
        (
            (BOOKS, "--accounts", "cn/accounts/nobody", "--on", "2026-03-01"),
            "cn/accounts/nobody.yaml",
            "no such document",
        ),
        (
            (BOOKS, "--accounts", "cn/cost-review", "--on", "2026-03-01"),
            "dingjia",
            "draft --accounts = cn/cost-review: this document is of the kind “rules”",
        ),
        (
            (BOOKS, "--accounts", "cn/accounts/enterprise", "--on", "1999-01-01"),
            "cn/accounts/enterprise.yaml",
            "no version is in force on 1999-01-01",
        ),
        (("nowhere.xls", *ASKED), "nowhere.xls", "no such file"),
        ((str(ROOT / "README.md"), *ASKED), "README.md", "no heading of a trial balance"),
        (
            (str(ROOT / "examples" / "operators" / "demo.xlsx"), *ASKED),
            "demo.xlsx",
            "no heading of a trial balance",
        ),
        ((str(ROOT / "examples"), *ASKED), "examples", "this is a folder"),
    ],
)
def test_what_cannot_be_drafted_is_said(words: tuple[str, ...], file: str, told: str) -> None:
    done = ran("draft", *words, "--lang", "en")
    assert (done.exit_code, done.stdout) == (2, "")
    fault, count = done.stderr.splitlines()
    assert file in fault.partition(" ")[0] and told in fault
    assert count == "1 fault(s)"


def test_cost_may_be_taken_from_production(tmp_path: Path) -> None:
    path = tmp_path / "books.csv"
    path.write_text(
        "2025年度\n科目编码,科目名称,本期借方,本期贷方\n1471,合同履约成本,9,9\n147101,云资源,9,9\n"
        "6401,主营业务成本,9,9\n",
        "utf-8",
    )
    plain = json.loads(ran("draft", str(path), *ASKED, "--json").stdout)
    assert plain["items"] == []
    other = json.loads(ran("draft", str(path), *ASKED, "--json", "--from-production").stdout)
    assert [one["code"] for one in other["items"]] == ["147101"]
