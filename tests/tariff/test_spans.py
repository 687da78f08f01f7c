"""Prices by the period over whole columns: the exact reader, and fractions reckoned here."""

from __future__ import annotations

import datetime
from decimal import Decimal
from fractions import Fraction
from itertools import count
from math import floor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from builders.proof import rounds, tried
from builders.tariffs import tariff
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.law import Faults
from engine.money import to_micro
from engine.tariff import Runs, TariffDocument, Usage, rate
from engine.tariff.columns.reader import Columns, rate_many
from engine.tariff.columns.spans import Spans
from engine.tariff.usage.usage import Span

DAY = datetime.date(2026, 1, 1)
MONTHS = {"day": 0, "month": 1, "quarter": 3, "half_year": 6, "year": 12}
ONE = datetime.timedelta(days=1)


def written(folder: Path, asked: dict[str, Any]) -> TariffDocument:
    """A price by the period, of each call where `seats`; 15 % off for the first class."""
    lines = ["per: [call]"] if asked.get("seats") else []
    lines += [
        "charge:",
        "  model: per_period",
        f'  price: "{asked["price"]}"',
        f"  period: {asked['period']}",
        f"  proration: {asked['proration']}",
    ]
    if asked.get("runs"):
        lines.append(f"  runs: {asked['runs']}")
    less = 'discounts: [{for: first, component: fee, percent: "15"}]'
    return tariff(folder, "\n".join(lines), less)


def days_of(spans: list[Span]) -> Spans:
    columns = [[one.first for one in spans], [one.last for one in spans]]
    first, last = (np.array(days, dtype="M8[D]") for days in columns)
    since = np.array([one.since or one.first for one in spans], dtype="M8[D]")
    return Spans(first, last, spans[0].runs, since)


def periods(months: int, start: datetime.date) -> Any:
    """First days of periods from `start` on; where a month lacks the day, that after its last."""
    for number in count():
        if months == 0:
            yield start + number * ONE
            continue
        month = start.month - 1 + number * months
        year, month = start.year + month // 12, month % 12 + 1
        first = datetime.date(year, month, 1)
        while first.day < start.day and first.month == month:
            first += ONE
        yield first


def by_hand(asked: dict[str, Any], span: Span, seats: int, kind: str) -> Decimal:
    """What a span costs: each period that it touches, whole or by its days; cut at half a fen."""
    months = MONTHS[asked["period"]]
    start = datetime.date(span.first.year, 1, 1)
    if (asked["runs"] or span.runs) == "contract":
        start = span.since or span.first
    covered = Fraction(0)
    begins = periods(months, start)
    first = next(begins)
    while first <= span.last:
        following = next(begins)
        days = (min(following, span.last + ONE) - max(first, span.first)).days
        if days > 0:
            whole = asked["proration"] == "started_whole"
            covered += 1 if whole else Fraction(days, (following - first).days)
        first = following
    off = Fraction(85, 100) if kind == "a" else Fraction(1)
    amount = Fraction(asked["price"]) * covered * seats * off
    return Decimal(floor(amount * 100 + Fraction(1, 2))).scaleb(-2)


def days(year: int) -> st.SearchStrategy[datetime.date]:
    """Days from a year on, those often at which periods turn."""
    turns = [datetime.date(year + more, *day) for more in (0, 2, 5)
             for day in ((1, 1), (1, 31), (2, 28), (7, 1), (8, 30), (12, 31))]  # fmt: skip
    leap = datetime.date(year + -year % 4, 2, 29)
    return st.dates(datetime.date(year, 1, 1), datetime.date(year + 6, 12, 31)) | st.sampled_from(
        [*turns, leap]
    )


@st.composite
def spans(draw: st.DrawFn, runs: Runs | None) -> Span:
    first, last = sorted((draw(days(2026)), draw(days(2026))))
    since = draw(st.none() | days(2023))
    return Span(first, last, runs, None if since is None else min(since, first))


@settings(max_examples=rounds(quick=50, full=10_000), deadline=None)
@given(data=st.data())
def test_spans_cost_what_their_days_make(data: st.DataObject) -> None:
    asked = data.draw(
        st.fixed_dictionaries({
            "price": st.integers(0, 10**7).map(lambda thousandths: Decimal(thousandths).scaleb(-3)),
            "period": st.sampled_from([*MONTHS]),
            "proration": st.sampled_from(("by_day", "started_whole")),
            "runs": st.sampled_from(("calendar", "contract", None)),
            "seats": st.booleans(),
        })
    )  # fmt: skip
    with TemporaryDirectory() as folder:
        document = written(Path(folder), asked)
    (version,) = document.versions
    runs = data.draw(st.sampled_from((*Runs, None))) if asked["runs"] is None else None
    rows = data.draw(st.lists(spans(runs), min_size=1, max_size=8))
    seats = [data.draw(st.integers(0, 30)) if asked["seats"] else 1 for _ in rows]
    kind = data.draw(st.sampled_from("ab"))
    due = [by_hand(asked, *row, kind) for row in zip(rows, seats, strict=True)]
    columns = Columns(
        counts={"call": np.array(seats)} if asked["seats"] else {},
        facts={"kind": kind},
        spans=days_of(rows),
    )
    found = rate_many(document, version, "product", columns)
    assert found.total.tolist() == [to_micro(amount) for amount in due]
    for span, many, amount in zip(rows, seats, due, strict=True):
        counts = {"call": Decimal(many)} if asked["seats"] else {}
        usage = Usage("product", DAY, counts=counts, span=span)
        total = rate(document, version, [usage], {"kind": kind}).total
        if total is not None:  # asked from when periods run, or what was paid for a started one
            assert total.number == amount
            tried("prices by the period", rows=1)


MONTHLY = {"price": "310", "period": "month", "proration": "by_day", "runs": "calendar"}


def test_a_part_of_a_month_costs_its_days(tmp_path: Path) -> None:
    """310 a month: 10 of 31 days 100.00; from 22 January to 9 March 100 + 310 + 90 = 500.00."""
    document = written(tmp_path, MONTHLY)
    (version,) = document.versions
    days = np.array(["2026-01-22", "2026-01-22"], dtype="M8[D]")
    ends = np.array(["2026-01-31", "2026-03-09"], dtype="M8[D]")
    columns = Columns(facts={"kind": "b"}, spans=Spans(days, ends))
    found = rate_many(document, version, "product", columns, by_component=True)
    assert found.total.tolist() == [100_000_000, 500_000_000]
    assert found.metered["fee"].tolist() == [100_000_000, 500_000_000]


@pytest.mark.parametrize(
    ("first", "last", "since", "place", "key"),
    [
        ("2026-02-01", "2026-01-31", None, "spans", "tariff.columns.days"),
        ("2026-02-01", "2026-02-28", "2026-02-02", "spans", "tariff.columns.days"),
        ("NaT", "2026-02-28", None, "spans", "tariff.columns.days"),
        ("2026-02-01", "NaT", None, "spans", "tariff.columns.days"),
        ("0000-12-31", "2026-02-28", None, "spans", "tariff.columns.days"),
        ("2026-02-01", "10000-01-01", None, "spans", "tariff.columns.days"),
        ("2026-02", "2026-02-28", None, "spans.first", "tariff.columns.kind"),
    ],
)
def test_days_that_are_none_are_refused(
    tmp_path: Path, first: str, last: str, since: str | None, place: str, key: str
) -> None:
    document = written(tmp_path, MONTHLY)
    (version,) = document.versions
    given_days = (np.array([day], dtype="M8") if day else None for day in (first, last, since))
    begins, ends, contract = given_days
    if first == "NaT":
        begins = np.array(["NaT"], dtype="M8[D]")
    if last == "NaT":
        ends = np.array(["NaT"], dtype="M8[D]")
    columns = Columns(facts={"kind": "b"}, spans=Spans(begins, ends, None, contract))
    with pytest.raises(Faults) as refused:
        rate_many(document, version, "product", columns)
    assert [(fault.place, fault.key) for fault in refused.value.faults] == [(place, key)]


@pytest.mark.parametrize(("first", "last"), [("2025-12-31", "2026-01-31"), ("2026-01-01", "NEXT")])
def test_days_of_other_prices_are_refused(tmp_path: Path, first: str, last: str) -> None:
    """The version is of 2026; as the exact reader, columns do not price other days by it."""
    document = written(tmp_path, MONTHLY)
    (version,) = document.versions
    ended = version.model_copy(update={"until": datetime.date(2026, 12, 31)})
    document = document.model_copy(update={"versions": (ended,)})
    ends = "2027-01-01" if last == "NEXT" else last
    days = (np.array([day], dtype="M8[D]") for day in (first, ends))
    columns = Columns(facts={"kind": "b"}, spans=Spans(*days))
    usage = Usage("product", DAY, span=Span(*map(datetime.date.fromisoformat, (first, ends))))
    with pytest.raises(Faults) as refused:
        rate_many(document, ended, "product", columns)
    assert [fault.key for fault in refused.value.faults] == ["tariff.columns.days_outside"]
    with pytest.raises(Faults):
        rate(document, ended, [usage], {"kind": "b"})


def test_what_columns_cannot_hold_is_refused(tmp_path: Path) -> None:
    document = written(tmp_path, {**MONTHLY, "price": "99999999.999", "seats": True})
    (version,) = document.versions
    first = np.array(["2026-01-02"], dtype="M8[D]")
    many = np.array([10**6])
    spans_of = Spans(first, first + np.timedelta64(30_000, "D"))
    wanted = {
        "tariff.columns.too_long": Columns(
            counts={"call": many}, facts={"kind": "b"}, spans=spans_of
        ),
        "tariff.columns.column_missing": Columns(counts={"call": many}, facts={"kind": "b"}),
    }
    for key, columns in wanted.items():
        with pytest.raises(Faults) as refused:
            rate_many(document, version, "product", columns)
        assert [fault.key for fault in refused.value.faults] == [key]


def test_parts_of_days_too_fine_for_columns_are_refused(tmp_path: Path) -> None:
    """Of 1.00 a year 10⁻¹⁶ is due: 10⁻¹⁴ fen. Days of one year are parts of 365 × 10¹⁴; of a leap
    year too, of 365 × 366 × 10¹⁴, which is beyond 2⁶³, however little is due."""
    charge = (
        'charge: {model: per_period, price: "1", period: year, proration: by_day, runs: calendar}'
    )
    less = f'discounts: [{{for: first, component: fee, percent: "99.{"9" * 14}"}}]'
    document = tariff(tmp_path, charge, less)
    (version,) = document.versions

    def columns(first: str, last: str) -> Columns:
        days = (np.array([day], dtype="M8[D]") for day in (first, last))
        return Columns(facts={"kind": "a"}, spans=Spans(*days))

    of_one = rate_many(document, version, "product", columns("2027-03-01", "2027-12-31"))
    assert of_one.total.tolist() == [0]
    with pytest.raises(Faults) as refused:
        rate_many(document, version, "product", columns("2027-03-01", "2028-03-01"))
    assert [fault.key for fault in refused.value.faults] == ["tariff.columns.too_long"]
