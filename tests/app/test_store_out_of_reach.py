"""A store that is locked, or is none: what is wrong is said, and no page breaks."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from builders.operators import CIRCLE
from streamlit.testing.v1 import AppTest

pytestmark = pytest.mark.long

MAIN = CIRCLE.parents[2] / "app" / "main.py"


@pytest.fixture(autouse=True)
def store(tmp_path: Path) -> Iterator[Path]:
    """Keep what a test types apart."""
    place = tmp_path / "kept.sqlite"
    os.environ["DINGJIA_STORE"] = str(place)
    yield place
    del os.environ["DINGJIA_STORE"]


def shown(app: AppTest) -> str:
    assert not app.exception
    return "\n".join(element.proto.body for element in app.get("html"))


def test_what_is_no_store_is_said(store: Path) -> None:
    store.write_text("no database " * 100, "utf-8")
    app = AppTest.from_file(str(MAIN), default_timeout=60).run()
    assert "kept.sqlite" in shown(app)
    assert "没有保存" in shown(app)


def test_what_cannot_be_kept_now_is_said_and_kept_later(store: Path) -> None:
    app = AppTest.from_file(str(MAIN), default_timeout=60).run()
    assert "没有保存" not in shown(app)
    field = next(iter(app.number_input or app.text_input))
    with closing(sqlite3.connect(store, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        app = field.set_value("另一家").run()
        assert "没有保存" in shown(app)
    app = app.run()
    assert "没有保存" not in shown(app)
    with closing(sqlite3.connect(store)) as found:
        assert "另一家" in str(found.execute("SELECT answers FROM drafts").fetchall())
