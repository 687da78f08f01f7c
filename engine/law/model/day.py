"""A day as it is written in a document."""

from __future__ import annotations

import datetime
from typing import Annotated, Any

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

__all__ = ["CalendarDay"]


def _no_number(value: Any) -> Any:
    # Without this a number would be taken for the seconds since 1970.
    if isinstance(value, datetime.date) or (isinstance(value, str) and "-" in value):
        return value
    raise PydanticCustomError("law.not_a_day", "not a day")


CalendarDay = Annotated[
    datetime.date, BeforeValidator(_no_number, json_schema_input_type=datetime.date)
]
"""A day as it is written in a document: 2026-03-02."""
