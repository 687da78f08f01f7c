"""One document of the shelf: its head, and one of its three views."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from html import escape
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app import elements
from app.documents import shelf
from app.shelf import elements as shelf_elements
from app.shelf.changes import show_changes
from app.shelf.draft import show_draft
from app.shelf.evidence import counted, stands
from app.shelf.kinds.method import show_method
from app.shelf.kinds.registers import show_register, show_series
from app.shelf.kinds.rules import show_rules
from app.shelf.kinds.tariff import show_tariff
from app.words import day, t, tx
from engine.law import Document, Series, Version, field_in_words
from engine.method import Method
from engine.rules import RulesDocument
from engine.tariff import TariffDocument

__all__ = ["show_document"]

_VIEWS = ("content", "changes", "draft")


def show_document(document: Document[Any], on: datetime.date, answer: DeltaGenerator) -> None:
    """Show the version in force on the day, or what changed, or a draft of it.

    `answer` is the place at the top for what the document is.
    """
    version = document.in_force(on)
    view = st.query_params.get("view", "")
    view = view if view in _VIEWS else "content"
    with answer:
        _title(document, version, on)
    if version is not None:
        _facts(document, version)
    shelf_elements.tabs(
        {name: t(f"app.shelf.view_{name}") for name in _VIEWS},
        view,
        "view",
        document=document.id,
        on=on.isoformat(),
    )
    if view == "draft":
        show_draft(document, on)
    elif view == "changes":
        show_changes(document, on)
    elif version is not None:
        _content(document, version)


def _title(document: Document[Any], version: Version | None, on: datetime.date) -> None:
    kind = t(f"app.shelf.kind_{document.kind}")
    if version is None:
        elements.headline(kind, escape(tx(document.title)), "", t("app.shelf.not_in_force"))
        shelf_elements.facts([*_days_in_force(document)])
        return
    elements.headline(
        t("app.shelf.version", kind=kind, on=day(on)),
        escape(tx(document.title)),
        elements.marks(stands(version)),
    )
    elements.watermark(document.watermark)


def _days_in_force(document: Document[Any]) -> Iterator[tuple[str, str]]:
    """Yield the first and last days of each version, with the way to the version."""
    for version in document.versions:
        first, last = version.from_.start, document.last_day(version)
        key = "app.shelf.days_from" if last is None else "app.shelf.days"
        label = t(key, first=day(first), last="" if last is None else day(last))
        where = shelf_elements.link(label, document=document.id, on=first.isoformat())
        yield t("app.shelf.when_in_force"), where


def _facts(document: Document[Any], version: Version) -> None:
    hashed = shelf().hash_of(document.id)
    facts = [
        (t("app.shelf.head_instrument"), shelf_elements.cited_in_full(version.cites)),
        (t("app.shelf.head_published"), shelf_elements.force(version.published, "published")),
        (t("app.shelf.head_from"), shelf_elements.force(version.from_)),
        (t("app.shelf.head_next"), _next(document, version)),
        (t("app.shelf.head_pieces"), shelf_elements.bars(counted(version))),
        (t("app.shelf.head_hash"), f'<code class="hash" title="{hashed}">{hashed[:16]}…</code>'),
    ]
    if document.varies is not None:
        base = shelf_elements.link(document.varies, document=document.varies)
        facts.insert(0, (tx(field_in_words("varies")), base))
    shelf_elements.facts(facts)


def _next(document: Document[Any], version: Version) -> str:
    later = [each.from_ for each in document.versions if each.from_.start > version.from_.start]
    if later:
        return shelf_elements.force(min(later, key=lambda found: found.start))
    if version.until is not None:
        return escape(t("app.shelf.until", day=day(version.until)))
    return escape(t("app.shelf.no_next"))


def _content(document: Document[Any], version: Any) -> None:
    match document:
        case RulesDocument():
            show_rules(document, version)
        case TariffDocument():
            show_tariff(document, version)
        case Method():
            show_method(version)
        case Series():
            show_series(version)
        case _:
            show_register(version)
