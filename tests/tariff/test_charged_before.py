"""What is said to have been charged before is what that use costs by this price, to the fen; where
no fact moves the price, no more than all use of the period costs."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from builders.tariffs import DAY, MONTHLY, tariff

from engine.law import Faults
from engine.tariff import Position, Span, Usage, rate

UNIT = f'charge: {{model: per_unit, price: "2", {MONTHLY}}}'
DISCOUNT = 'discounts: [{for: first, component: fee, percent: "50"}]'
EXEMPT = "exemptions: [{for: first, components: [fee], reason: {zh: 免, en: free}}]"
OTHER = "  - {id: other, title: {zh: 费, en: other}, not_collected: {reason: {zh: 示, en: shown}}, "
OTHER += f"{UNIT}}}\n"
FLOAT = f"{UNIT}\nfloat: band"
CLASS = f"{UNIT}\nfor_class: {{first: {{{UNIT.replace('2', '1')}}}}}"


@pytest.mark.parametrize(
    ("component", "rest", "facts", "least", "most", "own"),
    [
        # Three before and two now come to 10.00: a price that was lower may have charged less.
        (UNIT, "", {}, "0", "10.01", "6.00"),
        # A discount, a float or a class is another price for others: half of six.
        (UNIT, DISCOUNT, {}, "2.99", "3.01", "3.00"),
        (UNIT, DISCOUNT, {"kind": "b"}, "5.99", "6.01", "6.00"),
        (FLOAT, "", {"band": "10"}, "6.59", "6.61", "6.60"),
        (CLASS, "", {}, "2.99", "3.01", "3.00"),
        (CLASS, "", {"kind": "b"}, "5.99", "6.01", "6.00"),
        (UNIT, EXEMPT, {"kind": "b"}, "5.99", "6.01", "6.00"),
        # Those of another component move nothing.
        (UNIT, OTHER + DISCOUNT.replace("fee", "other"), {}, "0", "10.01", "6.00"),
        (UNIT, OTHER + EXEMPT.replace("fee", "other"), {}, "0", "10.01", "6.00"),
    ],
)
def test_what_was_charged_before_is_what_it_costs(
    tmp_path: Path,
    component: str,
    rest: str,
    facts: dict[str, str],
    least: str,
    most: str,
    own: str,
) -> None:
    document = tariff(tmp_path, component, rest)
    usage = Usage("product", DAY, quantity=Decimal(2), keys={"customer": "A"})

    def told(charged: Decimal) -> list[tuple[str, str, Decimal, dict[str, object]]]:
        said = Position("product", "fee", {"customer": "A"}, "2026-03", {"call": Decimal(3)},
                        charged=charged, path=("position", 0))  # fmt: skip
        try:
            rate(document, document.versions[0], [usage], {"kind": "a", **facts}, None, [said])
        except Faults as refused:
            return [(one.place, one.key, one.value, {**one.values}) for one in refused.faults]
        return []

    low, high, fen = Decimal(least), Decimal(most), Decimal("0.01")
    assert [told(low), told(high)] == [[], []]
    beyond = [high + fen] + ([low - fen] if low else [])
    for charged in beyond:
        fault = ("position[0].charged", "tariff.charged_otherwise", charged, {"own": own})
        assert told(charged) == [fault]


@pytest.mark.parametrize(
    ("rule", "rest", "days", "least", "most", "own"),
    [
        # Ten days of March before and ten now: 64.52 of 100.00, of which half are paid by some.
        ("by_day", "", "10", "0", "64.53", "32.26"),
        ("by_day", DISCOUNT, "10", "16.12", "16.14", "16.13"),
        ("by_day", DISCOUNT, "0", "0", "0.01", "0.00"),
        # A month counts whole once a day of it is covered, and not before.
        ("started_whole", DISCOUNT, "1", "49.99", "50.01", "50.00"),
        ("started_whole", DISCOUNT, "0", "0", "0.01", "0.00"),
    ],
)
def test_what_was_charged_for_days_before_is_what_they_cost(
    tmp_path: Path, rule: str, rest: str, days: str, least: str, most: str, own: str
) -> None:
    charge = f'charge: {{model: per_period, price: "100", period: month, proration: {rule}, runs: calendar}}'
    document = tariff(tmp_path, charge, rest)
    span = Span(datetime.date(2026, 3, 11), datetime.date(2026, 3, 20))
    usage = Usage("product", DAY, span=span, keys={"customer": "A"})

    def told(charged: Decimal) -> list[tuple[str, str, Decimal, dict[str, object]]]:
        said = Position("product", period="2026-03", used={"day": Decimal(days)},
                        charged=charged, path=("position", 0))  # fmt: skip
        try:
            rate(document, document.versions[0], [usage], {"kind": "a"}, None, [said])
        except Faults as refused:
            return [(one.place, one.key, one.value, {**one.values}) for one in refused.faults]
        return []

    low, high, fen = Decimal(least), Decimal(most), Decimal("0.01")
    assert [told(low), told(high)] == [[], []]
    for charged in [high + fen] + ([low - fen] if low else []):
        fault = ("position[0].charged", "tariff.charged_otherwise", charged, {"own": own})
        assert told(charged) == [fault]


@pytest.mark.parametrize(
    ("charged", "fault"),
    [("0", False), ("0.98", True), ("0.99", False), ("1", False), ("1.02", True)],
)
def test_where_nothing_was_used_nothing_may_have_been_due(
    tmp_path: Path, charged: str, fault: bool
) -> None:
    """Half of 2.00 is due with or without use, once it is charged at all."""
    flat = f'charge: {{model: flat, price: "2", at_zero: charged, {MONTHLY}}}'
    document = tariff(tmp_path, flat, DISCOUNT)
    usage = Usage("product", DAY, quantity=Decimal(2), keys={"customer": "A"})
    said = Position("product", "fee", {"customer": "A"}, "2026-03", {"call": Decimal(0)},
                    charged=Decimal(charged))  # fmt: skip
    try:
        total = rate(document, document.versions[0], [usage], {"kind": "a"}, None, [said]).total
    except Faults as refused:
        assert fault and [one.key for one in refused.faults] == ["tariff.charged_otherwise"]
    else:
        assert not fault and total is not None and total.number == 1 - Decimal(charged)
