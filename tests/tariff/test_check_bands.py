"""What check says of bands, blocks and limits, each at its place, with the figures that do not fit."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders.tariffs import MONTHLY, mistakes

from engine.law import Fault

AT = "versions[0].products[0].components[0]"


def found(
    folder: Path, component: str, version: str = ""
) -> list[tuple[str, str, dict[str, object]]]:
    """What check finds in the tariff of this component: place in it, key and values."""
    faults = mistakes(folder, component, 'largest_quantity: "1000"', version=version)
    return [
        (_place(fault), fault.key.removeprefix("tariff.check."), _own(fault)) for fault in faults
    ]


def _place(fault: Fault) -> str:
    return fault.place.removeprefix(f"{AT}.")


def _own(fault: Fault) -> dict[str, object]:
    return {name: value for name, value in fault.values.items() if name != "money"}


def band(above: str, up_to: str = "", price: str = "1", more: str = "") -> str:
    end = f', up_to: "{up_to}"' if up_to else ""
    return f'{{above: "{above}"{end}, price: "{price}"{more}}}'


def banded(*bands: str, model: str = "graduated", then: str = "") -> str:
    readings = f"{MONTHLY}, edges: in_lower_band, at_zero: nothing"
    return f"charge: {{model: {model}, {readings}, bands: [{', '.join(bands)}]{then}}}\n"


BY_FOUR = ', size: "4"'
RISING = ', then: {every: "5", adds: "1"}'


@pytest.mark.parametrize(
    ("charge", "expected"),
    [
        # A band of blocks holds whole ones; the last goes on, and of all units there is one price.
        (banded(band("0", "8", more=BY_FOUR), band("8")), []),
        (banded(band("0", "10", more=BY_FOUR), band("10")),
         [("charge.bands[0].size", "band_of_whole_blocks", {"size": "4", "units": "10"})]),
        (banded(band("0", "9"), band("9", "17", more=BY_FOUR), band("17")), []),
        (banded(band("0", "10"), band("10", "21", more=BY_FOUR), band("21")),
         [("charge.bands[1].size", "band_of_whole_blocks", {"size": "4", "units": "11"})]),
        (banded(band("0", "10"), band("10", more=BY_FOUR)), []),
        (banded(band("0", "10", more=BY_FOUR), band("10", price="2"), model="volume"), []),
        # A price goes on rising where the bands end, unit by unit.
        (banded(band("0", "10"), then=RISING), []),
        (banded(band("0"), then=RISING), [("charge.then", "ladder_never_reached", {})]),
        (banded(band("0", "8", more=BY_FOUR), then=RISING), [("charge.then", "ladder_of_blocks", {})]),
        (banded(band("0", "8", more=BY_FOUR), band("8", "10"), then=RISING), []),
        # Otherwise the last has no end, and no other is without.
        (banded(band("0", "10")), [("charge.bands[0].up_to", "bands_end", {"end": "10"})]),
        (banded(band("0", "10"), band("10", "20")), [("charge.bands[1].up_to", "bands_end", {"end": "20"})]),
        (banded(band("0", "10"), band("10"), band("20")), [("charge.bands[1].up_to", "band_never_reached", {})]),
        # Each begins where the one before ends, and rises.
        (banded(band("5", "10"), band("10")), [("charge.bands[0].above", "bands_from_zero", {})]),
        (banded(band("0", "10"), band("10", "20"), band("25")),
         [("charge.bands[2].above", "band_hole", {"band": 2, "next": 3, "end": "20", "start": "25"})]),
        (banded(band("0", "10"), band("8", "20"), band("20")),
         [("charge.bands[1].above", "band_overlap", {"band": 1, "next": 2, "end": "10", "start": "8"})]),
        (banded(band("0", "10"), band("10", "10"), band("10")), [("charge.bands[1].up_to", "band_not_rising", {})]),
        (banded(band("0", "10"), band("10", "11"), band("11")), []),
    ],
)  # fmt: skip
def test_bands_that_do_not_fit_each_other(
    tmp_path: Path, charge: str, expected: list[tuple[str, str, dict[str, object]]]
) -> None:
    assert found(tmp_path, charge) == expected


UNIT = f'charge: {{model: per_unit, price: "1", {MONTHLY}}}\n'
EACH = 'charge: {model: per_unit, price: "1"}\n'
BY_MONTH = '{model: per_period, price: "1", period: month, proration: by_day}'
QUOTA = 'free_quota: {units: "5", key: [customer], within: {period: month}}\n'
WINDOW = "once_per: {key: [customer], days: 5, reading: {anchor: last_charged, first_day_counts: true}}\n"


def limits(bounds: str) -> str:
    return f"limits: {{{bounds}apply: after_discounts, at_zero: nothing}}\n"


LEAST, OF_EACH = limits('minimum: "2", '), limits('each_use: true, minimum: "2", ')


@pytest.mark.parametrize(
    ("component", "expected"),
    [
        # Days are not counted one after another.
        (f"charge: {BY_MONTH}\n", []),
        (f"charge: {BY_MONTH}\n{QUOTA}", [("charge", "period_counts_nothing")]),
        (f"charge: {BY_MONTH}\n{LEAST}", [("charge", "period_counts_nothing")]),
        (f"charge: {BY_MONTH}\n{WINDOW}", [("charge", "period_counts_nothing")]),
        (f"{UNIT}{QUOTA}for_class: {{first: {{charge: {BY_MONTH}}}}}\n", [("charge", "period_counts_nothing")]),
        # Limits are of each use, or of the period over which a charge adds up.
        (UNIT + LEAST, []),
        (EACH + LEAST, [("limits", "limits_need_period")]),
        (EACH + OF_EACH, []),
        (UNIT + OF_EACH, [("limits", "limits_of_each_added_up")]),
        (EACH + OF_EACH + QUOTA, [("limits", "limits_of_each_beside_quota")]),
        (UNIT + LEAST + QUOTA, []),
        (f'{UNIT}{LEAST}for_class: {{first: {{charge: {{model: per_unit, price: "1"}}}}}}\n', [("limits", "limits_need_period")]),
        ("charge: {model: unread, reason: {zh: 未读, en: not read}}\n" + LEAST, []),
        ("charge: {model: unread, reason: {zh: 未读, en: not read}}\n" + OF_EACH, []),
        # And limit something, the one below the other.
        (UNIT + limits(""), [("limits", "limits_empty")]),
        (UNIT + limits('maximum: "2", '), []),
        (UNIT + limits('minimum: "2", maximum: "2", '), []),
        (UNIT + limits('minimum: "2.01", maximum: "2", '), [("limits.minimum", "minimum_above_maximum")]),
    ],
)  # fmt: skip
def test_what_stands_around_a_charge_is_of_what_it_counts(
    tmp_path: Path, component: str, expected: list[tuple[str, str]]
) -> None:
    assert [one[:2] for one in found(tmp_path, component)] == expected
