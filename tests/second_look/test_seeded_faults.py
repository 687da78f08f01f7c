"""A document made faulty is never computed with, and one edited harmlessly never refused."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from builders.edits import ALLOCATION, CREDIT, GATE, METHOD, SHIPPED, TRIAL, USE, Edit
from builders.harmless_edits import harmless_edits
from builders.operators import CIRCLE, INCOMES, ROOT
from builders.proof import rounds, tried
from builders.seeded_faults import FAMILIES, seeded_faults
from typer.testing import CliRunner, Result

from engine.cli import group
from engine.law import Document, Faults, Shelf

QUOTES, USES = ROOT / "examples" / "quotes", ROOT / "examples" / "uses"
SCENARIO = ROOT / "examples" / "scenarios" / "lower-yield.yaml"
FAULTY = list(seeded_faults(rounds(quick=2, full=28)))
HARMLESS = list(harmless_edits(rounds(quick=4, full=60)))


@pytest.fixture(scope="module")
def determined(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of a determination with sound law, for what is built on one."""
    out = tmp_path_factory.mktemp("sound")
    by = ("--method", METHOD, "--on", "2026-03-01", "--no-reports")
    assert run("determine", CIRCLE, *by, "--tariffs", SHIPPED, "--out", out).exit_code == 0
    return out / "record.json"


def run(*words: object) -> Result:
    written = [str(word) for word in words]
    return CliRunner().invoke(group((written[0],)), written)


def commands(edit: Edit, record: Path, number: int) -> tuple[object, ...]:
    """What rests on the document: one command of those that do, in turn."""
    identifier = edit.identifier
    if identifier == TRIAL:
        return "quote", QUOTES / "demo-metered.yaml"
    if identifier == CREDIT:
        return "quote", QUOTES / "village-bank.yaml"
    if identifier in (USE, GATE) and number % 2:
        return "classify", USES / "bank-risk-control.yaml"
    if identifier.startswith("demo/") or identifier in (USE, GATE, "cn/conditions-of-free-use"):
        return "quote", QUOTES / "demo-calls.yaml"
    determine = ("determine", CIRCLE, "--method", METHOD, "--on", "2026-03-01", "--no-reports")
    if identifier == METHOD:
        evaluate = ("evaluate", record, INCOMES, "--on", "2029-02-01")
        return (determine, evaluate, ("ceilings", record), ("scenario", "compare", SCENARIO))[
            number % 4
        ]
    if identifier == ALLOCATION:
        return (("ceilings", record), ("scenario", "compare", SCENARIO), determine)[number % 3]
    return (determine, ("ceilings", record), ("scenario", "compare", SCENARIO))[number % 3]


def written_to(command: object, folder: Path) -> tuple[object, ...]:
    ending = {"ceilings": "demo/drafted.yaml", "scenario": "scenario.xlsx"}.get(str(command), "")
    return () if command == "classify" else ("--out", folder / "out" / ending)


@pytest.mark.parametrize("edit", FAULTY, ids=lambda edit: f"{edit.family}: {edit.what}")
def test_a_document_made_faulty_is_never_computed_with(
    edit: Edit, determined: Path, tmp_path: Path
) -> None:
    law = edit.write(tmp_path / "law")
    command = commands(edit, determined, FAULTY.index(edit))
    out = written_to(command[0], tmp_path)
    shelf = ("--tariffs", law, "--tariffs", SHIPPED)
    result = run(*command, *shelf, *out, "--json")
    tried("seeded faults", edits=1, computed=int(result.exit_code != 1))
    assert result.exit_code == 1, (edit.what, result.output[:500])
    assert json.loads(result.stdout)["faults"], edit.what
    assert not (tmp_path / "out").exists()
    # A drafter who goes past it gets an answer that says so, or a refusal; never a crash.
    past = run(*command, *shelf, "--unchecked", "--json")
    assert past.exception is None or isinstance(past.exception, SystemExit), edit.what
    data = json.loads(past.stdout)
    assert "faults" in data or data.get("unchecked") or "base" in data, edit.what


def test_the_faults_are_many_of_every_family_and_most_of_good_form(tmp_path: Path) -> None:
    import engine.catalogue
    import engine.tariff
    import engine.use

    assert engine.catalogue and engine.tariff and engine.use
    families = Counter(edit.family for edit in FAULTY)
    formed = 0
    for number, edit in enumerate(FAULTY):
        law = edit.write(tmp_path / str(number))
        try:
            Shelf(law, SHIPPED).get(edit.identifier, Document)
        except Faults:
            continue
        formed += 1
    assert len(families) == len(FAMILIES) and formed * 3 >= len(FAULTY) * 2
    if len(FAULTY) > 100:
        assert len(FAULTY) >= 300 and formed >= 200 and min(families.values()) >= 15


@cache
def _sound(command: tuple[object, ...]) -> Any:
    result = run(*command, "--tariffs", SHIPPED, "--json")
    return result.exit_code, _answer(result)


def _answer(result: Result) -> Any:
    data = json.loads(result.stdout)
    if "base" in data:
        return [one["maximum"] for one in (data["base"], *data["scenarios"])]
    if "ceilings" in data:
        return [one["ceiling"] for one in data["ceilings"]]
    if "result" in data:
        return {name: data["result"].get(name) for name in ("maximum", "excess")}
    return {name: data.get(name) for name in ("regime", "total", "channel", "price_status")}


@pytest.mark.parametrize("edit", HARMLESS, ids=lambda edit: f"{edit.family}: {edit.what}")
def test_a_harmless_edit_is_not_refused_and_changes_no_answer(
    edit: Edit, determined: Path, tmp_path: Path
) -> None:
    law = edit.write(tmp_path / "law")
    command = commands(edit, determined, HARMLESS.index(edit))
    if command[0] == "ceilings":  # the record names the bytes of its law: another one is told
        command = ("determine", CIRCLE, "--method", METHOD, "--on", "2026-03-01", "--no-reports")
    result = run(*command, "--tariffs", law, "--tariffs", SHIPPED, "--json")
    agreed = (result.exit_code, _answer(result)) == _sound(command)
    tried("harmless edits", edits=1, refused_or_answered_otherwise=int(not agreed))
    assert agreed, (edit.what, result.output[:500])
