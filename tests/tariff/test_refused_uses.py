"""What cannot be read of a use is a fault at its place, with the value and what would be right."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from builders.tariffs import MONTHLY, tariff

from engine.law import Faults
from engine.tariff import Event, Span, Usage, prior_converted, rate
from engine.tariff.model.period import Runs
from engine.text import Text

DAY = datetime.date(2026, 3, 2)
FEE = Text(zh="服务费", en="fee")
CALL, HOUR = Text(zh="次", en="call"), Text(zh="小时", en="hour")
UNIT = 'charge: {model: per_unit, price: "1"}'
SPAN = 'charge: {model: per_period, price: "100", period: month, proration: by_day, runs: calendar}'
RUNNING = 'charge: {model: per_period, price: "100", period: month, proration: by_day}'
SEATS = f"{SPAN}\nper: [call]"
TWO = f"{UNIT}\nper: [call, hour]"
HOURS = f"{UNIT}\nper: [hour]"
STARTED = f"{UNIT}\nper: [{{unit: hour, started_whole: true, started_of: each_use}}]"
CONVERTED = (
    f"{UNIT}\nper: [{{unit: hour, converted: {{from: call, divide_by: '60', "
    "rounding: {to: '0.5', mode: up}, rounded: each_use}}]"
)
CALLS = (
    f"{UNIT}\nper: [{{unit: call, converted: {{from: hour, multiply_by: '60', "
    "rounding: {to: '10', mode: up}, rounded: each_use}}]"
)
WINDOW = (
    f"{UNIT}\nonce_per: {{key: [person], days: 3, "
    "reading: {anchor: last_charged, first_day_counts: true}}"
)
EACH = f'{UNIT}\nlimits: {{maximum: "3", each_use: true, apply: after_discounts, at_zero: nothing}}'
CAPACITY = (
    f"charge: {{model: capacity, {MONTHLY}, edges: in_lower_band, at_zero: nothing, tiers: "
    '[{up_to: {call: "2", hour: "1"}, price: "5"}, {price: "9"}]}\nper: [call, hour]'
)


def number(units: str, **more: Any) -> dict[str, Any]:
    return {"quantity": Decimal(units), **more}


def counts(**units: str) -> dict[str, Any]:
    return {"counts": {unit: Decimal(many) for unit, many in units.items()}}


def on(*days: int, quantity: str = "1") -> tuple[Event, ...]:
    return tuple(Event(datetime.date(2026, 3, day), {}, Decimal(quantity)) for day in days)


def span(first: tuple[int, int, int], last: tuple[int, int, int], **more: Any) -> dict[str, Any]:
    return {"span": Span(datetime.date(*first), datetime.date(*last), **more)}


MARCH = span((2026, 3, 1), (2026, 3, 31))
A, B = {"keys": {"customer": "A"}}, {"keys": {"customer": "B"}}
ROWS: list[tuple[str, tuple[dict[str, Any], ...], list[tuple[str, str, Any, dict[str, Any]]]]] = [
    (UNIT, ({"product": "pruduct", **number("1")},),
     [("lines[0].product", "unknown_product", "pruduct", {"allowed": "product"})]),
    # One number, and one only.
    (UNIT, ({},), [("lines[0]", "one_measure", None, {})]),
    (UNIT, (number("1", events=on(2)),), [("lines[0]", "one_measure", None, {})]),
    (UNIT, (number("1", **counts(call="1")),), [("lines[0]", "one_measure", None, {})]),
    (SPAN, (number("1", **MARCH),), [("lines[0]", "only_a_span", None, {})]),
    (SEATS, (MARCH,), [("lines[0]", "one_measure", None, {})]),
    (UNIT, (number("1", history=on(1)),), [("lines[0].history", "history_needs_events", None, {})]),
    (UNIT, ({"events": on(2), "prior": Decimal(3)},),
     [("lines[0].prior", "prior_needs_quantity", None, {})]),
    # Numbers as their unit has them.
    (UNIT, (number("-1"),), [("lines[0].quantity", "not_below_zero", None, {})]),
    (UNIT, (number("1.5"),),
     [("lines[0].quantity", "whole_units", None, {"unit": CALL, "decimals": 0})]),
    (UNIT, (number("1000000000000001"),),
     [("lines[0].quantity", "law.too_big", None, {"bound": "1,000,000,000,000,000"})]),
    # As much can be said; but of so much no price of this kind is proven.
    (UNIT, (number("1000000000000000"),),
     [("lines[0]", "beyond_largest", None,
       {"quantity": "1,000,000,000,000,000", "largest": "1,000,000,000"})]),
    (UNIT, (number("0"),), []),
    (UNIT, (number("1", prior=Decimal("0.5")),),
     [("lines[0].prior", "whole_units", None, {"unit": CALL, "decimals": 0})]),
    (UNIT, (number("1", prior=Decimal(-1)),), [("lines[0].prior", "not_below_zero", None, {})]),
    (HOURS, (counts(hour="1.25"),), []),
    (HOURS, (counts(hour="1.255"),),
     [("lines[0].counts.hour", "finer_quantity", None, {"unit": HOUR, "decimals": 2})]),
    (HOURS, (counts(hour="-1"),), [("lines[0].counts.hour", "not_below_zero", None, {})]),
    (STARTED, (counts(hour="1.255"),), []),
    (UNIT, ({"events": on(1, quantity="0.5")},),
     [("lines[0].events[0]", "whole_units", None, {"unit": CALL, "decimals": 0})]),
    (UNIT, ({"events": on(2), "history": on(1, quantity="0.5")},),
     [("lines[0].history[0]", "whole_units", None, {"unit": CALL, "decimals": 0})]),
    # Counts by their units.
    (TWO, (number("1"),), [("lines[0].quantity", "counts_needed", None, {"allowed": "call, hour"})]),
    (TWO, (counts(call="1"),),
     [("lines[0].counts", "counts_needed", None, {"allowed": "call, hour"})]),
    (TWO, (counts(call="1", hour="1", day="1"),),
     [("lines[0].counts.day", "unknown_count", "day", {"allowed": "call, hour"})]),
    (TWO, ({"events": on(2)},),
     [("lines[0].events", "events_not_countable", None, {"allowed": "call, hour"})]),
    (TWO, (counts(call="2", hour="1.5"),), []),
    (CAPACITY, ({**counts(call="1", hour="1"), "prior": Decimal(2)},),
     [("lines[0].prior", "prior_of_which_unit", Decimal(2), {"units": "call, hour"})]),
    (CONVERTED, (number("30", prior=Decimal(1)),), []),
    (CONVERTED, (number("30.5"),),
     [("lines[0].quantity", "whole_units", None, {"unit": CALL, "decimals": 0})]),
    (CALLS, (counts(hour="1.5") | {"prior": Decimal("1.5")},),
     [("lines[0].prior", "unrounded_before", Decimal("1.5"), {"unit": CALL, "to": Decimal(10)})]),
    (CALLS, (counts(hour="1.5") | {"prior": Decimal(30)},), []),
    # Of what each unit is.
    (UNIT, ({"events": on(2), "distinct": True},),
     [("lines[0].distinct", "distinct_needs_quantity", None, {})]),
    (EACH, (number("2", distinct=True),), [("lines[0].distinct", "distinct_of_each_use", None, {})]),
    (CAPACITY, ({**counts(call="1", hour="1"), "distinct": True},),
     [("lines[0].distinct", "distinct_needs_quantity", None, {})]),
    (TWO, ({**counts(call="1", hour="1"), "distinct": True},),
     [("lines[0].distinct", "distinct_of_counts", None, {})]),
    (UNIT, ({**counts(call="1"), "distinct": True},),
     [("lines[0].distinct", "distinct_needs_quantity", None, {})]),
    # Days.
    (SPAN, ({},), [("lines[0].span", "span_needed", None, {})]),
    (UNIT, (number("1", **MARCH),), [("lines[0].span", "span_not_needed", None, {})]),
    (SPAN, (span((2026, 3, 1), (2026, 3, 31), runs=Runs.CALENDAR),),
     [("lines[0].span.runs", "runs_declared", "calendar", {})]),
    (RUNNING, (span((2026, 3, 1), (2026, 3, 31), runs=Runs.CALENDAR),), []),
    (SPAN, (span((2026, 3, 2), (2026, 3, 31), since=datetime.date(2026, 3, 3)),),
     [("lines[0].span.since", "since_after", datetime.date(2026, 3, 3), {})]),
    (SPAN, (span((2026, 3, 2), (2026, 3, 31), since=datetime.date(2026, 3, 2)),), []),
    (SPAN, (span((2026, 3, 2), (2026, 3, 1)),),
     [("lines[0].span", "span_ends_before", datetime.date(2026, 3, 1), {})]),
    (SPAN, (span((2026, 3, 2), (2026, 3, 2)),), []),
    (SEATS, ({"events": on(1, 2, 9, 10), **span((2026, 3, 2), (2026, 3, 9))},),
     [(f"lines[0].events[{place}].on", "event_outside_span", datetime.date(2026, 3, day),
       {"first": datetime.date(2026, 3, 2), "last": datetime.date(2026, 3, 9)})
      for place, day in ((0, 1), (3, 10))]),
    (SPAN, ({**MARCH, **A}, {**MARCH, **B}), []),
    (SPAN, ({**MARCH, **A}, {**MARCH, **A}), [("lines[1]", "same_span_twice", "product", {})]),
    (SPAN, (span((2025, 12, 31), (2026, 3, 2)),),
     [("lines[0].span", "event_outside_version", None,
       {"first": datetime.date(2026, 1, 1), "last": "–"})]),
    (SPAN, (span((2026, 1, 1), (2026, 3, 2)),), []),
    (UNIT, (number("1", since=DAY),), []),
    (UNIT, (number("1", since=datetime.date(2026, 3, 3)),),
     [("lines[0].since", "since_after", datetime.date(2026, 3, 3), {})]),
    (UNIT, ({"events": on(5, 4), "since": datetime.date(2026, 3, 4)},), []),
    (UNIT, ({"events": on(5, 4), "history": on(3), "since": datetime.date(2026, 3, 4)},),
     [("lines[0].since", "since_after", datetime.date(2026, 3, 4), {})]),
    (SPAN, ({**span((2026, 3, 2), (2026, 3, 31)), "since": datetime.date(2026, 3, 3)},),
     [("lines[0].since", "since_after", datetime.date(2026, 3, 3), {})]),
    (SPAN, ({**span((2026, 2, 2), (2026, 3, 31)), "since": DAY},),
     [("lines[0].since", "since_after", DAY, {})]),
    # Dated requests.
    (UNIT, ({"events": on(4, 2), "history": on(1, 2, 3)},),
     [("lines[0].history[2].on", "history_after", datetime.date(2026, 3, 3),
       {"first": datetime.date(2026, 3, 2)})]),
    (UNIT, ({"events": (*on(1), Event(datetime.date(2025, 12, 31)))},),
     [("lines[0].events[1].on", "event_outside_version", datetime.date(2025, 12, 31),
       {"first": datetime.date(2026, 1, 1), "last": "–"})]),
    (WINDOW, ({"events": on(5, quantity="2"), "history": on(1, quantity="0"), "keys": {"person": "P"}},),
     [("lines[0].events[0].quantity", "event_once", Decimal(2), {}),
      ("lines[0].history[0].quantity", "event_once", Decimal(0), {})]),
    (UNIT, (number("1", prior=Decimal(2)), number("1", prior=Decimal(3))),
     [("lines[1].prior", "before_said_twice", Decimal(3), {})]),
    (UNIT, (number("1", prior=Decimal(2)), number("1")), []),
    (UNIT, (number("1", first=True), number("1", first=True)),
     [("lines[1].prior", "before_said_twice", 0, {})]),
    # A key that a rule needs, beside one that no rule knows: written wrongly.
    (WINDOW, (number("1", keys={"preson": "P"}),),
     [("lines[0].keys", "key_missing_beside", None, {"key": "person", "found": "preson"})]),
    (WINDOW, ({"events": (*on(2), Event(DAY, {"preson": "P"}))},),
     [("lines[0].events[1].keys", "key_missing_beside", None, {"key": "person", "found": "preson"})]),
    (WINDOW, (number("1", keys={"preson": "P", "person": "P"}, distinct=True),), []),
    # Corrections.
    (UNIT, (number("-1", correction="late", prior=Decimal(1)),), []),
    (UNIT, (number("1", correction="late"),),
     [("lines[0].correction", "correction_below_zero", None, {})]),
    (UNIT, (number("0", correction="late"),),
     [("lines[0].correction", "correction_below_zero", None, {})]),
    (UNIT, ({"events": on(2), "correction": "late"},),
     [("lines[0].correction", "correction_below_zero", None, {})]),
    (UNIT, (number("-1", correction="late", distinct=True, prior=Decimal(1)),),
     [("lines[0].correction", "correction_below_zero", None, {})]),
    (UNIT, (number("-0.5", correction="late", prior=Decimal(1)),),
     [("lines[0].quantity", "whole_units", None, {"unit": CALL, "decimals": 0})]),
    (TWO, ({**counts(call="-1", hour="1"), "correction": "late"},),
     [("lines[0].correction", "correction_below_zero", None, {})]),
    (TWO, ({**counts(call="-1", hour="0"), "correction": "late", "prior": Decimal(1)},), []),
    (HOURS, ({**counts(hour="-0.5"), "correction": "late", "prior": Decimal(1)},), []),
    (HOURS, ({**counts(hour="-0.555"), "correction": "late", "prior": Decimal(1)},),
     [("lines[0].counts.hour", "finer_quantity", None, {"unit": HOUR, "decimals": 2})]),
    (STARTED, ({**counts(hour="-1"), "correction": "late", "prior": Decimal(1)},),
     [("lines[0].correction", "correction_of_each_use", None, {})]),
    (WINDOW, (number("-1", correction="late", prior=Decimal(1)),),
     [("lines[0].correction", "correction_of_each_use", None, {})]),
    (EACH, (number("-1", correction="late", prior=Decimal(1)),),
     [("lines[0].correction", "correction_of_each_use", None, {})]),
]  # fmt: skip


@pytest.mark.parametrize(("component", "uses", "expected"), ROWS)
def test_a_use_that_cannot_be_read_is_refused_at_its_place(
    tmp_path: Path,
    component: str,
    uses: tuple[dict[str, Any], ...],
    expected: list[tuple[str, str, Any, dict[str, Any]]],
) -> None:
    document = tariff(tmp_path, component)
    usages = [
        Usage(**{"product": "product", "on": DAY, "keys": {"customer": "A"}, **use}, path=("lines", place))
        for place, use in enumerate(uses)
    ]  # fmt: skip
    told: list[tuple[str, str, Any, dict[str, Any]]] = []
    try:
        rate(document, document.versions[0], usages, {"kind": "a"})
    except Faults as refused:
        told = [
            (one.place, one.key.removeprefix("tariff."), one.value, dict(one.values))
            for one in refused.faults
        ]
    assert told == expected


@pytest.mark.parametrize(
    ("component", "prior", "told"),
    [
        (CONVERTED, 2, [("prior_of_converted", Decimal(2), {"units": "hour"})]),
        (CONVERTED, None, []),
        (UNIT, 2, []),
    ],
)
def test_one_number_before_of_what_is_converted_can_mean_either_unit(
    tmp_path: Path, component: str, prior: int | None, told: list[tuple[str, Any, dict[str, Any]]]
) -> None:
    (version,) = tariff(tmp_path, component).versions
    before = None if prior is None else Decimal(prior)
    usage = Usage("product", DAY, quantity=Decimal(1), prior=before, path=("lines", 0))
    found = [*prior_converted(version, [usage])]
    assert [(one.key.removeprefix("tariff."), one.value, {**one.values}) for one in found] == told
    assert {one.path for one in found} <= {("lines", 0, "prior")}


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ("20", []),
        ("-30", []),
        ("20.01", [("facts.band", "tariff.float_out_of_bounds", "20.01", {"title": FEE, "up": "20", "down": "30"})]),
        ("-30.01", [("facts.band", "tariff.float_out_of_bounds", "-30.01", {"title": FEE, "up": "20", "down": "30"})]),
        ("much", [("facts.band", "money.not_a_number", "much", {})]),
    ],
)  # fmt: skip
def test_a_float_lies_within_its_bounds(
    tmp_path: Path, chosen: str, expected: list[tuple[str, str, str, dict[str, Any]]]
) -> None:
    """Up to 20 per cent more, or 30 less: what is beyond is refused, not cut to them."""
    document = tariff(tmp_path, f"{UNIT}\nfloat: band")
    usage = Usage("product", DAY, quantity=Decimal(1), keys={"customer": "A"})
    found: list[tuple[str, str, str, dict[str, Any]]] = []
    try:
        rate(document, document.versions[0], [usage], {"band": chosen})
    except Faults as refused:
        found = [(one.place, one.key, one.value, dict(one.values)) for one in refused.faults]
    assert found == expected
