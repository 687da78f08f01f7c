"""A use that is free in part: what of it is paid, wherever free units stand and amounts are rounded."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from builders.tariffs import HEAD, READ, written

from engine.explain import given, standing_of
from engine.law import Evidence
from engine.tariff import Event, Usage, rate
from engine.text import Text

DAY = datetime.date(2026, 3, 2)
BANDS = """\
            charge:
              model: graduated
              accumulate: {key: [customer], period: month}
              edges: in_lower_band
              at_zero: nothing
              bands: [{above: "0", up_to: "3", price: "0.335"}, {above: "3", price: "0.105"}]
"""


def total(
    folder: Path, at: str, rule: str, calls: int, percent: str, customers: str = "A"
) -> Decimal:
    """What each of the customers' calls cost together, of which so many per cent are paid."""
    rounding = f"at: {at}}}\n    free_part: {rule}"
    text = HEAD.replace("UNIT", "call").replace("at: line}", rounding) + BANDS
    document = written(folder, "demo/models", text)
    share = given(Text(zh="有偿", en="paid"), Decimal(percent), "percent")
    usages = [
        Usage("product", DAY, quantity=Decimal(calls), share=share, keys={"customer": customer})
        for customer in customers
    ]
    found = rate(document, document.versions[0], usages, {"kind": "a"}).total
    assert found is not None
    return found.number


@pytest.mark.parametrize(
    ("rule", "at", "expected"),
    [
        # Five calls are 3 × 0.335 + 2 × 0.105 = 1.215: 0.40095 of it are paid. Of bands that were
        # rounded, 1.01 + 0.21 = 1.22, it is 0.4026, and is rounded once more.
        ("within_bands", "line", "0.40"),
        ("within_bands", "total", "0.40"),
        ("within_bands", "band", "0.40"),
        # Outside the bands 1.65 calls are paid: 0.55275.
        ("outside_bands", "line", "0.55"),
        ("outside_bands", "total", "0.55"),
        ("outside_bands", "band", "0.55"),
    ],
)
def test_a_third_of_five_calls(tmp_path: Path, rule: str, at: str, expected: str) -> None:
    assert total(tmp_path, at, rule, 5, "33") == Decimal(expected)


@pytest.mark.parametrize("rule", ["within_bands", "outside_bands"])
@pytest.mark.parametrize(
    ("at", "expected"),
    [
        # Half a call each is 0.1675, and three of them 0.5025; rounded each, 3 × 0.17. A band that
        # was rounded is 0.34, half of it 0.17.
        ("line", "0.51"),
        ("band", "0.51"),
        ("total", "0.50"),
    ],
)
def test_half_a_call_of_each_of_three_customers(
    tmp_path: Path, rule: str, at: str, expected: str
) -> None:
    assert total(tmp_path, at, rule, 1, "50", "ABC") == Decimal(expected)


@pytest.mark.parametrize(
    ("paid", "evidence", "due"),
    [("100", Evidence.TEXT, "0.10"), ("50", Evidence.ASSUMPTION, "0.34")],
)
def test_how_free_units_are_read_matters_only_where_some_were_free(
    tmp_path: Path, paid: str, evidence: Evidence, due: str
) -> None:
    """Three before fill the lower band at 1.01, four come to 1.11; half of them do not: 1.5 and one
    more come to 2.5 × 0.335 = 0.8375, of which 0.5025 were charged: 0.84 less 0.50."""
    reading = f"free_part: {READ.replace('RULE', 'outside_bands')}"
    text = HEAD.replace("UNIT", "call").replace("at: line}", f"at: line}}\n    {reading}")
    document = written(tmp_path, "demo/models", text + BANDS)
    before = Event(DAY, quantity=Decimal(3), paid=Decimal(paid))
    usage = Usage("product", DAY, events=(Event(DAY),), history=(before,), keys={"customer": "A"})
    found = rate(document, document.versions[0], [usage], {"kind": "a"}).total
    assert found is not None
    assert (str(found.number), standing_of(found).evidence) == (due, evidence)
