"""A broken tariff is named: the place, and exactly what is wrong there."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.law import Fault, Faults, Shelf
from engine.tariff import TariffDocument, as_yaml

TARIFFS = Path(__file__).parent.parent / "tariffs"
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
        ('above: "1000000"', 'above: "1100000"', f"{BAND}[1].above", "tariff.band_hole"),
        ('above: "1000000"', 'above: "900000"', f"{BAND}[1].above", "tariff.band_overlap"),
        ('above: "0"', 'above: "1"', f"{BAND}[0].above", "tariff.bands_from_zero"),
        (
            ', price: "0.1500"',
            ', up_to: "9000000", price: "0.15"',
            f"{BAND}[2].up_to",
            "tariff.bands_end",
        ),
        (', up_to: "1000000"', "", f"{BAND}[0].up_to", "tariff.band_never_reached"),
    ],
)
def test_a_band_shifted(broken: Broken, old: str, new: str, place: str, key: str) -> None:
    assert only(broken(LIST, old, new)) == (place, key)


def test_bands_that_do_not_rise(broken: Broken) -> None:
    found = {fault.key for fault in broken(LIST, 'up_to: "5000000"', 'up_to: "500000"')}
    assert found == {"tariff.band_not_rising", "tariff.band_hole"}


def test_the_shifted_band_is_told_with_both_edges(broken: Broken) -> None:
    (fault,) = broken(LIST, 'above: "1000000"', 'above: "1100000"')
    assert {fault.values["end"], fault.values["start"]} == {"1000000", "1100000"}


def test_a_price_above_its_ceiling(broken: Broken) -> None:
    place, key = only(broken(LIST, 'price: "0.2000"', 'price: "0.2299"'))
    assert (place, key) == (f"{BAND}[1].price", "tariff.above_ceiling")


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
    assert (place, key) == ("versions[0].products[1].components", "tariff.above_ceiling")


def test_parts_together_at_the_ceiling_stand(broken: Broken) -> None:
    assert broken(LIST, WHOLE, SPLIT.replace("PRICE", "74.13")) == ()


def test_a_part_that_is_not_collected_counts_all_the_same(broken: Broken) -> None:
    shown = "            not_collected: {reason: {zh: 不收取, en: not collected}}\n"
    place, key = only(broken(LIST, WHOLE, SPLIT.replace("PRICE", "74.14") + shown))
    assert (place, key) == ("versions[0].products[1].components", "tariff.above_ceiling")


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
    assert key == "tariff.component_without_ceiling"


def test_a_part_outside_the_ceiling_with_its_reason_stands(broken: Broken) -> None:
    reason = "            outside_ceiling: {reason: {zh: 另行定价, en: priced apart}}\n"
    assert broken(LIST, WHOLE, OTHER_UNIT + reason) == ()


def test_a_product_without_ceiling(broken: Broken) -> None:
    place, key = only(broken(LIST, "- id: enterprise-data-package", "- id: enterprise-data"))
    assert (place, key) == ("versions[0].products[1].id", "tariff.product_without_ceiling")


@pytest.mark.parametrize(
    ("identifier", "old", "new", "place", "key"),
    [
        (LIST, "obeys: demo/ceilings\n", "", "obeys", "tariff.list_without_ceiling"),
        (LIST, "obeys: demo/ceilings", "obeys: demo/nothing", "obeys", "law.no_document"),
        (LIST, "obeys: demo/ceilings", f"obeys: {TRIAL}", "obeys", "tariff.not_a_ceiling"),
        (LIST, "gate: cn/supply", "gate: cn/nothing", "stands_under.gate", "law.no_document"),
        (LIST, "vat: excluded", "vat: included", "vat", "tariff.vat_differs"),
        (LIST, "until: 2028-12-31", "until: 2029-12-31", "versions[0].until", "tariff.outlives_ceiling"),
        (LIST, "unit: package", "unit: parcel", "versions[0].products[1].unit", "tariff.unknown_unit"),
        (LIST, '"274.13"', '"-274.13"', "versions[0].products[1].components[0].charge.price", "law.too_small"),
        (LIST, '"0.2000"', '"0.20000001"', f"{BAND}[1].price", "tariff.finer_than_micro"),
        (TRIAL, "    until: 2028-02-29\n", "", "versions[0].until", "tariff.trial_without_end"),
        (TRIAL, "until: 2028-02-29", "until: 2028-03-01", "versions[0].until", "tariff.trial_too_long"),
        (TRIAL, "fact: scenario_support", "fact: support", "versions[0].classes.supported_scenario.fact", "tariff.unknown_fact"),
        (TRIAL, "in: [supported]", "in: [helped]", "versions[0].classes.supported_scenario.in[0]", "law.not_one_of"),
        (TRIAL, "for: supported_scenario", "for: supported", "versions[0].products[0].discounts[0].for", "tariff.unknown_class"),
        (TRIAL, "components: [technical-service]", "components: [service]", "versions[0].products[0].exemptions[0].components[0]", "tariff.unknown_component"),
        (CREDIT, "              key: [institution, enterprise]\n", "", "versions[1].products[0].components[0].once_per.key", "law.missing"),
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
      - {instrument: 发改价格〔2025〕668号, evidence: text, applies: directly}
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
