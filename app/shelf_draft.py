"""A draft of a document: its faults, what it changes, and which stored cases it would change."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from html import escape
from typing import Any

import streamlit as st

from app import look, shelf_look
from app.shelf import shelf
from app.shelf_cases import Tried, tried
from app.shelf_changes import listed
from app.shelf_rules import show_tables
from app.store import Draft as Kept
from app.store import open_draft
from app.words import language, t
from engine.law import Document, Fault, Faults, Shelf, compare_days, laid_over
from engine.rules import RulesDocument, check
from engine.wording import Language, say

__all__ = ["show_draft"]

_CHINESE = """<style>
.st-key-upload-draft [data-testid="stFileUploaderDropzoneInstructions"] {{ display: none; }}
.st-key-upload-draft section button {{ font-size: 0; }}
.st-key-upload-draft section button * {{ font-size: 0; }}
.st-key-upload-draft section button::after {{ content: "{upload}"; font-size: .95rem; }}
[data-testid="InputInstructions"] {{ display: none; }}
</style>"""
"""What the toolkit says in English only, in Chinese or not at all."""


def show_draft(document: Document[Any], on: datetime.date) -> None:
    """Take a draft, pasted or as a file, and say what it would change; the shelf stays as it is."""
    written = _written(document.id)
    kept = open_draft("shelf")
    content = _draft(kept, document.id, written)
    if content == written:
        look.note(t("shelf_draft_same"), "ask")
        return
    name = t("shelf_draft_name")
    try:
        with laid_over(shelf(), content, name) as draft:
            _judged(document, on, draft.shelf, draft.id, draft.faults)
    except Faults as faults:
        _faults(faults.faults)


def _written(identifier: str) -> str:
    """Return the text of the document's file."""
    places = (root / f"{identifier}.yaml" for root in shelf().roots)
    return next(place for place in places if place.is_file()).read_text(encoding="utf-8")


def _draft(kept: Kept, identifier: str, written: str) -> str:
    """Show the fields of the draft and return its text; what was typed is kept under the case."""
    if language() is Language.ZH:
        st.html(_CHINESE.format(upload=t("shelf_draft_choose")))
    key = f"draft-{kept.case}-{identifier}-{kept.answers.get('round', 0)}"
    with st.expander(t("shelf_draft_text"), expanded=identifier not in kept.answers):
        with st.container(key="upload-draft"):
            file = st.file_uploader(t("shelf_draft_file"), type=["yaml", "yml"], key=f"{key}-file")
        if file is not None and st.session_state.get(f"{key}-taken") != file.file_id:
            st.session_state[f"{key}-taken"] = file.file_id
            st.session_state[key] = file.getvalue().decode("utf-8-sig", errors="replace")
        if key not in st.session_state:
            st.session_state[key] = kept.answers.get(identifier, written)
        content = st.text_area(t("shelf_draft_edit"), key=key, height=340)
        again = st.button(t("shelf_draft_again"), key=f"{key}-again")
    if again:
        kept.answers.pop(identifier, None)
        kept.answers["round"] = kept.answers.get("round", 0) + 1
        kept.keep()
        st.rerun()
    if content != written:
        kept.answers[identifier] = content
    kept.keep()
    return content


def _judged(
    document: Document[Any],
    on: datetime.date,
    over: Shelf,
    identifier: str,
    faults: Sequence[Fault],
) -> None:
    """Say what is wrong with the draft; where it can be read, what it changes."""
    readable = over.has(identifier) and _readable(over, identifier)
    if faults:
        _faults(faults)
    if not readable:
        return
    if identifier != document.id:
        look.note(t("shelf_draft_other", expected=document.id, found=identifier), "warn")
        return
    other: Document[Any] = over.get(identifier, Document)
    try:
        found = compare_days(document, on, other, on)
    except Faults as refused:
        _faults(refused.faults)
        return
    results = tried(shelf(), over)
    changed = [one for one in results if one.changes or one.otherwise]
    look.headline(
        t("shelf_draft_differs", count=len(found)),
        escape(t("shelf_draft_answer", count=len([o for o in changed if o.changes]))),
        "",
        t("shelf_draft_sub", all=len(results)),
    )
    _cases(changed)
    if found:
        shelf_look.heading(t("shelf_draft_changes"), "")
        listed(found)
    version = other.in_force(on)
    if isinstance(other, RulesDocument) and version is not None:
        shelf_look.heading(t("shelf_draft_tables"), "")
        number = other.versions.index(version)
        findings = [one for one in check(other, over) if one.path[:2] == ("versions", number)]
        show_tables(version, findings)


def _readable(over: Shelf, identifier: str) -> bool:
    try:
        over.get(identifier, Document)
    except Faults:
        return False
    return True


def _cases(changed: Sequence[Tried]) -> None:
    shelf_look.heading(t("shelf_cases"), "")
    if not changed:
        look.note(t("shelf_cases_none"))
        return
    heads = [t(f"shelf_head_{name}") for name in ("case", "now", "then", "deciding")]
    shelf_look.table(
        heads,
        [
            (
                escape(one.case.title),
                escape(one.now.told),
                f'<span class="result">{escape(one.then.told)}</span>'
                if one.changes
                else f'<span class="quiet">{escape(t("shelf_case_same"))}</span>',
                _deciding(one),
            )
            for one in changed
        ],
    )


def _deciding(one: Tried) -> str:
    """Return the rules that decide only now, and only then."""
    gone = [rule for rule in one.now.rules if rule not in one.then.rules]
    new = [rule for rule in one.then.rules if rule not in one.now.rules]
    lines = [f'<del class="small">{escape(rule)}</del>' for rule in gone]
    lines += [f'<span class="small">{escape(rule)}</span>' for rule in new]
    return "<br>".join(lines) or '<span class="any">–</span>'


def _faults(found: Sequence[Fault]) -> None:
    """Show every fault of the draft: place, line, what is there, what would be right."""
    look.note(t("shelf_draft_faults", count=len(found)), "warn")
    shelf_look.table(
        [t("fault_place"), t("shelf_head_row"), t("fault_value"), t("fault_right")],
        [
            (
                f"<code>{escape(fault.place or '–')}</code>",
                "" if fault.line is None else str(fault.line),
                "" if fault.value is None else escape(str(fault.value)),
                escape(say(fault.key, language(), **fault.values)),
            )
            for fault in found
        ],
        right=(1,),
    )
