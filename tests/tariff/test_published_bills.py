"""Rules over whole bills against cases that billing systems published, by both readers."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from builders.bills_rated import DAY, amounts, rated, rule, tariff
from builders.published_tariffs import WHOLE_BILLS, at_period_end, published

from engine.money import to_micro
from engine.tariff import Position, Usage, position_findings
from engine.tariff.columns.bill import Closing, bill_many

PUBLISHED = [case for case in published() if case["charge_model"] in WHOLE_BILLS]


@pytest.mark.parametrize("case", PUBLISHED, ids=lambda case: case["id"])
def test_published_discounts_of_whole_bills(tmp_path: Path, case: dict[str, Any]) -> None:
    """In cents. Both readers, and the lines.

    Of several discounts the percentages come first "whatever the input order", as the cases note;
    a tariff applies its rules in the order in which they stand, so that they are sorted here.
    """
    params = case["params"]
    written = []
    listed = params.get("discounts", [{"fixed": params.get("discount")}])
    for place, off in enumerate(sorted(listed, key=lambda one: "fixed" in one)):
        fixed = "fixed" in off
        figure = (
            f'percent: "{off["percent"]}"' if not fixed else f'amount: "{int(off["fixed"]) / 100}"'
        )
        written.append(rule("amount_off" if fixed else "percent_off", figure, name=f"r{place}"))
    cents = [int(each) for each in params.get("lines", [params.get("subtotal")])]
    document = tariff(tmp_path, *written)
    usages = [
        Usage("plain", DAY, quantity=Decimal(each) / 100, keys={"customer": "A"}) for each in cents
    ]
    found = rated(document, *usages)
    assert found.total is not None
    expected = case["expected_amount"]
    if isinstance(expected, list):
        net = [line.amount.number * 100 for line in found.lines if line.amount is not None]
        for bill in found.bill:
            net = [amount + share * 100 for amount, share in zip(net, bill.shares, strict=True)]
        assert net == [*map(Decimal, expected)]
        expected = str(sum(cents) - sum(map(int, expected)))
    assert sum(cents) - found.total.number * 100 == Decimal(expected)
    column = {"plain": np.array([sum(cents) * 10_000])}
    made = bill_many(document, document.versions[0], column)
    assert made.total.tolist() == [to_micro(found.total.number)]


LEAST = [case for case in published() if at_period_end(case)]


@pytest.mark.parametrize("case", LEAST, ids=lambda case: case["id"])
def test_published_least_amounts_made_up_at_the_periods_end(
    tmp_path: Path, case: dict[str, Any]
) -> None:
    """In cents; for the days covered of a month of 31.

    Credits of so much money each are multiplied out here: a tariff has its least amount in money.
    """
    params = case["params"]
    each = Decimal(params.get("conversion_rate", "0.01"))
    least, billed = (Decimal(params[name]) * each for name in ("minimum", "billed"))
    days = params.get("prorate_days")
    part = "whole" if days is None else "by_day"
    more = f", accumulate: {{key: [customer], period: month}}, settled: at_period_end, part_of_period: {part}"
    document = tariff(tmp_path, rule("at_least", f'amount: "{least}"', more))
    used = {} if days is None else {"day": Decimal(days)}
    before = Position(
        "", None, {"customer": "A"}, "2026-03", used, charged=billed, bill="rule", closes=True
    )
    usages = amounts("0")
    assert [*position_findings(document.versions[0], usages, [before])] == []
    found = rated(document, *usages, positions=[before]).total
    assert found is not None
    expected = Decimal(case["expected_amount"])
    assert found.number == (expected if days is None else expected / 100)
    close = Closing(np.array([True]))
    if days is not None:
        close = Closing(
            np.array([True]), np.array([int(days)]), np.array([int(params["period_days"])])
        )
    none = {"plain": np.array([0])}
    earlier = {"rule": np.array([to_micro(billed)])}
    made = bill_many(document, document.versions[0], none, earlier, {"rule": close})
    assert made.total.tolist() == [to_micro(found.number)]
