"""The documents the pages read, loaded once for all visits until a file changes."""

from __future__ import annotations

import os
from pathlib import Path

import streamlit as st

from engine.law import OfficialTexts, Shelf, installed

__all__ = ["shelf", "texts"]


def shelf() -> Shelf:
    """Return the shelf of `dingjia app --tariffs`, else of this installation."""
    named = os.environ.get("DINGJIA_TARIFFS")
    roots = tuple(Path(root) for root in named.split(os.pathsep)) if named else ()
    roots = roots or (installed("tariffs"),)
    changed = max(
        (path.stat().st_mtime_ns for root in roots for path in root.rglob("*.yaml")), default=0
    )
    return _loaded(roots, changed)


@st.cache_resource(max_entries=2, show_spinner=False)
def _loaded(roots: tuple[Path, ...], changed: int) -> Shelf:
    return Shelf(*roots)


def texts() -> OfficialTexts | None:
    """Return the official texts of `dingjia app --texts`; None without."""
    named = os.environ.get("DINGJIA_TEXTS")
    if not named:
        return None
    root = Path(named)
    changed = max((path.stat().st_mtime_ns for path in root.rglob("*")), default=0)
    return _texts(root, changed)


@st.cache_resource(max_entries=2, show_spinner=False)
def _texts(root: Path, changed: int) -> OfficialTexts:
    return OfficialTexts(root)
