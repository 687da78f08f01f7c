"""The files that people give to commands: how each is read, and how one is known by its looks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from engine.law import Fault, Faults, bytes_of
from engine.text import text

__all__ = ["FORMS", "FileForm", "form_schema", "has_form", "refuse_other_form", "told_by_form"]


@dataclass(frozen=True, slots=True)
class FileForm:
    """A form of file that people write."""

    module: str
    """Where its model stands; imported when it is asked for."""
    model: str
    """The name of the model."""
    marks: frozenset[str]
    """Keys that it must have, by which it is told from all others."""

    def read_as(self) -> type[BaseModel]:
        """Return the model."""
        found: type[BaseModel] = getattr(import_module(self.module), self.model)
        return found


FORMS: Mapping[str, FileForm] = {
    "request": FileForm("engine.quote", "QuoteRequest", frozenset({"tariff", "lines"})),
    "use": FileForm("engine.use.request", "DeclaredUse", frozenset({"on", "stands_under"})),
    "submission": FileForm(
        "engine.submission.model", "Submission", frozenset({"operator", "cycle"})
    ),
    "overrides": FileForm(
        "engine.determination.review.decisions",
        "ReviewerDecisions",
        frozenset({"reviewer", "decisions"}),
    ),
    "objections": FileForm("engine.determination.stages", "Objections", frozenset({"objections"})),
    "incomes": FileForm("engine.settlement.evaluation", "Incomes", frozenset({"incomes"})),
    "charges": FileForm("engine.settlement.refund", "Charges", frozenset({"charges"})),
    "scenarios": FileForm("engine.scenario.case.form", "Scenarios", frozenset({"base"})),
}
"""The forms that a schema can be asked of."""

_MARKS: Mapping[str, frozenset[str]] = {
    "record": frozenset({"number", "body", "envelope"}),
    **{name: form.marks for name, form in FORMS.items()},
    "document": frozenset({"id", "kind", "versions"}),
}
_BEGINNINGS = {
    b"PK\x03\x04": "workbook",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "older_workbook",
    b"SQLite format 3\x00": "store",
    b"%PDF-": "paper",
}
_KEY = re.compile(r"^[\"']?(\w+)[\"']?[ \t]*:(?:\s|$)", re.MULTILINE)
_SEVERAL = {"submission": ("workbook", "older_workbook")}
"""Forms that may be something else as well."""


def form_schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a form, for editors."""
    schema = FORMS[name].read_as().model_json_schema(by_alias=True)
    return {**schema, "$schema": "https://json-schema.org/draft/2020-12/schema"}


def told_by_form(faults: Sequence[Fault], given: Iterable[tuple[Path, str]]) -> Sequence[Fault]:
    """Return `faults`, or what a file is instead of what it should be.

    `given` are the files that a command was given, each with the name of the form expected.
    """
    files = {fault.file for fault in faults}
    others = [
        fault
        for path, expected in given
        if files & {path.name, str(path)}
        for fault in _other_form(path, expected)
    ]
    return others or faults


def has_form(path: Path, name: str) -> bool:
    """Return whether the file at `path` is of a form by its looks."""
    return name in _looks_like(path)


def refuse_other_form(path: Path, expected: str) -> None:
    """Raise Faults where the file at `path` is by its looks of another form than `expected`."""
    if others := list(_other_form(path, expected)):
        raise Faults(others)


def _other_form(path: Path, expected: str) -> Iterator[Fault]:
    for found in _looks_like(path):
        if found not in (expected, *_SEVERAL.get(expected, ())):
            named = {"found": text(f"cli.form_{found}"), "expected": text(f"cli.form_{expected}")}
            yield Fault(path.name, "", None, None, "cli.other_form", named)


def _looks_like(path: Path) -> Iterator[str]:
    """Yield the form that the file at `path` has by its looks, where it has one."""
    try:
        content = bytes_of(path, path.name)
    except Faults:
        return  # told as it is: a folder, a pipe, no file
    for beginning, name in _BEGINNINGS.items():
        if content.startswith(beginning):
            yield name
            return
    keys = _keys(content.decode("utf-8-sig", "replace"))
    yield from [name for name, marks in _MARKS.items() if marks <= keys][:1]


def _keys(written: str) -> set[str]:
    """Return the keys at the top of a file of JSON or YAML, whatever else is wrong with it."""
    if written.lstrip().startswith("{"):
        try:
            whole = json.loads(written)
        except (ValueError, RecursionError):
            return set()
        return set(whole) if isinstance(whole, dict) else set()
    return set(_KEY.findall(written))
