"""Periods of the calendar and of a contract, walked day by day."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.tariff.model.period import (
    Period,
    Within,
    contract_period,
    days_in,
    first_day_of,
    is_period,
    lies_within,
    period_of,
    start_of,
    stretch_of,
)

ONE = datetime.timedelta(days=1)
MONTHS = {"day": 0, "month": 1, "quarter": 3, "half_year": 6, "year": 12}
ENDING = st.sampled_from([Period(name) for name in MONTHS])
SINCE = st.dates(datetime.date(2023, 1, 1), datetime.date(2025, 12, 31)) | st.sampled_from(
    [datetime.date(2024, 2, 29), datetime.date(2023, 8, 31), datetime.date(2023, 11, 30)]
)


def walked(since: datetime.date, months: int) -> Iterator[datetime.date]:
    """First days from `since` on: each day of its number, or the first of the month after one that
    lacks it, of every so many months; of none, every day."""
    month, day = 0, since
    yield since
    while True:
        before, day = day, day + ONE
        if months == 0:
            yield day
            continue
        month += (day.month != before.month) and 1
        # The month that is due lacks the day if the next begins before it came.
        came = day.day == since.day and month and month % months == 0
        lacked = day.day == 1 and month > 1 and (month - 1) % months == 0 and before.day < since.day
        if came or lacked:
            yield day


@given(since=SINCE, period=ENDING, later=st.integers(0, 1_500))
def test_a_day_lies_in_the_period_of_the_contract_that_is_walked(
    since: datetime.date, period: Period, later: int
) -> None:
    day = since + later * ONE
    firsts = walked(since, MONTHS[period.value])
    first = next(firsts)
    following = next(firsts)
    while following <= day:
        first, following = following, next(firsts)
    written = f"{first}/{following - ONE}"
    assert period_of(day, period, since) == written == contract_period(first, following)
    assert is_period(written, period, by_contract=True)
    assert first_day_of(written) == first
    assert days_in(written) == (following - first).days


@given(
    period=ENDING,
    day=st.dates(datetime.date(1999, 1, 1), datetime.date(2101, 12, 31)),
)
def test_a_day_lies_in_the_period_of_the_calendar(period: Period, day: datetime.date) -> None:
    """From its first day to its last every day is of the same, and the days around it are not."""
    written, first = period_of(day, period), start_of(day, period)
    length = days_in(written)
    assert first <= day < first + length * ONE
    assert first_day_of(written) == first
    assert is_period(written, period, by_contract=False)
    assert {period_of(first + number * ONE, period) for number in range(length)} == {written}
    outside = {period_of(first - ONE, period), period_of(first + length * ONE, period)}
    assert written not in outside


@pytest.mark.parametrize(
    ("written", "period", "by_contract", "right"),
    [
        ("2026-07-01/2027-06-30", "year", True, True),
        ("2026-07-01/2027-06-30", "half_year", True, False),
        ("2026-02-01/2026-02-28", "month", True, True),
        ("2026-02-01/2026-03-07", "month", True, False),
        # No month of 26 days, nor of 34; no quarter, half or whole year of a month less or more.
        ("2026-03-01/2026-03-26", "month", True, False),
        ("2026-03-01/2026-04-03", "month", True, False),
        ("2026-03-01/2026-04-30", "quarter", True, False),
        ("2026-03-01/2026-06-30", "quarter", True, False),
        ("2026-03-01/2026-09-30", "half_year", True, False),
        ("2026-03-01/2027-01-31", "year", True, False),
        ("2026-03-01/2027-03-31", "year", True, False),
        ("2026-03-02/2026-03-02", "day", True, True),
        ("2026-03-02/2026-03-03", "day", True, False),
        ("2026", "year", True, False),
        ("2026-07-01/2027-06-30", "year", False, False),
        ("2026-Q5", "quarter", False, False),
        ("2026-H2", "half_year", False, True),
        ("2026-03", "day", False, False),
        ("ever", "ever", False, True),
        ("2026", "ever", False, False),
        ("", "month", True, False),
        (None, "month", False, False),
    ],
)
def test_a_period_as_it_is_written(
    written: str | None, period: str, by_contract: bool, right: bool
) -> None:
    assert is_period(written, Period(period), by_contract) is right


@pytest.mark.parametrize("written", ["2026-13", "soon", "2026-03-32", "ever"])
def test_what_is_no_period_has_no_days(written: str) -> None:
    assert first_day_of(written) is None
    with pytest.raises(ValueError, match=written):
        days_in(written)


# --- periods within others

DAYS = [datetime.date(2026, 1, 1) + number * ONE for number in range(1_200)]


def stretches(within: Within) -> list[str]:
    """The period of each of many days, of the calendar or of a contract from the 15th of March."""
    since = datetime.date(2025, 3, 15) if within.by_contract else None
    return [period_of(day, within.period, since) for day in DAYS]


def test_each_period_lies_in_one_of_another() -> None:
    """Or in several: a month of a contract in two months of the calendar."""
    by_contract = {"runs": {"rule": "contract"}}
    every = [Within.model_validate({"period": period}) for period in Period]
    every += [Within.model_validate({"period": name, **by_contract}) for name in MONTHS]
    for one, other in product(every, every):
        around: dict[str, set[str]] = {}
        for inner, outer in zip(stretches(one), stretches(other), strict=True):
            around.setdefault(inner, set()).add(outer)
        assert one.lies_in(other) is all(len(each) == 1 for each in around.values())


@given(
    periods=st.tuples(ENDING, ENDING),
    contracts=st.tuples(st.none() | SINCE, st.none() | SINCE),
    day=st.dates(datetime.date(2026, 1, 1), datetime.date(2028, 12, 31)),
    later=st.integers(-40, 40),
)
def test_a_period_lies_within_another_if_all_its_days_do(
    periods: tuple[Period, Period],
    contracts: tuple[datetime.date | None, datetime.date | None],
    day: datetime.date,
    later: int,
) -> None:
    def written(place: int, on: datetime.date) -> str:
        return period_of(on, periods[place], contracts[place])

    inner, outer = written(0, day), written(1, day + later * ONE)
    days = [day + number * ONE for number in range(-400, 401)]
    ours = {each for each in days if written(0, each) == inner}
    theirs = {each for each in days if written(1, each) == outer}
    assert lies_within(inner, outer) is (ours <= theirs)
    assert lies_within(inner, "ever") is True
    assert lies_within("ever", outer) is lies_within("soon", outer) is False
    assert stretch_of(inner) == (min(ours), max(ours))


@pytest.mark.parametrize(
    ("written", "first"),
    [("9999", "9999-01-01"), ("9999-H2", "9999-07-01"), ("9999-Q4", "9999-10-01"),
     ("9999-12", "9999-12-01"), ("9999-12-31", "9999-12-31")],
)  # fmt: skip
def test_the_last_periods_end_with_the_calendar(written: str, first: str) -> None:
    assert stretch_of(written) == (datetime.date.fromisoformat(first), datetime.date.max)


@pytest.mark.parametrize("written", ["2026-Q0", "2026-H3", "2026-7", "26-07", "2026-07-1", ""])
def test_what_is_no_period_has_no_stretch(written: str) -> None:
    assert stretch_of(written) is None
    assert lies_within(written, "2026") is False
