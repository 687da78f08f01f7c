"""What is said of use before and cannot be read beside what is asked for is a fault at its place,
with the value and what would be right; what can be read is none."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from builders.tariffs import MONTHLY, tariff

from engine.law import Finding
from engine.tariff import Event, Position, Span, Usage, position_findings, windows_after_use
from engine.text import Text

DAY = datetime.date(2026, 3, 2)
CALL = Text(zh="次", en="call")
PLAIN = 'charge: {model: per_unit, price: "1"}'
UNIT = f'charge: {{model: per_unit, price: "1", {MONTHLY}}}'
QUOTA = f'{UNIT}\nfree_quota: {{units: "5", key: [customer], within: {{period: month}}}}'
OF_PERSON = UNIT.replace("[customer]", "[person]")
FREE_OF_PERSON = f'{PLAIN}\nfree_quota: {{units: "5", key: [person], within: {{period: month}}}}'
WINDOW = (
    f"{PLAIN}\nonce_per: {{key: [person], days: 3, "
    "reading: {anchor: last_charged, first_day_counts: true}}"
)
BY_CONTRACT = UNIT.replace("period: month", "period: year, runs: contract")
FLAT = f'charge: {{model: flat, price: "3", at_zero: charged, {MONTHLY}}}'
LEAST = f'{UNIT}\nlimits: {{minimum: "5", apply: after_discounts, at_zero: charged}}'
SPAN = 'charge: {model: per_period, price: "100", period: month, proration: by_day, runs: calendar}'
COVERED = f"{SPAN}\n+\n  - {{id: more, title: {{zh: 费, en: more}}, {UNIT}}}"
CONTRACT_MONTH = SPAN.replace("calendar", "contract")
TWO = f"{UNIT}\n+\n  - {{id: more, title: {{zh: 费, en: more}}, {UNIT}}}"
"""Another component, which the product has beside the first."""
BOTH = f"{UNIT}\nper: [call, hour]"
TENTH = f"{UNIT}\nper: [hour]"
ROUNDED = (
    f"{UNIT}\nper: [{{unit: call, converted: {{from: hour, multiply_by: '60', "
    "rounding: {to: '10', mode: up}, rounded: each_use}}]"
)
NUMBER, NONE = {"quantity": Decimal(2)}, {"quantity": Decimal(0)}
MARCH, FEBRUARY = {"period": "2026-03"}, {"period": "2026-02"}
MOST = "1,000,000,000,000,000"


def used(many: str, unit: str = "call", **more: Any) -> dict[str, Any]:
    return {**MARCH, "used": {unit: Decimal(many)}, **more}


def free(many: str, **more: Any) -> dict[str, Any]:
    return {**MARCH, "quota_used": Decimal(many), **more}


def span(first: int, last: int) -> dict[str, Any]:
    return {"span": Span(datetime.date(2026, 3, first), datetime.date(2026, 3, last))}


def person(name: str) -> dict[str, Any]:
    return {"keys": {"person": name}}


TEN = "p0, p1, p2, p3, p4, p5, p6, p7, p8, p9"


def persons(many: int) -> dict[str, Any]:
    return {"events": tuple(Event(DAY, {"person": f"p{place}"}) for place in range(many))}


LONG = Span(datetime.date(2026, 7, 20), datetime.date(2026, 9, 20))
Told = list[tuple[str, str, Any, dict[str, Any]]]
ROWS: list[tuple[str, dict[str, Any], tuple[dict[str, Any], ...], Told]] = [
    # Of what it is.
    (UNIT, NUMBER, (used("2", product="pruduct"),),
     [("[0].product", "position_of_none_asked", "pruduct", {"allowed": "product"})]),
    (UNIT, NUMBER, (used("2", product=""),),
     [("[0].product", "position_of_none_asked", None, {"allowed": "product"})]),
    (UNIT, NUMBER, (used("2", component="fe"),),
     [("[0].component", "unknown_component", "fe", {"allowed": "fee"})]),
    (UNIT, NUMBER, (used("2", component="fee"),), []),
    (UNIT, NUMBER, (used("2", "hour"),),
     [("[0].used.hour", "unknown_count", "hour", {"allowed": "call"})]),
    (UNIT, NUMBER, ({"period": "2026", "used": {"call": Decimal(2)}},),
     [("[0]", "position_of_no_rule", None, {"rules": "customer, month"})]),
    (UNIT, NUMBER, (used("2", **person("A")),),
     [("[0]", "position_of_no_rule", None, {"rules": "customer, month"})]),
    (PLAIN, NUMBER, ({"used": {"call": Decimal(2)}},), []),
    (PLAIN, NUMBER, (used("2"),), [("[0]", "position_of_no_rule", None, {"rules": "–"})]),
    (PLAIN, NUMBER, ({"charged": Decimal(2)},),
     [("[0].used", "charged_for_what", None, {}), ("[0]", "position_of_no_rule", None, {"rules": "–"})]),
    (UNIT, NUMBER, (used("2", quota_used=Decimal(1)),),
     [("[0].quota_used", "says_unread", None, {"said": "quota_used", "rules": "–"})]),
    (QUOTA, NUMBER, (used("2", last_charged=DAY),),
     [("[0].last_charged", "says_unread", None, {"said": "last_charged", "rules": "–"})]),
    # As the unit has it.
    (UNIT, NUMBER, (used("-1"),), [("[0].used.call", "not_below_zero", None, {})]),
    (UNIT, NUMBER, (used("1.5"),),
     [("[0].used.call", "whole_units", None, {"unit": CALL, "decimals": 0})]),
    (UNIT, NUMBER, (used("1000000000000001"),),
     [("[0].used.call", "law.too_big", None, {"bound": MOST})]),
    (QUOTA, NUMBER, (free("5"),), []),
    (QUOTA, NUMBER, (used("9", quota_used=Decimal(5)),), []),
    (TENTH, {"counts": {"hour": Decimal(2)}}, (used("1.25", "hour"),), []),
    (BOTH, {"counts": {"call": Decimal(2), "hour": Decimal(3)}}, (used("6", "call·hour"),), []),
    (BOTH, {"counts": {"call": Decimal(2), "hour": Decimal(3)}}, (used("6"),),
     [("[0].used.call", "unknown_count", "call", {"allowed": "call·hour"})]),
    (ROUNDED, {"counts": {"hour": Decimal(2)}}, (used("20"),), []),
    (ROUNDED, {"counts": {"hour": Decimal(2)}}, (used("15"),),
     [("[0].used.call", "unrounded_before", Decimal(15), {"unit": CALL, "to": Decimal(10)})]),
    (QUOTA, NUMBER, (free("1000000000000000"),), []),
    (QUOTA, NUMBER, (free("1000000000000001"),),
     [("[0].quota_used", "law.too_big", None, {"bound": MOST})]),
    (UNIT, NUMBER, (used("2", charged=Decimal(10**15)),), []),
    (UNIT, NUMBER, (used("2", charged=Decimal(10**15 + 1)),),
     [("[0].charged", "law.too_big", None, {"bound": MOST})]),
    (QUOTA, NUMBER, (used("3", quota_used=Decimal(3)),), []),
    (QUOTA, NUMBER, (used("3", quota_used=Decimal(4)),),
     [("[0].quota_used", "quota_used_beyond", Decimal(4), {"used": Decimal(3)})]),
    # For whom and when.
    (OF_PERSON, {**NUMBER, **person("A")}, (used("2", **person("A")),), []),
    (OF_PERSON, {**NUMBER, **person("A")}, (used("2", **person(" \uff21")),), []),
    (OF_PERSON, {**NUMBER, **person("A")}, (used("2", **person("B")),),
     [("[0].keys.person", "position_of_other_key", "B", {"key": "person", "expected": "A"})]),
    (OF_PERSON, NUMBER, (used("2", **person("B")),), []),
    (FREE_OF_PERSON, {**NUMBER, **person("A")}, (free("2", **person("B")),),
     [("[0].keys.person", "position_of_other_key", "B", {"key": "person", "expected": "A"})]),
    (WINDOW, {**NUMBER, **person("A")}, ({"last_charged": DAY, **person("B")},),
     [("[0].keys.person", "position_of_other_key", "B", {"key": "person", "expected": "A"})]),
    (WINDOW, {**NUMBER, **person("A")}, ({"last_charged": DAY, **person("A")},), []),
    (OF_PERSON, persons(10), (used("2", **person("B")),),
     [("[0].keys.person", "position_of_other_key", "B", {"key": "person", "expected": TEN})]),
    (OF_PERSON, persons(11), (used("2", **person("B")),),
     [("[0].keys.person", "position_of_other_key", "B", {"key": "person", "expected": f"{TEN}, …"})]),
    (UNIT, NUMBER, ({**FEBRUARY, "used": {"call": Decimal(2)}},),
     [("[0].period", "position_of_other_period", "2026-02", {"expected": "2026-03"})]),
    (UNIT, NONE, ({**FEBRUARY, "used": {"call": Decimal(2)}},),
     [("[0].period", "position_of_other_period", "2026-02", {"expected": "2026-03"})]),
    (QUOTA, NUMBER, ({**FEBRUARY, "quota_used": Decimal(2)},),
     [("[0].period", "position_of_other_period", "2026-02", {"expected": "2026-03"})]),
    (BY_CONTRACT, {**NUMBER, "since": datetime.date(2025, 12, 5)},
     ({"period": "2025-12-06/2026-12-05", "used": {"call": Decimal(2)}},),
     [("[0].period", "position_of_other_contract", "2025-12-06/2026-12-05",
       {"expected": "2025-12-05/2026-12-04"})]),
    (BY_CONTRACT, {**NUMBER, "since": datetime.date(2025, 12, 5)},
     ({"period": "2025-12-05/2026-12-04", "used": {"call": Decimal(2)}},), []),
    (BY_CONTRACT, NUMBER, ({"period": "2025-12-06/2026-12-05", "used": {"call": Decimal(2)}},), []),
    # Of a subscription no call is asked for, unless it is beside it.
    (COVERED, span(11, 20), ({**FEBRUARY, "used": {"call": Decimal(2)}},), []),
    (COVERED, {**span(11, 20), **NONE}, ({**FEBRUARY, "used": {"call": Decimal(2)}},), []),
    (COVERED, {**span(11, 20), **NUMBER}, ({**FEBRUARY, "used": {"call": Decimal(2)}},),
     [("[0].period", "position_of_other_period", "2026-02", {"expected": "2026-03"})]),
    (COVERED, {**span(11, 20), "counts": {"call": Decimal(2)}},
     ({**FEBRUARY, "used": {"call": Decimal(2)}},),
     [("[0].period", "position_of_other_period", "2026-02", {"expected": "2026-03"})]),
    # Once.
    (UNIT, NUMBER, (used("2"), used("3")), [("[1]", "before_said_twice", None, {})]),
    (UNIT, NUMBER, (used("2"), used("3", component="fee")), [("[1]", "before_said_twice", None, {})]),
    (QUOTA, NUMBER, (free("2"), free("3")), [("[1]", "before_said_twice", None, {})]),
    (WINDOW, {**NUMBER, **person("A")}, ({"last_charged": DAY, **person("A")},) * 2,
     [("[1]", "before_said_twice", None, {})]),
    (OF_PERSON, NUMBER, (used("2", **person("A")), used("3", **person("B"))), []),
    (OF_PERSON, NUMBER, (used("2", **person("A")), used("3", **person("\uff21 "))),
     [("[1]", "before_said_twice", None, {})]),
    (UNIT, {**NUMBER, "prior": Decimal(1)}, (used("2"),),
     [("lines[0].prior", "before_said_twice", None, {})]),
    # What was charged, of which component, and for what.
    (UNIT, NUMBER, (used("2", charged=Decimal(2)),), []),
    (UNIT, NUMBER, ({**MARCH, "charged": Decimal(2)},),
     [("[0].used", "charged_for_what", None, {})]),
    (FLAT, NUMBER, (used("0"),), [("[0].charged", "zero_of_what", None, {})]),
    (FLAT, NUMBER, (used("0", charged=Decimal(3)),), []),
    (FLAT, NUMBER, (used("1"),), []),
    (f"{FLAT}\nfree_quota: {{units: '5', key: [customer], within: {{period: year}}}}", NUMBER,
     ({"period": "2026", "quota_used": Decimal(0)},), []),
    (FLAT.replace("at_zero: charged", "at_zero: nothing"), NUMBER, (used("0"),), []),
    (LEAST, NUMBER, (used("0"),), [("[0].charged", "zero_of_what", None, {})]),
    (LEAST.replace("at_zero: charged", "at_zero: nothing"), NUMBER, (used("0"),), []),
    (UNIT, NUMBER, (used("0"),), []),
    (TWO, NUMBER, (used("2"),), []),
    (TWO, NUMBER, (used("2", charged=Decimal(2)),),
     [("[0].component", "charged_by_which", None, {"allowed": "fee, more"})]),
    (TWO, NUMBER, (used("2", charged=Decimal(2), component="more"),), []),
    (TWO, NUMBER, (used("2", component="fee"), used("2", component="more")), []),
    (TWO, NUMBER, (used("2"), used("2", component="more")), [("[1]", "before_said_twice", None, {})]),
    # Days covered.
    (SPAN, span(11, 20), (used("0", "day"),), []),
    (SPAN, span(11, 20), (used("10", "day"),), []),
    (SPAN, span(11, 20), (used("21", "day"),), []),
    (SPAN, span(11, 20), (used("22", "day"),),
     [("[0].used.day", "days_covered", Decimal(22), {"length": 31, "now": 10})]),
    (SPAN, span(11, 20), (used("31", "day"),),
     [("[0].used.day", "days_covered", Decimal(31), {"length": 31, "now": 10})]),
    (SPAN, span(11, 20), (used("32", "day"),),
     [("[0].used.day", "bill_days", Decimal(32), {"length": 31})]),
    (SPAN, span(11, 20), (used("1.5", "day"),),
     [("[0].used.day", "bill_days", Decimal("1.5"), {"length": 31})]),
    (SPAN, span(11, 20), ({**FEBRUARY, "used": {"day": Decimal(3)}},),
     [("[0].period", "position_of_other_period", "2026-02", {"expected": "2026-03"})]),
    (SPAN, {"span": LONG}, ({"period": "2026-08", "used": {"day": Decimal(0)}},), []),
    (SPAN, {"span": LONG}, ({"period": "2026-10", "used": {"day": Decimal(0)}},),
     [("[0].period", "position_of_other_period", "2026-10", {"expected": "2026-09"})]),
    (SPAN, {"span": LONG}, ({"period": "2026-08", "used": {"day": Decimal(5)}},),
     [("[0].used.day", "days_covered", Decimal(5), {"length": 31, "now": 31})]),
    # A month of the contract is also named by the month in which it begins: from 2 August to 1
    # September, or from the 31st to the day before the 1st of October, as September has none.
    (CONTRACT_MONTH, {"span": replace(LONG, since=datetime.date(2026, 1, 2))},
     ({"period": "2026-08", "used": {"day": Decimal(0)}},), []),
    (CONTRACT_MONTH, {"span": replace(LONG, since=datetime.date(2026, 1, 2))},
     ({"period": "2026-08-02/2026-09-01", "used": {"day": Decimal(0)}},), []),
    (CONTRACT_MONTH, {"span": replace(LONG, since=datetime.date(2026, 1, 31))},
     ({"period": "2026-08", "used": {"day": Decimal(0)}},), []),
    (CONTRACT_MONTH, {"span": replace(LONG, since=datetime.date(2026, 1, 31))},
     ({"period": "2026-08-31/2026-09-30", "used": {"day": Decimal(0)}},), []),
]  # fmt: skip


@pytest.mark.parametrize(("component", "use", "said", "expected"), ROWS)
def test_what_is_said_of_use_before_is_read_or_refused_at_its_place(
    tmp_path: Path,
    component: str,
    use: dict[str, Any],
    said: tuple[dict[str, Any], ...],
    expected: Told,
) -> None:
    (version,) = tariff(tmp_path, *component.split("\n+\n")).versions
    keys = {"customer": "A", **use.get("keys", {})}
    usage = Usage(**{"product": "product", "on": DAY, **use, "keys": keys}, path=("lines", 0))
    positions = [
        Position(**{"product": "product", **one, "keys": {"customer": "A", **one.get("keys", {})}})
        for one in said
    ]
    positions = [replace(one, path=(place,)) for place, one in enumerate(positions)]
    found = position_findings(version, [usage], positions)
    assert [told(one) for one in found] == expected


def told(found: Finding) -> tuple[str, str, Any, dict[str, Any]]:
    place = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in found.path)
    key = found.key.removeprefix("tariff.")
    return place.removeprefix("."), key, found.value, dict(found.values)


def test_a_window_runs_from_no_day_after_the_first_use_of_its_key(tmp_path: Path) -> None:
    """A on the 10th and, said later, on the 2nd; B on the 5th."""
    (version,) = tariff(tmp_path, WINDOW).versions
    days = ((10, "A"), (2, "\uff21"), (5, "B"))
    events = [Event(datetime.date(2026, 3, day), {"person": name}) for day, name in days]
    usages = [Usage("product", DAY, events=tuple(events))]
    charged = {"last_charged": datetime.date(2026, 3, 3)}
    positions = [
        Position("product", keys={"person": "A"}, **charged),
        Position("product", keys={"person": "B"}, **charged),
        Position("product", keys={"person": "C"}, **charged),
        Position("product", keys={"person": "A"}, last_charged=DAY),
        Position("product", keys={"person": "A"}, used={"call": Decimal(2)}),
        Position("product", "another", keys={"person": "A"}, **charged),
        Position("pruduct", keys={"person": "A"}, **charged),
        Position("product", bill="whole", keys={"person": "A"}, **charged),
    ]
    placed = [replace(one, path=(place,)) for place, one in enumerate(positions)]
    found = windows_after_use(version, usages, placed)
    assert [told(one) for one in found] == [
        ("[0].last_charged", "window_after_use", charged["last_charged"], {"first": DAY})
    ]
