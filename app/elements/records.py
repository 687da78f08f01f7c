"""A record that was kept, as every page shows it: its facts, whether it holds today, links."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from html import escape
from urllib.parse import urlencode

import streamlit as st

import engine
from app import elements
from app.documents import shelf
from app.words import day, language, t
from engine.record import Record
from engine.show.records.verification import mismatch_in_words, wrong_and_remarked

__all__ = ["facts", "is_determination", "link", "said_whether_same", "saved_at"]


def facts(rows: Iterable[tuple[str, str]]) -> None:
    """Show what is known of a record: each by name."""
    shown = "".join(
        f'<tr><td class="quiet name">{escape(name)}</td><td>{escape(value)}</td></tr>'
        for name, value in rows
    )
    st.html(f'<table class="desk"><tbody>{shown}</tbody></table>')


def is_determination(number: str, record: Record) -> bool:
    """Return whether what stands in the store under a number is the determination of it."""
    return record.number == number and record.body.get("kind") == "determination"


def saved_at(record: Record) -> str:
    """Return when a record was written, in words; a dash where a broken one does not say it."""
    try:
        moment = datetime.datetime.fromisoformat(str(record.envelope.get("written")))
    except ValueError:
        return "–"
    return f"{day(moment.date())} {moment:%H:%M} UTC"


def said_whether_same(record: Record, otherwise: str) -> bool:
    """Say, as `verify` does, whether the record holds and is the same today; return it.

    The sentence `otherwise` says that it is not, and in how many places.
    """
    wrong, remarked = wrong_and_remarked(engine.verify(shelf(), record, record.number))
    if wrong:
        elements.note(t(otherwise, count=len(wrong)), "warn")
    else:
        elements.note(t("app.kept_same"))
        st.caption(t("app.kept_link"))
    for one in (*wrong, *remarked):
        elements.note(mismatch_in_words(one, language()), "warn" if one in wrong else "plain")
    return not wrong


def link(label: str, page: str = "", **asked: str) -> None:
    """Show a link to what is `asked` of a page; of this one, where none is named."""
    chosen = {"lang": st.query_params["lang"]} if "lang" in st.query_params else {}
    address = escape(f"{page}?{urlencode({**asked, **chosen})}")
    st.html(f'<a href="{address}" target="_self" style="color: inherit">{escape(label)}</a>')
