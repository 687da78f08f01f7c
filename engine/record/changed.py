"""Which single digit of a record was changed: the one that makes its hash right again."""

from __future__ import annotations

import hashlib
import json
import re

from engine.law import canonical
from engine.record import Difference, Record, differences

__all__ = ["changed_digit"]

_DIGITS = b"0123456789"
_MOST_WORK = 6_000_000_000  # bytes hashed: some seconds; beyond, a re-run alone must tell


def changed_digit(record: Record) -> Difference | None:
    """Return the one place of the body where another digit restores the hash in the envelope.

    `recorded` is what stands there, `recomputed` what stood there when the record was sealed. None
    when the body is whole, or when more was changed than one digit.
    """
    sealed_hash = record.envelope.get("body")
    content = canonical(record.body).encode()
    if hashlib.sha256(content).hexdigest() == sealed_hash:
        return None
    places = [match.start() for match in re.finditer(rb"[0-9]", content)]
    if len(places) * len(_DIGITS) * len(content) // 2 > _MOST_WORK:
        return None
    for place in places:
        before, rest = hashlib.sha256(content[:place]), content[place + 1 :]
        for digit in _DIGITS:
            trial = before.copy()
            trial.update(bytes((digit,)))
            trial.update(rest)
            if trial.hexdigest() == sealed_hash:
                sealed = json.loads(content[:place] + bytes((digit,)) + rest)
                return next(differences(record.body, sealed), None)
    return None
