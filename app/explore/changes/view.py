"""What is changed now, each with what it was, what it is, and a way back."""

from __future__ import annotations

from decimal import Decimal
from html import escape

import streamlit as st

from app.elements.answers import Answers
from app.explore.base import Ground
from app.explore.changes.levers import in_its_unit
from app.explore.runs import Runs
from app.explore.scenario_file import NOW, PageFile
from app.words import t, tx
from engine.law import Faults
from engine.scenario import (
    Change,
    Leaf,
    Lever,
    Run,
    change_at,
    changes_in_words,
    leaves,
    named_at,
    standing_at,
    written_change,
)
from engine.show.analysis.scenario import lever_title
from engine.text import text

__all__ = ["changes_in_view"]


def changes_in_view(
    answers: Answers, file: PageFile, start: Run, ground: Ground
) -> tuple[PageFile, bool]:
    """Show what is changed of `start`; return the file without what was taken back, and whether
    anything was."""
    levers = file.now.get("levers") or {}
    changes = _changes(file, start, ground)
    if not levers and not changes:
        return file, False
    st.markdown(f"**{t('app.explore.changed')}**")
    for name, value in levers.items():
        lever = Lever(name)
        stands = in_its_unit(lever, standing_at(start, lever))
        said = in_its_unit(lever, Decimal(str(value)))
        if _row(answers, name, tx(lever_title(lever)), stands, said):
            return file.with_lever(name, None), True
    beside = {other for place in changes for other in _beside(place, file, start) if other != place}
    for place, change in changes.items():
        if place in beside:
            continue
        title = tx(change.title)
        if _row(answers, ".".join(place), title, tx(change.before), tx(change.after)):
            return file.without_inputs(*_beside(place, file, start)), True
    if st.button(t("app.explore.undo_all"), key=answers.key("base")):
        return file.standing, True
    return file, False


def _changes(file: PageFile, start: Run, ground: Ground) -> dict[Leaf, Change]:
    """Return the inputs that are changed, by their place; also those that cannot stand as they are
    said, or come to nothing."""
    places = file.changed
    if not places:
        return {}
    try:
        case = Runs(file, ground).case(NOW)
        told = changes_in_words(start.case, case, ground.bench.shelf)
    except Faults:
        told = ()
    found = {
        one.path: one for one in told if any(place[: len(one.path)] == one.path for place in places)
    }
    for place in places:
        if not any(place[: len(at)] == at for at in found):
            found[place] = _as_said(place, file, start, ground)
    return found


def _as_said(place: Leaf, file: PageFile, start: Run, ground: Ground) -> Change:
    before, after = (named_at(of, place) for of in (start.case.located.tree, file.now["changes"]))
    return change_at(place, before, after, start.case, start.case, ground.bench.shelf)


def _beside(place: Leaf, file: PageFile, start: Run) -> list[Leaf]:
    """Return the places to be taken back with one: what had to be written beside it."""
    said = file.said_at(place)
    try:
        written = written_change(start.case, ".".join(place), said, text("app.explore.reason").zh)
    except Faults:
        return [place]
    found = (leaf for leaf, _ in leaves(written["changes"]) if leaf != place)
    return [place, *(leaf for leaf in found if leaf in file.changed)]


def _row(answers: Answers, of: str, title: str, before: str, after: str) -> bool:
    """Show one change, and return whether it was taken back."""
    words, back = st.columns([7, 5], vertical_alignment="center")
    words.html(f"{escape(title)}<br><del>{escape(before)}</del> → <strong>{escape(after)}</strong>")
    return back.button(
        t("app.explore.back"),
        key=answers.key(f"back-{of}"),
        help=t("app.explore.back_to", title=title, before=before),
    )
