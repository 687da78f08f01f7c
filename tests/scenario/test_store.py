"""Scenario files under ids: the same runs when the originals are gone, and nothing altered is used."""

from __future__ import annotations

import datetime
import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from builders.scenarios import FILE, ROOT, TITLE, worked
from typer.testing import CliRunner, Result

from engine.cli import group
from engine.law import Faults
from engine.record.store import RecordStore
from engine.scenario import ScenarioFile, is_scenario_id, kept, read_scenarios, run, save, saved
from engine.show.analysis.scenario.data import run_data

_, BENCH = worked()
NOW = datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC)
LATER = datetime.datetime(2026, 4, 1, tzinfo=datetime.UTC)


@pytest.fixture
def original(tmp_path: Path) -> Path:
    """The worked scenarios and their submission, where they can be moved away."""
    for name in ("scenarios", "operators"):
        (tmp_path / name).mkdir()
    shutil.copy(FILE, tmp_path / "scenarios")
    shutil.copy(ROOT / "examples" / "operators" / "circle.yaml", tmp_path / "operators")
    return tmp_path / "scenarios" / FILE.name


def told(file: ScenarioFile) -> str:
    cases = [file.base, *map(file.case_of, file.scenarios.scenarios)]
    return json.dumps([run_data(run(BENCH, "x", TITLE, case)) for case in cases])


def test_what_is_kept_runs_unchanged_when_the_originals_are_gone(
    original: Path, tmp_path: Path
) -> None:
    store = RecordStore(tmp_path / "store.sqlite")
    before = read_scenarios(original)
    number = save(store, original, NOW).number
    assert is_scenario_id(number) and not is_scenario_id(str(original))
    shutil.rmtree(original.parent)
    shutil.rmtree(tmp_path / "operators")
    found = kept(store, number)
    assert told(found) == told(before)
    places = [
        (one.base.filed.file, one.base.declared(("market",)).place) for one in (found, before)
    ]
    assert places[0] == places[1] == ("circle.yaml", "base.market")


def test_an_id_is_of_the_content(original: Path, tmp_path: Path) -> None:
    """The same files have the same id, kept once; one figure of the submission has another."""
    store = RecordStore(tmp_path / "store.sqlite")
    first = save(store, original, NOW)
    assert save(store, original, LATER).number == first.number
    operator = tmp_path / "operators" / "circle.yaml"
    operator.write_text(operator.read_text("utf-8").replace("4000000.00", "4000001.00"), "utf-8")
    second = save(store, original, LATER)
    assert second.number != first.number
    assert [one.number for one in saved(store)] == [second.number, first.number]
    # What was kept first is what it was: 7,886,659.41 a year, of three years.
    assert run(BENCH, "x", TITLE, kept(store, first.number).base).maximum.number * 100 == 2365997823


def test_a_submission_that_is_a_folder_or_a_workbook_is_kept(
    original: Path, tmp_path: Path
) -> None:
    store = RecordStore(tmp_path / "store.sqlite")
    text = original.read_text("utf-8")
    folder = tmp_path / "scenarios" / "operator"
    folder.mkdir()
    shutil.move(tmp_path / "operators" / "circle.yaml", folder / "submission.yaml")
    original.write_text(text.replace("../operators/circle.yaml", "operator"), "utf-8")
    shutil.copy(ROOT / "examples" / "operators" / "demo.xlsx", tmp_path / "operators")
    demo = ROOT / "examples" / "scenarios" / "demo-operator.yaml"
    shutil.copy(ROOT / "examples" / "operators" / "demo-overrides.yaml", tmp_path / "operators")
    shutil.copy(demo, original.parent)
    before = [read_scenarios(one) for one in (original, original.parent / demo.name)]
    numbers = [save(store, one, NOW).number for one in (original, original.parent / demo.name)]
    shutil.rmtree(original.parent)
    shutil.rmtree(tmp_path / "operators")
    for number, one in zip(numbers, before, strict=True):
        found = kept(store, number)
        assert found.base.filed == one.base.filed and found.base.decided == one.base.decided
        assert found.base.located.tree == one.base.located.tree


def test_what_was_altered_is_noticed(original: Path, tmp_path: Path) -> None:
    store = RecordStore(tmp_path / "store.sqlite")
    number = save(store, original, NOW).number
    with sqlite3.connect(store.path) as opened:
        opened.execute("DROP TRIGGER records_stay")
        opened.execute("UPDATE records SET content = replace(content, '4000000.00', '4100000.00')")
    with pytest.raises(Faults) as raised:
        kept(store, number)
    assert [fault.key for fault in raised.value.faults] == ["scenario.altered"]
    with pytest.raises(Faults) as raised:
        kept(store, "SCENARIOS-000000000000")
    (fault,) = raised.value.faults
    assert number in str(fault.values["allowed"])


def test_a_faulty_file_is_not_kept(original: Path, tmp_path: Path) -> None:
    store = RecordStore(tmp_path / "store.sqlite")
    original.write_text(
        original.read_text("utf-8").replace("by: full_cost", "by: program"), "utf-8"
    )
    with pytest.raises(Faults):
        save(store, original, NOW)
    assert saved(store) == [] and not store.path.exists()


def asked(store: Path, *words: object) -> Result:
    shelf = ["--tariffs", str(ROOT / "tariffs"), "--store", str(store), "--lang", "en"]
    return CliRunner().invoke(group(("scenario",)), ["scenario", *map(str, words), *shelf])


def test_every_command_takes_the_id(original: Path, tmp_path: Path) -> None:
    store = tmp_path / "store.sqlite"
    number = json.loads(asked(store, "save", original, "--json").stdout)["id"]
    (listed,) = json.loads(asked(store, "list", "--json").stdout)
    assert (listed["id"], listed["file"]) == (number, "lower-yield.yaml")
    assert number in asked(store, "list").stdout
    given = ("--change", "levers.spread", "--between", "4", "5", "--step", "1")
    for words in (
        ("compare", "{}"),
        ("explain", "{}", "--to", "lower-yield"),
        ("sweep", "{}", *given),
        ("frontier", "{}", *given, "--aim", "maximum", "--aim", "recovery"),
        ("seek", "{}", *given, "--aim", "maximum", "--target", "23500000"),
        ("inputs", "{}", "wages"),
    ):
        by_file, by_id = (
            asked(store, *(one.format(named) for one in words), "--json")
            for named in (original, number)
        )
        assert by_id.exit_code == by_file.exit_code == 0, by_id.output
        assert by_id.stdout == by_file.stdout
    assert asked(store, "list", original).exit_code == 2
    assert asked(store, "compare").exit_code == 2
    assert asked(tmp_path / "other.sqlite", "compare", number).exit_code == 2
