"""Changes of the engine's own code, drawn at random by a seed."""

from __future__ import annotations

import ast
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]

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
    lines: tuple[int, int]
    """The first line of the statement it stands in, and its own last."""
    kind: str
    """operator, comparison, constant, statement, citation or words."""
    start: int
    """Where it begins in the file, in bytes."""
    end: int
    new: str

    def applied(self, source: bytes) -> bytes:
        """Return the file with the change."""
        return source[: self.start] + self.new.encode() + source[self.end :]

    def told(self) -> str:
        """Return what it changes, in one line."""
        source = (ROOT / self.path).read_bytes()
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
        lines = (begins.get(id(node), node.lineno), node.end_lineno)
        return Change(name, node.lineno, lines, kind, start, end, new)

    def between(
        node: ast.AST, kind: str, sides: tuple[ast.AST, ast.AST], signs: tuple[str, str]
    ) -> Change:
        """A sign for another, wherever it stands between its two sides."""
        first, last = at(sides[0])[1], at(sides[1])[0]
        start = first + source[first:last].index(signs[0].encode())
        return change(node, kind, start, start + len(signs[0]), signs[1])

    tree = ast.parse(source)
    statements = [node for node in ast.walk(tree) if isinstance(node, ast.stmt)]
    begins = {id(part): node.lineno for node in statements for part in ast.walk(node)}
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
