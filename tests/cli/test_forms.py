"""Files that people give: the schema of each form, and what is said of one that is another thing."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from builders.editor import as_json
from builders.operators import OBJECTIONS
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from engine.cli import COMMANDS, group
from engine.cli.conventions.forms import FORMS, form_schema
from engine.law import read_tree, read_yaml

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
OPERATORS = EXAMPLES / "operators"
RECORD = ROOT / "tests" / "yesterday" / "records" / "determination.json"
TARIFFS = ("--tariffs", str(ROOT / "tariffs"), "--lang", "en")
ON = ("--on", "2026-03-01")
BY_METHOD = ("--method", "cn/ndrc-2025-65", *ON)

FILES = {
    "a request for a quote": EXAMPLES / "quotes" / "demo-calls.yaml",
    "a declared use": EXAMPLES / "uses" / "people-service.yaml",
    "a submission of costs": OPERATORS / "circle.yaml",
    "judgements of a reviewer": OPERATORS / "demo-overrides.yaml",
    "declared incomes": OPERATORS / "circle-incomes.yaml",
    "a list of charges": OPERATORS / "circle-charges.yaml",
    "a file of scenarios": EXAMPLES / "scenarios" / "lower-yield.yaml",
    "a document of law": ROOT / "tariffs" / "demo" / "price-list.yaml",
    "a Dingjia record": RECORD,
    "an Excel workbook, or another packed file": OPERATORS / "demo.xlsx",
}

TAKES = {
    "quote": ("a request for a quote", ("quote", "{}")),
    "classify": ("a declared use", ("classify", "{}")),
    "determine": ("a submission of costs", ("determine", "{}", *BY_METHOD)),
    "determine --overrides": (
        "judgements of a reviewer",
        ("determine", str(OPERATORS / "circle.yaml"), *BY_METHOD, "--overrides", "{}"),
    ),
    "determine --objections": (
        "objections",
        ("determine", str(OPERATORS / "circle.yaml"), *BY_METHOD, "--objections", "{}"),
    ),
    "determine --follows": (
        "a Dingjia record",
        ("determine", str(OPERATORS / "circle.yaml"), *BY_METHOD, "--follows", "{}"),
    ),
    "determine --deduct": (
        "a Dingjia record",
        ("determine", str(OPERATORS / "circle.yaml"), *BY_METHOD, "--deduct", "{}"),
    ),
    "refund": ("a list of charges", ("refund", "{}", *ON)),
    "scenario": ("a file of scenarios", ("scenario", "compare", "{}")),
    "ceilings": ("a Dingjia record", ("ceilings", "{}")),
    "evaluate": (
        "a Dingjia record",
        ("evaluate", "{}", str(OPERATORS / "circle-incomes.yaml"), *ON),
    ),
    "verify": ("a Dingjia record", ("verify", "{}")),
    "store": ("a store of records (SQLite)", ("store", "check", "{}")),
}


FEW = ("a request for a quote", "a Dingjia record", "an Excel workbook, or another packed file")


def ran(words: tuple[str, ...], path: Path) -> Any:
    shelf = TARIFFS if words[0] != "store" else TARIFFS[2:]
    return CliRunner().invoke(group(COMMANDS), [*(w.format(path) for w in words), *shelf])


def swapped() -> Iterator[Any]:
    for command, (expected, words) in TAKES.items():
        for found, path in FILES.items():
            packed = found.startswith("an Excel") and expected == "a submission of costs"
            first = not any(word.startswith("--") for word in command.split())
            if found != expected and not packed and (first or found in FEW):
                yield pytest.param(words, path, found, expected, id=f"{command}: {found}")


@pytest.mark.parametrize(("words", "path", "found", "expected"), [*swapped()])
def test_a_file_in_the_place_of_another_is_named(
    words: tuple[str, ...], path: Path, found: str, expected: str
) -> None:
    done = ran(words, path)
    assert done.exit_code == 2
    assert done.stderr.splitlines() == [
        f"{path.name} –: this is {found}; {expected} is expected",
        "1 fault(s)",
    ]


@pytest.mark.parametrize("found", sorted(FILES.keys() - {"a document of law"}))
@pytest.mark.parametrize("words", [("check", "{}"), ("compare", "{}", "cn/court-fees")])
def test_a_file_in_the_place_of_a_document_is_named(words: tuple[str, ...], found: str) -> None:
    done = ran(words, FILES[found])
    assert done.exit_code == 2
    assert done.stderr.splitlines() == [
        f"{FILES[found].name} –: this is {found}; a document of law is expected",
        "1 fault(s)",
    ]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("2026-13-01", "2026-01-01"), "2026-13-01"),
        (("2026/1/1",), "2026/1/1"),
        (("2026年1月1日",), "2026年1月1日"),
        (("2026-01-01", "2026-02-30"), "2026-02-30"),
        (("cn/court-fees", "2026-13-01"), "2026-13-01"),
        (("cn/court-fees", "x"), "x"),
        (("2026-01-01",), None),
    ],
)
def test_a_day_that_is_none_is_no_document(words: tuple[str, ...], told: str | None) -> None:
    done = CliRunner().invoke(group(COMMANDS), ["compare", "cn/credit-reference", *words, *TARIFFS])
    assert done.exit_code == 2
    said = "" if told is None else f" = {told}"
    assert done.stderr.splitlines() == [
        f"DAY –{said}: a day is expected, such as 2026-03-02",
        "1 fault(s)",
    ]


@pytest.mark.parametrize("command", sorted(TAKES.keys() - {"determine"}))
def test_an_older_workbook_in_the_place_of_another_is_named(command: str, tmp_path: Path) -> None:
    path = tmp_path / "filed.xls"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 504)  # how such files begin
    expected, words = TAKES[command]
    done = ran(words, path)
    assert done.exit_code == 2
    assert done.stderr.splitlines()[0] == (
        f"filed.xls –: this is an older workbook (.xls) or paper; {expected} is expected"
    )


@pytest.mark.parametrize("command", TAKES)
def test_what_is_no_file_is_refused_at_once(command: str, tmp_path: Path) -> None:
    pipe, folder = tmp_path / "pipe", tmp_path / "folder"
    os.mkfifo(pipe)
    folder.mkdir()
    for path in (pipe, folder, tmp_path / "none", tmp_path / ("n" * 300), Path("/dev/zero")):
        done = ran(TAKES[command][1], path)
        if command == "store" and path == folder:
            assert done.exit_code == 0  # a folder of no records
            continue
        assert done.exit_code == 2, path
        first, count = done.stderr.splitlines()
        assert str(path.name) in first and count == "1 fault(s)"


@pytest.mark.parametrize("form", ["xlsx", "xls", "ods", "csv"])
def test_a_spreadsheet_that_is_a_pipe_is_refused_at_once(form: str, tmp_path: Path) -> None:
    pipe = tmp_path / f"pipe.{form}"
    os.mkfifo(pipe)
    for words in (
        TAKES["determine"][1],
        ("draft", "{}", "--accounts", "cn/accounts/enterprise", *ON),
    ):
        done = ran(words, pipe)
        assert done.exit_code == 2
        first, count = done.stderr.splitlines()
        assert first.startswith(f"pipe.{form} ") and count == "1 fault(s)"
        assert "a pipe or a device" in first


@pytest.mark.parametrize(
    "command", ["quote", "classify", "determine", "refund", "scenario", "verify"]
)
def test_what_says_nothing_is_a_fault(command: str, tmp_path: Path) -> None:
    path = tmp_path / "some.yaml"
    for content in (b"", b"# nothing\n", b"- a\n", b"text", "名: 值".encode("gb18030")):
        path.write_bytes(content)
        done = ran(TAKES[command][1], path)
        assert done.exit_code == 2
        *_, count = done.stderr.splitlines()
        assert "some.yaml" in done.stderr and re.fullmatch(r"\d+ fault\(s\)", count)


PATTERNS = {
    "request": "quotes/*.yaml",
    "use": "uses/*.yaml",
    "submission": "operators/circle.yaml",
    "overrides": "operators/*-overrides.yaml",
    "incomes": "operators/*-incomes.yaml",
    "charges": "operators/*-charges.yaml",
    "scenarios": "scenarios/*.yaml",
}


@pytest.mark.parametrize("name", FORMS)
def test_the_schema_of_a_form_takes_its_examples_and_no_other_key(name: str) -> None:
    printed = CliRunner().invoke(group(("check",)), ["check", "--schema", name])
    schema = json.loads(printed.stdout)
    assert schema == form_schema(name)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    examples = [read_yaml(path) for path in sorted(EXAMPLES.glob(PATTERNS.get(name, "-")))]
    if name == "objections":
        examples = [read_tree(OBJECTIONS, "objections.yaml")]
    assert examples
    for example in examples:
        tree = as_json(example.tree)
        assert [error.message for error in validator.iter_errors(tree)] == [], example.file
        assert list(validator.iter_errors({**tree, "stranger": 1})) != []


@pytest.mark.parametrize("name", FORMS)
def test_a_form_is_known_by_keys_that_it_must_have(name: str) -> None:
    marks = FORMS[name].marks
    assert marks and marks <= set(form_schema(name)["required"])
