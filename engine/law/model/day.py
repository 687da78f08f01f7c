"""A day as it is written in a document."""

from __future__ import annotations

import datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError

from engine.law.reading.refusal import AS_A_DAY

__all__ = ["CalendarDay", "DayOfUse", "FirstDay"]


def _no_number(value: Any) -> Any:
    # Without this a number, such as -86400, would be taken for the seconds since 1970.
    if isinstance(value, datetime.date) or (isinstance(value, str) and AS_A_DAY.fullmatch(value)):
        return value
    raise PydanticCustomError("law.not_a_day", "not a day")


CalendarDay = Annotated[
    datetime.date, BeforeValidator(_no_number, json_schema_input_type=datetime.date)
]
"""A day as it is written in a document: 2026-03-02."""

_FIRST, _LAST = datetime.date(1000, 1, 1), datetime.date(9989, 12, 31)


def _within(day: datetime.date, last: datetime.date) -> datetime.date:
    if not _FIRST <= day <= last:
        bounds = {"first": _FIRST, "last": last}
        raise PydanticCustomError("law.day_out_of_reach", "out of reach", bounds)
    return day


def _not_too_early(day: datetime.date) -> datetime.date:
    return _within(day, datetime.date.max)


def _within_reach(day: datetime.date) -> datetime.date:
    return _within(day, _LAST)


DayOfUse = Annotated[CalendarDay, AfterValidator(_not_too_early)]
"""A day before which others are counted: so far from the calendar's first that they are days."""

FirstDay = Annotated[CalendarDay, AfterValidator(_within_reach)]
"""A day from which years and months run: so far from the calendar's end that they are days."""
