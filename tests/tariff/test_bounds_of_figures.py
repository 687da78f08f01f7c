"""The figures that a tariff may have, each up to its bound; one beyond it is named where it stands."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from builders.tariffs import MONTHLY, mistakes, tariff

from engine.law import Faults
from engine.tariff.columns.reader import Columns, rate_many

UNIT = 'charge: {model: per_unit, price: "1"}'
PERCENT = 'charge: {model: percentage, percent: "FIGURE"}'
READ = f"{MONTHLY}, edges: in_lower_band, at_zero: nothing"
BANDS = (
    f'charge: {{model: graduated_percentage, {READ}, bands: [{{above: "0", percent: "FIGURE"}}]}}'
)
FEE = f'charge: {{model: graduated, {READ}, bands: [{{above: "0", price: "1", entry_fee: "FIGURE"}}]}}'
BLOCK = f'charge: {{model: package, {MONTHLY}, size: "FIGURE", price: "1"}}'
LADDER = (
    f'charge: {{model: graduated, {READ}, bands: [{{above: "0", up_to: "10", price: "1"}}], '
    'then: {every: "FIGURE", adds: "1"}}'
)
OFF = 'discounts: [{for: both, component: fee, percent: "FIGURE"}]'
ONCE = (
    "charge: {model: per_unit, price: '1'}\nonce_per: {key: [customer], days: FIGURE, "
    "reading: {anchor: last_charged, first_day_counts: true}}"
)
QUOTA = (
    f'charge: {{model: per_unit, price: "1", {MONTHLY}}}\n'
    'free_quota: {units: "FIGURE", key: [customer], within: {period: month}}'
)
LARGEST = 'largest_quantity: "100"'


@pytest.mark.parametrize(
    ("component", "rest", "place", "right", "wrong"),
    [
        ('charge: {model: per_unit, price: "FIGURE"}', "", "charge.price", ["0", "0.5"], ["-0.5", "-1"]),
        # Of an amount more than all of it may be charged, but no more taken off, nor by bands.
        (PERCENT, "", "charge.percent", ["0", "0.5", "100.5"], ["-0.5"]),
        (BANDS, "", "charge.bands[0].percent", ["0", "0.5", "100"], ["-0.5", "100.5"]),
        (UNIT, OFF, "discounts[0].percent", ["0.5", "100"], ["-0.5", "100.5"]),
        (FEE, "", "charge.bands[0].entry_fee", ["0", "0.5"], ["-0.5"]),
        (BLOCK, "", "charge.size", ["1"], ["0", "-1"]),
        (LADDER, LARGEST, "charge.then.every", ["1"], ["0", "-1"]),
        (ONCE, "", "once_per.days", ["1"], ["0", "-1"]),
        (QUOTA, "", "free_quota.units", ["1"], ["-1"]),
    ],
)  # fmt: skip
def test_a_figure_beyond_its_bound_is_named(
    tmp_path: Path, component: str, rest: str, place: str, right: list[str], wrong: list[str]
) -> None:
    inside = "versions[0].products[0]" + ("" if "discounts" in place else ".components[0]")
    for figure in (*right, *wrong):
        written = (each.replace("FIGURE", figure) for each in (component, rest))
        places = [fault.place for fault in mistakes(tmp_path, *written)]
        assert places == ([] if figure in right else [f"{inside}.{place}"]), figure


def test_of_a_product_that_says_no_largest_quantity_a_thousand_million_are_read(
    tmp_path: Path,
) -> None:
    document = tariff(tmp_path, UNIT)
    most = 1_000_000_000
    found = rate_many(document, document.versions[0], "product", Columns(np.array([most])))
    assert found.total.tolist() == [most * 1_000_000]
    with pytest.raises(Faults) as refused:
        rate_many(document, document.versions[0], "product", Columns(np.array([most + 1])))
    (fault,) = refused.value.faults
    assert (fault.key, fault.values) == ("tariff.columns.beyond", {"largest": most})
