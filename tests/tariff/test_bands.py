"""Bands worked by hand: edges and zero, prices that go on rising, and blocks of their own size."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from builders.tariffs import HEAD, MONTHLY, READ, amount, rated, tariff
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.explain import standing_of
from engine.law import Evidence, Shelf
from engine.tariff import Graduated, TariffDocument, has_plain_bands
from engine.tariff.columns.reader import Columns, rate_many
from engine.tariff.model.document import RoundingPlace

# --- edges and zero

BANDS = '[{above: "0", up_to: "10", price: "5", entry_fee: "2"}, {above: "10", price: "4", entry_fee: "3"}]'


@pytest.mark.parametrize(
    ("model", "edges", "expected"),
    [
        # At 10 of 10: in the lower band 10 × 5 + 2; in the upper its fee is due too, or its price.
        ("graduated", "in_lower_band", "52.00"),
        ("graduated", "in_upper_band", "55.00"),
        ("volume", "in_lower_band", "52.00"),
        ("volume", "in_upper_band", "43.00"),
    ],
)
def test_an_edge_belongs_where_the_document_says(
    tmp_path: Path, model: str, edges: str, expected: str
) -> None:
    falls = ", totals_fall: {reason: {zh: 规定如此, en: so ruled}}" if model == "volume" else ""
    edge = READ.replace("RULE", edges)
    charge = f"charge: {{model: {model}, {MONTHLY}, edges: {edge}, at_zero: nothing, bands: {BANDS}{falls}}}"
    document = tariff(tmp_path, charge)
    at_edge = rated(document, quantity=Decimal(10)).total
    inside = rated(document, quantity=Decimal(9)).total
    assert at_edge is not None and inside is not None
    assert at_edge.number == Decimal(expected)
    # How the edge is read is rested on at the edge only: 9 × 5 + 2 stands without it.
    assert inside.number == Decimal("47.00")
    assert standing_of(at_edge).evidence is Evidence.ASSUMPTION
    assert standing_of(inside).evidence is Evidence.TEXT


def test_an_edge_without_fee_makes_no_difference_and_is_not_rested_on(tmp_path: Path) -> None:
    bands = BANDS.replace(', entry_fee: "3"', "")
    edge = READ.replace("RULE", "in_upper_band")
    document = tariff(
        tmp_path,
        f"charge: {{model: graduated, {MONTHLY}, edges: {edge}, at_zero: nothing, bands: {bands}}}",
    )
    total = rated(document, quantity=Decimal(10)).total
    assert total is not None
    assert (total.number, standing_of(total).evidence) == (Decimal("52.00"), Evidence.TEXT)


@pytest.mark.parametrize(("rule", "expected"), [("nothing", "0.00"), ("charged", "2.00")])
def test_zero_costs_what_the_document_says(tmp_path: Path, rule: str, expected: str) -> None:
    zero = READ.replace("RULE", rule)
    document = tariff(
        tmp_path,
        f"charge: {{model: graduated, {MONTHLY}, edges: in_lower_band, at_zero: {zero}, bands: {BANDS}}}",
    )
    none = rated(document, quantity=Decimal(0)).total
    some = rated(document, quantity=Decimal(1)).total
    assert none is not None and some is not None
    assert (str(none.number), str(some.number)) == (expected, "7.00")
    assert standing_of(none).evidence is Evidence.ASSUMPTION
    assert standing_of(some).evidence is Evidence.TEXT


def test_what_is_due_without_use_is_due_once(tmp_path: Path) -> None:
    document = tariff(
        tmp_path, f'charge: {{model: flat, price: "100", {MONTHLY}, at_zero: charged}}'
    )
    assert amount(document, quantity=Decimal(0)) == "100.00"
    assert amount(document, quantity=Decimal(5), prior=Decimal(0)) == "0.00"


@settings(max_examples=30, deadline=None)
@given(quantity=st.decimals(min_value=0, max_value=30, places=2))
def test_a_fraction_falls_in_exactly_one_band(
    quantity: Decimal, tmp_path_factory: pytest.TempPathFactory
) -> None:
    document = tariff(
        tmp_path_factory.mktemp("shelf"),
        f"charge: {{model: graduated, {MONTHLY}, edges: in_lower_band, at_zero: nothing, bands: {BANDS}}}",
        unit="hour",
    )
    inside, beyond = min(quantity, Decimal(10)), max(quantity - 10, Decimal(0))
    fees = (2 if quantity > 0 else 0) + (3 if quantity > 10 else 0)
    assert Decimal(amount(document, quantity=quantity)) == inside * 5 + beyond * 4 + fees


# --- a price that goes on rising, and bands of blocks

LADDER = """\
model: graduated
accumulate: {key: [customer], period: month}
edges: in_lower_band
at_zero: nothing
bands:
  - {above: "0", up_to: "10", price: "0"}
  - {above: "10", up_to: "30", price: "100"}
then: {every: "10", adds: "100"}"""
"""政府信息公开信息处理费: up to 10 in a month free, 11 to 30 100 each, then each ten 100 dearer."""


MOST = 'largest_quantity: "200000"'
"""A price that rises without end outgrows any number of digits."""


def charged(written: str) -> str:
    lines = written.splitlines()
    return "\n".join(["charge:", *(f"  {line}" for line in lines)])


@pytest.mark.parametrize(
    ("requests", "expected"),
    [
        ("10", "0.00"),
        ("30", "2000.00"),  # 20 × 100
        ("31", "2200.00"),
        ("45", "5500.00"),  # 2,000 + 10 × 200 + 5 × 300
        ("70", "16000.00"),  # 2,000 + 10 × (200 + 300 + 400 + 500)
        ("75", "19000.00"),  # 5 more at 600
        ("131", "68200.00"),  # 2,000 + 10 × (200 + 300 + … + 1,100) + 1,200
    ],
)
def test_a_ladder_goes_on_without_end(tmp_path: Path, requests: str, expected: str) -> None:
    assert amount(tariff(tmp_path, charged(LADDER), MOST), quantity=Decimal(requests)) == expected


@pytest.mark.parametrize(
    ("edges", "units", "expected"),
    [
        # All units at the price of the step reached: 100 up to 30, then 200 up to 40, 300 up to 50.
        ("in_lower_band", "30", "3000.00"),
        ("in_lower_band", "31", "6200.00"),
        ("in_lower_band", "40", "8000.00"),
        ("in_lower_band", "41", "12300.00"),
        # An edge belongs to the step that begins there.
        ("in_upper_band", "29", "2900.00"),
        ("in_upper_band", "30", "6000.00"),
        ("in_upper_band", "40", "12000.00"),
    ],
)
def test_a_ladder_of_all_units(tmp_path: Path, edges: str, units: str, expected: str) -> None:
    written = LADDER.replace("graduated", "volume").replace("in_lower_band", edges)
    assert amount(tariff(tmp_path, charged(written), MOST), quantity=Decimal(units)) == expected


BLOCKS = """\
model: MODEL
accumulate: {key: [customer], period: month}
edges: in_lower_band
at_zero: nothing
bands:
  - {above: "0", up_to: "1000", price: "3", size: "100"}
  - {above: "1000", up_to: "1500", price: "0.02"}
  - {above: "1500", price: "8", size: "500"}"""


@pytest.mark.parametrize(
    ("model", "units", "expected"),
    [
        ("graduated", "1", "3.00"),
        ("graduated", "101", "6.00"),
        ("graduated", "1000", "30.00"),
        ("graduated", "1001", "30.02"),
        ("graduated", "1500", "40.00"),  # 30 + 500 × 0.02
        ("graduated", "1501", "48.00"),
        ("graduated", "2001", "56.00"),
        # All units at the price of the band reached: 1,501 / 500 = 3.002, so 4 × 8; 2,001 / 500 = 4.002, so 5 × 8.
        ("volume", "1000", "30.00"),
        ("volume", "1001", "20.02"),
        ("volume", "1501", "32.00"),
        ("volume", "2001", "40.00"),
    ],
)
def test_bands_of_blocks_of_their_own_size(
    tmp_path: Path, model: str, units: str, expected: str
) -> None:
    written = BLOCKS.replace("MODEL", model)
    if model == "volume":
        written += "\ntotals_fall: {reason: {zh: 规定如此, en: so ruled}}"
    assert amount(tariff(tmp_path, charged(written)), quantity=Decimal(units)) == expected


BY_UNIT = """\
model: graduated
accumulate: {key: [customer], period: month}
edges: in_lower_band
at_zero: nothing
bands:
  - {above: "0", up_to: "10", price: "5"}
  - {above: "10", price: "4"}"""


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        (BY_UNIT, True),
        (BY_UNIT.replace('price: "5"', 'price: "25", size: "5"'), False),
        (BY_UNIT.replace('price: "4"', 'price: "40", size: "10"'), False),
        (
            BY_UNIT.replace('price: "4"', 'up_to: "30", price: "4"')
            + '\nthen: {every: "10", adds: "1"}',
            False,
        ),
    ],
    ids=["by the unit", "blocks below", "blocks above", "rising"],
)
def test_bands_are_plain_where_5_a_unit_and_then_4_are_all_that_is_charged(
    tmp_path: Path, written: str, plain: bool
) -> None:
    document = tariff(tmp_path, charged(written), MOST)
    charge = document.versions[0].products[0].components[0].charge
    assert isinstance(charge, Graduated)
    units = [*map(Decimal, range(46))]
    shown = [min(each, Decimal(10)) * 5 + max(each - 10, Decimal(0)) * 4 for each in units]
    paid = [Decimal(amount(document, quantity=each)) for each in units]
    assert (paid == shown) is plain
    assert has_plain_bands(charge) is plain


@pytest.mark.parametrize(
    ("place", "none", "one"),
    [
        # A fee of 0.006 and 1.006 for the one: the band's amount is rounded, the line's, or a sum's.
        ("band", 10_000, 1_010_000),
        ("line", 10_000, 1_010_000),
        ("total", 6_000, 1_012_000),
    ],
)
def test_a_fee_without_use_is_rounded_where_amounts_are(
    tmp_path: Path, place: str, none: int, one: int
) -> None:
    """As columns meter it (micro-yuan)."""
    band = '{above: "0", price: "1.006", entry_fee: "0.006"}'
    charge = f"charge: {{model: graduated, {MONTHLY}, edges: in_lower_band, at_zero: charged, bands: [{band}]}}"
    document = tariff(tmp_path, charge)
    (version,) = document.versions
    rounding = version.rounding.model_copy(update={"at": RoundingPlace(place)})
    columns = Columns(quantity=np.array([0, 1]))
    version = version.model_copy(update={"rounding": rounding})
    found = rate_many(document, version, "product", columns, by_component=True)
    assert found.metered["fee"].tolist() == [none, one]


@pytest.mark.parametrize("model", ["volume", "graduated"])
def test_a_price_that_rises_after_a_band_without_end_is_never_reached(
    tmp_path: Path, model: str
) -> None:
    """Check refuses it; who goes on without a check pays what the band says."""
    charge = f'charge: {{model: {model}, {MONTHLY}, edges: in_lower_band, at_zero: nothing, bands: [{{above: "0", price: "3"}}]}}'
    content = HEAD.replace("UNIT", "call") + f"            {charge}\n"
    content = content.replace("}]}\n", '}], then: {every: "10", adds: "1"}}\n')
    path = tmp_path / "demo" / "models.yaml"
    path.parent.mkdir()
    path.write_text(content, encoding="utf-8")
    assert Shelf(tmp_path).check("demo/models") != ()
    document = Shelf(tmp_path).get("demo/models", TariffDocument)
    assert amount(document, quantity=Decimal(5), keys={"customer": "A"}) == "15.00"
