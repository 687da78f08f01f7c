"""The one written form of a value, and the hash of it."""

from __future__ import annotations

import datetime
import hashlib
import json
from decimal import Decimal
from enum import Enum
from typing import Any

__all__ = ["canonical", "content_hash"]


def canonical(value: Any) -> str:
    """Return `value` (mappings, lists, text, int, Decimal, bool, date, None) as canonical JSON.

    Keys are sorted, nothing is indented, numbers that are not whole are text; so the same value
    has the same bytes on any machine. Raises TypeError for a float or any other type.
    """
    return json.dumps(
        _simple(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def content_hash(value: Any) -> str:
    """Return the SHA-256 (hexadecimal) of the canonical form of `value`."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def _simple(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): _simple(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_simple(item) for item in value]
    raise TypeError(f"{type(value).__name__} has no canonical form")
