"""A broken tariff is named: the place, and exactly what is wrong there."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.law import Fault, Faults, Shelf
from engine.tariff import TariffDocument, as_yaml

TARIFFS = Path(__file__).parents[2] / "tariffs"
LIST, CEILINGS, TRIAL = "demo/price-list", "demo/ceilings", "demo/trial-standard"
CREDIT = "cn/credit-reference"

Broken = Callable[..., tuple[Fault, ...]]


@pytest.fixture
def broken(tmp_path: Path) -> Broken:
    """Return a function that replaces text in one document and gives the faults then found."""
    for name in (LIST, CEILINGS, TRIAL, CREDIT):
        target = tmp_path / f"{name}.yaml"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(TARIFFS / f"{name}.yaml", target)

    def faults(identifier: str, old: str, new: str, count: int = 1) -> tuple[Fault, ...]:
        path = tmp_path / f"{identifier}.yaml"
        written = path.read_text(encoding="utf-8")
        assert old in written
        path.write_text(written.replace(old, new, count), encoding="utf-8")
        return Shelf(tmp_path, TARIFFS).check(identifier)

    return faults


@pytest.mark.parametrize("identifier", [LIST, CEILINGS, TRIAL, CREDIT])
def test_the_documents_are_sound(identifier: str) -> None:
    assert Shelf(TARIFFS).check(identifier) == ()


def only(faults: tuple[Fault, ...]) -> tuple[str, str]:
    (fault,) = faults
    assert fault.line is not None
    return fault.place, fault.key


BAND = "versions[0].products[0].components[0].charge.bands"


@pytest.mark.parametrize(
    ("old", "new", "place", "key"),
    [
        # The second band begins 100,000 calls too late, or too early.
        ('above: "1000000"', 'above: "1100000"', f"{BAND}[1].above", "tariff.check.band_hole"),
        ('above: "1000000"', 'above: "900000"', f"{BAND}[1].above", "tariff.check.band_overlap"),
        ('above: "0"', 'above: "1"', f"{BAND}[0].above", "tariff.check.bands_from_zero"),
        (
            ', price: "0.1500"',
            ', up_to: "9000000", price: "0.15"',
            f"{BAND}[2].up_to",
            "tariff.check.bands_end",
        ),
        (', up_to: "1000000"', "", f"{BAND}[0].up_to", "tariff.check.band_never_reached"),
    ],
)
def test_a_band_shifted(broken: Broken, old: str, new: str, place: str, key: str) -> None:
    assert only(broken(LIST, old, new)) == (place, key)


def test_bands_that_do_not_rise(broken: Broken) -> None:
    found = {fault.key for fault in broken(LIST, 'up_to: "5000000"', 'up_to: "500000"')}
    assert found == {"tariff.check.band_not_rising", "tariff.check.band_hole"}


def test_the_shifted_band_is_told_with_both_edges(broken: Broken) -> None:
    (fault,) = broken(LIST, 'above: "1000000"', 'above: "1100000"')
    assert {fault.values["end"], fault.values["start"]} == {"1000000", "1100000"}


def test_a_price_above_its_ceiling(broken: Broken) -> None:
    place, key = only(broken(LIST, 'price: "0.2000"', 'price: "0.2299"'))
    assert (place, key) == (f"{BAND}[1].price", "tariff.check.above_ceiling")


def test_a_price_just_at_its_ceiling_stands(broken: Broken) -> None:
    assert broken(LIST, 'price: "0.2000"', 'price: "0.2298"') == ()


SPLIT = """\
            charge: {model: per_unit, price: "200.00"}
          - id: support
            title: {zh: 技术支持费, en: Support fee}
            charge: {model: per_unit, price: "PRICE"}
"""
WHOLE = '            charge: {model: per_unit, price: "274.13"}\n'


def test_a_fee_cannot_evade_its_ceiling_by_being_split(broken: Broken) -> None:
    place, key = only(broken(LIST, WHOLE, SPLIT.replace("PRICE", "74.14")))
    assert (place, key) == ("versions[0].products[1].components", "tariff.check.above_ceiling")


def test_parts_together_at_the_ceiling_stand(broken: Broken) -> None:
    """Where a use is free in part and each part is rounded, both can be rounded up: of 0.008 % the
    parts come to 0.016 and 0.00593, rounded 0.02 and 0.01, the ceiling to 0.02193."""
    place, key = only(broken(LIST, WHOLE, SPLIT.replace("PRICE", "74.13")))
    assert (place, key) == ("versions[0].rounding", "tariff.check.rounding_not_comparable")
    assert broken(LIST, "at: line", "at: total") == ()


def test_a_part_that_is_not_collected_counts_all_the_same(broken: Broken) -> None:
    shown = "            not_collected: {reason: {zh: 不收取, en: not collected}}\n"
    place, key = only(broken(LIST, WHOLE, SPLIT.replace("PRICE", "74.14") + shown))
    assert (place, key) == ("versions[0].products[1].components", "tariff.check.above_ceiling")


OTHER_UNIT = (
    WHOLE
    + """\
          - id: support
            title: {zh: 技术支持费, en: Support fee}
            per: [call]
            charge: {model: per_unit, price: "0.01"}
"""
)


def test_a_part_in_another_unit_needs_a_ceiling_or_a_reason(broken: Broken) -> None:
    place, key = only(broken(LIST, WHOLE, OTHER_UNIT))
    assert place == "versions[0].products[1].components[1]"
    assert key == "tariff.check.component_without_ceiling"


def test_a_part_outside_the_ceiling_with_its_reason_stands(broken: Broken) -> None:
    reason = "            outside_ceiling: {reason: {zh: 另行定价, en: priced apart}}\n"
    assert broken(LIST, WHOLE, OTHER_UNIT + reason) == ()


def test_a_product_without_ceiling(broken: Broken) -> None:
    place, key = only(broken(LIST, "- id: enterprise-data-package", "- id: enterprise-data"))
    assert (place, key) == ("versions[0].products[1].id", "tariff.check.product_without_ceiling")


@pytest.mark.parametrize(
    ("identifier", "old", "new", "place", "key"),
    [
        (LIST, "obeys: demo/ceilings\n", "", "obeys", "tariff.check.list_without_ceiling"),
        (LIST, "obeys: demo/ceilings", "obeys: demo/nothing", "obeys", "law.no_document"),
        (LIST, "obeys: demo/ceilings", f"obeys: {TRIAL}", "obeys", "tariff.check.not_a_ceiling"),
        (LIST, "gate: demo/supply", "gate: cn/nothing", "stands_under.gate", "law.no_document"),
        (LIST, "  conditions: cn/conditions-of-free-use\n", "", "stands_under.conditions", "law.missing"),
        (LIST, "  gate: demo/supply", "  gates: cn/supply\n  gate: demo/supply", "stands_under.gates", "law.unknown_key"),
        (LIST, "vat: excluded", "vat: included", "vat", "tariff.check.vat_differs"),
        (LIST, "until: 2028-12-31", "until: 2029-12-31", "versions[0].until", "tariff.check.outlives_ceiling"),
        (LIST, "unit: package", "unit: parcel", "versions[0].products[1].unit", "tariff.check.unknown_unit"),
        (LIST, '"274.13"', '"-274.13"', "versions[0].products[1].components[0].charge.price", "law.too_small"),
        (LIST, '"0.2000"', '"0.20000001"', f"{BAND}[1].price", "tariff.check.finer_than_micro"),
        (TRIAL, "    until: 2028-02-29\n", "", "versions[0].until", "tariff.check.trial_without_end"),
        (TRIAL, "until: 2028-02-29", "until: 2028-03-01", "versions[0].until", "tariff.check.trial_too_long"),
        (CREDIT, "              - unit: year\n", "              - item\n              - unit: year\n", "versions[0].products[3].components[0].per[1]", "law.repeated_entry"),
        (TRIAL, "fact: scenario_support", "fact: support", "versions[0].classes.supported_scenario.fact", "tariff.check.unknown_fact"),
        (TRIAL, "in: [supported]", "in: [helped]", "versions[0].classes.supported_scenario.in[0]", "law.not_one_of"),
        (TRIAL, "for: supported_scenario", "for: supported", "versions[0].products[0].discounts[0].for", "tariff.check.unknown_class"),
        (TRIAL, "components: [technical-service]", "components: [service]", "versions[0].products[0].exemptions[0].components[0]", "tariff.unknown_component"),
        (CREDIT, "              key: [institution, enterprise]\n", "", "versions[0].products[0].components[0].once_per.key", "law.missing"),
        (CREDIT, "    cites:\n", "    until: 2025-07-15\n    cites:\n", "versions[0].until", "law.versions_overlap"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(
    broken: Broken, identifier: str, old: str, new: str, place: str, key: str
) -> None:
    assert only(broken(identifier, old, new)) == (place, key)


def test_a_citation_deleted(broken: Broken) -> None:
    cites = """\
    cites:
      - {instrument: 发改价格〔2025〕668号, article: 第一条、第二条、第三条, evidence: text, applies: directly}
"""
    faults = broken(CREDIT, cites, "")
    assert {fault.key for fault in faults} == {"law.uncited"}
    assert {fault.place.split(".")[0] for fault in faults} == {"versions[1]"}


def test_a_written_document_reads_as_the_same(tmp_path: Path) -> None:
    shelf = Shelf(TARIFFS)
    for name in (LIST, CEILINGS, TRIAL, CREDIT):
        document = shelf.get(name, TariffDocument)
        path = tmp_path / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(as_yaml(document), encoding="utf-8")
    written = Shelf(tmp_path, TARIFFS)
    for name in (LIST, CEILINGS, TRIAL, CREDIT):
        assert written.check(name) == ()
        assert written.get(name, TariffDocument) == shelf.get(name, TariffDocument)


def test_a_missing_tariff_is_a_fault() -> None:
    with pytest.raises(Faults):
        Shelf(TARIFFS).get("demo/none", TariffDocument)


# --- what a total does as quantity grows

WHOLE_CHARGE = 'charge: {model: per_unit, price: "274.13"}'
READINGS = "accumulate: {key: [customer], period: month}, edges: in_lower_band, at_zero: nothing"
FALLING = """charge:
              model: volume
              accumulate: {key: [customer], period: month}
              edges: in_lower_band
              at_zero: nothing
              bands: [{above: "0", up_to: "10", price: "270"}, {above: "10", price: "200"}]
"""


def test_a_total_that_falls_is_named_with_its_quantities(broken: Broken) -> None:
    (fault,) = broken(LIST, WHOLE_CHARGE, FALLING)
    # 10 × 270 = 2,700, but 11 × 200 = 2,200.
    assert fault.key == "tariff.check.total_falls"
    assert fault.place == "versions[0].products[1].components[0].charge.bands[1].above"
    assert [fault.values[name] for name in ("quantity", "amount", "more", "less")] == [
        "10", "2,700", "11", "2,200",
    ]  # fmt: skip


def test_a_total_that_falls_for_a_cited_reason_stands(broken: Broken) -> None:
    reason = "              totals_fall: {reason: {zh: 全量优惠, en: a discount on all}}\n"
    assert broken(LIST, WHOLE_CHARGE, FALLING + reason) == ()


def test_a_quantity_for_which_amounts_outgrow_64_bits_is_named(broken: Broken) -> None:
    stated = 'unit: package\n        largest_quantity: "LARGEST"'
    # 274.13 yuan × 3.4 × 10¹⁰ = 9.32 × 10¹² yuan; 64 bits hold 9.22 × 10¹².
    (fault,) = broken(LIST, "unit: package", stated.replace("LARGEST", "34000000000"))
    assert fault.key == "tariff.check.overflow"
    assert fault.place == "versions[0].products[1].largest_quantity"
    assert fault.values["amount"] == "9,320,420,000,000"
    assert broken(LIST, "34000000000", "33000000000") == ()


# --- a ceiling at any quantity

FEE = f'charge: {{model: graduated, {READINGS}, bands: [{{above: "0", price: "270", entry_fee: "FEE"}}]}}'


def test_an_entry_fee_exceeds_the_ceiling_at_a_small_quantity(broken: Broken) -> None:
    (fault,) = broken(LIST, WHOLE_CHARGE, FEE.replace("FEE", "4.14"))
    assert (fault.key, fault.place) == (
        "tariff.check.above_ceiling_at",
        "versions[0].products[1].components[0]",
    )
    # One package: 270 + 4.14 = 274.14 above 274.13; two: 544.14 below 548.26.
    assert [fault.values[name] for name in ("quantity", "amount", "allowed")] == [
        "1", "274.14", "274.13",
    ]  # fmt: skip
    # A tenth of one, where nine tenths are free: 27 + 4.13 above 27.41.
    (fault,) = broken(LIST, '"4.14"', '"4.13"')
    assert (fault.key, fault.values["quantity"]) == (
        "tariff.check.above_ceiling_of_part", "0.000001",
    )  # fmt: skip
    # Of the whole amount a tenth: 27.413, as the ceiling.
    assert broken(LIST, "outside_bands", "within_bands") == ()


def test_what_is_due_without_any_use_has_no_ceiling_to_stand_under(broken: Broken) -> None:
    charged = FEE.replace("FEE", "4.13").replace("at_zero: nothing", "at_zero: charged")
    (fault,) = broken(LIST, WHOLE_CHARGE, charged)
    assert (fault.key, fault.values["quantity"]) == ("tariff.check.above_ceiling_at", "0")


def test_a_started_block_exceeds_the_ceiling_whatever_its_average(broken: Broken) -> None:
    package = 'charge: {model: package, accumulate: {key: [customer], period: month}, size: "10", price: "2700"}'
    (fault,) = broken(LIST, WHOLE_CHARGE, package)
    # A block of ten at 270 each is below the ceiling when full; its first package costs 2,700.
    assert [fault.values[name] for name in ("quantity", "amount")] == ["1", "2,700"]


def test_a_minimum_exceeds_the_ceiling_until_it_is_used_up(broken: Broken) -> None:
    limited = (
        'charge: {model: per_unit, price: "200", accumulate: {key: [customer], period: month}}\n'
        '            limits: {minimum: "MINIMUM", apply: after_discounts, at_zero: nothing}'
    )
    (fault,) = broken(LIST, WHOLE_CHARGE, limited.replace("MINIMUM", "300"))
    assert (fault.key, fault.values["quantity"]) == ("tariff.check.above_ceiling_at", "1")
    (fault,) = broken(LIST, 'minimum: "300"', 'minimum: "274.13"')
    assert fault.key == "tariff.check.above_ceiling_of_part"
    assert broken(LIST, "outside_bands", "within_bands") == ()


def test_the_top_of_a_float_stands_under_the_ceiling(broken: Broken) -> None:
    floats = (
        "    floats:\n"
        '      up: {title: {zh: 浮动, en: float}, question: {zh: 多少？, en: What?}, up: "UP", down: "0"}\n'
        "    products:\n"
    )
    floated = 'charge: {model: per_unit, price: "250"}\n            float: up'
    assert broken(LIST, WHOLE_CHARGE, floated) != ()
    # 250 × 1.096 = 274.00; 250 × 1.097 = 274.25
    assert broken(LIST, "    products:\n", floats.replace("UP", "9.6")) == ()
    (fault,) = broken(LIST, 'up: "9.6"', 'up: "9.7"')
    assert (fault.key, fault.values["price"]) == ("tariff.check.above_ceiling", "274.25")


@pytest.mark.parametrize(
    ("old", "new", "place", "key"),
    [
        ("whole: false, decimals: 2", "decimals: 2", "units.resource_hour.decimals", "tariff.check.decimals_of_whole"),
        ('price: "2.50"}', 'price: "2.50"}\n            limits: {minimum: "1", apply: after_discounts, at_zero: nothing}', "products[0].components[1].limits", "tariff.check.limits_need_period"),
        ('price: "2.50"}', 'price: "2.50"}\n            float: none', "products[0].components[1].float", "tariff.check.unknown_float"),
        ('price: "0.30"}', 'price: "0.30", entry_fee: "0.0000001"}', "products[0].components[0].charge.bands[2].entry_fee", "tariff.check.finer_than_micro"),
        ('percent: "20"}', 'percent: "20"}\n          - {for: supported_scenario, component: technical-service, percent: "5"}', "products[0].discounts[1].component", "tariff.check.second_discount"),
    ],
)  # fmt: skip
def test_what_a_charge_lacks_is_named(
    broken: Broken, old: str, new: str, place: str, key: str
) -> None:
    assert only(broken(TRIAL, old, new)) == (f"versions[0].{place}", key)
