"""Limits, discounts, floats and a quota on top of a price, worked by hand; limits of each use."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from builders.tariffs import DAY, MONTHLY, READ, amount, rated, tariff

from engine.explain import standing_of
from engine.law import Evidence, Faults
from engine.tariff import Event

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


@pytest.mark.parametrize("rule", ["one_after_another", "added", "largest"])
def test_how_discounts_work_together_matters_only_where_several_apply(
    tmp_path: Path, rule: str
) -> None:
    """Both are of those of kind a, one of those of kind b."""
    rest = DISCOUNTS.replace("RULE", READ.replace("RULE", rule))
    document = tariff(tmp_path, f'charge: {{model: per_unit, price: "1", {MONTHLY}}}', rest)
    for kind, evidence in (("a", Evidence.ASSUMPTION), ("b", Evidence.TEXT)):
        keys = {"customer": "A"}
        total = rated(document, {"kind": kind}, quantity=Decimal(100), keys=keys).total
        assert total is not None and standing_of(total).evidence is evidence


@pytest.mark.parametrize(
    ("least", "calls", "evidence"),
    [
        ("5", 0, Evidence.ASSUMPTION),
        ("0", 0, Evidence.TEXT),
        ("5", 1, Evidence.TEXT),
    ],
)
def test_whether_a_minimum_is_due_without_use_matters_only_where_it_is_more(
    tmp_path: Path, least: str, calls: int, evidence: Evidence
) -> None:
    reading = READ.replace("RULE", "nothing")
    limits = f'limits: {{minimum: "{least}", apply: after_discounts, at_zero: {reading}}}'
    document = tariff(tmp_path, f'charge: {{model: per_unit, price: "1", {MONTHLY}}}\n{limits}')
    total = rated(document, quantity=Decimal(calls), keys={"customer": "A"}).total
    assert total is not None
    assert total.number == (max(Decimal(least), Decimal(calls)) if calls else 0)
    assert standing_of(total).evidence is evidence


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


@pytest.mark.parametrize(
    ("kind", "due", "moved"), [("a", "1.00", None), ("b", "2.00", "less in the evening")]
)
def test_a_rule_that_could_not_be_read_moves_the_plain_price_alone(
    tmp_path: Path, kind: str, due: str, moved: str | None
) -> None:
    """Those of kind a have a price of their own."""
    plain, own = (f'charge: {{model: per_unit, price: "{price}", {MONTHLY}}}' for price in "21")
    modifier = "unread_modifier: {effect: {zh: 晚间较低, en: less in the evening}}"
    document = tariff(tmp_path, f"{plain}\n{modifier}\nfor_class: {{first: {{{own}}}}}")
    rating = rated(document, {"kind": kind}, quantity=Decimal(1), keys={"customer": "A"})
    assert rating.total is not None and str(rating.total.number) == due
    (line,) = rating.lines
    assert (None if line.modifier is None else line.modifier.effect.en) == moved
