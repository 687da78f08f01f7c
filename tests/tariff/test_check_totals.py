"""Up to which largest quantity all that a product can cost fits in 64 bits of millionths of a yuan."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders.tariffs import MONTHLY, mistakes

UNIT = f'charge: {{model: per_unit, price: "1", {MONTHLY}}}'
OTHER = "  - {id: other, title: {zh: 另一费, en: other}, charge: {model: per_unit, price: '1'}}\n"
READ = f"{MONTHLY}, edges: in_lower_band, at_zero: nothing"
FALL = (
    f"charge: {{model: volume, {READ}, totals_fall: {{reason: {{zh: 是, en: meant}}}}, bands: ["
    '{above: "0", up_to: "EDGE", price: "2"}, {above: "EDGE", price: "1"}]}'
)
TIERS = (
    f"per: [call, hour]\ncharge: {{model: capacity, {READ}, tiers: "
    '[{up_to: {call: "5", hour: "5"}, price: "1"}, {price: "5000000000000"}]}'
)


@pytest.mark.parametrize(
    ("component", "rest", "largest", "amount"),
    [
        # 2⁶³ millionths are 9,223,372,036,854.775808 yuan.
        (UNIT, "", 9_223_372_036_854, None),
        (UNIT, "", 9_223_372_036_855, "9,223,372,036,855"),
        (UNIT.replace('"1"', '"0.000001"'), "", 2**63 - 1, None),
        (UNIT.replace('"1"', '"0.000001"'), "", 2**63, "9,223,372,036,854.775808"),
        # All components together, each at the top of its float and for its dearest class.
        (UNIT, OTHER, 4_611_686_018_427, None),
        (UNIT, OTHER, 4_611_686_018_428, "9,223,372,036,856"),
        (UNIT + "\nfloat: band", "", 7_686_143_364_045, None),
        (UNIT + "\nfloat: band", "", 7_686_143_364_046, "9,223,372,036,855.2"),
        (UNIT + '\nfor_class: {first: {charge: {model: per_unit, price: "2"}}}', "", 4_611_686_018_427, None),
        (UNIT + '\nfor_class: {first: {charge: {model: per_unit, price: "2"}}}', "", 4_611_686_018_428, "9,223,372,036,856"),
        # So many are charged beyond a quota.
        (UNIT + '\nfree_quota: {units: "7", key: [customer], within: {period: month}}', "", 9_223_372_036_854, None),
        (UNIT + '\nfree_quota: {units: "7", key: [customer], within: {period: month}}', "", 9_223_372_036_855, "9,223,372,036,855"),
        (UNIT + '\nlimits: {maximum: "9", apply: after_discounts, at_zero: nothing}', "", 2**63, None),
        # Of a price of all that falls the dearest number is in between.
        (FALL.replace("EDGE", "4611686018427"), "", 5_000_000_000_000, None),
        (FALL.replace("EDGE", "4611686018428"), "", 5_000_000_000_000, "9,223,372,036,856"),
        # Beside tiers of several numbers, of which any may be due.
        (TIERS, OTHER, 4_223_372_036_854, None),
        (TIERS, OTHER, 4_223_372_036_855, "9,223,372,036,855"),
        # What is converted before it is added up is bounded after, and its period's total before: ten
        # hours for each call.
        ('per: [{unit: hour, converted: {from: call, multiply_by: "10", rounding: {to: "1", mode: up}, rounded: total}}]\n' + UNIT,
         "", 922_337_203_685, None),
        ('per: [{unit: hour, converted: {from: call, multiply_by: "10", rounding: {to: "1", mode: up}, rounded: total}}]\n' + UNIT,
         "", 922_337_203_686, "9,223,372,036,860"),
        ('per: [{unit: hour, converted: {from: call, multiply_by: "10", rounding: {to: "1", mode: up}, rounded: each_use}}]\n' + UNIT,
         "", 9_223_372_036_854, None),
        # A quarter of them, up to an even number.
        ('per: [{unit: hour, converted: {from: call, divide_by: "4", rounding: {to: "2", mode: up}, rounded: total}}]\n' + UNIT,
         "", 36_893_488_147_416, None),
        ('per: [{unit: hour, converted: {from: call, divide_by: "4", rounding: {to: "2", mode: up}, rounded: total}}]\n' + UNIT,
         "", 36_893_488_147_417, "9,223,372,036,856"),
    ],
)  # fmt: skip
def test_the_largest_quantity_of_which_all_amounts_fit(
    tmp_path: Path, component: str, rest: str, largest: int, amount: str | None
) -> None:
    found = mistakes(tmp_path, component, f'{rest}largest_quantity: "{largest}"')
    place = "versions[0].products[0].largest_quantity"
    assert [(fault.place, fault.key) for fault in found] == (
        [(place, "tariff.check.overflow")] if amount else []
    )
    for fault in found:
        assert [fault.values[name] for name in ("quantity", "amount")] == [f"{largest:,}", amount]


@pytest.mark.parametrize(
    ("edge", "price", "told"),
    [
        # Twelve hours for each call: none, 12 and 24 of them; ten at 2.00 are never asked for.
        ("10", "1", None),
        # 24.00 for 12, and 24.00 or 21.60 for 24.
        ("12", "1", None),
        ("12", "0.9", ("12", "24", "24", "21.6")),
    ],
)
def test_a_total_falls_from_one_number_that_is_asked_for_to_the_next(
    tmp_path: Path, edge: str, price: str, told: tuple[str, ...] | None
) -> None:
    bands = f'{{above: "0", up_to: "{edge}", price: "2"}}, {{above: "{edge}", price: "{price}"}}'
    per = 'per: [{unit: hour, converted: {from: call, multiply_by: "12"}}]\n'
    found = mistakes(tmp_path, f"{per}charge: {{model: volume, {READ}, bands: [{bands}]}}")
    names = ("quantity", "amount", "more", "less")
    assert [tuple(fault.values[name] for name in names) for fault in found] == [told] * bool(told)
