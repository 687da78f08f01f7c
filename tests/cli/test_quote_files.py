"""`dingjia quote --save --word --out`: all files of one quote are written, or none."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from engine.cli import group

ROOT = Path(__file__).parents[2]
BANK = ROOT / "examples" / "quotes" / "village-bank.yaml"


def quoted(*words: object) -> Result:
    told = ["quote", str(BANK), "--tariffs", str(ROOT / "tariffs"), *map(str, words)]
    return CliRunner().invoke(group(("quote",)), told)


def names(folder: Path) -> list[str]:
    return sorted(each.relative_to(folder).as_posix() for each in folder.rglob("*"))


def test_all_are_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert quoted("--save", "s.yaml", "--word", "w.docx", "--out", "kept").exit_code == 0
    assert names(tmp_path) == ["kept", "kept/record.json", "s.yaml", "w.docx"]


@pytest.mark.parametrize("blocked", ["--save", "--word", "--out"])
def test_where_one_cannot_be_none_is(tmp_path: Path, blocked: str) -> None:
    file = tmp_path / "file"
    file.write_text("kept", encoding="utf-8")
    to = {"--save": "s.yaml", "--word": "w.docx", "--out": "out"}
    places = {option: tmp_path / name for option, name in to.items()}
    places[blocked] = file / to[blocked]
    result = quoted(*(word for pair in places.items() for word in pair))
    assert (result.exit_code, result.stdout) == (2, "")
    written = [name for name in names(tmp_path) if (tmp_path / name).is_file()]
    assert written == ["file"]
