"""A method with one of its names changed, consistently, wherever the document uses it."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from builders.operators import SHELF
from engine.law import Document, Shelf, checked
from engine.law.model.document import with_inherited_citations
from engine.law.reading.places import Located
from engine.law.shelf.references import followed
from engine.method import Method

NEW = "zz_renamed"

Tree = dict[str, Any]
Path = tuple[str | int, ...]
D = TypeVar("D", bound="Document[Any]")


class Replaced(Shelf):
    """The shipped shelf with one method replaced; what was read is shared."""

    def __init__(self, method: Method) -> None:
        super().__init__(*SHELF.roots)
        self._held, self._digests = SHELF._held, SHELF._digests
        self._method = method

    def get(self, identifier: str, schema: type[D]) -> D:
        """The method in place of the one that has its id; any other document as shipped."""
        if identifier == self._method.id and isinstance(self._method, schema):
            return self._method
        return SHELF.get(identifier, schema)

    def read(self, identifier: str, schema: type[D]) -> D:
        """The same of a document that may be faulty: what the check finds is the test's own affair."""
        if identifier == self._method.id and isinstance(self._method, schema):
            return self._method
        return SHELF.read(identifier, schema)

    def hash_of(self, identifier: str) -> str:
        """The hash as shipped: a name is all that differs."""
        return SHELF.hash_of(identifier)


def names(tree: Tree) -> Iterator[Path]:
    """The place of every piece of the only version that has a name, however deep."""
    yield from _named(tree["versions"][0], ())


def _named(node: Any, path: Path) -> Iterator[Path]:
    if isinstance(node, dict):
        if "id" in node:
            yield path
        for key, value in node.items():
            if key != "cites":
                yield from _named(value, (*path, key))
    elif isinstance(node, list):
        for position, value in enumerate(node):
            yield from _named(value, (*path, position))


def piece(tree: Tree, path: Path) -> Tree:
    """The piece at a place of the version."""
    found: Any = tree["versions"][0]
    for part in path:
        found = found[part]
    assert isinstance(found, dict)
    return found


def renamed(tree: Tree, path: Path) -> Located:
    """The document with the piece at `path` called `NEW`, and every reference to it too."""
    changed = copy.deepcopy(tree)
    version, named = changed["versions"][0], piece(changed, path)
    old, named["id"] = named["id"], NEW
    # Which kind of name it is, and with it who refers to it, is said by where it stands. A kind
    # that is not listed here has no test: the look-up fails.
    _REFERENCES[tuple(part for part in path if isinstance(part, str))](version, path, old)
    return Located(f"{tree['id']}.yaml", changed)


def method_of(located: Located) -> Method:
    """The document as it is loaded."""
    found: Method = with_inherited_citations(checked(Method, located))
    return followed(found, [register.versions[-1] for register in SHELF.registers()])


def _in_formulas(version: Tree, pattern: str) -> None:
    """Replace what `pattern` finds in formulas: a name, or a text after `before`."""

    def change(found: re.Match[str]) -> str:
        kept = found.groupdict().get("before")
        if kept is None and found[0].startswith('"'):
            return found[0]  # a text, whatever it says
        return NEW if kept is None else f'{kept}"{NEW}"'

    for holder, key in _formulas(version):
        holder[key] = re.sub(pattern, change, str(holder[key]))


def _formulas(version: Tree) -> Iterator[tuple[Tree, str]]:
    for block in version["blocks"]:
        for entry in _entries(block):
            yield from ((entry, key) for key in ("formula", "shows") if key in entry)
            cases = entry.get("by", {}).get("cases", {})
            for value, case in cases.items():
                yield (case, "formula") if isinstance(case, dict) else (cases, value)


def _lines(version: Tree) -> Iterator[Tree]:
    for block in version["blocks"]:
        yield from _entries(block)


def _entries(block: Tree) -> Iterator[Tree]:
    yield from (*block.get("demands", ()), *block.get("remarks", ()), *block["lines"])


def _name(version: Tree, path: Path, old: str) -> None:
    _in_formulas(version, rf'"[^"]*"|\b{old}\b')


def _column(version: Tree, path: Path, old: str) -> None:
    # Two tables may have a column of one name, and formulas tell them apart by the row.
    for table in version["tables"]:
        for column in table["columns"]:
            if column["id"] == old:
                column["id"] = NEW
    _name(version, path, old)
    _refer(version, "column", old)


def _text(version: Tree, path: Path, old: str) -> None:
    column = piece({"versions": [version]}, path[:-2])["id"]
    _in_formulas(version, rf'(?P<before>\b{column} [!=]= )"{old}"')
    _rename_cases(version, "column", column, old)


def _table(version: Tree, path: Path, old: str) -> None:
    for line in _lines(version):
        if line.get("scope") == old:
            line["scope"] = NEW
    for table in version["tables"]:
        for column in table["columns"]:
            if column.get("of") == old:
                column["of"] = NEW
    _name(version, path, old)


def _switch(version: Tree, path: Path, old: str) -> None:
    _refer(version, "switch", old)


def _reading(version: Tree, path: Path, old: str) -> None:
    switch = piece({"versions": [version]}, path[:-2])
    if switch["default"] == old:
        switch["default"] = NEW
    _rename_cases(version, "switch", switch["id"], old)


def _refer(version: Tree, what: str, old: str) -> None:
    for line in _lines(version):
        if line.get("by", {}).get(what) == old:
            line["by"][what] = NEW


def _rename_cases(version: Tree, what: str, of: str, old: str) -> None:
    for line in _lines(version):
        if line.get("by", {}).get(what) == of:
            cases = line["by"]["cases"]
            line["by"]["cases"] = {NEW if key == old else key: case for key, case in cases.items()}


def _unit(version: Tree, path: Path, old: str) -> None:
    columns = (column for table in version["tables"] for column in table["columns"])
    for entry in (*columns, *version.get("inputs", ()), *_lines(version)):
        if "unit" in entry:
            entry["unit"] = re.sub(rf"\b{old}\b", NEW, entry["unit"])


def _nobody(version: Tree, path: Path, old: str) -> None:
    """Nothing in a document refers to a name of this kind."""


_REFERENCES: dict[tuple[str, ...], Callable[[Tree, Path, str], None]] = {
    ("units",): _unit,
    ("switches",): _switch,
    ("switches", "values"): _reading,
    ("parameters",): _name,
    ("inputs",): _name,
    ("tables",): _table,
    ("tables", "columns"): _column,
    ("tables", "columns", "values"): _text,
    ("blocks",): _nobody,
    ("blocks", "demands"): _nobody,
    ("blocks", "remarks"): _nobody,
    ("blocks", "lines"): _name,
}
