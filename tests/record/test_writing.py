"""Files are written all or none, and a record that was touched is known for it."""

from __future__ import annotations

import datetime
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from engine.law import Faults
from engine.record import Record, differences, read_record, record_from, sealed, write_atomically
from engine.record.folder.chain import newest_record
from engine.record.inspection import inspected
from engine.text import Language

NOON = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)
BODY = {
    "kind": "determination",
    "documents": {"cn/ndrc-2025-65": "0" * 64},
    "result": {"maximum": {"2026": "7886659.41"}, "lines": ["1.00", "2.00"]},
}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def refusal(files: dict[Path, bytes]) -> str:
    with pytest.raises(Faults) as caught:
        write_atomically(files)
    (fault,) = caught.value.faults
    assert fault.key == "record.cannot_write"
    return fault.file


def test_files_and_their_folders_are_written(tmp_path: Path) -> None:
    write_atomically({tmp_path / "a": b"1", tmp_path / "new" / "b": b"2"})
    assert (tmp_path / "new" / "b").read_bytes() == b"2"
    assert names(tmp_path) == ["a", "new"]
    plain = tmp_path / "plain"
    plain.write_bytes(b"")
    assert (tmp_path / "a").stat().st_mode == plain.stat().st_mode, "others may read it as usual"


def test_where_one_cannot_be_written_none_is(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "folder").mkdir()
    wanted = {tmp_path / "a": b"new", tmp_path / "b": b"new", tmp_path / "folder": b"new"}
    assert refusal(wanted) == str(tmp_path / "folder")
    assert refusal({tmp_path / "b": b"new", tmp_path / "a" / "below": b"new"})
    assert names(tmp_path) == ["a", "folder"]
    assert (tmp_path / "a").read_bytes() == b"old"


def test_a_folder_that_leads_nowhere_leaves_all_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    refusal({tmp_path / "a": b"new", tmp_path / "b": b"new", loop / "c": b"new"})
    assert names(tmp_path) == ["a", "loop"]
    assert (tmp_path / "a").read_bytes() == b"old"


def test_a_record_comes_back_as_it_was_written(tmp_path: Path) -> None:
    record = sealed(BODY, NOON)
    write_atomically({tmp_path / "record.json": record.text().encode()})
    assert read_record(tmp_path / "record.json") == record
    assert list(record.broken()) == []


def test_what_no_seal_holds_is_in_no_record() -> None:
    whole = json.loads(sealed(BODY, NOON).text())
    with pytest.raises(Faults) as caught:
        record_from(json.dumps({**whole, "note": "paid"}), "r.json")
    assert [(one.place, one.key) for one in caught.value.faults] == [("note", "record.not_sealed")]
    half_a_character = json.dumps({**whole, "body": {"kind": "\ud800"}})
    with pytest.raises(Faults) as caught:
        record_from(half_a_character, "r.json")
    assert [one.key for one in caught.value.faults] == ["record.not_a_record"]


def test_a_record_without_a_seal_is_followed_by_none(tmp_path: Path) -> None:
    first, second = sealed(BODY, NOON), sealed(BODY, NOON + datetime.timedelta(days=1))
    unsealed = {name: value for name, value in second.envelope.items() if name != "seal"}
    (tmp_path / "a.json").write_text(first.text(), encoding="utf-8")
    (tmp_path / "b.json").write_text(
        Record(second.body, second.number, unsealed).text(), encoding="utf-8"
    )
    assert newest_record(tmp_path) == (tmp_path / "a.json", first)


def test_the_number_is_that_of_the_body_and_not_of_the_clock() -> None:
    early, late = sealed(BODY, NOON), sealed(BODY, NOON + datetime.timedelta(days=400))
    assert early.number == late.number
    assert early.number.startswith("DETERMINATION-")
    assert early.envelope["seal"] != late.envelope["seal"]
    assert sealed({**BODY, "more": "1"}, NOON).number != early.number


def test_records_are_chained_by_their_seals() -> None:
    first = sealed(BODY, NOON)
    second = sealed(BODY, NOON, first)
    assert first.envelope["previous"] is None
    assert second.envelope["previous"] == first.envelope["seal"]


@pytest.mark.parametrize(
    ("old", "new", "broken"),
    [
        ("7886659.41", "7886659.42", ["body", "number"]),
        ("DETERMINATION-", "EVALUATION-", ["number"]),
        ("2026-03-02T", "2026-03-03T", ["envelope"]),
        ('"previous": null', '"previous": "0"', ["envelope"]),
    ],
)
def test_each_touched_part_is_named(tmp_path: Path, old: str, new: str, broken: list[str]) -> None:
    written = sealed(BODY, NOON).text()
    assert written.count(old) == 1
    path = tmp_path / "record.json"
    path.write_text(written.replace(old, new), encoding="utf-8")
    assert list(read_record(path).broken()) == broken


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        "not JSON",
        '{"number": "A", "body": {}, "envelope": []}',
        '{"number": "A", "body": {"amount": 0.1}, "envelope": {}}',
        '{"number": "A", "body": {"amount": NaN}, "envelope": {}}',
        '{"number": "A", "body": {"a": "1", "a": "2"}, "envelope": {}}',
        "[" * 100_000,
    ],
    ids=["empty", "list", "nothing", "words", "envelope", "float", "NaN", "twice", "deep"],
)
def test_what_is_no_record_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "record.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(Faults) as caught:
        read_record(path)
    assert [fault.key for fault in caught.value.faults] == ["record.not_a_record"]


def test_paths_that_hold_no_record(tmp_path: Path) -> None:
    large = tmp_path / "large.json"
    large.write_bytes(b" " * 50_000_001)
    for path, key in [
        (tmp_path, "law.a_folder"),
        (tmp_path / "none", "law.no_file"),
        (large, "law.too_large"),
    ]:
        with pytest.raises(Faults) as caught:
            read_record(path)
        assert [fault.key for fault in caught.value.faults] == [key]
    assert [one.part for one in inspected(tmp_path)[1]] == ["file"]


def test_differences_name_the_place() -> None:
    other = json.loads(json.dumps(BODY))
    other["result"]["maximum"]["2026"] = "7724472.80"
    other["result"]["lines"].append("3.00")
    del other["documents"]
    found = [(each.place, each.recorded, each.recomputed) for each in differences(BODY, other)]
    assert found == [
        ("documents", BODY["documents"], None),
        ("result.maximum.2026", "7886659.41", "7724472.80"),
        ("result.lines[2]", None, "3.00"),
    ]
    assert list(differences(BODY, json.loads(json.dumps(BODY)))) == []
    assert len(list(differences({"a": 1}, {"a": "1"}))) == 1
    assert len(list(differences({"a": 1}, {"a": True}))) == 1


def test_a_record_is_one_text_on_any_machine() -> None:
    one, other = sealed(BODY, NOON), sealed(dict(reversed(BODY.items())), NOON)
    assert one.text() == other.text()
    assert isinstance(one, Record)


def test_the_envelope_names_the_form_and_the_body_does_not() -> None:
    record = sealed(BODY, NOON)
    assert record.envelope["form"] == 3
    assert record.body == BODY
    touched = record_from(record.text().replace('"form": 3', '"form": 1'), "record.json")
    assert list(touched.broken()) == ["envelope"]


def test_a_record_of_the_first_form_is_read_and_holds() -> None:
    """Its envelope names no form; tests/yesterday computes the kept ones again."""
    kept = Path(__file__).parents[1] / "yesterday" / "records"
    for path in kept.iterdir():
        record = read_record(path)
        assert "form" not in record.envelope
        assert list(record.broken()) == []


@pytest.mark.parametrize("form", ["4", "0", '"3"', "null", "[]"])
def test_a_form_that_is_not_known_is_a_fault_in_words(form: str) -> None:
    written = sealed(BODY, NOON).text().replace('"form": 3', f'"form": {form}')
    with pytest.raises(Faults) as caught:
        record_from(written, "record.json")
    (fault,) = caught.value.faults
    assert (fault.file, fault.place) == ("record.json", "envelope.form")
    assert "forms 1 to 3 are" in fault.message(Language.EN)


def test_the_moment_is_kept_in_utc_and_has_a_zone() -> None:
    """The newest record of a folder is known by comparing what is written."""
    shanghai = datetime.timezone(datetime.timedelta(hours=8))
    eight = datetime.datetime(2026, 3, 2, 20, tzinfo=shanghai)
    assert sealed(BODY, eight).envelope == sealed(BODY, NOON).envelope
    with pytest.raises(ValueError, match="time zone"):
        sealed(BODY, NOON.replace(tzinfo=None))


def test_what_is_no_file_is_not_replaced(tmp_path: Path) -> None:
    """A device has no end to be copied, and is the system's."""
    link = tmp_path / "null"
    link.symlink_to("/dev/null")
    assert refusal({tmp_path / "a": b"1", link: b"2"}) == str(link)
    assert link.is_symlink()
    assert names(tmp_path) == ["null"]


def test_half_a_letter_is_no_text_of_a_record() -> None:
    """JSON can name it, UTF-8 cannot; a letter named by both halves is one."""
    whole = sealed({**BODY, "name": "𠮷"}, NOON)
    by_halves = json.dumps(json.loads(whole.text()))
    assert "\\ud842\\udfb7" in by_halves
    assert record_from(by_halves, "a.json") == whole
    with pytest.raises(Faults) as caught:
        record_from(by_halves.replace("\\udfb7", ""), "a.json")
    assert [fault.key for fault in caught.value.faults] == ["record.not_a_record"]


STOPPED = """
import os, sys
from pathlib import Path
from engine.record import write_atomically
os.fsync = lambda file: os.kill(os.getpid(), 9)
write_atomically({Path(sys.argv[1]): b"half"})
"""


def test_what_a_stopped_run_left_is_removed_by_the_next(tmp_path: Path) -> None:
    place = tmp_path / "record.json"
    stopped = subprocess.run([sys.executable, "-c", STOPPED, str(place)], check=False)
    assert stopped.returncode == -signal.SIGKILL
    (left,) = names(tmp_path)
    assert left.startswith(".part-")
    foreign = tmp_path / ".part-0badcafe-1-00"  # of another machine, which may still write it
    of_yesterday = tmp_path / ".part-0badcafe-2-00"
    running = tmp_path / left.replace(left.split("-")[2], str(os.getpid()))
    for path in (foreign, of_yesterday, running):
        path.touch()
    os.utime(of_yesterday, (0, 0))
    write_atomically({place: b"whole"})
    assert names(tmp_path) == sorted([foreign.name, running.name, "record.json"])
