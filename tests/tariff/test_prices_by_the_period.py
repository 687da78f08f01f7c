"""Prices and quotas of a month, a quarter, a half-year or a year, of the calendar or of a contract."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from builders.tariffs import DAY, READ, amount, rated, tariff

from engine.explain import standing_of
from engine.law import Evidence, Faults
from engine.tariff import Event, Span, Usage

# --- prices by the period


@pytest.mark.parametrize(
    ("period", "rule", "first", "last", "expected"),
    [
        # 17 of 31 days of January and the whole of February: 100 × 17 / 31 + 100 = 154.838…
        ("month", "by_day", (2026, 1, 15), (2026, 2, 28), "154.84"),
        ("month", "started_whole", (2026, 1, 15), (2026, 2, 28), "200.00"),
        ("month", "by_day", (2026, 3, 1), (2026, 5, 31), "300.00"),
        # 2028 is a leap year: 100 × 60 / 366 = 16.393…
        ("year", "by_day", (2028, 1, 1), (2028, 2, 29), "16.39"),
        ("day", "by_day", (2026, 3, 1), (2026, 3, 7), "700.00"),
    ],
)
def test_a_price_for_a_period_is_prorated_as_declared(
    tmp_path: Path,
    period: str,
    rule: str,
    first: tuple[int, int, int],
    last: tuple[int, int, int],
    expected: str,
) -> None:
    charge = f'charge: {{model: per_period, price: "100", period: {period}, proration: {rule}}}'
    document = tariff(tmp_path, charge)
    span = Span(datetime.date(*first), datetime.date(*last))
    assert amount(document, span=span) == expected


@pytest.mark.parametrize(("rule", "half"), [("by_day", "50.00"), ("started_whole", "100.00")])
def test_proration_is_rested_on_only_for_part_of_a_period(
    tmp_path: Path, rule: str, half: str
) -> None:
    rule = READ.replace("RULE", rule)
    charge = f'charge: {{model: per_period, price: "100", period: month, proration: {rule}}}'
    document = tariff(tmp_path, charge)
    whole = rated(document, span=Span(datetime.date(2026, 2, 1), datetime.date(2026, 2, 28))).total
    part = rated(document, span=Span(datetime.date(2026, 2, 1), datetime.date(2026, 2, 14))).total
    assert whole is not None and part is not None
    assert (str(whole.number), standing_of(whole).evidence) == ("100.00", Evidence.TEXT)
    assert (str(part.number), standing_of(part).evidence) == (half, Evidence.ASSUMPTION)


@pytest.mark.parametrize(
    ("first", "expected"), [("2026-02-15", "100.00"), ("2026-02-14", "200.00")]
)
def test_a_started_month_of_the_contract_counts_whole_from_its_first_day(
    tmp_path: Path, first: str, expected: str
) -> None:
    """Of a contract from 15 January: to 14 March is its second month, and a day of the first."""
    charge = 'charge: {model: per_period, price: "100", period: month, proration: started_whole, runs: contract}'
    days = (datetime.date.fromisoformat(day) for day in (first, "2026-03-14"))
    span = Span(*days, since=datetime.date(2026, 1, 15))
    assert amount(tariff(tmp_path, charge), span=span) == expected


def test_days_and_quantities_are_asked_for_where_they_count(tmp_path: Path) -> None:
    document = tariff(
        tmp_path, 'charge: {model: per_period, price: "100", period: month, proration: by_day}'
    )
    with pytest.raises(Faults) as raised:
        rated(document, quantity=Decimal(1))
    assert {fault.key for fault in raised.value.faults} == {
        "tariff.only_a_span",
        "tariff.span_needed",
    }


# --- quarters, half-years, and the years of a contract

QUOTA = """\
charge:
  model: per_unit
  price: "1"
  accumulate: {key: [customer], period: month}
free_quota: {units: "10", key: [customer], within: {period: PERIOD, runs: RUNS}}"""


@pytest.mark.parametrize(
    ("period", "runs", "days", "expected"),
    [
        # 6 units on each day; 10 free in each quarter, half-year, or year.
        ("quarter", "calendar", ("2026-03-31", "2026-04-01"), "0.00"),
        ("quarter", "calendar", ("2026-04-01", "2026-06-30"), "2.00"),
        ("half_year", "calendar", ("2026-03-31", "2026-06-30"), "2.00"),
        ("half_year", "calendar", ("2026-06-30", "2026-07-01"), "0.00"),
        # The contract runs from 2025-07-15: its years begin on that day, its quarters on the 15th
        # of January, April, July and October.
        ("year", "contract", ("2026-01-01", "2026-07-14"), "2.00"),
        ("year", "contract", ("2026-07-14", "2026-07-15"), "0.00"),
        ("quarter", "contract", ("2026-03-31", "2026-04-14"), "2.00"),
        ("quarter", "contract", ("2026-04-14", "2026-04-15"), "0.00"),
    ],
)
def test_a_quota_of_a_quarter_or_of_a_contract(
    tmp_path: Path, period: str, runs: str, days: tuple[str, ...], expected: str
) -> None:
    document = tariff(tmp_path, QUOTA.replace("PERIOD", period).replace("RUNS", runs))
    events = tuple(
        Event(datetime.date.fromisoformat(day), {"customer": "A"}, Decimal(6)) for day in days
    )
    since = datetime.date(2025, 7, 15)
    assert amount(document, events=events, keys={"customer": "A"}, since=since) == expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [("02-27", "02-28", "2.00"), ("02-28", "03-01", "0.00"), ("03-01", "03-30", "2.00")],
)
def test_a_contract_that_begins_on_the_last_day_of_a_month(
    tmp_path: Path, first: str, second: str, expected: str
) -> None:
    """From 31 January: its second month begins on 1 March, as February has no 31st."""
    document = tariff(tmp_path, QUOTA.replace("PERIOD", "month").replace("RUNS", "contract"))
    events = tuple(
        Event(datetime.date.fromisoformat(f"2026-{day}"), {"customer": "A"}, Decimal(6))
        for day in (first, second)
    )
    since = datetime.date(2026, 1, 31)
    assert amount(document, events=events, keys={"customer": "A"}, since=since) == expected


def test_the_first_day_of_the_contract_is_asked(tmp_path: Path) -> None:
    document = tariff(tmp_path, QUOTA.replace("PERIOD", "year").replace("RUNS", "contract"))
    found = rated(document, quantity=Decimal(6), keys={"customer": "A"})
    assert [(one.id, one.kind) for one in found.missing] == [("since", "date")]


YEARLY = """\
charge: {model: per_period, price: "100000", period: PERIOD, proration: by_day, runs: RUNS}"""


@pytest.mark.parametrize(
    ("period", "runs", "first", "last", "expected"),
    [
        ("year", "contract", "2026-07-01", "2027-06-30", "100000.00"),
        ("year", "contract", "2027-07-01", "2028-06-30", "100000.00"),  # 366 days
        ("year", "calendar", "2026-07-01", "2027-06-30", "100000.00"),  # 184/365 + 181/365
        ("quarter", "calendar", "2026-01-01", "2026-06-30", "200000.00"),
        ("half_year", "calendar", "2026-01-01", "2026-06-30", "100000.00"),
        ("quarter", "calendar", "2026-02-15", "2026-03-31", "50000.00"),  # 45 of 90 days
        ("quarter", "contract", "2026-02-15", "2026-05-14", "100000.00"),
    ],
)
def test_a_basic_fee_by_the_quarter_or_the_contract_year(
    tmp_path: Path, period: str, runs: str, first: str, last: str, expected: str
) -> None:
    span = Span(datetime.date.fromisoformat(first), datetime.date.fromisoformat(last))
    document = tariff(tmp_path, YEARLY.replace("PERIOD", period).replace("RUNS", runs))
    assert amount(document, span=span) == expected


def test_a_contract_begins_on_the_day_said_with_the_days_covered_or_else_with_them() -> None:
    said, other, first = (datetime.date(2025, month, 5) for month in (1, 2, 7))
    days = Span(first, datetime.date(2025, 8, 4))
    begins = [
        Usage("product", DAY, span=span, since=since).contract_since
        for span in (replace(days, since=said), days, None)
        for since in (other, None)
    ]
    assert begins == [said, said, other, first, other, None]
