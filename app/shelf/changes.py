"""Two versions of a document compared in words, each difference with both its sources."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from html import escape
from typing import Any

import streamlit as st

from app import elements
from app.shelf import elements as shelf_elements
from app.shelf.kinds.rules import show_decided_otherwise
from app.words import day, t, tx
from engine.law import Change, Difference, Document, Faults, compare_days, written_path
from engine.method import formula_told
from engine.rules import RulesVersion

__all__ = ["listed", "show_changes"]

_SIGNS = {Change.ADDED: "＋", Change.REMOVED: "－", Change.CHANGED: "→", Change.MOVED: "⇅"}


def show_changes(document: Document[Any], on: datetime.date) -> None:
    """Ask for the earlier day and show what changed between it and the day of the page."""
    left, _ = st.columns([2, 8])
    before = left.date_input(
        t("app.shelf.before"),
        _earlier(document, on),
        format="YYYY-MM-DD",
        key="before",
        bind="query-params",
    )
    if len(document.versions) == 1:
        elements.note(t("app.shelf.one_version"))
    try:
        found = compare_days(document, before, document, on, formula_told)
    except Faults as faults:
        elements.faults(faults)
        return
    elements.note(t("app.shelf.changes", before=day(before), on=day(on), count=len(found)))
    listed(found)
    old, new = document.in_force(before), document.in_force(on)
    if isinstance(old, RulesVersion) and isinstance(new, RulesVersion) and old != new:
        show_decided_otherwise(document.id, old, new)


def _earlier(document: Document[Any], on: datetime.date) -> datetime.date:
    """Return a day on which the version before the one in force on `on` held, else `on`."""
    begun: list[datetime.date] = sorted(version.from_.start for version in document.versions)
    passed = [start for start in begun if start <= on]
    if len(passed) > 1:
        return passed[-1] - datetime.timedelta(days=1)
    return on


def listed(found: Sequence[Difference]) -> None:
    """Show differences, those of the sources last."""
    if not found:
        return
    told = sorted(found, key=lambda one: one.path[-1] == "cites")
    st.html("".join(_difference(one) for one in told))


def _difference(one: Difference) -> str:
    before, after = shelf_elements.cited(one.before_cites), shelf_elements.cited(one.after_cites)
    sides = "".join(
        f'<span class="quiet">{escape(t(f"app.shelf.side_{name}"))}</span> {badge}'
        for name, badge in (("before", before), ("after", after))
        if badge
    )
    return (
        f'<div class="change"><b>{_SIGNS[one.change]}</b> {escape(tx(one.said))}'
        f'<div class="sides"><code>{escape(written_path(one.path))}</code>{sides}</div></div>'
    )
