"""Start of the app: four pages, one language switch, one look."""

from __future__ import annotations

import gc
import sqlite3
import sys
from pathlib import Path

import streamlit as st

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from app import determine, explore, quote, shelf
from app.elements import note, style
from app.store import record_flaws, store_name
from app.words import LANGUAGES, t

_MOST_NAMED = 5
# Likewise within an answer: all that is kept is looked through once in some hundred of them.
gc.set_threshold(50_000, 5, 1_000)


@st.cache_resource
def _flaws_at_start() -> tuple[str, ...]:
    """Return the numbers of the kept records that do not hold, as found when the app started."""
    return tuple(dict.fromkeys(flaw.record or flaw.file for flaw in record_flaws()))


st.set_page_config(page_title="定价 Dingjia", layout="wide")
style()
with st.container(key="language-switch"):
    st.segmented_control(
        " / ".join(LANGUAGES),
        list(LANGUAGES),
        default=next(iter(LANGUAGES)),
        key="lang",
        required=True,
        bind="query-params",
        label_visibility="collapsed",
    )

if broken := _flaws_at_start():
    named = ", ".join(broken[:_MOST_NAMED])
    note(t("app.store_broken", count=len(broken), records=named), "warn")

shown = st.navigation(
    [
        st.Page(quote.page, title=t("app.page_quote"), default=True),
        # The toolkit serves the first page at / only; a link to /quote leads there as well.
        st.Page(quote.page, title=t("app.page_quote"), url_path="quote", visibility="hidden"),
        st.Page(determine.page, title=t("app.page_determine"), url_path="determine"),
        st.Page(explore.page, title=t("app.page_explore"), url_path="explore"),
        st.Page(shelf.page, title=t("app.page_shelf"), url_path="shelf"),
    ],
    position="top",
)
try:
    shown.run()
except sqlite3.Error as wrong:  # locked, read-only, full, or no store at all
    note(t("app.store_out_of_reach", file=store_name(), said=str(wrong)), "warn")
