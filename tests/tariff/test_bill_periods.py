"""Bills that run over a period: days of a subscription that belong to several, and their end."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from builders.steps_by_hand import wrong_steps
from builders.tariffs import tariff

from engine.money import to_micro
from engine.tariff import Event, Position, Rating, Span, TariffDocument, Usage, rate
from engine.tariff.columns.bill import Closing, bill_many

DAY = datetime.date(2026, 3, 2)
MONTHLY = "accumulate: {key: [customer], period: month}"
A = {"customer": "A"}
UNIT = 'charge: {model: per_unit, price: "1"}'


def billed(folder: Path, component: str, rule: str) -> TariffDocument:
    """The tariff of one product with this component, and with one rule over bills."""
    line = f"bill: [{{id: rule, title: {{zh: 规则, en: rule}}, allocated: by_amount, {rule}}}]"
    return tariff(folder, component, version=line)


def rated(document: TariffDocument, usage: Usage, positions: list[Position]) -> Rating:
    found = rate(document, document.versions[0], [usage], {"kind": "a"}, None, positions)
    assert found.total is not None
    assert [*wrong_steps(found.total)] == []
    return found


def amounts(found: Rating) -> list[Decimal]:
    return [line.amount.number for line in found.lines if line.amount is not None]


MOST = f'model: at_most, amount: "250", {MONTHLY}'


@pytest.mark.parametrize(
    ("proration", "runs", "first", "last", "parts", "total"),
    [
        # Of one month of the contract that touches two bills, the first has it whole.
        ("started_whole", "contract", (2026, 1, 15), (2026, 2, 14), ["100", "0"], "100"),
        # Two: the second begins in the second bill, and ends in a third.
        ("started_whole", "contract", (2026, 1, 15), (2026, 3, 14), ["100", "100", "0"], "200"),
        ("started_whole", "calendar", (2026, 1, 15), (2026, 2, 14), ["100", "100"], "200"),
        # 17 of 31 days, and what 31 of 31 come to less that.
        ("by_day", "contract", (2026, 1, 15), (2026, 2, 14), ["54.84", "45.16"], "100"),
        # 17 of 31 days of January, and 14 of 28 of February.
        ("by_day", "calendar", (2026, 1, 15), (2026, 2, 14), ["54.84", "50"], "104.84"),
    ],
)
def test_days_of_several_bills_are_charged_once(
    tmp_path: Path,
    proration: str,
    runs: str,
    first: tuple[int, int, int],
    last: tuple[int, int, int],
    parts: list[str],
    total: str,
) -> None:
    charge = f'charge: {{model: per_period, price: "100", period: month, proration: {proration}, runs: {runs}}}'
    span = Span(datetime.date(*first), datetime.date(*last))
    found = rated(billed(tmp_path, charge, MOST), Usage("product", DAY, span=span, keys=A), [])
    assert amounts(found) == [*map(Decimal, parts)]
    assert found.total is not None
    assert found.total.number == Decimal(total)


def test_requests_of_several_bills_stand_apart(tmp_path: Path) -> None:
    """300 in March and 100 in April, at most 250 of each month."""
    days = [datetime.date(2026, 4, 1), datetime.date(2026, 3, 31)]
    events = tuple(
        Event(day, {}, Decimal(many)) for day, many in zip(days, (100, 300), strict=True)
    )
    found = rated(billed(tmp_path, UNIT, MOST), Usage("product", DAY, events=events, keys=A), [])
    assert amounts(found) == [Decimal(300), Decimal(100)]
    assert [(line.gross, line.amount.number) for line in found.bill] == [
        (Decimal(300), Decimal(-50)),
        (Decimal(100), Decimal(0)),
    ]


@pytest.mark.parametrize(
    ("at_zero", "billed_before", "expected"),
    [
        # 310 a month, ten days of 31: 100 is the least, where there was any use, or without.
        ("nothing", "30", "70.00"),
        ("nothing", "0", "0.00"),
        ("charged", "0", "100.00"),
        ("charged", "130", "0.00"),
    ],
)
def test_the_end_of_a_period_without_use_in_both_readers(
    tmp_path: Path, at_zero: str, billed_before: str, expected: str
) -> None:
    rule = (
        f'model: at_least, amount: "310", {MONTHLY}, at_zero: {at_zero}, '
        "settled: at_period_end, part_of_period: by_day"
    )
    document = billed(tmp_path, UNIT, rule)
    before = Position(
        "", None, A, "2026-03", {"day": Decimal(10)}, charged=Decimal(billed_before),
        bill="rule", closes=True,
    )  # fmt: skip
    usage = Usage("product", DAY, quantity=Decimal(0), keys=A)
    found = rated(document, usage, [before]).total
    assert found is not None
    assert found.number == Decimal(expected)
    none = {"product": np.array([0])}
    earlier = {"rule": np.array([to_micro(Decimal(billed_before))])}
    close = {"rule": Closing(np.array([True]), np.array([10]), np.array([31]))}
    made = bill_many(document, document.versions[0], none, earlier, close)
    assert made.total.tolist() == [to_micro(Decimal(expected))]
