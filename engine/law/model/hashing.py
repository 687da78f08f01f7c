"""The one written form of a value, and the hash of it."""

from __future__ import annotations

import datetime
import hashlib
import json
from decimal import Decimal
from enum import Enum
from typing import Any

__all__ = ["canonical", "content_hash"]

_PLAIN = frozenset({str, int, bool, type(None)})
"""The types whose values are written as they stand: nearly all that there is to write."""


def canonical(value: Any) -> str:
    """Return `value` (mappings, lists, text, int, Decimal, bool, date, None) as canonical JSON.

    Keys are sorted, nothing is indented, every Decimal is text as it was written; so the same
    value has the same bytes on any machine. Letters are taken as they stand, without Unicode
    normalisation. Raises TypeError for a float or any other type, ValueError for a Decimal that
    is not a number and for two keys that are written alike.
    """
    return json.dumps(
        _simple(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def content_hash(value: Any) -> str:
    """Return the SHA-256 (hexadecimal) of the canonical form of `value`."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def _simple(value: Any) -> Any:
    if type(value) in _PLAIN:
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str | int):
        return value
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise ValueError(f"{value} has no canonical form")
        return format(value, "f")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, dict):
        simple = {_simple_key(key): _simple(item) for key, item in value.items()}
        if len(simple) < len(value):
            raise ValueError("two keys are written alike")
        return simple
    if isinstance(value, list | tuple):
        return [_simple(item) for item in value]
    raise TypeError(f"{type(value).__name__} has no canonical form")


def _simple_key(key: Any) -> str:
    if type(key) is str:
        return key
    simple = _simple(key)
    if isinstance(simple, str | int) and not isinstance(simple, bool):
        return str(simple)
    raise TypeError(f"{type(key).__name__} is no key")
