"""What a check of tables found, kept by the tables: what is unchanged is not verified twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress

from engine.law import (
    Finding,
    cache_folder,
    content_hash,
    packed_finding,
    program_hash,
    read_kept,
    unpacked_finding,
    write_kept,
)
from engine.rules.model.program import Part

__all__ = ["remembered"]

_MOST_KEPT = 500
"""So many results are kept; the oldest make room."""


def remembered(parts: Sequence[Part], find: Callable[[], Iterable[Finding]]) -> list[Finding]:
    """Return what `find` finds in `parts`, from the cache where it is known."""
    folder = cache_folder("rules")
    if folder is None:
        return list(find())
    tables = [[part.document, part.version.model_dump()] for part in parts]
    place = folder / f"{content_hash([program_hash('rules'), tables])}.json"
    with suppress(KeyError, TypeError, ValueError, AttributeError):  # written by no check
        known = read_kept(place)
        if known is not None:
            return [unpacked_finding(found) for found in known]
    found = list(find())
    write_kept(place, [packed_finding(finding) for finding in found], _MOST_KEPT)
    return found
