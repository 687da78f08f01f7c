"""A base that is uploaded: a scenario file, a submission, or the record of a determination."""

from __future__ import annotations

import base64
import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from app import elements
from app.determine.inputs.law import chosen_law, worked_law
from app.elements.answers import Answers
from app.explore.base.ground import Files, begun, digests_of, ground_of, over
from app.explore.scenario_file import PageFile
from app.store import open_draft
from app.words import t
from engine.law import ACCOUNTS, Fault, Faults, read_yaml
from engine.scenario import scenarios_over
from engine.text import legible, text

__all__ = ["Kept", "uploaded"]

Kept = dict[str, str]
"""A scenario file as the draft has it: `name`, `text`; and, over a submission alone, its name as
`submission`."""
_TYPES = ["yaml", "yml", "xlsx", "xls", "ods", "json"]


def uploaded(answers: Answers, kept: Kept | None) -> tuple[Kept | None, Files]:
    """Show the field, and return the scenario file with what is to stand beside it; None until
    something was uploaded.

    What is given takes the place of what was `kept`, once it is whole. Raises Faults with what is
    wrong with it.
    """
    for name, value in worked_law().items():
        answers.values.setdefault(name, value)
    store = open_draft("explore-files")
    with st.container(key="upload"):
        given = st.file_uploader(
            t("app.explore.upload_files"),
            type=_TYPES,
            accept_multiple_files=True,
            key=answers.key("upload"),
        )
    files: Files = {Path(one.name).name: one.getvalue() for one in given}
    known = json.dumps(digests_of(files), sort_keys=True)
    if files and answers.values.get("given") != known:
        kept, files = _taken(files)
        answers.values["given"] = known
        store.answers["files"] = {
            name: base64.b64encode(content).decode() for name, content in files.items()
        }
        store.keep(typed=True)
    elif kept is not None:
        names = t("app.determine.comma").join(store.answers["files"]) or kept["name"]
        if not files:
            elements.note(t("app.determine.upload_kept", file=names))
    if kept is None:
        return None, {}
    beside = {name: base64.b64decode(one) for name, one in store.answers["files"].items()}
    return _under_law(answers, kept), beside


def _taken(files: Files) -> tuple[Kept, Files]:
    """Return the scenario file over what was uploaded, and the files beside it."""
    name, tree = _of_files(files)
    beside = {one: content for one, content in files.items() if one != name or tree is None}
    if tree is None:
        tree = over(_base(name), text("app.explore.over", file=legible(name)))
    file = begun(name, tree)
    scenarios_over(file.located, ground_of(file, beside).base)
    kept = {"name": file.name, "text": file.text}
    is_submission = name in beside and not name.endswith(".json")
    return ({**kept, "submission": name} if is_submission else kept), beside


def _of_files(files: Files) -> tuple[str, Mapping[str, Any] | None]:
    """Return the name of the scenario file among `files` and its values; without one, the name of
    the only file."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            if not name.endswith((".yaml", ".yml")):
                continue
            path = Path(folder) / name
            path.write_bytes(content)
            tree = read_yaml(path, name, ACCOUNTS).tree
            if isinstance(tree, dict) and tree.get("kind") == "scenarios":
                return name, tree
    if len(files) > 1:
        names = ", ".join(files)
        raise Faults([Fault(names, "", None, None, "app.explore.no_scenario_file")])
    return next(iter(files)), None


def _base(name: str) -> Mapping[str, Any]:
    if name.endswith(".json"):
        return {"record": name}
    law = worked_law()
    return {"submission": name, **law}


def _under_law(answers: Answers, kept: Kept) -> Kept:
    """Show by which method a submission is determined, and as of which day; a scenario file and a
    record say it themselves."""
    if "submission" not in kept or (law := chosen_law(answers)) is None:
        return kept
    file = PageFile.read(kept["name"], kept["text"])
    chosen = {**file.tree["base"], "method": law[0], "on": law[1].isoformat()}
    return {**kept, "text": PageFile(file.name, {**file.tree, "base": chosen}).text}
