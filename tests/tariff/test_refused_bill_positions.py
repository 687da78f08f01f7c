"""What is said of bills before is of a rule over whole bills and of a bill that something asked for
belongs to, or a fault at its place, with the value and what would be right."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from builders.tariffs import tariff

from engine.law import Finding
from engine.tariff import Event, Position, Span, Usage, position_findings
from engine.text import Text

DAY = datetime.date(2026, 3, 11)
CALLS = 'charge: {model: per_unit, price: "1"}'
DAYS = 'charge: {model: per_period, price: "100", period: month, proration: by_day, runs: calendar}'
BIG = Text(zh="整单", en="Big")


def bill(rules: str, name: str = "big") -> str:
    return f"{{id: {name}, title: {{zh: 整单, en: Big}}, allocated: by_amount, {rules}}}"


def over(period: str = "month", key: str = "customer") -> str:
    return f"accumulate: {{key: [{key}], period: {period}}}"


MOST = "model: at_most, amount: '9'"
EACH = bill(MOST)
MONTH = bill(f"{MOST}, {over()}")
YEAR = bill(f"{MOST}, {over('year')}", "all")
CONTRACT = bill(f"{MOST}, {over('year, runs: contract')}")
PROJECT = bill(f"{MOST}, {over('month', 'project')}")
ELSE = bill(f"{MOST}, {over()}, products: [other]")
CLOSING = bill(f"model: at_least, amount: '9', at_zero: charged, settled: at_period_end, {over()}")
IN_PART = CLOSING.replace("settled", "part_of_period: by_day, settled")
OTHER = (
    "  - id: other\n    title: {zh: 另一, en: Other}\n    unit: call\n    components:\n"
    f"      - {{id: fee, title: {{zh: 费, en: fee}}, {CALLS}}}\n"
)


def said(period: str | None = "2026-03", charged: str | None = "5", **more: Any) -> Position:
    keys = {"customer": "A", **more.pop("keys", {})}
    due = None if charged is None else Decimal(charged)
    return Position("", keys=keys, period=period, charged=due, **{"bill": "big", **more})


def covered(days: str) -> dict[str, Decimal]:
    return {"day": Decimal(days)}


def on(*days: tuple[int, int]) -> dict[str, Any]:
    return {"events": tuple(Event(datetime.date(2026, *day)) for day in days)}


def span(first: tuple[int, int], last: tuple[int, int]) -> dict[str, Any]:
    return {"span": Span(datetime.date(2026, *first), datetime.date(2026, *last))}


ONE = {"quantity": Decimal(1)}
SINCE = {**ONE, "since": datetime.date(2025, 12, 5)}
OF_P = {**ONE, "keys": {"customer": "A", "project": "P"}}
Told = list[tuple[str, str, Any, dict[str, Any]]]
NONE: Told = []
NO_BILL: Told = [("[0]", "position_of_no_bill", None, {"bill": BIG})]


def says(expected: str) -> Told:
    return [("[0]", "bill_says_charged", None, {"expected": expected})]


def unknown(name: str, allowed: str) -> Told:
    return [("[0].bill", "unknown_bill", name, {"allowed": allowed})]


def no_rule(rules: str) -> Told:
    return [("[0]", "position_of_no_rule", None, {"rules": rules})]


def days(number: str) -> Told:
    return [("[0].used.day", "bill_days", Decimal(number), {"length": 31})]


ROWS: list[tuple[str, str, dict[str, Any], tuple[Position, ...], Told]] = [
    # Of a rule that adds bills up, and as it does.
    (CALLS, MONTH, ONE, (said(),), NONE),
    (CALLS, MONTH, ONE, (said(bill="bg"),), unknown("bg", "big")),
    (CALLS, f"{MONTH}, {YEAR}", ONE, (said(bill="bg"),), unknown("bg", "big, all")),
    (CALLS, EACH, ONE, (said(),), unknown("big", "–")),
    (CALLS, MONTH, ONE, (said("2026"),), no_rule("customer, month")),
    (CALLS, CONTRACT, SINCE, (said("2026"),), no_rule("customer, year (runs: contract)")),
    (CALLS, MONTH, ONE, (said(keys={"project": "P"}),), no_rule("customer, month")),
    # Of a bill that something belongs to.
    (CALLS, MONTH, ONE, (said("2026-02"),), NO_BILL),
    (CALLS, MONTH, ONE, (said(keys={"customer": "B"}),), NO_BILL),
    (CALLS, MONTH, {**ONE, "keys": {"customer": "\uff21"}}, (said(),), NONE),
    (CALLS, ELSE, ONE, (said(),), NO_BILL),
    (CALLS, MONTH, on((1, 5), (3, 5)), (said("2026-01"), said("2026-03")), NONE),
    (CALLS, MONTH, on((1, 5), (4, 5)), (said("2026-03"),), NO_BILL),
    (CALLS, CONTRACT, SINCE, (said("2025-12-05/2026-12-04"),), NONE),
    (CALLS, CONTRACT, SINCE, (said("2025-12-06/2026-12-05"),), NO_BILL),
    # Where a use does not say of which it is, that is asked for.
    (CALLS, CONTRACT, ONE, (said("2025-12-06/2026-12-05"),), NONE),
    (CALLS, PROJECT, OF_P, (said(keys={"project": "P"}),), NONE),
    (CALLS, PROJECT, OF_P, (said(keys={"project": "Q"}),), NO_BILL),
    (CALLS, PROJECT, ONE, (said(keys={"project": "Q"}),), NONE),
    # The days of a subscription.
    (DAYS, MONTH, span((3, 11), (4, 1)), (said("2026-03"), said("2026-04")), NONE),
    (DAYS, MONTH, span((3, 11), (3, 31)), (said("2026-04"),), NO_BILL),
    (DAYS, MONTH, span((4, 1), (4, 30)), (said("2026-03"),), NO_BILL),
    (DAYS, MONTH, span((1, 5), (6, 1)), (said("2026-04"),), NONE),
    # Once.
    (CALLS, MONTH, ONE, (said(), said()), [("[1]", "before_said_twice", None, {})]),
    (CALLS, f"{MONTH}, {YEAR}", ONE, (said(), said("2026", bill="all")), NONE),
    # What was charged, and nothing else but days of a period that is closed in part.
    (CALLS, MONTH, ONE, (said(charged=None),), says("charged")),
    (CALLS, MONTH, ONE, (said(quota_used=Decimal(1)),), says("charged")),
    (CALLS, MONTH, ONE, (said(used={"call": Decimal(1)}),), says("charged")),
    (CALLS, MONTH, ONE, (said(charged=str(10**15)),), NONE),
    (CALLS, MONTH, ONE, (said(charged=str(-(10**15))),), NONE),
    (CALLS, MONTH, ONE, (said(charged=str(10**15 + 1)),),
     [("[0].charged", "law.too_big", None, {"bound": "1,000,000,000,000,000"})]),
    (CALLS, MONTH, ONE, (said(closes=True),), [("[0].closes", "bill_closes_nothing", "big", {})]),
    (CALLS, CLOSING, ONE, (said(closes=True),), NONE),
    (CALLS, CLOSING, ONE, (said(closes=True, used=covered("5")),), says("charged")),
    (CALLS, IN_PART, ONE, (said(),), NONE),
    (CALLS, IN_PART, ONE, (said(used=covered("5")),), says("charged")),
    (CALLS, IN_PART, ONE, (said(closes=True),), says("charged, used: {day: …}")),
    (CALLS, IN_PART, ONE, (said(closes=True, used=covered("0")),), NONE),
    (CALLS, IN_PART, ONE, (said(closes=True, used=covered("31")),), NONE),
    (CALLS, IN_PART, ONE, (said(closes=True, used=covered("32")),), days("32")),
    (CALLS, IN_PART, ONE, (said(closes=True, used=covered("-1")),), days("-1")),
    (CALLS, IN_PART, ONE, (said(closes=True, used=covered("1.5")),), days("1.5")),
]  # fmt: skip


@pytest.mark.parametrize(("component", "rules", "use", "positions", "expected"), ROWS)
def test_what_is_said_of_bills_before_is_read_or_refused_at_its_place(
    tmp_path: Path,
    component: str,
    rules: str,
    use: dict[str, Any],
    positions: tuple[Position, ...],
    expected: Told,
) -> None:
    (version,) = tariff(tmp_path, component, version=f"{OTHER}bill: [{rules}]").versions
    usage = Usage("product", DAY, **{"keys": {"customer": "A"}, **use}, path=("lines", 0))
    placed = [replace(one, path=(place,)) for place, one in enumerate(positions)]
    assert [told(one) for one in position_findings(version, [usage], placed)] == expected


def told(found: Finding) -> tuple[str, str, Any, dict[str, Any]]:
    place = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in found.path)
    return place, found.key.removeprefix("tariff."), found.value, dict(found.values)
