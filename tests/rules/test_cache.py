"""What a check found is kept outside the project, known by its content, and never trusted blindly."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import builders.rules_by_hand as by_hand
import pytest

from engine.law import cache_folder
from engine.rules import Part, RulesVersion, check_together


def table(*whens: dict[str, Any]) -> RulesVersion:
    output = {"id": "kind", "title": by_hand.TEXT, "values": by_hand.named("a")}
    rules = [
        {"id": f"r{place}", "title": by_hand.TEXT, "when": when, "then": {"kind": "a"}}
        for place, when in enumerate(whens)
    ]
    return by_hand.version(
        [{"id": "t", "title": by_hand.TEXT, "hit": "first", "outputs": [output], "rules": rules}]
    )


WITH_GAP = [Part("test/gap", table({"colour": "red"}))]
SOUND = [Part("test/gap", table({}))]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DINGJIA_CACHE", str(tmp_path))
    return tmp_path / "rules"


def test_what_was_found_is_found_again_from_the_cache(folder: Path) -> None:
    first = check_together(WITH_GAP)
    (kept,) = folder.iterdir()
    assert [finding.key for finding in first] == ["rules.gap"]
    assert check_together(WITH_GAP) == first
    # Another result under the same name, with its own right hash: it is what is read.
    other = json.loads(kept.read_text(encoding="utf-8"))
    assert check_together(SOUND) == []
    empty = next(file for file in folder.iterdir() if file != kept)
    kept.write_bytes(empty.read_bytes())
    assert other["kept"] and check_together(WITH_GAP) == []


@pytest.mark.parametrize(
    "damage",
    [
        lambda written: written[:-20],
        lambda written: written.replace(b"red", b"ged").replace(b"rules.gap", b"rules.gop"),
        lambda written: b"",
        lambda written: b"[1, 2]",
        lambda written: bytes(range(256)),
        lambda written: b"[" * 100_000,
    ],
    ids=["cut off", "altered", "empty", "other JSON", "binary", "too deep"],
)
def test_a_damaged_result_is_not_used(folder: Path, damage: Any) -> None:
    first = check_together(WITH_GAP)
    (kept,) = folder.iterdir()
    kept.write_bytes(damage(kept.read_bytes()))
    assert check_together(WITH_GAP) == first
    assert json.loads(kept.read_text(encoding="utf-8"))["kept"]


def test_any_change_of_the_tables_is_another_result(folder: Path) -> None:
    check_together(WITH_GAP)
    check_together(SOUND)
    check_together([Part("test/other", WITH_GAP[0].version)])
    assert len(list(folder.iterdir())) == 3


def test_a_check_needs_no_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("", encoding="utf-8")
    for named in ("", str(in_the_way)):
        monkeypatch.setenv("DINGJIA_CACHE", named)
        assert [finding.key for finding in check_together(WITH_GAP)] == ["rules.gap"]
    assert in_the_way.read_text(encoding="utf-8") == ""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other folders")
def test_the_folder_is_the_one_that_the_user_has_for_caches(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("DINGJIA_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    assert cache_folder("rules") == tmp_path / "caches" / "dingjia" / "rules"
    monkeypatch.setenv("XDG_CACHE_HOME", "")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert cache_folder("rules") == tmp_path / ".cache" / "dingjia" / "rules"


def test_a_part_is_the_same_when_the_very_same_version_is() -> None:
    """Versions are not compared rule by rule, which would take as long as to make them ready."""
    version = table({"colour": "red"})
    one = Part("test/one", version)
    assert one == Part("test/one", version)
    assert {one, Part("test/one", version)} == {one}
    assert one != Part("test/other", version)
    assert one != Part("test/one", version.model_copy())
    assert one != "test/one"
