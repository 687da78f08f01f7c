"""One document of the shelf: its head, and one of its three views."""

from __future__ import annotations

import datetime
from html import escape
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app import look
from app.documents import shelf
from app.shelf import look as shelf_look
from app.shelf.changes import show_changes
from app.shelf.draft import show_draft
from app.shelf.evidence import counted, stands
from app.shelf.method import show_method
from app.shelf.registers import show_register, show_series
from app.shelf.rules import show_rules
from app.shelf.tariff import show_tariff
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
    shelf_look.tabs(
        {name: t(f"shelf_view_{name}") for name in _VIEWS},
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
    kind = t(f"shelf_kind_{document.kind}")
    if version is None:
        first = min(each.from_.start for each in document.versions)
        look.headline(kind, escape(tx(document.title)), "", t("shelf_not_yet", first=day(first)))
        return
    look.headline(
        t("shelf_version", kind=kind, on=day(on)),
        escape(tx(document.title)),
        look.marks(stands(version)),
    )
    look.watermark(document.watermark)


def _facts(document: Document[Any], version: Version) -> None:
    hashed = shelf().hash_of(document.id)
    facts = [
        (t("shelf_head_instrument"), shelf_look.cited_in_full(version.cites)),
        (t("shelf_head_published"), shelf_look.force(version.published, "published")),
        (t("shelf_head_from"), shelf_look.force(version.from_)),
        (t("shelf_head_next"), _next(document, version)),
        (t("shelf_head_pieces"), shelf_look.bars(counted(version))),
        (t("shelf_head_hash"), f'<code class="hash" title="{hashed}">{hashed[:16]}…</code>'),
    ]
    if document.varies is not None:
        base = shelf_look.link(document.varies, document=document.varies)
        facts.insert(0, (tx(field_in_words("varies")), base))
    shelf_look.facts(facts)


def _next(document: Document[Any], version: Version) -> str:
    later = [each.from_ for each in document.versions if each.from_.start > version.from_.start]
    if later:
        return shelf_look.force(min(later, key=lambda found: found.start))
    if version.until is not None:
        return escape(t("shelf_until", day=day(version.until)))
    return escape(t("shelf_no_next"))


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
