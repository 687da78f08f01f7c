"""Tariffs mixed in one frame: what each row is read by, and how many tariffs there may be."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from builders.tariffs import tariff

from engine.law import Faults
from engine.money import to_micro
from engine.tariff import TariffDocument, Usage, rate
from engine.tariff.columns.reader import Columns, Tariff, rate_many, rate_mixed

DAY = datetime.date(2026, 3, 2)
OVER = "accumulate: {key: [customer], period: month}, edges: in_lower_band, at_zero: nothing"
BANDS = f'charge: {{model: graduated, {OVER}, bands: [{{above: "0", price: "2"}}]}}'
STEPS = f'charge: {{model: graduated, {OVER}, bands: [{{above: "0", up_to: "10", price: "2"}}], then: {{every: "10", adds: "1"}}}}'


def of(document: TariffDocument) -> Tariff:
    return Tariff(document, document.versions[0], "product", {"kind": "a"})


def exactly(document: TariffDocument, quantity: int) -> int:
    usage = Usage("product", DAY, quantity=Decimal(quantity))
    total = rate(document, document.versions[0], [usage], {"kind": "a"}).total
    assert total is not None
    return to_micro(total.number)


@pytest.mark.parametrize("by_component", [False, True])
def test_a_price_that_goes_on_rising_stands_beside_one_that_does_not(
    tmp_path: Path, by_component: bool
) -> None:
    """35 at 2 are 70; with steps 20 + 10 × 3 + 10 × 4 + 5 × 5 = 115."""
    plain = tariff(tmp_path / "plain", BANDS)
    rising = tariff(tmp_path / "rising", STEPS, 'largest_quantity: "1000"')
    columns = Columns(quantity=np.array([35, 35, 8]))
    found = rate_mixed(
        [of(plain), of(rising)], np.array([0, 1, 1]), columns, by_component=by_component
    )
    assert found.total.tolist() == [70_000_000, 115_000_000, 16_000_000]
    assert exactly(rising, 35) == 115_000_000


def test_more_tariffs_than_two_bytes_can_number_are_each_read(tmp_path: Path) -> None:
    """The 65,537th is not the first again."""
    first = of(tariff(tmp_path / "first", 'charge: {model: per_unit, price: "2"}'))
    last = of(tariff(tmp_path / "last", 'charge: {model: per_unit, price: "3"}'))
    many = [*[first] * 65_536, last]
    which = np.array([65_536, 0, 65_535, 65_536])
    found = rate_mixed(many, which, Columns(quantity=np.array([1, 1, 1, 2])), by_component=True)
    assert found.total.tolist() == [3_000_000, 2_000_000, 2_000_000, 6_000_000]


def test_a_fact_that_the_tariff_does_not_ask_for_is_told(tmp_path: Path) -> None:
    document = tariff(tmp_path, 'charge: {model: per_unit, price: "2"}')
    columns = Columns(quantity=np.array([1]), facts={"kind": "a", "colour": "red"})
    with pytest.raises(Faults) as refused:
        rate_many(document, document.versions[0], "product", columns)
    (fault,) = refused.value.faults
    assert (fault.place, fault.key) == ("facts.colour", "tariff.columns.no_fact")
    assert fault.values["allowed"] == "kind, band"
