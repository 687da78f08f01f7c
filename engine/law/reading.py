"""YAML with the line of every place; numbers stay exact, and all faults are found at once."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path as FilePath
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from engine.law.fault import Fault, Faults, Finding, Path, written_path

__all__ = ["Located", "checked", "faults_of", "read_tree", "read_yaml"]

M = TypeVar("M", bound=BaseModel)

_LARGEST_FILE = 50_000_000
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Located:
    """A tree of plain values read from a file, with the line of each place."""

    file: str
    tree: Any
    """Mappings, lists, text, int, Decimal, bool, date or None; never a float."""
    lines: Mapping[Path, int] = field(default_factory=dict)

    def place(self, location: Iterable[str | int]) -> Path:
        """Return the part of `location` that stands in the tree.

        Validation names union tags between real keys; they are passed over. A key that is missing
        is kept when it is the last.
        """
        wanted = tuple(location)
        node, found = self.tree, list[str | int]()
        for position, part in enumerate(wanted):
            inside = (isinstance(node, dict) and part in node) or (
                isinstance(node, list) and isinstance(part, int) and part < len(node)
            )
            if inside:
                node = node[part]
                found.append(part)
            elif position == len(wanted) - 1 and part != "[key]":
                found.append(part)
        return tuple(found)

    def line(self, path: Path) -> int | None:
        """Return the line of `path`, or of the nearest place around it."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return None

    def value(self, path: Path) -> object:
        """Return the plain value at `path`; None where there is none or it is a branch."""
        node = self.tree
        for part in path:
            try:
                node = node[part]
            except (KeyError, IndexError, TypeError):
                return None
        return None if isinstance(node, dict | list) else node

    def fault(self, finding: Finding) -> Fault:
        """Return `finding` as a fault of this file, with its line."""
        value = finding.value if finding.value is not None else self.value(finding.path)
        return Fault(
            self.file,
            written_path(finding.path),
            self.line(finding.path),
            value,
            finding.key,
            finding.values,
        )


def read_yaml(path: FilePath, shown: str | None = None) -> Located:
    """Read the YAML file at `path`; `shown` is the name to give it in faults.

    Raises Faults when it cannot be read, is not YAML, or repeats a key.
    """
    file = shown or str(path)
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise Faults([Fault(file, "", None, None, "law.too_large")])
        content = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise Faults([Fault(file, "", None, None, "law.no_file")]) from None
    except (OSError, UnicodeDecodeError):
        raise Faults([Fault(file, "", None, None, "law.unreadable")]) from None
    return read_tree(content, file)


def read_tree(content: str, file: str) -> Located:
    """Read YAML text; see `read_yaml`."""
    try:
        root = yaml.compose(content, Loader=_LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else None
        raise Faults([Fault(file, "", line, None, "law.not_yaml")]) from None
    if root is None:
        raise Faults([Fault(file, "", None, None, "law.empty")])
    lines: dict[Path, int] = {}
    faults: list[Fault] = []
    tree = _plain(root, (), lines, faults, file, frozenset())
    if faults:
        raise Faults(faults)
    return Located(file, tree, lines)


def _plain(
    node: yaml.Node,
    path: Path,
    lines: dict[Path, int],
    faults: list[Fault],
    file: str,
    around: frozenset[int],
) -> Any:
    lines.setdefault(path, node.start_mark.line + 1)
    if id(node) in around:
        faults.append(Fault(file, written_path(path), lines[path], None, "law.circular"))
        return None
    if isinstance(node, yaml.MappingNode):
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            here = (*path, key)
            line = key_node.start_mark.line + 1
            if key in mapping:
                faults.append(Fault(file, written_path(here), line, None, "law.repeated_key"))
                continue
            lines[here] = line
            mapping[key] = _plain(value_node, here, lines, faults, file, around | {id(node)})
        return mapping
    if isinstance(node, yaml.SequenceNode):
        return [
            _plain(item, (*path, position), lines, faults, file, around | {id(node)})
            for position, item in enumerate(node.value)
        ]
    return _scalar(node, path, faults, file)


def _scalar(node: yaml.Node, path: Path, faults: list[Fault], file: str) -> Any:
    kind, written = node.tag.rsplit(":", 1)[-1], str(node.value)
    try:
        if kind == "null":
            return None
        if kind == "bool":
            return written.lower() in {"true", "yes", "on"}
        if kind == "int":
            return int(written) if written.lstrip("+-").isdecimal() else written
        if kind == "float":
            number = Decimal(written)
            return number if number.is_finite() else written
        if kind == "timestamp":
            return datetime.date.fromisoformat(written)
    except (ValueError, ArithmeticError):
        key = "law.not_a_day" if kind == "timestamp" else "money.not_a_number"
        line = node.start_mark.line + 1
        faults.append(Fault(file, written_path(path), line, written, key))
    return written


def checked(model: type[M], located: Located) -> M:
    """Return the tree as `model`; raises Faults with every fault found."""
    try:
        return model.model_validate(located.tree)
    except ValidationError as error:
        raise Faults(faults_of(error, located)) from None


_KEYS = {
    "missing": "law.missing",
    "extra_forbidden": "law.unknown_key",
    "enum": "law.not_one_of",
    "literal_error": "law.not_one_of",
    "union_tag_invalid": "law.not_one_of",
    "union_tag_not_found": "law.no_tag",
    "string_type": "law.not_text",
    "string_pattern_mismatch": "law.not_this_form",
    "string_too_short": "law.too_short",
    "too_short": "law.too_short",
    "list_type": "law.not_a_list",
    "tuple_type": "law.not_a_list",
    "dict_type": "law.not_a_mapping",
    "model_type": "law.not_a_mapping",
    "model_attributes_type": "law.not_a_mapping",
    "bool_type": "law.not_yes_no",
    "bool_parsing": "law.not_yes_no",
    "int_type": "law.not_whole",
    "int_parsing": "law.not_whole",
    "int_from_float": "law.not_whole",
    "date_type": "law.not_a_day",
    "date_parsing": "law.not_a_day",
    "date_from_datetime_parsing": "law.not_a_day",
    "date_from_datetime_inexact": "law.not_a_day",
    "greater_than": "law.too_small",
    "greater_than_equal": "law.too_small",
    "less_than": "law.too_big",
    "less_than_equal": "law.too_big",
}


def faults_of(error: ValidationError, located: Located) -> list[Fault]:
    """Return the faults in a validation error, placed in the file."""
    return [_fault(detail, located) for detail in error.errors(include_url=False)]


def _fault(detail: ErrorDetails, located: Located) -> Fault:
    path = located.place(detail["loc"])
    context: dict[str, Any] = dict(detail.get("ctx", {}))
    kind = detail["type"]
    key = kind if "." in kind else _KEYS.get(kind, "law.not_right")
    if key == "law.not_right":
        context["found"] = detail["msg"]
    if key == "law.not_one_of":
        allowed = context.get("expected") or context.get("expected_tags") or ""
        context["allowed"] = str(allowed).replace("'", "").replace(" or ", ", ")
    if key in {"law.too_small", "law.too_big"}:
        context["bound"] = next(iter(context.values()))
    if key == "law.not_this_form":
        context.setdefault("pattern", "")
    value = detail["input"]
    shown = None if key == "law.missing" or isinstance(value, dict | list) else value
    return located.fault(Finding(path, key, context, shown))
