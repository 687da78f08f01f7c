"""A price that goes on rising after the last band, held under a ceiling as far as it can rise."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders.tariffs import opening

from engine.law import Shelf

PRODUCT = """\
    rounding: {unit: "0.01", mode: half_up, at: line}
    units: {call: {title: {zh: 次, en: call}}}
    products:
      - id: p
        title: {zh: 产品, en: P}
        unit: call
        largest_quantity: "MOST"
        components:
          - id: fee
            title: {zh: 费, en: fee}
            charge: CHARGE
"""
RISING = (
    "{model: MODEL, accumulate: {key: [customer], period: month}, edges: EDGES, at_zero: nothing, "
    'bands: [{above: "0", up_to: "20", price: "4"}], then: {every: "10", adds: "ADDS"}}'
)


def found(folder: Path, model: str, edges: str, adds: str, most: int) -> list[tuple[str, str, str]]:
    """The faults of a list of four yuan a unit, rising, under a ceiling of five: with the price."""
    ceiling = opening("demo/above").replace("role: set", "role: ceiling")
    rising = RISING.replace("MODEL", model).replace("EDGES", edges).replace("ADDS", adds)
    under = opening("demo/list").replace("role: set", "role: list\nobeys: demo/above")
    for name, head, charge in (
        ("above", ceiling, '{model: per_unit, price: "5"}'),
        ("list", under, rising),
    ):
        path = folder / "demo" / f"{name}.yaml"
        path.parent.mkdir(exist_ok=True)
        text = PRODUCT.replace("CHARGE", charge).replace("MOST", str(most))
        path.write_text(head + text, encoding="utf-8")
    return [
        (fault.place, fault.key, str(fault.values.get("price")))
        for fault in Shelf(folder).check("demo/list")
    ]


CHARGE = "versions[0].products[0].components[0].charge"
ABOVE = (f"{CHARGE}.bands[0].price", "tariff.check.above_ceiling")


@pytest.mark.parametrize(
    ("adds", "most", "price"),
    [
        # From the 21st unit on 4.50, from the 31st 5.00, from the 41st 5.50.
        ("0.5", 40, None),
        ("0.5", 41, "5.5"),
        # A hundred steps of 0.01 come to 5.00, one more to 5.01.
        ("0.01", 1_020, None),
        ("0.01", 1_021, "5.01"),
        # A thousand of 0.001, of which not each is looked at, but the last are.
        ("0.001", 10_020, None),
        ("0.001", 10_021, "5.001"),
    ],
)
@pytest.mark.parametrize("model", ["graduated", "volume"])
@pytest.mark.parametrize("edges", ["in_lower_band", "in_upper_band"])
def test_a_price_is_held_under_its_ceiling_up_to_the_largest_quantity(
    tmp_path: Path, model: str, edges: str, adds: str, most: int, price: str | None
) -> None:
    """A unit sooner where all units cost what a step does that begins with the last of them."""
    less = model == "volume" and edges == "in_upper_band"
    assert found(tmp_path, model, edges, adds, most - less) == ([(*ABOVE, price)] if price else [])
