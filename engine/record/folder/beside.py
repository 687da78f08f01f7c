"""The records that another was built on: looked for where its envelope says that they stood."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from engine.record.folder.chain import records_in
from engine.record.record import Record

__all__ = ["Beside", "standing_at"]


class Beside:
    """The records beside one: in its own folder, and in those that its envelope names."""

    def __init__(self, record: Record, path: Path) -> None:
        self._path = path
        self._named = {
            number: path.parent / place
            for number, place in _named(record).items()
            if isinstance(place, str) and "\0" not in place
        }
        self._held: dict[str, tuple[Record, Path]] | None = None

    def find(self, number: str) -> tuple[Record, Path] | None:
        """Return the record `number` with its file, or None."""
        if self._held is None:
            folders = dict.fromkeys(
                [self._path.parent, *(place.parent for place in self._named.values())]
            )
            self._held = {
                record.number: (record, place)
                for folder in reversed(folders)
                for place, record in records_in(folder)
            }
        return self._held.get(number)

    def replaced(self, number: str) -> Path | None:
        """Return the file in which the record `number` stood when another stands there now.

        What a command writes anew it keeps under its number beside, so that `find` finds it.
        """
        place = self._named.get(number)
        try:
            if place is None or place.resolve() == self._path.resolve():
                return None  # it was this one that took its place
            return place.resolve() if place.is_file() else None
        except (OSError, RuntimeError):
            return None


def standing_at(folder: Path, records: Mapping[str, Path]) -> dict[str, str]:
    """Return where `records`, files by number, stand as seen from `folder`, for an envelope."""
    places: dict[str, str] = {}
    for number, place in records.items():
        try:
            seen = os.path.relpath(place.absolute(), folder.absolute())
        except ValueError:
            continue  # on another drive: it has no place as seen from here
        places[number] = Path(seen).as_posix()
    return places


def _named(record: Record) -> Mapping[str, object]:
    named = record.envelope.get("rests_on")
    return named if isinstance(named, dict) else {}
