"""Use that is added up over all time, whatever the day: of one case, one application."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from builders.shelf import quoted
from builders.tariffs import tariff, written

from engine.law import Faults, Shelf
from engine.quote import Quote
from engine.tariff import Position, Usage, rate
from engine.text import Language

CHARGE = """\
charge:
  model: graduated
  accumulate: {key: [customer], period: ever}
  edges: in_lower_band
  at_zero: nothing
  bands:
    - {above: "0", up_to: "10", price: "1.00"}
    - {above: "10", price: "0.50"}"""
KEYS = {"customer": "甲"}
FIRST, LATER = datetime.date(2026, 3, 1), datetime.date(2031, 11, 30)


def due(folder: Path, usages: list[Usage], positions: list[Position] | None = None) -> str:
    document = tariff(folder, CHARGE)
    (version,) = document.versions
    total = rate(document, version, usages, {"kind": "a"}, None, positions).total
    assert total is not None
    return str(total.number)


def test_years_do_not_part_what_belongs_together(tmp_path: Path) -> None:
    """8 in 2026 and 8 in 2031: 8.00, then 2 at 1.00 and 6 at 0.50, in all 13.00."""
    usages = [Usage("product", day, quantity=Decimal(8), keys=KEYS) for day in (FIRST, LATER)]
    assert due(tmp_path, usages) == "13.00"


def test_what_was_used_ever_before_counts(tmp_path: Path) -> None:
    usage = Usage("product", LATER, quantity=Decimal(8), keys=KEYS)
    before = Position(
        "product", "fee", {"customer": "甲"}, "ever", {"call": Decimal(8)}, None, None
    )
    assert due(tmp_path, [usage], [before]) == "5.00"


def test_what_was_charged_ever_before_is_deducted(tmp_path: Path) -> None:
    """9.00 were charged for the 8 of before: of 13.00 that all 16 cost, 4.00 are left."""
    usage = Usage("product", LATER, quantity=Decimal(8), keys=KEYS)
    before = Position("product", "fee", KEYS, "ever", {"call": Decimal(8)}, None, Decimal(9))
    assert due(tmp_path, [usage], [before]) == "4.00"


@pytest.mark.parametrize(("period", "said"), [("ever", "ever"), ("year", "2026")])
def test_what_other_prices_charged_is_not_charged_back(
    tmp_path: Path, period: str, said: str
) -> None:
    """1 yuan for a block until June, 2 from July: ten more are 20, whatever 100 cost before."""
    charge = f'charge: {{model: package, size: "1", price: "1", accumulate: {{key: [customer], period: {period}}}}}'
    tariff(tmp_path, charge)
    path = tmp_path / "demo" / "models.yaml"
    head, first = path.read_text(encoding="utf-8").split("versions:\n")
    second = first.replace("2026-01-01", "2026-07-01").replace('price: "1"', 'price: "2"')
    first = first.replace("from: 2026-01-01", "from: 2026-01-01\n    until: 2026-06-30")
    document = written(tmp_path, "demo/models", f"{head}versions:\n{first}{second}")
    before = Position("product", "fee", KEYS, said, {"call": Decimal(100)}, charged=Decimal(100))
    totals = []
    for version, day in zip(document.versions, ("2026-06-30", "2026-07-01"), strict=True):
        on = datetime.date.fromisoformat(day)
        usage = Usage("product", on, quantity=Decimal(10), keys=KEYS)
        total = rate(document, version, [usage], {"kind": "a"}, None, [before]).total
        assert total is not None
        totals.append(total.number)
    assert totals == [Decimal("10.00"), Decimal("20.00")]


def asked(folder: Path, **more: Any) -> Quote:
    tariff(folder, CHARGE)
    ask = {
        "on": "2031-11-30",
        "tariff": "demo/models",
        "customer": {"name": "甲"},
        "facts": {"kind": "a"},
        "lines": [{"product": "product", "quantity": 8}],
        **more,
    }
    return quoted(Shelf(folder), ask)


def test_a_quote_says_that_nothing_was_ever_used_before(tmp_path: Path) -> None:
    answer = asked(tmp_path)
    assert str(answer.total and answer.total.number) == "8.00"
    assert [one.text.en for one in answer.unsaid] == ["as if nothing was ever used before (fee)"]
    known = asked(tmp_path, position=[{"period": "ever", "used": {"call": 8}}])
    assert str(known.total and known.total.number) == "5.00"
    assert known.unsaid == ()


def test_a_year_is_not_all_time(tmp_path: Path) -> None:
    with pytest.raises(Faults) as refused:
        asked(tmp_path, position=[{"period": "2031", "used": {"call": 8}}])
    (fault,) = refused.value.faults
    assert "customer, ever" in fault.message(Language.EN)


MONTHLY = "charge: {model: per_period, price: '5', period: PERIOD, proration: by_day}"


@pytest.mark.parametrize(
    ("component", "key"),
    [
        (MONTHLY.replace("PERIOD", "ever"), "tariff.ever_has_no_price"),
        (CHARGE.replace("ever}", "ever, runs: contract}"), "tariff.ever_runs_on"),
    ],
)
def test_all_time_has_no_price_and_no_beginning(tmp_path: Path, component: str, key: str) -> None:
    with pytest.raises(AssertionError):
        tariff(tmp_path, component)
    assert [fault.key for fault in Shelf(tmp_path).check("demo/models")] == [key]
