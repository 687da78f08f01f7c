"""The examples for Python say what is so: the tutorial and every docstring, run as they stand."""

from __future__ import annotations

import doctest
import re
import shutil
from contextlib import chdir
from importlib import import_module
from pathlib import Path

import pytest

import engine

ROOT = Path(__file__).resolve().parents[2]
TUTORIALS = ("docs/python.md", "docs/python.zh.md")
WITH_EXAMPLES = [
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for room in ("engine", "app")
    for path in sorted((ROOT / room).rglob("*.py"))
    if ">>> " in path.read_text(encoding="utf-8")
]


def examples(page: str) -> list[str]:
    written = (ROOT / page).read_text(encoding="utf-8")
    return re.findall(r"^```python\n(.*?)^```$", written, re.MULTILINE | re.DOTALL)


def test_the_tutorial_runs_as_it_stands(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    session = "\n".join(examples(TUTORIALS[0]))
    test = doctest.DocTestParser().get_doctest(session, {}, TUTORIALS[0], None, 0)
    told: list[str] = []
    with chdir(tmp_path):
        result = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, out=told.append)
    assert result.attempted > 30
    assert result.failed == 0, "".join(told)


def test_both_tutorials_show_the_same_session() -> None:
    english, chinese = (examples(page) for page in TUTORIALS)
    assert english == chinese


def test_the_tutorial_goes_through_every_name_of_the_front_door() -> None:
    session = "".join(examples(TUTORIALS[0]))
    assert [name for name in engine.__all__ if not re.search(rf"engine\.{name}\b", session)] == []


@pytest.mark.parametrize("module", WITH_EXAMPLES)
def test_the_examples_of_a_module_run(module: str) -> None:
    result = doctest.testmod(import_module(module), optionflags=doctest.ELLIPSIS)
    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.parametrize("name", engine.__all__)
def test_every_name_of_the_front_door_leads_somewhere(name: str) -> None:
    assert getattr(engine, name).__doc__


@pytest.mark.parametrize(
    ("registers", "known"),
    [
        ("register_kind", engine.ROOMS_WITH_KINDS),
        ("register_contract", engine.ROOMS_WITH_CONTRACTS),
        ("register_record", engine.ROOMS_WITH_RECORDS),
    ],
)
def test_the_front_door_names_every_room_that_registers(
    registers: str, known: tuple[str, ...]
) -> None:
    called = re.compile(rf"^ *{registers}\(|{registers} as register$", re.MULTILINE)
    rooms = {
        path.relative_to(ROOT / "engine").parts[0]
        for path in (ROOT / "engine").rglob("*.py")
        if called.search(path.read_text(encoding="utf-8"))
    }
    assert rooms - {"law"} == set(known)  # law knows its own two kinds


def test_a_name_that_is_not_at_the_door_is_refused() -> None:
    assert not hasattr(engine, "colour")
