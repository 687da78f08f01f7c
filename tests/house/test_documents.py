"""The documents of the project say what is so: commands run, figures come out, links lead on.

Every command of the README is run, in order, in a copy of the examples, and those of the Chinese
one whose output it shows; the set-up lines are held against the Makefile instead. The documents
shown are the ones that are checked.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import chdir
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from engine.cli import COMMANDS, group
from engine.law import read_yaml

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parents[2]
READMES = ("README.md", "README.zh.md")
SOURCES = ("docs/sources.md", "docs/sources.zh.md")
ON_DOCUMENTS = {"docs/documents.md": "en", "docs/documents.zh.md": "zh"}
"""How documents are written, by the language of each page."""
PAGES = (
    *READMES,
    "docs/architecture.md",
    "docs/benchmarks.md",
    *ON_DOCUMENTS,
    "docs/ledger.md",
    "docs/ledger.zh.md",
    "docs/python.md",
    "docs/python.zh.md",
    "docs/scenarios.md",
    "docs/scenarios.zh.md",
    "docs/requests.md",
    "docs/requests.zh.md",
    "docs/submissions.md",
    "docs/submissions.zh.md",
    *SOURCES,
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "CONTRIBUTING.zh.md",
)
SETTING_UP = ("make ", "python3 -m venv ", ".venv/bin/", ". .venv/", "export ")
FOR_A_SHELL = set("|<>'*")


@dataclass(frozen=True)
class Block:
    """A fenced block of a page."""

    language: str
    lines: tuple[str, ...]

    def file(self) -> str | None:
        """The file that the block is to be saved as, which its first line names."""
        named = re.fullmatch(r"# (\S+\.yaml)", self.lines[0])
        return named[1] if self.language == "yaml" and named else None


@dataclass(frozen=True)
class Command:
    """A command line, with the exit status and the answers that are stated beside it."""

    line: str
    status: int = 0
    answers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ran:
    """A command that was run."""

    command: Command
    status: int
    output: str
    errors: str


def _text(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def _blocks(page: str) -> list[Block]:
    fenced = re.findall(r"^```(\w+)\n(.*?)^```$", _text(page), re.MULTILINE | re.DOTALL)
    return [Block(language, tuple(inside.splitlines())) for language, inside in fenced]


def _commands(block: Block) -> list[Command]:
    found = []
    for line in block.lines:
        command, _, remark = line.partition("  #")
        stated = re.search(r"(?:exit status|退出码) (\d)", remark)
        typed = re.search(r"(?:answer|回答) ([\d, ]+)", remark)
        answers = tuple(typed[1].split(", ")) if typed else ()
        found.append(Command(command.strip(), int(stated[1]) if stated else 0, answers))
    return found


def _shell_lines(page: str) -> list[str]:
    return [
        command.line
        for block in _blocks(page)
        if block.language == "sh"
        for command in _commands(block)
    ]


def _save(block: Block, folder: Path) -> None:
    file = block.file()
    if file is not None:
        place = folder / file
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text("\n".join(block.lines) + "\n", encoding="utf-8")


def _run(command: Command, folder: Path, language: str) -> Ran:
    """Run `command` in `folder`: one of ours without another process, as starting takes longest."""
    ours = command.line.startswith("dingjia ") and not FOR_A_SHELL & set(command.line)
    return (_in_this_process if ours else _in_a_shell)(command, folder, language)


def _in_this_process(command: Command, folder: Path, language: str) -> Ran:
    _, *words = shlex.split(command.line)
    typed = "".join(f"{answer}\n" for answer in command.answers)
    environment = {"DINGJIA_LANG": language, "COLUMNS": "100"}
    with chdir(folder):
        done = CliRunner().invoke(group(COMMANDS), words, input=typed, env=environment)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return Ran(command, done.exit_code, done.stdout, done.stderr)


def _in_a_shell(command: Command, folder: Path, language: str) -> Ran:
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    environment = {**os.environ, "PATH": path, "DINGJIA_LANG": language, "COLUMNS": "100"}
    done = subprocess.run(
        ["sh", "-c", command.line],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return Ran(command, done.returncode, done.stdout, done.stderr)


def _followed(page: str, folder: Path) -> Iterator[tuple[list[Ran], Block | None]]:
    """Do what `page` says; yields what ran in each block, and the output shown below it.

    Of the second README, which has the commands of the first, only those whose output it shows, and
    without the Word and PDF files that were written once.
    """
    for name in ("tariffs", "examples"):
        shutil.copytree(ROOT / name, folder / name)
    first = page == READMES[0]
    blocks = _blocks(page)
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        _save(block, folder)
        shown = following if following is not None and following.language == "text" else None
        if block.language == "sh" and (first or shown is not None):
            ran = [
                _run(
                    command if first else _without_reports(command), folder, "en" if first else "zh"
                )
                for command in _commands(block)
                if not command.line.startswith(SETTING_UP)
            ]
            yield ran, shown


def _without_reports(command: Command) -> Command:
    if not command.line.startswith("dingjia determine ") or " --out " not in command.line:
        return command
    return replace(command, line=f"{command.line} --no-reports")


@pytest.fixture(scope="module")
def followed(
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, list[tuple[list[Ran], Block | None]]]:
    """Both READMEs followed from top to bottom."""
    return {page: list(_followed(page, tmp_path_factory.mktemp("reader"))) for page in READMES}


@pytest.mark.parametrize("page", READMES)
def test_every_command_ends_as_stated(
    followed: dict[str, list[tuple[list[Ran], Block | None]]], page: str
) -> None:
    ran = [one for several, _ in followed[page] for one in several]
    assert len(ran) > 10
    for one in ran:
        assert one.status == one.command.status, f"{one.command.line}\n{one.errors}"
        assert "Traceback" not in one.errors, one.command.line


@pytest.mark.parametrize("page", READMES)
def test_the_output_shown_is_what_comes_out(
    followed: dict[str, list[tuple[list[Ran], Block | None]]], page: str
) -> None:
    """Each line shown is printed, in that order; `…` stands for what is left out."""
    shown = [(several, block) for several, block in followed[page] if block is not None]
    assert len(shown) > 5
    for several, block in shown:
        printed = iter("".join(one.output for one in several).splitlines())
        for line in block.lines:
            if line == "…":
                continue
            pattern = re.compile(re.escape(line).replace("…", ".*"))
            found = any(pattern.fullmatch(each) for each in printed)
            assert found, f"{several[-1].command.line}\n{line}"


@pytest.mark.parametrize("page", READMES)
def test_an_amount_told_in_passing_comes_out(
    followed: dict[str, list[tuple[list[Ran], Block | None]]], page: str
) -> None:
    """Each amount that stands in a sentence, not in a block, is printed by a command."""
    sentences = re.sub(r"```.*?```", "", _text(page), flags=re.DOTALL)
    told = set(re.findall(r"\d{1,3}(?:,\d{3})+\.\d\d", sentences))
    printed = "".join(one.output for several, _ in followed[READMES[0]] for one in several)
    assert told == {"24,000.00"}
    assert '"total": "24000.00"' in printed


def test_both_readmes_have_the_same_commands_and_files() -> None:
    english, chinese = (_shell_lines(page) for page in READMES)
    assert [line.replace("LANG=en", "LANG=zh") for line in english] == chinese
    english_files, chinese_files = (
        [block for block in _blocks(page) if block.language == "yaml"] for page in READMES
    )
    assert english_files == chinese_files


@pytest.mark.parametrize("page", READMES)
def test_the_lines_without_make_are_those_of_the_makefile(page: str) -> None:
    """In order, with the variables written out; make's are quieter, and that is all."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    lines = _shell_lines(page)
    assert {line.split()[1] for line in lines if line.startswith("make ")} <= targets
    written = re.sub(r"\$\(PIP\)", "$(BIN)/python -m pip", makefile)
    for name, value in {"PYTHON": "python3", "BIN": ".venv/bin", "VENV": ".venv"}.items():
        written = written.replace(f"$({name})", value)
    plain = [line for line in lines if line.startswith((".venv/", "python3 "))]
    setting_up, checking = plain[:4], plain[4:]
    assert len(setting_up) == 4 and checking
    assert [line for line in setting_up if line not in written] == []
    recipes = {
        target: recipe.split("\n\t")[1:]
        for target, recipe in re.findall(
            r"^([a-z]+): install((?:\n\t[^\n]+)*)", written, re.MULTILINE
        )
    }
    steps = re.findall(r"no-print-directory ([a-z]+)", makefile)
    assert checking == [line for step in steps for line in recipes[step]]


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_to_files(page: str) -> None:
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", _text(page))
    missing = [
        link
        for link in links
        if not link.startswith("http") and not (ROOT / page).parent.joinpath(link).exists()
    ]
    assert missing == []


@pytest.mark.parametrize("page", PAGES)
def test_places_in_the_house_that_are_named_are_there(page: str) -> None:
    """Placeholders, such as app/NAME, are not places."""
    house = r"`((?:app|benchmarks|docs|engine|tariffs|tests)/[a-z0-9_/.-]+)`"
    assert [place for place in re.findall(house, _text(page)) if not (ROOT / place).exists()] == []


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", "CONTRIBUTING.zh.md"])
def test_five_paths_lead_to_at_most_three_places(page: str) -> None:
    paths = re.findall(r"^### .+\n((?:(?!^#).*\n)+)", _text(page), re.MULTILINE)
    places = [re.findall(r"\b[1-9]\. `", path) for path in paths]
    assert len(paths) == 5
    assert max(map(len, places)) <= 3


def test_pictures_are_small_and_of_one_size() -> None:
    pictures = sorted((ROOT / "docs" / "images").glob("*.png"))
    shown = {link for page in PAGES for link in re.findall(r"images/([\w-]+\.png)", _text(page))}
    assert {picture.name for picture in pictures} == shown
    for picture in pictures:
        content = picture.read_bytes()
        assert len(content) < 150_000
        size = int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")
        assert size == (1280, 800)


def test_both_pages_on_documents_show_the_same_files_and_name_the_same_keys() -> None:
    english, chinese = ON_DOCUMENTS
    files = [block for block in _blocks(english) if block.file() is not None]
    assert files == [block for block in _blocks(chinese) if block.file() is not None]
    assert _shell_lines(english) == _shell_lines(chinese)
    sentences = (re.sub(r"```.*?```", "", _text(page), flags=re.DOTALL) for page in ON_DOCUMENTS)
    keys, keys_in_chinese = (set(re.findall(r"`([a-z_]+)`", page)) for page in sentences)
    assert len(keys) > 100 and sorted(keys ^ keys_in_chinese) == []


def test_every_kind_of_document_shown_passes_check(tmp_path: Path) -> None:
    for block in _blocks("docs/documents.md"):
        _save(block, tmp_path)
    files = sorted((tmp_path / "tariffs").rglob("*.yaml"))
    kinds = {read_yaml(file).tree["kind"] for file in files}
    assert kinds == {"rules", "tariff", "method", "series", "register"}
    ran = _run(Command("dingjia check"), tmp_path, "en")
    assert ran.status == 0, ran.errors
    assert f"all {len(files)} documents are sound" in ran.output


@pytest.mark.parametrize("page", ON_DOCUMENTS)
def test_the_requests_shown_cost_what_is_worked_by_hand(tmp_path: Path, page: str) -> None:
    for block in _blocks(page):
        _save(block, tmp_path)
    rows = re.findall(r"^\| `(quotes/\S+)` \| .+ \| (\d+\.\d\d) \|$", _text(page), re.MULTILINE)
    assert {tmp_path / file for file, _ in rows} == set((tmp_path / "quotes").iterdir())
    for file, total in rows:
        command = Command(f"dingjia quote {file} --tariffs tariffs --json")
        ran = _run(command, tmp_path, ON_DOCUMENTS[page])
        assert ran.status == 0, ran.errors
        told = json.loads(ran.output)
        assert (told["total"], told["complete"]) == (total, True)


@pytest.mark.parametrize("page", ON_DOCUMENTS)
def test_what_check_is_said_to_tell_it_tells(tmp_path: Path, page: str) -> None:
    """Each fault shown: the piece named is put in place of the sound one, and check is asked."""
    shutil.copytree(ROOT / "tariffs", tmp_path / "tariffs")
    row = r"^\| `(\S+)` \| `(.+?)` \| `(.*?)` \| (.+?) \|$"
    rows = re.findall(row, _text(page), re.MULTILINE)
    assert len(rows) == 10
    for block in _blocks(page):
        _save(block, tmp_path)
    for file, sound, faulty, said in rows:
        place = tmp_path / "tariffs" / file
        before = place.read_text(encoding="utf-8")
        assert before.count(sound) >= 1, sound
        place.write_text(before.replace(sound, faulty, 1), encoding="utf-8")
        ran = _run(Command(f"dingjia check tariffs/{file}"), tmp_path, ON_DOCUMENTS[page])
        place.write_text(before, encoding="utf-8")
        assert ran.status == 1, f"{file}: {faulty}"
        assert said in ran.errors, f"{said}\n{ran.errors}"


@pytest.mark.parametrize("page", SOURCES)
def test_every_instrument_and_every_switch_is_accounted_for(page: str) -> None:
    """What the documents cite, and where they leave a choice, stands on the page of sources."""
    said = _text(page)
    instruments, choices = set[str](), set[str]()
    for file in (ROOT / "tariffs").rglob("*.yaml"):
        for piece in _pieces(read_yaml(file).tree):
            if "instrument" in piece and piece.get("evidence") != "illustrative":
                instruments.add(str(piece["instrument"]))
            if "default" in piece and "values" in piece:
                choices.add(f"`{piece['id']}`")
                choices.add(f"**`{piece['default']}`**")
                choices.update(f"`{value['id']}`" for value in piece["values"])
    assert len(instruments) > 10 and len(choices) > 20
    assert sorted(name for name in instruments | choices if name not in said) == []


def test_every_benchmark_is_listed_with_its_peers() -> None:
    said = _text("docs/benchmarks.md")
    project = tomllib.loads(_text("pyproject.toml"))
    peers = set(re.findall(r"'([\w-]+)", str(project["dependency-groups"]["benchmarks"])))
    files = {f"benchmarks/{file.name}" for file in (ROOT / "benchmarks").glob("*.py")}
    assert len(peers) > 3
    assert sorted(name for name in files | peers if name not in said) == []


def _pieces(tree: object) -> Iterator[dict[str, object]]:
    if isinstance(tree, dict):
        yield tree
    inside = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    for piece in inside:
        yield from _pieces(piece)
