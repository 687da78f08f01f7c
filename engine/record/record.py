"""The record as it stands in its file: sealed, read, and whether it holds."""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from engine.law import Fault, Faults, bytes_of, canonical, content_hash

__all__ = ["Record", "read_record", "record_from", "sealed"]

_FORM = 3
"""The form of the records written: the envelope names it."""
_FIRST_FORM = 1
"""The form of records whose envelope names none; it is read and verified like the newest."""

_HALF = re.compile(r"\\ud[89a-f]", re.IGNORECASE)
"""An escape for half of a letter, which only another program writes, and both halves of it."""


@dataclass(frozen=True, slots=True)
class Record:
    """A record as it stands in its file."""

    body: dict[str, Any]
    """Kind, inputs, documents, switches, result; plain data, amounts as text."""
    number: str
    """The number, made from the body's hash."""
    envelope: dict[str, Any]
    """Form, hash of the body, time of writing, hash of the previous record's envelope, own hash;
    where the records that it was built on stood, if there are any."""

    @property
    def unchecked(self) -> tuple[str, ...]:
        """The faulty documents that its result, or a record that it rests on, was computed with."""
        inputs = self.body.get("inputs")
        before = inputs.values() if isinstance(inputs, dict) else ()
        named = [of.get("unchecked") for of in (self.body, *before) if isinstance(of, dict)]
        names = (name for of in named if isinstance(of, dict | list) for name in of)
        return tuple(sorted({str(name) for name in names}))

    def text(self) -> str:
        """Return the file's content: JSON with sorted keys, one record."""
        whole = {"number": self.number, "body": self.body, "envelope": self.envelope}
        return json.dumps(whole, ensure_ascii=False, sort_keys=True, indent=1) + "\n"

    def broken(self) -> Iterator[Literal["body", "number", "envelope"]]:
        """Yield the names of what does not fit together: `body`, `number`, `envelope`."""
        body_hash = content_hash(self.body)
        if self.envelope.get("body") != body_hash:
            yield "body"
        if self.number != _number(self.body, body_hash):
            yield "number"
        inside = {key: value for key, value in self.envelope.items() if key != "seal"}
        if self.envelope.get("seal") != content_hash(inside):
            yield "envelope"


def sealed(
    body: dict[str, Any],
    written: datetime.datetime,
    previous: Record | None = None,
    rests_on: Mapping[str, str] | None = None,
) -> Record:
    """Return `body` as a record written at `written`, chained to `previous`.

    `body` is plain data with a `kind`. The chain is the seal of the previous envelope; the moment
    is kept in UTC, so that those of one folder compare. `rests_on` says where the records that it
    was built on stood, by number. Raises ValueError for a moment without a zone.
    """
    if written.tzinfo is None:
        raise ValueError("a record is written at a moment with a time zone")
    content = canonical(body)
    simple: dict[str, Any] = json.loads(content)
    body_hash = hashlib.sha256(content.encode()).hexdigest()
    envelope: dict[str, Any] = {
        "form": _FORM,
        "body": body_hash,
        "written": written.astimezone(datetime.UTC).isoformat(),
        "previous": previous.envelope["seal"] if previous is not None else None,
    }
    if rests_on:
        envelope["rests_on"] = dict(rests_on)
    envelope["seal"] = content_hash(envelope)
    return Record(simple, _number(simple, body_hash), envelope)


def read_record(path: Path) -> Record:
    """Read the record at `path`; raises Faults when it is not one, or too large.

    See `record_from`.
    """
    try:
        content = bytes_of(path, path.name).decode("utf-8")
    except ValueError:
        raise Faults([Fault(path.name, "", None, None, "record.not_a_record")]) from None
    return record_from(content, path.name)


def record_from(content: str, file: str) -> Record:
    """Return the record written as `content`; raises Faults, naming `file`, when it is not one.

    A bare fraction, or a name that stands twice, is in no record: amounts are text. Nor is anything
    beside number, body and envelope, of which no seal would tell whether it was changed.
    """
    try:
        whole = json.loads(
            content,
            parse_float=_refused,
            parse_constant=_refused,
            object_pairs_hook=_distinct,
        )
        if _HALF.search(content):
            json.dumps(whole, ensure_ascii=False).encode()  # half a letter is no text: ValueError
    except (ValueError, RecursionError):
        raise Faults([Fault(file, "", None, None, "record.not_a_record")]) from None
    if (
        not isinstance(whole, dict)
        or not isinstance(whole.get("body"), dict)
        or not isinstance(whole.get("envelope"), dict)
    ):
        raise Faults([Fault(file, "", None, None, "record.not_a_record")])
    if foreign := [name for name in whole if name not in ("number", "body", "envelope")]:
        raise Faults([Fault(file, name, None, None, "record.not_sealed") for name in foreign])
    form = whole["envelope"].get("form", _FIRST_FORM)
    if form not in range(_FIRST_FORM, _FORM + 1):
        known = {"first": _FIRST_FORM, "last": _FORM}
        raise Faults([Fault(file, "envelope.form", None, form, "record.unknown_form", known)])
    return Record(whole["body"], str(whole.get("number")), whole["envelope"])


def _refused(written: str) -> object:
    raise ValueError(written)


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    distinct = dict(pairs)
    if len(distinct) < len(pairs):
        raise ValueError("a name stands twice")
    return distinct


def _number(body: dict[str, Any], body_hash: str) -> str:
    return f"{str(body.get('kind', 'record')).upper()}-{body_hash[:12]}"
