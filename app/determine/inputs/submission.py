"""Whose accounts: a worked operator, or a submission that is uploaded."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import streamlit as st

from app import elements
from app.determine.inputs.law import Law
from app.documents import AsTheyStand, as_they_stand, shelf
from app.elements.answers import Answers
from app.words import language, t
from engine.determination import unknown_values
from engine.law import Faults, Located, installed
from engine.report import as_csv, fault_table
from engine.submission import Check, Filed, accepted, read_submission, workbook_template

__all__ = ["chosen_submission", "worked_operator"]

WORKED = {"circle": "circle.yaml", "demo": "demo.xlsx"}
_UPLOAD = "upload"


def chosen_submission(answers: Answers, law: Law | None) -> Filed | None:
    """Show the choice and return the submission; None, with what is wrong, if there is none.

    What is uploaded is held against what `law` knows too, so that all its faults are told at once.
    """
    there = [name for name, file in WORKED.items() if _path(file).is_file()]
    options = [*there, _UPLOAD]
    chosen = answers.choice(
        "operator",
        t("app.determine.submission"),
        options,
        lambda name: t(f"app.determine.from_{name}"),
    )
    if chosen != _UPLOAD:
        return worked_operator(chosen)
    return _uploaded(answers, law)


def worked_operator(name: str) -> Filed:
    """Return the submission of a worked case."""
    path = _path(WORKED[name])
    return _filed(str(path), path.stat().st_mtime_ns)


def _path(file: str) -> Path:
    return installed("examples") / "operators" / file


@st.cache_resource(show_spinner=False)
def _filed(path: str, changed: int) -> Filed:
    return read_submission(Path(path))


def _uploaded(answers: Answers, law: Law | None) -> Filed | None:
    also = None if law is None else unknown_values(shelf(), *law)
    with st.container(key="upload"):
        given = st.file_uploader(
            t("app.determine.upload"),
            type=["yaml", "yml", "xlsx", "xls", "ods"],
            key=answers.key("file"),
        )
    st.download_button(
        t("app.determine.template"),
        lambda: workbook_template(language()),
        "template.xlsx",
        type="tertiary",
        on_click="ignore",
    )
    if given is not None:
        try:
            filed = _read(Path(given.name).name, given.getvalue(), also, law, as_they_stand())
        except Faults as faults:
            _tell(faults)
            return None
        answers.values["uploaded"] = _kept(filed)
        return filed
    kept = answers.values.get("uploaded")
    if kept is None:
        elements.note(t("app.determine.upload_first"), "ask")
        return None
    elements.note(t("app.determine.upload_kept", file=kept["file"]))
    try:
        return accepted(Located(kept["file"], kept["submission"]), kept["places"], also=also)
    except Faults as faults:
        _tell(faults)
        return None


@st.cache_resource(show_spinner=False, max_entries=8)
def _read(
    name: str, content: bytes, _also: Check | None, law: Law | None, standing: AsTheyStand
) -> Filed:
    """Return the submission in a file of this name; raises Faults with every fault in it.

    It is held against what `law` knows, as the documents are `standing`.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        return read_submission(path, _also)


def _kept(filed: Filed) -> dict[str, Any]:
    """Return a submission as plain data, so that a reload finds it again."""
    return {
        "file": filed.file,
        "submission": filed.submission.model_dump(mode="json", exclude_none=True),
        "places": dict(filed.places),
    }


def _tell(faults: Faults) -> None:
    elements.faults(faults)
    st.download_button(
        t("app.determine.faults_download"),
        as_csv(fault_table(faults.faults), language()),
        "faults.csv",
        "text/csv",
        on_click="ignore",
    )
