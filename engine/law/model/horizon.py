"""How far a day lies beyond what documents know of: no clock is asked."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

from engine.law.model.document import Document

__all__ = ["newest_day_if_far"]

_FAR = 5
"""Years beyond the newest day of all documents from which on a day is called far."""


def newest_day_if_far(
    day: datetime.date, documents: Iterable[Document[Any]]
) -> datetime.date | None:
    """Return the newest day that any version of `documents` names, where `day` lies far beyond it;
    None where it does not, or where there is no document.
    """
    newest = max((known for one in documents for known in _days(one)), default=None)
    if newest is None or (day.year - _FAR, day.month, day.day) <= newest.timetuple()[:3]:
        return None
    return newest


def _days(document: Document[Any]) -> Iterator[datetime.date]:
    for version in document.versions:
        yield version.published.start
        yield version.from_.start
        if version.until is not None:
            yield version.until
