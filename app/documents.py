"""The documents the pages read, loaded once for all visits until a file changes."""

from __future__ import annotations

import os
from pathlib import Path

import streamlit as st

from engine.law import OfficialTexts, Shelf, installed

__all__ = ["AsTheyStand", "as_they_stand", "shelf", "texts"]

AsTheyStand = tuple[tuple[Path, ...], int]
"""The folders of the documents, and when one of them was last changed."""


def shelf() -> Shelf:
    """Return the shelf of `dingjia app --tariffs`, else of this installation."""
    return _loaded(*as_they_stand())


def as_they_stand() -> AsTheyStand:
    """Return what tells the shelf from that before a file changed."""
    named = os.environ.get("DINGJIA_TARIFFS")
    roots = tuple(Path(root) for root in named.split(os.pathsep)) if named else ()
    roots = roots or (installed("tariffs"),)
    changed = max(
        (path.stat().st_mtime_ns for root in roots for path in root.rglob("*.yaml")), default=0
    )
    return roots, changed


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
