"""Graduated charges: figures worked by hand, and what must hold for any quantity."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from builders.steps_by_hand import wrong_steps
from hypothesis import given
from hypothesis import strategies as st

from engine.law import Shelf
from engine.tariff import Event, Rating, TariffDocument, Usage, rate

LIST = Shelf(Path(__file__).parents[2] / "tariffs").get("demo/price-list", TariffDocument)
DAY = datetime.date(2026, 3, 2)
CALLS = st.integers(min_value=0, max_value=8_000_000)

# The price of the n-th call of a month in hundredths of a fen, as the list is published.
PRICES = [(1_000_000, 2298), (5_000_000, 2000), (None, 1500)]


def rated(usage: Usage) -> Rating:
    version = LIST.in_force(DAY)
    assert version is not None
    return rate(LIST, version, [usage], {})


def amount(calls: int, prior: int = 0) -> Decimal:
    usage = Usage("verification-call", DAY, quantity=Decimal(calls), prior=Decimal(prior))
    result = rated(usage)
    assert result.total is not None
    assert [*wrong_steps(result.total)] == []
    return result.total.number


def by_hand(calls: int, prior: int) -> Decimal:
    """Return what the month has come to, less what was charged before, each rounded to the fen."""
    return month_by_hand(prior + calls) - month_by_hand(prior)


def month_by_hand(calls: int) -> Decimal:
    """Return a month's amount by going through its calls run by run, in hundredths of a fen."""
    hundredths, position = 0, 0
    while position < calls:
        edge, price = next((e, p) for e, p in PRICES if e is None or position < e)
        run = (calls if edge is None else min(edge, calls)) - position
        hundredths += run * price
        position += run
    # Half up to the fen; there is nothing below a hundredth of a fen.
    return Decimal((hundredths + 50) // 100) / 100


@pytest.mark.parametrize(
    ("calls", "expected"),
    [
        (0, "0.00"),
        (1, "0.23"),
        # The edge belongs to the band that it closes.
        (1_000_000, "229800.00"),
        (1_000_001, "229800.20"),
        (5_000_000, "1029800.00"),
        (5_000_001, "1029800.15"),
        # 229,800 + 800,000 + 150,000
        (6_000_000, "1179800.00"),
    ],
)
def test_published_figures(calls: int, expected: str) -> None:
    assert amount(calls) == Decimal(expected)


@given(calls=CALLS, prior=CALLS)
def test_agrees_with_going_through_the_calls(calls: int, prior: int) -> None:
    assert amount(calls, prior) == by_hand(calls, prior)


@given(calls=CALLS, more=st.integers(min_value=1, max_value=1_000_000), prior=CALLS)
def test_more_calls_never_cost_less(calls: int, more: int, prior: int) -> None:
    assert amount(calls + more, prior) >= amount(calls, prior)


@given(calls=st.lists(st.integers(min_value=0, max_value=3_000_000), min_size=1, max_size=5))
def test_a_period_in_parts_costs_what_it_costs_whole(calls: list[int]) -> None:
    # To the fen: it is the month's running total that is rounded, not each part.
    before = [sum(calls[:position]) for position in range(len(calls))]
    in_parts = sum((amount(n, prior) for n, prior in zip(calls, before, strict=True)), Decimal(0))
    assert in_parts == amount(sum(calls))


def test_events_accumulate_within_the_calendar_month_only() -> None:
    days = [datetime.date(2026, 3, 5), datetime.date(2026, 3, 31), datetime.date(2026, 4, 1)]
    events = tuple(Event(day, quantity=Decimal(600_000)) for day in days)
    usage = Usage("verification-call", DAY, events=events, keys={"customer": "A", "scenario": "s"})
    result = rated(usage)
    assert result.total is not None
    # March: 1,000,000 at 0.2298 and 200,000 at 0.2000; April begins anew with 600,000 at 0.2298.
    assert result.total.number == Decimal("229800.00") + Decimal("40000.00") + Decimal("137880.00")
    assert [*wrong_steps(result.total)] == []


def test_history_of_the_month_fills_the_lower_bands() -> None:
    keys = {"customer": "A", "scenario": "s"}
    before = (Event(datetime.date(2026, 3, 1), quantity=Decimal(1_000_000)),)
    now = (Event(datetime.date(2026, 3, 9), quantity=Decimal(10)),)
    result = rated(Usage("verification-call", DAY, events=now, history=before, keys=keys))
    assert result.total is not None
    assert result.total.number == Decimal("2.00")


def test_another_customer_or_scenario_has_bands_of_its_own() -> None:
    version = LIST.in_force(DAY)
    assert version is not None
    usages = [
        Usage(
            "verification-call",
            DAY,
            quantity=Decimal(1_000_000),
            keys={"customer": customer, "scenario": scenario},
            path=("lines", position),
        )
        for position, (customer, scenario) in enumerate([("A", "s"), ("B", "s"), ("A", "t")])
    ]
    result = rate(LIST, version, usages, {})
    assert result.total is not None
    assert result.total.number == 3 * Decimal("229800.00")


def test_unit_price_is_named_only_where_there_is_one() -> None:
    (one,) = rated(Usage("verification-call", DAY, quantity=Decimal(10))).lines
    (several,) = rated(Usage("verification-call", DAY, quantity=Decimal(2_000_000))).lines
    assert one.unit_price == Decimal("0.2298")
    assert several.unit_price is None
