"""`dingjia classify`: the worked uses from end to end, and what is wrong with a declared one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from engine.cli import group
from engine.law import installed

EXAMPLES = installed("examples") / "uses"


def classify(*arguments: str) -> Result:
    tariffs = ["--tariffs", str(installed("tariffs"))]
    return CliRunner().invoke(group(("classify",)), ["classify", *arguments, *tariffs])


@pytest.mark.parametrize(
    ("name", "status", "expected"),
    [
        ("bank-risk-control", 0, {"regime": "guided", "channel": "authorised_operation"}),
        ("people-service", 0, {"regime": "free", "reason": "welfare"}),
        ("department-own-duty", 0, {"regime": "free", "channel": "sharing", "conditions": []}),
        ("hospital-study-for-drug-maker", 1, {"regime": "undetermined", "next": "result_open_to"}),
        ("half-welfare-half-commercial", 1, {"regime": "undetermined", "next": "free_share"}),
        ("resold-later", 0, {"regime": "guided", "reason": "resale", "since": "2026-02-15"}),
        ("unregistered", 1, {"regime": "refused"}),
        ("outside-scope", 1, {"regime": "refused"}),
    ],
)
def test_each_worked_use(name: str, status: int, expected: dict[str, Any]) -> None:
    result = classify(str(EXAMPLES / f"{name}.yaml"), "--json")
    told = json.loads(result.stdout)
    assert {key: told[key] for key in expected} == expected
    assert result.exit_code == status


def test_every_worked_use_is_tested() -> None:
    marks = next(mark for mark in test_each_worked_use.pytestmark if mark.name == "parametrize")
    assert {row[0] for row in marks.args[1]} == {path.stem for path in EXAMPLES.glob("*.yaml")}


@pytest.mark.parametrize(
    ("language", "answer", "question"),
    [
        ("zh", "2026-03-02 的认定结论：尚不能确定", "研究成果由谁利用？"),
        ("en", "On 2026-03-02: not yet determined", "Who may exploit the result of the research?"),
    ],
)
def test_the_answer_comes_first_and_then_the_question(
    language: str, answer: str, question: str
) -> None:
    result = classify(str(EXAMPLES / "hospital-study-for-drug-maker.yaml"), "--lang", language)
    lines = result.stdout.splitlines()
    assert lines[0].startswith(answer)
    assert any(question in line for line in lines)


def test_json_has_the_same_bytes_each_time() -> None:
    path = str(EXAMPLES / "people-service.yaml")
    assert classify(path, "--json").stdout == classify(path, "--json").stdout


def test_every_fault_of_a_declared_use_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "use.yaml"
    path.write_text(
        "on: tomorrow\n"
        "stands_under: {gate: cn/supply, use: cn/use-of-public-data}\n"
        "facts:\n"
        "  purpose: [industry]\n"
        "colour: red\n",
        encoding="utf-8",
    )
    result = classify(str(path), "--json")
    assert result.exit_code == 2
    found = {(fault["place"], fault["line"]) for fault in json.loads(result.stdout)["faults"]}
    assert found == {
        ("on", 1),
        ("stands_under.conditions", 2),
        ("facts.purpose", 4),
        ("colour", 5),
    }


def test_facts_that_the_rules_do_not_know_are_told_with_their_place(tmp_path: Path) -> None:
    path = tmp_path / "use.yaml"
    path.write_text(
        "on: 2026-03-02\n"
        "stands_under:\n"
        "  gate: cn/supply\n"
        "  use: cn/use-of-public-data\n"
        "  conditions: cn/conditions-of-free-use\n"
        "facts: {purpose: fun, favourite_colour: red}\n",
        encoding="utf-8",
    )
    result = classify(str(path), "--json")
    assert result.exit_code == 2
    faults = json.loads(result.stdout)["faults"]
    assert [(fault["place"], fault["fault"]) for fault in faults] == [
        ("facts.purpose", "rules.not_a_value"),
        ("facts.favourite_colour", "rules.no_such_fact"),
    ]
    assert all(fault["file"].endswith("use.yaml") for fault in faults)
