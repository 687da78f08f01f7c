"""What was used and charged before in a period, as a request says it (期初累计)."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from engine.law import DayOfUse, Form, Identifier, Model
from engine.money import Number

__all__ = ["Positions", "RequestPosition"]


def _as_written(value: Any) -> Any:
    """Return a year or a day, which YAML reads as a number or a date, as it is written."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value) if isinstance(value, int | Decimal) else value


_MONTH = r"(0[1-9]|1[0-2])"
_DAY = f"[0-9]{{4}}-{_MONTH}-(0[1-9]|[12][0-9]|3[01])"

Period = Annotated[
    str,
    BeforeValidator(_as_written, json_schema_input_type=str | int),
    Form(f"(ever|[0-9]{{4}}(-({_MONTH}|Q[1-4]|H[12]))?|{_DAY}(/{_DAY})?)", "quote.not_a_period"),
]
"""A year, half-year, quarter, month or day: 2026, 2026-H1, 2026-Q1, 2026-03, 2026-03-02; of a
contract, its first and last day: 2026-07-01/2027-06-30; all time: ever."""

Amount = Annotated[Number, Field(ge=0)]


class RequestPosition(Model):
    """What one component had counted and charged before, for one key and period."""

    bill: str | None = None
    """A rule over whole bills: then `charged` says what it summed before in the period."""
    product: str | None = None
    """The product; needed where the request asks for several."""
    component: str | None = None
    """Its component; left out: each that counts in the units used."""
    keys: dict[Identifier, str] = Field(default_factory=dict)
    """Whom and what it concerns, as the rules of the component name it; customer, product and
    scenario are the request's own unless they are said."""
    period: Period | None = None
    """The period that the rule counts within."""
    used: dict[str, Amount] = Field(default_factory=dict)
    """Units used before in it, by unit: call: 1000; for a price by the period, day: 15."""
    quota_used: Amount | None = None
    """How many of them a free quota took; left out: as many as it holds."""
    charged: Number | None = None
    """What was charged for them (yuan); left out: what they cost by the prices of the day."""
    closes: bool = False
    """Whether the period of a rule over whole bills is closed with this request: a least amount due
    at its end is then due."""
    last_charged: DayOfUse | None = None
    """The day from which a window runs: of the last request charged, or, where the tariff counts
    from the last request, of that."""


def _none_as_empty(value: Any) -> Any:
    """Return `none` as no positions; raises PydanticCustomError for another word."""
    if isinstance(value, str) and value != "none":
        raise PydanticCustomError("quote.positions_or_none", "no list")
    return () if value == "none" else value


Positions = Annotated[
    tuple[RequestPosition, ...],
    Field(max_length=1_000),
    BeforeValidator(
        _none_as_empty, json_schema_input_type=tuple[RequestPosition, ...] | Literal["none"]
    ),
]
"""What was used before; `none` where nothing was."""
