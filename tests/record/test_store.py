"""The file of records: added to, never changed, each chained to the one before it."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from engine.record.store import RecordStore

NOW = datetime.datetime(2026, 3, 3, 9, 30, tzinfo=datetime.UTC)


def bodies(count: int) -> list[dict[str, object]]:
    return [{"kind": "quote", "total": str(number)} for number in range(count)]


def filled(path: Path, content: Sequence[dict[str, object]]) -> RecordStore:
    store = RecordStore(path)
    for body in content:
        store.add(body, NOW)
    return store


def test_each_record_names_the_seal_before_it(tmp_path: Path) -> None:
    store = RecordStore(tmp_path / "new" / "store.sqlite")
    first, second, third = (store.add(body, NOW) for body in bodies(3))
    assert first.envelope["previous"] is None
    assert second.envelope["previous"] == first.envelope["seal"]
    assert third.envelope["previous"] == second.envelope["seal"]
    assert store.find(second.number) == second
    assert store.newest_first("quote", 2) == [third, second]
    assert list(store.broken()) == []


def test_the_same_body_is_kept_once_as_it_was_first_written(tmp_path: Path) -> None:
    store = filled(tmp_path / "store.sqlite", bodies(2))
    again = store.add(bodies(1)[0], NOW + datetime.timedelta(days=1))
    assert again.envelope["written"] == "2026-03-03T09:30:00+00:00"
    assert len(store.newest_first("quote", 9)) == 2


def test_nothing_is_found_where_nothing_was_kept(tmp_path: Path) -> None:
    store = RecordStore(tmp_path / "none.sqlite")
    assert store.find("QUOTE-0") is None
    assert store.newest_first("quote", 9) == []
    assert list(store.broken()) == []
    assert not (tmp_path / "none.sqlite").exists()


@pytest.mark.parametrize(
    "attempt", ["UPDATE records SET content = ''", "DELETE FROM records WHERE place = 1"]
)
def test_the_table_refuses_to_change_or_to_lose_a_record(tmp_path: Path, attempt: str) -> None:
    filled(tmp_path / "store.sqlite", bodies(2))
    with (
        sqlite3.connect(tmp_path / "store.sqlite") as outside,
        pytest.raises(sqlite3.IntegrityError, match="append-only"),
    ):
        outside.execute(attempt)


@pytest.mark.parametrize(
    ("attempt", "found"),
    [
        (
            """UPDATE records SET content = replace(content, '"total": "1"', '"total": "9"')""",
            "body",
        ),
        ("DELETE FROM records WHERE place = 2", "chain"),
    ],
)
def test_a_change_past_the_refusal_breaks_the_chain(
    tmp_path: Path, attempt: str, found: str
) -> None:
    store = filled(tmp_path / "store.sqlite", bodies(3))
    with sqlite3.connect(tmp_path / "store.sqlite") as outside:
        outside.execute("DROP TRIGGER records_stay")
        outside.execute("DROP TRIGGER records_remain")
        outside.execute(attempt)
    assert found in {part for _, part in store.broken()}


def test_records_added_at_once_make_one_chain(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    RecordStore(path).add({"kind": "quote"}, NOW)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda body: RecordStore(path).add(body, NOW), bodies(20)))
    store = RecordStore(path)
    assert len(store.newest_first("quote", 99)) == 21
    assert list(store.broken()) == []
