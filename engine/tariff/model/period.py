"""Stretches of time in which use is added up and prices stand: of the calendar or a contract."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from engine.law import Cited, Identifier, Model

__all__ = [
    "Accumulation",
    "DeclaredRuns",
    "EndingPeriod",
    "Period",
    "Runs",
    "RunsRule",
    "Within",
    "begins",
    "contract_period",
    "counted_over",
    "days_in",
    "first_day_of",
    "is_period",
    "lies_within",
    "period_of",
    "rule_as_mapping",
    "start_of",
    "stretch_of",
]


def rule_as_mapping(value: Any) -> Any:
    """Return a reading that is written without a citation of its own as one with none."""
    return {"rule": value} if isinstance(value, str) else value


class Period(StrEnum):
    """A stretch of the calendar, or of a contract."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    EVER = "ever"
    """All time (不分期): what belongs together by its key alone, such as all of one case."""

    @property
    def months(self) -> int:
        """Months that it has; 0 for a day, and for all time."""
        return _MONTHS.get(self, 0)


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


def _with_an_end(period: Period) -> Period:
    if period is Period.EVER:
        raise PydanticCustomError("tariff.ever_has_no_price", "no period")
    return period


EndingPeriod = Annotated[Period, AfterValidator(_with_an_end)]
"""A period that can have a price of its own: any but all time."""

RunsRule = Annotated[DeclaredRuns, BeforeValidator(rule_as_mapping, Runs | DeclaredRuns)]


class Within(Model):
    """Within which stretch of time something is added up."""

    period: Period
    """The stretch."""
    runs: RunsRule | None = None
    """From when periods run; not said: by the calendar."""

    @property
    def by_contract(self) -> bool:
        """Whether its periods run from the first day of the contract."""
        return self.runs is not None and self.runs.rule is Runs.CONTRACT

    def lies_in(self, outer: Within) -> bool:
        """Whether each of its periods lies in one of `outer`."""
        order = [*Period]
        shorter = order.index(self.period) <= order.index(outer.period)
        alike = self.by_contract == outer.by_contract
        return shorter and (alike or self.period is Period.DAY or outer.period is Period.EVER)

    @model_validator(mode="after")
    def _run_to_an_end(self) -> Within:
        if self.period is Period.EVER and self.runs is not None:
            raise PydanticCustomError("tariff.ever_runs_on", "no periods")
        return self


class Accumulation(Within):
    """Over what use is added up before a charge is worked out (累计口径)."""

    key: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    """Use is added up where all of these are the same, such as customer, product, scenario."""

    @property
    def within(self) -> Within:
        """The stretch of time, as of a quota."""
        return self


def counted_over(key: Iterable[str], within: Within) -> tuple[frozenset[str], Period, bool]:
    """Return what a rule counts together: by which keys, in which periods, of a contract or not."""
    return frozenset(key), within.period, within.by_contract


# --- stretches of days

_MONTHS = {Period.MONTH: 1, Period.QUARTER: 3, Period.HALF_YEAR: 6, Period.YEAR: 12}
_CALENDAR = {
    Period.DAY: "[0-9]{4}-[0-9]{2}-[0-9]{2}",
    Period.MONTH: "[0-9]{4}-[0-9]{2}",
    Period.QUARTER: "[0-9]{4}-Q[1-4]",
    Period.HALF_YEAR: "[0-9]{4}-H[12]",
    Period.YEAR: "[0-9]{4}",
    Period.EVER: "ever",
}
_SPREAD = 3
"""Months differ by up to so many days in length."""


def start_of(day: datetime.date, period: Period) -> datetime.date:
    """Return the first day of the calendar's period around `day`."""
    if period is Period.DAY:
        return day
    months = period.months
    return datetime.date(day.year, (day.month - 1) // months * months + 1, 1)


def begins(start: datetime.date, period: Period, number: int) -> datetime.date:
    """Return the first day of the period so many after the one that begins on `start`.

    A month without that day begins on the day after its last.
    """
    if period is Period.DAY:
        return start + datetime.timedelta(days=number)
    months = start.month - 1 + number * period.months
    year, month = start.year + months // 12, months % 12 + 1
    last = calendar.monthrange(year, month)[1]
    if start.day <= last:
        return datetime.date(year, month, start.day)
    return datetime.date(year, month, last) + datetime.timedelta(days=1)


def period_of(day: datetime.date, period: Period, since: datetime.date | None = None) -> str:
    """Return the period around `day` as it is written: 2026-03-02, 2026-03, 2026-Q1, 2026-H1, 2026,
    ever, or, for one of a contract that began on `since`, 2026-07-01/2027-06-30."""
    if since is not None:
        return contract_period(*_around(day, period, since))
    month = day.month - 1
    match period:
        case Period.DAY:
            return day.isoformat()
        case Period.MONTH:
            return f"{day:%Y-%m}"
        case Period.QUARTER:
            return f"{day:%Y}-Q{month // 3 + 1}"
        case Period.HALF_YEAR:
            return f"{day:%Y}-H{month // 6 + 1}"
        case Period.YEAR:
            return f"{day:%Y}"
        case Period.EVER:
            return period.value


def contract_period(first: datetime.date, following: datetime.date) -> str:
    """Return how a period from `first` to the day before `following` is written."""
    return f"{first}/{following - datetime.timedelta(days=1)}"


def is_period(written: str | None, period: Period, by_contract: bool) -> bool:
    """Whether `written` is a period of this length, of a contract or of the calendar."""
    if not by_contract:
        return re.fullmatch(_CALENDAR[period], written or "") is not None
    days = _days_of(written or "")
    if days is None:
        return False
    length, months = (days[1] - days[0]).days + 1, period.months
    return abs(length - max(1, round(months * 365.25 / 12))) <= (_SPREAD if months else 0)


def first_day_of(written: str) -> datetime.date | None:
    """Return the first day of a period as it is written; None where it is none, or all time."""
    if (days := _days_of(written)) is not None:
        return days[0]
    year, _, rest = written.partition("-")
    try:
        if rest[:1] in ("Q", "H"):
            months = 3 if rest[0] == "Q" else 6
            return datetime.date(int(year), (int(rest[1:]) - 1) * months + 1, 1)
        return datetime.date.fromisoformat(f"{written}-01-01"[:10])
    except ValueError:
        return None


def lies_within(inner: str, outer: str) -> bool:
    """Whether a period lies within another, both as they are written."""
    if outer == Period.EVER:
        return True
    ours, theirs = stretch_of(inner), stretch_of(outer)
    return ours is not None and theirs is not None and theirs[0] <= ours[0] and ours[1] <= theirs[1]


@lru_cache(maxsize=4096)
def stretch_of(written: str) -> tuple[datetime.date, datetime.date] | None:
    """Return the first and the last day of a period as it is written; None where it is none, or all
    time."""
    first = first_day_of(written)
    if (days := _days_of(written)) is not None or first is None:
        return days
    period = next((one for one in Period if period_of(first, one) == written), None)
    if period is None:
        return None
    try:
        return first, begins(first, period, 1) - datetime.timedelta(days=1)
    except (ValueError, OverflowError):  # it ends with the calendar
        return first, datetime.date.max


def days_in(written: str) -> int:
    """Return how many days a period has, as it is written; ValueError where it is none."""
    if (days := stretch_of(written)) is None:
        raise ValueError(written)
    return (days[1] - days[0]).days + 1


def _days_of(written: str) -> tuple[datetime.date, datetime.date] | None:
    first, _, last = written.partition("/")
    try:
        return datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)
    except ValueError:
        return None


def _around(
    day: datetime.date, period: Period, since: datetime.date
) -> tuple[datetime.date, datetime.date]:
    """Return the first day of the contract's period around `day`, and that of the one after."""
    months = period.months
    if months == 0:
        return day, day + datetime.timedelta(days=1)
    passed = (day.year - since.year) * 12 + day.month - since.month
    number = passed // months
    # The day of the month can lie before the contract's, or a short month shift the beginning.
    if begins(since, period, number) > day:
        number -= 1
    return begins(since, period, number), begins(since, period, number + 1)
