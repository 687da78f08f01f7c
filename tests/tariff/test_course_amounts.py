"""Amounts in columns beside the exact reader's: steps that go on rising, and every way to round."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from pathlib import Path

import numpy as np
import pytest
from builders.tariffs import DAY, MONTHLY, tariff

from engine.money import RoundingMode, to_micro
from engine.tariff import TariffDocument, Usage, rate
from engine.tariff.columns.reader import Columns, rate_many
from engine.tariff.model.document import RoundingPlace


def both(
    document: TariffDocument, smallest: list[int], decimals: int
) -> tuple[list[int], list[int]]:
    """What so many smallest units cost in columns, and one by one (micro-yuan)."""
    (version,) = document.versions
    columns = rate_many(document, version, "product", Columns(quantity=np.array(smallest)))
    exactly = []
    for number in smallest:
        use = Usage(
            "product", DAY, quantity=Decimal(number).scaleb(-decimals), keys={"customer": "A"}
        )
        total = rate(document, version, [use], {}).total
        assert total is not None
        exactly.append(to_micro(total.number))
    return columns.total.tolist(), exactly


@pytest.mark.parametrize("unit", ["call", "hour"])
@pytest.mark.parametrize("every", [1, 2, 3])
@pytest.mark.parametrize("edges", ["in_lower_band", "in_upper_band"])
@pytest.mark.parametrize("model", ["graduated", "volume"])
@pytest.mark.parametrize("size", [None, 2])
def test_a_price_that_goes_on_rising_in_both_readers(
    tmp_path: Path, model: str, edges: str, every: int, unit: str, size: int | None
) -> None:
    """From nothing over each step and beside it; the smallest of an hour is a hundredth, and so are
    its steps and its blocks."""
    fine = 2 if unit == "hour" else 0

    def units(number: int) -> str:
        return f'"{Decimal(number).scaleb(-fine)}"'

    block = "" if size is None else f", size: {units(size)}"
    bands = (
        f'{{above: "0", up_to: {units(4)}, price: "1"{block}}}, '
        f'{{above: {units(4)}, up_to: {units(7)}, price: "2"}}'
    )
    charge = (
        f"charge: {{model: {model}, {MONTHLY}, edges: {edges}, at_zero: nothing, "
        f'bands: [{bands}], then: {{every: {units(every)}, adds: "1"}}}}'
    )
    fall = ", totals_fall: {reason: {zh: 是, en: meant}}}" if model == "volume" else "}"
    document = tariff(tmp_path, charge[:-1] + fall, 'largest_quantity: "100"', unit=unit)
    columns, exactly = both(document, [*range(24)], fine)
    assert columns == exactly


@pytest.mark.parametrize("at", ["line", "total", "band"])
@pytest.mark.parametrize("mode", ["half_up", "half_even", "up", "down"])
@pytest.mark.parametrize("unit", ["0.01", "0.02", "0.05", "1"])
def test_every_way_to_round_in_columns(tmp_path: Path, unit: str, mode: str, at: str) -> None:
    """So many at 0.005 as a fraction, at halves and beside them."""
    document = tariff(tmp_path, f'charge: {{model: per_unit, price: "0.005", {MONTHLY}}}')
    (version,) = document.versions
    way = {"unit": Decimal(unit), "mode": RoundingMode(mode), "at": RoundingPlace(at)}
    version = version.model_copy(update={"rounding": version.rounding.model_copy(update=way)})
    quantities = [*range(60), 100, 300, 500, 501, 700]
    columns = rate_many(document, version, "product", Columns(quantity=np.array(quantities)))
    rounded = {
        "half_up": lambda steps: floor(steps + Fraction(1, 2)),
        "half_even": round,
        "up": ceil,
        "down": floor,
    }[mode]
    exact = [
        rounded(Fraction("0.005") * number / Fraction(unit)) * Fraction(unit)
        for number in quantities
    ]
    assert columns.total.tolist() == [each * 10**6 for each in exact]
