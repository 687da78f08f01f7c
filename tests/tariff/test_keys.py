"""Which names say whom and what a use concerns, by the rules of its product; which of them no rule
knows, and which are one name in several spellings."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from builders.tariffs import tariff

from engine.tariff import Event, TariffVersion, Usage, merged_names, unused_keys
from engine.tariff.usage.keys import keys_missing, misnamed_keys, rule_keys

DAY = datetime.date(2026, 3, 2)
BANDS = (
    "charge: {model: graduated, accumulate: {key: [customer, project], period: month}, edges: in_lower_band, "
    'at_zero: nothing, bands: [{above: "0", price: "1"}]}'
)  # fmt: skip
WINDOW = (
    "once_per: {key: [person], days: 3, reading: {anchor: last_charged, first_day_counts: true}}"
)
QUOTA = 'free_quota: {units: "5", key: [site], within: {period: month}}'
CLASS = f"for_class: {{first: {{{BANDS.replace('project', 'case')}}}}}"
OTHER = (
    "  - id: other\n    title: {zh: 另一, en: Other}\n    unit: call\n    components:\n"
    "      - {id: fee, title: {zh: 费, en: fee}, " + BANDS.replace("project", "office") + "}\n"
)
BILL = (
    "bill: [{id: big, title: {zh: 整单, en: Big}, model: at_most, amount: '9', allocated: by_amount, "
    "products: [product], accumulate: {key: [payer], period: month}}]"
)  # fmt: skip


@pytest.fixture
def version(tmp_path: Path) -> TariffVersion:
    rules = f"{WINDOW}\n{QUOTA}\n{BANDS}\n{CLASS}"
    (found,) = tariff(tmp_path, rules, version=OTHER + BILL).versions
    return found


def test_each_rule_has_its_keys(version: TariffVersion) -> None:
    product, other = version.products
    assert rule_keys(version, product) == ("person", "site", "customer", "project", "case", "payer")
    assert rule_keys(version, other) == ("customer", "office")


def test_a_name_that_no_rule_of_the_product_knows_is_unused(version: TariffVersion) -> None:
    product, other = version.products
    dated = Usage(
        "product", DAY, events=(Event(DAY, {"person": "p", "lot": "1"}),),
        history=(Event(DAY, {"batch": "b"}),), keys={"project": "P", "scenario": "s", "note": "n"},
    )  # fmt: skip
    assert [*unused_keys(version, product, dated)] == ["note", "lot", "batch"]
    assert [*unused_keys(version, other, dated)] == ["project", "note", "person", "lot", "batch"]


def test_a_name_in_several_spellings_is_one(version: TariffVersion) -> None:
    product = version.products[0]
    named = [{"person": "A"}, {"person": "\uff21 "}, {"person": "B", "lot": "x"}, {"lot": "\uff58"}]
    assert [*merged_names(version, product, named)] == [("person", ("A", "\uff21 "))]
    assert [*merged_names(version, product, [named[0], named[0]])] == []
    assert [*merged_names(version, product, [{"person": ""}, {"person": " "}])] == []


@pytest.mark.parametrize(
    ("keys", "events", "missing"),
    [
        ({"customer": "A", "person": "p"}, [], ("project",)),
        ({"customer": "A"}, [{"person": "p", "project": "P"}, {"person": "q"}], ("project",)),
        ({"customer": "A", "project": "P"}, [{"person": "p"}, {"person": "q"}], ()),
        ({"person": " ", "project": "P"}, [], ("person",)),
        # Customer and product are those of the request, if nothing else is said of them.
        ({"person": "p", "project": "P"}, [], ()),
        ({"person": "p", "project": "P", "customer": " "}, [], ("customer",)),
    ],
)
def test_what_a_rule_needs_and_a_use_does_not_name_is_missing(
    keys: dict[str, str], events: list[dict[str, str]], missing: tuple[str, ...]
) -> None:
    usage = Usage("product", DAY, events=tuple(Event(DAY, one) for one in events), keys=keys)
    assert keys_missing(usage, ("customer", "person", "project", "product")) == missing


def test_a_name_is_misspelt_only_where_no_rule_of_the_tariff_knows_it(
    version: TariffVersion,
) -> None:
    """`office` is a key of the other product, `presn` of none; what lacks is told beside it."""
    own = {"site": "s", "project": "P", "case": "c", "payer": "A"}
    for names, told in (
        ({**own, "person": "p", "presn": "p"}, []),
        ({**own, "office": "o"}, []),
        ({**own, "presn": "p"}, [{"key": "person", "found": "presn"}]),
        ({**own, "presn": "p", "lot": "1"}, [{"key": "person", "found": "presn, lot"}]),
    ):
        found = misnamed_keys(version, version.products[0], Usage("product", DAY, keys=names))
        assert [dict(one.values) for one in found] == told
