"""A day as it is written in a document."""

from __future__ import annotations

import datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError

__all__ = ["CalendarDay", "DayOfUse"]


def _no_number(value: Any) -> Any:
    # Without this a number would be taken for the seconds since 1970.
    if isinstance(value, datetime.date) or (isinstance(value, str) and "-" in value):
        return value
    raise PydanticCustomError("law.not_a_day", "not a day")


CalendarDay = Annotated[
    datetime.date, BeforeValidator(_no_number, json_schema_input_type=datetime.date)
]
"""A day as it is written in a document: 2026-03-02."""

_FIRST, _LAST = datetime.date(1000, 1, 1), datetime.date(9989, 12, 31)


def _within_reach(day: datetime.date) -> datetime.date:
    if not _FIRST <= day <= _LAST:
        bounds = {"first": _FIRST, "last": _LAST}
        raise PydanticCustomError("law.day_out_of_reach", "out of reach", bounds)
    return day


DayOfUse = Annotated[CalendarDay, AfterValidator(_within_reach)]
"""A day from which others are counted: so far from the ends of the calendar that they are days."""
