"""The law shelf: which documents are in force on a day, what they say, and what would change."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

import engine.catalogue
import engine.method
import engine.rules
import engine.tariff
from app import elements
from app.documents import shelf
from app.shelf import elements as shelf_elements
from app.shelf.document import show_document
from app.shelf.evidence import counted, stands
from app.words import day, t, tx
from engine.law import Document, Evidence, Fault, Faults, Standing, Version, installed
from engine.quote import read_request

__all__ = ["KINDS", "page"]

KINDS = (engine.rules, engine.tariff, engine.method, engine.catalogue)
"""The rooms whose kinds of documents can stand on the shelf."""
_ORDER = ("rules", "tariff", "method", "series", "register")


@dataclass(frozen=True, slots=True)
class _Entry:
    """A document on the shelf, on the day asked for."""

    document: Document[Any]
    version: Version | None
    """What is in force on the day."""
    hash: str

    @property
    def folder(self) -> str:
        return self.document.id.partition("/")[0]


def page() -> None:
    """Show the shelf on a day, or the one document that the address names."""
    shelf_elements.style()
    asked = st.query_params.get("document", "")
    answer, right = st.columns([8, 2], gap="large")
    with right:
        on = _day()
    if asked:
        _document(asked, on, answer)
    else:
        _shelf(on, answer)


def _day() -> datetime.date:
    """Show the day asked for and return it; once chosen it stands in the address.

    A bound field would take a day out of the address that is the first shown.
    """
    asked = _asked_day()
    chosen = st.date_input(
        t("app.shelf.on"), asked, format="YYYY-MM-DD", key=f"shelf-on-{asked.isoformat()}"
    )
    if chosen != asked:
        st.query_params["on"] = chosen.isoformat()
        st.rerun()
    return asked


def _asked_day() -> datetime.date:
    """Return the day in the address; that of the worked case where there is none."""
    try:
        return datetime.date.fromisoformat(st.query_params.get("on", ""))
    except ValueError:
        request, _ = read_request(installed("examples") / "quotes" / "demo-calls.yaml")
        return request.on


# --- one document --------------------------------------------------------------------


def _document(identifier: str, on: datetime.date, answer: DeltaGenerator) -> None:
    back = shelf_elements.link(t("app.shelf.back"), on=on.isoformat())
    answer.html(f'<div class="quiet">{back}</div>')
    try:
        document: Document[Any] = shelf().get(identifier, Document)
    except Faults as faults:
        elements.faults(faults)
        return
    show_document(document, on, answer)


# --- all documents -------------------------------------------------------------------


def _shelf(on: datetime.date, answer: DeltaGenerator) -> None:
    entries, faults = _entries(on)
    in_force = [entry for entry in entries if entry.version is not None]
    read = [entry for entry in in_force if _stands(entry).evidence is Evidence.TEXT]
    weak = [entry for entry in in_force if _stands(entry).evidence is Evidence.ILLUSTRATIVE]
    with answer:
        elements.headline(
            t("app.shelf.in_force", on=day(on)),
            escape(t("app.shelf.answer", count=len(in_force), read=len(read))),
            "",
            t("app.shelf.answer_sub", weak=len(weak), later=len(entries) - len(in_force)),
        )
    kind, words = _sought(on, in_force)
    matching = [entry for entry in entries if _matches(entry, kind, words)]
    found = [entry for entry in matching if entry.version is not None]
    if not matching:
        elements.note(t("app.shelf.nothing"), "ask")
    for folder, inside in groupby(found, key=lambda entry: entry.folder):
        _folder(folder, list(inside), on)
    _others([entry for entry in matching if entry.version is None])
    if faults:
        elements.faults(Faults(faults))


def _entries(on: datetime.date) -> tuple[list[_Entry], list[Fault]]:
    """Return every document with its version on the day, and what cannot be read."""
    entries: list[_Entry] = []
    faults: list[Fault] = []
    for identifier in shelf().identifiers():
        try:
            document: Document[Any] = shelf().get(identifier, Document)
        except Faults as found:
            faults.extend(found.faults)
            continue
        entries.append(_Entry(document, document.in_force(on), shelf().hash_of(identifier)))
    return sorted(entries, key=_rank), faults


def _rank(entry: _Entry) -> tuple[bool, str, int, str]:
    """Order national and provincial documents first, then by kind."""
    return (
        not entry.folder.startswith("cn"),
        entry.folder,
        _ORDER.index(entry.document.kind),
        entry.document.id,
    )


def _stands(entry: _Entry) -> Standing:
    assert entry.version is not None
    return stands(entry.version)


def _sought(on: datetime.date, entries: list[_Entry]) -> tuple[str, str]:
    """Show the filter and the search; both stand in the address."""
    kind = st.query_params.get("kind", "")
    left, right = st.columns([7, 3], vertical_alignment="bottom")
    with right:
        words = st.text_input(t("app.shelf.find"), key="find", bind="query-params")
    kinds = [each for each in _ORDER if any(entry.document.kind == each for entry in entries)]
    with left:
        shelf_elements.tabs(
            {"": t("app.shelf.all"), **{each: t(f"app.shelf.kind_{each}") for each in kinds}},
            kind,
            "kind",
            on=on.isoformat(),
            find=words,
        )
    return kind, words


def _matches(entry: _Entry, kind: str, words: str) -> bool:
    document = entry.document
    if kind and document.kind != kind:
        return False
    cites = () if entry.version is None else entry.version.cites
    titles = (document.title.zh, document.title.en, document.id, shelf_elements.named(cites))
    return all(word.lower() in " ".join(titles).lower() for word in words.split())


def _folder(folder: str, entries: list[_Entry], on: datetime.date) -> None:
    shelf_elements.heading(
        t(f"app.shelf.folder_{folder}") if folder in _FOLDERS else folder, folder
    )
    marks = [entry.document.watermark for entry in entries]
    if None not in marks:
        elements.watermark(marks[0])
    heads = ("kind", "title", "instrument", "from", "next", "evidence", "pieces", "hash")
    shelf_elements.table(
        [t(f"app.shelf.head_{name}") for name in heads],
        [_row(entry, on) for entry in entries],
        look="shelf",
    )


_FOLDERS = ("cn", "demo", "abroad", "de", "nl", "uk", "us")
"""Folders that have a name of their own."""


def _row(entry: _Entry, on: datetime.date) -> Iterator[str]:
    document, version = entry.document, entry.version
    assert version is not None
    yield escape(t(f"app.shelf.kind_{document.kind}"))
    title = shelf_elements.link(tx(document.title), document=document.id, on=on.isoformat())
    yield f'{title}<div class="quiet small">{escape(document.id)}</div>'
    yield escape(shelf_elements.named(version.cites))
    yield shelf_elements.force(version.from_)
    following = [other for other in document.versions if other.from_.start > version.from_.start]
    yield escape(
        day(min(other.from_.start for other in following))
        if following
        else t("app.shelf.until", day=day(version.until))
        if version.until
        else "–"
    )
    yield elements.marks(_stands(entry))
    yield shelf_elements.bars(counted(version))
    yield f'<code class="hash">{entry.hash[:8]}</code>'


def _others(entries: list[_Entry]) -> None:
    """Show what is on the shelf and not in force on the day."""
    if not entries:
        return
    with st.expander(t("app.shelf.others", count=len(entries))):
        shelf_elements.table(
            [t("app.shelf.head_title"), t("app.shelf.head_versions")],
            [
                (
                    shelf_elements.link(
                        tx(entry.document.title),
                        document=entry.document.id,
                        on=_first(entry.document).isoformat(),
                    ),
                    t("app.shelf.comma").join(
                        shelf_elements.force(version.from_) for version in entry.document.versions
                    ),
                )
                for entry in entries
            ],
        )


def _first(document: Document[Any]) -> datetime.date:
    first: datetime.date = min(version.from_.start for version in document.versions)
    return first
