"""Charge models beyond the published cases: worked by hand, each with its declared readings."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from builders.steps_by_hand import wrong_steps
from builders.tariffs import tariff
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.explain import standing_of
from engine.law import Evidence, Faults
from engine.money import to_micro
from engine.tariff import (
    Event,
    Position,
    Rating,
    Span,
    TariffDocument,
    Usage,
    position_findings,
    rate,
)
from engine.tariff.columns.reader import Columns, rate_many

DAY = datetime.date(2026, 3, 2)
MONTHLY = "accumulate: {key: [customer], period: month}"


def rated(document: TariffDocument, facts: dict[str, str] | None = None, **used: Any) -> Rating:
    version = document.in_force(DAY)
    assert version is not None
    rating = rate(document, version, [Usage("product", DAY, **used)], facts or {"kind": "a"})
    if rating.total is not None:
        assert [*wrong_steps(rating.total)] == []
    return rating


def amount(document: TariffDocument, facts: dict[str, str] | None = None, **used: Any) -> str:
    total = rated(document, facts, **used).total
    assert total is not None
    return str(total.number)


# --- edges and zero

BANDS = '[{above: "0", up_to: "10", price: "5", entry_fee: "2"}, {above: "10", price: "4", entry_fee: "3"}]'
READ = "{rule: RULE, cites: [{instrument: 口径, evidence: assumption, applies: assumed}]}"


@pytest.mark.parametrize(
    ("model", "edges", "expected"),
    [
        # At 10 of 10: in the lower band 10 × 5 + 2; in the upper its fee is due too, or its price.
        ("graduated", "in_lower_band", "52.00"),
        ("graduated", "in_upper_band", "55.00"),
        ("volume", "in_lower_band", "52.00"),
        ("volume", "in_upper_band", "43.00"),
    ],
)
def test_an_edge_belongs_where_the_document_says(
    tmp_path: Path, model: str, edges: str, expected: str
) -> None:
    falls = ", totals_fall: {reason: {zh: 规定如此, en: so ruled}}" if model == "volume" else ""
    edge = READ.replace("RULE", edges)
    charge = f"charge: {{model: {model}, {MONTHLY}, edges: {edge}, at_zero: nothing, bands: {BANDS}{falls}}}"
    document = tariff(tmp_path, charge)
    at_edge = rated(document, quantity=Decimal(10)).total
    inside = rated(document, quantity=Decimal(9)).total
    assert at_edge is not None and inside is not None
    assert at_edge.number == Decimal(expected)
    # How the edge is read is rested on at the edge only: 9 × 5 + 2 stands without it.
    assert inside.number == Decimal("47.00")
    assert standing_of(at_edge).evidence is Evidence.ASSUMPTION
    assert standing_of(inside).evidence is Evidence.TEXT


def test_an_edge_without_fee_makes_no_difference_and_is_not_rested_on(tmp_path: Path) -> None:
    bands = BANDS.replace(', entry_fee: "3"', "")
    edge = READ.replace("RULE", "in_upper_band")
    document = tariff(
        tmp_path,
        f"charge: {{model: graduated, {MONTHLY}, edges: {edge}, at_zero: nothing, bands: {bands}}}",
    )
    total = rated(document, quantity=Decimal(10)).total
    assert total is not None
    assert (total.number, standing_of(total).evidence) == (Decimal("52.00"), Evidence.TEXT)


@pytest.mark.parametrize(("rule", "expected"), [("nothing", "0.00"), ("charged", "2.00")])
def test_zero_costs_what_the_document_says(tmp_path: Path, rule: str, expected: str) -> None:
    zero = READ.replace("RULE", rule)
    document = tariff(
        tmp_path,
        f"charge: {{model: graduated, {MONTHLY}, edges: in_lower_band, at_zero: {zero}, bands: {BANDS}}}",
    )
    none = rated(document, quantity=Decimal(0)).total
    some = rated(document, quantity=Decimal(1)).total
    assert none is not None and some is not None
    assert (str(none.number), str(some.number)) == (expected, "7.00")
    assert standing_of(none).evidence is Evidence.ASSUMPTION
    assert standing_of(some).evidence is Evidence.TEXT


def test_what_is_due_without_use_is_due_once(tmp_path: Path) -> None:
    document = tariff(
        tmp_path, f'charge: {{model: flat, price: "100", {MONTHLY}, at_zero: charged}}'
    )
    assert amount(document, quantity=Decimal(0)) == "100.00"
    assert amount(document, quantity=Decimal(5), prior=Decimal(0)) == "0.00"


@settings(max_examples=30, deadline=None)
@given(quantity=st.decimals(min_value=0, max_value=30, places=2))
def test_a_fraction_falls_in_exactly_one_band(
    quantity: Decimal, tmp_path_factory: pytest.TempPathFactory
) -> None:
    document = tariff(
        tmp_path_factory.mktemp("shelf"),
        f"charge: {{model: graduated, {MONTHLY}, edges: in_lower_band, at_zero: nothing, bands: {BANDS}}}",
        unit="hour",
    )
    inside, beyond = min(quantity, Decimal(10)), max(quantity - 10, Decimal(0))
    fees = (2 if quantity > 0 else 0) + (3 if quantity > 10 else 0)
    assert Decimal(amount(document, quantity=quantity)) == inside * 5 + beyond * 4 + fees


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


def test_proration_is_rested_on_only_for_part_of_a_period(tmp_path: Path) -> None:
    rule = READ.replace("RULE", "by_day")
    charge = f'charge: {{model: per_period, price: "100", period: month, proration: {rule}}}'
    document = tariff(tmp_path, charge)
    whole = rated(document, span=Span(datetime.date(2026, 2, 1), datetime.date(2026, 2, 28))).total
    part = rated(document, span=Span(datetime.date(2026, 2, 1), datetime.date(2026, 2, 14))).total
    assert whole is not None and part is not None
    assert (str(whole.number), standing_of(whole).evidence) == ("100.00", Evidence.TEXT)
    assert (str(part.number), standing_of(part).evidence) == ("50.00", Evidence.ASSUMPTION)


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


# --- limits, discounts, floats

DISCOUNTS = """\
discounts:
  - {for: first, component: fee, percent: "20"}
  - {for: both, component: fee, percent: "10"}
stacking: RULE
"""


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        # 100 × 0.8 × 0.9; 100 × (1 − 0.3); 100 × 0.8
        ("one_after_another", "72.00"),
        ("added", "70.00"),
        ("largest", "80.00"),
    ],
)
def test_discounts_work_together_as_declared(tmp_path: Path, rule: str, expected: str) -> None:
    charge = 'charge: {model: per_unit, price: "10"}'
    document = tariff(tmp_path, charge, DISCOUNTS.replace("RULE", f"{{rule: {rule}}}"))
    assert amount(document, quantity=Decimal(10)) == expected
    assert amount(document, {"kind": "b"}, quantity=Decimal(10)) == "90.00"


@pytest.mark.parametrize(
    ("apply", "expected"),
    [
        # 30 × 10 = 300 less 20 per cent; the most is 250: 240 after, 250 × 0.8 = 200 before.
        ("after_discounts", "240.00"),
        ("before_discounts", "200.00"),
    ],
)
def test_a_maximum_stands_before_or_after_discounts(
    tmp_path: Path, apply: str, expected: str
) -> None:
    component = (
        f'charge: {{model: per_unit, price: "10", {MONTHLY}}}\n'
        f'limits: {{maximum: "250", apply: {apply}, at_zero: nothing}}'
    )
    discount = 'discounts: [{for: first, component: fee, percent: "20"}]'
    document = tariff(tmp_path, component, discount)
    assert amount(document, quantity=Decimal(30)) == expected


def test_a_minimum_is_of_the_period(tmp_path: Path) -> None:
    document = tariff(
        tmp_path,
        f'charge: {{model: per_unit, price: "10", {MONTHLY}}}\n'
        'limits: {minimum: "100", apply: after_discounts, at_zero: nothing}',
    )
    # 3 units: 30, at least 100; with 9 more 120, of which 100 were charged.
    assert amount(document, quantity=Decimal(0)) == "0.00"
    assert amount(document, quantity=Decimal(3)) == "100.00"
    assert amount(document, quantity=Decimal(9), prior=Decimal(3)) == "20.00"


FLOATED = 'charge: {model: per_unit, price: "10"}\nfloat: band'


@pytest.mark.parametrize(
    ("chosen", "expected"), [("0", "100.00"), ("20", "120.00"), ("-30", "70.00"), ("2.5", "102.50")]
)
def test_a_base_price_floats_within_its_bounds(tmp_path: Path, chosen: str, expected: str) -> None:
    document = tariff(tmp_path, FLOATED)
    assert amount(document, {"band": chosen}, quantity=Decimal(10)) == expected


@pytest.mark.parametrize("chosen", ["20.01", "-30.01", "100"])
def test_a_float_out_of_bounds_is_refused_and_not_cut(tmp_path: Path, chosen: str) -> None:
    document = tariff(tmp_path, FLOATED)
    with pytest.raises(Faults) as raised:
        rated(document, {"band": chosen}, quantity=Decimal(10))
    (fault,) = raised.value.faults
    assert (fault.place, fault.key) == ("facts.band", "tariff.float_out_of_bounds")


def test_a_float_not_chosen_is_asked_for(tmp_path: Path) -> None:
    rating = rated(tariff(tmp_path, FLOATED), {"kind": "a"}, quantity=Decimal(10))
    assert rating.total is None
    assert [missing.id for missing in rating.missing] == ["band"]


def test_a_quota_is_taken_before_blocks_begin(tmp_path: Path) -> None:
    document = tariff(
        tmp_path,
        f'charge: {{model: package, size: "100", price: "5", {MONTHLY}}}\n'
        'free_quota: {units: "50", key: [customer], within: {period: month}}',
    )
    # 50 free; 51 begins the first block, 150 fills it, 151 begins the second.
    expected = {50: "0.00", 51: "5.00", 150: "5.00", 151: "10.00"}
    assert {n: amount(document, quantity=Decimal(n)) for n in expected} == expected
    assert amount(document, quantity=Decimal(100), prior=Decimal(51)) == "5.00"


# --- a price that goes on rising, and bands of blocks

LADDER = """\
model: graduated
accumulate: {key: [customer], period: month}
edges: in_lower_band
at_zero: nothing
bands:
  - {above: "0", up_to: "10", price: "0"}
  - {above: "10", up_to: "30", price: "100"}
then: {every: "10", adds: "100"}"""
"""政府信息公开信息处理费: up to 10 in a month free, 11 to 30 100 each, then each ten 100 dearer."""


MOST = 'largest_quantity: "200000"'
"""A price that rises without end outgrows any number of digits."""


def charged(written: str) -> str:
    lines = written.splitlines()
    return "\n".join(["charge:", *(f"  {line}" for line in lines)])


@pytest.mark.parametrize(
    ("requests", "expected"),
    [
        ("10", "0.00"),
        ("30", "2000.00"),  # 20 × 100
        ("31", "2200.00"),
        ("45", "5500.00"),  # 2,000 + 10 × 200 + 5 × 300
        ("70", "16000.00"),  # 2,000 + 10 × (200 + 300 + 400 + 500)
        ("75", "19000.00"),  # 5 more at 600
        ("131", "68200.00"),  # 2,000 + 10 × (200 + 300 + … + 1,100) + 1,200
    ],
)
def test_a_ladder_goes_on_without_end(tmp_path: Path, requests: str, expected: str) -> None:
    assert amount(tariff(tmp_path, charged(LADDER), MOST), quantity=Decimal(requests)) == expected


@pytest.mark.parametrize(
    ("edges", "units", "expected"),
    [
        # All units at the price of the step reached: 100 up to 30, then 200 up to 40, 300 up to 50.
        ("in_lower_band", "30", "3000.00"),
        ("in_lower_band", "31", "6200.00"),
        ("in_lower_band", "40", "8000.00"),
        ("in_lower_band", "41", "12300.00"),
        # An edge belongs to the step that begins there.
        ("in_upper_band", "29", "2900.00"),
        ("in_upper_band", "30", "6000.00"),
        ("in_upper_band", "40", "12000.00"),
    ],
)
def test_a_ladder_of_all_units(tmp_path: Path, edges: str, units: str, expected: str) -> None:
    written = LADDER.replace("graduated", "volume").replace("in_lower_band", edges)
    assert amount(tariff(tmp_path, charged(written), MOST), quantity=Decimal(units)) == expected


BLOCKS = """\
model: MODEL
accumulate: {key: [customer], period: month}
edges: in_lower_band
at_zero: nothing
bands:
  - {above: "0", up_to: "1000", price: "3", size: "100"}
  - {above: "1000", up_to: "1500", price: "0.02"}
  - {above: "1500", price: "8", size: "500"}"""


@pytest.mark.parametrize(
    ("model", "units", "expected"),
    [
        ("graduated", "1", "3.00"),
        ("graduated", "101", "6.00"),
        ("graduated", "1000", "30.00"),
        ("graduated", "1001", "30.02"),
        ("graduated", "1500", "40.00"),  # 30 + 500 × 0.02
        ("graduated", "1501", "48.00"),
        ("graduated", "2001", "56.00"),
        # All units at the price of the band reached: 1,501 / 500 = 3.002, so 4 × 8; 2,001 / 500 = 4.002, so 5 × 8.
        ("volume", "1000", "30.00"),
        ("volume", "1001", "20.02"),
        ("volume", "1501", "32.00"),
        ("volume", "2001", "40.00"),
    ],
)
def test_bands_of_blocks_of_their_own_size(
    tmp_path: Path, model: str, units: str, expected: str
) -> None:
    written = BLOCKS.replace("MODEL", model)
    if model == "volume":
        written += "\ntotals_fall: {reason: {zh: 规定如此, en: so ruled}}"
    assert amount(tariff(tmp_path, charged(written)), quantity=Decimal(units)) == expected


# --- numbers converted before they are priced

MINUTES = """\
per:
  - unit: hour
    converted: {from: call, divide_by: "60", rounding: {to: "UNIT", mode: MODE}, rounded: OF}
charge:
  model: per_unit
  price: "0.30"
  accumulate: {key: [customer], period: month}"""
"""Whatever the units are called: 60 of what is asked for are one of what is priced."""


@pytest.mark.parametrize(
    ("unit", "mode", "of", "seconds", "expected"),
    [
        # 61, 60 and 10 seconds: 2 + 1 + 1 started minutes, or 131 seconds together: 3.
        ("1", "up", "each_use", ("61", "60", "10"), "1.20"),
        ("1", "up", "total", ("61", "60", "10"), "0.90"),
        ("1", "down", "total", ("61", "60", "10"), "0.60"),
        ("1", "half_up", "each_use", ("30", "89"), "0.60"),  # 1 + 1
        ("0.1", "up", "total", ("61",), "0.33"),  # 1.0166… → 1.1
    ],
)
def test_seconds_are_priced_by_the_minute(
    tmp_path: Path, unit: str, mode: str, of: str, seconds: tuple[str, ...], expected: str
) -> None:
    written = MINUTES.replace("UNIT", unit).replace("MODE", mode).replace("OF", of)
    events = tuple(Event(DAY, {"customer": "A"}, Decimal(each)) for each in seconds)
    document = tariff(tmp_path, written)
    assert amount(document, events=events, keys={"customer": "A"}) == expected


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


# --- limits of each use

PAGES = """\
charge: {model: per_unit, price: "0.10"}
limits: {maximum: "3.00", MINIMUMeach_use: true, apply: after_discounts, at_zero: nothing}"""


def test_a_cap_of_each_document(tmp_path: Path) -> None:
    """0.10 a page, at most 3.00 a document: 45, 10 and 31 pages are 3.00 + 1.00 + 3.00."""
    document = tariff(tmp_path, PAGES.replace("MINIMUM", ""))
    events = tuple(Event(DAY, {}, Decimal(pages)) for pages in (45, 10, 31))
    assert amount(document, events=events) == "7.00"
    assert amount(document, quantity=Decimal(45)) == "3.00"
    assert amount(document, quantity=Decimal(10), prior=Decimal(45)) == "1.00"


def test_a_least_amount_of_each_document(tmp_path: Path) -> None:
    document = tariff(tmp_path, PAGES.replace("MINIMUM", 'minimum: "0.50", '))
    events = tuple(Event(DAY, {}, Decimal(pages)) for pages in (1, 4, 10))
    assert amount(document, events=events) == "2.00"  # 0.50 + 0.50 + 1.00


# --- one price for several numbers

PACKAGE = """\
per: [call, hour]
charge:
  model: capacity
  accumulate: {key: [customer], period: month}
  edges: EDGES
  at_zero: nothing
  tiers:
    - {up_to: {call: "1000", hour: "10"}, price: "100"}
    - {up_to: {call: "5000", hour: "20"}, price: "300"}
    - {price: "900"}"""


@pytest.mark.parametrize(
    ("edges", "calls", "hours", "expected"),
    [
        ("in_lower_band", "1000", "10", "100.00"),
        ("in_lower_band", "1000", "10.01", "300.00"),
        ("in_lower_band", "1", "20.01", "900.00"),
        ("in_upper_band", "1000", "1", "300.00"),
        ("in_lower_band", "0", "0", "0.00"),
    ],
)
def test_a_package_is_chosen_by_all_its_numbers(
    tmp_path: Path, edges: str, calls: str, hours: str, expected: str
) -> None:
    document = tariff(tmp_path, PACKAGE.replace("EDGES", edges))
    counts = {"call": Decimal(calls), "hour": Decimal(hours)}
    assert amount(document, counts=counts) == expected
    columns = Columns(
        counts={
            "call": np.array([int(calls)]),
            "hour": np.array([int(Decimal(hours) * 100)]),
        }
    )
    version = document.in_force(DAY)
    assert version is not None
    found = rate_many(document, version, "product", columns)
    assert found.total.tolist() == [to_micro(Decimal(expected))]


def test_a_larger_package_costs_what_it_adds(tmp_path: Path) -> None:
    """800 calls were in the first package, 100.00; with 300 more the second is due: 300.00."""
    document = tariff(tmp_path, PACKAGE.replace("EDGES", "in_lower_band"))
    version = document.in_force(DAY)
    assert version is not None
    position = Position(
        "product", "fee", {}, "2026-03", {"call": Decimal(800), "hour": Decimal(2)}, None, None
    )
    usage = Usage("product", DAY, counts={"call": Decimal(300), "hour": Decimal(0)})
    assert [*position_findings(version, [usage], [position])] == []
    found = rate(document, version, [usage], {"kind": "a"}, None, [position]).total
    assert found is not None
    assert str(found.number) == "200.00"
    assert [*wrong_steps(found)] == []
