"""Running the commands and reading the files they write: all that these tests know of the engine.

The answers are compared with those that are kept here; tests/yesterday/README.md says what is.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import lzma
import re
import shlex
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import yaml
from typer.testing import CliRunner, Result

from engine.cli import group

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
COMMAND_LINES = (HERE / "commands.txt").read_text(encoding="utf-8").splitlines()

ADDED = ("least_cost", "deduction_share")
"""The pieces of a method that have come since."""

Tree = dict[str, Any]


def dingjia(*words: object) -> Result:
    """What `dingjia` does with these words in the current folder, in Chinese unless they say so."""
    command = group((str(words[0]),))
    return CliRunner(env={"DINGJIA_LANG": "zh"}).invoke(command, [str(word) for word in words])


@dataclass(frozen=True)
class Made:
    """What the commands of commands.txt answer and write, over one shelf."""

    answers: Tree
    """By command line: exit status, and the JSON or the first line that is printed."""
    numbers: Tree
    """By file: the number of the record."""
    bodies: Tree
    """By file: the body of the record."""
    drafts: Tree
    """By file: the drafted tariff."""
    workbooks: Tree
    """By file, then by cell: the value, or a formula and the value beside it."""


def made(shelf: Path, folder: Path, examples: Path | None = None) -> Made:
    """Run every command in `folder`, as somebody would who has the examples and the shelf there.

    `examples` are laid over those that are shipped.
    """
    shutil.copytree(ROOT / "examples", folder / "examples")
    if examples is not None:
        shutil.copytree(examples, folder / "examples", dirs_exist_ok=True)
    shutil.copytree(shelf, folder / "tariffs")
    with contextlib.chdir(folder):
        answers = {line: _answer(line) for line in COMMAND_LINES}
        written = {
            kind: sorted(path for path in Path("var").rglob(f"*.{kind}"))
            for kind in ("json", "yaml", "xlsx")
        }
        records = {path.as_posix(): json.loads(path.read_bytes()) for path in written["json"]}
        return Made(
            answers,
            {name: record["number"] for name, record in records.items()},
            {name: record["body"] for name, record in records.items()},
            {path.as_posix(): yaml.safe_load(path.read_bytes()) for path in written["yaml"]},
            {path.as_posix(): _cells(path) for path in written["xlsx"]},
        )


def kept(name: str) -> Tree:
    """What was made on the day before, from its file here."""
    path = HERE / name
    content = path.read_bytes()
    tree: Tree = json.loads(lzma.decompress(content) if path.suffix == ".xz" else content)
    return tree


def without_hashes(tree: Tree) -> Tree:
    """`tree` with every hash, and every number made from one, as the same mark.

    They are all that may differ when the words of a document change and its law does not.
    """
    written = re.sub(r"\b[0-9a-f]{64}\b", "HASH", json.dumps(tree))
    marked: Tree = json.loads(re.sub(r"\b([A-Z]+)-[0-9a-f]{12}\b", r"\1-NUMBER", written))
    return marked


def without_what_methods_now_say(answers: Tree) -> Tree:
    """`answers` less the lines by which a method differs since it says its role and what it uses,
    and has what is `ADDED`."""
    line = "compare cn/ndrc-2025-65 cn/grid-transmission --json"
    told = [
        one
        for one in answers[line]["json"]["differences"]
        if one["path"] != "role"
        and not one["path"].startswith("uses.")
        and one["path"].rpartition(".")[2] not in ADDED
    ]
    return {
        **answers,
        line: {**answers[line], "json": {**answers[line]["json"], "differences": told}},
    }


def without_how_it_is_rounded(workbooks: Tree) -> Tree:
    """`workbooks` less the formulas of rounded figures, whose values stay: halves are now halves."""
    return {
        file: {
            place: ["ROUNDED", cell[1]]
            if isinstance(cell, list) and re.match(r"=(ROUND|-?SIGN\()", cell[0])
            else cell
            for place, cell in cells.items()
        }
        for file, cells in workbooks.items()
    }


def by_title(workbooks: Tree) -> dict[tuple[str, str, str], Counter[float]]:
    """The figures of each row of `workbooks`, by file, sheet and what stands first in the row."""
    rows: dict[tuple[str, str, str], dict[str, Any]] = {}
    for file, cells in workbooks.items():
        for place, cell in cells.items():
            sheet, column, number = re.fullmatch(r"(.*)!([A-Z]+)(\d+)", place).groups()
            rows.setdefault((file, sheet, number), {})[column] = cell
    found: dict[tuple[str, str, str], Counter[float]] = {}
    for (file, sheet, _), row in rows.items():
        values = [cell[1] if isinstance(cell, list) else cell for cell in row.values()]
        figures = Counter(value for value in values if isinstance(value, int | float))
        found.setdefault((file, sheet, str(values[0])), Counter()).update(figures)
    return found


def without_what_tariffs_now_say(answers: Tree) -> Tree:
    """`answers` less the line by which a price list differs since it says where free units stand."""
    line = "compare demo/price-list demo/ceilings --json"
    told = [one for one in answers[line]["json"]["differences"] if one["path"] != "free_part"]
    return {
        **answers,
        line: {**answers[line], "json": {**answers[line]["json"], "differences": told}},
    }


def as_meant(found: Iterator[str]) -> Iterator[str]:
    """The places that differ less those of meant.yaml, where the shipped documents now answer
    otherwise on purpose."""
    written = (HERE / "meant.yaml").read_text(encoding="utf-8")
    meant = [re.compile(one["pattern"]) for one in yaml.safe_load(written)]
    told = (place.removeprefix(".") for place in found)
    yield from (place for place in told if not any(one.search(place) for one in meant))


def differences(was: Any, now: Any, place: str = "", *, added: bool = False) -> Iterator[str]:
    """Each place where `now` is not as it `was`; with `added`, fields may be new."""
    if isinstance(was, dict) and isinstance(now, dict):
        for key in was:
            if key in now:
                yield from differences(was[key], now[key], f"{place}.{key}", added=added)
            else:
                yield f"{place}.{key} is gone, was {_short(was[key])}"
        if not added:
            yield from (
                f"{place}.{key} is new: {_short(now[key])}" for key in now if key not in was
            )
    elif isinstance(was, list) and isinstance(now, list):
        if len(was) != len(now):
            yield f"{place} has {len(now)} entries, had {len(was)}"
        for index, (one, other) in enumerate(zip(was, now, strict=False)):
            yield from differences(one, other, f"{place}[{index}]", added=added)
    elif was != now or isinstance(was, bool) != isinstance(now, bool):
        start = _where_they_part(was, now)
        yield f"{place} is {_short(now, start)}, was {_short(was, start)}"


def _answer(line: str) -> Tree:
    result = dingjia(*shlex.split(line))
    answer: Tree = {"exit": result.exit_code}
    try:
        if "--json" in line:
            answer["json"] = json.loads(result.stdout)
        else:
            answer["first_line"] = result.stdout.splitlines()[0]
    except (ValueError, IndexError):
        answer["failed"] = f"{result.exception!r} {result.output[-400:]}"
    return answer


def _cells(path: Path) -> Tree:
    """Every cell that holds something, as SHEET!CELL; a formula with the value written beside it."""
    formulas, values = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    found: Tree = {}
    for sheet in formulas:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            value = values[sheet.title][cell.coordinate].value
            if cell.data_type == "f":
                found[f"{sheet.title}!{cell.coordinate}"] = [cell.value, value]
            elif value not in (None, ""):
                found[f"{sheet.title}!{cell.coordinate}"] = value
    return found


def _where_they_part(one: Any, other: Any) -> int:
    """Some characters before the first that differs between long texts; 0 for anything else."""
    if not (isinstance(one, str) and isinstance(other, str)):
        return 0
    alike = itertools.takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return max(0, len(list(alike)) - 30)


def _short(value: Any, start: int = 0) -> str:
    written = json.dumps(value[start:] if start else value, ensure_ascii=False)
    return "..." * (start > 0) + (written if len(written) <= 120 else f"{written[:117]}...")
