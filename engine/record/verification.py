"""Does a record hold, does a re-run give the same, and do those that it was built on?"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from weakref import WeakKeyDictionary

from engine.law import Fault, Faults, Refused, Shelf, canonical, content_hash, restored
from engine.record.altered_digit import sealed_body
from engine.record.difference import differences
from engine.record.folder.beside import Beside
from engine.record.folder.chain import before_it
from engine.record.kinds import RecordBody, RecordKind, kind_of_body
from engine.record.record import Record

__all__ = ["REMARKS", "Mismatch", "NotProved", "What", "mismatches", "prove"]

What = Literal[
    "changed_since",
    "broken_body",
    "broken_number",
    "broken_envelope",
    "cannot_rerun",
    "rerun_differs",
    "document_changed",
    "document_went_on",
    "not_allowed",
    "built_on_unproved",
    "built_on_replaced",
    "built_on_elsewhere",
    "previous_altered",
    "previous_missing",
    "previous_cut",
    "previous_elsewhere",
]
"""What is found of a record."""

REMARKS: frozenset[What] = frozenset(
    {"document_changed", "document_went_on", "built_on_elsewhere", "previous_elsewhere"}
)
"""What is said of a record that verifies all the same: the law has moved on and no figure differs;
another record cannot be looked at."""


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One thing about a record that does not hold, or that is to be remarked."""

    what: What
    """A place changed since it was sealed; a part whose hash is wrong; a re-run that is not
    possible; a figure that a re-run gives otherwise; a document that is another one now, or the
    same with more added; what its stage or the records that it was built on do not allow; such a
    record that does not verify, was replaced, or is not beside it; the record before it in its
    folder altered, missing, no longer named, or not there."""
    place: str
    """Where in the record, as `body.result.total`; the number of another record; a document."""
    recorded: object = None
    """What the record says there."""
    recomputed: object = None
    """What was sealed, or what the re-run says."""
    fault: Fault | None = None
    """Why a re-run is not possible, or what is not allowed."""

    @property
    def values(self) -> dict[str, object]:
        """What its sentence, `record.` and `what`, names; what is not there is a dash."""
        named = {"recorded": self.recorded, "recomputed": self.recomputed}
        return {name: "–" if value is None else value for name, value in named.items()}

    @property
    def remark(self) -> bool:
        """Whether the record verifies all the same."""
        return self.what in REMARKS


class NotProved(Refused):
    """What does not hold about a record that something else was to be built on."""


def mismatches(
    record: Record, shelf: Shelf, file: str = "", path: Path | None = None
) -> Iterator[Mismatch]:
    """Yield everything about `record` that does not hold, and what is to be remarked.

    Its hashes are checked, and its inputs are computed again with the documents on `shelf`, by the
    room that registered its kind; where a document went on since, with what it was. `file` is the
    record's name in faults. With the `path` at which it stands, the record before it in the folder
    is looked at, and the records that it was built on are verified, as far as they are found.
    """
    yield from _looked_at(record, shelf, file, path, {})[0]


def prove(record: Record, shelf: Shelf, file: str, path: Path | None = None) -> Any:
    """Return the result of `record`, computed again, when it verifies; see `mismatches`.

    Something may be built on it then. Raises NotProved, naming what differs, when it does not.
    """
    every, result = _looked_at(record, shelf, file, path, {})
    faults = [
        one.fault or Fault(file, one.place, None, None, f"record.{one.what}", one.values)
        for one in every
        if not one.remark
    ]
    if faults:
        raise NotProved(faults)
    return result


def _looked_at(
    record: Record, shelf: Shelf, file: str, path: Path | None, proved: dict[str, bool]
) -> tuple[list[Mismatch], Any]:
    """Return what is found of `record`, and its result computed again; None when it cannot be.

    `proved` holds whether other records verify, by number, as far as they were looked at.
    """
    found: list[Mismatch] = []
    whole = sealed_body(record)
    if whole is not None:
        found += _differing("changed_since", record.body, whole)
    else:
        whole = record.body
        found += [Mismatch(_BROKEN[part], part) for part in record.broken()]
    if path is not None:
        found += _of_chain(record, path)
    try:
        kind = kind_of_body(whole, file)
        result, differing = _rerun(kind, whole, shelf, file)
    except Faults as faults:
        found += [Mismatch("cannot_rerun", one.place, fault=one) for one in faults.faults]
        return found, None
    found += differing
    built_on: dict[str, Record] = {}
    if path is not None:
        beside = Beside(record, path)
        for number in dict.fromkeys(kind.rests_on(result)):
            found += _of_built_on(number, beside, shelf, proved, built_on)
    against = kind.against(result, built_on, file)
    found += [Mismatch("not_allowed", one.place, one.value, fault=one) for one in against]
    return found, result


_BROKEN: dict[str, What] = {
    "body": "broken_body",
    "number": "broken_number",
    "envelope": "broken_envelope",
}


# --- the documents and the re-run


_Again = tuple[Any, list[Mismatch]]
_RERUN: WeakKeyDictionary[Shelf, dict[str, _Again]] = WeakKeyDictionary()
"""The last re-runs on a shelf, by hash of the body: records of a circle rest on the same."""
_MOST_RERUN = 16


def _rerun(kind: RecordKind[Any], body: RecordBody, shelf: Shelf, file: str) -> _Again:
    """Return the result of `body` computed again, with what differs from it."""
    known, key = _RERUN.setdefault(shelf, {}), content_hash(body)
    again = known.get(key)
    if again is None:
        again = _computed_again(kind, body, shelf, file)
        if len(known) >= _MOST_RERUN:
            known.clear()
        known[key] = again
    return again


def _computed_again(kind: RecordKind[Any], body: RecordBody, shelf: Shelf, file: str) -> _Again:
    documents = body.get("documents")
    named = documents if isinstance(documents, Mapping) else {}
    hashes = {str(name): str(value) for name, value in named.items()}
    with restored(shelf, hashes) as (then, went_on):
        # What was computed with faulty law, for a draft, is computed so again.
        result = kind.again(body, then.without_check() if body.get("unchecked") else then, file)
        again = json.loads(canonical(kind.body(result)))
    found = [Mismatch("document_went_on", name) for name in went_on]
    return result, [*found, *_differing("rerun_differs", body, again)]


def _differing(what: What, recorded: RecordBody, recomputed: RecordBody) -> Iterator[Mismatch]:
    """Yield what differs; a document that is another one now is no figure."""
    found = list(differences(recorded, recomputed))
    of_documents = [one for one in found if one.place.startswith("documents.")]
    moved_on = what == "rerun_differs" and any(
        isinstance(one.recorded, str) and isinstance(one.recomputed, str) for one in of_documents
    )
    for one in found:
        kind: What = "document_changed" if moved_on and one in of_documents else what
        yield Mismatch(kind, f"body.{one.place}", one.recorded, one.recomputed)


# --- other records


def _of_built_on(
    number: str,
    beside: Beside,
    shelf: Shelf,
    proved: dict[str, bool],
    built_on: dict[str, Record],
) -> Iterator[Mismatch]:
    """Yield what is wrong with the record `number`; add it to those `built_on` when nothing is."""
    standing = beside.find(number)
    if standing is None:
        replaced = beside.replaced(number)
        what: What = "built_on_elsewhere" if replaced is None else "built_on_replaced"
        yield Mismatch(what, number, None if replaced is None else str(replaced))
        return
    record, path = standing
    if number not in proved:
        proved[number] = True  # a circle of records is no record that does not hold
        every, _ = _looked_at(record, shelf, path.name, path, proved)
        proved[number] = all(one.remark for one in every)
    if proved[number]:
        built_on[number] = record
    else:
        yield Mismatch("built_on_unproved", number, str(path))


def _of_chain(record: Record, path: Path) -> Iterator[Mismatch]:
    before = before_it(record, path)
    place = "envelope.previous"
    if before.state == "altered":
        yield Mismatch("previous_altered", place, before.number)
    elif before.state == "missing":
        yield Mismatch("previous_missing", place, record.envelope.get("previous"))
    elif before.state == "cut":
        yield Mismatch("previous_cut", place, before.number)
    elif before.state == "elsewhere":
        yield Mismatch("previous_elsewhere", place, record.envelope.get("previous"))
