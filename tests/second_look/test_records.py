"""What is built on a record is proved first; a record is verified with those around it.

Found by trying the product: a forgery sealed anew passed every step that was built on it, and
nothing was said of a record before that was altered, of a link that was cut, of law that went on.
"""

from __future__ import annotations

import copy
import datetime
import json
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from builders.operators import CIRCLE, INCOMES, METHOD, ROOT, entry, tree
from builders.proof import rounds, tried
from typer.testing import CliRunner, Result

from engine.cli import group
from engine.law import canonical, content_hash, read_yaml
from engine.record import Record, read_record, sealed
from engine.record.store import RecordStore

pytestmark = pytest.mark.long

TARIFFS = ("--tariffs", ROOT / "tariffs")
BY_METHOD = ("--method", METHOD, "--on", "2026-03-01", "--no-reports")
CLOSING = ("--on", "2029-02-01")
COMMANDS = group(("quote", "determine", "evaluate", "ceilings", "verify", "store", "refund"))


def run(*words: object, tariffs: tuple[object, ...] = TARIFFS) -> Result:
    shelf = () if words[0] == "store" else tariffs
    return CliRunner().invoke(COMMANDS, [str(word) for word in (*words, *shelf)])


def said(result: Result) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def what(result: Result, of: str = "differences") -> set[str]:
    return {one["what"] for one in said(result)[of]}


def rewritten(path: Path, body: dict[str, Any], **envelope: object) -> Record:
    """Write `body` in place of the record at `path`, sealed as if nothing had happened."""
    before = read_record(path)
    anew = sealed(body, datetime.datetime.fromisoformat(before.envelope["written"]))
    inside = {**before.envelope, "body": anew.envelope["body"], **envelope}
    inside.pop("seal")
    record = Record(anew.body, anew.number, {**inside, "seal": content_hash(inside)})
    path.write_text(record.text(), encoding="utf-8")
    return record


def forged(path: Path, place: tuple[str | int, ...], value: object) -> Record:
    body = copy.deepcopy(read_record(path).body)
    node: Any = body
    for part in place[:-1]:
        node = node[part]
    node[place[-1]] = value
    return rewritten(path, body)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A draft, its opinion and a final determination in one folder, evaluated in another."""
    folder = tmp_path_factory.mktemp("made")
    record, evaluation = folder / "a" / "record.json", folder / "b" / "evaluation.json"
    out = ("--out", record.parent)
    assert run("determine", CIRCLE, *BY_METHOD, *out).exit_code == 0
    for stage in ("opinion", "final"):
        follows = ("--follows", record, "--stage", stage)
        assert run("determine", CIRCLE, *BY_METHOD, *out, *follows).exit_code == 0
    evaluated = run("evaluate", record, INCOMES, *CLOSING, "--out", evaluation.parent)
    assert evaluated.exit_code == 0
    for path in (*record.parent.glob("*.json"), evaluation):
        assert run("verify", path).exit_code == 0
    return folder


@pytest.fixture
def here(made: Path, tmp_path: Path) -> Path:
    """The same, to be changed freely."""
    return Path(shutil.copytree(made, tmp_path / "made"))


def staged(record: Path) -> str:
    return str(read_record(record).body["status"]["stage"])


def building(record: Path) -> list[tuple[object, ...]]:
    """Return each command that builds on the determination in `record`."""
    return [
        ("evaluate", record, INCOMES, *CLOSING),
        ("ceilings", record),
        ("determine", CIRCLE, *BY_METHOD, "--follows", record),
    ]


# --- a forgery sealed anew


def test_a_forged_determination_is_refused_wherever_it_is_built_on(here: Path) -> None:
    record = here / "a" / "record.json"
    forged(record, ("result", "maximum", "2027"), "9999999.00")
    for words in building(record):
        result = run(*words)
        assert result.exit_code == 1
        assert "body.result.maximum.2027" in result.stderr
        assert "9999999.00" in result.stderr and "7886659.41" in result.stderr
    verified = run("verify", here / "b" / "evaluation.json", "--json")
    assert (verified.exit_code, what(verified)) == (1, {"built_on_replaced"})


def test_a_forged_evaluation_is_not_deducted_and_leaves_nothing(here: Path) -> None:
    evaluation, out = here / "b" / "evaluation.json", here / "next"
    forged(evaluation, ("result", "excess"), "1.00")
    result = run("determine", CIRCLE, *BY_METHOD, "--deduct", evaluation, "--out", out)
    assert (result.exit_code, "body.result.excess" in result.stderr) == (1, True)
    assert not out.exists()
    assert not (here / "b" / "ledger.json").exists()


def test_an_evaluation_of_other_amounts_than_were_determined_does_not_verify(here: Path) -> None:
    """Computed from what it says itself it is right; the determination says otherwise."""
    evaluation = here / "b" / "evaluation.json"
    body = copy.deepcopy(read_record(evaluation).body)
    body["inputs"]["determination"]["operator"] += " "
    body["inputs"]["declared"]["operator"] += " "
    rewritten(evaluation, body)
    verified = run("verify", evaluation, "--json")
    assert (verified.exit_code, what(verified)) == (1, {"not_allowed"})


def test_what_was_built_on_a_forgery_does_not_verify(here: Path) -> None:
    """The record that it names is there, and is no true one."""
    record, evaluation = here / "a" / "record.json", here / "b" / "evaluation.json"
    forgery = forged(record, ("result", "maximum", "2027"), "9999999.00")
    body = copy.deepcopy(read_record(evaluation).body)
    body["inputs"]["determination"]["record"] = forgery.number
    rewritten(evaluation, body, rests_on={forgery.number: "../a/record.json"})
    verified = run("verify", evaluation, "--json")
    assert verified.exit_code == 1
    assert "built_on_unproved" in what(verified)


# --- stages


def test_a_determination_with_open_judgements_is_never_final(tmp_path: Path) -> None:
    whole = tree()
    entry(whole, "items", "transfer")["related_party"] = True
    whole["income"] = str(whole["income"])
    path = tmp_path / "operator.yaml"
    path.write_text(json.dumps(whole, ensure_ascii=False, default=str), encoding="utf-8")
    record = tmp_path / "out" / "record.json"
    assert run("determine", path, *BY_METHOD, "--out", record.parent).exit_code == 0
    for former in (None, "DETERMINATION-000000000000"):
        forged(record, ("status",), {"stage": "final", "former": former})
        verified = run("verify", record, "--json")
        assert verified.exit_code == 1
        assert "not_allowed" in what(verified)
        keys = json.dumps(said(verified)["differences"], ensure_ascii=False)
        assert "related" in keys or "关联" in keys


@pytest.mark.parametrize("stage", ["opinion", "final"])
def test_a_stage_that_follows_none_or_the_wrong_one_does_not_verify(here: Path, stage: str) -> None:
    record = here / "a" / "record.json"
    status = read_record(record).body["status"]
    forged(record, ("status",), {"stage": stage, "former": None})
    assert what(run("verify", record, "--json")) == {"not_allowed"}
    drafted = (one for one in record.parent.glob("DETERMINATION-*.json") if staged(one) == "draft")
    draft = next(drafted)
    forged(record, ("status",), {**status, "former": read_record(draft).number})
    verified = run("verify", record, "--json")
    assert (verified.exit_code, what(verified)) == (1, {"not_allowed"})


# --- the record before


def test_the_record_before_is_looked_at(here: Path) -> None:
    record = here / "a" / "record.json"
    (before,) = (
        path
        for path in record.parent.glob("DETERMINATION-*.json")
        if read_record(path).envelope["seal"] == read_record(record).envelope["previous"]
    )
    whole = before.read_text(encoding="utf-8")
    before.write_text(whole.replace('"7886659.41"', '"7886659.42"', 1), encoding="utf-8")
    assert "previous_altered" in what(run("verify", record, "--json"))
    before.write_text(whole, encoding="utf-8")
    forged(before, ("result", "maximum", "2026"), "1.00")
    assert "previous_missing" in what(run("verify", record, "--json"))
    before.unlink()
    assert "previous_missing" in what(run("verify", record, "--json"))
    store = run("store", "check", record.parent, "--json")
    assert (store.exit_code, [one["part"] for one in said(store)["broken"]]) == (1, ["chain"])


def test_a_link_that_was_cut_is_told(here: Path) -> None:
    record = here / "a" / "record.json"
    rewritten(record, read_record(record).body, previous=None)
    verified = run("verify", record, "--json")
    assert (verified.exit_code, what(verified)) == (1, {"previous_cut"})


def test_a_record_alone_verifies_and_says_what_was_not_looked_at(here: Path) -> None:
    record = here / "alone" / "record.json"
    record.parent.mkdir()
    shutil.copy(here / "a" / "record.json", record)
    shutil.rmtree(here / "a")
    verified = run("verify", record, "--json")
    assert verified.exit_code == 0
    assert what(verified, "remarks") == {"built_on_elsewhere", "previous_elsewhere"}


# --- law that went on


def laid_over(folder: Path, identifier: str, change: Callable[[dict[str, Any]], None]) -> Path:
    """Write a document of the shelf, changed, into `folder`."""
    whole = copy.deepcopy(read_yaml(ROOT / "tariffs" / f"{identifier}.yaml").tree)
    change(whole)
    path = folder / f"{identifier}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(canonical(whole), encoding="utf-8")
    return folder


def documents_of(record: Path, kind: str) -> list[str]:
    named = read_record(record).body["documents"]
    held = {name: (ROOT / "tariffs" / f"{name}.yaml").read_text(encoding="utf-8") for name in named}
    return [name for name, written in held.items() if f"kind: {kind}" in written]


def later_point(whole: dict[str, Any]) -> None:
    version = whole["versions"][-1]
    last = max(version["points"], key=lambda point: str(point["period"]))
    later = str(int(last["period"][:4]) + 1) + last["period"][4:]
    version["points"].append({**last, "period": later, "value": "9.99"})


def later_version(whole: dict[str, Any]) -> None:
    last = copy.deepcopy(whole["versions"][-1])
    whole["versions"].append({**last, "published": "2090-01-01", "from": "2090-01-01"})


def test_what_is_added_to_a_document_leaves_earlier_records_verifying(
    here: Path, tmp_path: Path
) -> None:
    record = here / "a" / "record.json"
    series = documents_of(record, "series")
    assert series
    for name in series:
        over = laid_over(tmp_path / "points", name, later_point)
    for name in (METHOD, *series):
        versions = laid_over(tmp_path / "versions", name, later_version)
    for folder in (over, versions):
        shelf = ("--tariffs", folder, *TARIFFS)
        verified = run("verify", record, "--json", tariffs=shelf)
        assert verified.exit_code == 0, verified.stdout
        assert what(verified, "remarks") == {"document_went_on"}
        assert run("evaluate", record, INCOMES, *CLOSING, tariffs=shelf).exit_code == 0


def test_a_later_version_of_a_tariff_leaves_the_validity_of_a_quote(tmp_path: Path) -> None:
    request = ROOT / "examples" / "quotes" / "village-bank.yaml"
    assert run("quote", request, "--out", tmp_path / "q").exit_code == 0
    record = tmp_path / "q" / "record.json"

    def next_year(whole: dict[str, Any]) -> None:
        last = copy.deepcopy(next(one for one in whole["versions"] if "day" in one["from"]))
        whole["versions"].append({**last, "published": "2027-01-01", "from": "2027-01-01"})

    name = read_record(record).body["inputs"]["request"]["tariff"]
    over = laid_over(tmp_path / "over", name, next_year)
    verified = run("verify", record, "--json", tariffs=("--tariffs", over, *TARIFFS))
    assert (verified.exit_code, what(verified, "remarks")) == (0, {"document_went_on"})


def test_the_law_moved_on_is_told_from_figures_that_differ(here: Path, tmp_path: Path) -> None:
    record = here / "a" / "record.json"

    def retitled(whole: dict[str, Any]) -> None:
        whole["title"]["en"] += " (consolidated)"

    def lower(whole: dict[str, Any]) -> None:
        found = canonical(whole).replace('"value":"14"', '"value":"13"')
        whole.update(json.loads(found))

    for change, status in ((retitled, 0), (lower, 1)):
        over = laid_over(tmp_path / change.__name__, METHOD, change)
        shelf = ("--tariffs", over, *TARIFFS)
        verified = run("verify", record, "--json", tariffs=shelf)
        assert verified.exit_code == status
        if status == 0:
            assert what(verified, "remarks") == {"document_changed"}
        else:
            places = {one["place"] for one in said(verified)["differences"]}
            assert "body.result.maximum.2026" in places
        assert run("ceilings", record, tariffs=shelf).exit_code == status


# --- the store


def test_the_store_is_looked_over(tmp_path: Path) -> None:
    store = RecordStore(tmp_path / "dingjia.sqlite")
    now = datetime.datetime(2026, 3, 3, tzinfo=datetime.UTC)
    for number in range(3):
        store.add({"kind": "quote", "total": str(number)}, now)
    checked = run("store", "check", tmp_path, "--json")
    assert (checked.exit_code, said(checked)["records"]) == (0, 3)
    with store._opened() as opened:
        opened.execute("DROP TRIGGER records_remain")
        opened.execute("DELETE FROM records WHERE place = 2")
    checked = run("store", "check", tmp_path, "--json")
    assert (checked.exit_code, [one["part"] for one in said(checked)["broken"]]) == (1, ["chain"])
    store.path.write_bytes(b"no database at all, but long enough to be looked at as one" * 20)
    checked = run("store", "check", store.path, "--json")
    assert (checked.exit_code, [one["part"] for one in said(checked)["broken"]]) == (1, ["file"])
    assert run("store", "check", tmp_path / "nowhere").exit_code == 2


_WRITER = """
import sys
from pathlib import Path
from engine.cli.conventions.records import write_recorded
for number in range(8):
    write_recorded(Path(sys.argv[1]), "record.json", {"kind": "quote", "of": sys.argv[2] + str(number)})
"""


@pytest.mark.parametrize("turn", range(5))
def test_two_processes_that_write_into_one_folder_lose_nothing(tmp_path: Path, turn: int) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", _WRITER, str(tmp_path), name], cwd=ROOT)
        for name in ("a", "b")
    ]
    assert [writer.wait() for writer in writers] == [0, 0]
    held = {read_record(path).body["of"] for path in tmp_path.glob("*.json")}
    assert held == {name + str(number) for name in "ab" for number in range(8)}
    assert run("store", "check", tmp_path).exit_code == 0


# --- any single change


def _places(node: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if place:
        yield place
    for key, value in node.items() if isinstance(node, dict) else enumerate(node):
        if isinstance(value, dict | list):
            yield from _places(value, (*place, key))
        else:
            yield (*place, key)


def _changed(body: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Return `body` with one key or entry altered, removed or added, somewhere."""
    whole = copy.deepcopy(body)
    place = chance.choice(list(_places(whole)))
    node: Any = whole
    for part in place[:-1]:
        node = node[part]
    how = chance.choice(["alter", "remove", "add"])
    if how == "remove":
        del node[place[-1]]
    elif how == "add" and isinstance(node, dict):
        node["added"] = "1"
    else:
        old = node[place[-1]]
        node[place[-1]] = old + "1" if isinstance(old, str) else "1"
    return whole


@pytest.mark.parametrize("kind", ["record", "evaluation"])
def test_what_is_built_on_is_refused_exactly_when_it_does_not_verify(here: Path, kind: str) -> None:
    """Any single change, sealed anew, in any order of commands."""
    chance = random.Random(kind)
    drafted = (one for one in (here / "a").glob("DETERMINATION-*.json") if staged(one) == "draft")
    path = next(drafted) if kind == "record" else here / "b" / "evaluation.json"
    body = read_record(path).body
    for _ in range(rounds(quick=3, full=500)):
        rewritten(path, _changed(body, chance))
        verified = run("verify", path)
        assert verified.exit_code in (0, 1), verified.output
        deduct = ("determine", CIRCLE, *BY_METHOD, "--none-between", "--deduct", path)
        later = building(path) if kind == "record" else [deduct]
        for words in chance.sample(later, len(later)):
            result = run(*words)
            # A kind that is none, or another one, is an input that is wrong.
            assert (result.exit_code == 0) is (verified.exit_code == 0), (words, result.output)
        tried("records altered and sealed anew", alterations=1)
