"""What a tariff names is there, once: units, facts, classes, floats, components, products."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders.tariffs import HEAD, MONTHLY

from engine.law import Fault, Shelf

PRICED = """\
            per: [call]
            charge: {model: per_unit, price: "1"}
            for_class: {first: {charge: {model: per_unit, price: "2"}}}
            float: band
          - id: other
            title: {zh: 另一费, en: other fee}
            charge: {model: per_unit, price: "1"}
        discounts: [{for: both, component: fee, percent: "5"}]
        exemptions: [{for: first, components: [fee, other], reason: {zh: 免, en: exempt}}]
"""
HERE = "products[0]"
FEE = f"{HERE}.components[0]"


def faults(folder: Path, *changes: tuple[str, str]) -> list[Fault]:
    """What check finds in the tariff once these words are put for those."""
    content = HEAD.replace("UNIT", "call") + PRICED
    for old, new in changes:
        assert old in content
        content = content.replace(old, new, 1)
    path = folder / "demo" / "models.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return [*Shelf(folder).check("demo/models")]


def place(fault: Fault) -> str:
    return fault.place.removeprefix("versions[0].")


@pytest.mark.parametrize(
    ("old", "new", "where", "key", "allowed"),
    [
        ("for: both", "for: all", f"{HERE}.discounts[0].for", "check.unknown_class", "first, both"),
        ("component: fee", "component: fees", f"{HERE}.discounts[0].component", "unknown_component", "fee, other"),
        ("for: first", "for: last", f"{HERE}.exemptions[0].for", "check.unknown_class", "first, both"),
        ("[fee, other]", "[fee, others]", f"{HERE}.exemptions[0].components[1]", "unknown_component", "fee, other"),
        ("{first: {charge", "{last: {charge", f"{FEE}.for_class.last", "check.unknown_class", "first, both"),
        ("float: band", "float: bands", f"{FEE}.float", "check.unknown_float", "band"),
        ("unit: call", "unit: parcel", f"{HERE}.unit", "check.unknown_unit", "call, hour"),
        ("per: [call]", "per: [parcel]", f"{FEE}.per[0]", "check.unknown_unit", "call, hour"),
        ("per: [call]", "per: [{unit: hour, converted: {from: parcel}}]", f"{FEE}.per[0].converted.from", "check.unknown_unit", "call, hour"),
        ("per: [call]", "per: [{unit: parcel, converted: {from: call}}]", f"{FEE}.per[0]", "check.unknown_unit", "call, hour"),
        ("fact: kind", "fact: sort", "classes.first.fact", "check.unknown_fact", "kind"),
    ],
)  # fmt: skip
def test_a_name_of_nothing_is_told_with_the_names_there_are(
    tmp_path: Path, old: str, new: str, where: str, key: str, allowed: str
) -> None:
    """Once, at its place, in the words of what stands there."""
    (fault,) = faults(tmp_path, (old, new))
    assert (place(fault), fault.key) == (where, f"tariff.{key}")
    assert fault.values["allowed"] == allowed


@pytest.mark.parametrize(("values", "where"), [("[c]", "in[0]"), ("[a, c]", "in[1]")])
def test_a_class_is_of_the_values_of_its_fact(tmp_path: Path, values: str, where: str) -> None:
    (fault,) = faults(tmp_path, ("in: [a]", f"in: {values}"))
    assert (place(fault), fault.key) == (f"classes.first.{where}", "law.not_one_of")
    assert (fault.value, fault.values["allowed"]) == ("c", "a, b")


SECOND = """\
      - id: product
        title: {zh: 产品, en: Product}
        unit: call
        components: [{id: fee, title: {zh: 费, en: fee}, charge: {model: per_unit, price: "1"}}]
"""
FACT = "      - {id: kind, title: {zh: 类, en: k}, question: {zh: 哪？, en: Which?}, values: [{id: a, title: {zh: 甲, en: a}}]}\n"


@pytest.mark.parametrize(
    ("changes", "where", "name"),
    [
        ([("per: [call]", "per: [call, call]")], f"{FEE}.per[1]", "call"),
        ([("per: [call]", "per: [hour, call, hour]")], f"{FEE}.per[2]", "hour"),
        ([("id: other", "id: fee"), ("[fee, other]", "[fee]")], f"{HERE}.components[1].id", "fee"),
        ([("    classes:", f"{FACT}    classes:")], "facts[1].id", "kind"),
        ([("      band:", "      kind:"), ("float: band", "float: kind")], "floats.kind", "kind"),
        ([("    products:\n", f"    products:\n{SECOND}")], "products[1].id", "product"),
    ],
)
def test_a_name_is_of_one_thing(
    tmp_path: Path, changes: list[tuple[str, str]], where: str, name: str
) -> None:
    found = faults(tmp_path, *changes)
    told = [fault for fault in found if fault.key == "law.repeated_entry"]
    assert [(place(fault), fault.value) for fault in told] == [(where, name)]


OTHERS = ("in: [a, b]", "in: [b]")


@pytest.mark.parametrize(
    ("changes", "where", "key"),
    [
        # Both prices, or both discounts, would be theirs who are of both classes.
        ([("{first: {charge", '{both: {charge: {model: per_unit, price: "3"}}, first: {charge')], f"{FEE}.for_class.first", "classes_overlap"),
        ([("{first: {charge", '{both: {charge: {model: per_unit, price: "3"}}, first: {charge'), OTHERS], "", ""),
        ([("discounts: [", 'discounts: [{for: first, component: fee, percent: "9"}, ')], f"{HERE}.discounts[1].component", "second_discount"),
        ([("discounts: [", 'discounts: [{for: first, component: fee, percent: "9"}, '), OTHERS], "", ""),
        ([("discounts: [", 'discounts: [{for: first, component: other, percent: "9"}, ')], "", ""),
        ([("discounts: [", 'stacking: {rule: added}\n        discounts: [{for: first, component: fee, percent: "9"}, ')], "", ""),
    ],
)  # fmt: skip
def test_nobody_is_of_two_classes_where_one_must_decide(
    tmp_path: Path, changes: list[tuple[str, str]], where: str, key: str
) -> None:
    expected = [(where, f"tariff.check.{key}")] if key else []
    assert [(place(fault), fault.key) for fault in faults(tmp_path, *changes)] == expected


TRIAL = "    trial: {longest_years: 2}\n    rounding:"


@pytest.mark.parametrize(
    ("until", "key"),
    [
        # Two years from the first of 2026.
        ("2027-12-31", None),
        ("2028-01-01", "trial_too_long"),
        ("2029-01-01", "trial_too_long"),
        ("", "trial_without_end"),
    ],
)
def test_prices_on_trial_end(tmp_path: Path, until: str, key: str | None) -> None:
    day = f"    until: {until}\n" if until else ""
    found = faults(tmp_path, ("    rounding:", day + TRIAL))
    expected = [("until", f"tariff.check.{key}")] if key else []
    assert [(place(fault), fault.key) for fault in found] == expected
    if key == "trial_too_long":
        assert found[0].values["years"] == 2
        assert str(found[0].value) == until


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([("en: call}}", "en: call}, decimals: 2}")], [("units.call.decimals", "tariff.check.decimals_of_whole")]),
        ([("en: call}}", "en: call}, whole: false, decimals: 2}")], []),
        ([('unit: "0.01", mode', 'unit: "0.0000001", mode')], [("rounding.unit", "tariff.check.finer_than_micro")]),
        ([('unit: "0.01", mode', 'unit: "0.000001", mode')], []),
        # Counted once for something, or freely, is counted by the product's own unit, or by one other.
        ([("            charge:", "            once_per: {key: [customer], days: 5, reading: {anchor: last_charged, first_day_counts: true}}\n            charge:")],
         [(f"{FEE}.per", "tariff.check.counted_apart")]),
        ([("per: [call]", 'per: [call]\n            free_quota: {units: "5", key: [customer], within: {period: month}}')], []),
        ([("per: [call]", 'per: [call, hour]\n            free_quota: {units: "5", key: [customer], within: {period: month}}')],
         [(f"{FEE}.per", "tariff.check.counted_apart")]),
    ],
)  # fmt: skip
def test_what_is_counted_in_one_way_is_not_said_to_be_in_another(
    tmp_path: Path, changes: list[tuple[str, str]], expected: list[tuple[str, str]]
) -> None:
    found = faults(tmp_path, *changes)
    assert [(place(fault), fault.key) for fault in found] == expected


def test_totals_of_what_names_nothing_are_not_told_beside(tmp_path: Path) -> None:
    """A price of all units that falls from 20.00 to 11.00; of a float that is none it is not known."""
    falling = (
        f"charge: {{model: volume, {MONTHLY}, edges: in_lower_band, at_zero: nothing, "
        'bands: [{above: "0", up_to: "10", price: "2"}, {above: "10", price: "1"}]}'
    )
    change = ('charge: {model: per_unit, price: "1"}', falling)
    assert [fault.key for fault in faults(tmp_path, change)] == ["tariff.check.total_falls"]
    found = faults(tmp_path, change, ("float: band", "float: bands"))
    assert [fault.key for fault in found] == ["tariff.check.unknown_float"]
    found = faults(tmp_path, change, ("per: [call]", "per: [call, call]"))
    assert [fault.key for fault in found] == ["law.repeated_entry"]


@pytest.mark.parametrize("name", ["nobody", "both"])
def test_of_a_class_that_is_none_nothing_but_that_is_told(tmp_path: Path, name: str) -> None:
    """Of two discounts of classes that are there it is asked how they work together."""
    off = '{for: both, component: fee, percent: "5"}'
    second = off.replace("for: both", f"for: {name}")
    told = faults(tmp_path, (f"[{off}]", f"[{off}, {second}]"))
    assert [place(fault) for fault in told] == [
        f"{HERE}.discounts[1].{'for' if name == 'nobody' else 'component'}"
    ]
