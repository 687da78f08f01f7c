"""A base that was read: from the examples, or from files that stand beside the scenario file."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import streamlit as st

import engine
from app.documents import AsTheyStand, as_they_stand, shelf
from app.explore.scenario_file import PageFile
from engine.law import Shelf, installed
from engine.scenario import Bench, Case, base_of
from engine.text import Text

__all__ = ["DRAWS", "Files", "Ground", "begun", "digests_of", "ground_of", "over"]

DRAWS = 10_000
"""How many draws the page shows of what is uncertain."""
_LEVER_STEPS = {"yield": "0.50", "spread": "1.00", "free_share": "5", "demand": "5"}

Files = Mapping[str, bytes]
"""By name, the files that a base needs and that are no examples."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A base that was read, on the documents as they stand."""

    base: Case
    bench: Bench
    known: str
    """What tells it from any other."""


def begun(name: str, tree: Mapping[str, Any]) -> PageFile:
    """Return a scenario file as the page keeps it from then on: with as many draws as it shows."""
    whole = dict(tree)
    if whole.get("uncertain"):
        whole["uncertain"] = {**whole["uncertain"], "draws": DRAWS}
    return PageFile(f"explored-{Path(name).stem}.yaml", whole)


def over(base: Mapping[str, Any], title: Text) -> Mapping[str, Any]:
    """Return a scenario file over `base`, in which nothing is changed yet."""
    return {
        "kind": "scenarios",
        "title": title.model_dump(),
        "base": {**base, "ceilings": {"by": "full_cost"}},
        "scenarios": [],
        "sensitivity": _LEVER_STEPS,
    }


def ground_of(file: PageFile, beside: Files) -> Ground:
    """Return the base of `file`, read once for all that is explored over it.

    Raises Faults with what is wrong with it; a record is proved first.
    """
    known = json.dumps(file.tree.get("base"), ensure_ascii=False, default=str)
    return _ground(shelf(), file, beside, known, json.dumps(digests_of(beside)), as_they_stand())


def digests_of(files: Files) -> dict[str, str]:
    """Return what tells each file from another of its name."""
    return {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


@st.cache_resource(show_spinner=False, max_entries=8)
def _ground(
    _documents: Shelf,
    _file: PageFile,
    _beside: Files,
    known: str,
    digests: str,
    standing: AsTheyStand,
) -> Ground:
    with tempfile.TemporaryDirectory() as folder:
        for name, content in _beside.items():
            (Path(folder) / name).write_bytes(content)
        base = base_of(
            _file.located,
            lambda _, named: _place(named, _beside, Path(folder)),
            lambda path: engine.prove(_documents, engine.read_record(path), path.name, path),
        )
    return Ground(base, Bench(_documents), f"{known}{digests}{standing}")


def _place(named: str, beside: Files, folder: Path) -> Path:
    """Return where a file stands that a base names: among those beside it, or in the examples;
    never anywhere else of this machine."""
    name = PurePosixPath(named.replace("\\", "/")).name
    if name in beside:
        return folder / name
    examples = installed("examples").resolve()
    found = (examples / "scenarios" / named).resolve()
    return found if found.is_relative_to(examples) else folder / "nothing" / name
