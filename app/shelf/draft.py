"""A draft of a document: its faults, what it changes, and which stored cases it would change."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from html import escape
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app import elements
from app.documents import shelf
from app.shelf import elements as shelf_elements
from app.shelf.cases import Tried, tried
from app.shelf.changes import listed
from app.shelf.kinds.rules import show_decided_otherwise, show_tables
from app.store import Draft as Kept
from app.store import open_draft
from app.words import language, t
from engine.law import Difference, Document, DraftDocument, Fault, Faults, compare_days, laid_over
from engine.method import formula_told
from engine.rules import RulesDocument, RulesVersion, check
from engine.text import Language, say

__all__ = ["show_draft"]

_CHINESE = """<style>
.st-key-upload-draft [data-testid="stFileUploaderDropzoneInstructions"] {{ display: none; }}
.st-key-upload-draft section button > * {{ display: none; }}
.st-key-upload-draft section button::after {{ content: "{upload}"; font-size: .95rem; }}
[data-testid="InputInstructions"] {{ display: none; }}
</style>"""
"""What the toolkit says in English only, in Chinese or not at all."""


def show_draft(document: Document[Any], on: datetime.date) -> None:
    """Take a draft, pasted or as a file, and say what it would change; the shelf stays as it is."""
    written = _written(document.id)
    kept = open_draft("shelf")
    answer = st.container()
    content = _draft(kept, document.id, written)
    if content == written:
        with answer:
            elements.note(t("app.shelf.draft_same"), "ask")
        return
    try:
        with laid_over(shelf(), content, t("determination.stage_draft")) as draft:
            _judged(document, on, draft, answer)
    except Faults as faults:
        with answer:
            _faults(faults.faults)


def _written(identifier: str) -> str:
    """Return the text of the document's file."""
    places = (root / f"{identifier}.yaml" for root in shelf().roots)
    return next(place for place in places if place.is_file()).read_text(encoding="utf-8")


def _draft(kept: Kept, identifier: str, written: str) -> str:
    """Show the fields of the draft and return its text; what was typed is kept under the case."""
    if language() is Language.ZH:
        st.html(_CHINESE.format(upload=t("app.shelf.draft_choose")))
    key = f"draft-{kept.case}-{identifier}-{kept.answers.get('round', 0)}"
    with st.expander(t("app.shelf.draft_text"), expanded=True):
        with st.container(key="upload-draft"):
            file = st.file_uploader(
                t("app.shelf.draft_file"), type=["yaml", "yml"], key=f"{key}-file"
            )
        if file is not None and st.session_state.get(f"{key}-taken") != file.file_id:
            st.session_state[f"{key}-taken"] = file.file_id
            st.session_state[key] = file.getvalue().decode("utf-8-sig", errors="replace")
        if key not in st.session_state:
            st.session_state[key] = kept.answers.get(identifier, written)
        content = st.text_area(t("app.shelf.draft_edit"), key=key, height=340)
        again = st.button(t("app.shelf.draft_again"), key=f"{key}-again")
    if again:
        kept.answers.pop(identifier, None)
        kept.answers["round"] = kept.answers.get("round", 0) + 1
        kept.keep(typed=True)
        st.rerun()
    if content != written:
        kept.answers[identifier] = content
    kept.keep(typed=bool(kept.answers))
    return content


def _judged(
    document: Document[Any], on: datetime.date, draft: DraftDocument, answer: DeltaGenerator
) -> None:
    """Say what is wrong with the draft; where it can be read, what it changes.

    What it comes to stands at `answer`, above the draft, and the rest below it.
    """
    with answer:
        if draft.faults:
            _faults(draft.faults)
        if not _readable(draft):
            return
        if draft.id != document.id:
            elements.note(t("app.shelf.draft_other", expected=document.id, found=draft.id), "warn")
            return
        other: Document[Any] = draft.shelf.get(draft.id, Document)
        found = compare_days(document, on, other, on, formula_told)
        _answer(document.id, found, tried(shelf(), draft.shelf))
    version, drafted = document.in_force(on), other.in_force(on)
    if isinstance(version, RulesVersion) and isinstance(drafted, RulesVersion):
        show_decided_otherwise(document.id, version, drafted)
    if found:
        shelf_elements.heading(t("app.shelf.draft_changes"), "")
        listed(found)
    if isinstance(other, RulesDocument) and isinstance(drafted, RulesVersion):
        shelf_elements.heading(t("app.shelf.draft_tables"), "")
        place = ("versions", other.versions.index(drafted))
        show_tables(drafted, [one for one in check(other, draft.shelf) if one.path[:2] == place])


def _answer(document: str, found: Sequence[Difference], results: Sequence[Tried]) -> None:
    changed = [one for one in results if one.changes or one.otherwise]
    elements.headline(
        t("app.shelf.draft_differs", count=len(found)),
        escape(t("app.shelf.draft_answer", count=len([one for one in changed if one.changes]))),
        "",
        t("app.shelf.draft_sub", all=len(results)),
    )
    if changed:
        _cases(document, changed)


def _readable(draft: DraftDocument) -> bool:
    try:
        draft.shelf.get(draft.id, Document)
    except Faults:
        return False
    return True


def _cases(document: str, changed: Sequence[Tried]) -> None:
    shelf_elements.heading(t("app.shelf.cases"), "")
    heads = [t(f"app.shelf.head_{name}") for name in ("case", "now", "then", "deciding")]
    shelf_elements.table(
        heads,
        [
            (
                escape(one.case.title),
                escape(one.now.told),
                f'<span class="result">{escape(one.then.told)}</span>'
                if one.changes
                else f'<span class="quiet">{escape(t("app.shelf.case_same"))}</span>',
                _deciding(document, one),
            )
            for one in changed
        ],
    )


def _deciding(document: str, one: Tried) -> str:
    """Return what decides by the draft, of the document itself, and what no longer does, struck."""
    now, then = (
        [rule.partition("#")[2] for rule in rules if rule.startswith(f"{document}#")]
        for rules in (one.now.rules, one.then.rules)
    )
    lines = [f'<del class="small">{escape(rule)}</del>' for rule in now if rule not in then]
    lines += [f'<span class="small">{escape(rule)}</span>' for rule in then]
    return "<br>".join(lines) or '<span class="any">–</span>'


def _faults(found: Sequence[Fault]) -> None:
    """Show every fault of the draft: place, line, what is there, what would be right."""
    elements.note(t("app.shelf.draft_faults", count=len(found)), "warn")
    shelf_elements.table(
        [t("report.place"), t("app.shelf.head_row"), t("app.fault_value"), t("app.fault_right")],
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
