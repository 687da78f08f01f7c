"""`dingjia quote --ask`: questions on a terminal, driven as a person would."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from engine.law import read_yaml

ROOT = Path(__file__).parents[2]
MISSING = "examples/quotes/missing-facts.yaml"


def asked(typed: str, *words: str) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-c",
        "from engine.cli import main; main()",
        "quote",
        *words,
        "--ask",
    ]
    return subprocess.run(
        command, cwd=ROOT, input=typed, capture_output=True, text=True, check=False
    )


def test_answers_by_number_lead_to_the_quote_and_can_be_saved(tmp_path: Path) -> None:
    saved = tmp_path / "completed.yaml"
    # Not charged to end users; no other income: a people's service, free.
    done = asked("2\n2\n", MISSING, "--save", str(saved))
    assert done.returncode == 0
    assert done.stdout.startswith("应付 0.00 元")
    assert "是否向最终用户收费？" in done.stderr
    assert (
        "因为：中共中央办公厅 国务院办公厅关于加快公共数据资源开发利用的意见 （七）" in done.stderr
    )
    assert "1. 是" in done.stderr
    use = read_yaml(saved).tree["use"]
    assert (use["end_users_charged"], use["other_income"]) == (False, False)
    again = subprocess.run(
        [sys.executable, "-c", "from engine.cli import main; main()", "quote", str(saved)],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert again.stdout == done.stdout


def test_a_wrong_answer_is_asked_again_and_the_clause_is_told_on_request() -> None:
    done = asked("7\nperhaps\n?\n1\n", MISSING, "--lang", "en")
    assert done.returncode == 0
    assert done.stdout.startswith("1,179,800.00 yuan to pay")
    assert "“7” is not one of the answers" in done.stderr
    assert "“perhaps” is not one of the answers" in done.stderr
    assert "evidence: assumption; applies: assumed" in done.stderr
    assert done.stderr.count("Are the end users charged?") == 1


def test_what_is_not_known_is_passed_over_and_said_at_the_end() -> None:
    done = asked("\n\n\n\n", MISSING, "--json")
    answer = json.loads(done.stdout)
    assert (done.returncode, answer["regime"]) == (1, "undetermined")
    asked_for = [question["id"] for question in answer["missing"]]
    assert asked_for[0] == answer["ask_now"][0]
    questions = [line for line in done.stderr.splitlines() if line.startswith("问题")]
    assert len(questions) == len(asked_for) <= 3


def test_nothing_is_asked_where_nothing_is_missing_or_the_file_is_wrong(tmp_path: Path) -> None:
    assert asked("", "examples/quotes/village-bank.yaml").stderr == ""
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(
        "on: 2026-02-30\ntariff: cn/credit-reference\ncustomer: {name: ''}\nlines: []\n", "utf-8"
    )
    done = asked("1\n", str(wrong))
    assert done.returncode == 2
    for place in ("on", "customer.name", "lines"):
        assert f" {place}" in done.stderr
    assert "共 3 处错误" in done.stderr


def test_a_quantity_that_may_repeat_needs_dated_requests(tmp_path: Path) -> None:
    request = tmp_path / "request.yaml"
    request.write_text(
        "on: 2026-03-02\ntariff: cn/credit-reference\ncustomer: {name: 甲}\n"
        "lines: [{product: enterprise-report, quantity: 1200}]\n",
        "utf-8",
    )
    # The village bank (4.5 yuan each) asks for 1,200 different enterprises.
    first = asked("1\n1\n", str(request), "--json")
    kinds = {answer["id"]: answer for answer in json.loads(first.stdout)["missing"]}
    assert kinds == {}
    second = asked("1\n2\n", str(request))
    assert second.returncode == 1
    assert "events" in second.stderr
