"""What holds the house together and no other tool looks at."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

HOME = Path(__file__).parents[2]


def kept(git: str) -> list[Path]:
    """The files of the project: those that git tracks, or all in a tree without git."""
    listed = subprocess.run(
        [git, "ls-files", "-z"], cwd=HOME, capture_output=True, text=True, check=False
    )
    if listed.returncode == 0 and listed.stdout:
        return [
            path for name in listed.stdout.split("\0") if name and (path := HOME / name).is_file()
        ]
    folders = ("engine", "app", "tests", "tariffs", "examples")
    return [path for name in folders for path in (HOME / name).rglob("*") if path.is_file()]


def sources(*rooms: str) -> list[Path]:
    return [path for room in rooms for path in sorted((HOME / room).rglob("*.py"))]


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    lengths = {
        path.relative_to(HOME).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in sources("engine", "app")
    }
    assert {name: length for name, length in lengths.items() if length > 400} == {}


# Written in pieces, so that this file does not hold what it looks for.
FOREIGN = re.compile(
    "|".join(
        [
            r"(?<![\w.])/(work|root|home|Users)/\w",
            r"\.\./shared",
            "pypi" + r"\.org",
            "pythonhosted" + r"\.org",
            "npmjs" + r"\.(org|com)",
            "tuna" + r"\.tsinghua",
            r"https?://(localhost|127\.0\.0\.1|10\.|192\.168\.|172\.)\S*simple",
            "--(extra-)?" + "index-url",
        ]
    )
)


def test_no_place_of_this_machine_and_no_registry_is_written_down(git_path: str) -> None:
    found = []
    for path in kept(git_path):
        try:
            written = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture or a workbook
        for number, line in enumerate(written.splitlines(), 1):
            if path != Path(__file__) and FOREIGN.search(line):
                found.append(f"{path.relative_to(HOME)}:{number} {line.strip()[:80]}")
    assert found == []


def public(module: ast.Module) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    """The public functions and classes of a module, and the public methods of its classes."""
    for node in module.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
            yield node
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from (
                each
                for each in node.body
                if isinstance(each, ast.FunctionDef) and not each.name.startswith("_")
            )


def test_everything_public_in_the_engine_says_what_it_is() -> None:
    silent = []
    for path in sources("engine"):
        module = ast.parse(path.read_text(encoding="utf-8"))
        name = path.relative_to(HOME).as_posix()
        if ast.get_docstring(module) is None and path.read_text(encoding="utf-8").strip():
            silent.append(name)
        silent += [
            f"{name}:{node.lineno} {node.name}"
            for node in public(module)
            if ast.get_docstring(node) is None
        ]
    assert silent == []


def test_every_field_of_a_document_says_what_it_is() -> None:
    """A field is followed by a docstring, from which editors and the JSON Schema take it."""
    silent = []
    for path in sources("engine/law", "engine/rules", "engine/tariff", "engine/method"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            bases = {ast.unparse(base).partition("[")[0] for base in getattr(node, "bases", [])}
            if not isinstance(node, ast.ClassDef) or not bases & {"Model", "Cited", "Version"}:
                continue
            for field, following in zip(node.body, [*node.body[1:], None], strict=True):
                if isinstance(field, ast.AnnAssign) and not (
                    isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant)
                ):
                    silent.append(f"{path.name}:{field.lineno} {ast.unparse(field.target)}")
    # `kind`, `of`, `model` and other tags say what they are by their only value.
    literal = re.compile(r"(kind|of|model|type)$")
    assert [place for place in silent if not literal.search(place)] == []


FORBIDDEN = re.compile(r"#\s*(type:\s*ignore|noqa|TODO|FIXME|XXX|pragma)")


@pytest.mark.parametrize("room", ["engine", "app", "tests"])
def test_no_check_is_silenced_and_nothing_is_put_off(room: str) -> None:
    found = [
        f"{path.relative_to(HOME)}:{number} {line.strip()}"
        for path in sources(room)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if FORBIDDEN.search(line)
    ]
    assert found == []


HEAVY = {"pandas", "numpy", "pyomo", "streamlit", "openpyxl", "xlsxwriter", "pint", "scipy",
         "highspy", "altair"}  # fmt: skip


def test_what_a_quote_touches_imports_nothing_heavy() -> None:
    """Measured in a process of its own: a cold start must stay under 0.6 s."""
    script = "import sys, engine.quote, engine.cli.quote; print(*sys.modules)"
    python = [sys.executable, "-c", script]
    done = subprocess.run(python, capture_output=True, text=True, check=True, cwd=HOME)
    assert {name.partition(".")[0] for name in done.stdout.split()} & HEAVY == set()


def test_the_list_of_commands_waits_for_nothing_that_it_does_not_show() -> None:
    script = "import sys; from engine.cli import main; sys.argv[1:] = ['--help']\n"
    script += "try: main()\nfinally: print(*sys.modules, file=sys.stderr)"
    python = [sys.executable, "-c", script]
    done = subprocess.run(python, capture_output=True, text=True, check=True, cwd=HOME)
    rooms = {name for name in done.stderr.split() if re.fullmatch(r"engine\.[a-z]+", name)}
    assert rooms == {"engine.cli", "engine.text"}
    assert {name.partition(".")[0] for name in done.stderr.split()} & {*HEAVY, "rich"} == set()
