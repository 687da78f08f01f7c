"""Random changes of the engine's own code, and whether its tests notice: `python -m builders.mutations`.

In: rooms, a seed, how many changes of each room. Out: each change with what became of it, one JSON
object a line, so that a run that was stopped goes on; then counts by room and kind. Nothing of the
tree itself is changed: each worker has a copy, in which the tests must pass before the first change.
A run of tests that neither passes nor fails is told and not counted, and is tried again the next time.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from typing import Any

ROOT = Path(__file__).parents[2]
ROOMS = {
    "tariff": ("tests/tariff", "tests/quote", "tests/second_look/test_together.py",
               "tests/second_look/test_wild.py", "tests/second_look/test_faulty_law.py",
               "tests/second_look/test_words.py", "tests/law/test_comparison.py"),
    "rules": ("tests/rules", "tests/second_look/test_declared_against_facts.py", "tests/cli/test_check_rules.py",
              "tests/quote", "tests/cli/test_classify.py"),
    "method": ("tests/method", "tests/determination", "tests/second_look/test_half_a_fen.py"),
    "determination": ("tests/determination", "tests/second_look/test_cost_review.py",
                      "tests/second_look/test_money_between_cycles.py", "tests/cli/test_determine.py",
                      "tests/second_look/test_four_cycles.py", "tests/show"),
    "settlement": ("tests/settlement", "tests/second_look/test_money_between_cycles.py",
                   "tests/second_look/test_four_cycles.py", "tests/second_look/test_records.py", "tests/show"),
    "submission": ("tests/submission", "tests/determination", "tests/cli/test_draft.py",
                   "tests/second_look/test_cost_review.py"),
}  # fmt: skip
"""The tests that hold a room, those that find most first."""

_LIMIT = 600
"""Seconds after which a change counts as noticed: it made the tests hang."""

_TESTS = ("-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-p", "no:randomly")
_UNREAD = (2, 4)
"""How pytest ends where it cannot import a test, or what all of them share."""

_OPERATORS = {
    ast.Add: ("+", "-"), ast.Sub: ("-", "+"), ast.Mult: ("*", "/"), ast.Div: ("/", "*"),
    ast.FloorDiv: ("//", "*"), ast.Mod: ("%", "*"), ast.And: ("and", "or"), ast.Or: ("or", "and"),
    ast.BitAnd: ("&", "|"), ast.BitOr: ("|", "&"),
}  # fmt: skip
_COMPARISONS = {
    ast.Lt: ("<", "<="), ast.LtE: ("<=", "<"), ast.Gt: (">", ">="), ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="), ast.NotEq: ("!=", "=="), ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"), ast.In: ("in", "not in"), ast.NotIn: ("not in", "in"),
}  # fmt: skip


@dataclass(frozen=True)
class Change:
    """One change of one file."""

    path: str
    line: int
    kind: str
    """operator, comparison, constant, statement, citation or words."""
    start: int
    """Where it begins in the file, in bytes."""
    end: int
    new: str

    def applied(self, source: bytes) -> bytes:
        """Return the file with the change."""
        return source[: self.start] + self.new.encode() + source[self.end :]

    def told(self, source: bytes) -> str:
        """Return what it changes, in one line."""
        before = " ".join(source[self.start : self.end].decode().split())
        return f"{self.path}:{self.line} {self.kind}: {before[:70]} → {self.new[:70]}"


def changes_of(path: Path) -> Iterator[Change]:
    """Yield every change that can be made in the file at `path`."""
    source = path.read_bytes()
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    name = str(path.relative_to(ROOT))

    def at(node: Any) -> tuple[int, int]:
        first = starts[node.lineno - 1] + node.col_offset
        last = starts[node.end_lineno - 1] + node.end_col_offset
        return first, last

    def change(node: Any, kind: str, start: int, end: int, new: str) -> Change:
        return Change(name, node.lineno, kind, start, end, new)

    def between(
        node: ast.AST, kind: str, sides: tuple[ast.AST, ast.AST], signs: tuple[str, str]
    ) -> Change:
        """A sign for another, wherever it stands between its two sides."""
        first, last = at(sides[0])[1], at(sides[1])[0]
        start = first + source[first:last].index(signs[0].encode())
        return change(node, kind, start, start + len(signs[0]), signs[1])

    tree = ast.parse(source)
    silent = {id(part) for node in ast.walk(tree) for part in _silent(node)}
    for node in ast.walk(tree):
        if id(node) in silent:
            continue
        if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
            yield between(node, "operator", (node.left, node.right), _OPERATORS[type(node.op)])
        elif isinstance(node, ast.BoolOp):
            first, second = node.values[:2]
            yield between(node, "operator", (first, second), _OPERATORS[type(node.op)])
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            yield change(node, "operator", at(node)[0], at(node)[0] + len("not"), "")
        elif isinstance(node, ast.Compare):
            sides = (node.left, node.comparators[0])
            yield between(node, "comparison", sides, _COMPARISONS[type(node.ops[0])])
        elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
            yield change(node, "constant", *at(node), str(not node.value))
        elif isinstance(node, ast.Constant) and isinstance(node.value, int):
            yield change(node, "constant", *at(node), str(node.value + 1))
        elif isinstance(node, ast.Attribute) and node.attr == "cites":
            yield change(node, "citation", *at(node), "()")
        elif isinstance(node, ast.Call) and _said(node):
            yield change(node, "words", *at(node.args[0]), '"explain.yes"')
        elif isinstance(node, ast.Expr | ast.AugAssign | ast.Raise | ast.Continue | ast.Delete):
            docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
            if not docstring:
                yield change(node, "statement", *at(node), "pass")


def _silent(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what of `node` means nothing when it runs: annotations, decorators, targets."""
    for field in ("annotation", "returns"):
        if (noted := getattr(node, field, None)) is not None:
            yield from ast.walk(noted)
    for decorator in getattr(node, "decorator_list", ()):
        yield from ast.walk(decorator)
    if isinstance(node, ast.keyword) and node.arg == "strict":
        yield from ast.walk(node.value)
    if isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load):
        yield node


def _said(node: ast.Call) -> bool:
    """Whether it makes a phrase from a key that is written out."""
    named = isinstance(node.func, ast.Name) and node.func.id == "text"
    return named and bool(node.args) and isinstance(node.args[0], ast.Constant)


def drawn(room: str, many: int, seed: int) -> list[Change]:
    """Return `many` changes of a room, drawn alike whatever was drawn before."""
    files = sorted((ROOT / "engine" / room).rglob("*.py"))
    found = [one for path in files if path.name != "sentences.py" for one in changes_of(path)]
    chance = random.Random(f"{seed} {room}")
    return chance.sample(found, min(many, len(found)))


@dataclass(frozen=True)
class _Worker:
    """A copy of the tree in which changes are tried one after another."""

    home: Path

    def noticed(self, change: Change, tests: tuple[str, ...]) -> bool:
        """Whether the tests fail, or hang, with the change; RuntimeError if they do not run."""
        path = self.home / change.path
        source = path.read_bytes()
        path.write_bytes(change.applied(source))
        try:
            return any(self._fails(change, each) for each in tests)
        finally:
            path.write_bytes(source)

    def pass_unchanged(self, tests: Iterable[str]) -> None:
        """RuntimeError if one of the tests does not pass as the tree stands."""
        for each in tests:
            if (status := self._status(*_TESTS, each)) != 0:
                raise RuntimeError(f"{each} ends with {status} in an unchanged copy")

    def _fails(self, change: Change, tests: str) -> bool:
        status = self._status(*_TESTS, tests)
        if status in (0, 1, None):
            return status != 0
        # Tests that cannot be read were read before: it is the change if its module cannot be.
        module = change.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        if status in _UNREAD and self._status("-c", f"import {module}") != 0:
            return True
        raise RuntimeError(f"{tests} ends with {status}")

    def _status(self, *words: str) -> int | None:
        """How a run of Python in the copy ends; None if it does not in time."""
        environment = {**os.environ, "PYTHONPATH": str(self.home), "HOME": str(self.home)}
        with subprocess.Popen(
            [sys.executable, *words],
            cwd=self.home,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as run:
            try:
                return run.wait(_LIMIT)
            except subprocess.TimeoutExpired:
                os.killpg(run.pid, signal.SIGKILL)
                return None


def _copied(folder: Path, number: int) -> _Worker:
    left_out = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".hypothesis", "*_cache")
    home = folder / f"copy-{number}"
    shutil.copytree(ROOT, home, ignore=left_out)
    return _Worker(home)


def main() -> None:
    """Try what was not tried yet, and print the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rooms", nargs="*", default=[*ROOMS], choices=[*ROOMS])
    parser.add_argument("--many", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--results", type=Path, default=Path(".mutations.jsonl"))
    asked = parser.parse_args()
    known = {}
    if asked.results.exists():
        for line in asked.results.read_text(encoding="utf-8").splitlines():
            one = json.loads(line)
            known[one["told"]] = one
    wanted = [(room, one) for room in asked.rooms for one in drawn(room, asked.many, asked.seed)]
    told = {id(one): one.told((ROOT / one.path).read_bytes()) for _, one in wanted}
    rest = [(room, one) for room, one in wanted if told[id(one)] not in known]
    with tempfile.TemporaryDirectory() as folder, asked.results.open("a", encoding="utf-8") as kept:
        workers: Queue[_Worker] = Queue()
        for number in range(asked.workers):
            workers.put(_copied(Path(folder), number))
        if rest:
            workers.queue[0].pass_unchanged(
                dict.fromkeys(t for room, _ in rest for t in ROOMS[room])
            )

        def tried(room: str, change: Change) -> None:
            worker = workers.get()
            try:
                noticed = worker.noticed(change, ROOMS[room])
            except RuntimeError as wrong:
                print("NOT RUN ", told[id(change)], "—", wrong, flush=True)
                return
            finally:
                workers.put(worker)
            one = {"room": room, "kind": change.kind, "noticed": noticed, "told": told[id(change)]}
            known[one["told"]] = one
            kept.write(json.dumps(one, ensure_ascii=False) + "\n")
            kept.flush()
            print("noticed " if noticed else "SURVIVED", one["told"], flush=True)

        with ThreadPoolExecutor(asked.workers) as pool:
            for _ in pool.map(lambda pair: tried(*pair), rest):
                pass
    counts: Counter[tuple[str, str, bool]] = Counter()
    run = [(room, one) for room, one in wanted if told[id(one)] in known]
    for room, one in run:
        counts[room, one.kind, known[told[id(one)]]["noticed"]] += 1
    for room in asked.rooms:
        kinds = sorted({kind for of, kind, _ in counts if of == room})
        parts = [
            f"{kind} {counts[room, kind, True]}/{counts[room, kind, True] + counts[room, kind, False]}"
            for kind in kinds
        ]
        of_code = [kind for kind in kinds if kind != "words"]
        noticed = sum(counts[room, kind, True] for kind in of_code)
        tried_of = noticed + sum(counts[room, kind, False] for kind in of_code)
        print(f"{room}: {noticed} of {tried_of} noticed, words apart ({', '.join(parts)})")
    if len(run) < len(wanted):
        sys.exit(f"{len(wanted) - len(run)} changes were not run")


if __name__ == "__main__":
    main()
