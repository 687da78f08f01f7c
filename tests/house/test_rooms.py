"""The house is as it is drawn: floors of rooms, floors inside rooms, and how much stands in each.

`lint-imports` holds the floors; these tests hold the drawing in docs/architecture.md to them, and
what no contract says: that a level is small enough to be drawn from memory, that no modules import
each other in a circle, and that a module is named after the thing it holds.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterable
from graphlib import TopologicalSorter
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parents[2]

MOST_IN_A_ROOM = 9
"""Files and folders on one level, beside `__init__.py` and `sentences.py`, which rooms have."""

APART = {"engine", "engine/cli", "app"}
"""The lists of rooms, of commands and of pages: these grow with the house."""

NAMES_NOTHING = {
    "bodies", "gathered", "given", "helpers", "laid", "look", "making", "misc", "plain",
    "remembered", "said", "told", "util", "utils",
}  # fmt: skip
"""Participles, adverbs and lumber rooms: none says what a module holds."""

Floors = list[set[str]]


def enforced() -> dict[str, Floors]:
    """The floors that the contracts hold, the top first, by room; those of the house by ``."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {
        container.removeprefix("engine").removeprefix("."): floors(contract["layers"])
        for contract in project["tool"]["importlinter"]["contracts"]
        if contract["type"] == "layers"
        for container in contract["containers"]
    }


def drawn() -> dict[str, Floors]:
    """The floors in the drawing, likewise: a room's stand indented below its name."""
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    found = {}
    for block in re.findall(r"^```text\n(.*?)^```$", page, re.MULTILINE | re.DOTALL):
        for part in block.split("\n\n"):
            first, *rest = (line for line in part.splitlines())
            inside = bool(rest) and rest[0].startswith(" ")
            lines = rest if inside else [first, *rest]
            names = [re.split(r" {3,}", line.strip())[0] for line in lines]
            found[first.split()[0] if inside else ""] = floors(names)
    return found


def floors(layers: Iterable[str]) -> Floors:
    """Names by floor. One in brackets is a place that is kept; sentences stand on the ground."""
    named = [set(re.findall(r"(?<![(\w])\w+", layer)) - {"sentences"} for layer in layers]
    return [names for names in named if names]


def test_the_floors_drawn_are_those_that_are_enforced() -> None:
    shown, held = drawn(), enforced()
    assert shown[""][0] == {"app", "cli"}
    shown[""][0].discard("app")  # beside cli, as the other contracts hold
    assert sorted(shown) == sorted(held)
    for room, layers in held.items():
        assert shown[room] == layers, room or "the house"


def test_no_modules_import_each_other_in_a_circle() -> None:
    house = grimp.build_graph("engine", "app", exclude_type_checking_imports=True, cache_dir=None)
    assert len(house.modules) > 100
    imports = {name: house.find_modules_directly_imported_by(name) for name in house.modules}
    TopologicalSorter(imports).prepare()  # raises CycleError, which names the circle


def test_what_stands_on_one_level_can_be_drawn_from_memory() -> None:
    folders = {path.parent for room in ("engine", "app") for path in (ROOT / room).rglob("*.py")}
    crowded = {}
    for folder in folders:
        inside = [
            path.name
            for path in folder.iterdir()
            if (path.suffix in {".py", ".typ"} or path in folders)
            and path.name not in {"__init__.py", "sentences.py"}
        ]
        if len(inside) > MOST_IN_A_ROOM:
            crowded[folder.relative_to(ROOT).as_posix()] = sorted(inside)
    assert {name: inside for name, inside in crowded.items() if name not in APART} == {}


def test_modules_are_named_after_the_thing_they_hold() -> None:
    named = [path for room in ("engine", "app") for path in (ROOT / room).rglob("*.py")]
    nothing = [path for path in named if NAMES_NOTHING & {path.stem, *path.stem.split("_")}]
    assert [path.relative_to(ROOT).as_posix() for path in nothing] == []


def docstring(path: Path) -> str:
    return ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""


def test_the_files_that_a_room_says_to_read_are_there() -> None:
    """What stands in backquotes after “Read”, in the order that an `__init__` gives."""
    missing = []
    for path in (ROOT / "engine").rglob("*/__init__.py"):
        _, _, order = re.sub(r"To read it:", "Read", docstring(path)).partition("Read ")
        for name in re.findall(r"`([a-z_][a-z_/.]*)`", order):
            file = path.parent / re.sub(r"[./]", "/", name)
            if not file.is_dir() and not any(path.parent.rglob(f"{file.name}.py")):
                missing.append(f"{path.parent.relative_to(ROOT)}: {name}")
    assert missing == []


def leads_somewhere(parts: list[str]) -> bool:
    """Whether these are a module, or a module and something that it names."""
    for depth in range(len(parts), 0, -1):
        whole = ROOT.joinpath(*parts[:depth])
        file = whole / "__init__.py" if whole.is_dir() else whole.with_suffix(".py")
        if file.is_file():
            rest, written = parts[depth:], file.read_text(encoding="utf-8")
            return not rest or re.search(rf"\b{rest[0]}\b", written) is not None
    return False


def test_what_is_named_by_its_path_in_the_code_is_there() -> None:
    """`engine.room.module.name` in a docstring or a comment: the module, and the name in it."""
    missing = []
    for path in (*(ROOT / "engine").rglob("*.py"), *(ROOT / "app").rglob("*.py")):
        for named in re.findall(r"`(engine(?:\.\w+)+)`", path.read_text(encoding="utf-8")):
            if not leads_somewhere(named.split(".")):
                missing.append(f"{path.relative_to(ROOT)}: {named}")
    assert missing == []
