"""Stretches of time in which use is added up and prices stand: of the calendar or a contract."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field

from engine.law import Cited, Identifier, Model

__all__ = ["Accumulation", "DeclaredRuns", "Period", "Runs", "rule_as_mapping"]


def rule_as_mapping(value: Any) -> Any:
    """Return a reading that is written without a citation of its own as one with none."""
    return {"rule": value} if isinstance(value, str) else value


class Period(StrEnum):
    """A stretch of the calendar."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class Accumulation(Model):
    """Over what use is added up before a charge is worked out (累计口径)."""

    key: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    """Use is added up where all of these are the same, such as customer, product, scenario."""
    period: Period
    """It is added up within this stretch of the calendar."""


class Runs(StrEnum):
    """From when the periods of a subscription run."""

    CALENDAR = "calendar"
    """Days, months and years of the calendar (自然年、自然月)."""
    CONTRACT = "contract"
    """Days, months and years from the first day of the contract (合同年)."""


class DeclaredRuns(Cited):
    """From when periods run; cited only where it makes a difference."""

    rule: Runs
    """The reading."""
