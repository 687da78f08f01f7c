"""What checks found, kept in the user's cache folder by the content that was checked.

What has not changed is not checked twice. Each file carries a hash of its own, and the hash of the
program is in its name: what is damaged, or was found by another program, is not used. Nothing
depends on the folder: without it checks take longer.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from engine.law.model.hashing import content_hash
from engine.law.reading.fault import Days, Finding
from engine.text import Text

__all__ = [
    "cache_folder",
    "packed_finding",
    "program_hash",
    "read_kept",
    "unpacked_finding",
    "write_kept",
]


def cache_folder(name: str) -> Path | None:
    """Return the folder `name` in that of the environment variable DINGJIA_CACHE (none when it is
    empty), else in the one that the platform has for caches of its user.
    """
    named = os.environ.get("DINGJIA_CACHE")
    if named is not None:
        return Path(named) / name if named else None
    try:
        return user_cache_path("dingjia", appauthor=False, opinion=False) / name
    except RuntimeError:
        return None  # a user without a home


@cache
def program_hash(*places: str) -> str:
    """Return the hash of the source files at `places`, files or folders of the engine."""
    digest = hashlib.sha256()
    engine = Path(__file__).parents[3]
    for place in places:
        for file in sorted((engine / place).rglob("*.py")) or [engine / f"{place}.py"]:
            digest.update(file.read_bytes())
    return digest.hexdigest()


def read_kept(place: Path) -> Any:
    """Return what was kept at `place`; None when it is not there, or not as it was written."""
    try:
        written = json.loads(place.read_text(encoding="utf-8"))
        whole = written["hash"] == content_hash(written["kept"])
        return written["kept"] if whole else None
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def write_kept(place: Path, value: Any, most: int) -> None:
    """Keep `value`, plain data, at `place`; of more than `most` files the oldest make room."""
    written = json.dumps({"hash": content_hash(value), "kept": value})
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        beside = place.with_suffix(f".{os.getpid()}")
        beside.write_text(written, encoding="utf-8")
        beside.replace(place)
        files = sorted(place.parent.glob("*.json"), key=lambda file: file.stat().st_mtime)
        for old in files[:-most]:
            old.unlink(missing_ok=True)


def packed_finding(finding: Finding) -> dict[str, Any]:
    """Return `finding` as plain data; raises TypeError for a value that has no plain form."""
    return {
        "path": list(finding.path),
        "key": finding.key,
        "values": {name: _packed(value) for name, value in finding.values.items()},
        "value": _packed(finding.value),
        "days": None if finding.days is None else [_packed(day) for day in finding.days],
    }


def unpacked_finding(data: Mapping[str, Any]) -> Finding:
    """Return the finding of `packed_finding`; raises KeyError, TypeError, ValueError for others."""
    days = data["days"]
    return Finding(
        tuple(data["path"]),
        data["key"],
        {name: _unpacked(value) for name, value in data["values"].items()},
        _unpacked(data["value"]),
        None if days is None else Days(*(_unpacked(day) for day in days)),
    )


def _packed(value: object) -> Any:
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, Text):
        return {"text": value.model_dump()}
    if isinstance(value, Decimal):
        return {"number": str(value)}
    if isinstance(value, datetime.date):
        return {"day": value.isoformat()}
    raise TypeError(f"{type(value).__name__} is not kept")


_PACKED: dict[str, Callable[[Any], Any]] = {
    "text": Text.model_validate,
    "number": Decimal,
    "day": datetime.date.fromisoformat,
}


def _unpacked(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    ((form, written),) = value.items()
    return _PACKED[form](written)
