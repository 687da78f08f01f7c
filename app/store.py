"""What a person typed, kept under an id that stands in the address.

Reload, language switch and the back button find it again; `session_state` would lose it.
"""

from __future__ import annotations

import json
import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import streamlit as st

from engine.record.inspection import Flaw, flaws_of_store
from engine.record.store import RecordStore

__all__ = ["Draft", "open_draft", "record_flaws", "records", "store_name"]


class Draft:
    """The answers of one page under one id; plain data."""

    def __init__(self, case: str, page: str, answers: dict[str, Any]) -> None:
        self.case = case
        self.page = page
        self.answers = answers
        self._kept = json.dumps(answers, sort_keys=True, ensure_ascii=False) if answers else None

    def keep(self, typed: bool = False) -> None:
        """Write the answers to the store when a person has changed them.

        Only then the id goes into the address: an address that changes by itself would catch the
        back button. `typed` says that what is new was typed, where the page itself knows it.
        """
        written = json.dumps(self.answers, sort_keys=True, ensure_ascii=False)
        if self._kept is None and not typed:
            # A field that is shown for the first time adds what it holds; nobody typed that.
            untouched = st.session_state.setdefault(f"untouched-{self.page}-{self.case}", {})
            untouched |= {
                name: value for name, value in json.loads(written).items() if name not in untouched
            }
            if untouched == json.loads(written):
                return
        if written == self._kept:
            return
        with _store() as store, store:
            store.execute(
                "INSERT INTO drafts (id, page, answers) VALUES (?, ?, ?) "
                "ON CONFLICT (id, page) DO UPDATE SET answers = excluded.answers",
                (self.case, self.page, written),
            )
        self._kept = written
        if st.query_params.get("case") != self.case:
            st.query_params["case"] = self.case


def open_draft(page: str) -> Draft:
    """Return the draft of `page` under the address's `case`, or this visit's; else a new one."""
    case = st.query_params.get("case") or st.session_state.get("case") or secrets.token_hex(5)
    st.session_state["case"] = case
    with _store() as store:
        row = store.execute(
            "SELECT answers FROM drafts WHERE id = ? AND page = ?", (case, page)
        ).fetchone()
    return Draft(case, page, json.loads(row[0]) if row else {})


def records() -> RecordStore:
    """Return the records beside the drafts: what was saved on a page, agreements that were made."""
    return RecordStore(_place())


def record_flaws() -> tuple[Flaw, ...]:
    """Return what does not hold of those records."""
    place = _place()
    return flaws_of_store(place)[1] if place.exists() else ()


def store_name() -> str:
    """Return what the file of drafts and records is called."""
    return _place().name


def _place() -> Path:
    return Path(os.environ.get("DINGJIA_STORE", "var/dingjia.sqlite"))


@contextmanager
def _store() -> Iterator[sqlite3.Connection]:
    place = _place()
    place.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(place, timeout=5)) as store:
        store.execute("PRAGMA journal_mode = WAL")
        store.execute(
            "CREATE TABLE IF NOT EXISTS drafts ("
            "id TEXT NOT NULL, page TEXT NOT NULL, answers TEXT NOT NULL, PRIMARY KEY (id, page)"
            ") STRICT"
        )
        yield store
