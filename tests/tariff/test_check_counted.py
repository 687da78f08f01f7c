"""What check says of how use is counted: keys, started and converted units, quotas."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders.tariffs import MONTHLY, mistakes

AT = "versions[0].products[0].components[0]"
UNIT = 'charge: {model: per_unit, price: "1"}\n'
ADDED_UP = f'charge: {{model: per_unit, price: "1", {MONTHLY}}}\n'
CLASS = 'for_class: {first: {charge: {model: per_unit, price: "1"}}}\n'
UP = 'rounding: {to: "1", mode: up}'


def found(
    folder: Path, component: str, at: str = "line", unit: str = "call", version: str = ""
) -> list[tuple[str, str]]:
    """What check finds in a tariff of this component, by place in it and key."""
    faults = mistakes(folder, component, 'largest_quantity: "1000"', at, unit, version)
    return [(fault.place.removeprefix(f"{AT}."), fault.key) for fault in faults]


def wrong(place: str, key: str) -> list[tuple[str, str]]:
    return [(place, f"tariff.check.{key}")]


# --- started and converted units


@pytest.mark.parametrize(
    ("per", "charge", "expected"),
    [
        # Of what a started unit is one: of each use, or of what a period adds up.
        ("{unit: hour, started_whole: true}", UNIT, wrong("per[0]", "started_of_what")),
        ("{unit: hour, started_whole: true, started_of: each_use}", UNIT, []),
        ("{unit: hour, started_whole: true, started_of: total}", ADDED_UP, []),
        ("{unit: hour, started_whole: true, started_of: total}", UNIT,
         wrong("per[0].started_of", "started_total_needs_period")),
        ("{unit: hour, started_whole: true, started_of: total}", ADDED_UP + CLASS,
         wrong("per[0].started_of", "started_total_needs_period")),
        ("{unit: hour, started_whole: true, started_of: total}",
         'charge: {model: percentage, percent: "5"}\n', wrong("per[0].started_of", "started_total_needs_period")),
        # Of several numbers each use is rounded.
        ("{unit: hour, started_whole: true}, call", UNIT, []),
        ("call, {unit: hour, started_whole: true, started_of: total}", ADDED_UP,
         wrong("per[1].started_of", "started_of_several")),
        # The same where the number is of another unit.
        (f"{{unit: hour, converted: {{from: call, {UP}}}}}", UNIT, wrong("per[0]", "rounded_of_what")),
        (f"{{unit: hour, converted: {{from: call, {UP}, rounded: each_use}}}}", UNIT, []),
        (f"{{unit: hour, converted: {{from: call, {UP}, rounded: total}}}}", UNIT,
         wrong("per[0].converted.rounded", "started_total_needs_period")),
        (f"{{unit: hour, converted: {{from: call, {UP}, rounded: total}}}}, call", ADDED_UP,
         wrong("per[0].converted.rounded", "started_of_several")),
        # And started or converted, not both.
        (f"{{unit: hour, started_whole: true, converted: {{from: call, {UP}, rounded: each_use}}}}", UNIT,
         wrong("per[0].converted", "started_and_converted")),
    ],
)  # fmt: skip
def test_what_started_units_and_roundings_are_of(
    tmp_path: Path, per: str, charge: str, expected: list[tuple[str, str]]
) -> None:
    assert found(tmp_path, f"per: [{per}]\n{charge}") == expected


@pytest.mark.parametrize(
    ("factor", "ends"),
    [
        ('divide_by: "3"', False),
        ('divide_by: "60"', False),
        ('divide_by: "7", multiply_by: "2"', False),
        ('divide_by: "3", multiply_by: "6"', True),  # twice as many
        ('divide_by: "8"', True),  # 0.125
        ('divide_by: "125"', True),  # 0.008
        ('divide_by: "50"', True),  # 0.02
        ('multiply_by: "1.2"', True),
    ],
)
def test_a_number_that_is_not_rounded_has_an_end(tmp_path: Path, factor: str, ends: bool) -> None:
    per = f"per: [{{unit: hour, converted: {{from: call, {factor}}}}}]\n"
    expected = [] if ends else wrong("per[0].converted.rounding", "conversion_without_end")
    assert found(tmp_path, per + UNIT) == expected


# --- keys

QUOTA = 'free_quota: {units: "5", key: [KEY], within: {period: month}}\n'
WINDOW = (
    "once_per: {key: [KEY], days: 5, reading: {anchor: last_charged, first_day_counts: true}}\n"
)
OWN = "keys: {project: {title: {zh: 项目, en: project}, question: {zh: 哪个？, en: Which?}}}"


@pytest.mark.parametrize(
    ("component", "place"),
    [
        (ADDED_UP.replace("customer", "customer, KEY"), "charge.accumulate.key[1]"),
        (ADDED_UP + CLASS.replace('"1"', f'"1", {MONTHLY}').replace("customer", "KEY"),
         "for_class.first.charge.accumulate.key[0]"),
        (UNIT + QUOTA, "free_quota.key[0]"),
        (UNIT + WINDOW, "once_per.key[0]"),
    ],
)  # fmt: skip
def test_a_key_that_is_none_is_named_wherever_it_stands(
    tmp_path: Path, component: str, place: str
) -> None:
    """A version that declares no keys is believed what it writes, but for what is misspelt."""

    def of(key: str, version: str = "") -> list[tuple[str, str]]:
        return found(tmp_path, component.replace("KEY", key), version=version)

    assert of("scenario") == of("scenario", OWN) == []
    assert of("scenery") == []
    assert of("scenarios") == wrong(place, "unknown_key")
    assert of("scenery", OWN) == wrong(place, "unknown_key")
    assert of("project", OWN) == []


def test_the_keys_there_are_are_told(tmp_path: Path) -> None:
    (fault,) = mistakes(tmp_path, UNIT + QUOTA.replace("KEY", "case"), version=OWN)
    assert fault.value == "case"
    assert fault.values["allowed"] == "customer, product, scenario, project"


def test_a_key_of_every_request_is_not_declared_anew(tmp_path: Path) -> None:
    declared = OWN.replace("project: {", "customer: {")
    (fault,) = mistakes(tmp_path, UNIT, version=declared)
    assert (fault.place, fault.key) == ("versions[0].keys.customer", "law.repeated_entry")


# --- quotas


def per_unit(price: str, model: str = "per_unit, price") -> str:
    return f'charge: {{model: {model}: "{price}"}}\n'


FREE = QUOTA.replace("KEY", "customer")


@pytest.mark.parametrize(
    ("component", "unit", "place"),
    [
        # The least that is charged, to the cent: one call, or a hundredth of an hour.
        (per_unit("0.01"), "call", None),
        (per_unit("0.001"), "call", "charge"),
        (per_unit("1"), "hour", None),
        (per_unit("0.5"), "hour", "charge"),
        (per_unit("1", "percentage, percent"), "call", None),
        (per_unit("0.5", "percentage, percent"), "call", "charge"),
        (per_unit("0.01") + 'for_class: {first: {charge: {model: per_unit, price: "0.015"}}}\n', "call",
         "for_class.first.charge"),
        # What is said to be added up is charged by its running total.
        (ADDED_UP.replace('"1"', '"0.001"'), "call", None),
        # Of what the component counts, not the product: hundredths of an hour, or hours begun.
        ("per: [hour]\n" + per_unit("0.5"), "call", "charge"),
        ("per: [call]\n" + per_unit("0.01"), "hour", None),
        ("per: [{unit: hour, started_whole: true, started_of: each_use}]\n" + per_unit("0.01"), "hour", None),
    ],
)  # fmt: skip
def test_a_part_beside_a_quota_is_rounded_as_the_whole_is(
    tmp_path: Path, component: str, unit: str, place: str | None
) -> None:
    """Or it is said over what its amounts are added up."""
    expected = [] if place is None else wrong(place, "quota_needs_accumulate")
    assert found(tmp_path, component + FREE, unit=unit) == expected
    assert found(tmp_path, component + FREE, unit=unit, at="total") == []
    assert found(tmp_path, component, unit=unit) == []
