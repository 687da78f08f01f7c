"""Does a record hold, and does a re-run give the same?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from engine.law import Fault, Faults, Shelf, canonical
from engine.record.altered_digit import sealed_body
from engine.record.difference import differences
from engine.record.kinds import RecordBody, rerun
from engine.record.record import Record

__all__ = ["Mismatch", "What", "mismatches"]

What = Literal[
    "changed_since",
    "broken_body",
    "broken_number",
    "broken_envelope",
    "cannot_rerun",
    "document_changed",
    "rerun_differs",
]
"""How a record does not hold."""


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One thing about a record that does not hold."""

    what: What
    """A place changed since it was sealed; a part whose hash is wrong; a re-run that is not
    possible; a document that is another one now; a figure that a re-run gives otherwise."""
    place: str
    """Where in the record, as `body.result.total`."""
    recorded: object = None
    """What the record says there."""
    recomputed: object = None
    """What was sealed, or what the re-run says."""
    fault: Fault | None = None
    """Why a re-run is not possible."""


def mismatches(record: Record, shelf: Shelf, file: str = "") -> Iterator[Mismatch]:
    """Yield everything about `record` that does not hold; nothing when it verifies.

    Its hashes are checked, and its inputs are computed again with the documents on `shelf`, by the
    room that registered its kind. `file` is the record's name in faults.
    """
    whole = sealed_body(record)
    if whole is not None:
        yield from _differing("changed_since", record.body, whole)
    else:
        whole = record.body
        for part, what in _BROKEN.items():
            if part in record.broken():
                yield Mismatch(what, part)
    yield from _of_rerun(whole, shelf, file)


_BROKEN: dict[str, What] = {
    "body": "broken_body",
    "number": "broken_number",
    "envelope": "broken_envelope",
}


def _of_rerun(body: RecordBody, shelf: Shelf, file: str) -> Iterator[Mismatch]:
    try:
        again = json.loads(canonical(rerun(body, shelf, file)))
    except Faults as faults:
        for fault in faults.faults:
            yield Mismatch("cannot_rerun", fault.place, fault=fault)
        return
    yield from _differing("rerun_differs", body, again)


def _differing(what: What, recorded: RecordBody, recomputed: RecordBody) -> Iterator[Mismatch]:
    for one in differences(recorded, recomputed):
        of_document = what == "rerun_differs" and one.place.startswith("documents.")
        kind: What = "document_changed" if of_document else what
        yield Mismatch(kind, f"body.{one.place}", one.recorded, one.recomputed)
