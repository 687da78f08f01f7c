"""Records in one file that is only ever added to: SQLite, with the chain of seals inside.

The table refuses changes and removals, and every record names the seal of the one before it, so
that a change made past the table's refusal is found by reading the chain.
"""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Literal

from engine.law import Faults
from engine.record.record import Record, record_from, sealed

__all__ = ["Part", "RecordStore"]

Part = Literal["body", "number", "envelope", "columns", "chain"]
"""What of a record in the store does not hold."""

_TABLE = """
CREATE TABLE IF NOT EXISTS records (
    place INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    seal TEXT NOT NULL UNIQUE,
    previous TEXT UNIQUE,
    content TEXT NOT NULL
) STRICT;
CREATE TRIGGER IF NOT EXISTS records_stay BEFORE UPDATE ON records
    BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER IF NOT EXISTS records_remain BEFORE DELETE ON records
    BEGIN SELECT RAISE(ABORT, 'append-only'); END;
"""


_HAS_RECORDS = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'records'"
_BY_NUMBER = "SELECT content FROM records WHERE number = ?"


class RecordStore:
    """The records in the file at `path`, which is made when the first is added."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def add(self, body: dict[str, Any], written: datetime.datetime) -> Record:
        """Add `body` as a record written at `written` (UTC), chained to the newest; return it.

        A body that is there already is not added again: its record is returned as it stands.
        """
        with self._opened() as store:
            store.execute("BEGIN IMMEDIATE")
            rows = store.execute("SELECT content FROM records ORDER BY place DESC LIMIT 1")
            newest = [_record(content) for (content,) in rows]
            record = sealed(body, written, newest[0] if newest else None)
            held = _found(store, record.number)
            if held is not None:
                store.execute("ROLLBACK")
                return held
            store.execute(
                "INSERT INTO records (number, kind, seal, previous, content) VALUES (?,?,?,?,?)",
                (
                    record.number,
                    str(record.body["kind"]),
                    record.envelope["seal"],
                    record.envelope["previous"],
                    record.text(),
                ),
            )
            store.execute("COMMIT")
        return record

    def find(self, number: str) -> Record | None:
        """Return the record `number`, or None."""
        rows = self._rows(_BY_NUMBER, number)
        return next((_record(content) for (content,) in rows), None)

    def newest_first(self, kind: str, most: int) -> list[Record]:
        """Return the last `most` records of one kind."""
        rows = self._rows(
            "SELECT content FROM records WHERE kind = ? ORDER BY place DESC LIMIT ?", kind, most
        )
        return [_record(content) for (content,) in rows]

    def count(self) -> int:
        """Return how many records there are."""
        return sum(int(count) for (count,) in self._rows("SELECT count(*) FROM records"))

    def broken(self) -> Iterator[tuple[str, Part]]:
        """Yield the number of each record that does not hold, with what of it: its `body`,
        `number` or `envelope`, the `columns` beside it, or the `chain` to the record before it.
        """
        rows = self._rows(
            "SELECT number, kind, seal, previous, content FROM records ORDER BY place"
        )
        previous: str | None = None
        for number, *columns, content in rows:
            try:
                record = _record(content)
            except Faults:
                yield number, "body"
                previous = None
                continue
            for part in record.broken():
                yield number, part
            if record.number != number:
                yield number, "number"
            envelope = record.envelope
            if columns != [record.body.get("kind"), envelope.get("seal"), envelope.get("previous")]:
                yield number, "columns"
            if record.envelope.get("previous") != previous:
                yield number, "chain"
            previous = record.envelope.get("seal")

    def _rows(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        """Return what is found without changing the file; nothing where nothing was ever added."""
        if not self.path.exists():
            return []
        place = f"{self.path.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(place, timeout=5, uri=True)) as store:
            if store.execute(_HAS_RECORDS).fetchone() is None:
                return []
            return store.execute(question, values).fetchall()

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self.path, timeout=5, isolation_level=None)) as store:
            store.execute("PRAGMA journal_mode = WAL")
            store.executescript(_TABLE)
            yield store


def _found(store: sqlite3.Connection, number: str) -> Record | None:
    row = store.execute(_BY_NUMBER, (number,)).fetchone()
    return None if row is None else _record(row[0])


def _record(content: str) -> Record:
    return record_from(content, "records")
