"""YAML with the line of every place; numbers stay exact, and all faults are found at once.

The events of the parser are read, not its tree of nodes: a tree of a hostile depth would overrun
the stack before anything could be refused, and a fault of syntax would hide the faults before it.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path as FilePath
from typing import Any, NoReturn, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from engine.law.reading.fault import Fault, Faults, Path, written_path
from engine.law.reading.file import REQUEST, Extent, bytes_of, text_of
from engine.law.reading.places import Located
from engine.law.reading.refusal import faults_of
from engine.text import legible

__all__ = ["checked", "gathered", "read_tree", "read_yaml"]

M = TypeVar("M", bound=BaseModel)

_DEEPEST = 100
_LONGEST_NUMBER = 60
_PLACES_BESIDES_SIZE = 10_000
_MOST_FAULTS = 10_000
_NO_KEY = "?"
"""What stands in a path for a key that is no text, as YAML writes one."""

_PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(path: FilePath, shown: str | None = None, extent: Extent = REQUEST) -> Located:
    """Read the YAML file at `path`; `shown` is the name to give it in faults.

    Raises Faults when it cannot be read, is larger than `extent`, is not YAML, or repeats a key.
    """
    file = shown or str(path)
    return read_tree(text_of(bytes_of(path, file, extent), file), file, extent)


def read_tree(content: str, file: str, extent: Extent = REQUEST) -> Located:
    """Read YAML text; see `read_yaml`."""
    located, faults = _read(content, file, extent)
    if faults:
        raise Faults(faults)
    return located


def gathered(path: FilePath, shown: str, extent: Extent = REQUEST) -> tuple[Located, list[Fault]]:
    """Read the YAML file at `path` as far as it makes a tree, with the faults met on the way.

    Raises Faults when it makes none: it cannot be read, or is not YAML.
    """
    content = bytes_of(path, shown, extent)
    located, faults = _read(text_of(content, shown), shown, extent)
    return replace(located, digest=hashlib.sha256(content).hexdigest()), faults


def checked(model: type[M], located: Located) -> M:
    """Return the tree as `model`; raises Faults with every fault found."""
    try:
        return model.model_validate(located.tree, by_alias=True, by_name=False)
    except ValidationError as error:
        raise Faults(faults_of(error, located, model)) from None


def _read(content: str, file: str, extent: Extent) -> tuple[Located, list[Fault]]:
    reading = _Reading(content, file, extent)
    try:
        tree = reading.document()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reading.stop("law.not_yaml", mark.line + 1 if mark is not None else None)
    return Located(file, tree, reading.lines), reading.faults


class _Reading:
    """One pass over a file: the tree, and what is gathered beside it."""

    def __init__(self, content: str, file: str, extent: Extent) -> None:
        self.file = file
        self.events: Iterator[yaml.Event] = yaml.parse(content, Loader=_PARSER)
        self.lines: dict[Path, int] = {}
        self.faults: list[Fault] = []
        self.referable: dict[str, tuple[Any, int] | None] = {}
        """Value and number of places of each anchor; None while it is still being read."""
        self.places = 0
        # What is written out has fewer places than characters; more come from references that
        # multiply each other, and they would fill the memory.
        self.most_written_out = len(content) + _PLACES_BESIDES_SIZE
        self.most_places = extent.places

    def document(self) -> Any:
        """Return the only document of the file as plain values."""
        next(self.events)
        if isinstance(next(self.events), yaml.StreamEndEvent):
            self.stop("law.empty", None)
        tree = self._node(next(self.events), ())
        next(self.events)
        following = next(self.events)
        if not isinstance(following, yaml.StreamEndEvent):
            self.stop("law.second_document", _line(following))
        return tree

    def stop(self, key: str, line: int | None, path: Path = (), **values: object) -> NoReturn:
        """Raise all faults found and this last one, after which nothing can be read."""
        raise Faults([*self.faults, Fault(self.file, written_path(path), line, None, key, values)])

    def _found(self, event: yaml.Event, path: Path, key: str, value: object = None) -> None:
        self.faults.append(Fault(self.file, written_path(path), _line(event), value, key))
        if len(self.faults) == _MOST_FAULTS:
            self.stop("law.too_many_faults", _line(event), most=_MOST_FAULTS)

    def _node(self, event: yaml.Event, path: Path) -> Any:
        self.lines.setdefault(path, _line(event))
        if not isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent):
            return self._referred(event, path)
        if len(path) > _DEEPEST:
            self.stop("law.too_deep", _line(event))
        before, anchor = self.places, event.anchor
        if anchor is not None:
            self.referable[anchor] = None
        value = self._plain(event, path)
        self.places += 1
        if self.places > self.most_places:
            self.stop("law.too_many_places", _line(event), most=self.most_places)
        if anchor is not None:
            self.referable[anchor] = value, self.places - before
        return value

    def _referred(self, event: yaml.Event, path: Path) -> Any:
        anchor = getattr(event, "anchor", "")
        if anchor not in self.referable:
            self._found(event, path, "law.no_anchor", anchor)
            return None
        referred = self.referable[anchor]
        if referred is None:
            self._found(event, path, "law.circular")
            return None
        value, places = referred
        self.places += places
        if self.places > self.most_written_out:
            self.stop("law.references_multiply", _line(event), path)
        return value

    def _plain(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, path: Path) -> Any:
        if isinstance(event, yaml.ScalarEvent):
            self._expect_tag(event, path, "str")
            written = str(event.value)
            if event.style == '"':
                self._expect_letters(event, path, written)
            return _scalar(written) if event.implicit[0] else written
        if isinstance(event, yaml.MappingStartEvent):
            self._expect_tag(event, path, "map")
            return self._mapping(path)
        self._expect_tag(event, path, "seq")
        return self._list(path)

    def _list(self, path: Path) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self._node(event, (*path, len(items))))
        return items

    def _mapping(self, path: Path) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self._found(event, path, "law.key_not_text")
                self._node(event, (*path, _NO_KEY))
                self._node(next(self.events), (*path, _NO_KEY))
                continue
            key = str(event.value)
            here = (*path, key)
            if key == "<<" and event.implicit[0]:
                self._found(event, here, "law.merged")
            elif key in mapping:
                # Within braces the commas of 1,000,000 begin two keys 000.
                cut = len(key) == 3 and key.isascii() and key.isdecimal()
                self._found(event, here, "law.number_cut" if cut else "law.repeated_key")
            self._expect_tag(event, here, "str")
            if event.style == '"':
                self._expect_letters(event, here, key)
            self.lines.setdefault(here, _line(event))
            mapping.setdefault(key, self._node(next(self.events), here))
        return mapping

    def _expect_tag(
        self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, path: Path, kind: str
    ) -> None:
        if event.tag not in (None, f"tag:yaml.org,2002:{kind}"):
            self._found(event, path, "law.tagged", event.tag)

    def _expect_letters(self, event: yaml.ScalarEvent, path: Path, written: str) -> None:
        """A character that nobody can see is only ever written as an escape, in quotes."""
        if legible(written) != written:
            self._found(event, path, "law.unseen_character", written)


def _line(event: yaml.Event) -> int:
    mark = event.start_mark
    assert mark is not None
    return int(mark.line) + 1


_WORDS: Mapping[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_NUMBER = re.compile(r"[+-]?(0|[1-9][0-9]*)(\.[0-9]+)?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _scalar(written: str) -> Any:
    """Return what stands without quotes: null, true, false, a number, a day, or else text.

    After YAML 1.2: `NO` is the text it looks like, not false, and `1:30` is no number. What is
    not plainly a number or a day (012, 1_000, 2026-13-01) stays as written; the field that it
    stands in says what would be right.
    """
    if written in _WORDS:
        return _WORDS[written]
    if len(written) <= _LONGEST_NUMBER and (match := _NUMBER.fullmatch(written)):
        return Decimal(written) if match[2] else int(written)
    if _DAY.fullmatch(written):
        try:
            return datetime.date.fromisoformat(written)
        except ValueError:
            return written
    return written
