"""Where two bodies differ: what a record says, and what its re-run says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from engine.law import Path, written_path

__all__ = ["RecordDifference", "differences"]


@dataclass(frozen=True, slots=True)
class RecordDifference:
    """One place where two bodies differ."""

    place: str
    recorded: object
    """What the record says; None where it says nothing."""
    recomputed: object
    """What the re-run says; None where it says nothing."""


def differences(recorded: Any, recomputed: Any, place: Path = ()) -> Iterator[RecordDifference]:
    """Yield each place where two plain values differ."""
    if isinstance(recorded, dict) and isinstance(recomputed, dict):
        for key in dict.fromkeys([*recorded, *recomputed]):
            yield from differences(recorded.get(key), recomputed.get(key), (*place, key))
    elif isinstance(recorded, list) and isinstance(recomputed, list):
        for position in range(max(len(recorded), len(recomputed))):
            yield from differences(
                recorded[position] if position < len(recorded) else None,
                recomputed[position] if position < len(recomputed) else None,
                (*place, position),
            )
    elif recorded != recomputed or type(recorded) is not type(recomputed):
        yield RecordDifference(written_path(place), recorded, recomputed)
