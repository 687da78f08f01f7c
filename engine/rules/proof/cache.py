"""What a check found, kept in the user's cache folder by the content that was checked.

A table that has not changed is not verified twice. What is kept is known by a hash of the tables
and of the program that checked them, and carries a hash of its own: what is damaged, or was found
by another program, is not used. Nothing depends on the folder: without it checks take longer.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from engine.law import Finding, content_hash
from engine.rules.model.program import Part
from engine.text import Text

__all__ = ["cache_folder", "remembered"]

_MOST_KEPT = 500
"""So many results are kept; the oldest make room."""


def remembered(parts: Sequence[Part], find: Callable[[], Iterable[Finding]]) -> list[Finding]:
    """Return what `find` finds in `parts`, from the cache where it is known."""
    folder = cache_folder()
    if folder is None:
        return list(find())
    tables = [[part.document, part.version.model_dump()] for part in parts]
    place = folder / f"{content_hash([_program(), tables])}.json"
    known = _read(place)
    if known is None:
        known = list(find())
        _write(place, known)
    return known


def cache_folder() -> Path | None:
    """Return the folder of the environment variable DINGJIA_CACHE (none when it is empty), else
    the one that the platform has for caches of its user.
    """
    named = os.environ.get("DINGJIA_CACHE")
    if named is not None:
        return Path(named) / "rules" if named else None
    try:
        return user_cache_path("dingjia", appauthor=False, opinion=False) / "rules"
    except RuntimeError:
        return None  # a user without a home


@cache
def _program() -> str:
    """Return the hash of what decides which findings there are, and how they are told."""
    digest = hashlib.sha256()
    for file in sorted(Path(__file__).parents[1].rglob("*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _read(place: Path) -> list[Finding] | None:
    try:
        kept = json.loads(place.read_text(encoding="utf-8"))
        if kept["hash"] != content_hash(kept["findings"]):
            return None
        return [
            Finding(
                tuple(found["path"]),
                found["key"],
                {name: _unpacked(value) for name, value in found["values"].items()},
            )
            for found in kept["findings"]
        ]
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None  # not there, or not as it was written


def _write(place: Path, found: Sequence[Finding]) -> None:
    findings = [
        {
            "path": list(finding.path),
            "key": finding.key,
            "values": {name: _packed(value) for name, value in finding.values.items()},
        }
        for finding in found
    ]
    written = json.dumps({"hash": content_hash(findings), "findings": findings})
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        beside = place.with_suffix(f".{os.getpid()}")
        beside.write_text(written, encoding="utf-8")
        beside.replace(place)
        kept = sorted(place.parent.glob("*.json"), key=lambda file: file.stat().st_mtime)
        for old in kept[:-_MOST_KEPT]:
            old.unlink(missing_ok=True)


def _packed(value: object) -> Any:
    return value.model_dump() if isinstance(value, Text) else value


def _unpacked(value: Any) -> object:
    return Text(**value) if isinstance(value, dict) else value
