"""`dingjia check` on rules: read together with others, and a draft held against the shelf."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from engine.cli import group
from engine.law import Document, Faults, Shelf, installed
from engine.use import StandsUnder, decide_use

USE, GATE, LIST = "cn/use-of-public-data", "cn/supply", "demo/price-list"


def dingjia(*arguments: object) -> Result:
    return CliRunner().invoke(group(("check",)), ["check", *map(str, arguments)])


def draft(tmp_path: Path, name: str, written: str, instead: str) -> Path:
    """A document of the shelf with one change, in a folder of its own."""
    whole = (installed("tariffs") / f"{name}.yaml").read_text(encoding="utf-8")
    assert whole.count(written) == 1
    path = tmp_path / f"{name}.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(whole.replace(written, instead), encoding="utf-8")
    return path


def test_rules_that_a_tariff_reads_together_are_checked_together() -> None:
    result = dingjia("--lang", "en")
    assert result.exit_code == 0
    assert f"sound   {USE} with {GATE}" in result.stdout.splitlines()


def test_a_rule_that_dies_only_beside_another_document_is_found(tmp_path: Path) -> None:
    # Alone, the gate may be asked of any channel; with rules of use that never share, the gate's
    # rule on shared secret data cannot apply.
    whole = (installed("tariffs") / f"{USE}.yaml").read_text(encoding="utf-8")
    path = tmp_path / f"{USE}.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(whole.replace("{channel: sharing}", "{channel: opening}"), encoding="utf-8")
    assert whole != path.read_text(encoding="utf-8")
    result = dingjia(path, "--json")
    assert result.exit_code == 1
    faults = json.loads(result.stdout)["faults"]
    assert [(fault["file"], fault["place"], fault["fault"]) for fault in faults] == [
        (f"{gate}.yaml", "versions[0].tables[2].rules[1]", "rules.impossible_rule")
        for gate in (GATE, "demo/supply")
    ]


@pytest.mark.parametrize(
    ("document", "written", "instead", "place", "fault"),
    [
        (
            GATE,
            "title: {zh: 能否供给, en: May it be supplied}\n        hit: first",
            "title: {zh: 能否供给, en: May it be supplied}\n        hit: collect",
            "versions[0].tables[2].hit",
            "use.collected",
        ),
        (
            USE,
            "- {id: trial, title:",
            "- {id: on_trial, title: {zh: 试, en: on trial}}\n              - {id: trial, title:",
            "versions[0].tables[4].outputs[0].values[1]",
            "law.not_one_of",
        ),
    ],
)
def test_what_the_engine_takes_of_the_rules_of_use_is_held_to(
    tmp_path: Path, document: str, written: str, instead: str, place: str, fault: str
) -> None:
    path = draft(tmp_path, document, written, instead)
    result = dingjia(path, "--json")
    assert result.exit_code == 1
    faults = json.loads(result.stdout)["faults"]
    assert (f"{document}.yaml", place, fault) in [
        (each["file"], each["place"], each["fault"]) for each in faults
    ]
    law = StandsUnder(gate=GATE, use=USE, conditions="cn/conditions-of-free-use")
    with pytest.raises(Faults) as refused:
        decide_use(Shelf(tmp_path, installed("tariffs")), law, datetime.date(2026, 3, 2), {})
    assert [(each.place, each.key) for each in refused.value.faults] == [(place, fault)]


@pytest.mark.parametrize(
    ("document", "written", "instead", "fault"),
    [
        (GATE, "then: {refusals: outside_scope}", "then: {}", "rules.output_missing"),
        (GATE, "then: {refusals: outside_scope}", "then: {refusals: out}", "rules.unknown_value"),
        (LIST, "      package:", "      parcel:", "tariff.check.unknown_unit"),
    ],
)
def test_what_cannot_be_read_is_on_no_shelf(
    tmp_path: Path, document: str, written: str, instead: str, fault: str
) -> None:
    """A name that names nothing is told to who uses the document, with its line, as to who checks
    it."""
    draft(tmp_path, document, written, instead)
    shelf = Shelf(tmp_path, installed("tariffs"))
    checked = [(each.line, each.key) for each in shelf.check(document)]
    with pytest.raises(Faults) as refused:
        shelf.get(document, Document)
    assert [(each.line, each.key) for each in refused.value.faults] == checked
    assert [key for _, key in checked] == [fault]


def test_a_draft_held_against_the_shelf_tells_every_case_that_changes(tmp_path: Path) -> None:
    # Shared secret data: not decided here; in the draft, refused.
    path = draft(
        tmp_path,
        GATE,
        "when: {channel: opening, secret: true}",
        "when: {channel: [opening, sharing], secret: true}",
    )
    result = dingjia(path, "--against", GATE, "--json")
    changes = json.loads(result.stdout)["changes"]
    assert (changes["more"], changes["not_compared"], changes["terms"]) == ([], [], [])
    assert [
        (each["output"], each["before"], each["after"], each["cases"].keys())
        for each in changes["differences"]
    ] == [
        ("refusals", None, "secret", {"channel", "secret"}),
        ("supply", "not_decided_here", "refused", {"channel", "secret"}),
    ]
    for each in changes["differences"]:
        assert each["example"]["channel"] == "sharing"
        assert each["example"]["secret"] is True
    # The gate's own rule on shared secret data is now dead, which the check says as well.
    assert result.exit_code == 1
    people = dingjia(path, "--against", GATE, "--lang", "en")
    assert "from “sharing of secret data is not decided here” to “refused”" in people.stdout


def test_the_same_document_changes_nothing() -> None:
    path = installed("tariffs") / f"{GATE}.yaml"
    result = dingjia(path, "--against", GATE)
    assert result.exit_code == 0
    assert "所有情形的结论都相同" in result.stdout


def test_what_is_no_rules_cannot_be_compared() -> None:
    assert dingjia("--against", GATE).exit_code == 2
    path = installed("tariffs") / f"{GATE}.yaml"
    assert dingjia(path, "--against", "cn/rates-of-no-kind").exit_code == 2
    assert dingjia(path, "--against", "demo/products").exit_code == 2
