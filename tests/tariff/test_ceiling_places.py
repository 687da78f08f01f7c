"""Where a list lies above its ceiling: the place of each price, and the figures beside it."""

from __future__ import annotations

from typing import Any

import pytest
from builders.random_tariffs import TITLE
from builders.under_ceilings import document_of, found

from engine.law import written_path
from engine.text import Text

CENT = {"unit": "0.01", "mode": "half_up", "at": "line"}
MONTH = {"key": ["customer"], "period": "month"}
READ = {"accumulate": MONTH, "edges": "in_lower_band", "at_zero": "nothing"}
PARTS = "versions[0].products[0].components"
FEE = f"{PARTS}[0]"


def part(charge: dict[str, Any], name: str = "fee", **more: Any) -> dict[str, Any]:
    return {"id": name, "title": TITLE, "charge": charge, **more}


def unit(price: str) -> dict[str, Any]:
    return {"model": "per_unit", "price": price}


def percent(number: str) -> dict[str, Any]:
    return {"model": "percentage", "percent": number}


def banded(first: str, then: str, model: str = "graduated", of: str = "price") -> dict[str, Any]:
    bands = [{"above": "0", "up_to": "10", of: first}, {"above": "10", of: then}]
    return {"model": model, **READ, "bands": bands}


def package(size: int, price: str) -> dict[str, Any]:
    return {"model": "package", "accumulate": MONTH, "size": str(size), "price": price}


def of_class(name: str, charge: dict[str, Any]) -> dict[str, Any]:
    return {"for_class": {name: {"charge": charge}}}


def told(
    parts: list[dict[str, Any]], above: dict[str, Any], largest: str = "3000"
) -> list[tuple[str, str, dict[str, object]]]:
    """What check says of the list under this ceiling, by place, key and figures."""
    listed = document_of("list", 0, parts, CENT, largest=largest)
    ceiling = document_of("above", 0, [part(above)], CENT)
    names = {"first", "money", "unit"}
    findings = found(listed, ceiling)
    for each in findings:
        assert each.values["unit"] == Text(**TITLE)
    return [
        (
            written_path(each.path),
            each.key.removeprefix("tariff.check."),
            {name: value for name, value in each.values.items() if name not in names},
        )
        for each in findings
    ]


@pytest.mark.parametrize(
    ("parts", "above", "where", "limit", "price"),
    [
        # Figures as they are written, or with all their decimals.
        ([part(unit("1.5"))], unit("1.00"), f"{FEE}.charge.price", "1.00", "1.5"),
        ([part(unit("1.50"))], unit("1"), f"{FEE}.charge.price", "1", "1.50"),
        ([part(banded("1", "1.1"))], unit("1"), f"{FEE}.charge.bands[1].price", "1", "1.1"),
        ([part(banded("1.1", "1"))], unit("1"), f"{FEE}.charge.bands[0].price", "1", "1.1"),
        ([part(unit("1"), **of_class("first", unit("2")))], unit("1"), f"{FEE}.for_class.first.charge.price", "1", "2"),
        ([part(unit("1"), **of_class("first", banded("1", "2")))], unit("1"),
         f"{FEE}.for_class.first.charge.bands[1].price", "1", "2"),
        # Of a hundred yuan 150 for those of one class.
        ([part(percent("150"))], percent("100"), f"{FEE}.charge.percent", "1", "1.5"),
        ([part(banded("100", "90", "graduated_percentage", "percent"))], percent("95"), f"{FEE}.charge.bands[0].percent", "0.95", "1"),
        # What two come to is of neither.
        ([part(unit("0.6"), "a"), part(unit("0.60"), "b")], unit("1"), PARTS, "1", "1.20"),
        # At the top of its float 1 is 1.2.
        ([part(unit("1"), **{"float": "floating"})], unit("1.1"), f"{FEE}.charge.price", "1.1", "1.2"),
    ],
)  # fmt: skip
def test_a_price_above_its_ceiling_is_named_where_it_stands(
    parts: list[dict[str, Any]], above: dict[str, Any], where: str, limit: str, price: str
) -> None:
    assert told(parts, above) == [(where, "above_ceiling", {"limit": limit, "price": price})]


def test_each_place_is_named_once() -> None:
    """Of all who pay it: the plain price of four kinds of customers, and that of a class of two."""
    parts = [
        part(unit("2"), **of_class("first", unit("3"))),
        part(unit("0"), "b", **of_class("other", unit("0"))),
    ]
    assert [(where, values["price"]) for where, _, values in told(parts, unit("1"))] == [
        (PARTS, "2")
    ]
    alone = [part(unit("2"), **of_class("first", unit("3")))]
    assert [(where, values["price"]) for where, _, values in told(alone, unit("1"))] == [
        (f"{FEE}.charge.price", "2"),
        (f"{FEE}.for_class.first.charge.price", "3"),
    ]


@pytest.mark.parametrize(
    ("parts", "where", "quantity", "amount", "allowed"),
    [
        # A block of four for 3.20 is dear for one, two and three; the first is told.
        ([part(package(4, "3.20"))], FEE, "1", "3.2", "1"),
        ([part(package(2, "0.80"), "a"), part(package(3, "0.30"), "b")], PARTS, "1", "1.1", "1"),
        # Ten at 1.00, and the eleventh at 0.90 with a fee of 0.50.
        ([part({**banded("1", "0.9"), "bands": [
            {"above": "0", "up_to": "10", "price": "1"}, {"above": "10", "price": "0.9", "entry_fee": "0.5"}]})],
         FEE, "11", "11.4", "11"),
        # Ten free of charge; for the eleventh a minimum of 30.00.
        ([part({**unit("0.5"), "accumulate": MONTH}, limits={"minimum": "30", "apply": "after_discounts", "at_zero": "nothing"},
               free_quota={"units": "10", "key": ["customer"], "within": {"period": "month"}})],
         FEE, "11", "30", "11"),
    ],
)  # fmt: skip
def test_the_first_quantity_that_comes_to_more_is_told(
    parts: list[dict[str, Any]], where: str, quantity: str, amount: str, allowed: str
) -> None:
    figures = {"quantity": quantity, "amount": amount, "allowed": allowed}
    assert told(parts, unit("1")) == [(where, "above_ceiling_at", figures)]


def test_blocks_that_never_meet_are_said_not_to_be_covered() -> None:
    """They begin together again after some hundred million units."""
    sizes = [part(package(size, "0.40"), name) for size, name in ((9_973, "a"), (10_007, "b"))]
    assert told(sizes, unit("1"), "1000000000") == [(PARTS, "ceiling_not_covered", {})]


def test_parts_at_their_dearest_apart_are_told_together() -> None:
    """0.60 at once by the day, and 0.70 by the month once ten were charged."""
    daily = {**banded("0.6", "0.1"), "accumulate": {**MONTH, "period": "day"}}
    parts = [part(daily, "a"), part(banded("0.1", "0.7"), "b")]
    figures = {"price": "1.3", "limit": "1.2"}
    assert told(parts, unit("1.2")) == [(PARTS, "ceiling_counted_apart", figures)]
    whole = {**CENT, "at": "total"}
    listed = document_of("list", 0, parts, whole)
    assert found(listed, document_of("above", 0, [part(unit("1.3"))], whole)) == []
